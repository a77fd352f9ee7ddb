"""Two lists of rows by turns: where too many rows move to be followed, the old list fades out while the other fades in.

Made and filled by app.board_state. Both keep their rows' items: to make those anew would cost ten times as much.
"""

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from wallboard.app.motion import Change
from wallboard.app.row_face import RowFace
from wallboard.app.standings_model import StandingsModel

QML_IMPORT_NAME = "Wallboard.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the board")
class FadingList(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable lacks __call__
    """Two lists, of which one is in front. What the other holds is on its way out, or cannot be seen."""

    shown_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._front, self._back = StandingsModel(self), StandingsModel(self)
        self._back.stand(in_front=False)
        self._lists = (self._front, self._back)

    @Property(StandingsModel, constant=True)
    def first(self) -> StandingsModel:
        """One list."""
        return self._lists[0]

    @Property(StandingsModel, constant=True)
    def second(self) -> StandingsModel:
        """The other."""
        return self._lists[1]

    @Property(StandingsModel, notify=shown_changed)
    def shown(self) -> StandingsModel:
        """The one in front."""
        return self._front

    @property
    def rows(self) -> tuple[RowFace, ...]:
        """What is shown now."""
        return self._front.rows

    def show(self, rows: Sequence[RowFace], change: Change = Change.GLIDE) -> None:
        """Make these the rows. An agent comes once."""
        if change is not Change.FADE or not self._front.rows:
            self._front.show(rows, change)
            return
        self._front, self._back = self._back, self._front
        self._front.show(rows, Change.JUMP)
        self._front.stand(in_front=True)
        self._back.stand(in_front=False)
        self.shown_changed.emit()
