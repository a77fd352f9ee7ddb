"""What may be asked of an aggregate, and which conversations pass its filter."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.window import MetricsWindow
from wallboard.simulator.aggregate_query import AggregateQuery, Clause, Filter, Predicate, Together, Top, fits, parse
from wallboard.simulator.errors import Refused

SHIFT = "2026-11-23T07:00:00.000Z/2026-11-23T14:34:30.000Z"
GOOD: dict[str, Any] = {"interval": SHIFT, "groupBy": ["userId"], "metrics": ["tHandle", "nConnected"]}


def asked(**changes: object) -> AggregateQuery:
    return parse(json.dumps({**GOOD, **changes}).encode())


def test_a_ranking_is_asked_for() -> None:
    window = MetricsWindow(datetime(2026, 11, 23, 7, tzinfo=UTC), datetime(2026, 11, 23, 14, 34, 30, tzinfo=UTC))
    assert asked() == AggregateQuery(window, frozenset({"tHandle", "nConnected"}), ("userId",), None, None)


@pytest.mark.parametrize(
    "interval",
    [
        "2026-11-23T07:00:00Z/2026-11-23T14:34:30Z",
        "2026-11-23T07:00Z/2026-11-23T14:34:30.0Z",
        "2026-11-23T09:00:00.000+02:00/2026-11-23T10:34:30.000-04:00",
    ],
)
def test_an_instant_may_be_written_in_any_of_the_usual_ways(interval: str) -> None:
    assert asked(interval=interval).interval == asked().interval


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"interval": "2026-11-23T07:00:00.000Z"}, "The field interval must be like"),
        ({"interval": "2026-11-23T07:00:00.000/2026-11-23T14:00:00.000"}, "is no instant"),
        ({"interval": "today/tomorrow"}, "is no instant"),
        ({"interval": "2026-11-23T25:00:00Z/2026-11-24T25:00:00Z"}, "is no instant"),
        ({"interval": "2026-11-23T14:00:00Z/2026-11-23T07:00:00Z"}, "ends before it begins"),
        ({"interval": "0001-01-01T00:00:00+14:00/2026-11-23T07:00:00Z"}, "is no instant"),
        ({"metrics": []}, "length >= 1"),
        ({"metrics": ["handleTime"]}, "The field metrics holds 'handleTime'"),
        ({"groupBy": ["agent"]}, "The field groupBy holds 'agent'"),
        ({"groupBy": "userId"}, "Expected `array`"),
        ({"filter": {"type": "and"}}, "neither clauses nor predicates"),
        ({"filter": {"type": "not", "predicates": []}}, "Invalid enum value 'not'"),
        ({"filter": {"type": "or", "clauses": [{"type": "or", "predicates": []}]}}, "length >= 1"),
        ({"filter": {"type": "or", "predicates": [{"dimension": "agent", "value": "x"}]}}, "holds 'agent'"),
        ({"filter": {"type": "or", "predicates": [{"dimension": "userId"}]}}, "predicate on userId"),
        (
            {"filter": {"type": "or", "predicates": [{"dimension": "userId", "operator": "exists", "value": "x"}]}},
            "predicate on userId",
        ),
        ({"filter": {"type": "or", "predicates": [{"dimension": "userId", "operator": "like"}]}}, "'like'"),
        ({"timeZone": "Mars/Olympus"}, "timeZone is no time zone"),
        ({"granularity": "PT30M"}, "unknown field `granularity`"),
        ({"maxRecords": 100}, "unknown field `maxRecords`"),
        ({"queryType": "topN", "metrics": ["tHandle"]}, "The field limit is needed for topN"),
        ({"queryType": "topN", "metrics": ["tHandle"], "limit": 0}, ">= 1"),
        ({"queryType": "bottomN", "limit": 5}, "The field sortMetric is needed"),
        ({"queryType": "topN", "limit": 5, "sortMetric": {"name": "tAcw", "function": "sum"}}, "names 'tAcw'"),
        ({"queryType": "topN", "limit": 5, "sortMetric": {"name": "nConnected", "function": "sum"}}, "is a count"),
        ({"queryType": "topN", "limit": 5, "sortMetric": {"name": "tHandle", "function": "median"}}, "'median'"),
    ],
)
def test_what_makes_no_sense_is_answered_400_with_the_reason(changes: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        asked(**changes)
    assert (refused.value.status, refused.value.code) == (400, "bad.request")


@pytest.mark.parametrize("missing", ["interval", "metrics"])
def test_interval_and_metrics_are_needed(missing: str) -> None:
    body = {name: value for name, value in GOOD.items() if name != missing}
    with pytest.raises(Refused, match=f"missing required field `{missing}`"):
        parse(json.dumps(body).encode())


def test_the_top_is_measured_by_what_was_told_or_by_the_one_metric() -> None:
    sort = {"name": "tHandle", "function": "average"}
    assert asked(queryType="bottomN", limit=3, sortMetric=sort).top == Top("tHandle", "average", 3, most=False)
    assert asked(queryType="topN", limit=50, metrics=["tHandle"]).top == Top("tHandle", "count", 50, most=True)


PLACE = {"userId": "tova", "queueId": "regular", "mediaType": "voice"}


@pytest.mark.parametrize(
    ("predicate", "holds"),
    [
        (Predicate("userId", value="tova"), True),
        (Predicate("userId", value="idit"), False),
        (Predicate("wrapUpCode", value="sold"), False),
        (Predicate("userId", "exists"), True),
        (Predicate("wrapUpCode", "exists"), False),
        (Predicate("userId", "notExists"), False),
        (Predicate("wrapUpCode", "notExists"), True),
    ],
)
def test_a_predicate_holds_or_does_not(predicate: Predicate, holds: bool) -> None:
    assert fits(Filter("and", predicates=(predicate,)), PLACE) is holds


def test_without_a_filter_everything_fits() -> None:
    assert fits(None, PLACE)


TRUE, FALSE = Predicate("userId", value="tova"), Predicate("userId", value="idit")
kinds: st.SearchStrategy[Together] = st.sampled_from(["and", "or"])
verdicts = st.lists(st.booleans(), min_size=1, max_size=3)


@given(kinds, st.lists(st.tuples(kinds, verdicts), max_size=3), st.lists(st.booleans(), max_size=3))
def test_clauses_and_predicates_stand_side_by_side(
    outer: Together, clauses: list[tuple[Together, list[bool]]], alone: list[bool]
) -> None:
    def predicates(of: list[bool]) -> tuple[Predicate, ...]:
        return tuple(TRUE if verdict else FALSE for verdict in of)

    asked_for = Filter(outer, tuple(Clause(inner, predicates(of)) for inner, of in clauses), predicates(alone))
    gather = {"and": all, "or": any}
    expected = gather[outer]([*(gather[inner](of) for inner, of in clauses), *alone])
    assert fits(asked_for, PLACE) is expected
