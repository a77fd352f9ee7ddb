"""An explanation holds what is known and nothing else; its words say what parts an agent from her neighbours."""

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, SHIFT_START, PolledBoard, agent_look
from tests.fakes import ManualClock
from wallboard.board.agents import AgentId, AgentLook, AgentStatus
from wallboard.board.window import MetricsWindow
from wallboard.genesys import aggregates, realtime
from wallboard.genesys.exchange import Request
from wallboard.genesys.source import EVERYBODY, SourceKind
from wallboard.poller.boards import Question
from wallboard.poller.explain import Explanation, explanation
from wallboard.poller.past import Between
from wallboard.wire.codec import decode, encode

HALF_MINUTE = timedelta(seconds=30)


class Room:
    """A board that is polled by hand, and questions about its agents."""

    def __init__(self, *looks: AgentLook) -> None:
        self.clock = ManualClock(NOON)
        self.polled = PolledBoard(self.clock)
        self.question: Question | None = None
        self.counted: Between | None = None
        if looks:
            self.poll(*looks)

    def poll(self, *looks: AgentLook) -> None:
        self.polled.poll(*looks)

    def of(self, agent: str) -> Explanation:
        known = self.polled.table.known()[AgentId(agent)]
        told = explanation(self.polled.board, known, agent.title(), self.question, self.counted)
        assert told is not None
        return told


def as_json(told: Explanation) -> dict[str, object]:
    body: dict[str, object] = json.loads(encode(told))
    return body


class TestFigures:
    def test_an_exact_aht_is_its_handle_time_by_its_number(self) -> None:
        told = Room(agent_look("tova", 4, handled=401)).of("tova")
        assert (told.closed, told.handle_ms, told.handle_least_ms, told.handle_most_ms) == (
            4,
            401_000,
            401_000,
            401_000,
        )
        assert (told.aht_ms, told.aht_bound_ms) == (100_250, 0)
        assert told.aht_words.startswith("exact")

    def test_nothing_closed_has_no_average(self) -> None:
        told = Room(agent_look("tova")).of("tova")
        assert (told.closed, told.handle_ms, told.aht_ms, told.aht_bound_ms) == (0, 0, None, None)
        assert told.aht_words == "nothing is closed yet: there is no average"

    def test_what_ran_at_first_sight_leaves_a_most(self) -> None:
        told = Room(agent_look("tova", 4, handled=500, running=1, status="On a Call")).of("tova")
        assert (told.aht_ms, told.aht_bound_ms, told.handle_ms, told.handle_most_ms) == (
            125_000,
            None,
            500_000,
            500_000,
        )
        assert told.aht_words.startswith("the most it can be")

    def test_what_closed_between_two_looks_is_known_within_a_bound(self) -> None:
        room = Room(agent_look("tova", 4, handled=400))
        at = NOON + HALF_MINUTE
        room.poll(agent_look("tova", 5, handled=420, running=1, status="On a Call", as_of=at))
        told = room.of("tova")
        assert told.handle_least_ms < told.handle_ms < told.handle_most_ms
        assert told.handle_ms - told.handle_least_ms == told.handle_most_ms - told.handle_ms
        assert told.aht_bound_ms is not None
        assert f"at most {told.aht_bound_ms} ms off" in told.aht_words
        assert told.aht_bound_ms >= (told.handle_most_ms - told.handle_ms) / 5

    def test_the_counts_of_closed_conversations_alone_are_exact_whatever_runs(self) -> None:
        look = agent_look("tova", 4, handled=400, running=1)._replace(status=None, completed_alone=True)
        told = Room(look).of("tova")
        assert (told.handle_ms, told.aht_ms, told.aht_bound_ms, told.running) == (400_000, 100_000, 0, None)

    @given(st.integers(0, 500), st.floats(0, 1e6), st.integers(0, 3))
    def test_the_numerator_lies_in_its_frame_and_gives_the_average(
        self, closed: int, handled: float, running: int
    ) -> None:
        told = Room(agent_look("tova", closed, handled, running, status="On a Call")).of("tova")
        assert told.handle_least_ms <= told.handle_ms <= told.handle_most_ms
        assert (told.aht_ms is None) == (closed == 0)
        if told.aht_ms is not None:
            assert abs(told.handle_ms / closed - told.aht_ms) <= 1


