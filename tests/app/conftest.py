"""Qt for the screen's tests: no widgets, and the bundled fonts."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.app.tongues import speaking


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The kind of application that the screen runs in."""
    return QGuiApplication


@pytest.fixture
def speaking_german() -> Iterator[None]:
    """The screen's words are German as long as the test runs."""
    with speaking("de"):
        yield
