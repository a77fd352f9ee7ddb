"""The screen's memory stays what it is, however long it runs."""

import gc
import random

import msgspec
import psutil
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from tests.app import known
from tests.app.hurried_clock import HurriedClock
from wallboard.app.board_state import BoardState
from wallboard.app.presenter import Presenter
from wallboard.app.replica import Replica
from wallboard.app.scene import open_scene
from wallboard.wire.messages import Row

UPDATES, WARM, EVERY = 2_000, 800, 20
MOST_GROWTH = 1_000_000  # bytes in 1,200 updates, 800 each: the rows of one update that were kept would be more


def shuffled(rng: random.Random) -> list[Row]:
    rows = known.day()
    rng.shuffle(rows)
    return [
        msgspec.structs.replace(row, place=place, rank=place + 1, closed=rng.randrange(200), moved=rng.randrange(-3, 4))
        for place, row in enumerate(rows)
    ]


def slope(samples: list[int]) -> float:
    """Growth from one sample to the next, by least squares: no single reading decides."""
    middle, mean = (len(samples) - 1) / 2, sum(samples) / len(samples)
    spread = sum((at - middle) ** 2 for at in range(len(samples)))
    return sum((at - middle) * (one - mean) for at, one in enumerate(samples)) / spread


def test_the_slope_of_a_line_is_found() -> None:
    assert slope([10, 12, 14, 16]) == pytest.approx(2)
    assert slope([5, 9, 5, 9, 5]) == pytest.approx(0)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_thousands_of_updates_cost_no_memory(qapp: QGuiApplication) -> None:
    rng, clock, state = random.Random(1), HurriedClock(), BoardState()  # noqa: S311  nothing secret
    clock.at = known.HEARD_AT
    presenter = Presenter((state.show,), clock)
    scene = open_scene(state, motion=0)
    frames, samples = [0], []

    def painted(_revision: int) -> None:
        frames[0] += 1

    scene.painted.connect(painted)
    process = psutil.Process()
    for number in range(UPDATES):
        replica: Replica = known.heard(known.snapshot(shuffled(rng), revision=number + 1))
        presenter.tell(replica, known.JOINED)
        QCoreApplication.processEvents()
        if number % EVERY == 0:
            gc.collect()
            if number >= WARM:
                samples.append(process.memory_info().rss)
    scene.close()
    assert frames[0] > UPDATES / 20  # it was painted all along
    assert slope(samples) * len(samples) < MOST_GROWTH
