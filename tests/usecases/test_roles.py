"""Roles on a real database: who gives them, how a link is used up, and what two people at once may do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.people import Role, UserId, Village, VillageId
from domain.promises import Kind
from domain.refusals import Refused
from handlers import letters_village
from storage import people, tables
from storage.store import Store
from storage.tx import Tx
from usecases import roles, villages
from usecases.villages import Defaults

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
LIN, HAN, LIU, ZHOU, CHEN, WANG = (UserId(n) for n in (9, 1, 2, 3, 4, 5))
NAMES = {LIN: "林站长", HAN: "韩书记", LIU: "刘主任", ZHOU: "周社工", CHEN: "陈社工", WANG: "王大妈"}
OPERATORS = frozenset({int(LIN)})
TOKEN = "dG9rZW4tb2YtMTI4LWJpdHM"


class House:
    """One village with Han as its official and Zhou as its social worker, and short words for what people do."""

    def __init__(self, store: Store, village: Village) -> None:
        self.store = store
        self.village = village

    async def appoints(self, by: UserId, whom: UserId, role: Role | None) -> None:
        await self.store.write(
            roles.appoint,
            now=NOW,
            village_id=self.village.id,
            by=by,
            operator=by in OPERATORS,
            user_id=whom,
            name=NAMES[whom],
            role=role,
        )

    async def invites(self, by: UserId, role: Role, token: str = TOKEN) -> None:
        await self.store.write(
            roles.invite,
            now=NOW,
            village_id=self.village.id,
            by=by,
            operator=by in OPERATORS,
            role=role,
            token=token,
        )

    async def accepts(self, whom: UserId, token: str = TOKEN, now: datetime = NOW) -> None:
        await self.store.write(roles.accept, now=now, token=token, user_id=whom, name=NAMES[whom], operators=OPERATORS)

    async def may_invite(self, by: UserId, role: Role) -> list[str]:
        found = await self.store.read(roles.inviting_villages, by=by, operator=by in OPERATORS, role=role)
        return [village.title for village in found]

    async def role(self, whom: UserId) -> Role | None:
        found = await self.store.read(people.of_user, self.village.id, whom)
        return found.role if found else None


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with Store.open(database_url) as store:
        done = await store.write(
            villages.set_up,
            now=NOW,
            chat_id=-1001,
            thread_id=None,
            title="柳沟村",
            by=HAN,
            name=NAMES[HAN],
            operator=False,
            administrator=True,
            defaults=Defaults("Asia/Shanghai", "zh"),
        )
        house = House(store, done.village)
        await house.appoints(LIN, ZHOU, Role.WORKER)
        yield house


async def refused(reason: str, doing: Any) -> None:
    with pytest.raises(Refused) as caught:
        await doing
    assert caught.value.reason == reason


async def test_an_official_appoints_and_releases_an_official(house: House) -> None:
    await house.appoints(HAN, LIU, Role.OFFICIAL)
    assert await house.role(LIU) is Role.OFFICIAL
    await house.appoints(HAN, LIU, None)
    assert await house.role(LIU) is None


async def test_an_official_makes_himself_a_social_worker_by_no_route(house: House) -> None:
    await refused("worker-by-worker-only", house.appoints(HAN, HAN, Role.WORKER))
    await refused("worker-by-worker-only", house.appoints(HAN, WANG, Role.WORKER))
    await refused("worker-by-worker-only", house.appoints(HAN, ZHOU, None))
    await refused("worker-by-worker-only", house.invites(HAN, Role.WORKER))
    await refused("invitation-void", house.accepts(HAN))  # the refused invitation left no link behind
    # A true link of a social worker does not make an official one either.
    await house.invites(ZHOU, Role.WORKER, "c2Vjb25kLXRva2Vu")
    await refused("already-other-role", house.accepts(HAN, "c2Vjb25kLXRva2Vu"))
    # Having laid his own role down he is a villager, who appoints nobody.
    await house.appoints(HAN, HAN, None)
    await refused("not-appointer", house.appoints(HAN, HAN, Role.WORKER))
    await refused("not-appointer", house.invites(HAN, Role.OFFICIAL, "dGhpcmQ"))
    assert await house.role(HAN) is None


async def test_a_friend_an_official_appointed_cannot_make_him_a_worker(house: House) -> None:
    await house.appoints(HAN, LIU, Role.OFFICIAL)
    await house.appoints(LIU, HAN, None)
    await refused("worker-by-worker-only", house.appoints(LIU, HAN, Role.WORKER))


async def test_a_worker_appoints_and_releases_both(house: House) -> None:
    await house.appoints(ZHOU, CHEN, Role.WORKER)
    await house.appoints(ZHOU, LIU, Role.OFFICIAL)
    await house.appoints(CHEN, ZHOU, None)
    assert await house.role(ZHOU) is None
    await refused("not-appointer", house.appoints(ZHOU, WANG, Role.OFFICIAL))


async def test_nobody_is_both(house: House) -> None:
    await refused("already-other-role", house.appoints(LIN, HAN, Role.WORKER))
    await refused("already-other-role", house.appoints(ZHOU, ZHOU, Role.OFFICIAL))
    await refused("already-that-role", house.appoints(LIN, ZHOU, Role.WORKER))
    await refused("no-role", house.appoints(ZHOU, WANG, None))


async def test_a_link_makes_one_person_what_it_says(house: House) -> None:
    await house.invites(ZHOU, Role.WORKER)
    await house.accepts(CHEN)
    assert await house.role(CHEN) is Role.WORKER
    await refused("invitation-void", house.accepts(WANG))
    await refused("invitation-void", house.accepts(CHEN))


async def test_two_people_with_one_link_are_one_appointment(house: House) -> None:
    await house.invites(ZHOU, Role.OFFICIAL)
    ended = await asyncio.gather(house.accepts(WANG), house.accepts(LIU), return_exceptions=True)
    assert sum(end is None for end in ended) == 1
    assert [e.reason for e in ended if isinstance(e, Refused)] == ["invitation-void"]
    assert [await house.role(WANG), await house.role(LIU)].count(Role.OFFICIAL) == 1


async def test_a_link_lasts_seven_days_and_not_a_moment_longer(house: House) -> None:
    await house.invites(ZHOU, Role.OFFICIAL)
    await refused("invitation-void", house.accepts(WANG, now=NOW + roles.LINK_LASTS))
    await house.accepts(WANG, now=NOW + roles.LINK_LASTS - timedelta(seconds=1))
    assert await house.role(WANG) is Role.OFFICIAL


async def test_an_unknown_link_opens_nothing(house: House) -> None:
    for forged in ("x", roles.hashed(TOKEN), "../../etc", "0" * 62):
        await refused("invitation-void", house.accepts(WANG, forged))


async def test_a_demoted_officials_open_link_is_dead_and_stays_dead(house: House) -> None:
    await house.invites(HAN, Role.OFFICIAL)
    await house.appoints(ZHOU, HAN, None)
    await refused("invitation-void", house.accepts(WANG))
    await house.appoints(ZHOU, HAN, Role.OFFICIAL)
    await refused("invitation-void", house.accepts(WANG))


async def test_the_inviter_needs_the_right_at_the_moment_of_use_too(house: House) -> None:
    await house.invites(LIN, Role.WORKER)  # the operator, who is one no longer when the link is used

    async def without_operators(tx: Tx) -> None:
        await roles.accept(tx, now=NOW, token=TOKEN, user_id=CHEN, name="陈社工", operators=frozenset())

    await refused("invitation-void", house.store.write(without_operators))
    await house.accepts(CHEN)
    assert await house.role(CHEN) is Role.WORKER


async def test_a_link_refused_to_one_is_not_used_up(house: House) -> None:
    await house.invites(ZHOU, Role.WORKER)
    await refused("already-other-role", house.accepts(HAN))
    await refused("already-that-role", house.accepts(ZHOU))
    await house.accepts(CHEN)
    assert await house.role(CHEN) is Role.WORKER


async def test_a_withdrawn_link_is_dead(house: House) -> None:
    await house.invites(ZHOU, Role.WORKER)
    await house.store.write(roles.withdraw_invitation, token=TOKEN)
    await refused("invitation-void", house.accepts(CHEN))


async def test_the_database_holds_no_token(house: House) -> None:
    await house.invites(ZHOU, Role.WORKER)

    async def kept(tx: Tx) -> list[str]:
        return [row.token_hash for row in await tx.all(select(tables.invitation))]

    assert await house.store.read(kept) == [roles.hashed(TOKEN)]


async def test_an_official_and_a_worker_appoint_the_same_person_at_once_and_one_wins(house: House) -> None:
    ended = await asyncio.gather(
        house.appoints(HAN, WANG, Role.OFFICIAL), house.appoints(ZHOU, WANG, Role.WORKER), return_exceptions=True
    )
    assert [e.reason for e in ended if isinstance(e, Refused)] == ["already-other-role"]
    assert await house.role(WANG) in (Role.OFFICIAL, Role.WORKER)


async def test_a_role_in_one_village_is_none_in_another(house: House) -> None:
    other = await house.store.write(
        villages.set_up,
        now=NOW,
        chat_id=-1002,
        thread_id=None,
        title="槐树村",
        by=LIN,
        name=NAMES[LIN],
        operator=True,
        administrator=False,
        defaults=Defaults("Asia/Shanghai", "zh"),
    )
    there = House(house.store, other.village)
    await refused("not-appointer", there.appoints(ZHOU, WANG, Role.OFFICIAL))
    await refused("not-appointer", there.invites(HAN, Role.OFFICIAL))
    await there.appoints(LIN, HAN, Role.WORKER)  # an official here may be a social worker elsewhere
    assert await house.role(HAN) is Role.OFFICIAL
    assert await house.may_invite(HAN, Role.WORKER) == ["槐树村"]
    assert await house.may_invite(HAN, Role.OFFICIAL) == ["柳沟村", "槐树村"]
    assert await house.may_invite(LIN, Role.WORKER) == ["柳沟村", "槐树村"]
    assert await house.may_invite(WANG, Role.OFFICIAL) == []


async def test_a_village_that_is_not_there_is_not_found(house: House) -> None:
    nowhere = House(house.store, Village(VillageId(999), -5, None, "无", "Asia/Shanghai", "zh"))
    await refused("not-found", nowhere.appoints(LIN, WANG, Role.OFFICIAL))
    await refused("not-found", nowhere.invites(LIN, Role.OFFICIAL))


async def test_every_appointment_is_in_the_ledger_without_names(house: House) -> None:
    await house.appoints(HAN, LIU, Role.OFFICIAL)

    async def noted(tx: Tx) -> list[tuple[str, int | None, str]]:
        rows = await tx.all(
            select(tables.ledger).where(tables.ledger.c.deed == "role-set").order_by(tables.ledger.c.id)
        )
        return [(row.deed, row.actor, row.facts) for row in rows]

    entries = await house.store.read(noted)
    assert [actor for _, actor, _ in entries] == [LIN, HAN]
    assert '"role": "official"' in entries[-1][2]
    assert not any(name in facts for _, _, facts in entries for name in NAMES.values())


async def promised(house: House) -> list[Any]:
    async def rows(tx: Tx) -> list[Any]:
        return list(await tx.all(select(tables.outbox).where(tables.outbox.c.kind == Kind.APPOINTED.value)))

    return await house.store.read(rows)


async def test_a_role_taken_by_a_link_is_promised_to_the_group_in_one_line(house: House) -> None:
    await house.appoints(HAN, LIU, Role.OFFICIAL)
    assert await promised(house) == [], "by a reply everybody saw it"
    await house.invites(ZHOU, Role.WORKER)
    await house.accepts(CHEN)
    (row,) = await promised(house)
    assert (row.chat_id, row.due_at) == (-1001, NOW)
    known = await house.store.read(roles.bearer, person_id=json.loads(row.payload)["person"])
    assert known is not None
    assert (known[1].name, known[1].role) == ("陈社工", Role.WORKER)
    await refused("invitation-void", house.accepts(WANG))
    assert len(await promised(house)) == 1, "a link that is refused is not told of"


async def test_the_line_is_not_sent_when_the_role_is_gone_by_then(house: House) -> None:
    await house.invites(ZHOU, Role.WORKER)
    await house.accepts(CHEN)
    (row,) = await promised(house)
    payload = json.loads(row.payload)
    assert await house.store.read(letters_village.appointed, payload, NOW) is not None
    await house.appoints(ZHOU, CHEN, None)
    assert await house.store.read(letters_village.appointed, payload, NOW) is None
    assert await house.store.read(letters_village.appointed, {**payload, "person": 404}, NOW) is None
