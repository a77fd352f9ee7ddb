"""What a conversation aggregate is asked for: read, judged, and which conversations its filter lets through. Pure.

Used by aggregates. What the Platform API knows and this organisation cannot do (granularity, views, ranges) is refused
too: an answer without it would be a wrong one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from wallboard.board.window import MetricsWindow
from wallboard.simulator import bodies
from wallboard.simulator.analytics_words import DIMENSIONS, METRICS
from wallboard.simulator.errors import bad_field

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)

Together = Literal["and", "or"]
Function = Literal["average", "count", "max", "min", "sum"]


class _Strict(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """A part of the body; a field that the Platform API does not know is refused."""


class Predicate(_Strict, frozen=True):
    """One dimension has this value, or has any, or has none."""

    dimension: str
    operator: Literal["matches", "exists", "notExists"] = "matches"
    value: str | None = None
    type: Literal["dimension"] = "dimension"


class Clause(_Strict, frozen=True):
    """Predicates, all or one of which have to hold."""

    type: Together
    predicates: Annotated[tuple[Predicate, ...], msgspec.Meta(min_length=1)]


class Filter(_Strict, frozen=True):
    """Clauses and predicates side by side, all or one of which have to hold."""

    type: Together
    clauses: tuple[Clause, ...] = ()
    predicates: tuple[Predicate, ...] = ()


class Sort(_Strict, frozen=True):
    """What the top is measured by."""

    name: str
    function: Function


class _Body(_Strict, frozen=True):
    interval: str
    metrics: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    group_by: tuple[str, ...] = ()
    filter: Filter | None = None
    time_zone: str | None = None
    query_type: Literal["groupBy", "topN", "bottomN"] = "groupBy"
    sort_metric: Sort | None = None
    limit: Annotated[int, msgspec.Meta(ge=1)] | None = None
    flatten_multivalued_dimensions: bool = False


@dataclass(frozen=True, slots=True)
class Top:
    """The `limit` groups that have the most of something, or the least."""

    metric: str
    function: Function
    limit: int
    most: bool


@dataclass(frozen=True, slots=True)
class AggregateQuery:
    """A request that makes sense. `top` None: every group."""

    interval: MetricsWindow
    metrics: frozenset[str]
    group_by: tuple[str, ...]
    filter: Filter | None
    top: Top | None


def parse(body: bytes) -> AggregateQuery:
    """Judge the body of a request. Raises Refused, naming what is wrong."""
    asked = bodies.read(body, _Body)
    for metric in asked.metrics:
        _known("metrics", metric, METRICS)
    for dimension in asked.group_by:
        _known("groupBy", dimension, DIMENSIONS)
    _judge_filter(asked.filter)
    _judge_zone(asked.time_zone)
    return AggregateQuery(
        interval_in(asked.interval),
        frozenset(asked.metrics),
        tuple(dict.fromkeys(asked.group_by)),
        asked.filter,
        _top(asked),
    )


def fits(asked: Filter | None, place: Mapping[str, str]) -> bool:
    """Whether a conversation with these dimensions passes the filter."""
    if asked is None:
        return True
    parts = [_together(clause.type, [_holds(one, place) for one in clause.predicates]) for clause in asked.clauses]
    return _together(asked.type, parts + [_holds(one, place) for one in asked.predicates])


def predicates(asked: Filter | None) -> list[Predicate]:
    """All that a filter tests."""
    if asked is None:
        return []
    return [*asked.predicates, *(one for clause in asked.clauses for one in clause.predicates)]


def _together(how: Together, parts: list[bool]) -> bool:
    return all(parts) if how == "and" else any(parts)


def _holds(one: Predicate, place: Mapping[str, str]) -> bool:
    match one.operator:
        case "matches":
            return place.get(one.dimension) == one.value
        case "exists":
            return one.dimension in place
        case "notExists":
            return one.dimension not in place


def _known(name: str, word: str, words: frozenset[str]) -> None:
    if word not in words:
        raise bad_field(name, f"holds {word!r}, which does not exist")


def _judge_filter(asked: Filter | None) -> None:
    if asked is None:
        return
    if not asked.clauses and not asked.predicates:
        raise bad_field("filter", "has neither clauses nor predicates")
    for one in predicates(asked):
        _known("filter", one.dimension, DIMENSIONS)
        if (one.operator == "matches") != (one.value is not None):
            raise bad_field("filter", f"has a predicate on {one.dimension} whose operator and value do not go together")


def _judge_zone(name: str | None) -> None:
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a region alone, such as Asia, is a folder
        raise bad_field("timeZone", f"is no time zone: {name!r}") from None


def interval_in(text: str) -> MetricsWindow:
    """An interval as it is asked for. Raises Refused."""
    start, slash, end = text.partition("/")
    if not slash:
        raise bad_field("interval", f"must be like 2026-11-23T07:00:00.000Z/2026-11-23T14:00:00.000Z, not {text!r}")
    window = MetricsWindow(_instant(start), _instant(end))
    if window.start > window.end:
        raise bad_field("interval", "ends before it begins")
    return window


def _instant(text: str) -> datetime:
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass  # a 25th hour has the form of an instant
    raise bad_field("interval", f"holds {text!r}, which is no instant like 2026-11-23T07:00:00.000Z")


def _top(asked: _Body) -> Top | None:
    if asked.query_type == "groupBy":
        return None
    if asked.limit is None:
        raise bad_field("limit", f"is needed for {asked.query_type}")
    if asked.sort_metric is None and len(set(asked.metrics)) > 1:
        raise bad_field("sortMetric", "is needed where several metrics are asked for")
    sort = asked.sort_metric or Sort(asked.metrics[0], "count")
    if sort.name not in asked.metrics:
        raise bad_field("sortMetric", f"names {sort.name!r}, which is not among the metrics")
    if sort.name.startswith("n") and sort.function != "count":
        raise bad_field("sortMetric", f"asks for the {sort.function} of {sort.name}, which is a count")
    return Top(sort.name, sort.function, asked.limit, most=asked.query_type == "topN")
