"""Reconcile every shift by itself, some time after it has ended: one line in the log, one result for the screens.

Switched on in the settings; a task of poller.service for each scope. The result is kept, so that a restart neither
forgets it nor asks again.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from wallboard.board.window import ShiftStarts
from wallboard.genesys.errors import GenesysError
from wallboard.host import files
from wallboard.host.clock import Clock
from wallboard.poller.past import KeptWindow
from wallboard.poller.reconcile import Line, passing
from wallboard.poller.reconciliation import Ended
from wallboard.wire.messages import Reconciled, Window

log = logging.getLogger(__name__)

_LOOK_EVERY = timedelta(minutes=10)  # a clock may be put right while this waits
_TRIES = 6  # of one shift, that far apart; then the next shift's turn comes


class Archive(Protocol):
    """What is asked about one scope: its windows that are over, and what the organisation tells of them now."""

    async def find(self, begun: datetime) -> KeptWindow | None:
        """The window that began then, as it was kept last; None where it was not kept."""
        ...

    async def compare(self, kept: KeptWindow, ended: Ended) -> tuple[Line, ...]:
        """Everybody, then and now. Raises GenesysError."""
        ...


class Reconciling:
    """The task of one scope: a shift's turn comes `after` it has ended, by `now`, which is Genesys Cloud's.

    `tell` is given each result, also the one that was kept.
    """

    def __init__(
        self,
        shifts: ShiftStarts,
        after: timedelta,
        archive: Archive,
        tell: Callable[[Reconciled], None],
        path: Path,
        clock: Clock,
        now: Callable[[], datetime],
    ) -> None:
        self._shifts = shifts
        self._after = after
        self._archive = archive
        self._tell = tell
        self._path = path
        self._clock = clock
        self._now = now
        self._done: datetime | None = None  # when the window began that is settled
        self._tries = 0

    async def run(self) -> None:
        """Reconcile until cancelled."""
        kept = await asyncio.to_thread(files.read_json, self._path, Reconciled)
        if kept is not None:
            self._done = kept.window.from_
            self._tell(kept)
        while True:
            then = self._now() - self._after
            over_at = self._shifts.latest_not_after(then)
            ended = Ended(self._shifts.latest_not_after(over_at - timedelta(microseconds=1)), over_at)
            if ended.begun != self._done:
                await self._reconcile(ended)
            wait = self._shifts.first_after(then) - then
            await self._clock.sleep(min(wait, _LOOK_EVERY))

    async def _reconcile(self, ended: Ended) -> None:
        try:
            result = await self._result(ended)
        except GenesysError as error:
            self._failed(ended, str(error))
            return
        except Exception:  # a bug here is no reason to poll no more
            log.exception("reconcile.unexpected")
            self._failed(ended, "unexpected")
            return
        self._settle(ended)
        if result is None:
            log.info("reconcile.nothing_kept", extra={"begun": ended.begun.isoformat()})
            return
        level = logging.WARNING if result.differing else logging.INFO
        words = {"begun": ended.begun.isoformat(), "agents": result.agents, "differing": result.differing}
        log.log(level, "reconcile.done", extra=words)
        self._tell(result)
        await asyncio.to_thread(files.write_json, self._path, result)

    async def _result(self, ended: Ended) -> Reconciled | None:
        """How it comes out; None where nothing of that shift was kept. Raises GenesysError."""
        kept = await self._archive.find(ended.begun)
        if kept is None:
            return None
        lines = await self._archive.compare(kept, ended)
        window = Window(kept.window.start, kept.window.end)
        return Reconciled(window, self._now(), len(lines), passing(lines))

    def _failed(self, ended: Ended, reason: str) -> None:
        self._tries += 1
        log.info("reconcile.failed", extra={"begun": ended.begun.isoformat(), "reason": reason, "tries": self._tries})
        if self._tries >= _TRIES:
            self._settle(ended)

    def _settle(self, ended: Ended) -> None:
        self._done, self._tries = ended.begun, 0


def result_path(state: Path, scope: str) -> Path:
    """Where the result of a scope is kept, by what the history knows the scope by."""
    return state / f"reconciled-{blake2b(scope.encode(), digest_size=8).hexdigest()}.json"
