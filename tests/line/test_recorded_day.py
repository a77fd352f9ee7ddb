"""A recorded day at sixty times its pace, through real processes, onto a real scene: the board is calm all along."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import qmlEngine

from tests.line.calm import Reader, Watch, check_order, check_shown, steps, swaps
from tests.line.home import Home
from tests.line.stack import PATIENCE_SECONDS, events
from wallboard.app import demo
from wallboard.app.board_state import BoardState
from wallboard.app.feed import Feed, open_client
from wallboard.app.follow import Follower
from wallboard.app.link import Link
from wallboard.app.presenter import Presenter
from wallboard.app.replica import Replica
from wallboard.app.scene import Scene, open_scene
from wallboard.host.clock import SystemClock
from wallboard.host.paths import resource
from wallboard.wire.codec import decode
from wallboard.wire.messages import Handshake

RATE = 60
DAY, ZONE = "1999-02-02", "Asia/Jerusalem"
CADENCE = timedelta(seconds=30)


@dataclass(frozen=True)
class Stretch:
    """A part of the day."""

    start: str
    lasts: timedelta


# In no half hour do agents overtake each other as often as in this one; most calls end between 10:00 and 10:30.
STRETCHES = [
    pytest.param(Stretch("08:40", timedelta(minutes=7)), id="seven minutes"),
    pytest.param(Stretch("08:18", timedelta(minutes=30)), id="the liveliest half hour", marks=pytest.mark.slow),
    pytest.param(Stretch("10:00", timedelta(minutes=30)), id="the busiest half hour", marks=pytest.mark.slow),
    pytest.param(Stretch("08:00", timedelta(hours=10)), id="eight to six", marks=pytest.mark.slow),
]


class OnePoller:
    """The poller that is there."""

    def __init__(self, handshake: Handshake) -> None:
        self._handshake = handshake

    async def poller(self) -> Handshake:
        return self._handshake

    def heard(self) -> None:
        pass


@asynccontextmanager
async def recorded(home: Home, start: str) -> AsyncIterator[Handshake]:
    """A poller on the recorded day, from that time of day on."""
    calls = resource("demo", f"bank-calls-{DAY}.csv")
    scene = ("--calls", str(calls), "--day", DAY, "--start", start, "--speed", str(RATE), "--wrap-up", "20")
    simulator = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "wallboard.simulator.main", *scene, "--time-zone", ZONE, "--child"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert simulator.stdout is not None
    try:
        told = decode(demo.Simulated, await simulator.stdout.readline())
        (home.folder / "wallboard.toml").write_text(demo.settings_text(told), "utf-8")
        async with home._serving() as poller:
            yield poller
    finally:
        simulator.terminate()
        await simulator.wait()


async def read(poller: Handshake, reader: Reader) -> None:
    async with contextlib.aclosing(events(poller)) as told:
        async for event in told:
            reader.hear(event)


class Wall:
    """A scene that follows a poller, and who watches it."""

    def __init__(self) -> None:
        self.state = BoardState()
        self.scene = open_scene(self.state)
        self.watch = Watch(self.state, self.scene)
        self.presenter = Presenter((self.watch.show,), SystemClock())
        self.over = asyncio.Event()
        self._until: datetime | None = None

    def tell(self, replica: Replica, link: Link, lasts: timedelta) -> None:
        """Show this; it is over when the numbers are so much younger than the first ones."""
        self.presenter.tell(replica, link)
        as_of = None if replica.shown is None else replica.shown.as_of
        if as_of is not None:
            self._until = self._until or as_of + lasts
            if as_of >= self._until:
                self.over.set()


async def play(home: Home, stretch: Stretch) -> tuple[Watch, Reader]:
    """Show the stretch as it goes on."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
    wall, reader = Wall(), Reader()
    async with recorded(home, stretch.start) as poller, open_client() as client:
        hear = partial(wall.tell, lasts=stretch.lasts)
        follower = Follower(OnePoller(poller), Feed(client), None, SystemClock(), hear)
        works = (read(poller, reader), follower.run(), wall.presenter.tick())
        tasks = [asyncio.create_task(one) for one in works]
        await wall.over.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await rest(wall.scene, wall.watch)
    # A glide is over within a second: how soon the machine paints it is for the benchmark to tell.
    engine = qmlEngine(wall.scene.window)
    assert engine is not None
    theme = engine.singletonInstance("Wallboard", "Theme")
    assert isinstance(theme, QObject)
    assert 0 < theme.property("glide") <= 1000
    wall.scene.close()
    return wall.watch, reader


async def rest(scene: Scene, watch: Watch) -> None:
    """Until nothing moves any more."""
    painted = asyncio.Event()
    scene.painted.connect(lambda _: painted.set())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not watch.at_rest():
            painted.clear()
            await painted.wait()


@pytest.mark.apart
@pytest.mark.timeout(900)
@pytest.mark.parametrize("stretch", STRETCHES)
def test_a_busy_day_is_shown_calmly(tmp_path: Path, qapp: QGuiApplication, stretch: Stretch) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(qapp)) as runner:
        watch, reader = runner.run(play(Home(tmp_path), stretch))
    polls = stretch.lasts // CADENCE
    assert watch.troubles == []
    for rows in reader.boards.values():
        check_order(rows)
    assert [swap for before, after in steps(reader.boards) for swap in swaps(before, after)] == []
    # It was the day that was shown: nearly every poll, and on a slow machine a part of them.
    assert len(reader.boards) > polls / 4
    assert check_shown(watch.shown, reader.boards) > polls / 4
    assert watch.moves
    assert watch.gliding > watch.moves
