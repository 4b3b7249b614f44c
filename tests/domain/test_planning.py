"""When a call comes again: weeks, months with their ends, weekdays of a month, festivals, clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.planning import Every, Festival, Rhythm, drafted_at, meeting, next_after, next_date, rhythm_of
from domain.refusals import Refused
from parsing.festivals import festival_day


def dates(choice: str, start: date, count: int) -> list[str]:
    rhythm = rhythm_of(datetime(start.year, start.month, start.day, 6, 0), choice)  # noqa: DTZ001 - a wall time
    found: list[str] = []
    on: date | None = start
    for _ in range(count):
        assert on is not None
        on = next_date(rhythm, on, festival_day)
        found.append(str(on))
    return found


def test_every_week_over_a_new_year() -> None:
    assert dates("week", date(2026, 12, 26), 2) == ["2027-01-02", "2027-01-09"]


def test_the_31st_is_the_last_day_of_a_shorter_month_and_the_31st_again() -> None:
    found = dates("month-day", date(2027, 12, 31), 4)
    assert found == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]
    assert dates("month-day", date(2027, 1, 31), 2) == ["2027-02-28", "2027-03-31"]


def test_a_leap_day() -> None:
    assert dates("month-day", date(2028, 2, 29), 2) == ["2028-03-29", "2028-04-29"]


def test_the_second_saturday_stays_the_second() -> None:
    assert dates("month-nth", date(2026, 7, 11), 3) == ["2026-08-08", "2026-09-12", "2026-10-10"]


def test_the_fifth_is_the_last_one() -> None:
    assert dates("month-nth", date(2026, 8, 29), 3) == ["2026-09-26", "2026-10-31", "2026-11-28"]
    # The fourth stays the fourth, also where there are five.
    assert dates("month-nth", date(2026, 9, 26), 1) == ["2026-10-24"]


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ("dragon-boat", "2027-06-09"),
        ("double-ninth", "2026-10-18"),
        ("mid-autumn", "2026-09-25"),
        ("winter-solstice", "2026-12-22"),
        ("spring", "2027-02-06"),
        ("lantern", "2027-02-20"),
        ("laba", "2027-01-15"),
        ("qingming", "2027-04-05"),
    ],
)
def test_festivals_by_the_almanac(which: str, found: str) -> None:
    assert dates(which, date(2026, 7, 11), 1) == [found]


def test_a_festival_comes_again_the_year_after() -> None:
    assert dates("double-ninth", date(2026, 10, 18), 1) == ["2027-10-08"]


def test_dates_that_lie_behind_are_passed_over_in_the_same_rhythm() -> None:
    rhythm = Rhythm(Every.MONTH, 360, day=31)
    assert next_after(rhythm, date(2026, 1, 31), date(2026, 4, 30), festival_day) == date(2026, 5, 31)
    assert next_after(Rhythm(Every.WEEK, 360), date(2026, 7, 11), date(2026, 7, 11), festival_day) == date(2026, 7, 18)


def test_beyond_the_calendar_nobody_knows() -> None:
    late = Rhythm(Every.FESTIVAL, 360, festival=Festival.SPRING)
    assert next_after(late, date(2199, 1, 1), date(2199, 1, 1), lambda which, on: None) is None


def test_the_draft_is_made_at_seven_where_the_village_is() -> None:
    assert drafted_at(date(2026, 7, 18), "Asia/Shanghai") == datetime(2026, 7, 16, 11, 0, tzinfo=UTC)
    # Berlin turns its clocks on 25 October 2026: the draft is made in summer time, the meeting is in winter time.
    assert drafted_at(date(2026, 10, 26), "Europe/Berlin") == datetime(2026, 10, 24, 17, 0, tzinfo=UTC)
    assert drafted_at(date(2026, 10, 28), "Europe/Berlin") == datetime(2026, 10, 26, 18, 0, tzinfo=UTC)


def test_the_hour_is_kept_as_it_was_said() -> None:
    rhythm = rhythm_of(datetime(2026, 7, 11, 6, 30), "week")  # noqa: DTZ001 - a wall time
    assert meeting(rhythm, date(2026, 7, 18)) == datetime(2026, 7, 18, 6, 30)  # noqa: DTZ001


def test_an_unknown_rhythm_is_an_old_button() -> None:
    with pytest.raises(Refused, match="stale-button"):
        rhythm_of(datetime(2026, 7, 11, 6), "daily")  # noqa: DTZ001 - a wall time
