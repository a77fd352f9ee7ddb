"""Ask for every group, team, queue and division that the boards name: whether it is there, and this client sees it.

A poll asks for members and numbers: of a queue that is not there it is told nobody, as of one where nobody works.
Used by poller.doctor_organisation; judged by poller.doctor_verdicts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wallboard.genesys import divisions
from wallboard.genesys.errors import BadReply, GenesysError
from wallboard.genesys.memberships import Circle, CircleKind, members_request
from wallboard.genesys.session import Session
from wallboard.host.board_settings import Board

MOST = 60  # requests: more would take the minute's share of a poller that runs
_NOT_THERE = frozenset({400, 404})  # 400: of a text that can be nobody's id
_DIVISION = "division"


@dataclass(frozen=True, slots=True)
class Named:
    """Something that boards name by its id; `boards` are their ids."""

    kind: str
    id: str
    boards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedFindings:
    """How many were asked for, of how many that are named; which are not there, and which could not be told."""

    asked: int
    named: int
    missing: tuple[Named, ...] = ()
    unclear: tuple[GenesysError, ...] = ()


def named_by(boards: Sequence[Board]) -> list[Named]:
    """All that boards name, each once."""
    found: dict[tuple[str, str], list[str]] = {}
    for board in boards:
        for one in dict.fromkeys(_of_board(board)):
            found.setdefault(one, []).append(board.id)
    return [Named(kind, one, tuple(ids)) for (kind, one), ids in found.items()]


async def look_for_named(session: Session, boards: Sequence[Board]) -> NamedFindings:
    """Ask for each, one after the other."""
    named = named_by(boards)
    missing: list[Named] = []
    unclear: list[GenesysError] = []
    for one in named[:MOST]:
        try:
            if not await _is_there(session, one):
                missing.append(one)
        except GenesysError as error:
            unclear.append(error)
    return NamedFindings(len(named[:MOST]), len(named), tuple(missing), tuple(unclear))


async def _is_there(session: Session, one: Named) -> bool:
    """Raises GenesysError where that cannot be told."""
    try:
        if one.kind == _DIVISION:
            return divisions.is_there(await session.fetch(divisions.request(one.id)), one.id)
        await session.fetch(members_request(Circle(CircleKind(one.kind), one.id)))
    except BadReply as error:
        if error.status in _NOT_THERE:
            return False
        raise
    return True


def _of_board(board: Board) -> Iterator[tuple[str, str]]:
    groups = [*board.group_ids, *(one for team in board.teams for one in team.group_ids)]
    teams = [*board.team_ids, *(one for team in board.teams for one in team.team_ids)]
    kinds = {"group": groups, "team": teams, "queue": board.queue_ids, _DIVISION: board.division_ids}
    return ((kind, one) for kind, ids in kinds.items() for one in ids)
