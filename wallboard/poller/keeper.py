"""Keep what every cycle brought, and bring it back after a restart; a disk that fails or hangs never holds up a poll.

Between poller.cycle and poller.history, whose one thread it owns. Only changes are written.
"""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.poller import records
from wallboard.poller.history import Bounds, History, Kept, Sweep, is_broken
from wallboard.poller.table import Known

log = logging.getLogger(__name__)

_PRUNE_EVERY = timedelta(hours=1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Cycle:
    """What is to be kept of one cycle."""

    scope: str
    window: MetricsWindow
    updated_at: datetime
    known: Mapping[AgentId, Known]
    names: Mapping[AgentId, str]


class Keeper:
    """The history of one organisation, for all its scopes. Whatever stands below `_asked` runs on the thread."""

    def __init__(self, open_history: Callable[[], History], thread: ThreadPoolExecutor) -> None:
        self._open_history = open_history
        self._thread = thread
        self._waiting: dict[str, _Cycle] = {}  # the newest of each scope that is not being written yet
        self._history: History | None = None
        self._kept: dict[str, tuple[datetime, Mapping[AgentId, Known]]] = {}  # by scope, with the window's start
        self._names: Mapping[AgentId, str] = {}
        self._pruned_at: datetime | None = None
        self._failing = False

    @classmethod
    def open(cls, path: Path, bounds: Bounds) -> Self:
        """The keeper of this file, which is opened when it is first needed, and again where that failed."""
        return cls(lambda: History.open(path, bounds), ThreadPoolExecutor(1, "history"))

    async def close(self) -> None:
        """Write what is under way and close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    async def last(self, scope: str) -> Kept | None:
        """The scope as it was kept last; None for nothing, or nothing that can be read."""
        return await self._asked(lambda history: history.last(scope))

    async def known_at(self, scope: str, begun: datetime, as_of: datetime) -> Mapping[AgentId, Known]:
        """Everybody at one of the kept sweeps."""
        return await self._asked(lambda history: history.known_at(scope, begun, as_of)) or {}

    async def names(self) -> Mapping[AgentId, str]:
        """Who is who."""
        return await self._asked(History.names) or {}

    def keep(
        self,
        scope: str,
        window: MetricsWindow,
        updated_at: datetime,
        known: Mapping[AgentId, Known],
        names: Mapping[AgentId, str],
    ) -> None:
        """Have one complete cycle kept; one that still waits for the disk gives way to it, whose news hold both."""
        if window.start == window.end:
            return  # a contest that has not begun: nothing counts yet, and every poll has a window of its own
        own = {agent: names[agent] for agent in known if agent in names}
        self._waiting[scope] = _Cycle(scope, window, updated_at, dict(known), own)
        self._thread.submit(self._keep_newest, scope)

    async def _asked(self, work: Callable[[History], T]) -> T | None:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._tried, work)

    def _tried(self, work: Callable[[History], T]) -> T | None:
        """The work's result; None when the disk or the file fails, which is logged once until a cycle is kept again."""
        try:
            if self._history is None:
                self._history = self._open_history()
            return work(self._history)
        except Exception as error:  # noqa: BLE001 whatever it is, it is no reason to poll no more
            if not self._failing:
                log.warning("history.failed", extra={"reason": f"{type(error).__name__} {error}"})
            self._failing = True
            if isinstance(error, sqlite3.DatabaseError) and is_broken(error):
                self._begin_anew(error)
        return None

    def _begin_anew(self, error: sqlite3.DatabaseError) -> None:
        broken, self._history = self._history, None
        self._kept, self._names = {}, {}
        if broken is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                broken.put_aside(error)

    def _keep_newest(self, scope: str) -> None:
        cycle = self._waiting.pop(scope, None)
        if cycle is None or not self._tried(lambda history: self._appended(history, cycle)):
            return
        if self._failing:
            log.info("history.mended")
        self._failing = False
        if self._pruned_at is None or abs(cycle.updated_at - self._pruned_at) >= _PRUNE_EVERY:
            self._pruned_at = cycle.updated_at
            self._tried(lambda history: history.prune(cycle.updated_at))
            self._kept, self._names = {}, {}  # some of it may be gone

    def _appended(self, history: History, cycle: _Cycle) -> bool:
        begun, kept = self._kept.get(cycle.scope, (None, {}))
        if begun != cycle.window.start:
            kept = history.known_at(cycle.scope, cycle.window.start)
        named = self._names or history.names()
        news = {agent: name for agent, name in cycle.names.items() if named.get(agent) != name}
        changed, gone = records.changed(kept, cycle.known), records.gone(kept, cycle.known)
        history.append(cycle.scope, Sweep(cycle.window, cycle.updated_at, changed, gone, news))
        self._kept[cycle.scope] = (cycle.window.start, cycle.known)
        self._names = {**named, **news}
        return True

    def _close(self) -> None:
        if self._history is not None:
            self._history.close()
