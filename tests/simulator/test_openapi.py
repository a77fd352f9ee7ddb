"""Every path of the Platform API that the simulator has, held to the published interface: good answers and refusals."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.simulator.openapi import faults
from tests.simulator.organisation import Organisation, at, organisation, recorded_day
from wallboard.simulator import realtime
from wallboard.simulator.api import Terms
from wallboard.simulator.day import queue_id
from wallboard.simulator.directory import TEAM_NAMES, team_id
from wallboard.simulator.endpoints import Endpoints
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.limits import RateLimit
from wallboard.simulator.oauth import TokenDesk
from wallboard.simulator.permissions import Role, needs
from wallboard.simulator.realtime import to_text
from wallboard.simulator.teams import platform_team_id
from wallboard.simulator.terms import STANDARD_TERMS, OverCap

pytestmark = pytest.mark.asyncio

SUBSET = Path(__file__).parent.parent / "data" / "genesys-openapi-subset.json"
PATHS: dict[str, Any] = json.loads(SUBSET.read_text("utf-8"))["paths"]
TEAM, GROUP, QUEUE = platform_team_id(TEAM_NAMES[0]), team_id(TEAM_NAMES[0]), queue_id("PS")
SHIFT = f"{to_text(at('07:00'))}/{to_text(at('14:19:30'))}"
AGENT = next(iter(recorded_day().names))


@dataclass(frozen=True)
class Request:
    """One request to a path that the published interface has."""

    path: str
    body: Mapping[str, Any] | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    async def send(self, on: Organisation, **changes: Any) -> httpx.Response:  # noqa: ANN401  as httpx takes them
        told = {"params": self.params, **({} if self.body is None else {"json": self.body}), **changes}
        return await on.http.request(self.method, self.path, **told)


AGGREGATES, STATUS, COUNTS, OBSERVATIONS, USERS_AGGREGATES = (
    f"/api/v2/analytics/{rest}"
    for rest in (
        "conversations/aggregates/query",
        "agents/status/query",
        "agents/status/counts",
        "queues/observations/query",
        "users/aggregates/query",
    )
)
RANKING = {"interval": SHIFT, "groupBy": ["userId"], "metrics": ["tHandle", "tAcw", "tTalk", "nConnected"]}
FILTER = {
    "type": "and",
    "clauses": [{"type": "or", "predicates": [{"dimension": "queueId", "value": QUEUE}]}],
    "predicates": [{"dimension": "userId", "operator": "exists"}],
}
OF_A_QUEUE = {"type": "or", "predicates": [{"dimension": "queueId", "value": QUEUE}]}
TOP = {"queryType": "topN", "sortMetric": {"name": "tHandle", "function": "count"}, "limit": 5}
ONE_AGENT = {"userFilter": {"type": "or", "predicates": [{"dimension": "userId", "value": AGENT}]}}
PRESENCES = {
    "interval": SHIFT,
    "groupBy": ["userId"],
    "metrics": ["tSystemPresence"],
    "filter": {"type": "or", "predicates": [{"dimension": "userId", "value": AGENT}]},
}
REQUESTS = [
    Request("/api/v2/users"),
    Request("/api/v2/users", params={"pageSize": 3, "pageNumber": 2}),
    Request("/api/v2/users", params={"id": AGENT}),
    Request("/api/v2/authorization/divisions"),
    Request("/api/v2/groups"),
    Request(f"/api/v2/groups/{GROUP}/members", params={"pageSize": 2}),
    Request("/api/v2/teams"),
    Request("/api/v2/teams", params={"pageSize": 1}),
    Request(f"/api/v2/teams/{TEAM}/members"),
    Request("/api/v2/routing/queues", params={"pageSize": 2, "pageNumber": 2}),
    Request(f"/api/v2/routing/queues/{QUEUE}/members"),
    Request(AGGREGATES, RANKING),
    Request(AGGREGATES, {**RANKING, "filter": FILTER, "groupBy": ["userId", "queueId", "teamId", "divisionId"]}),
    Request(AGGREGATES, {**RANKING, **TOP}),
    Request(AGGREGATES, {"interval": SHIFT, "groupBy": ["queueId"], "metrics": ["oServiceLevel", "tAbandon"]}),
    Request(OBSERVATIONS, {"filter": OF_A_QUEUE, "metrics": ["oWaiting"], "detailMetrics": ["oWaiting"]}),
    Request(USERS_AGGREGATES, PRESENCES),
    Request(USERS_AGGREGATES, {**PRESENCES, "metrics": ["tSystemPresence", "tOrganizationPresence"]}),
    Request(STATUS, {}),
    Request(STATUS, ONE_AGENT),
    Request(COUNTS, {}, {"groupBy": ["segmentType", "presence", "routingStatus", "isOutOfOffice"]}),
    Request("/api/v2/tokens/me"),
    Request("/api/v2/organizations/me"),
    Request("/api/v2/organizations/limits/namespaces/platform.api"),
    Request("/api/v2/organizations/limits/namespaces/analytics"),
]
ONE_OF_EACH = list({_path: one for one in REQUESTS for _path in [one.path]}.values())


def published(path: str) -> dict[str, Any]:
    """The path's operation in the published interface."""
    (found,) = [known for known in PATHS if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), path)]
    (operation,) = PATHS[found].values()
    told: dict[str, Any] = operation
    return told


