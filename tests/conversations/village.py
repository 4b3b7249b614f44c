"""A village to talk in: people who say, reply, tap and read, a clock to turn, a bot to stop and start."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.rehearsal import Rehearsal, rehearsal
from bot.settings import Settings
from sandbox.cast import Person
from sandbox.chats import Chat
from sandbox.dial import moment
from sandbox.messages import File, Message
from sandbox.queries import Toast
from sandbox.stage import Stage

ZONE = ZoneInfo("Asia/Shanghai")
T = TypeVar("T")
DUSK = datetime(2026, 11, 23, 20, 30, tzinfo=ZONE)
"""A Monday evening, half past eight."""
POTATOES = "明早6点到志愿者菜园收土豆，要20个人，带手套"
PATIENCE = 30.0  # real seconds; a conversation that hangs fails instead


@dataclass
class Villager:
    """Somebody with a phone. Every deed waits until the bot has done all its work of this instant."""

    village: Village
    person: Person

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def private(self) -> Chat:
        return self.village.stage.private(self.person)

    async def says(self, text: str, *, to: Message | None = None, chat: Chat | None = None) -> Message:
        """Words in the group (or another one), maybe in reply to a message."""
        said = self.village.stage.say(self.person, chat or self.village.group, text, to)
        await self.village.settled()
        return said

    async def writes(self, text: str) -> None:
        """Words to the bot in private."""
        self.village.stage.say(self.person, self.private, text)
        await self.village.settled()

    async def sends_file(self, name: str, content: bytes) -> None:
        """A document to the bot in private."""
        await self.village.stage.send_file(self.person, self.private, content, name)
        await self.village.settled()

    async def opens(self, payload: str | None = None) -> None:
        """Presses Start in the private chat, or follows a link."""
        self.village.stage.open_bot(self.person, payload)
        await self.village.settled()

    async def posts(self, call: str) -> Message:
        """Asks for people and publishes the draft as it stands; gives the card."""
        await self.says(f"/call {call}")
        await self.taps("发布")
        return self.village.card

    async def replies(self, text: str, *, to: Message | None = None) -> Message:
        """Answers the newest card (or another message of the group) in words."""
        return await self.says(text, to=to or self.village.card)

    async def taps(self, label: str, *, on: Message | None = None) -> str:
        """Presses the newest button with this label, in the group or else in private. Gives the toast; a bare link
        opens by itself, as on a phone."""
        message, pressed = self.button(label, on)
        toast = await self.sends(pressed, message)
        assert toast is not None, f"nobody answered the tap on {label}"
        if toast.url and not toast.text:
            await self.opens(toast.url.partition("start=")[2])
        return toast.text

    async def sends(self, pressed: str, message: Message) -> Toast | None:
        """What a client sends for a button, true, stale or forged."""
        stage = self.village.stage
        toast = await stage.queries.answered(stage.forge(self.person, message, pressed), PATIENCE)
        await self.village.settled()
        return toast

    def button(self, label: str, on: Message | None = None) -> tuple[Message, str]:
        """The newest button on this phone whose label contains these words."""
        stage = self.village.stage
        seen = [*stage.reads(self.person, self.private), *stage.reads(self.person, self.village.group)]
        for message in [on] if on else reversed(seen):
            for pressed in (button for row in message.buttons for button in row):
                if label in pressed["text"] and "callback_data" in pressed:
                    return message, pressed["callback_data"]
        raise AssertionError(f"{self.name} sees no button {label!r}")

    def sees(self, label: str) -> bool:
        """Whether any button on this phone has these words."""
        try:
            self.button(label)
        except AssertionError:
            return False
        return True

    def inbox(self) -> list[Message]:
        """What the bot wrote to them in private, oldest first."""
        return [m for m in self.village.stage.reads(self.person, self.private) if m.sender == self.village.bot_id]

    def reads(self) -> list[str]:
        """The words of it."""
        return [message.text or "" for message in self.inbox()]

    def reads_last(self) -> str:
        return self.reads()[-1]

    def files(self) -> list[File]:
        """The papers and pictures they got."""
        files = self.village.stage.memory.files
        return [files[message.file] for message in self.inbox() if message.file]

    async def answers(self, *labels: str) -> None:
        """A form, tap by tap."""
        for label in labels:
            await self.taps(label, on=self.inbox()[-1])


@dataclass
class Village:
    """The sandbox with the bot beside it; the bot can be stopped and started."""

    rehearsal: Rehearsal
    people: dict[str, Villager] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        return self.rehearsal.sandbox.stage

    @property
    def group(self) -> Chat:
        return self.stage.village

    @property
    def bot_id(self) -> int:
        return self.stage.platform.bot_id

    def person(self, key: str) -> Villager:
        """Somebody of the cast."""
        if key not in self.people:
            self.people[key] = Villager(self, self.stage.person(key))
        return self.people[key]

    def lines(self, chat: Chat | None = None) -> list[str]:
        """What the bot said to a group, oldest first."""
        said = self.stage.memory.messages[(chat or self.group).id].values()
        return [message.text or "" for message in said if message.sender == self.bot_id]

    @property
    def card(self) -> Message:
        """The newest card of a call in the group."""
        messages = self.stage.memory.messages[self.group.id].values()
        return next(m for m in reversed(messages) if m.sender == self.bot_id and (m.text or "").startswith("召集"))

    async def turn(self, to: str) -> None:
        """Turn the clock: "05:30", "tomorrow 05:30", "+2d"."""
        async with asyncio.timeout(PATIENCE):
            await self.rehearsal.sandbox.turn(moment(to, self.rehearsal.dial.now(), ZONE))

    async def settled(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.rehearsal.dial.settled()

    @contextlib.asynccontextmanager
    async def bot_down(self) -> AsyncIterator[None]:
        """The bot is stopped for a while; people go on writing; then it comes back."""
        await self.rehearsal.stop()
        yield
        await self.rehearsal.start()
        await self.settled()

    async def read(self, query: Callable[..., Awaitable[T]], **facts: Any) -> T:
        """What the database says."""
        return await self.rehearsal.store.read(query, **facts)


@contextlib.asynccontextmanager
async def village_in(folder: Path, start: datetime = DUSK) -> AsyncIterator[Village]:
    """The village that lives in a folder, from `start` on."""
    async with rehearsal(Settings(_env_file=None), folder, start) as whole:  # type: ignore[call-arg]
        yield Village(whole)
