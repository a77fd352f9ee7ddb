"""The window: it opens, is painted, can be pictured, listens to keys, and goes without a word."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from tests.app import known
from tests.app.known import HEARD_AT, JOINED
from tests.app.tongues import speaking
from tests.screens.seen import texts
from wallboard.app.board_state import BoardState
from wallboard.app.face import face
from wallboard.app.picture_key import PictureKey
from wallboard.app.quiet import Light
from wallboard.app.scene import Scene, Unloadable, open_scene
from wallboard.app.setup_face import Idle, setup_face
from wallboard.host.paths import resource
from wallboard.wire.setup import Setup


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


def press(scene: Scene, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    scene.window.requestActivate()
    QTest.keyClick(scene.window, key, modifier)


def test_it_shows_the_board(scene: Scene, qtbot: QtBot) -> None:
    qtbot.waitUntil(scene.window.isExposed)
    assert scene.window.title() == "All agents"
    image = scene.grab()
    assert image.size() == scene.window.size()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 20


def test_it_tells_which_revision_was_painted(scene: Scene, state: BoardState, qtbot: QtBot) -> None:
    painted: list[int] = []
    scene.painted.connect(painted.append)
    qtbot.waitUntil(lambda: 41 in painted)
    state.show(face(known.heard(known.snapshot(revision=42)), JOINED, HEARD_AT + timedelta(minutes=1), 0))
    qtbot.waitUntil(lambda: painted[-1] == 42)


def test_what_was_painted_is_told_with_its_frame_after_a_picture_was_taken(
    scene: Scene, state: BoardState, qtbot: QtBot
) -> None:
    qtbot.waitUntil(scene.window.isExposed)
    scene.grab()  # a frame that never reaches the window
    state.show(face(known.heard(known.snapshot(revision=42)), JOINED, HEARD_AT + timedelta(minutes=1), 0))
    with qtbot.waitSignal(scene.window.frameSwapped), qtbot.waitSignal(scene.painted) as told:
        pass
    assert told.args == [42]


def test_a_screen_at_rest_is_not_painted_again(scene: Scene, state: BoardState, qtbot: QtBot) -> None:
    with qtbot.waitSignal(scene.painted):
        scene.window.update()
    qtbot.wait(50)
    frames = QSignalSpy(scene.window.frameSwapped)
    for tenths in range(1, 6):
        state.show(face(known.heard(), JOINED, HEARD_AT + timedelta(seconds=tenths / 10), 0))
    qtbot.wait(100)
    assert frames.count() == 0


@pytest.mark.parametrize(
    ("key", "step"),
    [
        *((key, 1) for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown)),
        *((key, -1) for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp)),
    ],
)
def test_arrows_and_page_keys_turn_pages(scene: Scene, state: BoardState, key: Qt.Key, step: int) -> None:
    turned: list[int] = []
    state.turn_asked.connect(turned.append)
    press(scene, key)
    assert turned == [step]


def test_f11_fills_the_screen_and_escape_leaves_it(scene: Scene) -> None:
    full = []
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_Escape, Qt.Key.Key_F11, Qt.Key.Key_F11):
        press(scene, key)
        full.append(scene.kiosk.fullscreen)
    assert full == [False, True, False, True, False]


def test_f_fills_the_screen_too(scene: Scene) -> None:
    press(scene, Qt.Key.Key_F)
    assert scene.kiosk.fullscreen


def test_f1_shows_help_and_f1_or_escape_closes_it_and_no_more(scene: Scene) -> None:
    press(scene, Qt.Key.Key_F11)
    shown = []
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F1, Qt.Key.Key_F1, Qt.Key.Key_Escape):
        press(scene, key)
        shown.append(scene.window.property("helping"))
    assert shown == [True, False, True, False]
    assert scene.kiosk.fullscreen


def test_a_question_mark_shows_help_too_and_stays_a_letter_on_the_sign_in_page(
    scene: Scene, state: BoardState, qtbot: QtBot
) -> None:
    shown = []
    for _ in range(2):
        scene.window.requestActivate()
        QTest.keyClick(scene.window, "?")  # type: ignore[call-overload]  # the stub knows no letters
        shown.append(scene.window.property("helping"))
    state.sign_in_page.show(setup_face(Setup("settings", "There is no settings file.", []), Idle()))
    qtbot.waitUntil(lambda: scene.window.activeFocusItem() is not None)
    QTest.keyClick(scene.window, "?")  # type: ignore[call-overload]  # the stub knows no letters
    shown.append(scene.window.property("helping"))
    field = scene.window.findChild(QQuickItem, "region")
    assert field is not None
    assert (shown, field.property("text")) == ([True, False, False], "?")


def test_q_stops(scene: Scene, state: BoardState) -> None:
    stopped = QSignalSpy(state.stopped)
    press(scene, Qt.Key.Key_Q)
    press(scene, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert stopped.count() == 2


def test_a_picture_that_is_here_stands_in_the_initials_place(qapp: QGuiApplication) -> None:
    asked: set[PictureKey] = set()

    def find(key: PictureKey) -> QImage:
        asked.add(key)
        image = QImage(208, 208, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(10, 200, 10))
        return image

    key = PictureKey("tova", "v1")
    rows = [msgspec.structs.replace(known.day()[0], picture="v1"), *known.day()[1:]]
    state = BoardState()
    state.show(face(known.heard(known.snapshot(rows)), JOINED, HEARD_AT, 0, here={key}))
    opened = open_scene(state, motion=0, find_picture=find)
    opened.window.resize(1920, 1080)
    QCoreApplication.processEvents()
    image = opened.grab()
    opened.close()
    assert asked == {key}
    first, second = image.pixelColor(132, 194), image.pixelColor(132, 499)  # within the circles of two cards
    assert first == QColor(10, 200, 10)
    assert second != first


def test_closing_the_window_asks_to_stop_and_leaves_it_open(scene: Scene, state: BoardState) -> None:
    stopped = QSignalSpy(state.stopped)
    assert not scene.window.close()
    assert stopped.count() == 1
    assert scene.window.isVisible()


def test_it_opens_again_after_it_was_closed(state: BoardState) -> None:
    for _ in range(3):
        opened = open_scene(state, motion=0)
        gone = QSignalSpy(opened.window.destroyed)
        opened.close()
        assert gone.count() == 1
        state.show(face(known.stale(), JOINED, HEARD_AT, 0))


@pytest.mark.qt_log_ignore("failed to load component", "No module named")
def test_files_that_do_not_load_are_told(state: BoardState, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = resource("fonts")
    monkeypatch.setattr("wallboard.app.scene.resource", lambda *_: fonts)
    with pytest.raises(Unloadable, match="the window cannot be shown"):
        open_scene(state)


@pytest.mark.qt_log_ignore("failed to load component", "No module named")
def test_one_that_cannot_be_opened_again_says_so_and_is_closed_all_the_same(
    state: BoardState, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_scene(state, motion=0)
    gone = QSignalSpy(opened.window.destroyed)
    fonts = resource("fonts")
    monkeypatch.setattr("wallboard.app.scene.resource", lambda *_: fonts)
    with pytest.raises(Unloadable, match="the window cannot be shown"):
        opened.reopen()
    opened.close()
    assert gone.count() == 1
    state.toggle_fullscreen()  # nobody listens any more


def test_how_far_it_moves_is_kept_when_it_is_opened_again(scene: Scene) -> None:
    scene.set_motion(0.5)
    scene.reopen()
    context = qmlContext(scene.window)
    assert context is not None
    assert QQmlExpression(context, scene.window, "Theme.motion").evaluate()[0] == 0.5


def words_of(scene: Scene) -> list[str]:
    return [text.property("text") for text in texts(scene.window.contentItem())]


def left_of(scene: Scene, name: str) -> float:
    found = scene.window.findChild(QQuickItem, name)
    assert found is not None
    return found.mapToScene(QPointF(0, 0)).x()


def test_its_own_words_follow_the_tongue_and_it_is_mirrored_where_that_is_read_from_the_right(
    scene: Scene, state: BoardState
) -> None:
    turned: list[int] = []
    state.turn_asked.connect(turned.append)
    assert "Agent" in words_of(scene)
    assert left_of(scene, "podium") < left_of(scene, "rows")
    with speaking("ar"):
        state.tongue_changed.emit()
        assert "الموظف" in words_of(scene)
        assert left_of(scene, "podium") > left_of(scene, "rows")
        press(scene, Qt.Key.Key_Left)
    state.tongue_changed.emit()
    assert "Agent" in words_of(scene)
    assert left_of(scene, "podium") < left_of(scene, "rows")
    press(scene, Qt.Key.Key_Left)
    assert turned == [1, -1]


def test_a_tongue_that_changes_after_it_was_closed_does_no_harm(state: BoardState) -> None:
    open_scene(state, motion=0).close()
    state.tongue_changed.emit()


def test_in_quiet_hours_it_is_black_or_dim_and_comes_back(scene: Scene, state: BoardState) -> None:
    def brightest() -> float:
        image = scene.grab()
        points = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
        return max(image.pixelColor(x, y).lightnessF() for x, y in points)

    bright = brightest()
    seen = []
    for light in (Light.OFF, Light.DIM, Light.FULL):
        state.show_light(light)
        seen.append(brightest())
    assert seen[0] == 0
    assert bright * 0.5 < seen[1] < bright * 0.7
    assert seen[2] == bright


def test_a_black_screen_is_painted_once(scene: Scene, state: BoardState, qtbot: QtBot) -> None:
    qtbot.waitUntil(scene.window.isExposed)
    with qtbot.waitSignal(scene.window.frameSwapped):
        state.show_light(Light.OFF)
    qtbot.wait(50)
    frames = QSignalSpy(scene.window.frameSwapped)
    state.show_light(Light.OFF)
    qtbot.wait(100)
    assert frames.count() == 0
