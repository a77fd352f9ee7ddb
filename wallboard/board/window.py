"""The window that a board counts in: the shift, or a contest's fixed start, up to Genesys Cloud's now − lag. Pure.

Used by poller.cycle.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import assert_never
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ShiftStarts:
    """The local times of day at which a shift begins, every day, in one time zone; at least one."""

    times: tuple[time, ...]
    zone: ZoneInfo

    def latest_not_after(self, instant: datetime) -> datetime:
        """The newest shift start at or before `instant`, in UTC.

        A start that a clock change skips falls on the instant as far after the change as it lay in the gap;
        one that happens twice counts the first time.
        """
        # Tomorrow too: where a clock change just after midnight leads back over it, tomorrow's first start is past.
        return max(start for start in self._starts(instant, (-2, -1, 0, 1)) if start <= instant)

    def first_after(self, instant: datetime) -> datetime:
        """The next shift start after `instant`, in UTC: where a window ends that holds it."""
        return min(start for start in self._starts(instant, (-1, 0, 1, 2)) if start > instant)

    def _starts(self, instant: datetime, away: tuple[int, ...]) -> Iterator[datetime]:
        """All starts of the days that lie so far away from that of `instant`."""
        today = instant.astimezone(self.zone).date()
        days = [today + timedelta(days=days) for days in away]
        return (self._start(day, at) for day, at in product(days, self.times))

    def _start(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class FixedStart:
    """A contest: everything since one instant."""

    since: datetime


WindowRule = ShiftStarts | FixedStart


@dataclass(frozen=True, slots=True)
class MetricsWindow:
    """From `start` to `end`, both in UTC; `start <= end`."""

    start: datetime
    end: datetime


def window_at(now: datetime, lag: timedelta, rule: WindowRule) -> MetricsWindow:
    """The window at Genesys Cloud's `now`. It never reaches into the lag, also in a shift's first seconds.

    A contest that has not begun has a window of no length, in which everybody stands at 0.
    """
    end = _to_milliseconds(now.astimezone(UTC) - lag)
    match rule:
        case ShiftStarts():
            return MetricsWindow(rule.latest_not_after(end), end)
        case FixedStart(since):
            return MetricsWindow(min(_to_milliseconds(since.astimezone(UTC)), end), end)
    assert_never(rule)


def _to_milliseconds(instant: datetime) -> datetime:
    """Genesys Cloud is asked in whole milliseconds: what is shown must be what was asked."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
