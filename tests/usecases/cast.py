"""The people of the tests: who they are, and what they do in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from domain.calls import CallId, instant
from domain.people import Person, Role, UserId, Village
from domain.promises import Kind
from domain.signups import SignupState, Source
from storage import calls, outbox, people, signups, tables, villages
from storage.store import Store
from storage.tx import Tx
from usecases.habits import Habits

GROUP: Final = -1001000000001
ZONE: Final = "Asia/Shanghai"
EVENING: Final = datetime(2026, 7, 10, 12, 30, tzinfo=UTC)
"""20:30 in the village, the evening before the potato harvest."""
MEET_LOCAL: Final = datetime(2026, 7, 11, 6, 0)  # noqa: DTZ001 - a wall time
MEET: Final = instant(MEET_LOCAL, ZONE)
HABITS: Final = Habits()

OFFICIALS: Final = ("han", "liu", "zhao")
WORKERS: Final = ("zhou", "chen")
VILLAGERS: Final = ("wang", "li", "zhang", "sun", "qian", "wu", "zheng", "feng", "tian")
NAMES: Final = {
    "han": "韩书记",
    "liu": "刘主任",
    "zhao": "赵会计",
    "zhou": "周社工",
    "chen": "陈社工",
    "wang": "王大妈",
    "li": "李婶",
    "zhang": "张大爷",
    "sun": "孙玉梅",
    "qian": "钱大伯",
    "wu": "吴秀英",
    "zheng": "郑师傅",
    "feng": "冯大姐",
    "tian": "田嫂",
}
IDS: Final = {key: UserId(1000 + place) for place, key in enumerate(NAMES)}


@dataclass
class Cast:
    """A village on a real database. `cast.id("wang")` is a platform id, `await cast.who("wang")` the person."""

    store: Store
    village: Village
    habits: Habits = field(default_factory=Habits)

    @staticmethod
    def id(key: str) -> UserId:
        return IDS[key]

    async def who(self, key: str) -> Person:
        person = await self.store.read(people.of_user, self.village.id, IDS[key])
        assert person is not None
        return person

    async def call(self, needed: int = 20, *, meet_local: datetime = MEET_LOCAL, now: datetime = EVENING) -> CallId:
        """An open call by Secretary Han with its card in the group, published at `now`."""
        han = await self.who("han")

        async def publish(tx: Tx) -> CallId:
            number = await villages.next_call_number(tx, self.village.id)
            call_id = await calls.add_draft(
                tx,
                village_id=self.village.id,
                number=number,
                zone=ZONE,
                created_by=han.id,
                now=now,
                title="收土豆",
                meet_local=meet_local,
                meet_at=instant(meet_local, ZONE),
                place="志愿者菜园",
                needed=needed,
                bring="手套",
            )
            await calls.amend(tx, call_id, state="open", published_at=now)
            await calls.add_card(tx, call_id, GROUP, None)
            return call_id

        return await self.store.write(publish)

    async def enter(
        self, call_id: CallId, key: str, *, party: int = 1, state: SignupState = SignupState.CONFIRMED
    ) -> None:
        """Put somebody on a call's list without asking any rule."""
        person = await self.who(key)
        await self.store.write(
            signups.enter,
            call_id=call_id,
            person_id=person.id,
            party=party,
            state=state,
            source=Source.BUTTON,
            entered_by=person.id,
            now=EVENING,
        )

    async def promised(self, kind: Kind | None = None) -> list[Any]:
        """What waits in the outbox, soonest first: rows with kind, dedupe, chat_id, due_at, expires_at, payload."""

        async def rows(tx: Tx) -> list[Any]:
            query = select(tables.outbox).where(tables.outbox.c.sent_at.is_(None), tables.outbox.c.dead_at.is_(None))
            if kind is not None:
                query = query.where(tables.outbox.c.kind == kind.value)
            return list(await tx.all(query.order_by(tables.outbox.c.due_at, tables.outbox.c.id)))

        return await self.store.read(rows)

    async def keep_promises(self, until: datetime) -> None:
        """Forget what was due up to a moment, as if the sender had sent it."""

        async def drop(tx: Tx) -> None:
            while letter := await outbox.claim_next(tx, now=until, sender="test"):
                await outbox.sent(tx, letter, now=until, message_id=None, not_before=None)

        await self.store.write(drop)


async def settle(store: Store) -> Cast:
    """Set the village up and let everybody in; all but 张大爷 have opened a private chat."""
    early = EVENING - timedelta(days=1)

    async def found(tx: Tx) -> Village:
        village = await villages.add(
            tx,
            chat_id=GROUP,
            thread_id=None,
            title="柳沟村志愿服务群",
            zone=ZONE,
            language="zh",
            set_up_by=IDS["han"],
            now=early,
        )
        for key, name in NAMES.items():
            person = await people.belong(tx, village.id, IDS[key], name)
            role = Role.OFFICIAL if key in OFFICIALS else Role.WORKER if key in WORKERS else None
            await people.set_role(tx, person.id, role, by=IDS["han"], now=early)
            if key != "zhang":
                await people.open_private(tx, IDS[key])
        return village

    return Cast(store, await store.write(found))
