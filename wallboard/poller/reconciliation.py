"""Ask an organisation again for a window that is over, for the same interval as its last look, and compare.

Works with either source, on what poller.past read. Used by poller.reconcile_verb and poller.reconciling.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from wallboard.board.agents import AgentId
from wallboard.board.window import FixedStart, MetricsWindow, ShiftStarts, WindowRule
from wallboard.genesys.source import Sweeper
from wallboard.poller.pace import Pace
from wallboard.poller.past import KeptWindow
from wallboard.poller.reconcile import Figures, Limits, Line, compared, figures_of, figures_of_look, is_aligned


class NothingToCompare(Exception):
    """There is no window to ask for again: why, in words for a person."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A window that is over: when it began, and when the next one did."""

    begun: datetime
    over_at: datetime


def shifts_of(rule: WindowRule) -> ShiftStarts:
    """When the windows begin that come to an end. Raises NothingToCompare."""
    match rule:
        case ShiftStarts():
            return rule
        case FixedStart():
            raise NothingToCompare("it counts since one instant: its window has no end")
    assert_never(rule)


def last_ended(begins: Iterable[datetime], shifts: ShiftStarts, now: datetime) -> Ended:
    """The newest of these windows that is over. Raises NothingToCompare."""
    over = [one for one in _windows(begins, shifts) if one.over_at <= now]
    if not over:
        raise NothingToCompare("no window that is over is kept yet")
    return over[-1]


def ended_on(day: date, begins: Iterable[datetime], shifts: ShiftStarts, now: datetime) -> tuple[Ended, ...]:
    """Those that began on this day, by the clock of the board's time zone. Raises NothingToCompare."""
    by_day: dict[date, list[Ended]] = {}
    for one in _windows(begins, shifts):
        by_day.setdefault(one.begun.astimezone(shifts.zone).date(), []).append(one)
    if day not in by_day:
        kept = ", ".join(map(str, by_day)) or "no day at all"
        raise NothingToCompare(f"no window is kept that began on {day}; there are those of {kept}")
    over = tuple(one for one in by_day[day] if one.over_at <= now)
    if not over:
        ends = by_day[day][0].over_at.astimezone(shifts.zone).isoformat(" ", "minutes")
        raise NothingToCompare(f"the window that began on {day} is not over yet: it ends at {ends}")
    return over


def _windows(begins: Iterable[datetime], shifts: ShiftStarts) -> list[Ended]:
    return [Ended(begun, shifts.first_after(begun)) for begun in sorted(begins)]


async def compare(
    source: Sweeper, kept: KeptWindow, ended: Ended, names: Mapping[AgentId, str], limits: Limits, pace: Pace
) -> tuple[Line, ...]:
    """Everybody as she was kept last, beside what is told of the same interval now. Raises GenesysError."""
    told = await _told(source, kept.window)
    then = {agent: figures_of(known.completed) for agent, known in kept.known.items()}
    aligned = is_aligned(kept.window.end, ended.over_at, pace.cadence, pace.lag)
    return compared(then, told, names, limits, aligned=aligned)


async def _told(source: Sweeper, window: MetricsWindow) -> dict[AgentId, Figures]:
    told: dict[AgentId, Figures] = {}
    async for looks in source.sweep(window):
        for look in looks:
            told.setdefault(look.agent_id, figures_of_look(look, window.start))
    return told
