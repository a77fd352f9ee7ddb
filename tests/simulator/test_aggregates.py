"""Aggregates against the recorded numbers and against a naive count, and what may be seen before the delay is over."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.openapi import faults
from tests.simulator.organisation import TODAY, ZONE, at, recorded_day
from tests.truth import DAYS, conversations, truth
from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.simulator.aggregate_query import parse
from wallboard.simulator.aggregates import Memory, answer
from wallboard.simulator.day import queue_id
from wallboard.simulator.delay import Delay
from wallboard.simulator.realtime import to_text
from wallboard.simulator.timeline import Talk, Timeline, look_at, timeline

SPREAD = Delay()
LONGEST = timedelta(seconds=30)
WRAP_UP = timedelta(seconds=20)
TOVA, IDIT = AgentId("tova"), AgentId("idit")
PLACES = {TOVA: {"teamId": "north"}, IDIT: {"teamId": "south"}}
BODY_SCHEMA = "ConversationAggregateQueryResponse"

Results = list[dict[str, Any]]


def asked(
    start: datetime, end: datetime, lines: Iterable[Timeline], *, now: datetime | None = None, **changes: object
) -> Results:
    """The groups of an answer, in the form in which they are sent; without `now` everything can be seen."""
    body = {
        "interval": f"{to_text(start)}/{to_text(end)}",
        "groupBy": ["userId"],
        "metrics": ["tHandle", "tAcw", "tTalk", "nConnected"],
        **changes,
    }
    assert faults("ConversationAggregationQuery", body) == []
    told = answer(parse(json.dumps(body).encode()), lines, PLACES, now or end + LONGEST, SPREAD)
    assert faults(BODY_SCHEMA, told) == []
    results: Results = json.loads(msgspec.json.encode(told))["results"]
    for group in results:
        (data,) = group["data"]
        assert data["interval"] == body["interval"]
        assert data["metrics"], "a group without a metric is left out"
    return results


def stats(group: dict[str, Any]) -> dict[str, dict[str, int]]:
    (data,) = group["data"]
    return {one["metric"]: one["stats"] for one in data["metrics"]}


def by_agent(results: Results) -> dict[str, dict[str, tuple[int, int]]]:
    """Count and sum of every metric over the media, by agent; groups of nobody are dropped."""
    told: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for group in results:
        if (agent := group["group"].get("userId")) is not None:
            for metric, own in stats(group).items():
                count, total = told[agent].get(metric, (0, 0))
                told[agent][metric] = (count + own["count"], total + own.get("sum", 0))
    return dict(told)


def begun_before(day: date, shift: datetime, end: datetime, name: str) -> list[timedelta]:
    """What calls took that were answered before the shift, or at its first instant's edge, and closed inside it."""
    own = conversations(day, WRAP_UP)[name]
    return [one.closes - one.answer for one in own if one.answer < shift < one.closes <= end]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_closed_and_handled_are_the_recorded_ones_at_any_instant(day: date) -> None:
    replay = recorded_day(day)
    shift = datetime.combine(day, time(7))
    for minutes in range(0, 20 * 51, 51):
        end = datetime.combine(day, time(7, 3, 13)) + timedelta(minutes=minutes)
        start, until = (datetime.combine(TODAY, one.time(), ZONE) for one in (shift, end))
        until += timedelta(days=(end.date() - day).days)
        told = by_agent(asked(start, until, replay.timelines.values()))
        expected = truth(day, end, shift, WRAP_UP)
        assert {replay.names[AgentId(agent)] for agent in told} <= set(expected)
        for agent, name in replay.names.items():
            before = begun_before(day, shift, end, name)
            closed, handled = told.get(agent, {}).get("tHandle", (0, 0))
            assert closed == expected[name].closed + len(before)
            assert handled == (expected[name].handled + sum(before, timedelta())) / timedelta(milliseconds=1)
            assert told.get(agent, {}).get("nConnected", (0, 0))[0] == expected[name].started


