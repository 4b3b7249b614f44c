"""The player: plays a written scene on the stage, step by step, as the people in it would."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.cast import Person
from sandbox.chats import Chat
from sandbox.dial import moment
from sandbox.errors import StageRefusal
from sandbox.messages import Message
from sandbox.queries import Toast
from sandbox.scripts import PLAYS, Script, Step, load_script
from sandbox.stage import Stage

# How long the bot may take over one step before the play goes on without it, in real seconds.
PATIENCE = 60.0
_START_LINK = re.compile(r"[?&]start=([A-Za-z0-9_-]{1,64})")
Told = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Deed:
    """What somebody just did in a play: the button they pressed, and how the bot answered the tap."""

    person: Person
    message: Message
    label: str
    toast: Toast | None


def _paces(step: Step) -> float:
    """How many paces a step stands: what it says itself ("stay"), else long enough to read a note, to look at a
    chat, or to notice a deed.
    """
    usual = 6 if "note" in step else 8 if "look" in step else 1
    return float(step.get("stay", usual))


class Player:
    """Plays one script at a time. `turn` moves the clock; every page, and `on_progress`, is told how far
    it is.
    """

    def __init__(self, stage: Stage, turn: Callable[[Any], Any], zone: ZoneInfo, folder: Path = PLAYS) -> None:
        self.on_progress: Told | None = None
        self.on_deed: Callable[[Deed], None] | None = None
        self.pace = 0.0
        """Real seconds between two deeds, so that somebody who watches can follow; see `_paces`."""
        self._stage = stage
        self._turn = turn
        self._zone = zone
        self._folder = folder
        self._before: dict[int, int] = {}
        """The last message of each chat before the play: people in it answer only what is its own."""
        self._known: dict[str, str] = {}
        """What people in the play read and use later: a "{name}" on a button."""
        self._task: asyncio.Task[None] | None = None
        self._progress: dict[str, Any] = {
            "running": False,
            "done": 0,
            "total": 0,
            "note": None,
            "error": None,
            "actor": None,
        }

    def progress(self) -> dict[str, Any]:
        return dict(self._progress)

    def scripts(self) -> list[dict[str, Any]]:
        """The plays to choose from: name and title."""
        plays = []
        for file in sorted(self._folder.glob("*.json")):
            script = load_script(file.stem, self._folder)
            if not script.part:
                plays.append({"name": script.name, "title": script.title})
        return plays

    def start(self, name: str) -> None:
        """Begin to play in the background; StageRefusal when one is being played already."""
        script = load_script(name, self._folder)
        if self._task and not self._task.done():
            raise StageRefusal("a play is going on already")
        self._tell(running=True, done=0, total=len(script.steps), note=None, error=None, name=name)
        self._task = asyncio.get_running_loop().create_task(self._background(script))

    async def stop(self) -> None:
        if self._task and not self._task.done():
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _background(self, script: Script) -> None:
        try:
            await self.play(script)
        except StageRefusal as refusal:
            self._tell(error=refusal.why)
        finally:
            self._tell(running=False, actor=None)

    async def play(self, script: Script) -> None:
        """Play to the end; StageRefusal names the step that could not be played."""
        self._before, self._known = dict(self._stage.memory.last_ids), {}
        steps = list(self._with_openings(script))
        self._tell(running=True, done=0, total=len(steps), note=None, error=None, name=script.name)
        for number, step in enumerate(steps, 1):
            try:
                await self._step(step)
            except (StageRefusal, ValueError) as refusal:
                raise StageRefusal(f"step {number}, {json.dumps(step, ensure_ascii=False)}: {refusal}") from refusal
            await self._settle()
            self._tell(done=number)
            if self.pace:
                await asyncio.sleep(self.pace * _paces(step))
        self._tell(running=False, actor=None)

    def _with_openings(self, script: Script) -> Iterator[Step]:
        """The steps, with those of another play where one is to come first {"play": name}, unless the group has
        read its outcome already {"unless": words}.
        """
        for step in script.steps:
            if "play" not in step:
                yield step
            elif not self._was_said(step["unless"]):
                yield from self._with_openings(load_script(step["play"], self._folder))

    def _was_said(self, choices: str) -> bool:
        """Whether the bot ever said one of these words to the group."""
        said = self._stage.memory.messages[self._stage.village.id].values()
        bot_id = self._stage.platform.bot_id
        return any(
            words in (message.text or "")
            for message in said
            if message.sender == bot_id
            for words in choices.split("|")
        )

    async def _settle(self) -> None:
        """Wait until the bot has taken every update and done the work of this instant."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._stage.updates.drained()
        except TimeoutError:
            raise StageRefusal("the bot does not answer") from None
        await self._stage.platform.dial.settled()

    async def _step(self, step: Step) -> None:
        match step:
            case {"note": note}:
                self._tell(note=note)
            case {"turn": words}:
                await self._turn(moment(words, self._stage.platform.dial.now(), self._zone))
            case {"who": who, "link_from": giver}:
                payload = self._link_from(giver)
                self._show(self._stage.person(who), self._stage.person(who).id)
                self._stage.open_bot(who, payload)
            case {"who": who, "start": payload}:
                self._show(self._stage.person(who), self._stage.person(who).id)
                self._stage.open_bot(who, payload if isinstance(payload, str) else None)
            case {"who": who, "remember": name, "like": pattern}:
                person, chat = self._place(step, who)
                self._known[name] = self._read_in(person, chat, pattern)
            case {"who": who, "look": True}:
                person, chat = self._place(step, who)
                self._show(person, chat.id)
            case {"who": who, "say": text}:
                person, chat = self._place(step, who)
                self._show(person, chat.id)
                self._stage.say(person, chat, text, self._answered(step, person, chat))
            case {"who": who, "tap": label}:
                person, chat = self._place(step, who)
                for name, words_read in self._known.items():
                    label = label.replace(f"{{{name}}}", words_read)
                button = self._button(step, person, chat, label)
                if button is None and step.get("if_there"):
                    return
                self._show(person, chat.id)
                if button is None:
                    raise StageRefusal(f"no button {label!r} on the phone of {person.key}")
                await self._tap(person, chat, *button)
            case _:
                raise StageRefusal("not a step")

    async def _tap(self, person: Person, chat: Chat, message: Message, button: dict[str, Any]) -> None:
        """Press a button and look at the answer. A bare link in it opens by itself, as on a phone."""
        toast = await self._stage.tap(person, chat, message, button["callback_data"], wait=PATIENCE)
        if toast is None:
            raise StageRefusal("the bot did not answer the tap")
        if self.on_deed:
            self.on_deed(Deed(person, message, button["text"], toast))
        if toast.text:
            self._stage.platform.events.tell("toast", pid=person.id, text=toast.text, alert=toast.alert, url=toast.url)
        elif toast.url and (link := _START_LINK.search(toast.url)):
            self._show(person, person.id)
            self._stage.open_bot(person, link[1])

    def _show(self, person: Person, chat_id: int) -> None:
        """Tell the pages whose phone to look at, and which chat on it; a private chat has its person's id."""
        self._tell(actor={"pid": person.id, "cid": chat_id})

    def _link_from(self, giver: str) -> str:
        """The payload of the newest link that the bot gave to somebody in private, who now hands it on."""
        person = self._stage.person(giver)
        for message in reversed(self._stage.reads(person, self._stage.private(person))):
            if link := _START_LINK.search(message.text or ""):
                return link[1]
        raise StageRefusal(f"{giver} has no link to hand on")

    def _place(self, step: Step, who: str) -> tuple[Person, Chat]:
        person = self._stage.person(who)
        private = step.get("in", "group") == "private"
        return person, self._stage.private(person) if private else self._stage.village

    def _answered(self, step: Step, person: Person, chat: Chat) -> Message | None:
        """The message a line answers: the bot's last, the last with buttons ("card"), or the last that
        contains words.
        """
        wanted = step.get("reply_to")
        if wanted is None:
            return None
        bot_id = self._stage.platform.bot_id
        for message in self._newest(person, chat):
            ours = message.sender == bot_id
            if wanted == "last bot message":
                fits = ours and not message.service
            elif wanted == "card":
                fits = ours and bool(message.buttons)
            else:
                fits = any(words in (message.text or "") for words in wanted.split("|"))
            if fits:
                return message
        raise StageRefusal(f"no message to answer: {wanted}")

    def _button(self, step: Step, person: Person, chat: Chat, label: str) -> tuple[Message, dict[str, Any]] | None:
        """The newest visible button of this play whose label contains `label` (or what stands beyond a "|": another
        language); "on" wants words in its message, "nth" counts on. None when there is none.
        """
        left = int(step.get("nth", 1))
        for message in self._newest(person, chat):
            if not any(words in (message.text or "") for words in step.get("on", "").split("|")):
                continue
            for button in (button for row in message.buttons for button in row):
                fits = any(words in button["text"] for words in label.split("|"))
                if fits and "callback_data" in button:
                    left -= 1
                    if left == 0:
                        return message, button
        return None

    def _read_in(self, person: Person, chat: Chat, pattern: str) -> str:
        """The words like a pattern in the newest message of this play that has such words."""
        for message in self._newest(person, chat):
            if found := re.search(pattern, message.text or ""):
                return found[0]
        raise StageRefusal(f"nothing like {pattern!r} on the phone of {person.key}")

    def _newest(self, person: Person, chat: Chat) -> list[Message]:
        """What was said since the play began, newest first."""
        before = self._before.get(chat.id, 0)
        return [message for message in reversed(self._stage.reads(person, chat)) if message.id > before]

    def _tell(self, **news: Any) -> None:
        self._progress |= news
        self._stage.platform.events.tell("play", **self._progress)
        if self.on_progress:
            self.on_progress(self.progress())
