"""How the screen looks and moves, for QML. Made and filled by app.board_state."""

from PySide6.QtCore import Property, QObject, QPoint, QUrl, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from wallboard.app.motion import Motion
from wallboard.app.style import Style

QML_IMPORT_NAME = "Wallboard.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the board")
class LookState(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable lacks __call__
    """One look, as app.style has it. `changed` comes when any of it did."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._style = Style()

    def show(self, style: Style) -> None:
        """Make this the look."""
        if style != self._style:
            self._style = style
            self.changed.emit()

    @Property(str, notify=changed)
    def theme(self) -> str:
        """The name of the theme."""
        return self._style.theme

    @Property(str, notify=changed)
    def accent(self) -> str:
        """The house's own colour; empty: the theme's."""
        return self._style.accent

    @Property(QUrl, notify=changed)
    def logo(self) -> QUrl:
        """The house's logo; empty where there is none. Always a file of this machine."""
        return QUrl.fromLocalFile(self._style.logo) if self._style.logo else QUrl()

    @Property(bool, notify=changed)
    def still(self) -> bool:
        """Whether nothing may move or fade."""
        return self._style.motion is Motion.OFF

    @Property(int, notify=changed)
    def rows(self) -> int:
        """How many rows a page has."""
        return self._style.rows

    @Property(float, notify=changed)
    def safe_area(self) -> float:
        """What is left free on each side: a share of width and height."""
        return self._style.safe_area

    @Property(QPoint, notify=changed)
    def drift(self) -> QPoint:
        """How far the scene has drifted, in pixels of a 1080p screen."""
        return QPoint(*self._style.drift)
