"""Run the tests that are written in QML. A program of its own: Qt's test runner ends the process it runs in."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuickTest import QUICK_TEST_MAIN_WITH_SETUP

from wallboard.app import board_state
from wallboard.app.fonts import load_fonts
from wallboard.host.paths import resource

assert board_state.QML_IMPORT_NAME == "Wallboard.Model"  # importing it has made the types known


class Setup(QObject):
    """Gives every test the fonts and the modules of the screen."""

    @Slot(QQmlEngine)
    def qmlEngineAvailable(self, engine: QQmlEngine) -> None:  # noqa: N802
        """Called by Qt before each file."""
        load_fonts()
        engine.addImportPath(str(resource("qml")))


def main() -> int:
    """Run them all; 0 when all passed."""
    here = Path(__file__).resolve().parent
    return QUICK_TEST_MAIN_WITH_SETUP("qml", Setup, [sys.argv[0], "-input", str(here), *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
