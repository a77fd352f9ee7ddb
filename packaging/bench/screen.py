"""The real screen as a process, listening to one poller: notes when each revision was painted first.

Says when its window stands, ends with a line on its standard input, and tells then what it noted.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import qasync
from PySide6.QtGui import QGuiApplication

from wallboard.app.board_state import BoardState
from wallboard.app.feed import Feed, open_client
from wallboard.app.follow import Follower
from wallboard.app.presenter import Presenter
from wallboard.app.scene import open_scene
from wallboard.host.clock import SystemClock
from wallboard.wire.messages import Handshake


class OnePoller:
    """The poller that is there."""

    def __init__(self, handshake: Handshake) -> None:
        self._handshake = handshake

    async def poller(self) -> Handshake:
        """Where it is."""
        return self._handshake

    def heard(self) -> None:
        """It lives: nothing follows from it here."""


async def _show(handshake: Handshake, width: int, height: int) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
    painted: dict[int, int] = {}
    first = asyncio.Event()

    def note(revision: int) -> None:
        painted.setdefault(revision, time.monotonic_ns())
        if revision:
            first.set()

    state, clock = BoardState(), SystemClock()
    scene = open_scene(state)
    scene.window.setGeometry(0, 0, width, height)
    scene.painted.connect(note)
    presenter = Presenter((state.show,), clock)
    async with open_client() as client:
        follower = Follower(OnePoller(handshake), Feed(client), None, clock, presenter.tell)
        following = asyncio.create_task(follower.run())
        ticking = asyncio.create_task(presenter.tick())
        await first.wait()
        print("painted", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        for task in (following, ticking):
            task.cancel()
        await asyncio.gather(following, ticking, return_exceptions=True)
    scene.close()
    print(json.dumps(painted), flush=True)


def main() -> None:
    """The screen's process."""
    app = QGuiApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    port, token, width, height = sys.argv[1:]
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(_show(Handshake(int(port), token, 0), int(width), int(height)))


if __name__ == "__main__":
    main()
