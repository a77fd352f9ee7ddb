"""What we ask of the Platform API, held to the official library's own classes and to the schemas; and what it answers.

Each body is made anew of the library's classes, which know every word, and is the same; each request is one that the
schemas have, and each answer of the documents is one that they allow.
"""

import json
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator

from tests.genesys import platform_bodies
from tests.genesys.platform_bodies import ADA, BEN, INTERVAL, SALES, WINDOW
from tests.simulator.openapi import faults
from wallboard.board.agents import AgentId
from wallboard.genesys import agent_status, aggregates, memberships, organisation, roster, user_aggregates
from wallboard.genesys.exchange import Request
from wallboard.genesys.memberships import Circle, CircleKind
from wallboard.genesys.scope_parts import MEDIA_TYPES, splits
from wallboard.genesys.source import ScopeFilter

sdk: Any = import_module("PureCloudPlatformClientV2")  # it has no types
PATHS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "genesys-openapi-subset.json").read_text("utf-8")
)["paths"]

EVERYTHING = ScopeFilter(
    frozenset({"g1"}), frozenset({"t1", "t2"}), frozenset({SALES}), frozenset({"d1"}), frozenset({"voice", "chat"})
)
SCOPES = [
    ScopeFilter(),
    ScopeFilter(queue_ids=frozenset({SALES, "q2"})),
    ScopeFilter(team_ids=frozenset({"t1"}), division_ids=frozenset({"d1", "d2"})),
    EVERYTHING,
    *splits(ScopeFilter()),
]


def built(kind: str, **fields: object) -> Any:  # noqa: ANN401
    """One of the library's objects; it refuses a word that is in none of its lists, and so do we."""
    model = getattr(sdk, kind)()
    for name, value in fields.items():
        assert name in model.attribute_map
        setattr(model, name, value)
    return model


def as_sent(model: object) -> object:
    return sdk.ApiClient().sanitize_for_serialization(model)


def body_of(request: Request) -> Any:  # noqa: ANN401
    assert request.body is not None
    return json.loads(request.body)


def any_of(clause: str, predicate: str, dimension: str, values: Sequence[str]) -> Any:  # noqa: ANN401
    predicates = [built(predicate, dimension=dimension, value=value) for value in values]
    return built(clause, type="or", predicates=predicates)


def aggregation_query(scope: ScopeFilter, group_by: list[str]) -> object:
    sets = {
        "queueId": scope.queue_ids,
        "mediaType": scope.media_types,
        "divisionId": scope.division_ids,
        "teamId": scope.team_ids,
        "groupId": scope.group_ids,
    }
    clause, predicate = "ConversationAggregateQueryClause", "ConversationAggregateQueryPredicate"
    clauses = [any_of(clause, predicate, name, sorted(ids)) for name, ids in sets.items() if ids]
    everybody = built(predicate, dimension="userId", operator="exists")
    return built(
        "ConversationAggregationQuery",
        interval=INTERVAL,
        group_by=group_by,
        metrics=["tHandle", "nConnected"],
        filter=built("ConversationAggregateQueryFilter", type="and", clauses=clauses, predicates=[everybody]),
    )


def user_filter(sets: dict[str, Sequence[str]]) -> object:
    clause, predicate = "AgentStateAgentQueryClause", "AgentStateAgentQueryPredicate"
    clauses = [any_of(clause, predicate, name, ids) for name, ids in sets.items()]
    return built("AgentStateUserFilter", type="and", clauses=clauses)


