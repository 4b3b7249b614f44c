"""The round's own steps: open and ask, close and count, freeze and forget; and what each role may read of it."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from domain import digest as digests
from domain import release_json
from domain.attendance import Attended
from domain.digest import Comment, Digest, OpenDigest
from domain.people import Person, Role, UserId, check_organiser
from domain.promises import Kind, Promise
from domain.refusals import Refused
from domain.rounds import Audience, RoundId, RoundState, audience_of
from domain.signups import SignupState
from domain.summary import Answer, ProtectedSummary, summarise
from domain.summary import tally as tally_answers
from storage import answers, ledger, outbox, people, rounds, signups, wizards
from storage.rounds import Release
from storage.tx import Tx
from usecases.feedback import asked_by
from usecases.figures import facts_of
from usecases.round_of import RoundOf, known_round, locked, may_read, me_in, reading, with_call

_SHUFFLE: Final = random.SystemRandom()


async def open_round(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
    """The evening has come: everybody who had a place or came, every official and social worker is asked, once each,
    in the role they hold now. Those whom the bot may write to get the form; the group gets one line for the others.
    A round that opens late, because the bot was off, closes and freezes that much later."""
    known = await locked(tx, RoundId(payload["round"]))
    if known is None or known.round.state is not RoundState.WAITING:
        return
    known = await _opened(tx, known, now)
    await answers.new_key(tx, known.round.id)
    asked = await _to_ask(tx, known)
    for person in asked:
        await rounds.invite(tx, known.round.id, person.id, audience_of(person.role))
    await outbox.promise(
        tx,
        [
            Promise(
                Kind.FEEDBACK,
                asked_by(known.round.id, person),
                person.user_id,
                now,
                expires_at=known.round.closes_at,
                payload={"round": known.round.id, "person": person.id},
            )
            for person in asked
            if person.reachable
        ],
    )
    if any(person.user_id is not None and not person.reachable for person in asked):
        line = {"round": known.round.id, "call": known.call.id}
        await outbox.promise(
            tx,
            [
                Promise(
                    Kind.ASKING,
                    f"open:{known.round.id}",
                    known.village.chat_id,
                    now,
                    expires_at=known.round.closes_at,
                    payload=line,
                    thread_id=known.village.thread_id,
                )
            ],
        )


async def close_round(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
    """The time is up: count once, protect, keep that release (D6), and tell the social workers."""
    known = await locked(tx, RoundId(payload["round"]))
    if known is None or known.round.state is not RoundState.OPEN or now < known.round.closes_at:
        return
    await rounds.set_state(tx, known.round.id, RoundState.CLOSED)
    await outbox.revoke(tx, f"ask:{known.round.id}:")
    given = [Answer(a.audience, a.choices) for a in await answers.of_round(tx, known.round.id)]
    assert known.call.meet_local is not None
    summary = summarise(
        tally_answers(given),
        title=known.call.title or "",
        place=known.call.place or "",
        held=known.call.meet_local,
        facts=await facts_of(tx, known),
        version=1,
        frozen=now.astimezone(ZoneInfo(known.call.zone)).replace(tzinfo=None),
    )
    invited = {a.value: n for a, n in (await rounds.invited_counts(tx, known.round.id)).items()}
    await rounds.add_release(tx, Release(known.round.id, 1, release_json.to_json(summary), json.dumps(invited), now))
    await outbox.promise(
        tx,
        [
            _told(Kind.DIGEST, "digest", known, worker, now)
            for worker in await people.with_role(tx, known.village.id, Role.WORKER)
            if worker.user_id is not None and may_read(worker, known)
        ],
    )


async def freeze_round(tx: Tx, payload: Mapping[str, Any], now: datetime) -> None:
    """At the latest 72 h after closing the link between people and answers is destroyed (D12)."""
    known = await locked(tx, RoundId(payload["round"]))
    if known is not None and known.round.state is RoundState.CLOSED:
        await _freeze(tx, known, now)


DEEDS: Final = {
    Kind.OPEN_ROUND: open_round,
    Kind.CLOSE_ROUND: close_round,
    Kind.FREEZE_ROUND: freeze_round,
}
"""What the outbox does by itself when its time has come."""


async def make_summary(tx: Tx, *, round_id: RoundId, by: UserId, now: datetime) -> ProtectedSummary:
    """A social worker makes the meeting summary: the round freezes, and from now on organisers may read it.
    Raises Refused("not-found" | "not-worker" | "was-official" | "round-still-<state>")."""
    known = await reading(tx, await locked(tx, round_id), by)
    if known.round.state in (RoundState.WAITING, RoundState.OPEN):
        raise Refused(f"round-still-{known.round.state.value}")
    if known.round.state is RoundState.CLOSED:
        await _freeze(tx, known, now)
    others = [one for one in await people.with_role(tx, known.village.id) if one.user_id != by and one.reachable]
    await outbox.promise(tx, [_told(Kind.SUMMARY, "summary", known, one, now) for one in others])
    return await _released(tx, round_id)


async def summary_for(tx: Tx, *, round_id: RoundId, by: UserId) -> ProtectedSummary:
    """The frozen summary, for officials and social workers.
    Raises Refused("not-found" | "not-organiser" | "summary-not-made")."""
    known = await known_round(tx, round_id)
    check_organiser(await me_in(tx, known, by))
    assert known is not None
    if known.round.state is not RoundState.FROZEN:
        raise Refused("summary-not-made")
    return await _released(tx, round_id)


async def digest_for(tx: Tx, *, round_id: RoundId, by: UserId) -> OpenDigest | Digest:
    """What a social worker reads: while the round is open only how many answered (D6), afterwards the digest.
    Raises Refused("not-found" | "not-worker" | "was-official" | "round-still-waiting")."""
    known = await reading(tx, await known_round(tx, round_id), by)
    if known.round.state is RoundState.WAITING:
        raise Refused("round-still-waiting")
    if known.round.state is RoundState.OPEN:
        closes = known.round.closes_at.astimezone(ZoneInfo(known.call.zone)).replace(tzinfo=None)
        invited = await rounds.invited_counts(tx, round_id)
        return digests.open_digest(known.call.title or "", closes, invited, await answers.counts(tx, round_id))
    release = await rounds.latest_release(tx, round_id)
    assert release is not None
    asked = {Audience(a): int(n) for a, n in json.loads(release.digest).items()}
    words = [Comment(a.audience, a.comment, a.readable) for a in await answers.of_round(tx, round_id) if a.comment]
    return digests.digest(release_json.from_json(release.summary), asked, words, _SHUFFLE)


async def of_user(tx: Tx, *, by: UserId) -> list[RoundOf]:
    """The rounds of every village where somebody organises, the newest first."""
    found: list[RoundOf] = []
    for person in await people.memberships(tx, by):
        if person.organises:
            for one in await rounds.of_village(tx, person.village_id):
                known = await with_call(tx, one)
                found.append(known)
    return sorted(found, key=lambda one: one.round.opens_at, reverse=True)


async def with_summary(tx: Tx, *, by: UserId) -> list[RoundOf]:
    """The rounds of which somebody may ask for the summary, the newest first: those frozen, and before that, for the
    social workers who will make it, every other."""
    known = await of_user(tx, by=by)
    mine = {person.village_id: person for person in await people.memberships(tx, by)}
    return [one for one in known if one.round.state is RoundState.FROZEN or may_read(mine.get(one.village.id), one)]


def _told(kind: Kind, prefix: str, known: RoundOf, person: Person, now: datetime) -> Promise:
    payload = {"round": known.round.id, "person": person.id}
    return Promise(kind, f"{prefix}:{known.round.id}:{person.id}", person.user_id, now, payload=payload)


async def _opened(tx: Tx, known: RoundOf, now: datetime) -> RoundOf:
    after = known.round.opened(now)
    await rounds.set_state(tx, after.id, after.state)
    if after.closes_at != known.round.closes_at:
        await rounds.move(tx, after.id, after.opens_at, after.closes_at)
        for kind, word, due in (
            (Kind.CLOSE_ROUND, "close", after.closes_at),
            (Kind.FREEZE_ROUND, "freeze", after.freezes_by),
        ):
            await outbox.renew(tx, Promise(kind, f"round:{after.id}:{word}", None, due, payload={"round": after.id}))
    return replace(known, round=after)


async def _freeze(tx: Tx, known: RoundOf, now: datetime) -> None:
    await rounds.set_state(tx, known.round.id, RoundState.FROZEN, frozen_at=now)
    await answers.destroy_key(tx, known.round.id)
    await rounds.forget_invited(tx, known.round.id)
    await wizards.forget_forms(tx, known.round.id)
    await outbox.revoke(tx, f"round:{known.round.id}:freeze")
    await ledger.note(tx, "round-frozen", now=now, village_id=known.village.id, round=known.round.id)


async def _to_ask(tx: Tx, known: RoundOf) -> list[Person]:
    lines = await signups.attendance(tx, known.call.id)
    took_part = [line.signup.person_id for line in lines if _took_part(line)]
    found = await people.many(tx, took_part)
    asked = {person.id: person for person in found.values()}
    asked |= {person.id: person for person in await people.with_role(tx, known.village.id)}
    return [person for person in asked.values() if person.user_id is not None]


def _took_part(line: Attended) -> bool:
    return line.present or line.signup.state is SignupState.CONFIRMED


async def _released(tx: Tx, round_id: RoundId) -> ProtectedSummary:
    release = await rounds.latest_release(tx, round_id)
    assert release is not None
    return release_json.from_json(release.summary)
