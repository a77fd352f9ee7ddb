"""Counting requests: by endpoint in the last minute, and as a month would add them up."""

from datetime import timedelta

import pytest

from wallboard.genesys.usage import NO_COSTS, Costs, Usage, endpoint_of

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
ID = "6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10"


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/api/v2/users", "GET /api/v2/users"),
        (f"/api/v2/groups/{ID}/members", "GET /api/v2/groups/{id}/members"),
        (f"/api/v2/teams/{ID.upper()}/members", "GET /api/v2/teams/{id}/members"),
    ],
)
def test_an_endpoint_is_the_same_whatever_it_is_asked_about(path: str, endpoint: str) -> None:
    assert endpoint_of("GET", path) == endpoint


def test_nothing_asked_costs_nothing() -> None:
    assert Usage(timedelta()).costs(timedelta()) == NO_COSTS == Costs({}, None)


def test_the_last_minute_is_told_by_endpoint() -> None:
    usage = Usage(timedelta())
    for second in range(0, 180, 10):
        usage.count("GET /a" if second % 20 else "POST /b", second * SECOND)
    told = usage.costs(179 * SECOND)
    assert told.a_minute == {"GET /a": 3, "POST /b": 3}


def test_two_requests_each_half_minute_are_172_800_a_month() -> None:
    usage = Usage(timedelta())
    for half_minute in range(240):  # two hours
        for _ in range(2):
            usage.count("POST /a", half_minute * 30 * SECOND)
    a_month = usage.costs(239 * 30 * SECOND).a_month
    assert a_month is not None
    assert abs(a_month - 172_800) <= 172_800 / 100


def test_the_first_minute_tells_nothing_of_a_month() -> None:
    usage = Usage(10 * MINUTE)
    usage.count("GET /a", 10 * MINUTE + SECOND)
    assert usage.costs(10 * MINUTE + 59 * SECOND).a_month is None
    assert usage.costs(11 * MINUTE).a_month == 43_200


def test_what_is_older_than_an_hour_is_forgotten() -> None:
    usage = Usage(timedelta())
    usage.count("GET /a", timedelta())
    assert usage.costs(61 * MINUTE) == Costs({}, 0)
