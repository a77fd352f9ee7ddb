"""The look, as QML reads it."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy

from wallboard.app.look_state import LookState
from wallboard.app.motion import Motion
from wallboard.app.style import Style


def test_it_tells_what_it_was_shown(qapp: QGuiApplication) -> None:
    look = LookState()
    assert look.property("logo").isEmpty()
    look.show(Style("light", "#0b5fc0", "/a b.png", Motion.OFF, rows=11, safe_area=0.04, drift=(3, -2)))
    told = {name: look.property(name) for name in ("theme", "accent", "still", "rows", "safe_area", "drift")}
    assert told == {
        "theme": "light",
        "accent": "#0b5fc0",
        "still": True,
        "rows": 11,
        "safe_area": 0.04,
        "drift": QPoint(3, -2),
    }
    assert look.property("logo").toLocalFile() == "/a b.png"


def test_the_same_look_changes_nothing(qapp: QGuiApplication) -> None:
    look = LookState()
    changes = QSignalSpy(look.changed)
    look.show(Style())
    assert changes.count() == 0
    look.show(Style(drift=(1, 1)))
    assert changes.count() == 1
