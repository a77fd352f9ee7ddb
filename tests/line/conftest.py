"""Qt for the screen's tests: no widgets, and the bundled fonts."""

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The kind of application that the screen runs in."""
    return QGuiApplication
