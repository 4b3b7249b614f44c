"""Asking everybody before a call: one answer a person, with names; closed once; kept beside the call."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.people import UserId
from domain.promises import Kind
from domain.refusals import Refused
from storage import people
from tests.usecases.cast import EVENING, GROUP, IDS, NAMES, Cast
from usecases import advice, cards
from usecases.advice import Consulted

DUMPLINGS = "20位老人包饺子，面和馅备多少？"


async def ask(cast: Cast, by: str = "zhou", question: str = DUMPLINGS) -> int:
    facts: dict[str, Any] = {"village_id": cast.village.id, "by": IDS[by], "question": question}
    return (await cast.store.write(advice.ask, now=EVENING, **facts)).advice.id


async def answer(cast: Cast, which: int, key: str, words: str, *, chat: int = GROUP, later: int = 0) -> Consulted:
    return await cast.store.write(
        advice.answer,
        now=EVENING + timedelta(minutes=later),
        advice_id=which,
        user_id=IDS[key],
        name=NAMES[key],
        words=words,
        chat_id=chat,
    )


async def test_only_organisers_ask_and_not_without_words(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-organiser"):
        await ask(cast, "wang")
    with pytest.raises(Refused, match="question-unfit"):
        await ask(cast, question=" ")
    await ask(cast)
    [message] = await cast.promised(Kind.ADVICE)
    assert message.chat_id == GROUP


async def test_everybody_has_one_answer_and_the_newest_holds(cast: Cast) -> None:
    which = await ask(cast)
    await answer(cast, which, "wang", "面10斤")
    await answer(cast, which, "li", "馅8斤", chat=IDS["li"], later=1)
    found = await answer(cast, which, "wang", "面12斤", later=2)
    assert [(one.name, one.said) for one in found.answers] == [("李婶", "馅8斤"), ("王大妈", "面12斤")]
    with pytest.raises(Refused, match="advice-unfit"):
        await answer(cast, which, "sun", "  ")


async def test_a_stranger_answers_in_the_group_only(cast: Cast) -> None:
    which = await ask(cast)
    facts: dict[str, Any] = {
        "now": EVENING,
        "advice_id": which,
        "user_id": UserId(77),
        "name": "外人",
        "words": "面10斤",
    }
    with pytest.raises(Refused, match="not-found"):
        await cast.store.write(advice.answer, **facts, chat_id=77)
    found = await cast.store.write(advice.answer, **facts, chat_id=GROUP)
    assert [one.name for one in found.answers] == ["外人"]


async def test_who_left_the_village_says_nothing_in_private(cast: Cast) -> None:
    which = await ask(cast)
    wang = await cast.who("wang")
    await cast.store.write(people.set_left, wang.id, EVENING)
    with pytest.raises(Refused, match="not-found"):
        await answer(cast, which, "wang", "面10斤", chat=IDS["wang"])


async def test_it_closes_once_by_a_tap_and_takes_no_more_answers(cast: Cast) -> None:
    which = await ask(cast)
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.write(advice.close, now=EVENING, advice_id=which, by=IDS["wang"])
    both = [cast.store.write(advice.close, now=EVENING, advice_id=which, by=IDS[key]) for key in ("han", "zhou")]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert [str(one) for one in outcomes if isinstance(one, Refused)] == ["advice-closed"]
    with pytest.raises(Refused, match="advice-closed"):
        await answer(cast, which, "wang", "面10斤")
    assert not await cast.promised(Kind.CLOSE_ADVICE)


async def test_it_closes_by_itself_after_three_days(cast: Cast) -> None:
    which = await ask(cast)
    [deed] = await cast.promised(Kind.CLOSE_ADVICE)
    assert deed.due_at == EVENING + timedelta(days=3)
    for _ in range(2):
        await cast.store.write(advice.lapse, {"advice": which}, deed.due_at)
    found = await cast.store.read(advice.consulted, advice_id=which)
    assert found.advice.closed_at == deed.due_at


async def test_the_call_made_from_it_shows_organisers_what_was_said(cast: Cast) -> None:
    which = await ask(cast)
    await answer(cast, which, "wang", "面10斤")
    call_id = await cast.call()
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.write(advice.tie, advice_id=which, call_id=call_id, by=IDS["wang"])
    await cast.store.write(advice.tie, advice_id=which, call_id=call_id, by=IDS["zhou"])
    for key, known in (("han", 1), ("wang", 0)):
        seen = await cast.store.read(cards.seen, call_id=call_id, user_id=IDS[key])
        assert len(seen.advice) == known


async def test_organisers_list_what_was_asked_in_two_weeks_open_ones_first(cast: Cast) -> None:
    first = await ask(cast)
    second = await ask(cast, question="车够吗？")
    await cast.store.write(advice.close, now=EVENING, advice_id=second, by=IDS["han"])
    found = await cast.store.read(advice.listed, by=IDS["han"], now=EVENING)
    assert [one.advice.id for one in found] == [first, second]
    assert not await cast.store.read(advice.listed, by=IDS["han"], now=EVENING + timedelta(days=14))
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(advice.listed, by=IDS["wang"], now=EVENING)
