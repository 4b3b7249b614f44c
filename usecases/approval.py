"""An official's word on a social worker's draft, where a village wants it: asked for, given, or a change asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from domain.calls import MAX_LINE, Call, CallId, CallState, check_publishable
from domain.names import clean_line
from domain.people import Person, PersonId, Role, UserId, Village, VillageId
from domain.planning import Verdict, Word, check_official
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.reminders import Timing
from storage import calls, ledger, outbox, people, planning, plans, villages
from storage.tx import Tx
from usecases import calls as posting
from usecases import standing
from usecases.calls import Draft

LINE_LASTS: Final = timedelta(hours=12)
"""The group's line about the choice is news for this long."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says at the moment it is sent: the draft, its reader, and for the worker the official's word."""

    draft: Draft
    reader: Person
    word: Word | None = None


async def choices(tx: Tx, *, by: UserId) -> list[Village]:
    """The villages in which somebody is an official. Raises Refused("not-official")."""
    ours = {p.village_id for p in await people.memberships(tx, by) if p.role is Role.OFFICIAL}
    if not ours:
        raise Refused("not-official")
    return [village for village in await villages.of_user(tx, by) if village.id in ours]


async def choose(tx: Tx, *, now: datetime, village_id: VillageId, by: UserId, on: bool) -> Village:
    """Whether drafts of social workers need an official's word from now on; the group gets one line. Choosing what is
    so already changes nothing. Raises Refused("not-official")."""
    check_official(await standing.member(tx, village_id, by))
    village = await villages.get(tx, village_id)
    assert village is not None
    if village.approval is on:
        return village
    await villages.set_approval(tx, village_id, on)
    await ledger.note(tx, "approval", now=now, actor=by, village_id=village_id, on=int(on))

    line = Promise(
        Kind.APPROVAL_LINE,
        f"approval:{village_id}:{int(now.timestamp())}:{int(on)}",
        village.chat_id,
        now,
        now + LINE_LASTS,
        {"village": village_id, "on": int(on)},
        village.thread_id,
    )
    await outbox.promise(tx, [line])
    return replace(village, approval=on)


async def send(
    tx: Tx, *, now: datetime, call_id: CallId, by: UserId, timing: Timing, version: int | None = None
) -> Draft:
    """发布: posts the call, or where it needs an official's word asks every official whom a message reaches. The draft
    that comes back is open, or still a draft that was `submitted_at` now. Raises as `calls.publish`, and
    Refused("already-submitted" | "no-official-reachable" | "open-private-first")."""
    try:
        return await posting.publish(tx, now=now, call_id=call_id, by=by, timing=timing, version=version)
    except Refused as refused:
        if refused.reason != "approval-needed":
            raise
    call = await _locked(tx, call_id)
    worker = await standing.organiser(tx, call.village_id, by)
    if call.submitted_at is not None:
        raise Refused("already-submitted")
    if not worker.reachable:
        raise Refused("open-private-first")
    officials = [p for p in await people.with_role(tx, call.village_id, Role.OFFICIAL) if p.reachable]
    if not officials:
        raise Refused("no-official-reachable")
    await calls.amend(tx, call_id, submitted_at=now)
    step = await planning.say(tx, call_id, Verdict.SUBMITTED, worker.id, now)
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.APPROVAL,
                f"approve:{call_id}:{step}:{official.id}",
                official.user_id,
                now,
                call.meet_at,
                {"call": call_id, "person": official.id, "version": call.version},
            )
            for official in officials
        ],
    )
    draft = await posting.draft_of(tx, call_id=call_id, by=by)
    return replace(draft, asked=tuple(official.name for official in officials))


async def agree(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, version: int, timing: Timing) -> Draft:
    """同意: an official agrees, and the call is posted. Raises as `waiting` and `check_publishable`."""
    call, official = await _waiting(tx, await _locked(tx, call_id), by, version)
    check_publishable(call, now)
    step = await planning.say(tx, call_id, Verdict.AGREED, official.id, now)
    await _tell(tx, call, step, now)
    return await posting.publish(tx, now=now, call_id=call_id, by=by, timing=timing, version=version)


async def ask_change(tx: Tx, *, now: datetime, call_id: CallId, by: UserId, version: int, words: str) -> str:
    """请改: the draft goes back to the worker with the official's words. Gives the worker's name.
    Raises as `waiting`, and Refused("change-unfit") for no words."""
    call, official = await _waiting(tx, await _locked(tx, call_id), by, version)
    note = clean_line(words, MAX_LINE)
    if not note:
        raise Refused("change-unfit")
    await calls.amend(tx, call_id, submitted_at=None)
    step = await planning.say(tx, call_id, Verdict.CHANGE, official.id, now, note)
    await outbox.revoke(tx, f"approve:{call_id}:")
    return await _tell(tx, call, step, now)


async def waiting(tx: Tx, *, call_id: CallId, by: UserId, version: int) -> Draft:
    """A draft that waits for the word of this official. Raises Refused("not-found" | "not-official"),
    Refused("agreed-by" | "change-asked-by", who=…) for the second of two, Refused("approval-changed") when it is no
    longer the `version` that was sent, and Refused("call-<state>")."""
    call = await calls.get(tx, call_id)
    if call is None:
        raise Refused("not-found")
    await _waiting(tx, call, by, version)
    return await posting.draft_of(tx, call_id=call_id, by=by)


async def request(tx: Tx, *, call_id: CallId, person_id: PersonId, version: int) -> Told | None:
    """What an official is asked; None when the draft does not wait in this version, or they are an official no more."""
    reader = await people.get(tx, person_id)
    if reader is None or reader.user_id is None:
        return None
    try:
        draft = await waiting(tx, call_id=call_id, by=reader.user_id, version=version)
    except Refused:
        return None
    return Told(draft, reader)


async def answer(tx: Tx, *, verdict_id: int, person_id: PersonId) -> Told | None:
    """What the worker is told; None for who organises no more, or about words the draft has left behind."""
    word, reader = await planning.word(tx, verdict_id), await people.get(tx, person_id)
    if word is None or reader is None or not reader.organises:
        return None
    call = await calls.get(tx, CallId(word.call_id))
    assert call is not None
    village = await villages.get(tx, call.village_id)
    assert village is not None
    history = await planning.words(tx, call.id)
    if word.said is Verdict.CHANGE and (call.state is not CallState.DRAFT or history[-1].id != word.id):
        return None
    draft = Draft(call, village, duties=(await plans.of_call(tx, call)).duties, history=history)
    return Told(draft, reader, word)


async def _locked(tx: Tx, call_id: CallId) -> Call:
    call = await calls.lock(tx, call_id)
    if call is None:
        raise Refused("not-found")
    return call


async def _waiting(tx: Tx, call: Call, by: UserId, version: int) -> tuple[Call, Person]:
    official = check_official(await standing.known(tx, call.village_id, by))
    history = await planning.words(tx, call.id)
    last = history[-1] if history else None
    if call.state is not CallState.DRAFT and last is not None and last.said is Verdict.AGREED:
        raise Refused("agreed-by", who=last.name)
    if call.state is not CallState.DRAFT:
        raise Refused(f"call-{call.state.value}")
    if last is not None and last.said is Verdict.CHANGE:
        raise Refused("change-asked-by", who=last.name)
    if call.submitted_at is None or call.version != version:
        raise Refused("approval-changed")
    return call, official


async def _tell(tx: Tx, call: Call, step: int, now: datetime) -> str:
    """Promise whoever sent the draft to hear of it. Gives their name."""
    sent = [word for word in await planning.words(tx, call.id) if word.said is Verdict.SUBMITTED]
    worker = await people.get(tx, sent[-1].by) if sent else None
    if worker is None:
        return ""
    facts = {"verdict": step, "person": worker.id}
    told = Promise(Kind.VERDICT, f"verdict:{step}", worker.user_id, now, call.meet_at, facts)
    await outbox.promise(tx, [told] if worker.user_id is not None else [])
    return worker.name


async def village(tx: Tx, *, village_id: VillageId) -> Village | None:
    """The village with its choice as it is now."""
    return await villages.get(tx, village_id)
