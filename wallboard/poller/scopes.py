"""Scopes: what one sweep covers. Boards with equal scopes share a sweep, a table and a token chain. Pure.

Made from the settings for poller.service; used by poller.sweep and poller.cycle.
"""

from dataclasses import dataclass
from datetime import UTC
from typing import assert_never
from zoneinfo import ZoneInfo

from wallboard.board.agents import StatusKind
from wallboard.board.rules import USUAL, AhtFormula, RankBy, Rules
from wallboard.board.window import FixedStart, ShiftStarts, WindowRule
from wallboard.genesys.source import EVERYBODY, ScopeFilter
from wallboard.host import settings
from wallboard.host.board_settings import Board, shift_time


@dataclass(frozen=True, slots=True)
class Scope:
    """A window and a filter, in one organisation."""

    rule: WindowRule
    filter: ScopeFilter = EVERYBODY
    organisation: str = ""


def scope_of(board: Board, organisation: str) -> Scope:
    """What a board's sweep covers. The settings have been checked: see host.settings."""
    wanted = ScopeFilter(
        frozenset(board.group_ids),
        frozenset(board.team_ids),
        frozenset(board.queue_ids),
        frozenset(board.division_ids),
        frozenset(board.media_types),
    )
    return Scope(_rule(board), wanted, organisation)


def key_of(scope: Scope) -> str:
    """What the history knows a scope by: equal for equal scopes, also after a restart."""
    wanted = scope.filter
    others = {
        "team": wanted.team_ids,
        "queue": wanted.queue_ids,
        "division": wanted.division_ids,
        "media": wanted.media_types,
    }
    narrowed = (f"{kind} {one}" for kind, ids in others.items() for one in sorted(ids))
    return "|".join((scope.organisation, _words(scope.rule), *sorted(wanted.group_ids), *narrowed))


def rules_of(board: Board) -> Rules:
    """How a board ranks. The settings have been checked: see host.board_settings."""
    chosen = Rules(
        tuple(map(RankBy, board.rank_by)),
        board.minimum_closed,
        tuple(kind for kind in StatusKind if kind.value in board.statuses),
        AhtFormula(board.aht),
    )
    return USUAL if chosen == USUAL else chosen


def organisation_of(chosen: settings.Settings) -> str:
    """Whose numbers these are. A rehearsal is an organisation of its own: it is never mixed with a real one."""
    where = chosen.genesys.region or chosen.genesys.base_url or ""
    rehearsed = "" if chosen.rehearsal is None else f" rehearsed from {chosen.rehearsal.origin.isoformat()}"
    return f"{where} {chosen.genesys.client_id}{rehearsed}"


def _words(rule: WindowRule) -> str:
    match rule:
        case ShiftStarts(times, zone):
            return f"{zone.key} {' '.join(at.isoformat() for at in times)}"
        case FixedStart(since):
            return since.isoformat()
    assert_never(rule)


def _rule(board: Board) -> WindowRule:
    if board.since is not None:
        return FixedStart(board.since.astimezone(UTC))
    times = {at for start in board.shift_starts if (at := shift_time(start)) is not None}
    return ShiftStarts(tuple(sorted(times)), ZoneInfo(board.time_zone))
