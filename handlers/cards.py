"""How a call looks: the card in the group, the same card in private, a draft, one line of it for a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from domain.attendance import EARLY
from domain.calls import Call, CallState, Division
from domain.duties import MOST_DUTIES, Duty
from domain.signups import ON_LIST, Signup, SignupState
from handlers import card_duties
from handlers.advised import advised
from handlers.buttons import button
from handlers.card_duties import ON_CARD
from handlers.rows import LONGEST_LIST as LONGEST_LIST
from handlers.rows import LONGEST_QUEUE as LONGEST_QUEUE
from handlers.rows import isolated as isolated
from handlers.rows import names as names
from handlers.rows import who as who
from texts import dates
from texts.voice import Voice
from usecases.cards import Face, Seen


def facts(voice: Voice, call: Call, now: datetime | None = None) -> list[str]:
    """When, where and what to bring, a line each. With `now`, the day is led by today or tomorrow: only for what
    is read at once; a card must be true tomorrow too."""
    lines = []
    if call.meet_local is not None:
        local = call.meet_local
        said = dates.said(voice, local)
        if now is not None:
            said = dates.said_from(voice, local, now.astimezone(ZoneInfo(call.zone)))
        lines.append(voice("card-when", when=said))
    if call.place:
        lines.append(voice("card-where", place=call.place))
    if call.bring:
        lines.append(voice("card-bring", bring=call.bring))
    if call.planned_minutes:
        lines.append(voice("card-hours", length=length(voice, call.planned_minutes)))
    if call.note:
        lines.append(voice("card-note", note=call.note))
    return lines


def length(voice: Voice, minutes: int) -> str:
    """2小时, 1小时30分钟, 45分钟."""
    hours, rest = divmod(minutes, 60)
    if hours and minutes % 30 == 0:
        return voice("length-hours", hours=hours if not rest else hours + 0.5)
    return voice("length-both", hours=hours, rest=rest) if hours else voice("length-minutes", rest=rest)


def card(voice: Voice, face: Face) -> Text:
    """The whole card: what, when, where, what to bring, the figures, the names; or how it ended."""
    call = face.call
    head = Bold(voice("card-title", number=str(call.number), title=call.title or ""))
    return Text(head, "\n", "\n".join([*facts(voice, call), *_standing(voice, face)]))


def _standing(voice: Voice, face: Face) -> list[str]:
    call, tally = face.call, face.tally
    if call.state is CallState.CANCELLED:
        reason = call.reason
        return [voice("card-cancelled-why", reason=reason) if reason else voice("card-cancelled")]
    if (figures := face.turnout) is not None:
        return [voice("card-done", came=figures.came, hours=_half(figures.hours))]
    lines = [voice("card-figures", confirmed=tally.confirmed, needed=tally.needed)]
    if tally.full:
        key = "card-figures-held" if tally.offered else "card-figures-full"
        lines[0] = voice(key, confirmed=tally.confirmed, needed=tally.needed)
    if face.plan.duties:
        lines += card_duties.lines(voice, face)
    elif face.confirmed:
        lines.append(names(voice, face.confirmed, LONGEST_LIST))
    if face.offered:
        row = card_duties.row(voice, face, face.offered)
        lines.append(voice("card-offered", offered=tally.offered, names=row))
    if face.waiting and face.plan.duties:
        row = card_duties.row(voice, face, face.waiting)
        lines.append(voice("card-waiting", waiting=tally.waiting, names=row))
    elif face.waiting:
        row = names(voice, face.waiting, LONGEST_QUEUE)
        lines.append(voice("card-waiting", waiting=tally.waiting, names=row))
        there = face.present_ids
        first = next((signup for signup in face.waiting if signup.id not in there), None)
        if tally.free and first is not None:
            key = "card-held" if first.party > tally.free else "card-deciding"
            lines.append(voice(key, free=tally.free, party=first.party))
    if face.present:
        lines.append(voice("card-present", present=face.present))
    return lines


def _half(hours: float) -> float | int:
    return int(hours) if hours == int(hours) else hours


def card_keyboard(voice: Voice, face: Face, now: datetime) -> InlineKeyboardMarkup | None:
    """The big buttons, one a row; none once the call has ended. After the start only 到了 is left.

    🔔 stands there while somebody with a place has no private chat: a tap on it opens one. It is a button of its own
    because the platform's apps show either a toast or a link in answer to a tap, and whoever taps 报名 must first of
    all see that it worked.
    """
    call = face.call
    if call.state is not CallState.OPEN or call.meet_at is None:
        return None
    rows: list[list[InlineKeyboardButton]] = []
    if now >= call.meet_at - EARLY:
        rows.append([button(voice("card-here-button"), "here", call.id, style="success")])
    if now < call.meet_at:
        rows += card_duties.join_rows(voice, face, ON_CARD)
        rows.append([button(voice("card-leave-button"), "leave", call.id)])
        if any(face.people[s.person_id].user_id is not None for s in face.unreached):
            rows.append([button(voice("card-bell-button"), "bell", call.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def private_card(voice: Voice, seen: Seen) -> Text:
    """The card as one person sees it in private: with how it stands with them."""
    shown = Text(card(voice, seen.face), "\n\n", standing(voice, seen))
    return Text(shown, "\n\n", "\n".join(advised(voice, seen.advice))) if seen.advice else shown


def standing(voice: Voice, seen: Seen) -> str:
    """How it stands with one person on one call."""
    mine = seen.mine
    if mine is None or mine.state is SignupState.DECLINED:
        return voice("mine-none" if mine is None else "mine-declined")
    if mine.state is SignupState.CONFIRMED:
        return card_duties.with_duty(voice, seen, voice("mine-place", party=mine.party))
    if mine.state is SignupState.OFFERED and mine.offer_until is not None:
        local = mine.offer_until.astimezone(ZoneInfo(seen.face.call.zone))
        return card_duties.with_duty(voice, seen, voice("mine-offered", until=dates.said(voice, local)))
    if mine.state is SignupState.WAITLISTED:
        return card_duties.with_duty(voice, seen, voice("mine-waiting", ahead=seen.face.ahead_of(mine)))
    return voice("mine-walk-in" if mine.state is SignupState.WALK_IN else "mine-withdrawn")


def private_keyboard(voice: Voice, seen: Seen, now: datetime) -> InlineKeyboardMarkup | None:
    """报名, or for somebody on the list: how many come along, and 去不了; for an organiser also the list."""
    call = seen.face.call
    rows: list[list[InlineKeyboardButton]] = []
    listed = seen.mine is not None and seen.mine.state in ON_LIST
    if call.state is CallState.OPEN and call.meet_at is not None:
        if now >= call.meet_at - EARLY:
            rows.append([button(voice("card-here-button"), "here", call.id, style="success")])
        if now < call.meet_at and not listed:
            rows += card_duties.join_rows(voice, seen.face, MOST_DUTIES)
        if now < call.meet_at and seen.mine is not None and seen.mine.state is SignupState.OFFERED:
            rows += offer_rows(voice, seen.mine)
        elif now < call.meet_at and listed and seen.mine is not None:
            sizes = [n for n in range(1, 5) if n != seen.mine.party]
            rows.append([button(voice("mine-party-button", party=n), "party", call.id, n) for n in sizes])
            rows += card_duties.change_row(voice, seen)
        if now < call.meet_at and (
            seen.mine is None or seen.mine.state in (SignupState.CONFIRMED, SignupState.WAITLISTED)
        ):
            rows.append([button(voice("card-leave-button"), "leave", call.id)])
    if call.state is CallState.OPEN and (kept := len(seen.face.entered_by(seen.person.id))):
        rows.append([button(voice("kept-button", n=kept), "kept", call.id)])
    if seen.person.organises:
        rows.append([button(voice("card-roster-button"), "roster", call.id, 1)])
        if call.state is CallState.OPEN:
            rows.append([button(voice("chain-out-button"), "chain-out", call.id)])
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def offer_rows(voice: Voice, signup: Signup) -> list[list[InlineKeyboardButton]]:
    """去 and 不去了 for a place that is held for somebody; big, a row each: a thumb must not hit the wrong one."""
    return [
        [button(voice("offer-yes-button"), "offer-yes", signup.call_id, signup.id, style="success")],
        [button(voice("offer-no-button"), "offer-no", signup.call_id, signup.id)],
    ]


def brief(voice: Voice, call: Call, now: datetime) -> str:
    """Time and place in one short line for a toast: 明天06:00 志愿者菜园."""
    local = call.meet_local
    if local is None:
        return call.place or ""
    days = (local.date() - now.astimezone(ZoneInfo(call.zone)).date()).days
    lead = {0: "date-today", 1: "date-tomorrow"}.get(days)
    said = voice("card-soon", day=voice(lead), clock=dates.hour(voice, local)) if lead else dates.said(voice, local)
    return f"{said} {call.place or ''}".strip()


def draft(voice: Voice, call: Call, now: datetime, duties: Sequence[Duty] = ()) -> Text:
    """A draft: every field, said or not."""
    lines = facts(voice, call, now)
    if call.meet_local is None:
        lines.insert(0, voice("draft-no-meet"))
    if call.place is None:
        lines.insert(1, voice("draft-no-place"))
    needed = voice("draft-needed", needed=call.needed) if call.needed else voice("draft-no-needed")
    lines[2:2] = [needed, *card_duties.wanted_lines(voice, duties)]
    head = voice("draft-missing" if call.missing else "draft-ready")
    return Text(head, "\n\n", Bold(call.title or voice("draft-no-title")), "\n", "\n".join(lines))


def draft_keyboard(voice: Voice, call: Call) -> InlineKeyboardMarkup:
    """Publish (once nothing is missing), change each field, or drop it; each button knows which version it shows."""
    rows = [
        [
            button(voice("draft-edit-title"), "edit", call.id, call.version, "title"),
            button(voice("draft-edit-meet"), "edit", call.id, call.version, "meet"),
        ],
        [
            button(voice("draft-edit-place"), "edit", call.id, call.version, "place"),
            button(voice("draft-edit-duties"), "duties", call.id, call.version)
            if call.divided is Division.DUTIES
            else button(voice("draft-edit-needed"), "edit", call.id, call.version, "needed"),
        ],
        [
            button(voice("draft-edit-bring"), "edit", call.id, call.version, "bring"),
            button(voice("draft-edit-note"), "edit", call.id, call.version, "note"),
        ],
        [button(voice("draft-discard-button"), "discard", call.id, call.version)],
    ]
    more = [button(voice("draft-edit-hours"), "edit", call.id, call.version, "hours")]
    if call.divided is None:
        more.insert(0, button(voice("draft-edit-duties"), "duties", call.id, call.version))
    rows.insert(-1, more)
    if not call.missing:
        rows.insert(0, [button(voice("draft-publish-button"), "publish", call.id, call.version, style="success")])
    return InlineKeyboardMarkup(inline_keyboard=rows)
