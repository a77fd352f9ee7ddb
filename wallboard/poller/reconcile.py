"""Compare a window that is over with what the organisation tells of it later, agent by agent. Pure.

What was kept is an interval, as in board.completed: a handle time that was only known within a bound differs only
beyond it. Used by poller.reconcile_verb and poller.reconciling.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from wallboard.board import completed
from wallboard.board.agents import AgentId, AgentLook, StatusKind, status_kind
from wallboard.board.completed import Completed
from wallboard.board.privacy import PLAIN

_NOTHING = timedelta()
_MILLISECOND = timedelta(milliseconds=1)


class LikelyCause(Enum):
    """Why the two sides differ, as far as they tell it."""

    WRAP_UP = "wrap-up after the window"
    NOT_ALIGNED = "window not aligned"
    REPROCESSING = "reprocessing"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the two sides may be apart; what is beyond either of them passes."""

    aht_percent: float = 2.0
    conversations: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """One side's numbers of one agent. `least` and `most` frame the handle time of what she closed.

    `unfinished` counts what she had running or in wrap-up. `reaches_back`: more closed than began in the window, so
    that what began before it was counted.
    """

    closed: int
    least: timedelta
    most: timedelta
    unfinished: int
    reaches_back: bool

    @property
    def aht(self) -> timedelta | None:
        """The average, or the middle of what it can be; None while nothing is closed."""
        return None if not self.closed else (self.least + self.most) / (2 * self.closed)


NOBODY = Figures(0, _NOTHING, _NOTHING, 0, reaches_back=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One agent on both sides; None on the side that does not have her. `passes`: by more than the limits."""

    agent_id: AgentId
    name: str
    kept: Figures | None
    told: Figures | None
    passes: bool
    cause: LikelyCause | None

    @property
    def more_closed(self) -> int:
        """How many more are told now than were kept."""
        return (self.told or NOBODY).closed - (self.kept or NOBODY).closed

    @property
    def longer_aht(self) -> timedelta | None:
        """How much longer the average is now, beyond what was not known; None where a side has none."""
        return _apart(self.kept, self.told)

    @property
    def is_equal(self) -> bool:
        """Whether nothing at all is different."""
        return self.cause is None


def figures_of(known: Completed) -> Figures:
    """The numbers of one agent after a look."""
    look = known.look
    running = 0 if look.completed_alone else max(completed.running_count(look), 0)
    at_work = known.running_since is not None or status_kind(look.status) in {StatusKind.ON_CALL, StatusKind.WRAP_UP}
    return Figures(look.closed, known.least, known.most, max(running, int(at_work)), look.closed > look.started)


def figures_of_look(look: AgentLook, window_start: datetime) -> Figures:
    """The numbers of one agent, of whom this look is all that is known."""
    return figures_of(completed.absorb(None, look, window_start))


def compared(
    kept: Mapping[AgentId, Figures],
    told: Mapping[AgentId, Figures],
    names: Mapping[AgentId, str],
    limits: Limits,
    *,
    aligned: bool,
) -> tuple[Line, ...]:
    """Everybody of either side: those who pass the limits first, then those who differ at all, then by name.

    `aligned`: the kept numbers reach to the window's end, but for the time that polling takes.
    """
    lines = [
        _line(agent, PLAIN.name_of(agent, names), kept.get(agent), told.get(agent), limits, aligned=aligned)
        for agent in kept.keys() | told.keys()
    ]
    return tuple(sorted(lines, key=lambda line: (not line.passes, line.is_equal, line.name.casefold(), line.agent_id)))


def is_aligned(as_of: datetime, window_end: datetime, cadence: timedelta, lag: timedelta) -> bool:
    """Whether the last look lies as near to the window's end as two polls and the lag allow."""
    return window_end - as_of <= 2 * cadence + lag


def passing(lines: Iterable[Line]) -> int:
    """How many pass the limits."""
    return sum(line.passes for line in lines)


def _line(
    agent: AgentId, name: str, kept: Figures | None, told: Figures | None, limits: Limits, *, aligned: bool
) -> Line:
    one, other = kept or NOBODY, told or NOBODY
    longer = _apart(kept, told)
    differs = one.closed != other.closed or (longer is not None and longer != _NOTHING)
    cause = _cause(one, other, aligned=aligned) if differs else None
    return Line(agent, name, kept, told, _passes(one, other, limits), cause)


def _passes(kept: Figures, told: Figures, limits: Limits) -> bool:
    if abs(told.closed - kept.closed) > limits.conversations:
        return True
    longer, aht = _apart(kept, told), told.aht
    return longer is not None and aht is not None and abs(longer) > aht * (limits.aht_percent / 100)


def _cause(kept: Figures, told: Figures, *, aligned: bool) -> LikelyCause:
    more = told.closed - kept.closed
    if 0 < more <= kept.unfinished:
        return LikelyCause.WRAP_UP
    if not aligned or kept.reaches_back != told.reaches_back:
        return LikelyCause.NOT_ALIGNED
    return LikelyCause.REPROCESSING


def _apart(kept: Figures | None, told: Figures | None) -> timedelta | None:
    """From one average to the other, as far as the two cannot be the same; None where there is none on a side."""
    if kept is None or told is None or not kept.closed or not told.closed:
        return None
    above = told.least / told.closed - kept.most / kept.closed
    below = kept.least / kept.closed - told.most / told.closed
    if above >= _MILLISECOND:  # less is what rounding can do
        return above
    return -below if below >= _MILLISECOND else _NOTHING
