"""The one object every page is made from: counted right, gaps in words, nothing lost on the way to JSON and back."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import Comment, Reason, Response, digest, open_digest, suppressed
from domain.disclosure import Band, Level, Remainder
from domain.questions import CHIPS, FORMS, SKIP, Indicator, Kind, check_choice, next_question, question
from domain.refusals import Refused
from domain.release_json import from_json, to_json
from domain.rounds import Audience
from domain.summary import Answer, Basis, Facts, Gap, ProtectedSummary, summarise, tally

EVENING = datetime.fromisoformat("2026-11-26T20:00")
HARVEST = datetime.fromisoformat("2026-11-24T06:00")


def summary_of(answers: list[Answer], version: int = 1) -> ProtectedSummary:
    return summarise(
        tally(answers),
        title="收土豆",
        place="志愿者菜园",
        held=HARVEST,
        facts=Facts(23, 21, 42.0),
        version=version,
        frozen=EVENING,
    )


def villagers(question_id: str, good: int, mid: int = 0, bad: int = 0, skip: int = 0) -> list[Answer]:
    faces = ["good"] * good + ["mid"] * mid + ["bad"] * bad + ["skip"] * skip
    return [Answer(Audience.VILLAGER, {question_id: face}) for face in faces]


def officials(question_id: str, good: int, mid: int = 0, bad: int = 0) -> list[Answer]:
    return [Answer(Audience.OFFICIAL, {question_id: face}) for face in ["good"] * good + ["mid"] * mid + ["bad"] * bad]


def answers() -> st.SearchStrategy[list[Answer]]:
    def form(group: Audience) -> st.SearchStrategy[Answer]:
        taps = {one.id: st.sampled_from(one.choices) for one in FORMS[group] if one.kind in (Kind.SCALE, Kind.CHIP)}
        return st.builds(Answer, st.just(group), st.fixed_dictionaries({}, optional=taps))

    return st.lists(st.one_of(*(form(group) for group in Audience)), max_size=60)


def test_a_tally_counts_forms_and_taps_and_leaves_words_alone() -> None:
    counted = tally([Answer(Audience.VILLAGER, {"V1": "good", "V4": "time", "VT": "hello", "VC": "readable"})])
    assert counted[0].answers == 1
    assert counted[0].counts == {"V1": {"good": 1}, "V4": {"time": 1}}
    assert [one.answers for one in counted] == [1, 0, 0]


def test_a_forged_choice_is_not_counted() -> None:
    with pytest.raises(ValueError, match="V1"):
        tally([Answer(Audience.VILLAGER, {"V1": "splendid"})])


def test_groups_under_five_are_hidden_and_their_number_of_forms_is_not() -> None:
    made = summary_of(villagers("V1", 12, 6) + officials("O1", 4))
    assert made.hidden == (Audience.OFFICIAL, Audience.WORKER)
    assert [one.n for one in made.answered] == [18, 4, 0]
    assert {one.shown.level for one in made.scores if one.group is Audience.OFFICIAL} == {Level.HIDDEN}
    assert [one.group for one in made.of(Indicator.OVERALL)] == [Audience.VILLAGER]


def test_a_question_left_out_counts_as_a_skip() -> None:
    made = summary_of(villagers("V1", 12, 6))
    assert [one.shown.level for one in made.of(Indicator.OFFICIALS)] == [Level.HIDDEN]


def test_nobody_answered_and_the_page_still_stands() -> None:
    made = summary_of([])
    assert made.hidden == tuple(Audience)
    assert (made.compared, made.gap, made.chips.remainder) == (False, None, Remainder.HIDDEN)


def test_the_widest_gap_is_found_between_shares() -> None:
    made = summary_of(villagers("V2", 6, 6, 6) + officials("O2", 6, 4))
    assert made.gap == Gap(
        Indicator.OFFICIALS, Audience.OFFICIAL, Band.MIXED, Audience.VILLAGER, Band.NEEDS_WORK, Basis.SHARE
    )


def test_a_group_shown_by_a_word_is_compared_by_words_only() -> None:
    made = summary_of(villagers("V2", 6, 6, 6) + officials("O2", 5))
    assert made.gap is not None
    assert (made.gap.basis, made.gap.higher) == (Basis.BAND, Audience.OFFICIAL)


def test_close_views_make_no_gap() -> None:
    made = summary_of(villagers("V2", 12, 6) + officials("O2", 6, 4))
    assert made.compared
    assert made.gap is None


def test_one_group_alone_is_not_compared() -> None:
    made = summary_of(villagers("V2", 12, 6))
    assert (made.compared, made.gap) == (False, None)


@pytest.mark.parametrize(
    "wrong",
    [{"version": 0}, {"held": datetime.now(UTC)}, {"frozen": datetime.now(UTC)}],
    ids=["version", "held", "frozen"],
)
def test_a_summary_has_a_version_and_wall_times(wrong: dict[str, object]) -> None:
    right: dict[str, object] = {"version": 1, "held": HARVEST, "frozen": EVENING}
    with pytest.raises(ValueError, match="version"):
        summarise([], title="", place="", facts=Facts(0, 0, 0.0), **(right | wrong))  # type: ignore[arg-type]


@given(answers())
def test_json_loses_nothing(given_answers: list[Answer]) -> None:
    made = summary_of(given_answers)
    assert from_json(to_json(made)) == made
    assert to_json(from_json(to_json(made))) == to_json(made)


@pytest.mark.parametrize("text", ["{}", "[]", "null", '{"chips": 3}', "no json"])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


# The digest


def test_an_open_round_tells_numbers_only() -> None:
    told = open_digest("收土豆", EVENING, {Audience.VILLAGER: 23}, {Audience.VILLAGER: 9})
    assert told.responses[0] == Response(Audience.VILLAGER, 23, 9)
    assert told.responses[0].silent == 14
    assert not hasattr(told, "comments")


def test_comments_come_shuffled_and_blank_ones_are_dropped() -> None:
    written = [Comment(Audience.VILLAGER, f"comment {number}") for number in range(20)]
    made = digest(summary_of([]), {}, [*written, Comment(Audience.VILLAGER, "  ")], random.Random(7))
    assert sorted(made.comments, key=lambda one: one.text) == sorted(written, key=lambda one: one.text)
    assert list(made.comments) != written


def test_more_answers_than_invitations_leave_nobody_silent() -> None:
    assert Response(Audience.VILLAGER, 3, 5).silent == 0


def test_what_is_not_shown_is_listed_with_its_reason() -> None:
    taps = [Answer(Audience.VILLAGER, {"V1": "good", "V4": "time"})] * 7 + [
        Answer(Audience.VILLAGER, {"V1": "bad"})
    ] * 4
    made = summary_of([*taps, *officials("O1", 2)])
    told = {(one.indicator, one.group): one.reason for one in suppressed(made)}
    assert (Indicator.OVERALL, Audience.VILLAGER) not in told
    assert told[Indicator.OVERALL, Audience.OFFICIAL] is Reason.FEW_ANSWERS
    assert told[Indicator.OFFICIALS, Audience.VILLAGER] is Reason.FEW_ANSWERS
    assert told[Indicator.FIX, Audience.VILLAGER] is Reason.FEW_MENTIONS
    nobody = {(one.indicator, one.reason) for one in suppressed(summary_of([]))}
    assert (Indicator.FIX, Reason.FEW_ANSWERS) in nobody


# The forms


def test_a_villager_taps_four_times_and_is_asked_for_words_once() -> None:
    asked = []
    given_choices: dict[str, str] = {}
    while (one := next_question(Audience.VILLAGER, given_choices)) is not None:
        asked.append(one.id)
        given_choices[one.id] = SKIP
    assert asked == ["V1", "V2", "V3", "V4", "VT"]


def test_only_who_wrote_is_asked_whether_it_may_be_read() -> None:
    taps = dict.fromkeys(["V1", "V2", "V3", "V4"], SKIP)
    assert next_question(Audience.VILLAGER, taps | {"VT": "more stools"}) == question("VC")


def test_the_monthly_story_comes_once_a_month() -> None:
    done = dict.fromkeys(["S1", "S2", "S3", "S4", "SF", "SA"], SKIP)
    assert next_question(Audience.WORKER, done) is None
    assert next_question(Audience.WORKER, done, monthly=True) == question("SM")


def test_a_forged_question_or_choice_is_refused() -> None:
    with pytest.raises(Refused, match="no-such-question"):
        question("V9")
    with pytest.raises(Refused, match="no-such-choice"):
        check_choice(question("V1"), CHIPS[0])
    check_choice(question("V4"), CHIPS[0])
