"""Who waits in the queues now: `POST /api/v2/analytics/queues/observations/query`. Pure.

Asked by endpoints; fed by the callers' waits of day. It knows `oWaiting` alone: the other metrics are left out.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from wallboard.simulator import bodies
from wallboard.simulator.aggregate_query import Filter, fits
from wallboard.simulator.day import CALLBACK, VOICE, Wait
from wallboard.simulator.errors import bad_field
from wallboard.simulator.realtime import to_text

PATH = "/api/v2/analytics/queues/observations/query"
_WAITING = "oWaiting"
_MOST_DETAILS = 100

Metric = Literal[
    "oActiveUsers",
    "oAlerting",
    "oInteracting",
    "oLongestInteracting",
    "oLongestWaiting",
    "oMemberUsers",
    "oOffQueueUsers",
    "oOnQueueUsers",
    "oUserPresences",
    "oUserRoutingStatuses",
    "oWaiting",
]


class Query(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The body of a request."""

    filter: Filter
    metrics: tuple[Metric, ...]
    detail_metrics: tuple[Metric, ...] = ()


class Count(msgspec.Struct, frozen=True):
    """How many."""

    count: int


class Observation(msgspec.Struct, frozen=True, rename="camel"):
    """One who waits, since then."""

    observation_date: str
    direction: str = "inbound"


class Observed(msgspec.Struct, frozen=True):
    """One metric of a group."""

    metric: str
    stats: Count
    truncated: bool | UnsetType = UNSET
    observations: list[Observation] | UnsetType = UNSET


class QueueData(msgspec.Struct, frozen=True):
    """What one queue has in one medium."""

    group: dict[str, str]
    data: list[Observed]


class Answer(msgspec.Struct, frozen=True):
    """Every queue that fits, with each medium."""

    results: list[QueueData]


def parse(body: bytes) -> Query:
    """Judge a request. Raises Refused."""
    query = bodies.read(body, Query)
    if not query.metrics:
        raise bad_field("metrics", "is empty")
    if not query.filter.clauses and not query.filter.predicates:
        raise bad_field("filter", "has neither clauses nor predicates")
    return query


def answer(query: Query, queues: Mapping[str, str], waits: Sequence[Wait], now: datetime) -> Answer:
    """Who waits in the queues that fit, at this instant."""
    groups = [
        {"queueId": queue, "mediaType": media}
        for queue in sorted(queues)
        for media in (CALLBACK, VOICE)
        if _WAITING in query.metrics and fits(query.filter, {"queueId": queue, "mediaType": media})
    ]
    waiting = sorted((one.begun, one.queue, one.media) for one in waits if one.begun <= now < one.ended)
    detailed = _WAITING in query.detail_metrics
    return Answer([_data(group, waiting, detailed=detailed) for group in groups])


def _data(group: dict[str, str], waiting: Sequence[tuple[datetime, str, str]], *, detailed: bool) -> QueueData:
    since = [begun for begun, queue, media in waiting if (queue, media) == (group["queueId"], group["mediaType"])]
    shown = since
    if len(since) > _MOST_DETAILS:  # the oldest half and the newest one
        shown = since[: _MOST_DETAILS // 2] + since[-_MOST_DETAILS // 2 :]
    told = Observed(_WAITING, Count(len(since)))
    if detailed:
        details = [Observation(to_text(begun)) for begun in shown]
        told = msgspec.structs.replace(told, truncated=shown is not since, observations=details)
    return QueueData(group, [told])
