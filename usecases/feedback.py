"""Answering the form of a round: choosing, commenting, permitting, erasing. Nothing here tells anyone who answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from domain import questions
from domain.calls import Call
from domain.names import clean_words
from domain.people import Person, UserId, Village
from domain.questions import READABLE, SKIP, Kind, Question
from domain.refusals import Refused
from domain.rounds import LONGEST_COMMENT, Audience, Round, RoundId, RoundState, check_answerable
from storage import answers, calls, outbox, people, rounds, villages, wizards
from storage.tx import Tx
from usecases import standing

SAID: Final = "said"
"""What stands in the choices when a text was given; the text itself stands beside them."""
CHECKED: Final = "ok"
"""What stands there when a social worker has looked at the figures."""
SEATS: Final = wizards.FORMS
"""Instead of a chat: where a conversation remembers how it showed the form of a round; forgotten at the freeze."""


@dataclass(frozen=True, slots=True)
class Form:
    """One person's form in one round: what is answered and what comes next (None: it is complete)."""

    round: Round
    call: Call
    village: Village
    audience: Audience
    given: Mapping[str, str] = field(default_factory=dict)
    comment: str | None = None
    readable: bool = False

    @property
    def next(self) -> Question | None:
        return questions.next_question(self.audience, self.given)


@dataclass(frozen=True, slots=True)
class Erasable:
    """An answer that its writer can still delete: of which round, about what."""

    round: Round
    call: Call


async def open_forms(tx: Tx, *, user_id: UserId) -> list[Form]:
    """The forms a person may fill in or change now, the newest first, over all their villages."""
    forms: list[Form] = []
    for person in await people.memberships(tx, user_id):
        asked = await rounds.invited_to(tx, person.id)
        forms += [await _form(tx, one, person) for one in asked if await answers.has_key(tx, one)]
    return sorted(forms, key=lambda one: one.round.opens_at, reverse=True)


async def erasable(tx: Tx, *, user_id: UserId) -> list[Erasable]:
    """Where a person's answer can still be told apart, so that it can be deleted; the newest first, over all their
    villages, also those they have left."""
    found: list[Erasable] = []
    for person in await people.memberships(tx, user_id, left=True):
        for one in await rounds.of_village(tx, person.village_id):
            if await answers.find(tx, one.id, person.id) is not None:
                call = await calls.get(tx, one.call_id)
                assert call is not None
                found.append(Erasable(one, call))
    return sorted(found, key=lambda one: one.round.opens_at, reverse=True)


async def form(tx: Tx, *, round_id: RoundId, user_id: UserId) -> Form:
    """One person's form. Raises Refused("not-found" | "not-asked" | "round-<state>", and "round-restored" when the
    database is a restored copy, which does not know whose answer is whose)."""
    return await _form(tx, round_id, await _person(tx, await rounds.get(tx, round_id), user_id))


async def choose(tx: Tx, *, round_id: RoundId, user_id: UserId, question_id: str, choice: str) -> Form:
    """One tap on one question; tapping another choice later changes it.
    Raises as `form`, and Refused("no-such-question" | "no-such-choice") for a forged button."""
    person = await _person(tx, await rounds.lock(tx, round_id), user_id)
    before = await _form(tx, round_id, person)
    asked = questions.question(question_id)
    if asked not in questions.FORMS[before.audience]:
        raise Refused("no-such-question")
    after = replace(before, given={**before.given, asked.id: choice})
    if asked.kind is Kind.TEXT and choice == SKIP:
        after = replace(after, comment=None, readable=False)
    elif asked.kind is Kind.FACTS and choice == CHECKED:
        pass
    else:
        questions.check_choice(asked, choice)
        if asked.kind is Kind.CHOICE:
            after = replace(after, readable=choice == READABLE)
    return await _save(tx, person, after)


