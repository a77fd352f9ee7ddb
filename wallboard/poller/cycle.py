"""One cycle, from the request to the deltas on the screens: steps 1 to 8 of one agent's way, in one function.

Run by poller.loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow, window_at
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.session import Session
from wallboard.host.clock import Clock
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.names import Names
from wallboard.poller.scopes import Scope
from wallboard.poller.sweep import sweep
from wallboard.poller.table import Table


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to poll, how far to stay behind Genesys Cloud's now, and how many agents to ask for at once."""

    cadence: timedelta
    lag: timedelta
    max_records: int


class Cycle:
    """Everything that one pass over a scope needs."""

    def __init__(
        self,
        scope: Scope,
        pace: Pace,
        session: Session,
        names: Names,
        boards: Sequence[Board],
        broadcast: Broadcast,
        clock: Clock,
    ) -> None:
        self._scope = scope
        self._pace = pace
        self._session = session
        self._names = names
        self._boards = boards
        self._broadcast = broadcast
        self._clock = clock
        self._table: Table | None = None

    async def run(self) -> None:
        """Ask for everybody once and tell the screens. Raises GenesysError; what came before it is told all the same.

        On rollover the old table stays until all of the new window's first sweep has come.
        """
        await self._session.prepare()
        window = window_at(self._session.now(), self._pace.lag, self._scope.rule)
        table = self._table_for(window.start)
        present: set[AgentId] = set()
        try:
            async for looks in sweep(self._session, self._scope, window, self._pace.max_records):
                table.absorb(looks)
                present.update(look.agent_id for look in looks)
            table.retain(present)
            await self._names.learn(present)
        except GenesysError:
            if table is self._table and present:
                self._publish(table, complete=None)
            raise
        self._table = table
        self._publish(table, complete=window)

    def _table_for(self, window_start: datetime) -> Table:
        if self._table is not None and self._table.window_start == window_start:
            return self._table
        return Table(window_start)

    def _publish(self, table: Table, complete: MetricsWindow | None) -> None:
        """Rank, cut, diff and push. A sweep that is not complete leaves the board's own `as_of` where it was."""
        for board in self._boards:
            if complete is not None:
                board.complete(complete, self._session.now(), self._clock.elapsed())
            board.rank(table, self._names.known)
            self._broadcast.publish(board)
