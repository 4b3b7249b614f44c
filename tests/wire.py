"""A village on a wire: real dispatcher, real database, and a recording session where the platform would be.

Only aiogram's `BaseSession` is replaced. `async with on_stage(url) as stage:` gives people who say, write and tap; what
the bot answered is read from the chats. The session answers like Telegram for the methods below and refuses all others.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetChatMember,
    GetMe,
    GetMyCommands,
    SendDocument,
    SendMessage,
    SendPhoto,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import (
    CallbackQuery,
    Chat,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberOwner,
    ChatMemberUpdated,
    Document,
    Message,
    PhotoSize,
    Update,
    User,
)

from handlers import help as help_room
from handlers import language, membership, roles, setup, stale, start, status
from handlers.doorman import Doorman
from storage.store import Store
from usecases.habits import Habits
from usecases.villages import Defaults

BOT_ID: Final = 42
TOKEN: Final = "42:TEST-token-of-nobody-at-all-000000"
BOT: Final = User(id=BOT_ID, is_bot=True, first_name="一呼", username="yihu_bot", can_read_all_group_messages=False)
GROUP: Final = -1001
ANONYMOUS: Final = User(id=1087968824, is_bot=True, first_name="Group", username="GroupAnonymousBot")
DUSK: Final = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
"""20:30 in the village."""


@dataclass(frozen=True)
class Toast:
    """What a tap was answered with; `text` is None for a bare acknowledgement."""

    text: str | None
    alert: bool


class Wire(BaseSession):
    """Records what the bot asks of the platform and answers as the platform would."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[TelegramMethod[Any]] = []
        self.chats: dict[int, list[Message]] = {}
        self.toasts: list[Toast] = []
        self.seats: dict[tuple[int, int], str] = {(GROUP, BOT_ID): "member"}
        self.opened: set[int] = set()
        self.blocked: set[int] = set()
        self.out_of: set[int] = set()
        self.menus: dict[tuple[str, str], list[str]] = {}
        self.now = DUSK
        self._last = 100

    def number(self) -> int:
        """The next message id."""
        self._last += 1
        return self._last

    def keep(self, message: Message) -> Message:
        """Put a message into its chat."""
        self.chats.setdefault(message.chat.id, []).append(message)
        return message

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109
    ) -> TelegramType:
        self.asked.append(method)
        return self._answer(bot, method)  # type: ignore[no-any-return]

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError("the wire holds no files")
        yield b""

    async def close(self) -> None:
        """Nothing is open."""

    def _answer(self, bot: Bot, method: Any) -> Any:
        match method:
            case GetMe():
                return BOT
            case GetChatMember():
                return self._member(method)
            case SendMessage():
                return self._sent(bot, method, text=method.text, entities=method.entities)
            case SendDocument():
                paper = Document(
                    file_id="paper", file_unique_id="paper", file_name=getattr(method.document, "filename", "")
                )
                return self._sent(bot, method, caption=method.caption, document=paper)
            case SendPhoto():
                photo = [PhotoSize(file_id="photo", file_unique_id="photo", width=1, height=1)]
                return self._sent(bot, method, caption=method.caption, photo=photo)
            case EditMessageText():
                return self._edited(method, text=method.text, entities=method.entities)
            case EditMessageReplyMarkup():
                return self._edited(method)
            case AnswerCallbackQuery():
                self.toasts.append(Toast(method.text, bool(method.show_alert)))
                return True
            case SetMyCommands():
                scope = method.scope.type if method.scope else "default"
                self.menus[(scope, method.language_code or "")] = [command.command for command in method.commands]
                return True
            case GetMyCommands():
                return []
        raise NotImplementedError(f"the wire does not know {type(method).__name__}")

    def _member(self, method: GetChatMember) -> Any:
        chat_id = int(method.chat_id)
        user = User(id=method.user_id, is_bot=method.user_id == BOT_ID, first_name="?")
        if chat_id in self.out_of:
            raise TelegramForbiddenError(method=method, message="Forbidden: bot was kicked from the supergroup chat")
        match self.seats.get((chat_id, method.user_id)):
            case "creator":
                return ChatMemberOwner(user=user, is_anonymous=False)
            case "administrator":
                return _administrator(user)
            case "member":
                return ChatMemberMember(user=user)
            case "left":
                return ChatMemberLeft(user=user)
        raise TelegramBadRequest(method=method, message="Bad Request: member not found")

    def _sent(self, bot: Bot, method: Any, **content: Any) -> Message:
        chat_id = int(method.chat_id)
        if chat_id in self.blocked:
            raise TelegramForbiddenError(method=method, message="Forbidden: bot was blocked by the user")
        if chat_id > 0 and chat_id not in self.opened:
            raise TelegramForbiddenError(
                method=method, message="Forbidden: bot can't initiate conversation with a user"
            )
        if chat_id in self.out_of:
            raise TelegramForbiddenError(method=method, message="Forbidden: bot was kicked from the supergroup chat")
        message = Message(
            message_id=self.number(),
            date=self.now,
            chat=_chat(chat_id),
            from_user=BOT,
            reply_markup=method.reply_markup,
            message_thread_id=getattr(method, "message_thread_id", None),
            **content,
        )
        return self.keep(message.as_(bot))

    def _edited(self, method: Any, **content: Any) -> Message:
        messages = self.chats.get(int(method.chat_id), [])
        for place, old in enumerate(messages):
            if old.message_id == method.message_id:
                changed = old.model_copy(update={"reply_markup": method.reply_markup, **content})
                if (changed.text, changed.reply_markup) == (old.text, old.reply_markup):
                    raise TelegramBadRequest(method=method, message="Bad Request: message is not modified: the same")
                messages[place] = changed.as_(old.bot)
                return messages[place]
        raise TelegramBadRequest(method=method, message="Bad Request: message to edit not found")


