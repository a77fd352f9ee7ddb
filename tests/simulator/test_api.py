"""The simulator over a real socket."""

from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.organisation import AGENTS, at, error_of, organisation, query, recorded_day
from tests.truth import truth
from wallboard.simulator.api import Terms
from wallboard.simulator.directory import directory, members_of
from wallboard.simulator.limits import RateLimit

pytestmark = pytest.mark.asyncio


async def test_the_recorded_numbers_come_page_by_page() -> None:
    async with organisation(terms=Terms(page_cap=7)) as on:
        told: dict[str, Any] = {}
        page = await on.page()
        while True:
            body = page.json()
            told |= {agent["id"]: agent["metrics"] for agent in body["groupBy"]["agent"]}
            assert page.headers.get("next-page-token") == body.get("nextPageToken")
            if "nextPageToken" not in body:
                break
            page = await on.page(nextPageToken=body["nextPageToken"])
        names = {user["id"]: user["name"] for user in (await on.http.get("/api/v2/users")).json()["entities"]}
    recorded = at("14:19:30").replace(year=1999, month=2, day=2, tzinfo=None)
    expected = truth(recorded.date(), recorded, recorded.replace(hour=7, minute=0, second=0), timedelta(seconds=20))
    assert {
        names[agent]: (m["agentStatus"]["value"], m["conversationCountClosed"]["value"]) for agent, m in told.items()
    } == {name: (one.status, one.closed) for name, one in expected.items()}


async def test_now_misses_what_is_still_being_processed() -> None:
    async with organisation() as on:

        async def started() -> int:
            answer = await on.http.get(AGENTS, params=query(at("07:00"), at("14:20")))
            agents = answer.json()["groupBy"]["agent"]
            return sum(agent["metrics"]["conversationCount"]["value"] for agent in agents)

        too_early = await started()
        on.clock.advance(timedelta(seconds=30))
        exact = await started()
        on.clock.advance(timedelta(hours=1))
        assert too_early < exact == await started()


async def test_a_group_holds_its_members_alone() -> None:
    known = directory(recorded_day())
    async with organisation() as on:
        for group in (await on.http.get("/api/v2/groups")).json()["entities"]:
            page = (await on.page(groupId=group["id"])).json()
            assert [agent["id"] for agent in page["groupBy"]["agent"]] == list(members_of(known, group["id"]))
        unknown = await on.page(groupId="nobody")
        assert unknown.status_code == 404
        assert error_of(unknown)["code"] == "not.found"


async def test_a_bad_parameter_is_answered_400() -> None:
    async with organisation() as on:
        answer = await on.page(groupBy="queue")
        assert answer.status_code == 400
        assert "groupBy" in error_of(answer)["message"]


async def test_the_rate_limit_is_told_and_kept() -> None:
    async with organisation(terms=Terms(rate_limit=RateLimit(allowed=2))) as on:
        first, second = await on.page(), await on.page(maxRecords="0")
        assert [answer.headers["X-RateLimit-Remaining"] for answer in (first, second)] == ["1", "0"]
        on.clock.advance(timedelta(seconds=15))
        over = await on.page()
        assert (over.status_code, over.headers["Retry-After"], over.headers["inin-ratelimit-reset"]) == (
            429,
            "45",
            "45",
        )
        assert error_of(over)["code"] == "too.many.requests.retry.after"
        on.clock.advance(timedelta(seconds=45))
        again = await on.page()
        assert (again.status_code, again.headers["inin-ratelimit-count"]) == (200, "1")


async def test_each_token_has_a_limit_of_its_own() -> None:
    async with organisation(terms=Terms(rate_limit=RateLimit(allowed=1))) as on:
        assert [(await on.page()).status_code, (await on.page()).status_code] == [200, 429]
        await on.sign_in()
        assert (await on.page()).status_code == 200


async def test_unknown_and_expired_tokens_are_answered_401() -> None:
    async with organisation(terms=Terms(token_lifetime=timedelta(hours=1))) as on:
        on.clock.advance(timedelta(hours=1))
        expired = await on.page()
        del on.http.headers["Authorization"]
        missing = await on.page()
        assert (expired.status_code, missing.status_code) == (401, 401)
        assert [error_of(expired)["code"], error_of(missing)["code"]] == ["bad.credentials", "authentication.required"]


async def test_the_sign_in_refuses_in_its_own_shape() -> None:
    async with organisation() as on:
        wrong = await on.http.post(
            "/oauth/token", data={"grant_type": "client_credentials"}, auth=(on.simulator.client_id, "wrong")
        )
        assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")
        empty = await on.http.post("/oauth/token", auth=(on.simulator.client_id, on.simulator.client_secret))
        assert (empty.status_code, empty.json()["error"]) == (400, "unsupported_grant_type")


async def test_other_paths_and_methods_are_refused_in_genesys_clouds_shape() -> None:
    async with organisation() as on:
        nowhere = await on.http.get("/api/v2/nowhere")
        assert (nowhere.status_code, error_of(nowhere)["code"]) == (404, "not.found")
        posted = await on.http.post(AGENTS)
        assert (posted.status_code, error_of(posted)["status"]) == (405, 405)


async def test_a_simulator_may_be_served_again() -> None:
    async with organisation() as on:
        token = on.http.headers["Authorization"]
        async with on.simulator.served() as other_url:
            answer = await on.http.get(f"{other_url}/api/v2/users", headers={"Authorization": token})
            assert answer.status_code == 200
