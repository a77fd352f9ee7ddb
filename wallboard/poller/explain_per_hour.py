"""Explain a figure per hour on queue: what is divided by what, and what parts two rows by it. Pure. Part of
poller.explain.
"""

from datetime import datetime, timedelta

import msgspec

from wallboard.board.on_queue import LEAST, OnQueue
from wallboard.board.ranking import Standing
from wallboard.board.rules import Rules
from wallboard.wire.messages import PerHourLack

_MILLISECOND = timedelta(milliseconds=1)
_LACKS: dict[PerHourLack, str] = {
    "realtime": "the realtime contract does not tell time on queue",
    "rate_limit": "the rate limit has left no room to ask yet",
    "not_yet": "agents are asked for in turns, and hers has not come yet",
    "failed": "the last question for it failed",
}


class PerHourExplained(msgspec.Struct, frozen=True):
    """`per_hour` is `closed` divided by `on_queue_ms` in hours, both as they were at `as_of`; null: not known.

    `at_most`: a presence that lasts may not be told of yet, so she may have been on queue for longer.
    """

    per_hour: float | None
    closed: int | None
    on_queue_ms: int | None
    at_most: bool
    as_of: datetime | None
    words: str


def explained(rules: Rules, known: OnQueue | None, lacks: PerHourLack | None) -> PerHourExplained | None:
    """The figure and what it is made of; None on a board that does not rank by it."""
    if not rules.uses_per_hour:
        return None
    if known is None:
        why = "only agents who stand on the board are asked for" if lacks is None else _LACKS[lacks]
        return PerHourExplained(None, None, None, at_most=False, as_of=None, words=f"time on queue is not known: {why}")
    tenths = known.tenths
    return PerHourExplained(
        None if tenths is None else tenths / 10,
        known.closed,
        round(known.time / _MILLISECOND),
        at_most=known.short,
        as_of=known.as_of,
        words=_words(known),
    )


def too_short(standing: Standing) -> str:
    """Why somebody who has closed enough has no rank, where the rank needs her time on queue."""
    told = standing.per_hour
    if told is None or told.on_queue is None:
        return "time on queue is not known yet"
    return f"{_minutes(told.on_queue)} min on queue; agents are ranked from {_minutes(LEAST)} on"


def apart(other: Standing, agent: Standing) -> str | None:
    """What parts another row from the agent's by this figure; None where nothing does."""
    theirs, ours = (None if one.per_hour is None else one.per_hour.tenths for one in (other, agent))
    unsure = [one.name for one in (other, agent) if one.per_hour is not None and one.per_hour.at_most]
    if unsure and theirs is not None and ours is not None:
        return (
            f"closed per hour of {' and '.join(unsure)} is the most it can be, and ranks by the worse of what it can be"
        )
    if theirs == ours:
        return None
    if theirs is None or ours is None:
        return f"{other.name} has {'no' if theirs is None else 'a'} figure per hour on queue, and none ranks last"
    more = theirs - ours
    return f"{other.name} closed {abs(more) / 10:g} {'more' if more > 0 else 'fewer'} per hour on queue"


def _words(known: OnQueue) -> str:
    if known.time < LEAST:
        return f"on queue for {_minutes(known.time)} min: a rate is told from {_minutes(LEAST)} on"
    divided = "what was closed, divided by the time on queue, both at the same instant"
    if known.short:
        return f"the most it can be: {divided}; a presence that lasts is not told of yet, and may be on queue"
    return divided


def _minutes(time: timedelta) -> int:
    return time // timedelta(minutes=1)