class TestBodies:
    @pytest.mark.parametrize("scope", SCOPES, ids=range(len(SCOPES)))
    @pytest.mark.parametrize("by_queue", [False, True])
    def test_the_aggregates_query(self, scope: ScopeFilter, by_queue: bool) -> None:
        body = body_of(aggregates.request(WINDOW, scope, by_queue))
        assert as_sent(aggregation_query(scope, ["userId", "queueId"] if by_queue else ["userId"])) == body
        assert faults("ConversationAggregationQuery", body) == []

    @pytest.mark.parametrize("agents", [[ADA], [ADA, BEN], [f"agent-{number}" for number in range(300)]])
    def test_the_agent_status_query(self, agents: list[str]) -> None:
        body = body_of(agent_status.query_request([AgentId(one) for one in agents]))
        wanted = built(
            "AgentStateQueryRequest",
            user_filter=user_filter({"userId": agents, "routingStatus": ["IDLE", "INTERACTING", "COMMUNICATING"]}),
            user_order_by="userName",
            user_order="asc",
            session_order_by="segmentStart",
            session_order="desc",
        )
        assert as_sent(wanted) == body
        assert faults("AgentStateQueryRequest", body) == []

    def test_the_agent_counts(self) -> None:
        scope = ScopeFilter(team_ids=frozenset("t"), queue_ids=frozenset("qr"), division_ids=frozenset("d"))
        request = agent_status.counts_request(scope)
        assert request is not None
        sets: dict[str, Sequence[str]] = {"queueId": "qr", "teamId": "t", "divisionId": "d"}
        assert as_sent(built("AgentStateCountsRequest", user_filter=user_filter(sets))) == body_of(request)
        assert faults("AgentStateCountsRequest", body_of(request)) == []

    def test_the_agent_counts_of_everybody(self) -> None:
        request = agent_status.counts_request(ScopeFilter())
        assert request is not None
        assert as_sent(built("AgentStateCountsRequest")) == body_of(request)

    @pytest.mark.parametrize("agents", [[ADA], [ADA, BEN]])
    def test_the_time_on_queue(self, agents: list[str]) -> None:
        body = body_of(user_aggregates.request(WINDOW, [AgentId(one) for one in agents]))
        predicates = [built("UserAggregateQueryPredicate", dimension="userId", value=one) for one in sorted(agents)]
        wanted = built(
            "UserAggregationQuery",
            interval=INTERVAL,
            group_by=["userId"],
            metrics=["tSystemPresence"],
            filter=built("UserAggregateQueryFilter", type="or", predicates=predicates),
        )
        assert as_sent(wanted) == body
        assert faults("UserAggregationQuery", body) == []

    def test_every_medium_is_one_that_the_library_knows(self) -> None:
        session = sdk.AnalyticsAgentStateAgentSessionResult()
        for medium in MEDIA_TYPES:
            session.media_type = medium
            assert session.media_type == medium  # the library makes a placeholder of a word that it does not know


def all_requests() -> list[Request]:
    """One of every kind that the Platform API is asked."""
    counts = agent_status.counts_request(ScopeFilter())
    assert counts is not None
    circles = [Circle(kind, "the-id") for kind in CircleKind]
    return [
        aggregates.request(WINDOW, EVERYTHING),
        agent_status.query_request([AgentId(ADA)]),
        user_aggregates.request(WINDOW, [AgentId(ADA)]),
        counts,
        *roster.names_requests([AgentId(ADA)]),
        roster.page_request(2),
        *(memberships.members_request(circle) for circle in circles),
        *(memberships.members_request(circle, "7") for circle in circles),
        organisation.WHOSE_TOKEN,
        organisation.WHICH_ORGANISATION,
        organisation.LIMITS,
    ]


@pytest.mark.parametrize("request_", all_requests(), ids=lambda one: one.path)
def test_every_path_and_parameter_is_one_of_the_schemas(request_: Request) -> None:
    fitting = [path for path in PATHS if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request_.path)]
    operation = PATHS[min(fitting, key=lambda path: path.count("{"))][request_.method.lower()]
    known = {one["name"]: one["schema"] for one in operation.get("parameters", []) if one["in"] == "query"}
    for name, text in request_.params:
        schema = known[name]
        one = schema.get("items", schema)
        OAS30Validator(one).validate(int(text) if one["type"] == "integer" else text)
    assert ("requestBody" in operation) is (request_.body is not None)


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        ("ConversationAggregateQueryResponse", platform_bodies.DOCUMENTED_AGGREGATE),
        ("AnalyticsAgentStateQueryResponse", platform_bodies.DOCUMENTED_STATUS),
        ("UserEntityListing", platform_bodies.DOCUMENTED_USERS),
        ("QueueMemberEntityListing", platform_bodies.DOCUMENTED_QUEUE_MEMBERS),
        ("TokenInfo", platform_bodies.DOCUMENTED_TOKEN),
        ("ErrorBody", platform_bodies.DOCUMENTED_FORBIDDEN),
        (
            "ConversationAggregateQueryResponse",
            platform_bodies.aggregate(platform_bodies.group(ADA, 2, 5, 3, queue=SALES)).body,
        ),
    ],
)
def test_the_answers_that_the_tests_read_are_ones_that_the_schemas_allow(schema: str, body: bytes) -> None:
    assert faults(schema, json.loads(body)) == []
