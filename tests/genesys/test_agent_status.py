"""The agent status query and the counts: what is asked, what is known of whom, and what is cut off or hidden."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.builders import json_reply
from tests.genesys.platform_bodies import ADA, BEN, DOCUMENTED_STATUS
from wallboard.board.agents import AgentId, AgentStatus
from wallboard.board.ranking import HeadCounts
from wallboard.genesys.agent_status import (
    counts_request,
    decode_counts,
    decode_query,
    query_request,
)
from wallboard.genesys.errors import BadReply, Hidden
from wallboard.genesys.exchange import Reply
from wallboard.genesys.source import ScopeFilter, StatusAnswer

AS_OF = datetime(2026, 3, 2, 14, 35, 2, tzinfo=UTC)


def ids(*names: str) -> list[AgentId]:
    return [AgentId(name) for name in names]


def entity(user: str | None, routing: str = "IDLE", **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    named = {} if user is None else {"userId": user, "userName": user.title()}
    return {**named, "systemPresence": "ON_QUEUE", "routingStatus": routing, **more}


def decoded(*entities: dict[str, Any], asked: list[AgentId] | None = None) -> StatusAnswer:
    return decode_query(json_reply({"entities": entities}), ids("ada", "ben") if asked is None else asked, AS_OF)


class TestRequest:
    def test_these_agents_and_of_them_those_at_work(self) -> None:
        request = query_request(ids(BEN, ADA))
        assert (request.method, request.path) == ("POST", "/api/v2/analytics/agents/status/query")
        assert request.body is not None
        assert json.loads(request.body) == {
            "userFilter": {
                "type": "and",
                "clauses": [
                    {
                        "type": "or",
                        "predicates": [{"dimension": "userId", "value": BEN}, {"dimension": "userId", "value": ADA}],
                    },
                    {
                        "type": "or",
                        "predicates": [
                            {"dimension": "routingStatus", "value": "IDLE"},
                            {"dimension": "routingStatus", "value": "INTERACTING"},
                            {"dimension": "routingStatus", "value": "COMMUNICATING"},
                        ],
                    },
                ],
            },
            "userOrderBy": "userName",
            "userOrder": "asc",
            "sessionOrderBy": "segmentStart",
            "sessionOrder": "desc",
        }


class TestDecode:
    def test_the_documented_answer(self) -> None:
        began = datetime(2026, 3, 2, 14, 29, 51, 4_000, tzinfo=UTC)
        answer = decode_query(Reply(200, {}, DOCUMENTED_STATUS), ids(ADA, BEN), AS_OF)
        came = datetime(2026, 3, 2, 13, 58, 4, 120_000, tzinfo=UTC)
        assert answer.statuses == {ADA: AgentStatus(AgentId(ADA), "On a Call", began, began, AS_OF, came)}
        assert answer.whole

    def test_those_alone_who_were_asked_for(self) -> None:
        answer = decoded(entity("ada"), entity("eve"), entity(None))
        assert set(answer.statuses) == {"ada"}

    @pytest.mark.parametrize("body", [b"{}", b'{"entities": []}'])
    def test_where_nobody_works_nobody_is_told_and_that_is_all(self, body: bytes) -> None:
        assert decode_query(Reply(200, {}, body), ids("ada"), AS_OF) == StatusAnswer({}, whole=True)

    def test_nothing_began_after_the_answer(self) -> None:
        later = (AS_OF + timedelta(minutes=3)).isoformat()
        session = {"segmentType": "interact", "mediaType": "voice", "sessionStart": later, "segmentStart": later}
        answer = decoded(entity("ada", routingStatusDate=later), entity("ben", "INTERACTING", sessions=[session]))
        assert (answer.statuses[AgentId("ada")].since, answer.statuses[AgentId("ada")].call_since) == (AS_OF, None)
        assert answer.statuses[AgentId("ben")].call_since == AS_OF

    def test_fields_that_are_not_told_or_null_are_no_obstacle(self) -> None:
        nothing = {"userId": "ada", "systemPresence": None, "routingStatus": None, "sessions": None}
        assert decoded(nothing, {"userId": "ben"}).statuses == {
            name: AgentStatus(AgentId(name), "Unknown", None, None, AS_OF) for name in ("ada", "ben")
        }

    @pytest.mark.parametrize(
        ("came", "asked", "whole"),
        [(49, 300, True), (50, 300, False), (50, 51, False), (50, 50, True), (60, 80, False)],
    )
    def test_fifty_answers_to_more_questions_are_cut_off(self, came: int, asked: int, whole: bool) -> None:
        wanted = ids(*(f"agent-{number}" for number in range(asked)))
        assert decoded(*(entity(one) for one in wanted[:came]), asked=wanted).whole is whole

    def test_one_agent_asked_for_fifty_times_is_one(self) -> None:
        assert decoded(*(entity(f"agent-{number}") for number in range(50)), asked=ids(*["agent-1"] * 60)).whole


class TestRefusal:
    def test_where_not_one_is_named_all_are_hidden(self) -> None:
        reply = json_reply({"entities": [entity(None)] * 3}, headers={"inin-correlation-id": "c-1"})
        with pytest.raises(Hidden) as caught:
            decode_query(reply, ids("ada"), AS_OF)
        assert (caught.value.endpoint, caught.value.context_id) == ("/api/v2/analytics/agents/status/query", "c-1")

    def test_an_agent_in_two_words(self) -> None:
        assert set(decoded(entity("ada"), entity("ada")).statuses) == {"ada"}
        with pytest.raises(BadReply, match="stands twice"):
            decoded(entity("ada"), entity("ada", "COMMUNICATING"))

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"\xff",
            b'{"entities": {}}',
            b'{"entities": [{"userId": 7}]}',
            b'{"entities": [{"userId": "a", "routingStatusDate": "yesterday"}]}',
            b'{"entities": [{"userId": "a", "sessions": [7]}]}',
        ],
    )
    def test_what_is_no_such_answer(self, body: bytes) -> None:
        with pytest.raises(BadReply):
            decode_query(Reply(200, {}, body), ids("a"), AS_OF)


class TestCounts:
    def test_a_scope_is_asked_for_by_what_agents_have(self) -> None:
        scope = ScopeFilter(team_ids=frozenset({"t"}), queue_ids=frozenset("qr"), division_ids=frozenset({"d"}))
        request = counts_request(scope)
        assert request is not None
        assert (request.method, request.path) == ("POST", "/api/v2/analytics/agents/status/counts")
        assert request.params == (("groupBy", "routingStatus"), ("groupBy", "segmentType"))
        assert request.body is not None
        assert json.loads(request.body) == {
            "userFilter": {
                "type": "and",
                "clauses": [
                    {
                        "type": "or",
                        "predicates": [{"dimension": "queueId", "value": "q"}, {"dimension": "queueId", "value": "r"}],
                    },
                    {"type": "or", "predicates": [{"dimension": "teamId", "value": "t"}]},
                    {"type": "or", "predicates": [{"dimension": "divisionId", "value": "d"}]},
                ],
            }
        }

    def test_everybody_is_asked_for_without_a_filter(self) -> None:
        request = counts_request(ScopeFilter())
        assert request is not None
        assert request.body == b"{}"

    @pytest.mark.parametrize(
        "scope", [ScopeFilter(group_ids=frozenset({"g"})), ScopeFilter(media_types=frozenset({"voice"}))]
    )
    def test_what_agents_do_not_have_cannot_be_asked_for(self, scope: ScopeFilter) -> None:
        assert counts_request(scope) is None

    @staticmethod
    def reply(routing: dict[str, int], segments: dict[str, int]) -> Reply:
        return json_reply(
            {
                "routingStatusCounts": [{"routingStatus": word, "count": count} for word, count in routing.items()],
                "segmentCounts": [{"segmentType": word, "count": count} for word, count in segments.items()],
            }
        )

    @pytest.mark.parametrize(
        ("routing", "segments", "counts"),
        [
            ({}, {}, HeadCounts()),
            ({"IDLE": 7}, {"alert": 2}, HeadCounts(7, 7, 0, 0)),
            ({"IDLE": 7, "INTERACTING": 9}, {"wrapup": 4, "interact": 5}, HeadCounts(16, 7, 5, 4)),
            ({"INTERACTING": 9, "COMMUNICATING": 3}, {"interact": 12}, HeadCounts(12, 0, 12, 0)),
            ({"OFF_QUEUE": 50, "NOT_RESPONDING": 2, "UNKNOWN": 1, "TELEPORTING": 1}, {}, HeadCounts()),
            ({"INTERACTING": 2}, {"wrapup": 5}, HeadCounts(2, 0, 0, 2)),
        ],
    )
    def test_wrap_up_is_taken_out_of_those_who_interact(
        self, routing: dict[str, int], segments: dict[str, int], counts: HeadCounts
    ) -> None:
        assert decode_counts(self.reply(routing, segments)) == counts

    @pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"routingStatusCounts": [{"count": "many"}]}'])
    def test_what_is_no_count_is_refused(self, body: bytes) -> None:
        with pytest.raises(BadReply):
            decode_counts(Reply(200, {}, body))

    @pytest.mark.parametrize("number", [-1, 10**12])
    def test_what_no_organisation_has_is_refused(self, number: int) -> None:
        for reply in (self.reply({"IDLE": number}, {}), self.reply({}, {"wrapup": number})):
            with pytest.raises(BadReply, match="agents"):
                decode_counts(reply)