def test_some_recorded_call_did_begin_before_a_window() -> None:
    """Else the test above would not show that such a call counts where it ends."""
    replay = recorded_day()
    start, end = at("10:00:00"), at("10:05:00")
    told = by_agent(asked(start, end, replay.timelines.values()))
    since, until = (one.replace(year=1999, month=2, day=2, tzinfo=None) for one in (start, end))
    begun = [lasted for name in replay.names.values() for lasted in begun_before(since.date(), since, until, name)]
    assert begun
    assert sum(own.get("tHandle", (0, 0))[0] for own in told.values()) == len(begun) + sum(
        one.closed for one in truth(since.date(), until, since, WRAP_UP).values()
    )


moments = st.integers(0, 300).map(lambda seconds: at("00:00") + timedelta(seconds=seconds))
talks = st.lists(
    st.tuples(moments, st.integers(0, 90), st.sampled_from(["regular", "english"]), st.sampled_from(["voice", "chat"])),
    max_size=10,
).map(lambda drawn: [Talk(a, a + timedelta(seconds=length), queue, media) for a, length, queue, media in drawn])
wrap_ups = st.integers(0, 40).map(lambda seconds: timedelta(seconds=seconds))


def lines_of(own: dict[AgentId, list[Talk]], wrap_up: timedelta) -> list[Timeline]:
    return [timeline(agent, those, wrap_up) for agent, those in own.items() if those]


