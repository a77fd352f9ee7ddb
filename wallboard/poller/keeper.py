"""Keep what every cycle brought, and bring it back after a restart; a disk that fails never holds up a poll.

Between poller.cycle and poller.history, whose one thread it owns. Only changes are written.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.poller import records
from wallboard.poller.history import Bounds, History, Kept, Sweep
from wallboard.poller.table import Known

log = logging.getLogger(__name__)

_PRUNE_EVERY = timedelta(hours=1)
T = TypeVar("T")


class Keeper:
    """The history of one organisation, for all its scopes."""

    def __init__(self, history: History, thread: ThreadPoolExecutor) -> None:
        self._history = history
        self._thread = thread
        self._kept: dict[str, Mapping[AgentId, Known]] = {}
        self._names: Mapping[AgentId, str] = {}
        self._pruned_at: datetime | None = None
        self._failing = False

    @classmethod
    def open(cls, path: Path, bounds: Bounds) -> Self:
        """The keeper of this file. Raises OSError and sqlite3.Error: it can neither be opened nor made anew."""
        return cls(History.open(path, bounds), ThreadPoolExecutor(1, "history"))

    async def close(self) -> None:
        """Write what is under way and close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._history.close)
        self._thread.shutdown()

    async def last(self, scope: str) -> Kept | None:
        """The scope as it was kept last; None for nothing, or nothing that can be read."""
        kept = await self._tried(lambda: self._history.last(scope))
        if kept is not None:
            self._kept[scope] = kept.known
        return kept

    async def known_at(self, scope: str, begun: datetime, as_of: datetime) -> Mapping[AgentId, Known]:
        """Everybody at one of the kept sweeps."""
        return await self._tried(lambda: self._history.known_at(scope, begun, as_of)) or {}

    async def names(self) -> Mapping[AgentId, str]:
        """Who is who."""
        self._names = await self._tried(self._history.names) or {}
        return self._names

    async def keep(
        self,
        scope: str,
        window: MetricsWindow,
        updated_at: datetime,
        known: Mapping[AgentId, Known],
        *,
        complete: bool,
    ) -> None:
        """Keep one cycle."""
        kept = self._kept.get(scope, {})
        if any(one.completed.look.as_of < window.start for one in kept.values()):
            kept = {}  # another window: its counters began anew
        now = dict(known)
        sweep = Sweep(window, updated_at, complete, records.changed(kept, now), records.gone(kept, now))
        if await self._done(lambda: self._history.append(scope, sweep)):
            self._kept[scope] = now
        await self._prune(updated_at)

    async def keep_names(self, names: Mapping[AgentId, str]) -> None:
        """Keep who is who, as far as it is new."""
        new = {agent: name for agent, name in names.items() if self._names.get(agent) != name}
        if new and await self._done(lambda: self._history.keep_names(new)):
            self._names = dict(names)

    async def _prune(self, now: datetime) -> None:
        if self._pruned_at is None or now - self._pruned_at >= _PRUNE_EVERY:
            self._pruned_at = now
            await self._done(lambda: self._history.prune(now))

    async def _done(self, work: Callable[[], None]) -> bool:
        def worked() -> bool:
            work()
            return True

        return bool(await self._tried(worked))

    async def _tried(self, work: Callable[[], T]) -> T | None:
        """The work's result; None when the disk or the file fails, which is logged once until it works again."""
        try:
            result = await asyncio.get_running_loop().run_in_executor(self._thread, work)
        except (sqlite3.Error, OSError) as error:
            if not self._failing:
                log.warning("history.failed", extra={"reason": str(error)})
            self._failing = True
            return None
        if self._failing:
            log.info("history.mended")
        self._failing = False
        return result
