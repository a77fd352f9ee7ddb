"""When the screen is quiet: over midnight, over clock changes, and until somebody presses a key."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.quiet import WOKEN_FOR, Light, Woken, is_quiet, light
from wallboard.host.quiet_hours import QuietHours, read_quiet_hours
from wallboard.host.screen_settings import Screen

BERLIN, JERUSALEM = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Jerusalem")
CHANGES = {  # the days on which a clock is put forward, and back
    BERLIN: (date(2026, 3, 29), date(2026, 10, 25)),
    JERUSALEM: (date(2026, 3, 27), date(2026, 10, 25)),
}
MINUTE = timedelta(minutes=1)
AT = timedelta(hours=9)


def hours_of(text: str) -> QuietHours:
    hours = read_quiet_hours(text)
    assert hours is not None
    return hours


def quiet(text: str, moment: str, zone: ZoneInfo = BERLIN) -> bool:
    return is_quiet([hours_of(text)], zone, datetime.fromisoformat(moment))


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("22:00-06:00", "2026-11-24T21:59:59+01:00", False),
        ("22:00-06:00", "2026-11-24T22:00:00+01:00", True),
        ("22:00-06:00", "2026-11-25T05:59:59+01:00", True),
        ("22:00-06:00", "2026-11-25T06:00:00+01:00", False),
        ("22:00-06:00", "2026-11-24T21:00:00+00:00", True),  # the board's time, whatever an instant is written in
        ("00:00-24:00", "2026-11-24T12:00:00+01:00", True),
        ("Sa-Su 00:00-24:00", "2026-11-27T23:59:59+01:00", False),
        ("Sa-Su 00:00-24:00", "2026-11-28T00:00:00+01:00", True),
        ("Sa-Su 00:00-24:00", "2026-11-30T00:00:00+01:00", False),
        ("Fr 22:00-06:00", "2026-11-28T05:00:00+01:00", True),  # the night that began on Friday
        ("Fr 22:00-06:00", "2026-11-28T22:00:00+01:00", False),
        ("02:30-06:00", "2026-10-25T02:29:00+02:00", False),
        ("02:30-06:00", "2026-10-25T02:30:00+02:00", True),
        ("02:30-06:00", "2026-10-25T02:00:00+01:00", True),  # the clock shows 02:00 once more: still quiet
        ("22:00-02:30", "2026-10-25T02:10:00+01:00", False),  # and still over
        ("22:00-02:30", "2026-03-29T03:29:00+02:00", True),  # 02:30 is skipped
        ("22:00-02:30", "2026-03-29T03:30:00+02:00", False),
    ],
)
def test_whether_it_is_quiet(text: str, moment: str, expected: bool) -> None:
    assert quiet(text, moment) is expected


spans = st.builds(
    lambda begins, length: QuietHours(frozenset(range(7)), begins, begins + length),
    st.integers(0, 24 * 60 - 1),
    st.integers(1, 24 * 60 - 1),
)
changes = st.sampled_from([(zone, day) for zone, days in CHANGES.items() for day in days])


def noon(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(12), zone).astimezone(UTC)


@given(spans, changes)
def test_over_a_clock_change_a_stretch_begins_once_and_ends_once(
    hours: QuietHours, change: tuple[ZoneInfo, date]
) -> None:
    zone, day = change
    begin, end = noon(day - timedelta(days=1), zone), noon(day, zone)
    minutes = int((end - begin) / MINUTE)
    assert minutes in {23 * 60, 25 * 60}
    seen = [is_quiet([hours], zone, begin + step * MINUTE) for step in range(minutes)]
    edges = sum(one is not other for one, other in pairwise(seen))
    assert edges <= 3  # at most the end of one stretch and the whole of another, or the other way round


@given(spans, changes, st.integers(0, 24 * 60 - 1))
def test_outside_the_hours_around_a_change_the_clock_on_the_wall_decides(
    hours: QuietHours, change: tuple[ZoneInfo, date], minute: int
) -> None:
    zone, day = change
    before = day - timedelta(days=2)
    shown = datetime.combine(before, time(minute // 60, minute % 60), zone)
    expected = hours.begins <= minute < hours.ends or minute < hours.ends - 24 * 60
    assert is_quiet([hours], zone, shown.astimezone(UTC)) is expected


@given(
    st.sampled_from([BERLIN, JERUSALEM]),
    st.integers(0, 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE),
)
def test_a_night_that_no_clock_change_touches_at_its_ends_is_what_the_wall_clock_says(
    zone: ZoneInfo, now: datetime
) -> None:
    local = now.astimezone(zone).time()
    expected = local >= time(22) or local < time(6)
    assert is_quiet([hours_of("22:00-06:00")], zone, now) is expected


NIGHT = datetime(2026, 11, 24, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("screen", "now", "woken", "expected"),
    [
        (Screen(quiet_hours=("22:00-06:00",)), NIGHT, Woken(), Light.OFF),
        (Screen(quiet_hours=("22:00-06:00",), quiet="dim"), NIGHT, Woken(), Light.DIM),
        (Screen(quiet_hours=("12:00-13:00", "22:00-06:00")), NIGHT, Woken(), Light.OFF),
        (Screen(), NIGHT, Woken(), Light.FULL),
        (Screen(quiet_hours=("a newer poller's",)), NIGHT, Woken(), Light.FULL),
        (Screen(quiet_hours=("22:00-06:00",)), None, Woken(), Light.FULL),
        (Screen(quiet_hours=("22:00-06:00",)), NIGHT, Woken(AT - WOKEN_FOR + MINUTE), Light.FULL),
        (Screen(quiet_hours=("22:00-06:00",)), NIGHT, Woken(AT - WOKEN_FOR), Light.OFF),
    ],
)
def test_how_brightly(screen: Screen, now: datetime | None, woken: Woken, expected: Light) -> None:
    assert light(screen, BERLIN, now, woken, AT) is expected
