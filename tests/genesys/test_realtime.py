"""The realtime agents contract: what is asked, and that a page is taken whole or not at all."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import agent_json, json_reply, page_reply
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply
from wallboard.genesys.realtime import Memory, Page, decode_page, page_request
from wallboard.genesys.repeats import Repeats

END = datetime(2026, 11, 23, 14, 34, 30, 125_000, UTC)
WINDOW = MetricsWindow(datetime(2026, 11, 23, 7, tzinfo=UTC), END)


def decoded(reply: Reply) -> Page:
    return decode_page(reply, WINDOW)


class TestRequest:
    def test_everything_that_the_contract_names_is_asked(self) -> None:
        request = page_request(WINDOW, None, 100, None)
        assert (request.method, request.path) == ("GET", "/api/v2/analytics/realtime/agents")
        assert request.params == (
            ("dateFrom", "2026-11-23T07:00:00.000Z"),
            ("dateTo", "2026-11-23T14:34:30.125Z"),
            ("groupBy", "agent"),
            ("metricIds", "agentStatus,conversationCount,conversationCountClosed,handleTime"),
            ("maxRecords", "100"),
        )

    def test_a_group_and_a_page_are_asked_where_they_are_given(self) -> None:
        params = dict(page_request(WINDOW, "g-1", 25, "to/ken=").params)
        assert (params["groupId"], params["nextPageToken"], params["maxRecords"]) == ("g-1", "to/ken=", "25")

    def test_instants_are_told_in_utc(self) -> None:
        jerusalem = timezone(timedelta(hours=2))
        window = MetricsWindow(WINDOW.start.astimezone(jerusalem), END.astimezone(jerusalem))
        assert page_request(window, None, 1, None) == page_request(WINDOW, None, 1, None)


class TestPage:
    def test_a_page_as_the_contract_shows_it(self) -> None:
        body = {
            "dateFrom": "2026-11-23T07:00:00.000Z",
            "dateTo": "2026-11-23T14:34:30.125Z",
            "groupBy": {
                "agent": [
                    {
                        "id": "6f0c",
                        "metrics": {
                            "agentStatus": {"value": "On a Call"},
                            "conversationCount": {"value": 156},
                            "conversationCountClosed": {"value": 155},
                            "handleTime": {"value": 17821000},
                        },
                    }
                ]
            },
        }
        (look,) = decoded(json_reply(body)).looks
        assert (look.agent_id, look.status, look.started, look.closed) == ("6f0c", "On a Call", 156, 155)
        assert look.handle_time == timedelta(hours=4, minutes=57, seconds=1)
        assert look.as_of == END

    def test_nobody_is_a_page(self) -> None:
        assert decoded(page_reply()) == Page(Looks.of(()), None)

    def test_an_unknown_status_is_kept_as_it_is(self) -> None:
        assert decoded(page_reply(agent_json("a", status=" Gone Fishing "))).looks[0].status == " Gone Fishing "

    def test_fields_that_nobody_asked_for_do_not_disturb(self) -> None:
        agent = agent_json("a", 3)
        agent["division"] = {"id": 7}
        agent["metrics"]["occupancy"] = {"value": None}
        assert decoded(page_reply(agent)).looks[0].closed == 3

    def test_parts_of_a_millisecond_are_rounded(self) -> None:
        assert decoded(page_reply(agent_json("a", 1, handle_ms=1000.6))).looks[0].handle_time == timedelta(
            seconds=1.001
        )

    def test_more_closed_than_started_is_left_for_the_domain_to_judge(self) -> None:
        look = decoded(page_reply(agent_json("a", closed=5, started=4))).looks[0]
        assert (look.started, look.closed) == (4, 5)


class TestCursor:
    def test_it_is_read_from_the_header(self) -> None:
        assert decoded(page_reply(cursor="from-header")).cursor == "from-header"

    def test_it_is_read_from_the_body(self) -> None:
        assert decoded(json_reply({"groupBy": {"agent": []}, "nextPageToken": "from-body"})).cursor == "from-body"

    def test_of_two_the_header_counts(self) -> None:
        body = {"groupBy": {"agent": []}, "nextPageToken": "from-body"}
        assert decoded(json_reply(body, headers={"next-page-token": "from-header"})).cursor == "from-header"

    @pytest.mark.parametrize("ending", [None, ""])
    def test_none_and_empty_are_the_last_page(self, ending: str | None) -> None:
        body: dict[str, object] = {"groupBy": {"agent": []}, "nextPageToken": ending}
        assert decoded(json_reply(body, headers={"next-page-token": ""})).cursor is None


IMPOSSIBLE = [
    agent_json("", 1),
    agent_json("a", closed=-1, started=1),
    agent_json("a", closed=0, started=-1),
    agent_json("a", 1, handle_ms=-1),
    agent_json("a", 1, handle_ms=1e15),
    agent_json("a", closed=0, started=10**15),
    agent_json("a", closed=10**30),
    {"id": "a", "metrics": {"agentStatus": {"value": "Available"}}},
    {"id": "a"},
]


@pytest.mark.parametrize("agent", IMPOSSIBLE, ids=str)
def test_one_impossible_agent_refuses_the_whole_page(agent: dict[str, Any]) -> None:
    with pytest.raises(BadReply):
        decoded(page_reply(agent_json("good", 1), agent))


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"<html></html>", b"{", b'{"groupBy": {}}', b"\xff\xfe", b'{"groupBy":' + b"[" * 9999]
)
def test_what_is_no_page_is_a_bad_reply(body: bytes) -> None:
    with pytest.raises(BadReply):
        decoded(Reply(200, {}, body))


@given(st.binary(max_size=60))
def test_garbage_is_a_bad_reply(body: bytes) -> None:
    with pytest.raises(BadReply):
        decoded(Reply(200, {}, body))


counts = st.integers(0, 100_000)


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=8), counts, counts, st.integers(0, 10**9), st.text(max_size=8)),
        max_size=5,
        unique_by=lambda agent: agent[0],
    )
)
def test_every_counter_arrives_as_it_was_sent(agents: list[tuple[str, int, int, int, str]]) -> None:
    sent = [agent_json(name, closed, started, handled, status) for name, closed, started, handled, status in agents]
    assert decoded(page_reply(*sent)).looks == tuple(
        AgentLook(AgentId(name), status, started, closed, timedelta(milliseconds=handled), END)
        for name, closed, started, handled, status in agents
    )


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
places = st.sampled_from(["id", "metrics", "agentStatus", "conversationCount", "conversationCountClosed", "handleTime"])


@given(anything, places)
def test_whatever_stands_in_any_place_is_read_or_refused(odd: object, place: str) -> None:
    agent = agent_json("a", 1)
    if place in agent:
        agent[place] = odd
    else:
        agent["metrics"][place] = {"value": odd}
    try:
        page = decoded(Reply(200, {}, json.dumps({"groupBy": {"agent": [agent]}}).encode()))
    except BadReply:
        return
    (look,) = page.looks
    assert look.started >= 0
    assert look.closed >= 0
    assert look.handle_time >= timedelta()


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_an_answer_for_another_instant_is_refused() -> None:
    window = MetricsWindow(NOON - timedelta(hours=5), NOON)
    body = b'{"dateFrom":"%b","dateTo":"%b","groupBy":{"agent":[]}}'
    fresh = Reply(200, {}, body % (b"2026-11-23T07:00:00.000Z", b"2026-11-23T12:00:00.000Z"))
    assert decode_page(fresh, window).looks == ()
    repeated = Reply(200, {}, body % (b"2026-11-23T07:00:00.000Z", b"2026-11-23T09:00:00.000Z"))
    with pytest.raises(BadReply, match="answers for 2026-11-23T09:00"):
        decode_page(repeated, window)


class TestMemory:
    LATER = MetricsWindow(WINDOW.start, END + timedelta(seconds=30))

    def test_who_is_told_of_in_the_same_words_keeps_her_look(self) -> None:
        memory: Memory = Repeats()
        first = decode_page(page_reply(agent_json("a", 1), agent_json("b", 2)), WINDOW, memory).looks
        second = decode_page(page_reply(agent_json("a", 1), agent_json("b", 3)), self.LATER, memory).looks
        assert [look.agent_id for look in second.news] == ["b"]
        assert second.repeated[0] is first.news[0]
        assert {look.as_of for look in second} == {self.LATER.end}

    def test_who_is_told_of_anew_is_not_named_anew(self) -> None:
        looks = [decode_page(page_reply(agent_json("anna", closed)), WINDOW).looks[0] for closed in (1, 2)]
        assert looks[0].agent_id is looks[1].agent_id
        assert looks[0].status is looks[1].status

    def test_where_something_runs_equal_words_are_news(self) -> None:
        memory: Memory = Repeats()
        running = page_reply(agent_json("a", 1, started=2, handle_ms=5_000))
        for window in (WINDOW, self.LATER):
            looks = decode_page(running, window, memory).looks
            assert (len(looks.news), len(looks.repeated)) == (1, 0)

    def test_known_words_and_new_ones_about_the_same_agent(self) -> None:
        memory: Memory = Repeats()
        decode_page(page_reply(agent_json("a", 1)), WINDOW, memory)
        with pytest.raises(BadReply, match="stands twice"):
            decode_page(page_reply(agent_json("a", 1), agent_json("a", 2)), WINDOW, memory)
        assert len(decode_page(page_reply(*[agent_json("b", 1)] * 2), WINDOW, memory).looks) == 1
        assert len(decode_page(page_reply(*[agent_json("b", 1)] * 2), WINDOW, memory).looks) == 1
