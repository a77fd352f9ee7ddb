"""What Qt can tell of the system's wish."""

import pytest
from PySide6.QtGui import QGuiApplication

from wallboard.app.motion_wish import wants_less_motion


class Hints:
    """Style hints of a Qt that knows."""

    def __init__(self, name: str) -> None:
        self.name = name

    def accessibility(self) -> "Hints":
        return self

    def motionPreference(self) -> "Hints":  # noqa: N802
        return self


def test_this_qt_answers_or_cannot_tell(qapp: QGuiApplication) -> None:
    assert wants_less_motion() in {None, False, True}


@pytest.mark.parametrize(("name", "wish"), [("ReducedMotion", True), ("NoPreference", False), ("", None)])
def test_a_qt_that_knows_is_believed(name: str, wish: bool | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: Hints(name))
    assert wants_less_motion() is wish
