"""Scopes: what one sweep covers. Boards with equal scopes share a sweep, a table and a token chain. Pure.

Made from the settings for poller.main; used by poller.sweep and poller.cycle.
"""

from dataclasses import dataclass
from datetime import UTC
from zoneinfo import ZoneInfo

from wallboard.board.window import FixedStart, ShiftStarts, WindowRule
from wallboard.host import settings


@dataclass(frozen=True, slots=True)
class Scope:
    """A window and a filter by group; no groups means everybody."""

    rule: WindowRule
    group_ids: frozenset[str]


def scope_of(board: settings.Board) -> Scope:
    """What a board's sweep covers. The settings have been checked: see host.settings."""
    return Scope(_rule(board), frozenset(board.group_ids))


def _rule(board: settings.Board) -> WindowRule:
    if board.since is not None:
        return FixedStart(board.since.astimezone(UTC))
    times = {at for start in board.shift_starts if (at := settings.shift_time(start)) is not None}
    return ShiftStarts(tuple(sorted(times)), ZoneInfo(board.time_zone))
