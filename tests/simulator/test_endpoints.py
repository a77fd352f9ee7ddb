"""Which paths an organisation has, and what the role's divisions hide, over a real socket."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.organisation import AGENTS, Organisation, at, error_of, organisation, recorded_day
from tests.truth import truth
from wallboard.simulator import agent_counts, agent_status, aggregates
from wallboard.simulator.api import Terms
from wallboard.simulator.directory import BANK, BRANCH, division_of
from wallboard.simulator.permissions import AGENT_NAMES
from wallboard.simulator.realtime import to_text
from wallboard.simulator.terms import Contract

pytestmark = pytest.mark.asyncio

SHARED = ["/api/v2/users", "/api/v2/groups"]
PLATFORM = ["/api/v2/teams", "/api/v2/routing/queues", "/api/v2/tokens/me", "/api/v2/organizations/me"]
QUERIES = [aggregates.PATH, agent_status.PATH, agent_counts.PATH]
WRAP_UP = timedelta(seconds=20)
SHIFT = f"{to_text(at('07:00'))}/{to_text(at('14:19:30'))}"


async def ranking(on: Organisation) -> list[dict[str, Any]]:
    body = {"interval": SHIFT, "groupBy": ["userId"], "metrics": ["tHandle", "nConnected"]}
    results: list[dict[str, Any]] = (
        (await on.http.post(aggregates.PATH, json=body)).raise_for_status().json()["results"]
    )
    return results


def closed_of(results: list[dict[str, Any]]) -> dict[str, int]:
    told: dict[str, int] = {}
    for group in results:
        agent = group["group"].get("userId")
        for metric in group["data"][0]["metrics"]:
            if metric["metric"] == "tHandle" and agent is not None:
                told[agent] = told.get(agent, 0) + metric["stats"]["count"]
    return told


@pytest.mark.parametrize(
    ("contract", "has_realtime", "has_platform"),
    [(Contract.BOTH, True, True), (Contract.REALTIME, True, False), (Contract.PLATFORM, False, True)],
)
async def test_a_path_that_is_not_there_is_not_found(
    contract: Contract, has_realtime: bool, has_platform: bool
) -> None:
    async with organisation(terms=Terms(contract=contract)) as on:
        answers = {path: await on.http.get(path) for path in (*SHARED, *PLATFORM)}
        answers |= {path: await on.http.post(path, json={}) for path in QUERIES}
        answers[AGENTS] = await on.page()
    for path, answer in answers.items():
        there = path in SHARED or (has_realtime if path == AGENTS else has_platform)
        assert (answer.status_code != 404) is there, path
        if not there:
            assert (error_of(answer)["code"], re.escape(path) in re.escape(answer.text)) == ("not.found", True)


async def test_both_ways_to_read_say_the_same_of_the_same_instant() -> None:
    async with organisation() as on:
        page = (await on.page()).json()["groupBy"]["agent"]
        told = {agent["id"]: agent["metrics"]["conversationCountClosed"]["value"] for agent in page}
        assert {agent: count for agent, count in told.items() if count} == closed_of(await ranking(on))
    recorded = at("14:19:30").replace(year=1999, month=2, day=2, tzinfo=None)
    expected = truth(recorded.date(), recorded, recorded.replace(hour=7, minute=0, second=0), WRAP_UP)
    assert sum(told.values()) == sum(one.closed for one in expected.values())


async def test_a_hidden_division_is_left_out_of_aggregates_and_nameless_in_the_status() -> None:
    agents = recorded_day().names
    at_the_branch = {agent for agent in agents if division_of(agent) == BRANCH}
    assert at_the_branch
    async with organisation() as on:
        everybody, all_of_a_medium = closed_of(await ranking(on)), totals(await ranking(on))
        on.simulator.role.withhold([], [BRANCH.id])
        assert closed_of(await ranking(on)) == {a: n for a, n in everybody.items() if a not in at_the_branch}
        assert totals(await ranking(on)) == all_of_a_medium - sum(everybody.get(agent, 0) for agent in at_the_branch)
        entities = (await on.http.post(agent_status.PATH, json={})).json()["entities"]
        assert {entity["divisionId"] for entity in entities if "userId" not in entity} == {BRANCH.id}
        assert {entity["divisionId"] for entity in entities if "userId" in entity} == {BANK.id}


def totals(results: list[dict[str, Any]]) -> int:
    """The closed ones of the groups that are nobody's."""
    metrics = [one for group in results if "userId" not in group["group"] for one in group["data"][0]["metrics"]]
    return sum(one["stats"]["count"] for one in metrics if one["metric"] == "tHandle")


async def test_without_the_permission_for_names_nobody_is_named() -> None:
    async with organisation(terms=Terms(withheld=frozenset({AGENT_NAMES}))) as on:
        entities = (await on.http.post(agent_status.PATH, json={})).json()["entities"]
        assert entities
        assert not [entity for entity in entities if {"userId", "userName"} & set(entity)]


async def test_a_picture_needs_no_token_and_is_the_one_that_the_directory_names() -> None:
    async with organisation() as on:
        users = (await on.http.get("/api/v2/users", params={"pageSize": 500})).json()["entities"]
        uri = next(user["images"][0]["imageUri"] for user in users if "images" in user)
        del on.http.headers["Authorization"]
        picture = await on.http.get(uri)
        assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
        assert picture.content.startswith(b"\x89PNG")
        known = await on.http.get(uri, headers={"If-None-Match": picture.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert error_of(await on.http.get("/pictures/nobody/96.png"))["code"] == "not.found"
