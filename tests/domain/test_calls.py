"""A call's life and its time: every step that is allowed, every one that is not, and walls that clocks change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calls import LIFE, WEEK, Call, CallId, CallState, Field, check_publishable, instant, next_like, step
from domain.people import PersonId, VillageId
from domain.refusals import Refused

NOW = datetime(2026, 7, 10, 12, 30, tzinfo=UTC)
LOCAL = datetime(2026, 7, 11, 6, 0)  # noqa: DTZ001 - a wall time
WHOLE = Call(
    id=CallId(1),
    village_id=VillageId(1),
    number=1,
    state=CallState.DRAFT,
    title="收土豆",
    meet_local=LOCAL,
    zone="Asia/Shanghai",
    place="志愿者菜园",
    needed=20,
    bring=None,
    created_by=PersonId(1),
    created_at=NOW,
    meet_at=instant(LOCAL, "Asia/Shanghai"),
)


@pytest.mark.parametrize("state", list(CallState))
@pytest.mark.parametrize("action", ["publish", "discard", "finish", "cancel", "anything"])
def test_a_call_takes_the_steps_of_its_life_and_no_other(state: CallState, action: str) -> None:
    if action in LIFE[state]:
        assert step(state, action) is LIFE[state][action]
    else:
        with pytest.raises(Refused, match=f"call-{state.value}"):
            step(state, action)


def test_ends_are_ends() -> None:
    assert {state for state, steps in LIFE.items() if not steps} == {
        CallState.DONE,
        CallState.CANCELLED,
        CallState.DISCARDED,
    }


def test_what_to_bring_may_stay_unsaid() -> None:
    assert WHOLE.missing == ()
    check_publishable(WHOLE, NOW)


@pytest.mark.parametrize(
    ("column", "field"),
    [("title", Field.TITLE), ("meet_local", Field.MEET), ("place", Field.PLACE), ("needed", Field.NEEDED)],
)
def test_a_draft_says_what_it_misses(column: str, field: Field) -> None:
    with pytest.raises(Refused, match="draft-missing") as refused:
        check_publishable(replace(WHOLE, **{column: None}), NOW)  # type: ignore[arg-type]
    assert refused.value.facts == {"field": field.value}


def test_a_call_lies_ahead() -> None:
    assert WHOLE.meet_at is not None
    check_publishable(WHOLE, WHOLE.meet_at - timedelta(microseconds=1))
    with pytest.raises(Refused, match="meet-past"):
        check_publishable(WHOLE, WHOLE.meet_at)


def test_beijing_is_eight_hours_ahead_and_knew_summer_time_once() -> None:
    assert instant(LOCAL, "Asia/Shanghai") == datetime(2026, 7, 10, 22, 0, tzinfo=UTC)
    assert instant(datetime(1988, 7, 1, 6, 0), "Asia/Shanghai") == datetime(1988, 6, 30, 21, 0, tzinfo=UTC)  # noqa: DTZ001


def test_a_skipped_hour_becomes_the_first_valid_minute_after_it() -> None:
    skipped = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 - a wall time
    assert instant(skipped, "Europe/Berlin") == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_its_first() -> None:
    twice = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - a wall time
    assert instant(twice, "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)),  # noqa: DTZ001 - wall times
    st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"]),
)
def test_a_wall_time_that_exists_comes_back_unchanged(local: datetime, zone: str) -> None:
    minute = local.replace(second=0, microsecond=0)
    back = instant(minute, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert back >= minute
    assert back - minute <= timedelta(hours=1)
    if minute.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == minute:
        assert back == minute


@pytest.mark.parametrize(
    ("hours", "weeks"), [(-24, 1), (0, 1), (1, 1), (7 * 24 - 1, 1), (7 * 24, 2), (8 * 24, 2), (365 * 24, 53)]
)
def test_the_same_work_is_next_done_on_the_same_weekday_and_hour(hours: int, weeks: int) -> None:
    meet = datetime(2026, 7, 11, 6, 0)  # noqa: DTZ001 - a wall time
    assert next_like(meet, meet + timedelta(hours=hours)) == meet + weeks * WEEK
