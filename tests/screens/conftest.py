"""The window that tests of whole screens share."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from tests.screens.portraits import portrait
from wallboard.app.board_state import BoardState
from wallboard.app.scene import Scene, open_scene


@pytest.fixture(scope="module")
def screen(qapp: QGuiApplication) -> Iterator[tuple[Scene, BoardState]]:
    state = BoardState()
    scene = open_scene(state, motion=0, find_picture=portrait)
    yield scene, state
    scene.close()
