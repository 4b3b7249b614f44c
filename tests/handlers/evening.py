"""The evening after the harvest on the wire: every conversation of the house, an open round, letters that go out."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from aiogram import Bot

from bot.carrier import Carrier
from bot.clock import TurnableClock
from bot.conversations import ROOMS
from bot.memory import Memory
from bot.pacer import STAGE, Pacer
from domain.people import Role, UserId
from domain.rounds import RoundId
from storage import outbox, people, rounds, villages
from storage.store import Store
from storage.tx import Tx
from tests.handlers.yard import YardWire
from tests.usecases.cast import GROUP as LIUGOU
from tests.usecases.cast import HABITS, IDS, NAMES, Cast, settle
from tests.wire import TOKEN, Stage, Villager, assemble
from usecases import closing

SEVEN: Final = datetime(2026, 7, 10, 23, 0, tzinfo=UTC)
OPENS: Final = datetime(2026, 7, 11, 11, 30, tzinfo=UTC)
"""19:30 in the village."""
CLOSES: Final = OPENS + timedelta(hours=48)
ELSEWHERE: Final = -1009
SIX: Final = ("wang", "li", "sun", "qian", "wu", "zheng")


@dataclass
class Evening(Stage):
    """A stage with the village of tests/usecases/cast.py and one more, whose social worker is `hu`."""

    clock: TurnableClock = field(default_factory=lambda: TurnableClock(OPENS, runs=False))
    village: Cast | None = None
    round_id: RoundId = field(default_factory=lambda: RoundId(0))

    def __getitem__(self, key: str) -> Villager:
        return self.people[_id(key)]

    async def send(self) -> None:
        """Send and do everything that is due now."""
        self.clock.set(self.now, back=True)
        carrier = Carrier(self.bot, self.store, self.clock, Pacer(STAGE), ROOMS.writers, ROOMS.deeds)
        while letter := await self.store.write(outbox.claim_next, now=self.now, sender="evening"):
            await (carrier.carry(letter) if letter.to is not None else carrier.do(letter))

    async def closes(self) -> None:
        """Two days later: counted, and the social workers told."""
        self.now = CLOSES
        await self.send()

    async def fill(self, key: str, *labels: str, words: str | None = None, permit: str = "只给社工看") -> None:
        """A villager's whole form."""
        for label in labels or ("😀", "😐", "😀", "⏰"):
            await self[key].taps(label)
        if words is None:
            await self[key].taps("不说了")
            return
        await self[key].writes(words)
        await self[key].taps(permit)

    def screens(self, key: str) -> list[str]:
        """Everything somebody reads in private: lines and the labels of buttons."""
        messages = self.wire.chats.get(_id(key), [])
        labels = [
            button.text
            for message in messages
            for row in (message.reply_markup.inline_keyboard if message.reply_markup else [])
            for button in row
        ]
        return [*self[key].reads(), *labels]


def _id(key: str) -> int:
    return {"hu": 2001}.get(key) or int(IDS[key])


@contextlib.asynccontextmanager
async def evening(url: str, *, operators: frozenset[int] = frozenset()) -> AsyncIterator[Evening]:
    """The round is open and everybody with a private chat has the form."""
    wire = YardWire()
    async with Store.open(url) as store:
        cast = await settle(store)
        dispatcher = assemble(store, ROOMS.conversations, operators=operators)
        dispatcher.workflow_data.update(habits=HABITS)
        stage = Evening(Bot(TOKEN, session=wire), wire, dispatcher, store, now=SEVEN)
        dispatcher.fsm.storage = Memory(store, stage.clock)
        stage.village = cast
        for key, name in NAMES.items():
            stage.person(int(IDS[key]), name)
            wire.seats[(LIUGOU, int(IDS[key]))] = "member"
            if key != "zhang":
                wire.opened.add(int(IDS[key]))
        stage.person(2001, "胡社工")
        wire.opened.add(2001)
        await store.write(_elsewhere)
        call_id = await cast.call()
        for key in (*SIX, "zhang"):
            await cast.enter(call_id, key)
        await store.write(closing.finish_all, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
        round_ = await store.read(rounds.of_call, call_id)
        assert round_ is not None
        stage.round_id, stage.now = round_.id, OPENS
        await stage.send()
        yield stage


async def _elsewhere(tx: Tx) -> None:
    village = await villages.add(
        tx,
        chat_id=ELSEWHERE,
        thread_id=None,
        title="别的村",
        zone="Asia/Shanghai",
        language="zh",
        set_up_by=UserId(2001),
        now=SEVEN,
    )
    hu = await people.belong(tx, village.id, UserId(2001), "胡社工")
    await people.set_role(tx, hu.id, Role.WORKER, by=UserId(2001), now=SEVEN)
    await people.open_private(tx, UserId(2001))
