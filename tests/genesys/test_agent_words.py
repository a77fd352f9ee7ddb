"""What an agent does: the board's words for every way in which Genesys Cloud tells it, and since when."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.agents import ACTIVE_KINDS, StatusKind, status_kind
from wallboard.genesys.agent_words import Agent, AgentSession, words_of

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)  # presence
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)  # routing status
ELEVEN = datetime(2026, 3, 2, 11, tzinfo=UTC)  # sessions
MINUTE = timedelta(minutes=1)


def agent(routing: str | None, presence: str | None = "ON_QUEUE", *sessions: AgentSession) -> Agent:
    return Agent("ada", presence, NINE, routing, TEN, list(sessions))


def session(
    segment: str, media: str = "voice", start: datetime | None = ELEVEN, segment_start: datetime | None = None
) -> AgentSession:
    return AgentSession(segment, media, start, segment_start or (None if start is None else start + MINUTE))


class TestWords:
    @pytest.mark.parametrize(
        ("told", "words"),
        [
            (agent("OFF_QUEUE", "OFFLINE"), "Offline"),
            (agent("INTERACTING", "OFFLINE", session("interact")), "Offline"),
            (agent("INTERACTING", "ON_QUEUE", session("interact")), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("hold", "callback")), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("dialing")), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("contacting")), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("interact", "chat"), session("interact")), "On a Call"),
            (agent("COMMUNICATING", "AVAILABLE"), "On a Call"),
            (agent("COMMUNICATING", "BUSY", session("interact", "email")), "On a Call"),
            (agent("OFF_QUEUE", "BUSY", session("interact")), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("interact", "chat")), "On an Interaction"),
            (agent("INTERACTING", "ON_QUEUE", session("wrapup"), session("interact", "email")), "On an Interaction"),
            (agent("INTERACTING", "ON_QUEUE", session("parked", "email")), "On an Interaction"),
            (agent("INTERACTING", "ON_QUEUE", session("wrapup")), "Wrap-up"),
            (agent("INTERACTING", "ON_QUEUE", session("alert"), session("wrapup", "chat")), "Wrap-up"),
            (agent("NOT_RESPONDING"), "Not Responding"),
            (agent("INTERACTING"), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("parked")), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("parked", "unknown")), "On a Call"),
            (agent("INTERACTING", "ON_QUEUE", session("alert")), "Available"),
            (agent("IDLE"), "Available"),
            (agent("IDLE", "ON_QUEUE", session("alert")), "Available"),
            (agent("IDLE", None), "Available"),
            (agent("OFF_QUEUE", "AVAILABLE"), "Off queue: Available"),
            (agent("OFF_QUEUE", "BREAK"), "Off queue: Break"),
            (agent("OFF_QUEUE", "MEAL"), "Off queue: Meal"),
            (agent("OFF_QUEUE", "TRAINING"), "Off queue: Training"),
            (agent("OFF_QUEUE", "MEETING"), "Off queue: Meeting"),
            (agent("OFF_QUEUE", "BUSY"), "Off queue: Busy"),
            (agent("OFF_QUEUE", "AWAY"), "Off queue: Away"),
            (agent("OFF_QUEUE", "IDLE"), "Off queue: Idle"),
            (agent("OFF_QUEUE", "BREAK", session("alert")), "Off queue: Break"),
            (agent("OFF_QUEUE", "ON_QUEUE"), "Off queue"),
            (agent("OFF_QUEUE", None), "Off queue"),
            (agent("OFF_QUEUE", "UNKNOWN"), "Off queue"),
            (agent(None), "Unknown"),
            (agent("UNKNOWN"), "Unknown"),
            (agent(None, "ON_QUEUE", session("alert")), "Available"),
            (agent(None, "ON_QUEUE", session("hold")), "On a Call"),
            (Agent(), "Unknown"),
            (Agent(routing_status="INTERACTING"), "On a Call"),
        ],
    )
    def test_the_first_rule_that_fits(self, told: Agent, words: str) -> None:
        assert words_of(told).words == words

    @pytest.mark.parametrize("spelling", ["ON_QUEUE", "OnQueue", "On Queue", "on-queue"])
    def test_a_presence_is_spelt_in_three_ways(self, spelling: str) -> None:
        assert words_of(agent("OFF_QUEUE", spelling)).words == "Off queue"
        offline = {"ON_QUEUE": "OFFLINE", "OnQueue": "Offline"}.get(spelling, "offline")
        assert words_of(agent("IDLE", offline)).words == "Offline"

    @pytest.mark.parametrize("spelling", ["NOT_RESPONDING", "NotResponding", "Not Responding"])
    def test_so_may_a_routing_status_be(self, spelling: str) -> None:
        assert words_of(agent(spelling)).words == "Not Responding"

    @pytest.mark.parametrize("presence", ["Meditating", "LUNCH  RUN", "休憩", "Available-ish"])
    def test_an_unknown_presence_is_kept_and_not_active(self, presence: str) -> None:
        words = words_of(agent("OFF_QUEUE", presence)).words
        assert words == f"Off queue: {' '.join(presence.split())}"
        assert status_kind(words) is StatusKind.OFF_QUEUE

    @pytest.mark.parametrize("routing", ["AVAILABLE", "Ringing", "WRAP-UP", "Teleporting"])
    def test_an_unknown_routing_status_is_kept_and_not_active_whatever_it_is_called(self, routing: str) -> None:
        words = words_of(agent(routing)).words
        assert words == f"Unknown: {routing}"
        assert status_kind(words) is StatusKind.OTHER

    def test_nobody_reads_a_word_of_pages(self) -> None:
        assert len(words_of(agent("x" * 1_000)).words) < 100
        assert len(words_of(agent("OFF_QUEUE", "x" * 1_000)).words) < 100

    @pytest.mark.parametrize(
        ("told", "active"),
        [
            (agent("IDLE"), True),
            (agent("COMMUNICATING", "AVAILABLE"), True),
            (agent("INTERACTING", "ON_QUEUE", session("interact", "chat")), True),
            (agent("INTERACTING", "ON_QUEUE", session("wrapup")), True),
            (agent("OFF_QUEUE", "AVAILABLE"), False),
            (agent("NOT_RESPONDING"), False),
            (agent("IDLE", "OFFLINE"), False),
        ],
    )
    def test_the_board_takes_them_as_they_are_meant(self, told: Agent, active: bool) -> None:
        assert (status_kind(words_of(told).words) in ACTIVE_KINDS) is active


class TestSince:
    @pytest.mark.parametrize(
        ("told", "since"),
        [
            (agent("OFF_QUEUE", "OFFLINE"), NINE),
            (agent("IDLE"), TEN),
            (agent("NOT_RESPONDING"), TEN),
            (agent("OFF_QUEUE", "BREAK"), TEN),  # she went off the queue after she had said so
            (Agent("ada", "BREAK", ELEVEN, "OFF_QUEUE", TEN), ELEVEN),
            (Agent("ada", "BREAK", NINE, "OFF_QUEUE", None), NINE),
            (agent("INTERACTING", "ON_QUEUE", session("wrapup")), ELEVEN + MINUTE),
            (agent("INTERACTING", "ON_QUEUE", session("alert")), TEN),
            (agent("TELEPORTING"), TEN),
            (Agent("ada", "ON_QUEUE", None, "IDLE", None), None),
        ],
    )
    def test_a_status_without_a_conversation_began_when_it_is_told(self, told: Agent, since: datetime | None) -> None:
        assert (words_of(told).since, words_of(told).call_since) == (since, None)

    def test_a_call_began_with_the_earliest_session_that_makes_it_one(self) -> None:
        sessions = [
            session("interact", "chat", ELEVEN - 9 * MINUTE),
            session("wrapup", "voice", ELEVEN - 8 * MINUTE),
            session("interact", "voice", ELEVEN),
            session("hold", "callback", ELEVEN - 2 * MINUTE),
        ]
        told = words_of(agent("INTERACTING", "ON_QUEUE", *sessions))
        assert told.since == told.call_since == ELEVEN - 2 * MINUTE

    def test_so_did_an_interaction(self) -> None:
        sessions = [session("interact", "chat", ELEVEN), session("interact", "email", ELEVEN - MINUTE)]
        told = words_of(agent("INTERACTING", "ON_QUEUE", *sessions))
        assert told.since == told.call_since == ELEVEN - MINUTE

    def test_of_two_wrap_ups_the_later_one_was_a_conversation_until_then(self) -> None:
        sessions = [session("wrapup", segment_start=ELEVEN), session("wrapup", segment_start=ELEVEN + 5 * MINUTE)]
        assert words_of(agent("INTERACTING", "ON_QUEUE", *sessions)).since == ELEVEN + 5 * MINUTE

    def test_a_call_off_the_queues_without_a_session_began_with_the_status(self) -> None:
        told = words_of(agent("COMMUNICATING", "AVAILABLE"))
        assert told.since == told.call_since == TEN

    def test_work_without_a_session_tells_no_conversations_start(self) -> None:
        told = words_of(agent("INTERACTING"))
        assert (told.since, told.call_since) == (TEN, None)

    def test_a_call_whose_start_is_not_told_has_none(self) -> None:
        told = words_of(agent("INTERACTING", "ON_QUEUE", session("interact", start=None)))
        assert (told.words, told.since, told.call_since) == ("On a Call", None, None)

    @pytest.mark.parametrize("year", [1, 1969, 3000, 9999])
    def test_an_instant_that_nobody_can_reckon_with_is_none(self, year: int) -> None:
        east, west = (timezone(timedelta(hours=hours)) for hours in (14, -12))
        for zone in (UTC, east, west, None):
            told = words_of(Agent("ada", "ON_QUEUE", None, "IDLE", datetime(year, 1, 1, tzinfo=zone)))
            assert told.since is None

    def test_every_instant_is_in_utc(self) -> None:
        there = TEN.astimezone(timezone(timedelta(hours=5)))
        since = words_of(Agent("ada", "ON_QUEUE", None, "IDLE", there)).since
        assert since == TEN
        assert since is not None
        assert since.tzinfo is UTC

    def test_an_instant_without_a_zone_is_utc(self) -> None:
        assert words_of(Agent("ada", "ON_QUEUE", None, "IDLE", TEN.replace(tzinfo=None))).since == TEN


sessions = st.builds(
    session, st.sampled_from(["alert", "interact", "hold", "wrapup", "parked", "?"]), st.sampled_from(["voice", "chat"])
)


@given(
    st.sampled_from(["IDLE", "INTERACTING", "COMMUNICATING", "OFF_QUEUE", "NOT_RESPONDING", "?", None]),
    st.sampled_from(["ON_QUEUE", "BREAK", "OFFLINE", "?", None]),
    st.lists(sessions, max_size=4),
)
def test_the_order_of_sessions_means_nothing(
    routing: str | None, presence: str | None, told: list[AgentSession]
) -> None:
    one = words_of(agent(routing, presence, *told))
    assert words_of(agent(routing, presence, *reversed(told))) == one
    assert one.words
