"""The player: plays a written scene on the stage, step by step, as the people in it would."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.cast import Person
from sandbox.chats import Chat
from sandbox.dial import moment
from sandbox.errors import StageRefusal
from sandbox.messages import Message
from sandbox.stage import Stage

PLAYS = Path(__file__).with_name("plays")
# How long the bot may take over one step before the play goes on without it, in real seconds.
PATIENCE = 10.0
Step = dict[str, Any]
Told = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Script:
    """A play: what it is called, and its steps, those for many people already written out."""

    name: str
    title: str
    steps: tuple[Step, ...]


def load_script(name: str, folder: Path = PLAYS) -> Script:
    """Read plays/NAME.json: {"title", "steps": [...]} or a bare list of steps. StageRefusal when there is
    none.
    """
    file = folder / f"{name}.json"
    if not name.replace("_", "").isalnum() or not file.is_file():
        raise StageRefusal(f"no play is called {name!r}", 404)
    book = json.loads(file.read_text("utf-8"))
    if isinstance(book, list):
        book = {"steps": book}
    return Script(name, book.get("title", name), tuple(written_out(book["steps"])))


def written_out(steps: list[Step]) -> list[Step]:
    """Steps with every {"each": [keys], ...} repeated for each person."""
    plain: list[Step] = []
    for step in steps:
        if "each" in step:
            rest = {name: value for name, value in step.items() if name != "each"}
            plain += [{"who": key, **rest} for key in step["each"]]
        else:
            plain.append(step)
    return plain


class Player:
    """Plays one script at a time. `turn` moves the clock; every page, and `on_progress`, is told how far
    it is.
    """

    def __init__(
        self, stage: Stage, turn: Callable[[Any], Any], zone: ZoneInfo, folder: Path = PLAYS
    ) -> None:
        self.on_progress: Told | None = None
        self._stage = stage
        self._turn = turn
        self._zone = zone
        self._folder = folder
        self._task: asyncio.Task[None] | None = None
        self._progress: dict[str, Any] = {
            "running": False,
            "done": 0,
            "total": 0,
            "note": None,
            "error": None,
        }

    def progress(self) -> dict[str, Any]:
        return dict(self._progress)

    def scripts(self) -> list[dict[str, Any]]:
        """The plays there are: name and title."""
        plays = []
        for file in sorted(self._folder.glob("*.json")):
            script = load_script(file.stem, self._folder)
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
            self._tell(running=False)

    async def play(self, script: Script) -> None:
        """Play to the end; StageRefusal names the step that could not be played."""
        self._tell(running=True, done=0, total=len(script.steps), note=None, error=None, name=script.name)
        for number, step in enumerate(script.steps, 1):
            try:
                await self._step(step)
            except (StageRefusal, ValueError) as refusal:
                raise StageRefusal(
                    f"step {number}, {json.dumps(step, ensure_ascii=False)}: {refusal}"
                ) from refusal
            await self._settle()
            self._tell(done=number)
        self._tell(running=False)

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
            case {"note": note, **rest} if not rest.keys() - {"note_en"}:
                self._tell(note=note, note_en=step.get("note_en"))
            case {"turn": words}:
                await self._turn(moment(words, self._stage.platform.dial.now(), self._zone))
            case {"who": who, "start": payload}:
                self._stage.open_bot(who, payload if isinstance(payload, str) else None)
            case {"who": who, "say": text}:
                person, chat = self._place(step, who)
                self._stage.say(person, chat, text, self._answered(step, person, chat))
            case {"who": who, "tap": label}:
                person, chat = self._place(step, who)
                message, data = self._button(step, person, chat, label)
                await self._stage.tap(person, chat, message, data)
            case _:
                raise StageRefusal("not a step")

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
        for message in reversed(self._stage.reads(person, chat)):
            ours = message.sender == bot_id
            if wanted == "last bot message":
                fits = ours and not message.service
            elif wanted == "card":
                fits = ours and bool(message.buttons)
            else:
                fits = wanted in (message.text or "")
            if fits:
                return message
        raise StageRefusal(f"no message to answer: {wanted}")

    def _button(self, step: Step, person: Person, chat: Chat, label: str) -> tuple[Message, str]:
        """The newest visible button whose label contains `label`; "on" wants words in its message, "nth"
        counts on.
        """
        left = int(step.get("nth", 1))
        for message in reversed(self._stage.reads(person, chat)):
            if step.get("on", "") not in (message.text or ""):
                continue
            for button in (button for row in message.buttons for button in row):
                if label in button["text"] and "callback_data" in button:
                    left -= 1
                    if left == 0:
                        return message, button["callback_data"]
        raise StageRefusal(f"no button {label!r} on the phone of {person.key}")

    def _tell(self, **news: Any) -> None:
        self._progress |= news
        self._stage.platform.events.tell("play", **self._progress)
        if self.on_progress:
            self.on_progress(self.progress())
