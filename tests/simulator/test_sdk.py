"""The official client of Genesys Cloud against the simulator: it reads every answer whole, and every refusal.

Whole: what it read, written out again, is the answer. So no property and no word of ours is unknown to its models.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Any

import pytest

from tests.simulator.organisation import TODAY, ZONE, Organisation, at, organisation, recorded_day
from wallboard.simulator import crowd
from wallboard.simulator.api import STANDARD_TERMS, Terms
from wallboard.simulator.day import Replay, queue_id
from wallboard.simulator.directory import TEAM_NAMES, team_id
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.realtime import to_text
from wallboard.simulator.teams import platform_team_id

sdk: Any = import_module("PureCloudPlatformClientV2")  # it has no types
pytestmark = pytest.mark.asyncio

AGENTS = list(recorded_day().names)
TEAM, GROUP, QUEUE = platform_team_id(TEAM_NAMES[0]), team_id(TEAM_NAMES[0]), queue_id("PS")
SHIFT = f"{to_text(at('07:00'))}/{to_text(at('14:19:30'))}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
AGGREGATES = "/api/v2/analytics/conversations/aggregates/query"


@dataclass
class Client:
    """The official client, signed in, and the organisation that it asks."""

    on: Organisation
    api: Any

    async def ask(self, call: Callable[[Any], Any]) -> Any:  # noqa: ANN401  the client has no types of its own
        """Ask in a thread: the client waits for its answers."""
        return await asyncio.to_thread(call, self.api)

    async def read(self, call: Callable[[Any], Any]) -> Any:  # noqa: ANN401
        """What the client read of the answer, after it was seen to be all of it."""
        model = await self.ask(call)
        sent, understood = json.loads(self.api.last_response.data), self.api.sanitize_for_serialization(model)
        assert plain(understood) == plain(sent)
        return model


def plain(value: object) -> object:
    """The value with its instants as instants: they are written in more ways than one."""
    match value:
        case dict():
            return {name: plain(part) for name, part in value.items()}
        case list():
            return [plain(part) for part in value]
        case str() if INSTANT.fullmatch(value):
            return datetime.fromisoformat(value)
        case _:
            return value


@asynccontextmanager
async def client(terms: Terms = STANDARD_TERMS, replay: Replay | None = None) -> AsyncIterator[Client]:
    async with organisation(terms=terms, replay=replay) as on:
        api = sdk.api_client.ApiClient(host=str(on.http.base_url).rstrip("/"))
        known = Client(on, api)
        await known.ask(
            lambda api: api.get_client_credentials_token(on.simulator.client_id, on.simulator.client_secret)
        )
        yield known


def ranking(**more: object) -> Any:  # noqa: ANN401
    query = sdk.ConversationAggregationQuery()
    query.interval, query.group_by, query.metrics = SHIFT, ["userId"], ["tHandle", "tAcw", "nConnected"]
    for name, value in more.items():
        setattr(query, name, value)
    return query


def aggregates(query: Any, api: Any) -> Any:  # noqa: ANN401
    return sdk.AnalyticsApi(api).post_analytics_conversations_aggregates_query(query)


def limits_of(namespace: str, api: Any) -> Any:  # noqa: ANN401
    return sdk.OrganizationApi(api).get_organizations_limits_namespace(namespace)


def ranked(api: Any) -> Any:  # noqa: ANN401
    return aggregates(ranking(), api)


def predicate(kind: str, dimension: str, value: str) -> Any:  # noqa: ANN401
    made = getattr(sdk, kind)()
    made.dimension, made.value = dimension, value
    return made


async def test_the_ranking() -> None:
    exists = sdk.ConversationAggregateQueryPredicate()
    exists.dimension, exists.operator = "userId", "exists"
    clause = sdk.ConversationAggregateQueryClause()
    clause.type, clause.predicates = "or", [predicate("ConversationAggregateQueryPredicate", "queueId", QUEUE)]
    only = sdk.ConversationAggregateQueryFilter()
    only.type, only.clauses, only.predicates = "and", [clause], [exists]
    sort = sdk.ConversationAggregationSort()
    sort.name, sort.function = "tHandle", "count"
    async with client() as known:
        for query in (ranking(), ranking(filter=only), ranking(query_type="topN", sort_metric=sort, limit=3)):
            answer = await known.read(partial(aggregates, query))
            named = [one for one in answer.results if "userId" in one.group]
            assert {one.group["userId"] for one in named} <= set(AGENTS)
            closed = [one.stats for group in named for one in group.data[0].metrics if one.metric == "tHandle"]
            assert closed
            assert all(one.sum >= one.count for one in closed)


async def test_a_crowd_is_read_as_well() -> None:
    replay = crowd.replay(300, 7, TODAY, ZONE)
    by = ["segmentType", "presence", "routingStatus"]
    request, in_a_break = sdk.AgentStateQueryRequest(), sdk.AgentStateUserFilter()
    in_a_break.type = "or"
    in_a_break.predicates = [
        predicate("AgentStateAgentQueryPredicate", "systemPresence", word) for word in ("BREAK", "MEAL", "ON_QUEUE")
    ]
    request.user_filter = in_a_break
    async with client(replay=replay) as known:
        told = await known.read(ranked)
        assert {one.group["mediaType"] for one in told.results} == {"voice", "callback", "message", "email"}
        assert {one.group["userId"] for one in told.results if "userId" in one.group} < set(replay.names)
        doing = await known.read(lambda api: sdk.AnalyticsApi(api).post_analytics_agents_status_query(request))
        assert len(doing.entities) == 50
        empty = sdk.AgentStateCountsRequest()
        counts = await known.read(
            lambda api: sdk.AnalyticsApi(api).post_analytics_agents_status_counts(empty, group_by=by)
        )
        assert sum(one.count for one in counts.presence_counts) == 300
        users = await known.read(lambda api: sdk.UsersApi(api).get_users(page_size=100, page_number=3))
        assert [user.id for user in users.entities] == list(replay.names)[200:]


async def test_what_agents_do() -> None:
    request = sdk.AgentStateQueryRequest()
    only = sdk.AgentStateUserFilter()
    only.type = "or"
    only.predicates = [predicate("AgentStateAgentQueryPredicate", "userId", agent) for agent in AGENTS]
    request.user_filter, request.user_order_by, request.user_order = only, "userName", "asc"
    counts = sdk.AgentStateCountsRequest()
    counts.user_filter = only
    by = ["segmentType", "presence", "routingStatus", "isOutOfOffice"]
    async with client() as known:
        told = await known.read(lambda api: sdk.AnalyticsApi(api).post_analytics_agents_status_query(request))
        assert {entity.user_id for entity in told.entities} == set(AGENTS)
        assert any(session.segment_type == "interact" for entity in told.entities for session in entity.sessions)
        summed = await known.read(
            lambda api: sdk.AnalyticsApi(api).post_analytics_agents_status_counts(counts, group_by=by)
        )
        assert sum(one.count for one in summed.routing_status_counts) == len(AGENTS)


async def test_people_groups_teams_and_queues() -> None:
    async with client() as known:
        users = await known.read(lambda api: sdk.UsersApi(api).get_users(page_size=500, state="active"))
        assert {user.id for user in users.entities} >= set(AGENTS)
        some = await known.read(lambda api: sdk.UsersApi(api).get_users(id=AGENTS[:3], page_size=500))
        assert [user.id for user in some.entities] == AGENTS[:3]
        groups = await known.read(lambda api: sdk.GroupsApi(api).get_groups())
        assert GROUP in {group.id for group in groups.entities}
        members = await known.read(lambda api: sdk.GroupsApi(api).get_group_members(GROUP, page_size=2))
        assert (len(members.entities), members.page_number) == (2, 1)
        teams = await known.read(lambda api: sdk.TeamsApi(api).get_teams(page_size=1))
        assert len(teams.entities) == 1
        in_team = await known.read(lambda api: sdk.TeamsApi(api).get_team_members(TEAM))
        assert {one.id for one in in_team.entities} <= {user.id for user in users.entities}
        queues = await known.read(lambda api: sdk.RoutingApi(api).get_routing_queues(page_size=100))
        assert QUEUE in {queue.id for queue in queues.entities}
        in_queue = await known.read(lambda api: sdk.RoutingApi(api).get_routing_queue_members(QUEUE, page_size=100))
        assert in_queue.entities


async def test_the_organisation() -> None:
    async with client() as known:
        token = await known.read(lambda api: sdk.TokensApi(api).get_tokens_me())
        assert token.o_auth_client.id == known.on.simulator.client_id
        itself = await known.read(lambda api: sdk.OrganizationApi(api).get_organizations_me())
        assert (itself.id, itself.name) == (token.organization.id, token.organization.name)
        for namespace, key in (("platform.api", "client.credentials.token.rate.per.minute"), ("analytics", None)):
            limits = await known.read(partial(limits_of, namespace))
            told = {one.key: one.value for one in limits.entities}
            assert told.get(key) == (300 if key else None)


async def refusal(known: Client, call: Callable[[Any], Any] = ranked) -> tuple[int, str]:
    """Status and code of the client's own exception."""
    with pytest.raises(sdk.rest.ApiException) as raised:
        await known.ask(call)
    body = json.loads(raised.value.body)
    read = known.api._ApiClient__deserialize(body, "ErrorBody")
    assert plain(known.api.sanitize_for_serialization(read)) == plain(body)
    assert read.context_id == raised.value.headers["ININ-Correlation-Id"]
    return raised.value.status, read.code


