"""The texts that QML reads."""

import pytest

from wallboard.app.face_state import FaceState, nothing, trust
from wallboard.board.freshness import Freshness


@pytest.mark.parametrize("freshness", Freshness)
def test_every_freshness_has_a_name_in_qml(freshness: Freshness) -> None:
    assert trust(freshness).name == freshness.name


@pytest.mark.usefixtures("qapp")
def test_before_any_face_there_are_words_and_no_numbers() -> None:
    state = FaceState()
    assert state.face == nothing()
    assert state.property("headline") == "Starting"
    assert state.property("revision_on_top") is None
    assert state.property("column_keys") == []