def _administrator(user: User) -> ChatMemberAdministrator:
    rights: dict[str, Any] = {
        name: False for name in ChatMemberAdministrator.model_fields if name.startswith(("can_", "is_"))
    }
    return ChatMemberAdministrator(user=user, **rights)


def _chat(chat_id: int, title: str = "柳沟村志愿服务群") -> Chat:
    if chat_id > 0:
        return Chat(id=chat_id, type="private", first_name="?")
    return Chat(id=chat_id, type="supergroup", title=title)


@dataclass
class Villager:
    """Somebody with a phone. What they do reaches the bot as a real update."""

    stage: Stage
    user: User

    @property
    def id(self) -> int:
        return self.user.id

    async def says(self, text: str, *, to: Message | None = None, chat: int = GROUP, **more: Any) -> Message:
        """Something in the group, maybe in reply to a message. Gives what was said, so that others can reply to it."""
        message = Message(
            message_id=self.stage.wire.number(),
            date=self.stage.now,
            chat=_chat(chat),
            text=text,
            reply_to_message=to,
            **{"from_user": self.user, **more},
        )
        self.stage.wire.keep(message)
        await self.stage.feed(message=message)
        return message

    async def writes(self, text: str | None, **more: Any) -> Message:
        """Something in the private chat, which is open from then on."""
        self.stage.wire.opened.add(self.id)
        self.stage.wire.blocked.discard(self.id)
        message = Message(
            message_id=self.stage.wire.number(),
            date=self.stage.now,
            chat=_chat(self.id),
            from_user=self.user,
            text=text,
            **more,
        )
        self.stage.wire.keep(message)
        await self.stage.feed(message=message)
        return message

    async def taps(self, label: str, *, on: Message | None = None, chat: int | None = None) -> Toast | None:
        """A button of the newest message that has one with this label (in their private chat unless told)."""
        messages = [on] if on else list(reversed(self.stage.wire.chats.get(chat or self.id, [])))
        for message in messages:
            rows = message.reply_markup.inline_keyboard if message.reply_markup else []
            for pressed in (button for row in rows for button in row):
                if label in pressed.text:
                    return await self.taps_forged(pressed.callback_data or "", message)
        raise AssertionError(f"no button {label!r} to tap")

    async def taps_forged(self, content: str, message: Message | None) -> Toast | None:
        """What a client may send as a tap, true or forged."""
        before = len(self.stage.wire.toasts)
        self.stage.updates += 1
        tap = CallbackQuery(
            id=str(self.stage.updates), from_user=self.user, chat_instance="x", message=message, data=content
        )
        await self.stage.feed(callback_query=tap)
        fresh = self.stage.wire.toasts[before:]
        return fresh[-1] if fresh else None

    def reads(self) -> list[str]:
        """What the bot wrote to them in private, oldest first."""
        return self.stage.bot_lines(self.id)

    @property
    def last(self) -> str:
        """The newest private line."""
        return self.reads()[-1]


