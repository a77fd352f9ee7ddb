"""The aggregates query: what is asked, what is summed, and what is refused whole."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import json_reply
from tests.genesys.platform_bodies import (
    ADA,
    BEN,
    DOCUMENTED_AGGREGATE,
    INTERVAL,
    SALES,
    WINDOW,
    aggregate,
    group,
)
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys.aggregates import Memory, decode, decode_by_queue, request
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply
from wallboard.genesys.scope_parts import joined
from wallboard.genesys.source import ScopeFilter


def asked(scope: ScopeFilter, by_queue: bool = False) -> dict[str, Any]:
    """What is posted for a scope."""
    made = request(WINDOW, scope, by_queue)
    assert (made.method, made.path) == ("POST", "/api/v2/analytics/conversations/aggregates/query")
    assert made.body is not None
    query: dict[str, Any] = json.loads(made.body)
    return query


def looked(user: str, started: int, closed: int, handle_ms: int) -> AgentLook:
    return AgentLook(AgentId(user), None, started, closed, timedelta(milliseconds=handle_ms), WINDOW.end, True)


def refusal(*groups: dict[str, Any]) -> str:
    with pytest.raises(BadReply) as caught:
        decode(aggregate(*groups), WINDOW)
    assert caught.value.endpoint == "/api/v2/analytics/conversations/aggregates/query"
    return caught.value.reason


class TestRequest:
    def test_everybody_is_asked_for_at_once(self) -> None:
        assert asked(ScopeFilter()) == {
            "interval": INTERVAL,
            "groupBy": ["userId"],
            "metrics": ["tHandle", "nConnected"],
            "filter": {
                "type": "and",
                "clauses": [],
                "predicates": [{"dimension": "userId", "operator": "exists"}],
            },
        }

    def test_each_set_of_a_scope_is_a_clause_of_which_any_value_fits(self) -> None:
        scope = ScopeFilter(
            frozenset({"g"}), frozenset({"t2", "t1"}), frozenset({"q"}), frozenset({"d"}), frozenset({"voice"})
        )
        clauses = {
            tuple(one["dimension"] for one in clause["predicates"]): (
                clause["type"],
                [one["value"] for one in clause["predicates"]],
            )
            for clause in asked(scope)["filter"]["clauses"]
        }
        assert clauses == {
            ("groupId",): ("or", ["g"]),
            ("teamId", "teamId"): ("or", ["t1", "t2"]),
            ("queueId",): ("or", ["q"]),
            ("divisionId",): ("or", ["d"]),
            ("mediaType",): ("or", ["voice"]),
        }

    def test_queues_are_told_apart_where_that_is_asked(self) -> None:
        assert asked(ScopeFilter(), by_queue=True)["groupBy"] == ["userId", "queueId"]

    def test_an_instant_of_another_zone_is_asked_in_utc_with_milliseconds(self) -> None:
        start = datetime.fromisoformat("2026-03-02T09:00:00.120+01:00")
        made = request(MetricsWindow(start, WINDOW.end), ScopeFilter())
        assert made.body is not None
        assert json.loads(made.body)["interval"] == "2026-03-02T08:00:00.120Z/2026-03-02T14:35:00.000Z"


class TestDecode:
    def test_the_documented_answer_is_summed_over_media_types(self) -> None:
        told = decode(Reply(200, {}, DOCUMENTED_AGGREGATE), WINDOW)
        assert told.looks == (looked(ADA, 13, 14, 4_585_952),)
        assert told.nameless == 0

    def test_a_conversation_that_began_before_the_window_is_closed_and_not_begun(self) -> None:
        (look,) = decode(aggregate(group(ADA, closed=1, handle_ms=10 * 3_600_000)), WINDOW).looks
        assert (look.started, look.closed, look.handle_time) == (0, 1, timedelta(hours=10))

    def test_what_groups_without_an_agent_handled_is_counted_and_left_out(self) -> None:
        told = decode(aggregate(group(None, 99, 99_000), group(ADA, 1, 1_000), group(None, media=None)), WINDOW)
        assert [look.agent_id for look in told.looks] == [ADA]
        assert told.nameless == 99

    def test_a_total_over_media_types_counts_nothing_twice(self) -> None:
        parts = [group(ADA, 2, 2_000, 3), group(ADA, 1, 500, 1, media="chat")]
        told = decode(aggregate(group(ADA, 3, 2_500, 4, media=None), *parts), WINDOW)
        assert told.looks == (looked(ADA, 4, 3, 2_500),)

    def test_a_group_that_names_no_medium_counts_where_no_other_does(self) -> None:
        assert decode(aggregate(group(ADA, 3, 2_500, 4, media=None)), WINDOW).looks == (looked(ADA, 4, 3, 2_500),)

    def test_what_is_told_twice_in_the_same_words_is_taken_once(self) -> None:
        assert decode(aggregate(*[group(ADA, 2, 100, 2)] * 2), WINDOW).looks == (looked(ADA, 2, 2, 100),)

    @pytest.mark.parametrize("body", [b'{"results": []}', b"{}"])
    def test_where_nobody_did_anything_there_is_nobody(self, body: bytes) -> None:
        assert decode(Reply(200, {}, body), WINDOW).looks == ()

    def test_metrics_that_are_absent_are_0_and_unknown_ones_are_passed_over(self) -> None:
        told = group(ADA)
        told["data"][0]["metrics"] = [
            {"metric": "tTomorrow", "stats": {"count": -1, "sum": 5}},
            {"metric": "nConnected"},
        ]
        assert decode(aggregate(told), WINDOW).looks == (looked(ADA, 0, 0, 0),)
        del told["data"][0]["metrics"]
        assert decode(aggregate(told), WINDOW).looks == (looked(ADA, 0, 0, 0),)
        told["data"] = []
        assert decode(aggregate(told), WINDOW).looks == (looked(ADA, 0, 0, 0),)

    def test_a_sum_may_be_a_fraction(self) -> None:
        assert decode(aggregate(group(ADA, 2, 1234.6, 2)), WINDOW).looks == (looked(ADA, 2, 2, 1235),)

    def test_the_interval_may_be_written_in_other_letters(self) -> None:
        other = "2026-03-02T08:00:00Z/2026-03-02T15:35:00+01:00"
        assert decode(aggregate(group(ADA, 1, 5, 1, interval=other)), WINDOW).looks == (looked(ADA, 1, 1, 5),)


class TestRefusal:
    @pytest.mark.parametrize(
        ("bad", "why"),
        [
            (group("", 1, 1), "has an id of 0 letters"),
            (group("a" * 101, 1, 1), "has an id of 101 letters"),
            (group(ADA, -3, 0), "-3 closed"),
            (group(ADA, 0, 0, -1), "-1 conversations started"),
            (group(ADA, 1.5, 5), "1.5 closed"),
            (group(ADA, 1_000_001, 5), "1e+06 closed"),
            (group(ADA, 1, -1), "in -1 ms"),
            (group(ADA, 0, 5), "has handled 0 conversations in 5 ms"),
            (group(ADA, 1, 32 * 86_400_000), "has handled 1 conversations in"),
            (group(ADA, 1_000_000, 2e12), "in 2e+12 ms"),
            (group(ADA, 1, 5, interval="2026-03-02T08:00:00.000Z/2026-03-02T14:34:30.000Z"), "asked was"),
            (group(ADA, 1, 5, interval="yesterday"), "has numbers of yesterday"),
        ],
    )
    def test_what_no_contact_centre_can_bring_about_is_refused_with_all_the_rest(
        self, bad: dict[str, Any], why: str
    ) -> None:
        assert why in refusal(group(BEN, 1, 1), bad)

    def test_limits_hold_for_an_agent_and_not_for_each_medium_alone(self) -> None:
        most = [group(ADA, 1_000_000, 10**12, media=media) for media in ("voice", "chat")]
        assert "has closed 2000000 of 0 conversations" in refusal(*most)
        assert decode(aggregate(most[0]), WINDOW).looks[0].closed == 1_000_000

    def test_one_group_twice_with_different_numbers(self) -> None:
        assert "stands twice" in refusal(group(ADA, 1, 1), group(BEN, 1, 1), group(ADA, 2, 1))

    def test_more_than_the_one_interval_that_was_asked_for(self) -> None:
        told = group(ADA, 1, 1)
        told["data"] *= 2
        assert "has 2 intervals" in refusal(told)

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"[]",
            b"\xff",
            b"[" * 5_000,
            b'{"results": 7}',
            b'{"results": [{"group": {"userId": 7}}]}',
            b'{"results": [{"group": {"userId": "a"}, "data": [{"metrics": []}]}]}',
            b'{"results": [{"group": {"userId": "a"}, "data": [{"interval": "x", "metrics": [{"stats": {}}]}]}]}',
        ],
    )
    def test_what_is_no_aggregate(self, body: bytes) -> None:
        with pytest.raises(BadReply):
            decode(Reply(200, {}, body), WINDOW)

    def test_support_finds_it(self) -> None:
        reply = json_reply({"results": [group(ADA, -1)]}, headers={"inin-correlation-id": "c-1"})
        with pytest.raises(BadReply) as caught:
            decode(reply, WINDOW)
        assert caught.value.context_id == "c-1"


class TestByQueue:
    GROUPS = (
        group(ADA, 2, 200, 2, queue=SALES),
        group(ADA, 1, 50, 1, queue=SALES, media="chat"),
        group(ADA, 4, 400, 4, queue="support"),
        group(ADA, 9, 900, 9),  # a call from one desk to another
        group(BEN, 5, 500, 6, queue="support"),
    )

    def test_each_queue_has_its_own_numbers(self) -> None:
        told = decode_by_queue(aggregate(*self.GROUPS), WINDOW)
        assert told.looks == {
            SALES: (looked(ADA, 3, 3, 250),),
            "support": (looked(ADA, 4, 4, 400), looked(BEN, 6, 5, 500)),
        }

    @pytest.mark.parametrize(
        ("queues", "wanted"),
        [
            ((SALES,), [looked(ADA, 3, 3, 250)]),
            ((SALES, "support", SALES), [looked(ADA, 7, 7, 650), looked(BEN, 6, 5, 500)]),
            (("closed long ago",), []),
            ((), []),
        ],
    )
    def test_some_queues_are_summed(self, queues: Sequence[str], wanted: list[AgentLook]) -> None:
        told = decode_by_queue(aggregate(*self.GROUPS), WINDOW).of(queues)
        assert sorted(told, key=lambda look: look.agent_id) == wanted


class TestProperties:
    groups = st.lists(
        st.builds(
            group,
            st.sampled_from([None, "ada", "ben", "cleo"]),
            st.integers(1, 500),
            st.integers(0, 1_000_000),
            st.integers(0, 500),
            st.sampled_from(["voice", "chat", "message"]),
            st.sampled_from([None, "q1", "q2"]),
        ),
        max_size=20,
        unique_by=lambda one: tuple(sorted(one["group"].items())),
    )

    @staticmethod
    def without_queue(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """One group for each agent and medium."""
        seen = {(one["group"].get("userId"), one["group"]["mediaType"]): one for one in groups}
        return [{**one, "group": {k: v for k, v in one["group"].items() if k != "queueId"}} for one in seen.values()]

    @given(groups.map(without_queue), st.randoms(use_true_random=False))
    def test_the_order_of_groups_means_nothing(self, groups: list[dict[str, Any]], chance: Random) -> None:
        shuffled = list(groups)
        chance.shuffle(shuffled)
        one, other = decode(aggregate(*groups), WINDOW), decode(aggregate(*shuffled), WINDOW)
        assert set(one.looks) == set(other.looks)
        assert one.nameless == other.nameless

    @given(groups.map(without_queue))
    def test_every_handling_is_counted_once(self, groups: list[dict[str, Any]]) -> None:
        closed: Counter[str] = Counter()
        for one in groups:
            user = one["group"].get("userId")
            if user is not None:
                handled = [m for m in one["data"][0]["metrics"] if m["metric"] == "tHandle"]
                closed[user] += sum(m["stats"]["count"] for m in handled)
        told = decode(aggregate(*groups), WINDOW)
        assert {str(look.agent_id): look.closed for look in told.looks} == dict(closed)

    @given(groups.map(without_queue))
    def test_asked_by_media_type_and_joined_is_as_asked_at_once(self, groups: list[dict[str, Any]]) -> None:
        media = ("voice", "chat", "message")
        parts = [[one for one in groups if one["group"]["mediaType"] == medium] for medium in media]
        whole = decode(aggregate(*groups), WINDOW).looks
        assert set(joined(decode(aggregate(*part), WINDOW).looks for part in parts)) == set(whole)

    @given(groups)
    def test_the_queues_together_hold_all_work_of_queues(self, groups: list[dict[str, Any]]) -> None:
        in_queues = [one for one in groups if "queueId" in one["group"]]
        parts = [self.without_queue([one]) for one in in_queues]
        one_by_one = joined(decode(aggregate(*part), WINDOW).looks for part in parts)
        assert set(decode_by_queue(aggregate(*groups), WINDOW).of(["q1", "q2"])) == set(one_by_one)


def test_the_window_of_the_samples_is_that_of_the_tests() -> None:
    start, end = (datetime.fromisoformat(one) for one in INTERVAL.split("/"))
    assert (start, end) == (WINDOW.start, WINDOW.end)
    assert start.utcoffset() == UTC.utcoffset(None)


class TestMemory:
    LATER = MetricsWindow(WINDOW.start, WINDOW.end + timedelta(seconds=30))
    LATER_INTERVAL = "2026-03-02T08:00:00.000Z/2026-03-02T14:35:30.000Z"

    def later(self, user: str, closed: int, handle_ms: int) -> dict[str, Any]:
        return group(user, closed, handle_ms, interval=self.LATER_INTERVAL)

    def test_who_is_told_of_in_the_same_words_keeps_her_look(self) -> None:
        memory = Memory()
        first = decode(aggregate(group(ADA, 1, 10), group(BEN, 2, 20)), WINDOW, memory).looks
        assert (len(first.news), len(first.repeated)) == (2, 0)
        second = decode(aggregate(self.later(ADA, 1, 10), self.later(BEN, 3, 30)), self.LATER, memory).looks
        assert [look.agent_id for look in second.news] == [BEN]
        assert second.repeated[0] is first.news[0]
        assert {look.as_of for look in second} == {self.LATER.end}

    def test_who_is_told_of_anew_is_not_named_anew(self) -> None:
        memory = Memory()
        (first,) = decode(aggregate(group(ADA, 1, 10)), WINDOW, memory).looks.news
        (second,) = decode(aggregate(self.later(ADA, 2, 20)), self.LATER, memory).looks.news
        assert second.agent_id is first.agent_id

    def test_another_window_is_another_matter(self) -> None:
        memory = Memory()
        decode(aggregate(group(ADA, 1, 10)), WINDOW, memory)
        start = WINDOW.start + timedelta(hours=1)
        other = self.LATER_INTERVAL.replace("T08:", "T09:")
        window = MetricsWindow(start, self.LATER.end)
        assert len(decode(aggregate(group(ADA, 1, 10, interval=other)), window, memory).looks.news) == 1

    def test_an_old_answer_is_refused_though_its_words_are_known(self) -> None:
        memory = Memory()
        old = aggregate(group(ADA, 1, 10))
        decode(old, WINDOW, memory)
        with pytest.raises(BadReply, match=r"asked was .*14:35:30"):
            decode(old, self.LATER, memory)

    def test_known_words_and_new_ones_about_the_same_group(self) -> None:
        memory = Memory()
        decode(aggregate(group(ADA, 1, 10)), WINDOW, memory)
        with pytest.raises(BadReply, match="stands twice"):
            decode(aggregate(self.later(ADA, 1, 10), self.later(ADA, 2, 20)), self.LATER, memory)

    def test_an_interval_in_the_word_that_stands_for_the_asked_one_is_refused(self) -> None:
        memory = Memory()
        decode(aggregate(group(ADA, 1, 10)), WINDOW, memory)
        with pytest.raises(BadReply, match="has numbers of as asked"):
            decode(aggregate(group(ADA, 1, 10, interval="as asked")), WINDOW, memory)

    answers = st.lists(TestProperties.groups.map(TestProperties.without_queue), min_size=1, max_size=4)

    @given(answers)
    def test_it_changes_nothing_of_what_is_told(self, answers: list[list[dict[str, Any]]]) -> None:
        memory = Memory()
        for groups in answers:
            told, plain = decode(aggregate(*groups), WINDOW, memory), decode(aggregate(*groups), WINDOW)
            assert sorted(told.looks) == sorted(plain.looks)
            assert told.nameless == plain.nameless
