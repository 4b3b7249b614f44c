"""The village on the wire with its calls: the conversations about calls, and the outbox emptied by the real carrier."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, SetMessageReaction
from aiogram.types import ForceReply, Message

from bot.carrier import Carrier
from bot.clock import TurnableClock
from bot.memory import Memory
from bot.pacer import STAGE, Pacer
from domain.people import Role, UserId
from handlers import calling, checkin, ending, kept, offered, roster, signup
from handlers import people as people_room
from handlers.letters_calls import WRITERS as TO_THE_GROUP
from handlers.letters_changes import WRITERS as OF_CHANGES
from handlers.letters_offers import WRITERS as OFFERED
from handlers.letters_people import WRITERS as OF_PEOPLE
from handlers.letters_signups import WRITERS as TO_ONE
from storage import outbox, people, villages
from storage.store import Store
from storage.tx import Tx
from tests.wire import BOT_ID, DUSK, GROUP, TOKEN, Stage, Villager, Wire, assemble, people_rooms
from usecases import offers
from usecases.habits import Habits

HABITS: Final = Habits()
DEEDS: Final = offers.deeds(HABITS.timing)
OFFICIALS: Final = {"han": "韩书记", "liu": "刘主任"}
WORKERS: Final = {"zhou": "周社工"}
VILLAGERS: Final = {"wang": "王大妈", "li": "李婶", "sun": "孙玉梅", "zhang": "张大爷"}
SENTENCE: Final = "/call 明早6点到志愿者菜园收土豆，要20个人，带手套"


class YardWire(Wire):
    """The wire, which also knows reactions and deletions, and remembers the links that taps were answered with."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str | None] = []
        self.thumbs: list[tuple[int, int]] = []
        self.signs: dict[int, str] = {}
        self.allows_reactions = True

    def _answer(self, bot: Bot, method: Any) -> Any:
        match method:
            case SetMessageReaction():
                if not self.allows_reactions:
                    raise TelegramBadRequest(method=method, message="Bad Request: REACTION_INVALID")
                self.thumbs.append((int(method.chat_id), method.message_id))
                self.signs[method.message_id] = getattr(next(iter(method.reaction or ()), None), "emoji", "")
                return True
            case DeleteMessage():
                kept = [m for m in self.chats.get(int(method.chat_id), []) if m.message_id != method.message_id]
                self.chats[int(method.chat_id)] = kept
                return True
            case AnswerCallbackQuery():
                self.links.append(method.url)
        return super()._answer(bot, method)

    def _sent(self, bot: Bot, method: Any, **content: Any) -> Message:
        if isinstance(method.reply_markup, ForceReply):  # a wish to the reader's app, no part of the message
            method = method.model_copy(update={"reply_markup": None})
        return super()._sent(bot, method, **content)


class Yard(Stage):
    """A stage whose letters go out."""

    wire: YardWire
    clock: TurnableClock
    cast: dict[str, Villager]

    def __getitem__(self, key: str) -> Villager:
        return self.cast[key]

    async def turn(self, **by: float) -> None:
        """Turn the clock on, and send what is due by then, in its order of time."""
        target = self.now + timedelta(**by)
        while True:
            due = await self.store.read(outbox.next_moment, now=self.now)
            if due is None or due > target:
                break
            self.now = max(self.now, due)
            await self.send()
        self.now = target
        await self.send()

    async def send(self) -> None:
        """Send everything that is due now."""
        self.clock.set(self.now, back=True)
        writers = {**TO_THE_GROUP, **TO_ONE, **OFFERED, **OF_PEOPLE, **OF_CHANGES}
        carrier = Carrier(self.bot, self.store, self.clock, Pacer(STAGE), writers, DEEDS)
        while letter := await self.store.write(outbox.claim_next, now=self.now, sender="yard"):
            await (carrier.do(letter) if letter.to is None else carrier.carry(letter))

    @property
    def card(self) -> Message:
        """The card in the group."""
        messages = self.wire.chats[GROUP]
        return next(
            m for m in reversed(messages) if m.text and m.from_user and m.from_user.id == BOT_ID and "📍" in m.text
        )

    def buttons(self, message: Message) -> list[str]:
        """The labels under a message, in order."""
        rows = message.reply_markup.inline_keyboard if message.reply_markup else []
        return [button.text for row in rows for button in row]

    async def post(self, sentence: str = SENTENCE, by: str = "han") -> Message:
        """A call, published; gives its card."""
        await self[by].writes(sentence)
        await self[by].taps("发布")
        await self.send()
        return self.card


@contextlib.asynccontextmanager
async def in_the_yard(url: str) -> AsyncIterator[Yard]:
    """The village set up: officials, a social worker, villagers; all but 张大爷 have a private chat."""
    wire = YardWire()
    async with Store.open(url) as store:
        lists = (calling.router, offered.router, people_room.router, kept.router, roster.router)
        rooms = people_rooms(*lists, checkin.router, ending.router, signup.router)
        dispatcher = assemble(store, rooms, operators=frozenset())
        dispatcher.workflow_data.update(habits=HABITS)
        clock = TurnableClock(DUSK, runs=False)
        dispatcher.fsm.storage = Memory(store, clock)
        yard = Yard(Bot(TOKEN, session=wire), wire, dispatcher, store)
        yard.clock = clock
        yard.cast = {}
        await store.write(_found)
        for number, (key, name) in enumerate({**OFFICIALS, **WORKERS, **VILLAGERS}.items(), 11):
            yard.cast[key] = yard.person(number, name)
            role = Role.OFFICIAL if key in OFFICIALS else Role.WORKER if key in WORKERS else None
            await store.write(_settle, number, name, role, private=key != "zhang")
            if key != "zhang":
                wire.opened.add(number)
        yield yard


async def _found(tx: Tx) -> None:
    await villages.add(
        tx,
        chat_id=GROUP,
        thread_id=None,
        title="柳沟村",
        zone="Asia/Shanghai",
        language="zh",
        set_up_by=UserId(11),
        now=DUSK,
    )


async def _settle(tx: Tx, number: int, name: str, role: Role | None, *, private: bool) -> None:
    village = await villages.of_chat(tx, GROUP)
    assert village is not None
    person = await people.belong(tx, village.id, UserId(number), name)
    await people.set_role(tx, person.id, role, by=UserId(11), now=DUSK)
    if private:
        await people.open_private(tx, UserId(number))
