"""Ending an activity: the call is done, the village is thanked with the figures, the round of feedback is promised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain import ending
from domain import rounds as round_rules
from domain.attendance import EARLY, Attended, Turnout, turnout
from domain.calls import Call, CallId, CallState, step
from domain.people import Person, UserId, Village
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.rounds import FREEZE_AFTER
from domain.signups import SignupState
from storage import calls, outbox, people, rounds, signups, villages
from storage.tx import Tx
from usecases import standing
from usecases.attendance import GRACE, tick_rest
from usecases.habits import Habits
from usecases.news import take_back_news
from usecases.redraw import redraw
from usecases.ticklists import draw_lists, thanks_of, ticks_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked when 结束 comes late: when it ended. `likely` lie between `earliest` and now; `late`: now is no
    likely answer; `unmarked`: people with a place of whom nothing is known."""

    call: Call
    earliest: datetime
    likely: tuple[datetime, ...]
    late: bool
    unmarked: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A finished activity and its figures so far; ticks may still be corrected. `later`: it ended on another day than
    the one on which that was said."""

    call: Call
    village: Village
    turnout: Turnout
    unmarked: int
    later: bool = False


async def asked(tx: Tx, *, now: datetime, call_id: CallId, by: UserId) -> Asked:
    """What there is to ask an organiser before an activity ends. Raises Refused("not-found" | "not-organiser" |
    "not-begun" | "done-by", "call-<state>")."""
    call = await calls.get(tx, call_id)
    if call is None:
        raise Refused("not-found")
    await _endable(tx, call, by, now)
    lines = await signups.attendance(tx, call_id)
    earliest = ending.earliest_end(call, lines)
    likely = ending.likely_ends(call, earliest, now)
    return Asked(call, earliest, likely, ending.ended_late(call, now), _unmarked(lines))


async def finish(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    by: UserId,
    habits: Habits,
    message_id: int | None = None,
    done_at: datetime | None = None,
) -> Ended:
    """An organiser says the work is done. Reminders not sent yet are taken back, and the tick lists that lie open are
    drawn again, but not `message_id`, which the organiser has before their eyes and is answered by.
    `done_at` is when they say it ended, else now; the round opens the evening of today all the same.
    Raises as `asked`, and as `ending.check_end`."""
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    person, after = await _endable(tx, call, by, now)
    if done_at is not None:
        ending.check_end(done_at, ending.earliest_end(call, await signups.attendance(tx, call_id)), now)
    await calls.amend(tx, call_id, state=after, done_at=done_at or now, ended_by=person.id)
    await take_back_news(tx, call)
    for signup in await signups.of_call(tx, call_id):
        if signup.state is SignupState.OFFERED:  # it is over: nobody can answer any more
            await signups.change(tx, signup.id, now, state=SignupState.WAITLISTED, offer_until=None)
    await draw_lists(tx, call_id, now, but=ticks_of(call_id, by, message_id or 0))
    await redraw(tx, call_id, now)
    await _promise_what_follows(tx, call, now, habits)
    return await ended(tx, call_id=call_id)


async def finish_all(
    tx: Tx,
    *,
    now: datetime,
    call_id: CallId,
    by: UserId,
    habits: Habits,
    message_id: int | None = None,
    done_at: datetime | None = None,
) -> Ended:
    """As `finish`, saying first that everybody with a place and no mark came."""
    await tick_rest(tx, now=now, call_id=call_id, by=by)
    return await finish(tx, now=now, call_id=call_id, by=by, habits=habits, message_id=message_id, done_at=done_at)


async def ended(tx: Tx, *, call_id: CallId) -> Ended:
    """The figures of a finished activity as they stand now. Raises Refused("not-found") unless it is done."""
    call = await calls.get(tx, call_id)
    if call is None or call.done_at is None:
        raise Refused("not-found")
    village = await villages.get(tx, call.village_id)
    assert village is not None
    lines = await signups.attendance(tx, call_id)
    round_, zone = await rounds.of_call(tx, call_id), ZoneInfo(call.zone)
    later = round_ is not None and call.done_at.astimezone(zone).date() < round_.opens_at.astimezone(zone).date()
    return Ended(call, village, turnout(lines, call.done_at), _unmarked(lines), later)


async def thanked(tx: Tx, *, call_id: CallId, card_id: int) -> int | None:
    """The message in which a group was thanked for a call; None while it was not."""
    return await outbox.message_of(tx, thanks_of(call_id, card_id))


async def _endable(tx: Tx, call: Call, by: UserId, now: datetime) -> tuple[Person, CallState]:
    person = await standing.organiser(tx, call.village_id, by)
    if call.state is CallState.DONE and call.ended_by is not None:
        other = await people.get(tx, call.ended_by)
        raise Refused("done-by", who=other.name if other else "")
    after = step(call.state, "finish")
    assert call.meet_at is not None
    if now < call.meet_at - EARLY:
        raise Refused("not-begun")
    return person, after


def _unmarked(lines: Iterable[Attended]) -> int:
    return sum(line.signup.party for line in lines if line.mark is None and line.signup.state == "confirmed")


async def _promise_what_follows(tx: Tx, call: Call, now: datetime, habits: Habits) -> None:
    opens = round_rules.opening(now, call.zone, habits.feedback_at)
    closes = opens + timedelta(hours=habits.feedback_hours)
    round_ = await rounds.add(tx, call.id, opens, closes)
    thanks = [
        Promise(
            Kind.THANKS,
            thanks_of(call.id, card.id),
            card.chat_id,
            now,
            payload={"call": call.id, "card": card.id},
            thread_id=card.thread_id,
        )
        for card in await calls.cards(tx, call.id)
    ]
    deed = {"round": round_.id}
    await outbox.promise(
        tx,
        [
            *thanks,
            Promise(Kind.SETTLE_NO_SHOWS, f"noshow:{call.id}", None, now + GRACE, payload={"call": call.id}),
            Promise(Kind.OPEN_ROUND, f"round:{round_.id}:open", None, opens, payload=deed),
            Promise(Kind.CLOSE_ROUND, f"round:{round_.id}:close", None, closes, payload=deed),
            Promise(Kind.FREEZE_ROUND, f"round:{round_.id}:freeze", None, closes + FREEZE_AFTER, payload=deed),
        ],
    )