async def comment(tx: Tx, *, round_id: RoundId, user_id: UserId, text: str, more: bool = False) -> Form:
    """The optional words of the form; saying it again replaces them, or with `more` comes below them. A new text may
    be read only by social workers until its writer says otherwise.
    Raises as `form`, and Refused("comment-empty" | "comment-too-long", over=…)."""
    person = await _person(tx, await rounds.lock(tx, round_id), user_id)
    before = await _form(tx, round_id, person)
    words = clean_words(text)
    if more and words and before.comment:
        words = f"{before.comment}\n{words}"
    if len(words) > LONGEST_COMMENT:
        raise Refused("comment-too-long", over=len(words) - LONGEST_COMMENT, most=LONGEST_COMMENT)
    if not words:
        raise Refused("comment-empty")
    asked = next(q for q in questions.FORMS[before.audience] if q.kind is Kind.TEXT and not q.monthly)
    given = {key: value for key, value in before.given.items() if questions.question(key).only_if != asked.id}
    after = replace(before, given={**given, asked.id: SAID}, comment=words, readable=False)
    return await _save(tx, person, after)


async def letter(tx: Tx, *, round_id: RoundId, user_id: UserId) -> tuple[int, datetime] | None:
    """The message that carried somebody's invitation to a round, and when it went; None when none did."""
    person = await _person(tx, await rounds.get(tx, round_id), user_id)
    return await outbox.carried(tx, asked_by(round_id, person))


def asked_by(round_id: RoundId, person: Person) -> str:
    """The dedupe key of an invitation."""
    return f"ask:{round_id}:{person.id}"


async def erase(tx: Tx, *, round_id: RoundId, user_id: UserId) -> RoundState | None:
    """Delete one's answer, all of it, while anybody can still tell which it is: until the freeze. Figures counted at
    the closing stay as they are (D7). Who has left the village may do so, too. Returns how far
    the round was, None when there was no answer.
    Raises Refused("not-found" | "round-frozen" | "round-restored")."""
    round_ = await rounds.lock(tx, round_id)
    call = await calls.get(tx, round_.call_id) if round_ else None
    person = await people.of_user(tx, call.village_id, user_id) if call else None
    if round_ is None or person is None:
        raise Refused("not-found")
    if round_.state is RoundState.FROZEN:
        raise Refused("round-frozen")
    if round_.state is not RoundState.WAITING:
        await _check_key(tx, round_id)
    return round_.state if await answers.erase(tx, round_id, person.id) else None


async def _check_key(tx: Tx, round_id: RoundId) -> None:
    """A copy holds no keys (storage/copies.py), so that in a restored one nobody's answer can be found again.
    Raises Refused("round-restored")."""
    if not await answers.has_key(tx, round_id):
        raise Refused("round-restored")


async def _person(tx: Tx, round_: Round | None, user_id: UserId) -> Person:
    call = await calls.get(tx, round_.call_id) if round_ else None
    if call is None:
        raise Refused("not-found")
    return await standing.known(tx, call.village_id, user_id)


async def _form(tx: Tx, round_id: RoundId, person: Person) -> Form:
    round_ = await rounds.get(tx, round_id)
    assert round_ is not None
    check_answerable(round_)
    audience = await rounds.audience_of(tx, round_id, person.id)
    if audience is None:
        raise Refused("not-asked")
    await _check_key(tx, round_id)
    call = await calls.get(tx, round_.call_id)
    village = await villages.get(tx, person.village_id)
    assert call is not None
    assert village is not None
    kept = await answers.find(tx, round_id, person.id)
    if kept is None:
        return Form(round_, call, village, audience)
    return Form(round_, call, village, audience, dict(kept.choices), kept.comment, kept.readable)


async def _save(tx: Tx, person: Person, after: Form) -> Form:
    await answers.save(
        tx,
        after.round.id,
        person.id,
        after.audience,
        choices=after.given,
        comment=after.comment,
        readable=after.readable,
    )
    return after
