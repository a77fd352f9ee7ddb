"""Where the window stands."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from pytestqt.qtbot import QtBot

from wallboard.app.kiosk import Kiosk, window_rect


@pytest.mark.parametrize(
    "available",
    [QRect(0, 0, 1920, 1080), QRect(1920, 40, 1280, 1024), QRect(0, 0, 3440, 1400), QRect(0, 0, 1080, 1920)],
)
def test_a_window_stands_in_the_middle(available: QRect) -> None:
    rect = window_rect(available)
    assert available.contains(rect)
    assert (rect.center() - available.center()).manhattanLength() <= 2
    assert abs(rect.width() * 9 - rect.height() * 16) <= 16


def test_the_whole_screen_and_back(qapp: QGuiApplication) -> None:
    window = QWindow()
    kiosk = Kiosk(window, None)
    screen = qapp.primaryScreen()
    steps: tuple[Callable[[], None], ...] = (
        lambda: kiosk.show(fullscreen=False),
        kiosk.toggle,
        kiosk.leave,
        kiosk.leave,
    )
    seen = []
    for step in steps:
        step()
        seen.append((kiosk.fullscreen, window.geometry(), window.visibility(), window.cursor().shape()))
    kiosk.close()
    window.destroy()
    rect = window_rect(screen.availableGeometry())
    windowed = (False, rect, QWindow.Visibility.Windowed, Qt.CursorShape.ArrowCursor)
    full = (True, screen.geometry(), QWindow.Visibility.FullScreen, Qt.CursorShape.BlankCursor)
    assert seen == [windowed, full, windowed, windowed]


def test_a_full_screen_shows_the_pointer_while_there_is_something_to_click(qapp: QGuiApplication) -> None:
    window = QWindow()
    kiosk = Kiosk(window, None)
    shapes = []
    steps: tuple[Callable[[], None], ...] = (
        lambda: kiosk.point(needed=True),
        lambda: kiosk.show(fullscreen=True),
        lambda: kiosk.point(needed=False),
        lambda: kiosk.point(needed=True),
        lambda: kiosk.show(fullscreen=False),
        lambda: kiosk.point(needed=False),
    )
    for step in steps:
        step()
        shapes.append(window.cursor().shape())
    kiosk.close()
    window.destroy()
    arrow, blank = Qt.CursorShape.ArrowCursor, Qt.CursorShape.BlankCursor
    assert shapes == [arrow, arrow, blank, arrow, arrow, arrow]


def test_a_monitor_that_comes_or_goes_does_not_leave_the_window_in_a_corner(qapp: QGuiApplication) -> None:
    window = QWindow()
    kiosk = Kiosk(window, "away")
    screen = qapp.primaryScreen()
    kiosk.show(fullscreen=True)
    changes: list[Callable[[], None]] = [
        lambda: qapp.screenRemoved.emit(screen),
        lambda: qapp.screenAdded.emit(screen),
        lambda: qapp.primaryScreenChanged.emit(screen),
        lambda: screen.geometryChanged.emit(screen.geometry()),
        lambda: screen.logicalDotsPerInchChanged.emit(144.0),
        lambda: screen.orientationChanged.emit(Qt.ScreenOrientation.PortraitOrientation),
    ]
    for change in changes:
        window.setGeometry(0, 0, 100, 100)
        change()
        assert window.geometry() == screen.geometry()
    kiosk.leave()
    window.setGeometry(0, 0, 100, 100)
    qapp.screenRemoved.emit(screen)
    assert window.width() == 100
    kiosk.close()
    window.destroy()


def test_after_each_change_of_a_monitor_it_fits_again_and_once_more_later(qapp: QGuiApplication, qtbot: QtBot) -> None:
    screen = qapp.primaryScreen()
    changes: list[Callable[[], None]] = [
        lambda: qapp.screenAdded.emit(screen),
        lambda: qapp.screenRemoved.emit(screen),
        lambda: qapp.primaryScreenChanged.emit(screen),
        lambda: screen.geometryChanged.emit(screen.geometry()),
        lambda: screen.logicalDotsPerInchChanged.emit(144.0),
        lambda: screen.orientationChanged.emit(Qt.ScreenOrientation.PortraitOrientation),
    ]
    for change in changes:
        window = QWindow()
        kiosk = Kiosk(window, None, [timedelta(milliseconds=1), timedelta(milliseconds=30)])
        kiosk.show(fullscreen=True)
        fitted: list[QRect] = []

        def moved_away(window: QWindow = window, fitted: list[QRect] = fitted) -> None:
            fitted.append(window.geometry())
            window.setGeometry(0, 0, 100, 100)  # the system moves it without a word

        for timer in kiosk.findChildren(QTimer):
            timer.timeout.connect(moved_away)
        change()
        window.setGeometry(0, 0, 100, 100)
        qtbot.waitUntil(lambda fitted=fitted: len(fitted) == 2)  # type: ignore[misc]
        kiosk.close()
        window.destroy()
        assert fitted == [screen.geometry()] * 2


def test_the_waits_begin_with_the_last_change_and_end_with_the_kiosk(qapp: QGuiApplication) -> None:
    window = QWindow()
    kiosk = Kiosk(window, None)
    timers = kiosk.findChildren(QTimer)
    assert [timer.interval() for timer in timers] == [1_000, 5_000]
    running = [any(timer.isActive() for timer in timers)]
    steps: tuple[Callable[[], None], ...] = (lambda: qapp.screenAdded.emit(qapp.primaryScreen()), kiosk.close)
    for step in steps:
        step()
        running.append(all(timer.isActive() for timer in timers))
    window.destroy()
    assert running == [False, True, False]


def test_a_window_that_is_not_full_is_left_where_it_is(qapp: QGuiApplication, qtbot: QtBot) -> None:
    window = QWindow()
    kiosk = Kiosk(window, None, [timedelta(milliseconds=1)])
    kiosk.show(fullscreen=False)
    (timer,) = kiosk.findChildren(QTimer)
    window.setGeometry(0, 0, 100, 100)
    with qtbot.waitSignal(timer.timeout):
        qapp.screenAdded.emit(qapp.primaryScreen())
    assert window.width() == 100
    kiosk.close()
    window.destroy()


def test_it_finds_a_monitor_by_its_name(tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x, width in (("wall", 1280, 1920), ("desk", 0, 1280))
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}))
    program = (
        "from PySide6.QtGui import QGuiApplication, QWindow\n"
        "from wallboard.app.kiosk import Kiosk\n"
        "app = QGuiApplication([])\n"
        "for wanted in ('wall', 'desk', 'gone', None):\n"
        "    window = QWindow()\n"
        "    kiosk = Kiosk(window, wanted)\n"
        "    kiosk.show(fullscreen=True)\n"
        "    print(window.screen().name(), window.geometry().x(), window.geometry().width())\n"
        "    kiosk.close()\n"
        "    window.destroy()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["wall 1280 1920", *["desk 0 1280"] * 3]


@pytest.mark.parametrize(("wanted", "missing"), [(None, ""), ("away", "away"), ("own", "")])
def test_the_monitor_that_was_asked_for_and_is_not_there_is_named(
    qapp: QGuiApplication, wanted: str | None, missing: str
) -> None:
    window = QWindow()
    kiosk = Kiosk(window, qapp.primaryScreen().name() if wanted == "own" else wanted)
    before = kiosk.missing
    kiosk.show(fullscreen=True)
    told = kiosk.missing
    kiosk.close()
    window.destroy()
    assert (before, told) == ("", missing)
