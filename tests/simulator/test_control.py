"""The control endpoint."""

import httpx
import pytest

from tests.simulator.organisation import AGENTS, error_of, organisation
from wallboard.simulator.directory import BRANCH

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


async def test_what_is_withheld_takes_the_place_of_what_was() -> None:
    async with organisation() as on:

        async def statuses() -> tuple[int, int]:
            return (await on.page()).status_code, (await on.http.get("/api/v2/teams")).status_code

        assert await statuses() == (200, 200)
        realtime, teams = {"permissions": ["analytics:realtime:view"]}, {"permissions": ["groups:team:view"]}
        assert (await on.http.post("/control/withheld", json=realtime)).status_code == 204
        assert await statuses() == (403, 200)
        await on.http.post("/control/withheld", json={**teams, "divisions": [BRANCH.id]})
        assert await statuses() == (200, 403)
        entities = (await on.http.post("/api/v2/analytics/agents/status/query", json={})).json()["entities"]
        assert {entity["divisionId"] for entity in entities if "userId" not in entity} == {BRANCH.id}
        await on.http.post("/control/withheld", json={})
        assert await statuses() == (200, 200)


@pytest.mark.parametrize("body", ["", '{"permissions": ["all"]}', '{"permission": []}', '{"divisions": "all"}'])
async def test_what_cannot_be_withheld_is_refused_and_changes_nothing(body: str) -> None:
    async with organisation() as on:
        await on.http.post("/control/withheld", json={"permissions": ["users:view"]})
        answer = await on.http.post("/control/withheld", content=body)
        assert (answer.status_code, error_of(answer)["code"]) == (400, "bad.request")
        assert "users:view" in error_of(await on.page())["message"]


async def test_a_client_may_go_and_come_back() -> None:
    async with organisation() as on:
        form, auth = {"grant_type": "client_credentials"}, (on.simulator.client_id, on.simulator.client_secret)
        assert (await on.http.post("/control/revoke_client")).status_code == 204
        assert (await on.page()).status_code == 401
        gone = await on.http.post("/oauth/token", data=form, auth=auth)
        assert (gone.status_code, gone.json()["description"]) == (400, "client not found")
        assert (await on.http.delete("/control/revoke_client")).status_code == 204
        assert (await on.page()).status_code == 401
        await on.sign_in()
        assert (await on.page()).status_code == 200


async def test_a_secret_may_change_while_tokens_stay_good() -> None:
    async with organisation() as on:
        form, old = {"grant_type": "client_credentials"}, (on.simulator.client_id, on.simulator.client_secret)
        told = (await on.http.post("/control/change_secret")).json()
        assert told == {"client_secret": on.simulator.client_secret}
        assert told["client_secret"] != old[1]
        assert (await on.page()).status_code == 200
        assert (await on.http.post("/oauth/token", data=form, auth=old)).status_code == 401
        await on.sign_in()
        assert (await on.page()).status_code == 200


async def test_chaos_breaks_loose_and_ends_with_the_faults() -> None:
    async with organisation() as on:
        broken = await on.http.post("/control/chaos", json={"share": 0.5, "seed": 4, "late": 0, "retry_after": 1})
        assert broken.status_code == 204
        statuses = []
        for _ in range(30):
            try:
                statuses.append((await on.page()).status_code)
            except httpx.RemoteProtocolError:
                statuses.append(0)
        assert {0, 200, 429, 500, 503} == set(statuses)
        assert (await on.http.delete("/control/faults")).status_code == 204
        assert [(await on.page()).status_code for _ in range(20)] == [200] * 20
        by_fault = (await on.http.get("/control/requests")).json()["by_fault"]
        assert by_fault["cut_off"] == statuses.count(0)
        refused = await on.http.post("/control/chaos", json={"share": 5})
        assert error_of(refused)["code"] == "bad.request"
