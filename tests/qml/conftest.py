"""The theme that tests of colours and shapes look at."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlEngine

from wallboard.host.paths import resource


@pytest.fixture(params=["dark", "light", "high_contrast"])
def theme(qapp: QGuiApplication, request: pytest.FixtureRequest) -> Iterator[QObject]:
    engine = QQmlEngine()
    engine.addImportPath(str(resource("qml")))
    made = engine.singletonInstance("Wallboard", "Theme")
    assert isinstance(made, QObject)
    made.setProperty("name", request.param)
    yield made
    engine.clearSingletons()
