"""What movement arrows compare with: the ranks of a quarter of an hour ago, or of the first look. Pure.

Used by poller.boards. Two marks are kept: the one compared with, and the one that takes over when it is old enough.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallboard.board.agents import AgentId
from wallboard.board.ranking import Standing

MARK_EVERY = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Mark:
    """Everybody's rank at one instant."""

    at: datetime
    ranks: Mapping[AgentId, int]


@dataclass(frozen=True, slots=True)
class Reference:
    """`compared` is what arrows refer to; `coming` takes its place when it is itself 15 minutes old."""

    compared: Mark
    coming: Mark


def renewed(reference: Reference | None, standings: Iterable[Standing], as_of: datetime) -> Reference:
    """The reference after a look at `as_of`: 15 to 30 minutes back, less only in the first quarter of an hour."""
    if reference is None:
        first = _mark(standings, as_of)
        return Reference(first, first)
    if as_of - reference.coming.at < MARK_EVERY:
        return reference
    return Reference(compared=reference.coming, coming=_mark(standings, as_of))


def _mark(standings: Iterable[Standing], at: datetime) -> Mark:
    return Mark(at, {standing.agent_id: standing.rank for standing in standings})
