"""The real screen as a process, at a poller that plays a recorded day in haste: how even its frames are.

Told are the milliseconds from each update to its first frame, and between frames while rows glide or fade.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import qasync
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from screen import OnePoller

from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace
from wallboard.app.feed import Feed, open_client
from wallboard.app.follow import Follower
from wallboard.app.presenter import Presenter
from wallboard.app.scene import Scene, open_scene
from wallboard.host.clock import SystemClock
from wallboard.wire.messages import Handshake

_SETTLE = 2.0


class Stopwatch:
    """Stops the time of each frame that somebody waits for: the first after an update, and all while rows move."""

    def __init__(self, state: BoardState, scene: Scene) -> None:
        self.intervals: list[float] = []
        self.begun = asyncio.Event()
        self._state = state
        self._lists = [scene.window.findChild(QQuickItem, name) for name in ("podium", "rows")]
        self._since: float | None = None  # the last frame or update, while something moves
        self._revision = 0
        scene.painted.connect(self._painted)

    def show(self, face: BoardFace) -> None:
        """Give the screen this face."""
        if face.revision != self._revision:
            self._revision = face.revision
            self._since = self._since or time.perf_counter()
            self.begun.set()
        self._state.show(face)

    def _painted(self, _revision: int) -> None:
        now = time.perf_counter()
        if self._since is not None:
            self.intervals.append((now - self._since) * 1000)
        self._since = now if self._moves() else None

    def _moves(self) -> bool:
        rows = [row for one in self._lists if one is not None for row in one.childItems()]
        return any(row.opacity() < 1 or row.property("place") != row.property("index") for row in rows)


async def _play(handshake: Handshake, width: int, height: int, seconds: float) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
    state, clock = BoardState(), SystemClock()
    scene = open_scene(state)
    scene.window.setGeometry(0, 0, width, height)
    stopwatch = Stopwatch(state, scene)
    presenter = Presenter((stopwatch.show,), clock)
    async with open_client() as client:
        follower = Follower(OnePoller(handshake), Feed(client), None, clock, presenter.tell)
        tasks = [asyncio.create_task(follower.run()), asyncio.create_task(presenter.tick())]
        await stopwatch.begun.wait()
        await asyncio.sleep(_SETTLE)
        stopwatch.intervals.clear()  # until here the window was made
        await asyncio.sleep(max(seconds, _SETTLE))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    scene.close()
    print(json.dumps(stopwatch.intervals), flush=True)


def main() -> None:
    """The screen's process."""
    app = QGuiApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    port, token, width, height, seconds = sys.argv[1:]
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(_play(Handshake(int(port), token, 0), int(width), int(height), float(seconds)))


if __name__ == "__main__":
    main()
