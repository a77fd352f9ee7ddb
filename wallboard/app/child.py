"""Run another program of this product: its first line of output, its end, and its standard input as its lifeline.

Neither QProcess nor asyncio's subprocesses serve here: both kill a program that outlives them, and a poller must
outlive the screen that started it, since other screens may listen to it. So: a plain process, and a thread of its own
that reads and waits. The thread is a daemon, because a program that is let go has not ended when the screen ends.
"""

import asyncio
import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import IO, Any, Self

from wallboard.host import paths

log = logging.getLogger(__name__)

_GRACE = timedelta(seconds=3)  # between the request to end and the kill
_LONGEST_LINE = 64 * 1024


class Child:
    """A started program. Made by `start`; belongs to the loop that ran then."""

    def __init__(self, process: subprocess.Popen[bytes], loop: asyncio.AbstractEventLoop) -> None:
        self._process = process
        self._loop = loop
        self._ended = asyncio.Event()
        self._first_line: asyncio.Future[bytes] = loop.create_future()

    @classmethod
    def start(cls, command: Sequence[str]) -> Self:
        """Start a program, which is heard where we are. Raises OSError when there is none."""
        # A program without a console has none to hand on; left open, Windows would have none to make.
        return cls._start(command, None if sys.stderr is not None else subprocess.DEVNULL)

    @classmethod
    def start_unheard(cls, command: Sequence[str]) -> Self:
        """The same for a program that may outlive us, where somebody waits for the end of what we say."""
        return cls._start(command, subprocess.DEVNULL)

    @classmethod
    def _start(cls, command: Sequence[str], stderr: int | None) -> Self:
        process = subprocess.Popen(  # noqa: S603 (our own programs, by their full path)
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=paths.environment_for_others(os.environ),
            **_apart_from_our_terminal(),
        )
        child = cls(process, asyncio.get_running_loop())
        threading.Thread(target=child._watch, name=f"child {process.pid}", daemon=True).start()
        return child

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """What it ended with; None while it runs."""
        return self._process.returncode

    async def first_line(self, within: timedelta) -> bytes:
        """Its first line of output, without the line's end; empty when it ended without one. Raises TimeoutError."""
        async with asyncio.timeout(within.total_seconds()):
            return await asyncio.shield(self._first_line)

    async def ended(self) -> None:
        """Wait until it has ended."""
        await self._ended.wait()

    def let_go(self) -> None:
        """Close the lifeline. The program ends when it sees fit; nothing is waited for."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    async def end(self, grace: timedelta = _GRACE) -> None:
        """End it and wait until it is gone: by request, and by force when it does not follow."""
        self.let_go()
        if not self._ended.is_set():
            self._process.terminate()
            try:
                async with asyncio.timeout(grace.total_seconds()):
                    await self._ended.wait()
            except TimeoutError:
                log.warning("child.killed", extra={"pid": self.pid, "why": "it did not end when asked"})
                self._process.kill()
                await self._ended.wait()

    def _watch(self) -> None:
        output = self._process.stdout
        assert output is not None  # noqa: S101 (asked for above)
        line = _read_line(output)
        self._tell(self._set_first_line, line)
        while _read(output):
            pass  # keep the pipe empty: a full one would stop the program
        self._process.wait()
        output.close()
        self.let_go()  # here, since the loop may be closed by now
        self._tell(self._ended.set)

    def _set_first_line(self, line: bytes) -> None:
        if not self._first_line.done():
            self._first_line.set_result(line)

    def _tell(self, callback: Callable[..., object], *args: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to be told
            self._loop.call_soon_threadsafe(callback, *args)


def _read_line(output: IO[bytes]) -> bytes:
    line = b""
    while b"\n" not in line and len(line) < _LONGEST_LINE:
        more = _read(output)
        if not more:
            break
        line += more
    return line.partition(b"\n")[0].rstrip(b"\r")


def _read(output: IO[bytes]) -> bytes:
    try:
        return os.read(output.fileno(), 4096)
    except OSError:
        return b""


def _apart_from_our_terminal() -> dict[str, Any]:
    # Ctrl-C in the terminal of one screen must not end the poller of all, and Windows shall open no console window.
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
