"""One name, maybe one person: somebody comes whom a neighbour entered by name; a keeper's word may mean several."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardMarkup
from aiogram.utils.formatting import Text

from domain.people import PersonId, UserId
from domain.signups import DutyId, Source
from handlers.buttons import Tap, button
from handlers.cards import isolated
from handlers.here import Here, answer_line
from handlers.kept_lines import entered_lines
from handlers.say import Say
from usecases import claims, keepers, signups
from usecases.claims import Said
from usecases.habits import Habits
from usecases.keepers import Entered
from usecases.meeting import Me
from usecases.named import Candidate, Unclear
from usecases.signups import Answer
from usecases.store import Store

router = Router(name="same_name")


async def ask_same(here: Here, answer: Answer, party: int = 1) -> None:
    """One tap tells; the question goes to them alone where that is possible."""
    say, call_id, asked = here.say, answer.call.id, here.me.user_id
    yes = button(say.voice("signup-same-me"), "same-me", call_id, asked)
    no = button(say.voice("signup-same-other"), "same-other", call_id, asked, party)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[yes, no]])
    question = say.voice.rich("signup-same-name", name=isolated(answer.person.name))
    await say.toast("signup-same-asked", alert=True)
    if say.private or not (answer.person.reachable and await say.privately(question, keyboard)):
        await say.reply(question, keyboard, quote=not say.private and not say.tapped)


@router.callback_query(Tap("same-me", int, int))
async def tap_same_me(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """是我: the entry becomes theirs, at once or when its keeper has said so."""
    if args[1] != me.user_id:
        await say.toast("signup-unsure-other", alert=True)
        return
    here = Here(store, me, say, now, habits)
    claimed = await store.write(claims.take_over, **here.facts(args[0]), timing=habits.timing)
    if claimed.said is not Said.YOURS:
        line = say.voice.rich(f"claim-{claimed.said.value}", who=isolated(claimed.entry.name))
        await say.toast(line, alert=True)
        await say.edit(line)
        return
    answer = await store.write(signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing)
    line = answer_line(say, answer, now)
    await say.toast(line)
    await say.edit(line)


@router.callback_query(Tap("same-other", int, int, int))
async def tap_same_other(
    query: CallbackQuery, args: tuple[int, int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """不是: they sign up beside their namesake, and are not asked about that one again."""
    if args[1] != me.user_id:
        await say.toast("signup-unsure-other", alert=True)
        return
    here = Here(store, me, say, now, habits)
    await store.write(claims.to_ask, now=now, user_id=me.user_id)
    answer = await store.write(
        signups.join, **here.facts(args[0]), source=Source.BUTTON, timing=habits.timing, party=args[2], another=True
    )
    line = answer_line(say, answer, now)
    await say.toast(line)
    await say.edit(line)


async def ask_claims(store: Store, say: Say, now: datetime) -> None:
    """Somebody can be written to: the entries of their name are shown to them, each once in a life."""
    for candidate in await store.write(claims.to_ask, now=now, user_id=UserId(say.user_id)):
        yes = button(say.voice("signup-same-me"), "claim-me", candidate.person.id)
        no = button(say.voice("signup-same-other"), "claim-not", candidate.person.id)
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[yes, no]])
        await say.privately(say.voice.rich("claim-ask", who=told_apart(say, candidate)), keyboard)


@router.callback_query(Tap("claim-me", int))
async def tap_claim(
    query: CallbackQuery, args: tuple[int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """是我, of an entry that stands on other lists."""
    claimed = await store.write(
        claims.claim, now=now, user_id=me.user_id, entry_id=PersonId(args[0]), timing=habits.timing
    )
    line = say.voice.rich(f"claim-{claimed.said.value}", who=isolated(claimed.entry.name))
    await say.toast()
    await say.edit(line)


@router.callback_query(Tap("claim-not", int))
async def tap_claim_not(query: CallbackQuery, say: Say) -> None:
    """不是: nothing changes, and it is not asked again."""
    await say.toast()
    await say.edit("claim-fine")


@router.callback_query(Tap("claim-yes", int, int))
@router.callback_query(Tap("claim-no", int, int))
async def tap_claim_answer(
    query: CallbackQuery, args: tuple[int, int], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """The keeper or an organiser says whether it is right."""
    right = (query.data or "").startswith("claim-yes")
    claimed = await store.write(
        claims.answer,
        now=now,
        by=me.user_id,
        entry_id=PersonId(args[0]),
        person_id=PersonId(args[1]),
        right=right,
        timing=habits.timing,
    )
    await say.toast()
    key = "claim-confirmed" if right else "claim-denied"
    await say.edit(key, name=isolated(claimed.person.name), who=isolated(claimed.entry.name))


async def ask_who(here: Here, entered: Entered) -> None:
    """A keeper's names that are not certain: one question each, with a button for everybody who may be meant. Asked
    of the keeper alone where that is possible."""
    say = here.say
    for unclear in entered.unclear:
        keyboard = _who_keyboard(here, entered, unclear)
        name = isolated(unclear.name)
        one = unclear.of_the_group
        question = say.voice.rich("kept-is-it", name=name) if one else say.voice.rich("kept-which", name=name)
        await _alone_or_here(say, question, keyboard)
    for unclear in entered.which:
        rows = [
            [button(told_apart(say, one), "kept-off", entered.call.id, one.person.id)] for one in unclear.candidates
        ]
        question = say.voice.rich("kept-off-which", name=isolated(unclear.name))
        keyboard = InlineKeyboardMarkup(inline_keyboard=rows)
        await _alone_or_here(say, question, keyboard)


async def _alone_or_here(say: Say, question: Text, keyboard: InlineKeyboardMarkup) -> None:
    if say.private or not await say.privately(question, keyboard):
        await say.reply(question, keyboard, quote=not say.private and not say.tapped)


def _who_keyboard(here: Here, entered: Entered, unclear: Unclear) -> InlineKeyboardMarkup:
    voice, first = here.say.voice, unclear.candidates[0]
    asked = (entered.call.id, here.me.user_id)
    duty = (entered.duty,) if entered.duty is not None else ()
    rows = []
    for one in unclear.candidates[:6]:
        label = voice("kept-yes") if unclear.of_the_group else told_apart(here.say, one)
        rows.append([button(label, "kept-yes", *asked, one.person.id, *duty)])
    other = button(voice("kept-another"), "kept-new", *asked, first.person.id, first.spelling, *duty)
    return InlineKeyboardMarkup(inline_keyboard=[*rows, [other]])


def told_apart(say: Say, one: Candidate) -> str:
    """A name with what tells it from another: its label, who answers for it, where it was seen last, or the group."""
    voice, name = say.voice, isolated(one.person.name)
    if one.person.label:
        return voice("person-label", name=name, label=isolated(one.person.label))
    if one.person.user_id is not None:
        return voice("person-in-group", name=name)
    if one.keeper is not None:
        return voice("roster-kept", name=name, keeper=isolated(one.keeper.name))
    return voice("person-label", name=name, label=one.last) if one.last else name


@router.callback_query(Tap("kept-yes", int, int, int))
@router.callback_query(Tap("kept-yes", int, int, int, int))
@router.callback_query(Tap("kept-new", int, int, int, int))
@router.callback_query(Tap("kept-new", int, int, int, int, int))
async def tap_who(
    query: CallbackQuery, args: tuple[int, ...], store: Store, me: Me, say: Say, now: datetime, habits: Habits
) -> None:
    """The keeper says who is meant: one of those, or somebody else of this name."""
    if args[1] != me.user_id:
        await say.toast("signup-unsure-other", alert=True)
        return
    here = Here(store, me, say, now, habits)
    call_id, _, person_id, *rest = args
    another = rest.pop(0) if (query.data or "").startswith("kept-new") else None
    entered = await store.write(
        keepers.join_one,
        **here.facts(call_id),
        person_id=PersonId(person_id),
        source=Source.REPLY,
        timing=habits.timing,
        another=another,
        duty=DutyId(rest[0]) if rest else None,
    )
    line = entered_lines(say.voice, entered)
    await say.toast(line)
    await say.edit(line)
