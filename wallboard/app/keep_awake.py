"""Keep the system from switching the monitor off while a full screen shows the board. Run by app.main.

The system is asked through wakepy: D-Bus on Linux, its own call on Windows, caffeinate on macOS. Where it cannot be
asked, that is logged once and tried again: a monitor that goes dark is no reason for a dialog.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from typing import Protocol

from wallboard.host.clock import Clock
from wallboard.host.screen_settings import Screen

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
RETRY_AFTER = timedelta(minutes=1)
_MOST_WORDS = 200  # letters of a desktop's own
_NO_BUS = ("no such file", "connection refused")  # what is told where nothing listens


class NotHeld(Exception):
    """The system cannot be asked to stay awake, or refused; the message says what was tried."""


def why_not(told: str, system: str, bus: str | None) -> str:
    """One line about a lock that was not to be had; `bus` is the address of the session's, None where it has none.

    >>> why_not("DBusCallError(...)", "linux", None)
    'the monitor may go dark: no session bus'
    """
    words = " ".join(told.split())
    if system == "linux" and (bus is None or any(one in words.lower() for one in _NO_BUS)):
        words = "no session bus"
    return f"the monitor may go dark: {words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS] + '…'}"


class WakeLock(Protocol):
    """What keeps the monitor on between `hold` and `release`."""

    async def hold(self) -> None:
        """Keep it on. Raises NotHeld."""
        ...

    async def release(self) -> None:
        """Let the system do as it likes."""
        ...


def is_awake(screen: Screen, *, fullscreen: bool) -> bool:
    """Whether the monitor has to stay on; a window beside others is no reason.

    Also while quiet hours have it black: once the system has switched it off, nothing here switches it on again in the
    morning.
    """
    return screen.keep_awake and fullscreen


class KeepAwake:
    """Holds the lock while it is `wanted`."""

    def __init__(self, lock: WakeLock, clock: Clock) -> None:
        self._lock = lock
        self._clock = clock
        self._held = False
        self._failing = False

    async def run(self, wanted: Callable[[], bool]) -> None:
        """Hold and release until cancelled; then let go."""
        try:
            while True:
                await self._clock.sleep(await self._look(wanted=wanted()))
        finally:
            if self._held:
                await self._lock.release()

    async def _look(self, *, wanted: bool) -> timedelta:
        """Do what is wanted; how long to wait before the next look."""
        if wanted == self._held:
            return LOOK_EVERY
        if not wanted:
            self._held = False
            await self._lock.release()
            return LOOK_EVERY
        try:
            await self._lock.hold()
        except NotHeld as error:
            if not self._failing:
                log.warning("awake.failed", extra={"why": str(error)})
            self._failing = True
            return RETRY_AFTER
        self._held = True
        log.info("awake.held", extra={"again": self._failing})
        self._failing = False
        return LOOK_EVERY


class SystemLock:
    """The system's own. One thread holds and releases, as wakepy demands; a bus that hangs must not stop the screen."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="awake")
        self._held = ExitStack()

    async def hold(self) -> None:
        """Ask the system. Raises NotHeld."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._hold)

    async def release(self) -> None:
        """Take it back."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._held.close)

    def _hold(self) -> None:
        # 12 ms of a screen's start, for what most windows never ask for.
        from wakepy import keep  # noqa: PLC0415

        from wallboard.app.our_name import OurName  # noqa: PLC0415

        try:
            mode = self._held.enter_context(keep.presenting(on_fail="pass", dbus_adapter=[OurName]))
        except Exception as error:  # whatever a desktop's bus answers
            raise _not_held(str(error) or type(error).__name__) from error
        if not mode.active:
            self._held.close()
            raise _not_held(mode.result.get_failure_text())


def _not_held(told: str) -> NotHeld:
    return NotHeld(why_not(told, sys.platform, os.environ.get("DBUS_SESSION_BUS_ADDRESS")))
