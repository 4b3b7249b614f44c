"""When a free place is offered and until when: by day at once, never in the night, and when organisers decide."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.offers import CLOSE, LONGEST, SHORTEST, Turn, turn

ZONE = "Asia/Shanghai"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A July day's wall time in the village."""
    return datetime(2026, 7, day, hour, minute, tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("now", "meet", "until"),
    [
        (at(9, 9), at(11, 6), at(9, 12)),  # three hours at the most
        (at(10, 9), at(10, 17), at(10, 11)),  # a quarter of the time that is left
        (at(10, 9), at(10, 10), at(10, 9, 20)),  # an hour before: twenty minutes at the least
        (at(10, 21, 30), at(11, 14), at(10, 22)),  # the night ends it
        (at(10, 21, 40), at(11, 6), at(10, 22)),  # the last moment of the evening
    ],
)
def test_by_day_a_place_is_offered_at_once(now: datetime, meet: datetime, until: datetime) -> None:
    assert turn(now, meet, ZONE) == Turn(now, until)


@pytest.mark.parametrize("now", [at(10, 21, 41), at(10, 22), at(10, 23, 59), at(11, 0), at(11, 5, 59)])
def test_in_the_night_the_offer_waits_for_six_oclock(now: datetime) -> None:
    assert turn(now, at(11, 14), ZONE) == Turn(at(11, 6), at(11, 8))


def test_at_six_the_night_is_over() -> None:
    assert turn(at(11, 6), at(11, 14), ZONE) == Turn(at(11, 6), at(11, 8))


@pytest.mark.parametrize("now", [at(10, 21, 41), at(10, 22), at(11, 2)])
@pytest.mark.parametrize(
    ("meet", "decided"), [(at(11, 6), True), (at(11, 7, 59), True), (at(11, 8), False), (at(12, 6), False)]
)
def test_before_an_early_meeting_the_organisers_decide_in_the_night(
    now: datetime, meet: datetime, *, decided: bool
) -> None:
    assert (turn(now, meet, ZONE) is None) is decided


def test_less_than_an_hour_before_the_organisers_decide() -> None:
    assert turn(at(10, 9), at(10, 9) + CLOSE, ZONE) is not None
    assert turn(at(10, 9), at(10, 9) + CLOSE - timedelta(seconds=1), ZONE) is None


@pytest.mark.parametrize("meet", [at(10, 9), at(10, 8)])
def test_nothing_is_offered_once_it_has_begun(meet: datetime) -> None:
    assert turn(at(10, 9), meet, ZONE) is None


@given(
    now=st.datetimes(datetime(2026, 7, 1), datetime(2026, 7, 9)),  # noqa: DTZ001 - wall times
    ahead=st.timedeltas(timedelta(0), timedelta(days=4)),
)
def test_an_offer_is_never_open_in_the_night_nor_after_the_start(now: datetime, ahead: timedelta) -> None:
    here = now.replace(tzinfo=ZoneInfo(ZONE))
    found = turn(here, here + ahead, ZONE)
    if found is None:
        return
    first, last = found.at.astimezone(ZoneInfo(ZONE)), found.until.astimezone(ZoneInfo(ZONE))
    assert here <= found.at < found.until < here + ahead
    assert first.hour >= 6
    assert last <= first.replace(hour=22, minute=0, second=0, microsecond=0)
    assert SHORTEST <= found.until - found.at <= LONGEST


@given(hours=st.integers(0, 23), ahead=st.integers(3, 96))
def test_elsewhere_the_night_is_the_villages_own(hours: int, ahead: int) -> None:
    """The same wall clocks give the same answer in any zone without a change of the clocks."""
    now = datetime(2026, 7, 1, hours, 30)  # noqa: DTZ001 - a wall time
    meet = now + timedelta(hours=ahead)
    found = [
        turn(now.replace(tzinfo=ZoneInfo(zone)), meet.replace(tzinfo=ZoneInfo(zone)), zone)
        for zone in ("Asia/Shanghai", "America/Sao_Paulo")
    ]
    walls = [
        t and (t.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None), t.until - t.at)
        for t, zone in zip(found, ("Asia/Shanghai", "America/Sao_Paulo"), strict=True)
    ]
    assert walls[0] == walls[1]
