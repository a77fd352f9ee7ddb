"""The guard: two rate limits, their headers, and the order in which a request is judged."""

from datetime import timedelta

import httpx
import pytest

from tests.simulator.organisation import Organisation, error_of, organisation
from wallboard.simulator.api import Terms
from wallboard.simulator.limits import LimitKind, RateLimit

pytestmark = pytest.mark.asyncio

TEAMS, USERS = "/api/v2/teams", "/api/v2/users"


async def statuses(on: Organisation, *paths: str) -> list[int]:
    return [(await on.http.get(path)).status_code for path in paths]


async def test_each_path_of_a_token_has_a_limit_of_its_own_beside_the_one_of_all() -> None:
    terms = Terms(rate_limit=RateLimit(7), endpoint_limit=RateLimit(2))
    async with organisation(terms=terms) as on:
        assert await statuses(on, TEAMS, TEAMS, TEAMS, USERS, USERS, USERS) == [200, 200, 429, 200, 200, 429]
        on.clock.advance(timedelta(seconds=20))
        over = await on.http.get(TEAMS)
        assert (error_of(over)["code"], over.headers["Retry-After"]) == ("too.many.requests.retry.after", "40")
        assert over.headers["inin-ratelimit-count"] == "7"
        assert await statuses(on, "/api/v2/groups") == [429]
        await on.sign_in()
        assert await statuses(on, TEAMS) == [200]
        on.clock.advance(timedelta(seconds=60))
        assert await statuses(on, TEAMS, TEAMS, TEAMS) == [200, 200, 429]


async def test_the_state_of_the_limit_need_not_be_told() -> None:
    async with organisation(terms=Terms(rate_limit=RateLimit(2), limit_headers=False)) as on:
        answers = [await on.http.get(TEAMS) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert not [name for answer in answers for name in answer.headers if "ratelimit" in name.lower()]
    assert answers[2].headers["Retry-After"] == "60"


async def test_a_request_without_a_token_is_not_counted_and_one_that_is_forbidden_is() -> None:
    async with organisation(terms=Terms(rate_limit=RateLimit(3), withheld=frozenset({"groups:team:view"}))) as on:
        nobody = await on.http.get(TEAMS, headers={"Authorization": "Bearer nobody"})
        assert (nobody.status_code, "inin-ratelimit-count" in nobody.headers) == (401, False)
        forbidden = [await on.http.get(TEAMS) for _ in range(2)]
        assert [answer.status_code for answer in forbidden] == [403, 403]
        assert [answer.headers["inin-ratelimit-count"] for answer in forbidden] == ["1", "2"]
        assert await statuses(on, USERS, TEAMS) == [200, 429]


@pytest.mark.parametrize("content_type", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
async def test_json_may_be_announced_in_any_way(content_type: str) -> None:
    async with organisation() as on:
        answer = await on.http.post(
            "/api/v2/analytics/agents/status/query", content=b"{}", headers={"Content-Type": content_type}
        )
        assert answer.status_code == 200


async def test_usages_are_forgotten_once_their_window_is_over_and_no_sooner() -> None:
    async with organisation(terms=Terms(rate_limit=RateLimit(1), endpoint_limit=RateLimit(1))) as on:
        held: httpx.Headers = on.http.headers.copy()
        await on.http.get(TEAMS)
        await on.sign_in()
        assert (await on.http.get(TEAMS, headers=held)).status_code == 429
        assert len(on.simulator._guard._usages) == 2
        on.clock.advance(timedelta(minutes=1))
        await on.sign_in()
        assert len(on.simulator._guard._usages) == 0


async def test_a_sliding_minute_grants_again_what_is_a_minute_old_and_tells_when() -> None:
    limit = RateLimit(2, kind=LimitKind.SLIDING)
    async with organisation(terms=Terms(rate_limit=limit)) as on:
        assert await statuses(on, TEAMS) == [200]
        on.clock.advance(timedelta(seconds=40))
        assert await statuses(on, TEAMS, TEAMS) == [200, 429]
        over = await on.http.get(TEAMS)
        assert (over.headers["Retry-After"], over.headers["X-RateLimit-Remaining"]) == ("20", "0")
        on.clock.advance(timedelta(seconds=20))
        assert await statuses(on, TEAMS, TEAMS) == [200, 429]
        held: httpx.Headers = on.http.headers.copy()
        on.clock.advance(timedelta(seconds=40))
        await on.sign_in()  # which lets go of usages that are over
        assert [(await on.http.get(TEAMS, headers=held)).status_code for _ in range(2)] == [200, 429]
