"""Notice that somebody is there: a key, a click, a touch. Used by app.main in quiet hours."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

_PRESSES = (
    QEvent.Type.ShortcutOverride,  # comes before a shortcut acts, and in a key press's stead
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
)


class Presses(QObject):
    """`pressed` tells each press while they are watched. It does nothing else: nobody quits in the dark unawares."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watching = False

    def watch(self, *, wanted: bool) -> None:
        """Begin or end to look at every event: only while the screen is dark, for each costs a call of Python."""
        app = QCoreApplication.instance()
        if app is None or wanted == self._watching:
            return
        self._watching = wanted
        if wanted:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's own name
        """Keep presses from all others."""
        if event.type() not in _PRESSES:
            return False
        event.accept()
        self.pressed.emit()
        return True
