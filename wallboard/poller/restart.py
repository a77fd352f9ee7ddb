"""Put together what stood before a restart: the table, and the ranks that movement compares with.

Between poller.keeper and poller.cycle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from wallboard.board import movement
from wallboard.board.agents import AgentId
from wallboard.board.movement import Mark, Reference, Since
from wallboard.board.privacy import PLAIN, Guise
from wallboard.board.ranking import Sight, Standings
from wallboard.board.rules import USUAL, Rules
from wallboard.board.window import MetricsWindow
from wallboard.poller.boards import Board
from wallboard.poller.keeper import Keeper
from wallboard.poller.known import Known
from wallboard.poller.table import Table


@dataclass(frozen=True, slots=True)
class Restored:
    """A scope as it stood; `compared` and `coming` are its tables at both marks of movement."""

    window: MetricsWindow
    updated_at: datetime
    table: Table
    compared: tuple[datetime, Table]
    coming: tuple[datetime, Table]

    def age(self, now: datetime, least: timedelta) -> timedelta | None:
        """How old it is by the machine's clock; None where that is before it, so that it cannot be right.

        At least so old as to be stale: how long ago is for Genesys Cloud's clock to say, which has not spoken yet.
        """
        passed = now - self.updated_at
        return None if passed < timedelta() else max(passed, least)

    def reference(self, names: Mapping[AgentId, str], guise: Guise = PLAIN, rules: Rules = USUAL) -> Reference:
        """What movement compares with on a board of this guise and these rules."""

        def mark(at: datetime, table: Table) -> Mark:
            ranking = table.ranking(names, guise, rules)
            return movement.mark(Standings(ranking, Sight(at, at, at, names)), at)

        return Reference(mark(*self.compared), mark(*self.coming))


async def reference_of(
    board: Board, scope: str, kept: Restored, keeper: Keeper, names: Mapping[AgentId, str]
) -> Reference | None:
    """What a board's movement compares with; None where there is nothing yet."""
    match board.movement_since:
        case Since.QUARTER_HOUR:
            return kept.reference(names, board.guise, board.rules)
        case Since.SHIFT_START:
            mark = await keeper.mark(_mark_key(board, scope), kept.window.start)
            return None if mark is None or mark.at > kept.window.end else Reference(mark, mark)
    assert_never(board.movement_since)


def keep_marks(boards: Iterable[Board], scope: str, begun: datetime, keeper: Keeper) -> None:
    """Have the marks kept that boards of a scope have just taken of the shift that has `begun`."""
    for board in boards:
        mark = board.take_mark()
        if mark is not None:
            keeper.keep_mark(_mark_key(board, scope), begun, mark)


def _mark_key(board: Board, scope: str) -> str:
    """Ranks of one order say nothing beside those of another, and keyed ids nothing beside others."""
    rules, ids = board.rules, "masked" if board.guise.is_masked else "plain"
    orders = (*rules.rank_by, *rules.kinds, rules.aht)
    return "|".join((scope, board.info.id, ids, str(rules.minimum_closed), *(one.value for one in orders)))


async def restored(keeper: Keeper, scope: str, usual: timedelta) -> Restored | None:
    """The scope as it was kept last; None when nothing was."""
    kept = await keeper.last(scope)
    marks = None if kept is None else movement.marks(kept.instants)
    if kept is None or marks is None:
        return None
    begun = kept.window.start
    compared, coming = [(at, _table(begun, usual, await keeper.known_at(scope, begun, at))) for at in marks]
    return Restored(kept.window, kept.updated_at, _table(begun, usual, kept.known), compared, coming)


def _table(begun: datetime, usual: timedelta, known: Mapping[AgentId, Known]) -> Table:
    table = Table(begun, usual)
    table.restore(known)
    return table