@given(talks, talks, wrap_ups, moments, moments)
def test_every_metric_lands_where_it_ends_and_is_counted_once(
    tovas: list[Talk], idits: list[Talk], wrap_up: timedelta, one: datetime, other: datetime
) -> None:
    start, end = min(one, other), max(one, other)
    lines = lines_of({TOVA: tovas, IDIT: idits}, wrap_up)
    expected: defaultdict[tuple[str, str, str], list[timedelta]] = defaultdict(list)
    for line in lines:
        for each in line.conversations:
            events = {
                "nConnected": (each.answer, timedelta()),
                "tTalk": (each.hangup, each.hangup - each.answer),
                "tHandle": (each.closed, each.closed - each.answer),
                **({"tAcw": (each.closed, each.closed - each.hangup)} if each.closed > each.hangup else {}),
            }
            for metric, (happened, lasted) in events.items():
                if start < happened <= end:
                    expected[line.agent_id, each.media, metric].append(lasted)
    told = {
        (group["group"]["userId"], group["group"]["mediaType"], metric): own
        for group in asked(start, end, lines)
        if "userId" in group["group"]
        for metric, own in stats(group).items()
    }
    assert told.keys() == expected.keys()
    for key, times_told in expected.items():
        values = [each // timedelta(milliseconds=1) for each in times_told]
        times = {"sum": sum(values), "min": min(values), "max": max(values)} if key[2] != "nConnected" else {}
        assert told[key] == {"count": len(values), **times}


@given(talks, wrap_ups, moments, moments, moments)
def test_adjacent_intervals_share_no_event_and_lose_none(
    own: list[Talk], wrap_up: timedelta, one: datetime, other: datetime, third: datetime
) -> None:
    start, middle, end = sorted((one, other, third))
    lines = lines_of({TOVA: own}, wrap_up)

    def counts(since: datetime, until: datetime) -> Counter[str]:
        told = by_agent(asked(since, until, lines)).get("tova", {})
        return Counter({metric: count for metric, (count, _) in told.items()})

    assert counts(start, middle) + counts(middle, end) == counts(start, end)


@given(talks, wrap_ups, moments, st.integers(0, 40))
def test_the_closed_count_is_that_of_the_realtime_contract_at_the_same_instant_seen_at_the_same_moment(
    own: list[Talk], wrap_up: timedelta, end: datetime, late: int
) -> None:
    start = at("00:00") - timedelta(seconds=1)  # all conversations begin after it
    now = max(end, start) + timedelta(seconds=late)
    for line in lines_of({TOVA: own}, wrap_up):
        look = look_at(line, MetricsWindow(start, max(end, start)), now, SPREAD)
        told = by_agent(asked(start, max(end, start), [line], now=now)).get("tova", {})
        assert told.get("tHandle", (0, 0))[0] == look.closed
        assert told.get("nConnected", (0, 0))[0] == look.started


def one_talk(answer: str, hangup: str, queue: str = "regular", media: str = "voice") -> Talk:
    return Talk(at(answer), at(hangup), queue, media)


def test_an_event_at_the_end_is_in_and_one_at_the_start_is_not() -> None:
    lines = lines_of({TOVA: [one_talk("10:00:00", "10:05:00")]}, timedelta())
    assert by_agent(asked(at("09:00"), at("10:05:00"), lines))["tova"]["tHandle"] == (1, 300_000)
    assert asked(at("10:05:00"), at("11:00"), lines) == []


def test_a_call_that_began_before_the_interval_counts_whole_where_its_wrap_up_ends() -> None:
    lines = lines_of({TOVA: [one_talk("09:00:00", "10:05:00")]}, WRAP_UP)
    (own, nobody) = sorted(asked(at("10:00"), at("10:05:20"), lines), key=lambda one: -len(one["group"]))
    assert (own["group"], nobody["group"]) == ({"mediaType": "voice", "userId": "tova"}, {"mediaType": "voice"})
    long = 65 * 60_000
    assert stats(own) == {
        "tAcw": {"count": 1, "sum": 20_000, "min": 20_000, "max": 20_000},
        "tHandle": {"count": 1, "sum": long + 20_000, "min": long + 20_000, "max": long + 20_000},
        "tTalk": {"count": 1, "sum": long, "min": long, "max": long},
    }
    assert "tHandle" not in by_agent(asked(at("10:00"), at("10:05:19"), lines))["tova"]


def test_what_happened_less_than_its_delay_ago_is_not_seen() -> None:
    lines = lines_of({TOVA: [one_talk("10:00:00", "10:05:00")]}, timedelta())
    end = at("10:05:10")
    early, later = (by_agent(asked(at("10:00"), end, lines, now=now)).get("tova") for now in (end, end + LONGEST))
    assert early is None
    assert later is not None
    assert later["tHandle"] == (1, 300_000)


def test_a_metric_that_nobody_asked_for_is_not_told_and_a_real_one_that_never_occurs_is_absent() -> None:
    lines = lines_of({TOVA: [one_talk("10:00:00", "10:05:00")]}, timedelta())
    told = asked(at("09:00"), at("11:00"), lines, metrics=["nOffered", "nConnected"])
    assert by_agent(told) == {"tova": {"nConnected": (1, 0)}}
    assert asked(at("09:00"), at("11:00"), lines, metrics=["nOffered"]) == []


LINES = lines_of(
    {
        TOVA: [one_talk("10:00:00", "10:01:00"), one_talk("10:02:00", "10:05:00", "english", "callback")],
        IDIT: [one_talk("10:00:00", "10:01:30", "english"), one_talk("10:03:00", "10:04:00")],
    },
    timedelta(),
)


def groups(**changes: object) -> list[tuple[dict[str, str], int]]:
    results = asked(at("09:00"), at("11:00"), LINES, now=None, metrics=["tHandle"], **changes)
    return [(group["group"], stats(group)["tHandle"]["count"]) for group in results]


def test_every_group_names_its_medium_and_there_is_one_of_each_medium_alone() -> None:
    assert sorted(groups(), key=str) == sorted(
        [
            ({"mediaType": "voice", "userId": "tova"}, 1),
            ({"mediaType": "callback", "userId": "tova"}, 1),
            ({"mediaType": "voice", "userId": "idit"}, 2),
            ({"mediaType": "voice"}, 3),
            ({"mediaType": "callback"}, 1),
        ],
        key=str,
    )


def test_groups_may_be_fine_or_coarse() -> None:
    assert groups(groupBy=[]) == [({"mediaType": "callback"}, 1), ({"mediaType": "voice"}, 3)]
    assert groups(groupBy=["mediaType"]) == groups(groupBy=[])
    fine = [group for group, _ in groups(groupBy=["userId", "queueId"]) if "userId" in group]
    assert len(fine) == 4
    assert all(set(group) == {"userId", "queueId", "mediaType"} for group in fine)
    assert {
        group["teamId"]: count for group, count in groups(groupBy=["teamId"]) if group.get("teamId") == "south"
    } == {"south": 2}


def test_a_dimension_that_nobody_has_is_left_out_of_the_group() -> None:
    assert all("wrapUpCode" not in group for group, _ in groups(groupBy=["userId", "wrapUpCode"]))


def test_a_filter_counts_what_fits_alone() -> None:
    english = {"dimension": "queueId", "value": "english"}
    told = groups(filter={"type": "and", "predicates": [english, {"dimension": "userId", "operator": "exists"}]})
    assert {(group["userId"], count) for group, count in told if "userId" in group} == {("tova", 1), ("idit", 1)}
    team = {"type": "or", "predicates": [{"dimension": "teamId", "value": "north"}]}
    voice = {"dimension": "mediaType", "value": "voice"}
    told = groups(filter={"type": "and", "clauses": [team], "predicates": [voice]})
    assert told == [({"mediaType": "voice"}, 1), ({"mediaType": "voice", "userId": "tova"}, 1)]


@pytest.mark.parametrize(
    ("function", "query_type", "first"),
    [
        ("count", "topN", ("idit", "voice")),
        ("sum", "topN", ("tova", "callback")),
        ("max", "topN", ("tova", "callback")),
        ("average", "bottomN", ("tova", "voice")),
        ("min", "bottomN", ("idit", "voice")),
    ],
)
def test_the_top_is_the_best_by_what_was_asked_and_holds_nobody_but_agents(
    function: str, query_type: str, first: tuple[str, str]
) -> None:
    sort = {"name": "tHandle", "function": function}
    whole = groups(queryType=query_type, sortMetric=sort, limit=50)
    assert len(whole) == 3
    assert (whole[0][0]["userId"], whole[0][0]["mediaType"]) == first
    assert groups(queryType=query_type, sortMetric=sort, limit=2) == whole[:2]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_recorded_queues_and_media_add_up_to_the_day(day: date) -> None:
    replay = recorded_day(day)
    start, end = at("00:00"), at("00:00") + timedelta(hours=25)
    told = asked(start, end, replay.timelines.values(), groupBy=["queueId"], metrics=["nConnected"])
    counts = Counter({group["group"]["queueId"]: 0 for group in told if "queueId" in group["group"]})
    for group in told:
        if "queueId" in group["group"]:
            counts[group["group"]["queueId"]] += stats(group)["nConnected"]["count"]
            assert (group["group"]["mediaType"] == "callback") is (group["group"]["queueId"] == queue_id("TT"))
    own = conversations(day, WRAP_UP).values()
    midnight = datetime.combine(day, time())
    assert counts.total() == sum(one.answer > midnight for those in own for one in those)


questions = st.sampled_from(
    [
        {},
        {"metrics": ["nConnected"]},
        {"groupBy": ["userId", "queueId"]},
        {"groupBy": []},
        {"filter": {"type": "and", "predicates": [{"dimension": "queueId", "value": "english"}]}},
        {"filter": {"type": "and", "predicates": [{"dimension": "teamId", "value": "north"}]}},
        {"queryType": "topN", "limit": 2, "sortMetric": {"name": "tHandle", "function": "sum"}},
    ]
)
looks = st.tuples(moments, moments, st.integers(0, 40), questions)


@given(talks, talks, wrap_ups, st.lists(looks, min_size=2, max_size=8))
def test_a_memory_changes_no_answer_in_whatever_order_it_is_asked(
    tovas: list[Talk], idits: list[Talk], wrap_up: timedelta, asked_for: list[tuple[datetime, datetime, int, Any]]
) -> None:
    lines, memory = lines_of({TOVA: tovas, IDIT: idits}, wrap_up), Memory()
    for one, other, late, changes in sorted(asked_for, key=lambda look: max(look[0], look[1])):
        start, end = min(one, other), max(one, other)
        body = {
            "interval": f"{to_text(start)}/{to_text(end)}",
            "groupBy": ["userId"],
            "metrics": ["tHandle", "tAcw", "tTalk", "nConnected"],
            **changes,
        }
        query, now = parse(json.dumps(body).encode()), end + timedelta(seconds=late)
        kept = answer(query, lines, PLACES, now, SPREAD, memory)
        assert kept == answer(query, lines, PLACES, now, SPREAD)
