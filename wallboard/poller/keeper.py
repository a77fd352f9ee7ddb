"""Keep what every cycle brought, and bring it back after a restart; a disk that fails or hangs never holds up a poll.

Between poller.cycle and poller.history, whose one thread it owns. Only changes are handed over and written: a poll
costs what changed in it, and not what everybody costs.
"""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

from wallboard.board.agents import AgentId
from wallboard.board.movement import Mark
from wallboard.board.privacy import Guise
from wallboard.board.window import MetricsWindow
from wallboard.poller.cloak import cloaked
from wallboard.poller.history import Bounds, History, Kept, Sweep, is_broken
from wallboard.poller.known import Known
from wallboard.poller.records import Mirror, News
from wallboard.poller.table import Table

log = logging.getLogger(__name__)

_PRUNE_EVERY = timedelta(hours=1)
T = TypeVar("T")


class Keeper:
    """The history of one organisation, for all its scopes. Whatever stands below `_asked` runs on the thread."""

    def __init__(self, open_history: Callable[[], History], thread: ThreadPoolExecutor) -> None:
        self._open_history = open_history
        self._thread = thread
        self._tables: dict[str, tuple[Table, datetime]] = {}  # of which each scope's changes are told, and its window
        self._waiting: dict[str, News] = {}  # of each scope, what is not being written yet
        self._told_names: tuple[int | None, Mapping[AgentId, str]] = (None, {})  # with their version
        self._history: History | None = None
        self._mirrors: dict[str, Mirror] = {}
        self._names: dict[AgentId, str] | None = None  # in the file; None where that is not known
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

    async def mark(self, board: str, begun: datetime) -> Mark | None:
        """What a board's movement compares with in the window that has `begun`; None for nothing that is known."""
        return await self._asked(lambda history: history.mark(board, begun))

    def keep_mark(self, board: str, begun: datetime, mark: Mark) -> None:
        """Have it kept. Where the disk fails it is lost: after a restart a later one is taken, and told as that."""
        self._thread.submit(self._tried, lambda history: history.keep_mark(board, begun, mark))

    async def names(self) -> Mapping[AgentId, str]:
        """Who is who."""
        return await self._asked(History.names) or {}

    def keep_names(self, names: Mapping[AgentId, str], version: int) -> None:
        """Who is who, to be kept with whatever is kept from now on; a version that was told before is no news."""
        if version != self._told_names[0]:
            self._told_names = version, dict(names)

    def keep(
        self, scope: str, window: MetricsWindow, updated_at: datetime, table: Table, cloak: Guise | None = None
    ) -> None:
        """Have one complete cycle kept: of a table that is new here everybody, and then what changed. With a `cloak`,
        it is under keyed ids, which no name is known of.

        What still waits for the disk gives way to it, and both are in its news.
        """
        if window.start == window.end:
            return  # a contest that has not begun: nothing counts yet, and every poll has a window of its own
        changed, gone = table.take_unkept()
        whole = self._tables.get(scope) != (table, window.start)
        told = table.known() if whole else changed
        if cloak is not None:
            told, gone = cloaked(told, cloak), list(map(cloak.id_of, gone))
        news = News(window, updated_at, told, set(gone), whole)
        self._tables[scope] = table, window.start
        # Whoever has taken it out has it alone: the thread, or the poll for as long as this takes.
        waiting = self._waiting.pop(scope, None)
        if waiting is not None and not whole:
            waiting.add(news)
            news = waiting
        self._waiting[scope] = news
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
        self._doubt()
        if broken is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                broken.put_aside(error)

    def _doubt(self) -> None:
        """What the file has is to be read again before more is written."""
        self._names = None
        for mirror in self._mirrors.values():
            mirror.doubt()

    def _keep_newest(self, scope: str) -> None:
        news = self._waiting.pop(scope, None)
        if news is None:
            return
        mirror = self._mirror_of(scope, news.window.start)
        mirror.absorb(news)  # before anything can fail
        if not self._tried(lambda history: self._appended(history, scope, mirror, news)):
            return
        if self._failing:
            log.info("history.mended")
        self._failing = False
        if self._pruned_at is None or abs(news.updated_at - self._pruned_at) >= _PRUNE_EVERY:
            self._pruned_at = news.updated_at
            self._tried(lambda history: history.prune(news.updated_at))
            self._doubt()  # some of it may be gone

    def _mirror_of(self, scope: str, begun: datetime) -> Mirror:
        mirror = self._mirrors.get(scope)
        if mirror is None or mirror.begun != begun:
            mirror = self._mirrors[scope] = Mirror(begun)
        return mirror

    def _appended(self, history: History, scope: str, mirror: Mirror, news: News) -> bool:
        changed, gone = mirror.to_write(news.window.end, lambda: history.known_at(scope, mirror.begun))
        version, told = self._told_names
        if self._names is None:
            self._names = history.names()
        # Of those who are as they were, names can be new only in another version.
        some = mirror.known if version != mirror.names_version else [one.completed.look.agent_id for one in changed]
        named = {one: told[one] for one in some if one in told and told[one] != self._names.get(one)}
        history.append(scope, Sweep(news.window, news.updated_at, changed, gone, named))
        self._names.update(named)
        mirror.was_written(version)
        return True

    def _close(self) -> None:
        if self._history is not None:
            self._history.close()