@dataclass
class Stage:
    """The bot, its database, the chats, and a hand on the clock."""

    bot: Bot
    wire: Wire
    dispatcher: Dispatcher
    store: Store
    now: datetime = DUSK
    updates: int = 0
    people: dict[int, Villager] = field(default_factory=dict)

    def person(self, user_id: int, name: str) -> Villager:
        """Somebody new in the group."""
        villager = Villager(self, User(id=user_id, is_bot=False, first_name=name))
        self.wire.seats.setdefault((GROUP, user_id), "member")
        return self.people.setdefault(user_id, villager)

    async def feed(self, **event: Any) -> None:
        """One update through the dispatcher, at this stage's hour."""
        self.updates += 1
        self.wire.now = self.now
        await self.dispatcher.feed_update(self.bot, Update(update_id=self.updates, **event), now=self.now)

    async def notice(self, chat: int = GROUP, by: User | None = None, **what: Any) -> None:
        """A notice of the platform in a group: left_chat_member, migrate_to_chat_id …"""
        message = Message(message_id=self.wire.number(), date=self.now, chat=_chat(chat), from_user=by, **what)
        await self.feed(message=message)

    async def bot_seat(self, before: str, after: str, *, by: Villager, chat: int = GROUP) -> None:
        """The bot is added, removed, blocked or let in again (`member`, `left`, `kicked`)."""
        seats: dict[str, Any] = {
            "member": ChatMemberMember(user=BOT),
            "left": ChatMemberLeft(user=BOT),
            "kicked": ChatMemberBanned(user=BOT, until_date=DUSK),
            "administrator": _administrator(BOT),
        }
        await self.feed(
            my_chat_member=ChatMemberUpdated(
                chat=_chat(chat),
                from_user=by.user,
                date=self.now,
                old_chat_member=seats[before],
                new_chat_member=seats[after],
            )
        )

    def bot_lines(self, chat: int = GROUP) -> list[str]:
        """What the bot wrote in a chat, oldest first."""
        messages = self.wire.chats.get(chat, [])
        return [m.text or m.caption or "" for m in messages if m.from_user and m.from_user.id == BOT_ID]

    def bot_message(self, chat: int = GROUP) -> Message:
        """The newest message of the bot in a chat."""
        messages = self.wire.chats.get(chat, [])
        return next(m for m in reversed(messages) if m.from_user and m.from_user.id == BOT_ID)


def assemble(store: Store, rooms: Sequence[Router], *, operators: frozenset[int], language: str = "zh") -> Dispatcher:
    """The dispatcher as bot/ puts it together: the platform's notices first, then the door and the conversations."""
    dispatcher = Dispatcher(
        store=store, operators=operators, defaults=Defaults(zone="Asia/Shanghai", language=language), habits=Habits()
    )
    inside = Router(name="inside")
    doorman = Doorman(store, operators, language)
    inside.message.outer_middleware(doorman)
    inside.callback_query.outer_middleware(doorman)
    for room in (membership.router, *rooms):
        room._parent_router = None  # one process assembles many dispatchers here
    dispatcher.include_router(membership.router)
    inside.include_routers(*rooms)
    dispatcher.include_router(inside)
    return dispatcher


def people_rooms(*between: Router) -> list[Router]:
    """The conversations about people in their order; others stand before the last, which takes what is left."""
    first = [setup.router, start.router, roles.router, help_room.router, language.router, status.router]
    return [*first, *between, stale.router]


@contextlib.asynccontextmanager
async def on_stage(
    url: str, *, operators: frozenset[int] = frozenset(), rooms: Sequence[Router] | None = None, **context: Any
) -> AsyncIterator[Stage]:
    """A stage over the database at `url` (upgraded already). `context` is handed to every handler."""
    wire = Wire()
    async with Store.open(url) as store:
        dispatcher = assemble(store, rooms if rooms is not None else people_rooms(), operators=operators)
        dispatcher.workflow_data.update(context)
        yield Stage(Bot(TOKEN, session=wire), wire, dispatcher, store)
