"""/digest: what social workers read of a round, in private: while it is open only counts, afterwards the digest."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from aiogram.utils.formatting import Text

from domain.digest import OpenDigest
from domain.people import Role
from domain.refusals import Refused
from domain.rounds import RoundId
from handlers.buttons import Tap, button
from handlers.letters_rounds import make_summary_button
from handlers.say import Say
from handlers.words import Said
from reports.digest import digest_pages, open_page
from texts.dates import day
from texts.voice import Voice
from usecases import rounds
from usecases.meeting import Me
from usecases.round_of import RoundOf
from usecases.store import Store

router = Router(name="digest")


@router.message(Said("digest"))
async def asked_for(message: Message, store: Store, me: Me, say: Say) -> None:
    """简报: one activity is shown at once, several are offered. Only social workers have any."""
    if all(person.role is not Role.WORKER for person in me.memberships):
        raise Refused("not-worker")
    mine = {person.village_id for person in me.memberships if person.role is Role.WORKER}
    known = [one for one in await store.read(rounds.of_user, by=me.user_id) if one.village.id in mine]
    if not known:
        await say.quietly("digest-none")
    elif len(known) == 1:
        await _send(say, store, me, known[0].round.id)
    else:
        await say.alone("digest-which", choice_keyboard(say.voice, known, "digest"))


@router.callback_query(Tap("digest", int))
async def show(query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say) -> None:
    await _send(say, store, me, RoundId(args[0]))
    await say.toast()


async def _send(say: Say, store: Store, me: Me, round_id: RoundId) -> None:
    told = await store.read(rounds.digest_for, round_id=round_id, by=me.user_id)
    if isinstance(told, OpenDigest):
        await say.alone(Text(open_page(told, say.voice)))
        return
    *before, last = digest_pages(told, say.voice)
    for page in before:
        await say.alone(Text(page))
    await say.alone(Text(last), make_summary_button(say.voice, round_id))


def choice_keyboard(voice: Voice, known: list[RoundOf], name: str) -> InlineKeyboardMarkup:
    """One activity a row, the newest first, with its day and how far its round is."""
    rows = []
    for one in known[:8]:
        assert one.call.meet_at is not None
        local = one.call.meet_at.astimezone(ZoneInfo(one.call.zone))
        state = voice(f"round-state-{one.round.state.value}")
        label = voice("digest-which-line", day=day(voice, local), title=one.call.title or "", state=state)
        rows.append([button(label, name, one.round.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)
