"""The gate: what every answer carries, whatever became of its request."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID

import httpx
import pytest

from tests.simulator.organisation import at, error_of, organisation, query
from wallboard.simulator.faults import Fault, FaultOrder

pytestmark = pytest.mark.asyncio


def date_of(answer: httpx.Response) -> timedelta:
    """How far the answer's date is from 14:20."""
    return parsedate_to_datetime(answer.headers["Date"]) - at("14:20")


async def test_the_date_is_the_simulated_clocks() -> None:
    async with organisation("14:20:07") as on:
        assert (await on.page()).headers["Date"] == "Mon, 23 Nov 2026 12:20:07 GMT"
        on.clock.advance(timedelta(hours=5))
        on.simulator.faults.order(FaultOrder(Fault.SERVER_ERROR))
        assert (await on.page()).headers.get_list("Date") == ["Mon, 23 Nov 2026 17:20:07 GMT"]
        assert (await on.http.get("/nowhere")).headers["Date"] == "Mon, 23 Nov 2026 17:20:07 GMT"


async def test_every_answer_has_a_correlation_id_of_its_own() -> None:
    async with organisation() as on:
        good, other = await on.page(), await on.page()
        on.simulator.faults.order(FaultOrder(Fault.SERVER_ERROR))
        bad = await on.page()
        ids = [answer.headers.get_list("ININ-Correlation-Id") for answer in (good, other, bad)]
    assert len({UUID(one) for (one,) in ids}) == 3
    assert error_of(bad)["contextId"] == ids[2][0]


@pytest.mark.parametrize("seconds", [420.0, -420.0])
async def test_a_clock_that_is_off_is_off_in_the_date_and_in_what_is_in_the_future(seconds: float) -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.CLOCK_OFF, seconds=seconds))
        off = timedelta(seconds=seconds)
        assert date_of(await on.page()) == off
        assert date_of(await on.http.get("/api/v2/users")) == off
        now, then = at("14:20") + off, at("14:20") + off + timedelta(milliseconds=1)
        statuses = [(await on.page(**query(at("07:00"), end))).status_code for end in (now, then)]
        assert statuses == [200, 400]
        on.simulator.faults.clear()
        assert date_of(await on.page()) == timedelta()


async def test_a_date_that_is_off_is_nothing_but_a_wrong_header() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.DATE_OFF))
        answer = await on.page(**query(at("07:00"), at("14:20")))
        assert (answer.status_code, date_of(answer)) == (200, timedelta(minutes=7))
        future = await on.page(**query(at("07:00"), at("14:20:01")))
        assert future.status_code == 400


async def test_a_fault_is_counted_with_the_requests_that_met_it() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.NOT_JSON, times=2))
        for _ in range(3):
            await on.page()
    assert on.simulator.requests.counts().by_fault == {"not_json": 2}
