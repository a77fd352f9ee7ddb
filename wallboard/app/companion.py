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
from typing import Protocol

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
_END_GRACE = timedelta(seconds=3)
_END_LOOK = timedelta(seconds=0.1)
_FORCE: signal.Signals = getattr(signal, "SIGKILL", signal.SIGTERM)  # on Windows the first wish is force already


class CannotRun(Exception):
    """No poller can be had now: what is wrong, in words for a person. Ask again; the wait is kept here."""


class KeepsFailing(CannotRun):
    """It was tried several times and may yet work: known rows are worth more than the words."""


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


def read_first_line(line: bytes) -> Handshake | Refusal | None:
    """What a poller says when it starts; None for anything else."""
    with contextlib.suppress(BadMessage):
        return decode(Handshake, line)
    with contextlib.suppress(BadMessage):
        return decode(Refusal, line)
    return None


def next_start_wait(streak: int) -> timedelta:
    """How long to wait before a start, after this many that came to nothing in a row."""
    return _START_WAITS[min(streak, len(_START_WAITS) - 1)]


def next_streak(streak: int, lived: timedelta) -> int:
    """The failures in a row, now that a poller has ended that lived this long."""
    return 1 if lived >= _STEADY_AFTER else streak + 1


def _where(poller: Handshake) -> dict[str, object]:
    return {"pid": poller.pid, "port": poller.port}  # and never its token


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
        self._children: list[Program] = []
        self._known: Handshake | None = None
        self._heard_at = timedelta()
        self._doubted = False
        self._had_since: timedelta | None = None  # since when this screen has a poller
        self._streak = 0
        self._wait = timedelta()

    async def poller(self) -> Handshake:
        """The poller to listen to: the running one, or a new one. Raises CannotRun."""
        while True:
            found = await self._adopt()
            if found is None:
                self._count_loss()
                if self._wait:
                    await self._clock.sleep(self._wait)
                    self._wait = timedelta()
                    continue  # another screen may have started one meanwhile
                found = await self._start()
            if found is not None:
                if self._had_since is None:
                    self._had_since = self._clock.elapsed()
                return found

    def heard(self) -> None:
        """The poller gave a sign of life."""
        self._heard_at = self._clock.elapsed()
        self._doubted = False

    def leave(self) -> None:
        """Go, and let the poller live as long as others need it: a child ends by itself when nobody views."""
        for child in self._children:
            child.let_go()

    async def end(self) -> None:
        """Go, and end what was started here."""
        for child in self._children:
            await child.end()

    async def _adopt(self) -> Handshake | None:
        record = await asyncio.to_thread(run_record.read, self._run_directory)
        if record is None:
            return None
        if record != self._known:
            self._known = record
            self.heard()
            log.info("poller.found", extra=_where(record))
        silent = self._clock.elapsed() - self._heard_at >= HUNG_AFTER
        # Silent, and yet it answers: perhaps the machine slept. Believed once, not twice in a row.
        if not (silent and self._doubted) and await self._answers(record):
            self._doubted = silent
            return record
        if silent:
            await self._end_hung(record)
        return None

    def _count_loss(self) -> None:
        if self._had_since is not None:
            self._fail(lived=self._clock.elapsed() - self._had_since)
            self._had_since = None

    async def _start(self) -> Handshake | None:
        try:
            child = self._start_program(self._command)
        except OSError as error:
            raise self._cannot_run(f"The poller cannot be started: {error.strerror}.", _REFUSED_RETRY) from error
        # An older one may still run: the new one then refuses, and the older one is adopted again.
        self._children = [*(one for one in self._children if one.returncode is None), child]
        line = await self._first_line(child)
        match read_first_line(line):
            case Handshake() as handshake:
                log.info("poller.started", extra=_where(handshake))
                self._known = handshake
                self.heard()
                return handshake
            case Refusal(code="already_running"):
                self._fail("Another poller is running, but it does not answer.")
            case Refusal() as refusal:
                raise self._cannot_run(refusal.refused, _REFUSED_RETRY)
            case None:
                self._fail("The poller cannot be started: it ends at once or gives no sign of life.")
        return None

    async def _first_line(self, child: Program) -> bytes:
        try:
            return await child.first_line(self._start_limit)
        except TimeoutError:
            await child.end()
            return b""

    def _fail(self, message: str = "", lived: timedelta = timedelta()) -> None:
        self._streak = next_streak(self._streak, lived)
        self._wait = next_start_wait(self._streak)
        log.warning(
            "poller.lost", extra={"streak": self._streak, "next_start_in": self._wait, "why": message or "it ended"}
        )
        if message and self._streak >= _TELL_FROM_STREAK:
            raise KeepsFailing(message)

    def _cannot_run(self, message: str, wait: timedelta) -> CannotRun:
        self._wait = wait
        return CannotRun(message)

    async def _end_hung(self, hung: Handshake) -> None:
        for child in self._children:
            if child.pid == hung.pid and child.returncode is None:
                log.warning("poller.hung", extra=_where(hung))
                await child.end()
                return
        for wish in (signal.SIGTERM, _FORCE):
            if not await asyncio.to_thread(self._is_holder, hung):
                return
            log.warning("poller.hung", extra=_where(hung) | {"sent": wish.name})
            with contextlib.suppress(OSError):  # gone by now, or not ours to end: the next start tells
                os.kill(hung.pid, wish)
            await self._wait_for_end(hung)

    async def _wait_for_end(self, hung: Handshake) -> None:
        until = self._clock.elapsed() + _END_GRACE
        while self._clock.elapsed() < until and await asyncio.to_thread(self._is_holder, hung):
            await self._clock.sleep(_END_LOOK)

    def _is_holder(self, poller: Handshake) -> bool:
        """Whether that process id is still that poller: its record lies there, beside a lock that is held."""
        return run_record.read(self._run_directory) == poller and run_record.is_held(self._run_directory)
