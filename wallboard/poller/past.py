"""What the history tells of windows that are over, and of one agent's last conversation. Read-only.

A reader of its own on the same file: it holds up no poll, in this process or in another one, and a poller that writes
meanwhile is not disturbed. Used by poller.reconcile_verb, poller.reconciling and poller.agent_routes. Blocks.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.poller.history import Bounds, History, check_version
from wallboard.poller.known import Known
from wallboard.poller.records import to_instant, to_number

_PATIENCE_SECONDS = 5.0  # a writer holds the file for moments only


class NoHistory(Exception):
    """Nothing was ever kept there."""


@dataclass(frozen=True, slots=True)
class KeptWindow:
    """A window after its last sweep; its `end` is the instant that the numbers are true for."""

    window: MetricsWindow
    updated_at: datetime
    known: Mapping[AgentId, Known]


@dataclass(frozen=True, slots=True)
class Between:
    """Something happened after one look and before, or at, the next."""

    before: datetime
    after: datetime


class Past:
    """The open file. Not for several threads at once."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._history = History(database, Bounds())

    @classmethod
    def open(cls, path: Path) -> Self:
        """The history in this file. Raises NoHistory and sqlite3.Error."""
        if not path.exists():
            raise NoHistory(f"there is no history {path}")
        address = f"{path.absolute().as_uri()}?mode=ro"
        database = sqlite3.connect(address, timeout=_PATIENCE_SECONDS, uri=True)
        try:
            check_version(database)
        except sqlite3.Error:
            database.close()
            raise
        return cls(database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._database.close()

    def names(self) -> dict[AgentId, str]:
        """Who is who."""
        return self._history.names()

    def begins(self, scope: str) -> tuple[datetime, ...]:
        """When the windows of a scope began that are kept, oldest first."""
        query = "SELECT begun FROM part WHERE scope = ? AND id IN (SELECT part FROM sweep) ORDER BY begun"
        return tuple(to_instant(begun) for (begun,) in self._database.execute(query, (scope,)))

    def of_window(self, scope: str, begun: datetime) -> KeptWindow | None:
        """The scope's window that began then, after its last sweep; None for a window of which none is kept."""
        query = """SELECT as_of, updated_at FROM sweep JOIN part ON part.id = sweep.part
            WHERE scope = ? AND begun = ? ORDER BY sweep.id DESC LIMIT 1"""
        found = self._database.execute(query, (scope, to_number(begun))).fetchone()
        if found is None:
            return None
        as_of, updated_at = map(to_instant, found)
        return KeptWindow(MetricsWindow(begun, as_of), updated_at, self._history.known_at(scope, begun))

    def last_rise(self, scope: str, begun: datetime, agent: AgentId, closed: int) -> Between | None:
        """Between which two looks the agent's last conversation came to count, up to `closed` in all.

        None where that is not known: nothing is counted, what came before is not kept, or the newest is not yet.
        """
        query = """SELECT change.sweep, change.closed FROM change JOIN part ON part.id = change.part
            WHERE part.scope = ? AND begun = ? AND agent = ? ORDER BY change.sweep DESC"""
        rows = self._database.execute(query, (scope, to_number(begun), agent)).fetchall()
        if not closed or not rows or rows[0][1] != closed:
            return None
        # The newest rows that tell the same count, and the one before them, which tells another or that she was away.
        first = next((place for place, (_, count) in enumerate(rows) if count != closed), None)
        if first is None or rows[first][1] is None or rows[first][1] > closed:
            return None
        return self._around(rows[first - 1][0])

    def _around(self, sweep: int) -> Between | None:
        """A sweep and the one before it, in the same window."""
        query = """SELECT this.as_of, (SELECT as_of FROM sweep AS earlier
                WHERE earlier.part = this.part AND earlier.id < this.id ORDER BY earlier.id DESC LIMIT 1)
            FROM sweep AS this WHERE this.id = ?"""
        found = self._database.execute(query, (sweep,)).fetchone()
        if found is None or found[1] is None or found[1] > found[0]:  # the clock was put back in between
            return None
        return Between(to_instant(found[1]), to_instant(found[0]))
