"""Find the running poller, or start one; end one that hangs.

Every wait between two attempts is decided here. Asked by app.follow; the record is described in wire.run_record.
"""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol, assert_never

from wallboard.app.child import Child
from wallboard.host.clock import Clock
from wallboard.wire import run_record
from wallboard.wire.codec import BadMessage, decode
from wallboard.wire.messages import Handshake, Refusal

log = logging.getLogger(__name__)

HUNG_AFTER = timedelta(seconds=30)  # without a heartbeat, in the machine's own time
_START_LIMIT = timedelta(seconds=15)
_STEADY_AFTER = timedelta(seconds=60)  # a poller that lived this long did not fail at its start
_START_WAITS = tuple(timedelta(seconds=seconds) for seconds in (0, 1, 2, 5, 10, 30))
_TELL_FROM_STREAK = 3  # one crash is mended before a person has read of it
_REFUSED_RETRY = timedelta(seconds=10)  # somebody may have mended the settings; nobody presses a key on a wall
_END_GRACE = timedelta(seconds=5)
_END_LOOK = timedelta(seconds=0.1)


class CannotRun(Exception):
    """No poller can be had now: what is wrong, in words for a person. Ask again; the wait is kept here."""


class Program(Protocol):
    """What the companion asks of a started program."""

    @property
    def pid(self) -> int:
        """The process id."""
        ...

    @property
    def returncode(self) -> int | None:
        """What it ended with; None while it runs."""
        ...

    async def first_line(self, within: timedelta) -> bytes:
        """Its first line of output; empty when it ended without one. Raises TimeoutError."""
        ...

    def let_go(self) -> None:
        """Close its lifeline."""
        ...

    async def end(self) -> None:
        """End it, and wait until it is gone."""
        ...


def next_start_wait(streak: int) -> timedelta:
    """How long to wait before a start, after this many that came to nothing in a row."""
    return _START_WAITS[min(streak, len(_START_WAITS) - 1)]


def next_streak(streak: int, lived: timedelta) -> int:
    """The failures in a row, now that a poller has ended that lived this long."""
    return 1 if lived >= _STEADY_AFTER else streak + 1


class Companion:
    """The one poller of this run directory, as seen from one screen."""

    def __init__(
        self,
        command: Sequence[str],
        run_directory: Path,
        answers: Callable[[Handshake], Awaitable[bool]],
        clock: Clock,
        start: Callable[[Sequence[str]], Program] = Child.start,
        start_limit: timedelta = _START_LIMIT,
    ) -> None:
        self._command = command
        self._run_directory = run_directory
        self._answers = answers
        self._clock = clock
        self._start_program = start
        self._start_limit = start_limit
        self._child: Program | None = None
        self._current: Handshake | None = None
        self._found_at = timedelta()
        self._heard_at = timedelta()
        self._doubted = False
        self._streak = 0
        self._wait = timedelta()

    async def poller(self) -> Handshake:
        """The poller to listen to: the running one, or a new one. Raises CannotRun."""
        while True:
            found = await self._adopt()
            if found is not None:
                return found
            await self._clock.sleep(self._wait)
            started = await self._start()
            if started is not None:
                return started

    def heard(self) -> None:
        """The poller gave a sign of life."""
        self._heard_at = self._clock.elapsed()
        self._doubted = False

    def leave(self) -> None:
        """Go, and let the poller live as long as others need it: a child ends by itself when nobody views."""
        if self._child is not None:
            self._child.let_go()

    async def end(self) -> None:
        """Go, and end the poller that was started here."""
        if self._child is not None:
            await self._child.end()

    async def _adopt(self) -> Handshake | None:
        record = await asyncio.to_thread(run_record.read, self._run_directory)
        if record is None:
            self._lose_current()
            return None
        if record != self._current:
            self._meet(record)
        silent = self._clock.elapsed() - self._heard_at >= HUNG_AFTER
        # Silent, and yet it answers: it may be the machine that slept. Believed once, not twice in a row.
        if not (silent and self._doubted) and await self._answers(record):
            self._doubted = silent
            return record
        if silent:
            await self._end_hung(record)
        self._lose_current(ended=not silent)
        return None

    def _meet(self, record: Handshake) -> None:
        log.info("poller.found pid=%d port=%d", record.pid, record.port)
        self._current = record
        self._found_at = self._clock.elapsed()
        self.heard()

    def _lose_current(self, *, ended: bool = True) -> None:
        """Count how long the poller that we listened to has lived."""
        if self._child is None or self._current is None:
            return
        raise NotImplementedError(ended)

    async def _start(self) -> Handshake | None:
        raise NotImplementedError

    async def _end_hung(self, record: Handshake) -> None:
        raise NotImplementedError
