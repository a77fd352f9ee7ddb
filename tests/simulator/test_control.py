"""The control endpoint."""

import pytest

from tests.simulator.organisation import AGENTS, error_of, organisation

pytestmark = pytest.mark.asyncio


async def test_faults_are_ordered_and_cleared() -> None:
    async with organisation() as on:
        ordered = await on.http.post("/control/faults", json={"fault": "server_error", "times": None})
        assert ordered.status_code == 204
        assert [(await on.page()).status_code for _ in range(3)] == [500, 500, 500]
        assert (await on.http.get("/api/v2/users")).status_code == 200
        assert (await on.http.delete("/control/faults")).status_code == 204
        assert (await on.page()).status_code == 200


async def test_a_fault_may_strike_another_path() -> None:
    async with organisation() as on:
        await on.http.post("/control/faults", json={"fault": "throttled", "path": "/api/v2/users", "retry_after": 9})
        assert (await on.page()).status_code == 200
        assert (await on.http.get("/api/v2/users")).headers["Retry-After"] == "9"


@pytest.mark.parametrize("body", ["", "{", '{"fault": "earthquake"}', '{"fault": "hang", "times": 0}'])
async def test_an_order_that_makes_no_sense_is_refused(body: str) -> None:
    async with organisation() as on:
        answer = await on.http.post("/control/faults", content=body)
        assert answer.status_code == 400
        assert error_of(answer)["code"] == "bad.request"


async def test_revoked_tokens_are_refused() -> None:
    async with organisation() as on:
        assert (await on.page()).status_code == 200
        assert (await on.http.post("/control/revoke_tokens")).status_code == 204
        assert (await on.page()).status_code == 401
        await on.sign_in()
        assert (await on.page()).status_code == 200


async def test_requests_are_counted_without_those_to_the_control_endpoint() -> None:
    async with organisation() as on:
        await on.page()
        await on.page(maxRecords="0")
        await on.http.post("/control/faults", json={"fault": "throttled"})
        await on.page()
        assert (await on.http.get("/control/requests")).json() == {
            "total": 4,
            "by_path": {"/oauth/token": 1, AGENTS: 3},
            "by_status": {"200": 2, "400": 1, "429": 1},
            "by_fault": {"throttled": 1},
        }
