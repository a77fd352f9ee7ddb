"""What movement arrows compare with: the ranks of a quarter of an hour ago, or of the shift's start. Pure.

Used by poller.boards. Two marks are kept: the one compared with, and the one that takes over when it is old enough.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from wallboard.board.agents import AgentId
from wallboard.board.ranking import Standings

MARK_EVERY = timedelta(minutes=15)


class Since(Enum):
    """Which ranks a board's arrows compare with."""

    QUARTER_HOUR = "quarter_hour"
    SHIFT_START = "shift_start"


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


def renewed(reference: Reference | None, standings: Standings, as_of: datetime) -> Reference:
    """The reference after a look at `as_of`: 15 to 30 minutes back, less only in the first quarter of an hour."""
    if reference is None:
        first = mark(standings, as_of)
        return Reference(first, first)
    if as_of - reference.coming.at < MARK_EVERY:
        return reference
    return Reference(compared=reference.coming, coming=mark(standings, as_of))


def since_shift_start(
    reference: Reference | None, standings: Standings, begun: datetime, at: datetime
) -> Reference | None:
    """The reference after a look at `at`, in a shift that has `begun`: one mark, that stands until the shift is over.

    Ranks of the first minutes are chance, and who has closed nothing has none: the mark is taken when a quarter of an
    hour has passed and half of those on the board can be compared with. None until then.
    """
    if reference is not None or at - begun < MARK_EVERY:
        return reference
    first = mark(standings, at)
    if not first.ranks or 2 * len(first.ranks) < len(standings):
        return None
    return Reference(first, first)


def marks(instants: Iterable[datetime]) -> tuple[datetime, datetime] | None:
    """The instants of both marks after looks at these, oldest first; None after none."""
    found: tuple[datetime, datetime] | None = None
    for at in instants:
        if found is None:
            found = (at, at)
        elif at - found[1] >= MARK_EVERY:
            found = (found[1], at)
    return found


def mark(standings: Standings, at: datetime) -> Mark:
    """Everybody's rank at this instant."""
    return Mark(at, standings.ranks())
