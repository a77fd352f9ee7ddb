"""The real scene as a process, ranked anew every second: how long each frame took to come while rows glide.

Then it is left alone, but for its clock, and tells what that costs.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta

import qasync
from PySide6.QtGui import QGuiApplication

from wallboard.app.board_state import BoardState
from wallboard.app.link import Joined
from wallboard.app.presenter import Presenter
from wallboard.app.replica import Replica, absorb
from wallboard.app.scene import open_scene
from wallboard.host.clock import SystemClock
from wallboard.wire.boards import BoardInfo, Boards
from wallboard.wire.messages import Row, Snapshot, Summary, Window

_ROWS = 300
_GLIDE = 0.7  # seconds that rows move for after a change: Theme.glide
_SETTLE = 2.0
_STATUSES = ("Available", "On a Call", "Wrap-up")


class Standings:
    """A board on which some agents climb at every turn."""

    def __init__(self) -> None:
        self._chance = random.Random(1)  # noqa: S311  the same in every run
        self._closed = [400 - place for place in range(_ROWS)]
        self.turn = 0

    def next(self) -> Snapshot:
        """The board a second later."""
        self.turn += 1
        for one in self._chance.sample(range(20), 6):
            self._closed[one] += self._chance.randrange(1, 8)
        now = datetime.now(UTC)
        order = sorted(range(_ROWS), key=lambda one: (-self._closed[one], one))
        rows = [self._row(agent, place, now) for place, agent in enumerate(order)]
        as_of = now - timedelta(seconds=30)
        window = Window(now - timedelta(hours=5), as_of)
        counts = Summary(_ROWS, 100, 100, 100, sum(self._closed))
        return Snapshot("f", self.turn, self.turn, "all", _ROWS, as_of, now, 100, window, counts, None, rows)

    def _row(self, agent: int, place: int, now: datetime) -> Row:
        return Row(
            id=f"agent-{agent}",
            place=place,
            rank=place + 1,
            name=f"Agent {agent:03}",
            status=_STATUSES[agent % 3],
            closed=self._closed[agent],
            status_since=now - timedelta(seconds=agent),
            aht_ms=100_000 + agent * 100,
            aht_bound_ms=0,
            moved=agent - place,
        )


async def _run(width: int, height: int, seconds: float) -> None:
    state, clock, standings = BoardState(), SystemClock(), Standings()
    scene = open_scene(state)
    scene.window.setGeometry(0, 0, width, height)
    frames: list[float] = []
    scene.painted.connect(lambda _: frames.append(time.perf_counter()))
    presenter = Presenter((state.show,), clock)
    info = BoardInfo("all", "All agents", "UTC", ["07:00"], None)
    joined = Joined(info, Boards([info], None, 30.0, 30.0, datetime.now(UTC)))
    replica = Replica()
    updates: list[float] = []

    def rank_anew() -> None:
        nonlocal replica
        snapshot = standings.next()
        updates.append(time.perf_counter())
        replica = absorb(replica, snapshot, clock.elapsed(), 1.0)
        presenter.tell(replica, joined)

    rank_anew()
    ticking = asyncio.create_task(presenter.tick())
    await asyncio.sleep(_SETTLE)
    first = len(updates)
    for _ in range(max(round(seconds), 2)):
        rank_anew()
        await asyncio.sleep(1.0)
    await asyncio.sleep(_SETTLE)
    idle = await _idle(max(seconds / 6, 2.0))
    ticking.cancel()
    scene.close()
    print(json.dumps({"intervals": _intervals(frames, updates[first:]), "idle": idle}), flush=True)


async def _idle(seconds: float) -> float:
    begun, used = time.perf_counter(), time.process_time()
    await asyncio.sleep(seconds)
    return (time.process_time() - used) / (time.perf_counter() - begun)


def _intervals(frames: list[float], updates: list[float]) -> list[float]:
    """The ms from each update to its first frame, and between the frames while rows glide."""
    found: list[float] = []
    for update in updates:
        last = update
        for frame in frames:
            if update < frame <= update + _GLIDE:
                found.append((frame - last) * 1000)
                last = frame
    return found


def main() -> None:
    """The scene's process."""
    app = QGuiApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    width, height, seconds = sys.argv[1:]
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        runner.run(_run(int(width), int(height), float(seconds)))


if __name__ == "__main__":
    main()
