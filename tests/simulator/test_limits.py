"""The rate limit's fixed window."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.organisation import at
from wallboard.simulator.limits import RateLimit, Usage, count_one, limit_headers, until_reset

LIMIT = RateLimit(allowed=5)
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
