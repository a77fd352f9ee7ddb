"""The rate limit: a fixed window, and a sliding one."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.organisation import at
from wallboard.simulator.limits import LimitKind, RateLimit, Usage, count_one, limit_headers, until_reset

LIMIT = RateLimit(allowed=5)
SLIDING = RateLimit(allowed=5, kind=LimitKind.SLIDING)
MINUTE = timedelta(minutes=1)
NOON = at("12:00")


@given(st.lists(st.timedeltas(timedelta(), timedelta(seconds=40)), max_size=60))
def test_a_window_lasts_a_minute_and_counts_every_request(gaps: list[timedelta]) -> None:
    now, usage = NOON, None
    since, count = NOON, 0
    for gap in gaps:
        now += gap
        usage = count_one(usage, now, LIMIT)
        since, count = (now, 1) if count == 0 or now - since >= timedelta(minutes=1) else (since, count + 1)
        assert usage == Usage(since, count)
        assert timedelta() < until_reset(usage, now, LIMIT) <= timedelta(minutes=1)


def test_headers_of_both_kinds_tell_the_state() -> None:
    assert limit_headers(Usage(NOON, 2), NOON + timedelta(seconds=20.5), LIMIT) == {
        "inin-ratelimit-count": "2",
        "inin-ratelimit-allowed": "5",
        "inin-ratelimit-reset": "40",
        "X-RateLimit-Remaining": "3",
    }


def test_beyond_the_limit_nothing_remains() -> None:
    assert limit_headers(Usage(NOON, 9), NOON, LIMIT)["X-RateLimit-Remaining"] == "0"


@given(st.lists(st.timedeltas(timedelta(), timedelta(seconds=20)), max_size=80))
def test_a_sliding_minute_never_lets_more_through_wherever_it_begins_and_refuses_no_one_else(
    gaps: list[timedelta],
) -> None:
    now, usage = NOON, None
    through: list[datetime] = []
    for gap in gaps:
        now += gap
        usage = count_one(usage, now, SLIDING)
        before = [one for one in through if one > now - MINUTE]
        assert (usage.count > 5) is (len(before) == 5)
        if usage.count <= 5:
            through.append(now)
            assert usage.count == len(before) + 1
        assert timedelta() < until_reset(usage, now, SLIDING) <= MINUTE
    for begin in through:
        assert sum(begin <= one < begin + MINUTE for one in through) <= 5


def test_who_waits_as_long_as_told_is_let_through() -> None:
    usage = None
    for second in range(6):
        usage = count_one(usage, NOON + timedelta(seconds=second), SLIDING)
    assert usage is not None
    assert usage.count == 6
    refused_at = NOON + timedelta(seconds=5)
    wait = until_reset(usage, refused_at, SLIDING)
    assert wait == timedelta(seconds=55)
    assert count_one(usage, refused_at + wait - timedelta(microseconds=1), SLIDING).count == 6
    assert count_one(usage, refused_at + wait, SLIDING).count == 5


def test_a_fixed_window_lets_twice_as_many_through_around_its_end_and_a_sliding_one_does_not() -> None:
    times = [NOON, *[NOON + timedelta(seconds=59.5)] * 4, *[NOON + timedelta(seconds=60)] * 5]

    def let_through(limit: RateLimit) -> int:
        usage, count = None, 0
        for now in times:
            usage = count_one(usage, now, limit)
            count += usage.count <= limit.allowed
        return count

    assert (let_through(LIMIT), let_through(SLIDING)) == (10, 6)


def test_headers_of_a_sliding_minute_tell_when_the_oldest_request_no_longer_counts() -> None:
    usage = count_one(count_one(None, NOON, SLIDING), NOON + timedelta(seconds=20.5), SLIDING)
    assert limit_headers(usage, NOON + timedelta(seconds=20.5), SLIDING) == {
        "inin-ratelimit-count": "2",
        "inin-ratelimit-allowed": "5",
        "inin-ratelimit-reset": "40",
        "X-RateLimit-Remaining": "3",
    }


def test_a_usage_is_over_when_its_last_request_no_longer_counts() -> None:
    usage = count_one(count_one(None, NOON, SLIDING), NOON + timedelta(seconds=30), SLIDING)
    assert not usage.is_over(NOON + timedelta(seconds=89), MINUTE)
    assert usage.is_over(NOON + timedelta(seconds=90), MINUTE)
    assert count_one(None, NOON, LIMIT).is_over(NOON + MINUTE, MINUTE)
