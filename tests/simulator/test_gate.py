"""Faults on the wire."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from tests.simulator.organisation import error_of, organisation
from wallboard.simulator.faults import Fault, FaultOrder

pytestmark = pytest.mark.asyncio


async def test_throttled_with_a_wish() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.THROTTLED, times=1, retry_after=42))
        answer = await on.page()
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "42")
        assert "[42] seconds" in error_of(answer)["message"]
        assert (await on.page()).status_code == 200


async def test_throttled_without_a_wish_gives_no_hint() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.THROTTLED_WITHOUT_WISH))
        answer = await on.page()
        assert answer.status_code == 429
        assert not {"retry-after", "inin-ratelimit-reset"} & set(answer.headers)
        assert error_of(answer)["code"] == "too.many.requests"


async def test_a_server_error() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.SERVER_ERROR))
        answer = await on.page()
        assert answer.status_code == 500
        assert error_of(answer)["code"] == "internal.server.error"


async def test_a_body_is_cut_off_on_the_wire(caplog: pytest.LogCaptureFixture) -> None:
    async with organisation() as on:
        whole = await on.page()
        on.simulator.faults.order(FaultOrder(Fault.CUT_OFF, times=1))
        with pytest.raises(httpx.RemoteProtocolError, match=f"expected {len(whole.content)}"):
            await on.page()
        assert (await on.page()).content == whole.content
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_hanging_answer_comes_once_the_fault_is_cleared() -> None:
    async with organisation() as on, asyncio.TaskGroup() as tasks:
        on.simulator.faults.order(FaultOrder(Fault.HANG, times=1))
        hanging = tasks.create_task(on.page())
        while not on.simulator.requests.counts().by_fault:
            await on.http.get("/control/requests")
        later = await on.page()
        assert not hanging.done()
        assert (await on.http.delete("/control/faults")).status_code == 204
        assert (await hanging).content == later.content


async def test_a_client_may_leave_a_hanging_answer() -> None:
    async with asyncio.TaskGroup() as tasks, organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.HANG, times=1))
        hanging = tasks.create_task(on.page())
        while not on.simulator.requests.counts().by_fault:
            await on.http.get("/control/requests")
        hanging.cancel()
        await asyncio.wait({hanging})
        await on.page(maxRecords="0")  # answered after the server has learnt of the closed connection
    counts = on.simulator.requests.counts()
    assert (counts.by_fault, counts.by_status) == ({"hang": 1}, {200: 1, 400: 1})


async def test_the_end_of_service_frees_what_hangs() -> None:
    async with organisation() as on, asyncio.TaskGroup() as tasks:
        async with on.simulator.served() as other_url:
            on.simulator.faults.order(FaultOrder(Fault.HANG, path="/api/v2/users"))
            hanging = tasks.create_task(on.http.get(f"{other_url}/api/v2/users"))
            while not on.simulator.requests.counts().by_fault:
                await on.http.get("/control/requests")
        assert (await hanging).status_code == 200


async def test_the_date_is_the_simulated_clocks() -> None:
    async with organisation("14:20:07") as on:
        assert (await on.page()).headers["Date"] == "Mon, 23 Nov 2026 12:20:07 GMT"
        on.clock.advance(timedelta(hours=5))
        on.simulator.faults.order(FaultOrder(Fault.SERVER_ERROR))
        assert (await on.page()).headers.get_list("Date") == ["Mon, 23 Nov 2026 17:20:07 GMT"]
        assert (await on.http.get("/nowhere")).headers["Date"] == "Mon, 23 Nov 2026 17:20:07 GMT"
