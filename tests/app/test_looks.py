"""The names that QML knows are those of the pure enums."""

from enum import Enum, IntEnum

import pytest

from wallboard.app.looks import Looks
from wallboard.app.row_face import Medal
from wallboard.app.summary_face import Beyond
from wallboard.board.agents import StatusKind
from wallboard.board.freshness import Freshness


@pytest.mark.parametrize(
    ("pure", "for_qml"),
    [(StatusKind, Looks.Kind), (Freshness, Looks.Trust), (Medal, Looks.Medal), (Beyond, Looks.Beyond)],
)
def test_qml_knows_every_name(pure: type[Enum], for_qml: type[IntEnum]) -> None:
    assert [one.name for one in for_qml] == [one.name for one in pure]
