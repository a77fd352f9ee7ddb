"""Windows: shifts over midnight and over clock changes, contests, and the lag that no window reaches into."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.window import FixedStart, MetricsWindow, ShiftStarts, window_at

LAG = timedelta(seconds=30)
ZONES = ["Asia/Jerusalem", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
QUARTER = timedelta(minutes=15)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shifts(zone: str, *times: str) -> ShiftStarts:
    return ShiftStarts(tuple(time.fromisoformat(one) for one in times), ZoneInfo(zone))


class TestShifts:
    def test_the_newest_start_counts(self) -> None:
        rule = shifts("Asia/Jerusalem", "07:00", "15:00", "23:00")
        assert rule.latest_not_after(utc("2026-11-23T12:59:59")) == utc("2026-11-23T05:00")
        assert rule.latest_not_after(utc("2026-11-23T13:00")) == utc("2026-11-23T13:00")

    def test_the_order_of_the_times_does_not_matter(self) -> None:
        instant = utc("2026-11-23T22:00")
        assert shifts("UTC", "23:00", "07:00", "15:00").latest_not_after(instant) == utc("2026-11-23T15:00")

    def test_a_night_shift_goes_on_after_midnight(self) -> None:
        rule = shifts("Asia/Jerusalem", "22:00")
        assert rule.latest_not_after(utc("2026-11-23T01:00")) == utc("2026-11-22T20:00")

    def test_the_day_is_that_of_the_boards_zone(self) -> None:
        # 14:30 UTC is already tomorrow at Lord Howe.
        rule = shifts("Australia/Lord_Howe", "01:00")
        assert rule.latest_not_after(utc("2026-11-23T14:30")) == utc("2026-11-23T14:00")

    @pytest.mark.parametrize(
        ("zone", "at", "instant", "start"),
        [
            ("Asia/Jerusalem", "02:30", "2026-03-27T12:00", "2026-03-27T00:30"),
            ("Europe/Berlin", "02:30", "2026-03-29T12:00", "2026-03-29T01:30"),
            ("America/New_York", "02:30", "2026-03-08T12:00", "2026-03-08T07:30"),
            ("Australia/Lord_Howe", "02:15", "2026-10-04T00:00", "2026-10-03T15:45"),
        ],
    )
    def test_a_start_that_is_skipped_falls_as_far_after_the_change(
        self, zone: str, at: str, instant: str, start: str
    ) -> None:
        rule = shifts(zone, at)
        assert rule.latest_not_after(utc(instant)) == utc(start)
        assert rule.latest_not_after(utc(start) - timedelta(milliseconds=1)) < utc(start) - timedelta(hours=23)

    @pytest.mark.parametrize(
        ("zone", "at", "first"),
        [
            ("Asia/Jerusalem", "01:30", "2026-10-24T22:30"),
            ("Europe/Berlin", "02:30", "2026-10-25T00:30"),
            ("America/New_York", "01:30", "2026-11-01T05:30"),
            ("Australia/Lord_Howe", "01:45", "2026-04-04T14:45"),
        ],
    )
    def test_a_start_that_happens_twice_counts_the_first_time(self, zone: str, at: str, first: str) -> None:
        rule = shifts(zone, at)
        for after in (timedelta(), timedelta(minutes=30), timedelta(minutes=60), timedelta(hours=20)):
            assert rule.latest_not_after(utc(first) + after) == utc(first)

    def test_a_change_that_leads_back_over_midnight_leaves_the_shift_begun(self) -> None:
        # St John's set its clocks back at 00:01, in 2010 still: after the change it is yesterday once more.
        rule = shifts("America/St_Johns", "00:00")
        begun = utc("2010-11-07T02:30")
        for minutes in (0, 1, 10, 59, 61):
            assert rule.latest_not_after(begun + timedelta(minutes=minutes)) == begun

    @pytest.mark.parametrize("zone", ZONES)
    @given(
        instant=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        quarters=st.sets(st.integers(0, 95).filter(lambda quarter: not 4 <= quarter < 12), min_size=1, max_size=4),
    )
    def test_walking_back_by_quarters_of_an_hour_finds_the_same_start(
        self, zone: str, instant: datetime, quarters: set[int]
    ) -> None:
        # Starts from one to three o'clock are left out: the changes touch them, and the tests above tell what holds.
        times = {(quarter // 4, quarter % 4 * 15) for quarter in quarters}
        walked = instant.replace(minute=instant.minute // 15 * 15, second=0, microsecond=0)
        while True:
            wall = walked.astimezone(ZoneInfo(zone))
            if (wall.hour, wall.minute) in times:
                break
            walked -= QUARTER
        rule = ShiftStarts(tuple(time(hour, minute) for hour, minute in times), ZoneInfo(zone))
        assert rule.latest_not_after(instant) == walked

    @pytest.mark.parametrize("zone", ZONES)
    @given(
        instant=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        later=st.timedeltas(timedelta(), timedelta(hours=3)),
        at=st.times(),
    )
    def test_the_start_never_goes_back(self, zone: str, instant: datetime, later: timedelta, at: time) -> None:
        rule = ShiftStarts((at,), ZoneInfo(zone))
        assert rule.latest_not_after(instant) <= rule.latest_not_after(instant + later)

    @pytest.mark.parametrize("zone", ZONES)
    @given(
        instant=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        times=st.sets(st.times(), min_size=1, max_size=4),
    )
    def test_a_window_ends_where_the_next_begins(self, zone: str, instant: datetime, times: set[time]) -> None:
        rule = ShiftStarts(tuple(times), ZoneInfo(zone))
        following = rule.first_after(instant)
        assert following > instant
        assert rule.latest_not_after(following) == following
        assert rule.latest_not_after(following - timedelta(microseconds=1)) == rule.latest_not_after(instant)


class TestContest:
    def test_it_counts_since_its_start(self) -> None:
        rule = FixedStart(utc("2026-11-01T00:00"))
        window = window_at(utc("2026-11-23T12:00"), LAG, rule)
        assert window == MetricsWindow(utc("2026-11-01T00:00"), utc("2026-11-23T11:59:30"))

    def test_before_it_begins_the_window_has_no_length(self) -> None:
        window = window_at(utc("2026-11-23T12:00"), LAG, FixedStart(utc("2026-12-01T00:00")))
        assert window.start == window.end == utc("2026-11-23T11:59:30")

    def test_its_start_is_told_in_utc(self) -> None:
        since = datetime(2026, 11, 1, tzinfo=ZoneInfo("Asia/Jerusalem"))
        window = window_at(utc("2026-11-23T12:00"), LAG, FixedStart(since))
        assert window.start.isoformat() == "2026-10-31T22:00:00+00:00"


zones = st.sampled_from(ZONES).map(ZoneInfo)
rules = st.one_of(
    st.builds(ShiftStarts, st.lists(st.times(), min_size=1, max_size=4).map(tuple), zones),
    st.builds(FixedStart, st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=zones)),  # noqa: DTZ001
)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=zones),  # noqa: DTZ001
    lag=st.timedeltas(timedelta(seconds=30), timedelta(minutes=5)),
    rule=rules,
)
def test_a_window_never_reaches_into_the_lag(now: datetime, lag: timedelta, rule: ShiftStarts | FixedStart) -> None:
    window = window_at(now, lag, rule)
    assert window.start <= window.end <= now.astimezone(UTC) - lag
    assert now.astimezone(UTC) - lag - window.end < timedelta(milliseconds=1)


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=zones),  # noqa: DTZ001
    rule=rules.filter(lambda rule: isinstance(rule, FixedStart)),
)
def test_what_is_shown_is_what_was_asked_in_whole_milliseconds(now: datetime, rule: FixedStart) -> None:
    window = window_at(now, LAG, rule)
    assert window.start.microsecond % 1000 == 0
    assert window.end.microsecond % 1000 == 0
