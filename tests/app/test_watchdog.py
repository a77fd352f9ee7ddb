"""A window that stands still is replaced by one that paints; a real one, on a platform without a screen."""

import asyncio
import gc
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tests.app import known
from tests.app.hurried_clock import HurriedClock
from tests.app.known import HEARD_AT, JOINED
from wallboard.app.board_state import BoardState
from wallboard.app.face import face
from wallboard.app.quiet import Light
from wallboard.app.scene import Scene, Unloadable, open_scene
from wallboard.app.watchdog import keep_watch


class Stall(QObject):
    """Stands for a driver that hangs: the window never hears that it should paint."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's own name
        return watched is self._window and event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.Expose)


class FakeScene:
    """A window of which the frames are counted by hand."""

    def __init__(self) -> None:
        self.frames = 0
        self.is_exposed = True
        self.answers = False
        self.reopens = True
        self.did: list[str] = []

    def ask(self) -> None:
        self.did.append("ask")
        self.frames += self.answers

    def reopen(self) -> None:
        self.did.append("reopen")
        if not self.reopens:
            raise Unloadable("its files are missing")


@pytest.fixture
def state(qapp: QGuiApplication) -> BoardState:
    shown = BoardState()
    shown.show(face(known.heard(), JOINED, HEARD_AT, 0))
    return shown


@pytest.fixture
def scene(state: BoardState) -> Iterator[Scene]:
    opened = open_scene(state, motion=0)
    yield opened
    opened.close()


def events(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("wallboard")]


@pytest.mark.asyncio
async def test_a_window_that_never_answers_is_opened_anew_and_given_up(caplog: pytest.LogCaptureFixture) -> None:
    scene, clock = FakeScene(), HurriedClock()
    await keep_watch(scene, lambda: True, clock)
    assert scene.did.count("reopen") == 3
    assert set(clock.waits) == {5.0}
    assert events(caplog) == ["screen.asked", "screen.restarted"] * 3 + ["screen.asked", "screen.ended"]


@pytest.mark.asyncio
async def test_one_that_cannot_be_opened_anew_is_given_up_at_once(caplog: pytest.LogCaptureFixture) -> None:
    scene = FakeScene()
    scene.reopens = False
    await keep_watch(scene, lambda: True, HurriedClock())
    assert scene.did.count("reopen") == 1
    assert events(caplog) == ["screen.asked", "screen.restarted", "screen.ended"]


class Looks(HurriedClock):
    """Ends the watch after so many looks."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    async def sleep(self, wait: object) -> None:
        if len(self.waits) >= self._most:
            raise asyncio.CancelledError
        await super().sleep(wait)  # type: ignore[arg-type]


async def watched(scene: FakeScene, *, is_lit: bool) -> None:
    with pytest.raises(asyncio.CancelledError):
        await keep_watch(scene, lambda: is_lit, Looks(2_000))


@pytest.mark.asyncio
async def test_a_calm_window_is_asked_without_a_word_in_the_log() -> None:
    scene = FakeScene()
    scene.answers = True
    await watched(scene, is_lit=True)
    assert set(scene.did) == {"ask"}
    assert scene.frames == len(scene.did)


@pytest.mark.asyncio
@pytest.mark.parametrize(("is_exposed", "is_lit"), [(False, True), (True, False), (False, False)])
async def test_neither_a_dark_nor_a_hidden_window_is_asked_for_anything(is_exposed: bool, is_lit: bool) -> None:
    scene = FakeScene()
    scene.is_exposed = is_exposed
    await watched(scene, is_lit=is_lit)
    assert scene.did == []


class Turning(HurriedClock):
    """With each wait, Qt has its turn, until a frame comes or one that was asked for would have come."""

    def __init__(self, scene: Scene, qtbot: QtBot, looks: int) -> None:
        super().__init__()
        self._scene = scene
        self._qtbot = qtbot
        self._left = looks

    async def sleep(self, wait: object) -> None:
        if not self._left:
            raise asyncio.CancelledError
        self._left -= 1
        await super().sleep(wait)  # type: ignore[arg-type]
        with self._qtbot.waitSignal(self._scene.painted, timeout=40, raising=False):
            pass


def watch_for(scene: Scene, state: BoardState, qtbot: QtBot, looks: int) -> None:
    async def watching() -> None:
        with pytest.raises(asyncio.CancelledError):
            await keep_watch(scene, lambda: state.is_lit, Turning(scene, qtbot, looks))

    asyncio.run(watching())


def test_a_stalled_window_is_replaced_and_the_new_one_paints(
    scene: Scene, state: BoardState, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    qtbot.waitUntil(lambda: scene.frames > 0)
    window = scene.window
    Stall(window)
    gone = QSignalSpy(window.destroyed)
    painted: list[int] = []
    scene.painted.connect(painted.append)
    state.show(face(known.heard(known.snapshot(revision=42)), JOINED, HEARD_AT, 0))
    watch_for(scene, state, qtbot, 6)
    assert (painted, gone.count()) == ([], 0)
    watch_for(scene, state, qtbot, 20)
    assert events(caplog) == ["screen.asked"] * 2 + ["screen.restarted"]  # each watch asks; the second has it replaced
    assert gone.count() == 1
    assert not shiboken6.isValid(window)
    assert scene.window.isExposed()
    assert painted[-1] == 42


def test_a_window_that_paints_stays(scene: Scene, state: BoardState, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: scene.frames > 0)
    window, frames = scene.window, scene.frames
    watch_for(scene, state, qtbot, 30)
    assert scene.window is window
    assert 0 < scene.frames - frames <= 10  # a frame that was asked for now and then, and no more


def test_in_the_dark_a_stalled_window_stays(scene: Scene, state: BoardState, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: scene.frames > 0)
    state.show_light(Light.OFF)
    window = scene.window
    Stall(window)
    watch_for(scene, state, qtbot, 30)
    assert scene.window is window


def test_a_new_window_is_as_the_old_one_was_and_nothing_of_the_old_is_left(scene: Scene, state: BoardState) -> None:
    state.toggle_fullscreen()
    asked = QSignalSpy(state.turn_asked)
    kiosk = weakref.ref(scene.kiosk)
    for _ in range(3):
        scene.reopen()
    gc.collect()
    assert kiosk() is None
    full = [scene.kiosk.fullscreen]
    state.toggle_fullscreen()  # heard by one kiosk, not by four: else it would be full again
    full.append(scene.kiosk.fullscreen)
    assert full == [True, False]
    assert scene.window.title() == "All agents"
    state.turn_page(1)
    assert asked.count() == 1