def check(answer: httpx.Response) -> dict[str, Any]:
    """Hold an answer to what is published of its path and status; the body."""
    responses = published(answer.request.url.path)["responses"]
    assert str(answer.status_code) in responses
    assert answer.headers["Content-Type"] == "application/json"
    schema = "ErrorBody"
    if answer.status_code == 200:
        schema = responses["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    body: dict[str, Any] = answer.json()
    assert faults(schema, body) == []
    return body


def refused(answer: httpx.Response, status: int, code: str) -> str:
    """Hold a refusal to the published interface; its message."""
    body = check(answer)
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["contextId"] == answer.headers["ININ-Correlation-Id"]
    message: str = body["message"]
    return message


async def test_every_path_of_the_simulator_is_held_to_the_published_interface() -> None:
    there = Endpoints(recorded_day(), Role(), TokenDesk("", "", timedelta()), STANDARD_TERMS).there()
    asked = {(one.method, re.sub(r"\{\w+\}", "[^/]+", one.path)) for one in there if one.path != realtime.PATH}
    assert len(asked) == len(there) - 1
    for method, pattern in asked:
        assert [one for one in REQUESTS if one.method == method and re.fullmatch(pattern, one.path)], pattern


async def test_good_answers() -> None:
    async with organisation(terms=Terms(endpoint_limit=RateLimit(50))) as on:
        for request in REQUESTS:
            answer = await request.send(on)
            assert answer.status_code == 200, (request, answer.text)
            body = check(answer)
            assert next(iter(body.values())), request  # an empty answer would fit every schema


async def test_400() -> None:
    async with organisation() as on:
        for request in ONE_OF_EACH:
            if request.body is not None:
                for bad in (b"", b"{", b'{"interval": 7}', b'{"userFilter": {}}'):
                    answer = await request.send(
                        on, json=None, content=bad, headers={"Content-Type": "application/json"}
                    )
                    refused(answer, 400, "bad.request")
        for path in ("/api/v2/users", "/api/v2/groups", "/api/v2/teams", "/api/v2/routing/queues"):
            assert "pageSize" in refused(await on.http.get(path, params={"pageSize": 0}), 400, "bad.request")


async def test_401() -> None:
    async with organisation() as on:
        on.simulator.tokens.revoke_all()
        for request in ONE_OF_EACH:
            refused(await request.send(on), 401, "bad.credentials")
        del on.http.headers["Authorization"]
        for request in ONE_OF_EACH:
            refused(await request.send(on), 401, "authentication.required")


async def test_403_names_what_is_missing_as_published_for_the_path() -> None:
    async with organisation() as on:
        for request in ONE_OF_EACH:
            permissions = published(request.path)["x-genesys-permissions"]["permissions"]
            assert needs(request.path) == ((tuple(permissions),) if permissions else ())
            if permissions:
                on.simulator.role.withhold(permissions[:1])
                answer = await request.send(on)
                message = refused(answer, 403, "missing.any.permissions")
                assert message.endswith(f"assigned: [{', '.join(permissions)}]")
                assert answer.json()["messageParams"] == {"permissions": f"[{', '.join(permissions)}]"}
            else:
                assert (await request.send(on)).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/groups/nobody/members",
        "/api/v2/teams/nobody/members",
        "/api/v2/routing/queues/nobody/members",
        "/api/v2/organizations/limits/namespaces/nowhere",
    ],
)
async def test_404(path: str) -> None:
    async with organisation() as on:
        refused(await on.http.get(path), 404, "not.found")


async def test_413_and_504_for_an_aggregate_of_too_many_groups() -> None:
    ranking = Request(AGGREGATES, RANKING)
    async with organisation(terms=Terms(aggregate_groups_cap=3)) as on:
        refused(await ranking.send(on), 413, "request.entity.too.large")
        assert (await Request(AGGREGATES, {**RANKING, "groupBy": []}).send(on)).status_code == 200
    async with organisation(terms=Terms(aggregate_groups_cap=3, over_cap=OverCap.TIMED_OUT)) as on:
        refused(await ranking.send(on), 504, "request.timeout")


@pytest.mark.parametrize("path", [AGGREGATES, STATUS, COUNTS])
async def test_413_and_415_for_a_body_that_is_too_large_or_no_json(path: str) -> None:
    async with organisation() as on:
        json_type = {"Content-Type": "application/json"}
        body = await on.http.post(path, content=b" " * 512_001, headers=json_type)
        assert "request body" in refused(body, 413, "request.entity.too.large")
        just_so = await on.http.post(path, content=b" " * 512_000, headers=json_type)
        refused(just_so, 400, "bad.request")
        refused(await on.http.post(path, data={"interval": SHIFT}), 415, "unsupported.media.type")


async def test_429_500_and_503() -> None:
    codes = {
        Fault.THROTTLED: (429, "too.many.requests.retry.after"),
        Fault.THROTTLED_WITHOUT_WISH: (429, "too.many.requests"),
        Fault.SERVER_ERROR: (500, "internal.server.error"),
        Fault.UNAVAILABLE: (503, "service.unavailable"),
    }
    async with organisation() as on:
        for request in ONE_OF_EACH:
            for fault, (status, code) in codes.items():
                on.simulator.faults.order(FaultOrder(fault, path=request.path, times=1))
                refused(await request.send(on), status, code)


async def test_sign_in() -> None:
    schema = {status: told["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
              for status, told in PATHS["/oauth/token"]["post"]["responses"].items()}  # fmt: skip
    async with organisation() as on:
        known = (on.simulator.client_id, on.simulator.client_secret)
        for auth, status in ((known, "200"), (("nobody", "x"), "400"), ((known[0], "x"), "401")):
            answer = await on.http.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=auth)
            assert str(answer.status_code) == status
            assert faults(schema[status], answer.json()) == []
