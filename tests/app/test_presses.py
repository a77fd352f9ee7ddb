"""Presses are noticed while they are watched, and then do nothing else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest

from wallboard.app.board_state import BoardState
from wallboard.app.presses import Presses
from wallboard.app.scene import Scene, open_scene


@pytest.fixture
def state(qapp: QGuiApplication) -> BoardState:
    return BoardState()


@pytest.fixture
def scene(state: BoardState) -> Iterator[Scene]:
    opened = open_scene(state, motion=0)
    opened.window.requestActivate()
    yield opened
    opened.close()


def test_in_the_dark_a_key_wakes_and_does_not_quit(scene: Scene, state: BoardState) -> None:
    presses, stopped = Presses(), QSignalSpy(state.stopped)
    pressed = QSignalSpy(presses.pressed)
    presses.watch(wanted=True)
    presses.watch(wanted=True)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_A):
        before = pressed.count()
        QTest.keyClick(scene.window, key)
        assert pressed.count() > before
    before = pressed.count()
    QTest.mouseClick(scene.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert pressed.count() > before
    assert stopped.count() == 0
    presses.watch(wanted=False)
    before = pressed.count()
    QTest.keyClick(scene.window, Qt.Key.Key_Q)
    assert (pressed.count(), stopped.count()) == (before, 1)


def test_a_press_that_ends_the_dark_does_not_quit_either(scene: Scene, state: BoardState) -> None:
    presses, stopped = Presses(), QSignalSpy(state.stopped)
    presses.pressed.connect(lambda: presses.watch(wanted=False))
    presses.watch(wanted=True)
    QTest.keyClick(scene.window, Qt.Key.Key_Q)
    assert stopped.count() == 0
