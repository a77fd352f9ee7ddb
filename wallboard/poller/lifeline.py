"""When a poller that a screen started ends by itself: its standard input has closed and nobody looked for a minute.

Used by poller.main with `--child`. Counts in the machine's time: a process does not rehearse.
"""

import asyncio
import os
import sys
import threading

from wallboard.poller.broadcast import Broadcast

ALONE_SECONDS = 60.0


async def parent_gone() -> None:
    """Return when standard input has closed. A thread reads it: on Windows no loop can."""
    loop = asyncio.get_running_loop()
    closed = asyncio.Event()

    def read() -> None:
        try:
            descriptor = sys.stdin.fileno() if sys.stdin is not None else -1
            while descriptor >= 0 and os.read(descriptor, 4096):
                pass
        except (OSError, ValueError):  # ValueError: it was closed before the program began to read
            pass
        if not loop.is_closed():
            loop.call_soon_threadsafe(closed.set)

    threading.Thread(target=read, name="lifeline", daemon=True).start()
    await closed.wait()


async def alone(broadcast: Broadcast, seconds: float = ALONE_SECONDS) -> None:
    """Return when no stream was open for this long."""
    while True:
        await broadcast.empty.wait()
        try:
            async with asyncio.timeout(seconds):
                await broadcast.occupied.wait()
        except TimeoutError:
            return