class TestWhatRuns:
    def test_a_running_conversation_is_told_and_left_out(self) -> None:
        room = Room(agent_look("tova", 4, handled=400))
        at = NOON + HALF_MINUTE
        room.poll(agent_look("tova", 4, handled=410, running=1, status="On a Call", as_of=at))
        told = room.of("tova")
        assert (told.handle_ms, told.closed) == (400_000, 4)
        assert told.running is not None
        assert (told.running.since, told.running.at_least, told.running.conversations) == (
            at - timedelta(seconds=10),
            False,
            1,
        )

    def test_wrap_up_is_awaited(self) -> None:
        told = Room(agent_look("tova", 4, 400, running=1, status="Wrap-up")).of("tova")
        assert told.awaits_wrap_up is not None
        assert (told.awaits_wrap_up.since, told.awaits_wrap_up.at_least) == (NOON, True)
        assert Room(agent_look("tova", 4, 400)).of("tova").awaits_wrap_up is None

    def test_a_status_that_was_told_apart_has_its_own_instant(self) -> None:
        room = Room(agent_look("tova", 4, 400)._replace(status=None, completed_alone=True))
        since, at = NOON + HALF_MINUTE, NOON + 2 * HALF_MINUTE
        room.polled.table.absorb_statuses([AgentStatus(AgentId("tova"), "On a Call", since, since, at)])
        told = room.of("tova")
        assert (told.status, told.status_since, told.status_at_least, told.status_as_of) == (
            "On a Call",
            since,
            False,
            at,
        )
        assert told.as_of == NOON
        assert told.running is not None
        assert (told.running.since, told.running.conversations) == (since, None)

    def test_a_status_that_was_not_told_is_not_made_up(self) -> None:
        told = Room(agent_look("tova", 4, 400)._replace(status=None, completed_alone=True)).of("tova")
        assert (told.status, told.status_since, told.status_at_least) == (None, None, False)
        assert told.not_ranked is not None
        assert "not been told yet" in told.not_ranked


class TestPlace:
    def test_neighbours_are_told_with_what_parts_them(self) -> None:
        room = Room(
            agent_look("idit", 15, 1500),
            agent_look("tova", 12, 1200),
            agent_look("avi", 12, 1321.5),
            agent_look("dan", 11),
        )
        told = room.of("tova")
        assert (told.rank, told.place, told.not_ranked) == (2, 1, None)
        assert told.above is not None
        assert told.below is not None
        assert (told.above.id, told.above.rank, told.above.closed, told.above.aht_ms) == ("idit", 1, 15, 100_000)
        assert told.above.apart == "Idit closed 3 more"
        assert told.below.apart == "Avi closed as many, with an AHT 10.125 s longer"
        below = room.of("avi")
        assert below.above is not None
        assert below.below is not None
        assert below.above.apart == "Tova closed as many, with an AHT 10.125 s shorter"
        assert below.below.apart == "Dan closed 1 fewer"
        assert (room.of("idit").above, room.of("dan").below) == (None, None)
        assert told.order == "most closed, then shortest AHT; equal figures share a rank"

    @pytest.mark.parametrize("closed", [0, 4])
    def test_equal_figures_share_a_rank(self, closed: int) -> None:
        told = Room(agent_look("avi", closed, 100 * closed), agent_look("tova", closed, 100 * closed)).of("tova")
        assert (told.rank, told.place) == (1, 1)
        assert told.above is not None
        assert told.above.apart == "Avi has equal figures: both share rank 1, and stand in the order of their names"

    def test_who_is_not_active_is_not_ranked_and_has_her_figures_all_the_same(self) -> None:
        told = Room(agent_look("tova", 4, 400, status="Offline"), agent_look("avi")).of("tova")
        assert (told.rank, told.place, told.above, told.below, told.moved) == (None, None, None, None, None)
        assert (told.closed, told.aht_ms) == (4, 100_000)
        assert told.not_ranked == 'the status is "Offline"; only agents who are available or at work are ranked'

    def test_movement_is_told_with_what_it_compares_with(self) -> None:
        room = Room(agent_look("tova", 4, 400), agent_look("avi", 5, 500))
        at = NOON + HALF_MINUTE
        room.poll(agent_look("tova", 6, 600, as_of=at), agent_look("avi", 5, 500, as_of=at))
        told = room.of("tova")
        assert (told.rank, told.moved, told.moved_since) == (1, 1, NOON)


