"""One scope's shifts that are over: what the history holds of them, and what the organisation tells of them now.

Asked by poller.reconciling; made by poller.assembly.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path

from wallboard.board.agents import AgentId
from wallboard.genesys.source import Source
from wallboard.poller.pace import Pace
from wallboard.poller.past import KeptWindow, NoHistory, Past
from wallboard.poller.reconcile import Limits, Line
from wallboard.poller.reconciliation import Ended, compare


class ScopeArchive:
    """The archive of a scope, by what the history knows it by. `source_of` gives a source that shares no answer with
    the polls: what they were told once is not to be told again.
    """

    def __init__(
        self,
        history: Path,
        scope: str,
        source_of: Callable[[KeptWindow], Awaitable[Source]],
        names: Mapping[AgentId, str],
        limits: Limits,
        pace: Pace,
    ) -> None:
        self._history = history
        self._scope = scope
        self._source_of = source_of
        self._names = names
        self._limits = limits
        self._pace = pace

    async def find(self, begun: datetime) -> KeptWindow | None:
        """The window that began then. Raises sqlite3.Error."""
        return await asyncio.to_thread(self._find, begun)

    async def compare(self, kept: KeptWindow, ended: Ended) -> tuple[Line, ...]:
        """Everybody, then and now. Raises GenesysError."""
        source = await self._source_of(kept)
        return await compare(source, kept, ended, self._names, self._limits, self._pace)

    def _find(self, begun: datetime) -> KeptWindow | None:
        try:
            with Past.open(self._history) as past:
                return past.of_window(self._scope, begun)
        except NoHistory:
            return None
