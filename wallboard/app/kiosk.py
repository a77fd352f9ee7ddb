"""Where the window stands: on which monitor, and whether it fills it. Made by app.scene.

When the monitor it is bound to goes, the window moves to the primary one; when it comes back, so does the window: a
television that was off must not leave the board in a corner. Which one that is, app.monitors decides.
Modes often change once more soon after a monitor was plugged in, and not every system tells: it fits at once and again.
"""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, QRect, Qt, QTimer, SignalInstance
from PySide6.QtGui import QGuiApplication, QScreen, QWindow

from wallboard.app.monitors import Monitor, bind, choose, is_missing

FIT_AGAIN_AFTER = (timedelta(seconds=1), timedelta(seconds=5))
_SHARE_OF_SCREEN = 0.7  # of a window that does not fill it


def window_rect(available: QRect) -> QRect:
    """A window of 16:9 in the middle of what a monitor has to give."""
    width = min(available.width(), available.height() * 16 // 9) * _SHARE_OF_SCREEN
    rect = QRect(0, 0, round(width), round(width * 9 / 16))
    rect.moveCenter(available.center())
    return rect


class Kiosk(QObject):
    """Keeps one window where it belongs; after a change of a monitor also so long after the last of them."""

    def __init__(
        self, window: QWindow, wanted: str | None, fit_again_after: Sequence[timedelta] = FIT_AGAIN_AFTER
    ) -> None:
        super().__init__()
        self._window = window
        self._wanted = wanted
        self._bound: Monitor | None = None
        self._missing = ""
        self._fullscreen = False
        self._pointing = False
        self._followed: QScreen | None = None
        self._again = [self._timer(wait) for wait in fit_again_after]
        self._app = QGuiApplication.instance()
        if isinstance(self._app, QGuiApplication):
            self._app.screenAdded.connect(self._changed)
            self._app.screenRemoved.connect(self._screen_gone)
            self._app.primaryScreenChanged.connect(self._changed)

    @property
    def fullscreen(self) -> bool:
        """Whether the window fills its monitor."""
        return self._fullscreen

    @property
    def missing(self) -> str:
        """The monitor that was asked for, while the window stands on another one; empty where all is well."""
        return self._missing

    def show(self, *, fullscreen: bool) -> None:
        """Show the window, or change how it is shown."""
        self._fullscreen = fullscreen
        self._set_pointer()
        self._place()

    def point(self, *, needed: bool) -> None:
        """Show the pointer over a full screen too, for as long as there is something to click on."""
        if needed != self._pointing:
            self._pointing = needed
            self._set_pointer()

    def toggle(self) -> None:
        """From window to full screen, or back."""
        self.show(fullscreen=not self._fullscreen)

    def leave(self) -> None:
        """To a window; where it is one already, nothing happens."""
        if self._fullscreen:
            self.show(fullscreen=False)

    def close(self) -> None:
        """Let go of the monitors."""
        for timer in self._again:
            timer.stop()
        self._follow(None)
        if isinstance(self._app, QGuiApplication):
            self._app.screenAdded.disconnect(self._changed)
            self._app.screenRemoved.disconnect(self._screen_gone)
            self._app.primaryScreenChanged.disconnect(self._changed)

    def _set_pointer(self) -> None:
        if self._fullscreen and not self._pointing:
            self._window.setCursor(Qt.CursorShape.BlankCursor)
        else:
            self._window.unsetCursor()

    def _place(self) -> None:
        screens = QGuiApplication.screens()
        if not screens:
            return  # every monitor is off: the next one that comes is taken
        present = [_monitor(screen) for screen in screens]
        self._bound = bind(present, self._wanted, self._bound)
        self._missing = (self._wanted or "") if is_missing(present, self._wanted, self._bound) else ""
        screen = screens[choose(present, screens.index(QGuiApplication.primaryScreen()), self._bound)]
        self._follow(screen)
        self._window.setScreen(screen)
        if self._fullscreen:
            # Without a window manager nobody but us gives the window its size.
            self._window.setGeometry(screen.geometry())
            self._window.showFullScreen()
        else:
            self._window.showNormal()
            self._window.setGeometry(window_rect(screen.availableGeometry()))

    def _fit(self) -> None:
        if self._fullscreen:
            self._place()

    def _screen_gone(self, screen: QScreen) -> None:
        if screen is self._followed:
            self._followed = None  # it dies with its connections
        self._changed()

    def _changed(self, _how: object = None) -> None:
        self._fit()
        for timer in self._again:
            timer.start()  # anew: the waits begin with the last change

    def _timer(self, wait: timedelta) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=wait // timedelta(milliseconds=1))
        timer.timeout.connect(self._fit)
        return timer

    def _follow(self, screen: QScreen | None) -> None:
        if screen is self._followed:
            return
        if self._followed is not None:
            for change in _changes(self._followed):
                change.disconnect(self._changed)
        self._followed = screen
        if screen is not None:
            for change in _changes(screen):
                change.connect(self._changed)


def _monitor(screen: QScreen) -> Monitor:
    return Monitor(screen.name(), screen.manufacturer(), screen.model(), screen.serialNumber())


def _changes(screen: QScreen) -> tuple[SignalInstance, ...]:
    """Resolution and place, scale, rotation."""
    return screen.geometryChanged, screen.logicalDotsPerInchChanged, screen.orientationChanged