async def test_refusals_are_its_own_exceptions() -> None:
    async with client() as known:
        bad = partial(aggregates, ranking(interval="today"))
        assert await refusal(known, bad) == (400, "bad.request")
        nobody = await refusal(known, lambda api: sdk.TeamsApi(api).get_team_members("nobody"))
        assert nobody == (404, "not.found")
        known.on.simulator.role.withhold(["analytics:conversationAggregate:view"])
        assert await refusal(known) == (403, "missing.any.permissions")
        known.on.simulator.role.withhold([])
        for fault, told in (
            (Fault.THROTTLED_WITHOUT_WISH, (429, "too.many.requests")),
            (Fault.UNAVAILABLE, (503, "service.unavailable")),
        ):
            known.on.simulator.faults.order(FaultOrder(fault, path=AGGREGATES, times=1))
            assert await refusal(known) == told
        known.on.simulator.tokens.revoke_all()
        assert await refusal(known) == (401, "bad.credentials")


async def test_it_obeys_the_wish_to_wait() -> None:
    async with client() as known:
        known.on.simulator.faults.order(FaultOrder(Fault.THROTTLED, path=AGGREGATES, times=2, retry_after=0))
        assert (await known.read(ranked)).results
        assert known.on.simulator.requests.counts().by_path[AGGREGATES] == 3


@pytest.mark.parametrize(("revoked", "status"), [(True, 400), (False, 401)])
async def test_a_rejected_sign_in_is_an_exception_too(revoked: bool, status: int) -> None:
    async with client() as known:
        client_id, old_secret = known.on.simulator.client_id, known.on.simulator.client_secret
        if revoked:
            known.on.simulator.tokens.revoke_client()
        else:
            known.on.simulator.tokens.change_secret("another")
        with pytest.raises(sdk.rest.ApiException) as raised:
            await known.ask(lambda api: api.get_client_credentials_token(client_id, old_secret))
        assert raised.value.status == status
        assert json.loads(raised.value.body)["error"] == "invalid_client"
