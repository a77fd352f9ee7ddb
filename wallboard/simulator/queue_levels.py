"""How the callers of each queue were served: the part of the aggregates that tells of queues and of no agent. Pure.

Asked by endpoints; fed by the callers' waits of day. A caller counts when the wait is over: answered, or hung up.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import UNSET, UnsetType

from wallboard.simulator.aggregate_query import AggregateQuery, fits
from wallboard.simulator.day import Wait
from wallboard.simulator.realtime import to_text

TARGET = timedelta(seconds=20)
_MILLISECOND = timedelta(milliseconds=1)
_LEVEL, _ABANDONED, _ANSWERED = "oServiceLevel", "tAbandon", "tAnswered"
_KNOWN = frozenset({_LEVEL, _ABANDONED, _ANSWERED})


class LevelStats(msgspec.Struct, frozen=True, omit_defaults=True):
    """A count, or how many of how many; the target in milliseconds."""

    count: int | UnsetType = UNSET
    ratio: float | UnsetType = UNSET
    numerator: int | UnsetType = UNSET
    denominator: int | UnsetType = UNSET
    target: int | UnsetType = UNSET


class Level(msgspec.Struct, frozen=True):
    """One metric of a queue."""

    metric: str
    stats: LevelStats


class LevelInterval(msgspec.Struct, frozen=True):
    """What a queue has in the interval."""

    interval: str
    metrics: list[Level]


class QueueLevels(msgspec.Struct, frozen=True):
    """One queue in one medium."""

    group: dict[str, str]
    data: list[LevelInterval]


class Answer(msgspec.Struct, frozen=True):
    """The queues to which anybody came."""

    results: list[QueueLevels]


def asks_for_levels(query: AggregateQuery) -> bool:
    """Whether a query is for this part."""
    return query.group_by == ("queueId",) and query.metrics <= _KNOWN


def answer(query: AggregateQuery, waits: Sequence[Wait], now: datetime) -> Answer:
    """What was asked for, of the waits that were over by then."""
    start, end = query.interval.start, query.interval.end
    over: dict[tuple[str, str], list[Wait]] = {}
    for one in waits:
        if start <= one.ended <= min(end, now) and fits(query.filter, {"queueId": one.queue, "mediaType": one.media}):
            over.setdefault((one.queue, one.media), []).append(one)
    interval = f"{to_text(start)}/{to_text(end)}"
    return Answer(
        [
            QueueLevels(
                {"mediaType": media, "queueId": queue},
                [LevelInterval(interval, [_told(metric, those) for metric in sorted(query.metrics)])],
            )
            for (queue, media), those in sorted(over.items())
        ]
    )


def _told(metric: str, waits: Sequence[Wait]) -> Level:
    answered = [one for one in waits if one.answered]
    if metric != _LEVEL:
        count = len(answered) if metric == _ANSWERED else len(waits) - len(answered)
        return Level(metric, LevelStats(count=count))
    in_target = sum(one.ended - one.begun <= TARGET for one in answered)
    level = LevelStats(
        ratio=in_target / len(waits), numerator=in_target, denominator=len(waits), target=TARGET // _MILLISECOND
    )
    return Level(metric, level)