class TestWhereItComesFrom:
    def window(self) -> MetricsWindow:
        return MetricsWindow(SHIFT_START, NOON)

    def test_before_the_first_sweep_there_is_nothing_to_explain(self) -> None:
        room = Room()
        room.polled.table.absorb([agent_look("tova")])
        known = room.polled.table.known()[AgentId("tova")]
        assert explanation(room.polled.board, known, "Tova", None, None) is None

    def test_the_window_is_the_boards_and_what_is_unknown_is_null(self) -> None:
        told = as_json(Room(agent_look("tova", 4, 400)).of("tova"))
        assert told["window"] == {"from": "2026-11-23T07:00:00Z", "to": "2026-11-23T12:00:00Z"}
        assert told["as_of"] == "2026-11-23T12:00:00Z"
        for unknown in ("source", "query", "last_counted", "running", "awaits_wrap_up", "not_ranked"):
            assert told[unknown] is None, unknown

    def test_the_realtime_question_is_told_as_it_was_sent(self) -> None:
        room = Room(agent_look("tova", 4, 400))
        room.question = Question(SourceKind.REALTIME, realtime.page_request(self.window(), None, 100, None))
        told = as_json(room.of("tova"))
        assert told["source"] == "realtime"
        assert told["query"] == {
            "method": "GET",
            "path": "/api/v2/analytics/realtime/agents",
            "params": {
                "dateFrom": "2026-11-23T07:00:00.000Z",
                "dateTo": "2026-11-23T12:00:00.000Z",
                "groupBy": "agent",
                "metricIds": "agentStatus,conversationCount,conversationCountClosed,handleTime",
                "maxRecords": "100",
            },
            "body": None,
        }

    def test_the_platforms_question_is_told_with_its_body(self) -> None:
        room = Room(agent_look("tova", 4, 400))
        request = aggregates.request(self.window(), EVERYBODY)
        room.question = Question(SourceKind.PLATFORM, request)
        query = as_json(room.of("tova"))["query"]
        assert isinstance(query, dict)
        assert request.body is not None
        assert (query["method"], query["body"]) == ("POST", json.loads(request.body))
        assert query["body"]["groupBy"] == ["userId"]
        told = room.of("tova")
        assert decode(Explanation, encode(told)) == told

    def test_a_token_is_never_told(self) -> None:
        room = Room(agent_look("tova", 4, 400))
        request = Request("POST", "/x", form={"client_secret": "hush"}, headers={"Authorization": "Bearer hush"})
        room.question = Question(SourceKind.REALTIME, request)
        assert b"hush" not in encode(room.of("tova"))

    def test_the_last_counted_conversation_lies_between_two_looks(self) -> None:
        room = Room(agent_look("tova", 4, 400))
        room.counted = Between(NOON - HALF_MINUTE, NOON)
        told = as_json(room.of("tova"))
        assert told["last_counted"] == {"between_from": "2026-11-23T11:59:30Z", "between_to": "2026-11-23T12:00:00Z"}


def test_instants_are_whole_milliseconds() -> None:
    at = datetime.fromisoformat("2026-11-23T12:00:00.123456+00:00")
    told = Room(agent_look("tova", 4, 400, running=1, status="Wrap-up", as_of=at)).of("tova")
    assert told.awaits_wrap_up is not None
    assert told.awaits_wrap_up.since.microsecond == 123_000
    assert told.status_as_of.microsecond == 123_000
