"""The round: who is asked, what may be answered and erased, what anyone may read, what the freeze destroys."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain import questions
from domain.calls import CallId
from domain.digest import Digest, OpenDigest
from domain.people import UserId
from domain.promises import Kind
from domain.refusals import Refused
from domain.rounds import Audience, RoundId, RoundState
from storage import answers, people, rounds, tables
from storage.tx import Tx
from tests.usecases.cast import HABITS, IDS, MEET, VILLAGERS, Cast
from usecases import closing, feedback, figures
from usecases import rounds as round_actions

SEVEN = MEET + timedelta(hours=1)
OPENS = datetime(2026, 7, 11, 11, 30, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=48)
FACES = {"v1": "good", "v2": "mid", "v3": "good", "v4": "supplies"}


async def harvested(cast: Cast, *keys: str) -> RoundId:
    """An activity that these villagers had a place in is over, and the evening has come."""
    call_id: CallId = await cast.call()
    for key in keys or VILLAGERS:
        await cast.enter(call_id, key)
    await cast.store.write(closing.finish_all, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    round_ = await cast.store.read(rounds.of_call, call_id)
    assert round_ is not None
    await cast.store.write(round_actions.open_round, {"round": round_.id}, OPENS)
    return round_.id


async def answers_all(cast: Cast, round_id: RoundId, key: str, **faces: str) -> None:
    for question, choice in (FACES | faces).items():
        await choose(cast, round_id, key, question, choice)


async def choose(cast: Cast, round_id: RoundId, key: str, question: str, choice: str) -> feedback.Form:
    return await cast.store.write(
        feedback.choose, round_id=round_id, user_id=IDS[key], question_id=question.upper(), choice=choice
    )


async def closed(cast: Cast, round_id: RoundId) -> None:
    await cast.store.write(round_actions.close_round, {"round": round_id}, CLOSES)


async def digest(cast: Cast, round_id: RoundId, key: str = "zhou") -> OpenDigest | Digest:
    return await cast.store.read(round_actions.digest_for, round_id=round_id, by=IDS[key])


async def test_everybody_with_a_part_is_asked_once_in_the_role_they_hold(cast: Cast) -> None:
    round_id = await harvested(cast, "wang", "li")
    counts = await cast.store.read(rounds.invited_counts, round_id)
    assert {audience.value: n for audience, n in counts.items()} == {"villager": 2, "official": 3, "social_worker": 2}
    asked = [row.chat_id for row in await cast.promised(Kind.FEEDBACK)]
    assert sorted(asked) == sorted(IDS[key] for key in ("wang", "li", "han", "liu", "zhao", "zhou", "chen"))


async def test_who_never_opened_a_private_chat_is_asked_by_one_line_in_the_group(cast: Cast) -> None:
    await harvested(cast, "wang", "zhang")
    assert IDS["zhang"] not in [row.chat_id for row in await cast.promised(Kind.FEEDBACK)]
    assert len(await cast.promised(Kind.ASKING)) == 1


async def test_opening_twice_asks_once(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    await cast.store.write(round_actions.open_round, {"round": round_id}, OPENS)
    assert len(await cast.promised(Kind.FEEDBACK)) == 6


async def test_a_changed_answer_replaces_the_old_one(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    await answers_all(cast, round_id, "wang")
    form = await choose(cast, round_id, "wang", "v1", "bad")
    assert form.given["V1"] == "bad"
    assert len(await cast.store.read(answers.of_round, round_id)) == 1


async def test_two_taps_at_once_make_one_answer(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    await asyncio.gather(*(choose(cast, round_id, "wang", q, c) for q, c in FACES.items()))
    (answer,) = await cast.store.read(answers.of_round, round_id)
    assert dict(answer.choices) == {q.upper(): c for q, c in FACES.items()}


@pytest.mark.parametrize(("question", "choice"), [("v1", "great"), ("o1", "good"), ("xx", "good"), ("vt", "said")])
async def test_a_forged_button_changes_nothing(cast: Cast, question: str, choice: str) -> None:
    round_id = await harvested(cast, "wang")
    with pytest.raises(Refused, match="no-such"):
        await choose(cast, round_id, "wang", question, choice)
    assert await cast.store.read(answers.of_round, round_id) == []


async def test_who_was_not_asked_cannot_answer(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    with pytest.raises(Refused, match="not-asked"):
        await choose(cast, round_id, "li", "v1", "good")


async def test_a_comment_is_for_social_workers_until_its_writer_says_otherwise(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    form = await cast.store.write(
        feedback.comment, round_id=round_id, user_id=IDS["wang"], text="水\u0000桶不够\n下次早点"
    )
    assert (form.comment, form.readable) == ("水桶不够\n下次早点", False)
    assert (await choose(cast, round_id, "wang", "vc", "readable")).readable
    again = await cast.store.write(feedback.comment, round_id=round_id, user_id=IDS["wang"], text="还是算了")
    assert not again.readable


@pytest.mark.parametrize(("text", "reason"), [("字" * 2001, "comment-too-long"), (" \u200b ", "comment-empty")])
async def test_a_comment_has_its_bounds(cast: Cast, text: str, reason: str) -> None:
    round_id = await harvested(cast, "wang")
    with pytest.raises(Refused, match=reason):
        await cast.store.write(feedback.comment, round_id=round_id, user_id=IDS["wang"], text=text)


async def test_an_erased_answer_leaves_nothing(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    await answers_all(cast, round_id, "wang")
    assert await cast.store.write(feedback.erase, round_id=round_id, user_id=IDS["wang"])
    assert not await cast.store.write(feedback.erase, round_id=round_id, user_id=IDS["wang"])

    async def links(tx: Tx) -> int:
        return len(await tx.all(select(tables.answer_link)))

    assert await cast.store.read(links) == 0
    assert await cast.store.read(answers.of_round, round_id) == []


async def test_after_closing_nobody_answers_but_anybody_may_still_erase(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    await answers_all(cast, round_id, "wang")
    await closed(cast, round_id)
    with pytest.raises(Refused, match="round-closed"):
        await choose(cast, round_id, "wang", "v1", "bad")
    assert [one.round.id for one in await cast.store.read(feedback.erasable, user_id=IDS["wang"])] == [round_id]
    assert await cast.store.write(feedback.erase, round_id=round_id, user_id=IDS["wang"])


async def test_after_the_freeze_nobody_can_tell_whose_an_answer_was(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    await answers_all(cast, round_id, "wang")
    await closed(cast, round_id)
    await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["zhou"], now=CLOSES)
    with pytest.raises(Refused, match="round-frozen"):
        await cast.store.write(feedback.erase, round_id=round_id, user_id=IDS["wang"])
    assert await cast.store.read(feedback.erasable, user_id=IDS["wang"]) == []
    wang = await cast.who("wang")
    assert await cast.store.read(answers.find, round_id, wang.id) is None


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
async def test_the_file_itself_holds_no_key_after_the_freeze(cast: Cast, database_url: str) -> None:
    """Opened as bytes: the secret is not even in a free page (secure_delete), nor in the log file."""
    round_id = await harvested(cast, "wang")
    await answers_all(cast, round_id, "wang")

    async def secret(tx: Tx) -> bytes:
        return bytes(await tx.value(select(tables.round_key.c.secret)))

    key = await cast.store.read(secret)
    path = database_url.removeprefix("sqlite+aiosqlite:///")
    await closed(cast, round_id)
    await cast.store.write(round_actions.freeze_round, {"round": round_id}, CLOSES + timedelta(hours=72))
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    for name in (path, f"{path}-wal"):
        with open(name, "rb") as file:  # noqa: ASYNC230, PTH123
            assert key not in file.read()


async def test_while_it_is_open_even_social_workers_read_only_counts(cast: Cast) -> None:
    round_id = await harvested(cast)
    await answers_all(cast, round_id, "wang")
    open_ = await digest(cast, round_id)
    assert isinstance(open_, OpenDigest)
    assert [(one.group.value, one.invited, one.answered) for one in open_.responses] == [
        ("villager", 9, 1),
        ("official", 3, 0),
        ("social_worker", 2, 0),
    ]


async def test_the_digest_holds_comments_and_no_raw_counts(cast: Cast) -> None:
    round_id = await harvested(cast)
    for key in VILLAGERS:
        await answers_all(cast, round_id, key)
    await cast.store.write(feedback.comment, round_id=round_id, user_id=IDS["wang"], text="水桶不够")
    await closed(cast, round_id)
    read = await digest(cast, round_id)
    assert isinstance(read, Digest)
    assert [one.text for one in read.comments] == ["水桶不够"]
    assert [one.n for one in read.summary.answered] == [9, 0, 0]


@pytest.mark.parametrize("key", ["han", "liu", "zhao", "wang"])
async def test_no_official_and_no_villager_reads_a_digest(cast: Cast, key: str) -> None:
    round_id = await harvested(cast)
    for when in ("open", "closed"):
        with pytest.raises(Refused, match="not-worker"):
            await digest(cast, round_id, key)
        if when == "open":
            await closed(cast, round_id)


async def test_a_released_social_worker_reads_nothing_more(cast: Cast) -> None:
    round_id = await harvested(cast)
    zhou = await cast.who("zhou")
    await cast.store.write(people.set_role, zhou.id, None, by=IDS["chen"], now=OPENS)
    with pytest.raises(Refused, match="not-worker"):
        await digest(cast, round_id)


async def test_officials_read_the_summary_only_when_a_social_worker_made_it(cast: Cast) -> None:
    round_id = await harvested(cast)
    await closed(cast, round_id)
    with pytest.raises(Refused, match="summary-not-made"):
        await cast.store.read(round_actions.summary_for, round_id=round_id, by=IDS["han"])
    with pytest.raises(Refused, match="not-worker"):
        await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["han"], now=CLOSES)
    made = await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["zhou"], now=CLOSES)
    assert await cast.store.read(round_actions.summary_for, round_id=round_id, by=IDS["han"]) == made
    with pytest.raises(Refused, match="not-organiser"):
        await cast.store.read(round_actions.summary_for, round_id=round_id, by=IDS["wang"])


async def test_a_summary_is_made_once_and_stays_the_same(cast: Cast) -> None:
    round_id = await harvested(cast)
    for key in VILLAGERS:
        await answers_all(cast, round_id, key)
    await closed(cast, round_id)
    first = await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["zhou"], now=CLOSES)
    later = CLOSES + timedelta(days=1)
    assert await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["chen"], now=later) == first


async def test_an_answer_erased_after_closing_does_not_change_the_figures(cast: Cast) -> None:
    """D7: two releases never differ by one to four answers; the comment itself is gone."""
    round_id = await harvested(cast)
    for key in VILLAGERS:
        await answers_all(cast, round_id, key)
    await cast.store.write(feedback.comment, round_id=round_id, user_id=IDS["wang"], text="水桶不够")
    await closed(cast, round_id)
    before = await digest(cast, round_id)
    await cast.store.write(feedback.erase, round_id=round_id, user_id=IDS["wang"])
    after = await digest(cast, round_id)
    assert isinstance(before, Digest)
    assert isinstance(after, Digest)
    assert after.summary == before.summary
    assert after.comments == ()


async def test_a_summary_before_closing_is_refused(cast: Cast) -> None:
    round_id = await harvested(cast)
    with pytest.raises(Refused, match="round-still-open"):
        await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["zhou"], now=OPENS)


async def test_three_days_after_closing_it_freezes_by_itself(cast: Cast) -> None:
    round_id = await harvested(cast)
    await closed(cast, round_id)
    await cast.store.write(round_actions.freeze_round, {"round": round_id}, CLOSES + timedelta(hours=72))
    round_ = await cast.store.read(rounds.get, round_id)
    assert round_ is not None
    assert round_.state is RoundState.FROZEN
    assert await cast.store.read(rounds.invited_counts, round_id) == {}


async def test_a_round_still_open_does_not_freeze(cast: Cast) -> None:
    round_id = await harvested(cast)
    await cast.store.write(round_actions.freeze_round, {"round": round_id}, CLOSES)
    round_ = await cast.store.read(rounds.get, round_id)
    assert round_ is not None
    assert round_.state is RoundState.OPEN


async def test_a_social_worker_corrects_the_figures_of_the_page(cast: Cast) -> None:
    round_id = await harvested(cast)
    told = await cast.store.write(
        figures.set_figure, round_id=round_id, by=IDS["zhou"], name="people_served", number=40
    )
    assert (told["attended"], told["hours_total"], told["people_served"]) == (9, 9.0, 40)
    await closed(cast, round_id)
    made = await cast.store.write(round_actions.make_summary, round_id=round_id, by=IDS["zhou"], now=CLOSES)
    assert (made.facts.came, made.facts.served) == (9, 40)


@pytest.mark.parametrize(
    ("key", "name", "number", "reason"),
    [
        ("han", "attended", 3, "not-worker"),
        ("zhou", "votes", 3, "no-such-question"),
        ("zhou", "attended", -1, "figure-bounds"),
        ("zhou", "attended", 100_001, "figure-bounds"),
    ],
)
async def test_figures_have_their_keepers_and_bounds(cast: Cast, key: str, name: str, number: int, reason: str) -> None:
    round_id = await harvested(cast)
    with pytest.raises(Refused, match=reason):
        await cast.store.write(figures.set_figure, round_id=round_id, by=IDS[key], name=name, number=number)


async def test_social_workers_are_told_of_the_digest_and_nobody_else(cast: Cast) -> None:
    round_id = await harvested(cast)
    await closed(cast, round_id)
    told = [row.chat_id for row in await cast.promised(Kind.DIGEST)]
    assert sorted(told) == sorted((IDS["zhou"], IDS["chen"]))


async def test_who_did_not_answer_in_time_is_not_asked_any_more(cast: Cast) -> None:
    round_id = await harvested(cast)
    await closed(cast, round_id)
    assert await cast.promised(Kind.FEEDBACK) == []


async def test_a_form_is_shown_to_those_who_were_asked(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    (mine,) = await cast.store.read(feedback.open_forms, user_id=IDS["wang"])
    assert mine == await cast.store.read(feedback.form, round_id=round_id, user_id=IDS["wang"])
    assert mine.next is not None
    assert await cast.store.read(feedback.open_forms, user_id=UserId(404)) == []
    assert await cast.store.read(feedback.erasable, user_id=IDS["wang"]) == []
    await answers_all(cast, round_id, "wang")
    assert [one.round.id for one in await cast.store.read(feedback.erasable, user_id=IDS["wang"])] == [round_id]
    for user_id, which in ((UserId(404), round_id), (IDS["wang"], RoundId(404))):
        with pytest.raises(Refused, match="not-found"):
            await cast.store.read(feedback.form, round_id=which, user_id=user_id)


async def test_a_question_of_another_form_is_refused(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    with pytest.raises(Refused, match="no-such-question"):
        await choose(cast, round_id, "wang", "o1", "good")


async def test_words_may_be_left_out_after_all(cast: Cast) -> None:
    round_id = await harvested(cast, "wang")
    text = next(q for q in questions.FORMS[Audience.VILLAGER] if q.kind is questions.Kind.TEXT)
    await cast.store.write(feedback.comment, round_id=round_id, user_id=IDS["wang"], text="水太凉")
    form = await choose(cast, round_id, "wang", text.id, "skip")
    assert (form.comment, form.readable) == (None, False)


async def test_deeds_of_a_round_that_is_not_there_do_nothing(cast: Cast) -> None:
    for deed in round_actions.DEEDS.values():
        await cast.store.write(deed, {"round": 404}, CLOSES)
    assert await cast.promised() == []


async def test_nobody_reads_or_corrects_before_the_time(cast: Cast) -> None:
    call_id = await cast.call()
    await cast.store.write(closing.finish_all, now=SEVEN, call_id=call_id, by=IDS["han"], habits=HABITS)
    round_ = await cast.store.read(rounds.of_call, call_id)
    assert round_ is not None
    with pytest.raises(Refused, match="round-still-waiting"):
        await digest(cast, round_.id)
    facts: dict[str, Any] = {"round_id": round_.id, "by": IDS["zhou"]}
    with pytest.raises(Refused, match="round-waiting"):
        await cast.store.write(figures.set_figure, **facts, name="people_served", number=1)
    await cast.store.write(round_actions.open_round, {"round": round_.id}, OPENS)
    with pytest.raises(Refused, match="no-such-question"):
        await cast.store.write(figures.set_figure, **facts, name="salary", number=1)
    for number in (-1, 100_001):
        with pytest.raises(Refused, match="figure-bounds"):
            await cast.store.write(figures.set_figure, **facts, name="people_served", number=number)
    told = await cast.store.write(figures.set_figure, **facts, name="people_served", number=12)
    assert told["people_served"] == 12
