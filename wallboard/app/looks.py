"""The names by which QML chooses shapes and hues. Mirrors the pure enums of the same member names."""

from enum import IntEnum

from PySide6.QtCore import QEnum, QObject
from PySide6.QtQml import QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Wallboard.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("Looks holds names alone")
class Looks(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable lacks __call__
    """Names alone: `Looks.ON_CALL` in QML."""

    @QEnum
    class Kind(IntEnum):
        """What a status means: board.agents.StatusKind."""

        AVAILABLE = 0
        ON_CALL = 1
        WRAP_UP = 2
        OFF_QUEUE = 3
        OFFLINE = 4
        OTHER = 5

    @QEnum
    class Trust(IntEnum):
        """How far the board can be trusted: board.freshness.Freshness."""

        LIVE = 0
        LATE = 1
        STALE = 2
        SILENT = 3
        OFFLINE = 4

    @QEnum
    class Light(IntEnum):
        """How brightly the screen shows the board: app.quiet.Light."""

        FULL = 0
        DIM = 1
        OFF = 2

    @QEnum
    class Medal(IntEnum):
        """The colour of a place on the podium: app.row_face.Medal."""

        NONE = 0
        GOLD = 1
        SILVER = 2
        BRONZE = 3

    @QEnum
    class Scene(IntEnum):
        """What is shown: app.scenes.SceneKind."""

        RANKING = 0
        PODIUM = 1
        TEAMS = 2
        GOAL = 3

    @QEnum
    class Beyond(IntEnum):
        """On which side of its threshold a figure is: app.summary_face.Beyond."""

        NOTHING = 0
        OVER = 1
        UNDER = 2
