"""/role: officials and social workers are appointed by a reply in the group, or by a link that works once."""

from __future__ import annotations

import secrets
from datetime import datetime

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, User
from aiogram.utils.deep_linking import create_deep_link
from aiogram.utils.formatting import Text

from domain.names import clean_name
from domain.people import Role, UserId, Village, VillageId
from domain.refusals import Refused
from handlers.buttons import Tap, button
from handlers.doorman import NOBODY
from handlers.say import Say
from handlers.words import Private, Said
from texts.voice import LANGUAGES, voice_for
from usecases import roles
from usecases.meeting import Me
from usecases.roles import Appointed
from usecases.store import Store

router = Router(name="roles")

INVITATION = "i"
"""What the payload of an invitation's deep link begins with."""
_BITS = 128


class NotARole(Exception):
    """The word after /role names no role."""


@router.message(Said("role"), Private())
async def role_in_private(
    _message: Message, argument: str, store: Store, now: datetime, me: Me, say: Say, bot: Bot
) -> None:
    """An invitation link for one of the villages in which they may give this role."""
    try:
        role = role_from(argument)
    except NotARole:
        role = None
    if role is None:
        await say.reply("role-how-link")
        return
    choice = await store.read(roles.inviting_villages, by=me.user_id, operator=me.operator, role=role)
    if not choice:
        raise Refused("worker-by-worker-only" if role is Role.WORKER and me.memberships else "not-appointer")
    if len(choice) == 1:
        await _hand_over(choice[0].id, role, store=store, now=now, me=me, say=say, bot=bot)
        return
    rows = [[button(village.title, "invite", role.value, village.id)] for village in choice]
    await say.reply("role-which-village", InlineKeyboardMarkup(inline_keyboard=rows))


@router.callback_query(Tap("invite", str, int))
async def village_chosen(
    _tap: CallbackQuery, args: tuple[str, int], store: Store, now: datetime, me: Me, say: Say, bot: Bot
) -> None:
    """Which village the invitation is for."""
    try:
        role = Role(args[0])
    except ValueError:
        raise Refused("stale-button") from None
    await _hand_over(VillageId(args[1]), role, store=store, now=now, me=me, say=say, bot=bot)
    await say.toast()


@router.message(Said("role"))
async def role_in_group(
    message: Message, argument: str, store: Store, now: datetime, me: Me, village: Village, say: Say, bot: Bot
) -> None:
    """Over somebody's message: their role. Without one: a link, in private."""
    over = replied(message)
    try:
        role = role_from(argument)
    except NotARole:
        await say.quietly("role-how")
        return
    if over is not None:
        target = appointable(over)
        name = clean_name(target.first_name, target.last_name, target.id)
        done = await store.write(
            roles.appoint,
            now=now,
            village_id=village.id,
            by=me.user_id,
            operator=me.operator,
            user_id=UserId(target.id),
            name=name,
            role=role,
        )
        await say.reply(_line(done))
        return
    if role is None:
        await say.quietly("role-how")
        return
    await _hand_over(village.id, role, store=store, now=now, me=me, say=say, bot=bot)


async def accept(
    token: str, *, store: Store, now: datetime, me: Me, say: Say, operators: frozenset[int]
) -> roles.Accepted:
    """A link was opened: the role is theirs. Called by the /start conversation."""
    done = await store.write(roles.accept, now=now, token=token, user_id=me.user_id, name=me.name, operators=operators)
    role, village = done.appointed.role, done.appointed.village
    await say.reply(f"role-yours-{role.value if role else 'none'}", village=village.title)
    return done


async def _hand_over(
    village_id: VillageId, role: Role, *, store: Store, now: datetime, me: Me, say: Say, bot: Bot
) -> None:
    """Make a link and give it to the inviter alone. If they cannot be written to, there is no link."""
    token = secrets.token_urlsafe(_BITS // 8)
    village = await store.write(
        roles.invite, now=now, village_id=village_id, by=me.user_id, operator=me.operator, role=role, token=token
    )
    username = (await bot.me()).username or ""
    link = create_deep_link(username, "start", f"{INVITATION}_{token}")
    told = await say.privately(f"role-link-{role.value}", village=village.title, link=link)
    if not told:
        await store.write(roles.withdraw_invitation, token=token)
        await say.reply("role-open-private", quote=True, link=create_deep_link(username, "start", "hello"))


def replied(message: Message) -> Message | None:
    """The message this one answers. In a topic every message answers the topic's first: that is no answer."""
    over = message.reply_to_message
    return None if over is None or over.forum_topic_created else over


def appointable(over: Message) -> User:
    """Whose message it is, if a role can be theirs. Raises Refused("role-for-a-bot" | "role-for-anonymous")."""
    user = over.from_user
    if user is None or over.sender_chat or user.id in NOBODY:
        raise Refused("role-for-anonymous")
    if user.is_bot:
        raise Refused("role-for-a-bot")
    return user


def role_from(argument: str) -> Role | None:
    """The role a word means in any language; None means taking it away. Raises NotARole."""
    word = argument.lower().strip()
    choices: tuple[Role | None, ...] = (*Role, None)
    for role in choices:
        key = f"role-words-{role.value if role else 'none'}"
        if any(word in voice_for(language)(key).split() for language in LANGUAGES):
            return role
    raise NotARole(argument)


def _line(done: Appointed) -> Text:
    """One line for the group, in the group's language."""
    voice = voice_for(done.village.language)
    if done.role is None:
        return voice.rich(f"role-taken-{done.was.value if done.was else 'none'}", name=done.person.name)
    return voice.rich(f"role-given-{done.role.value}", name=done.person.name)
