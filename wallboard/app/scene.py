"""The window and what is in it: fonts, the QML engine, the main window, and what was last painted.

Opened and closed by app.main; placed on a monitor by app.kiosk.
"""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow

from wallboard.app.board_state import BoardState
from wallboard.app.fonts import load_fonts
from wallboard.app.kiosk import Kiosk
from wallboard.app.picture_key import PROVIDER, PictureKey
from wallboard.app.picture_provider import PictureProvider
from wallboard.host.paths import resource


class Unloadable(Exception):
    """The scene's files do not load: the installation is damaged, or of two versions."""


class Scene(QObject):
    """One open window. `painted` tells the revision of each new frame that reached the window."""

    painted = Signal(int)

    def __init__(self, engine: QQmlApplicationEngine, window: QQuickWindow, state: BoardState, kiosk: Kiosk) -> None:
        super().__init__()
        self._engine = engine
        self._window = window
        self._state = state
        self._kiosk = kiosk
        # Not every frame that begins reaches the window: one made for grab() does not. Hence nothing is counted.
        self._begun = self._taken_over = state.revision_on_top
        window.afterAnimating.connect(self._frame_begins)
        # Automatic connections only: Python on the render thread deadlocks with grab(). What such a thread says comes
        # in its order; and that it has taken a frame over, before this thread begins another.
        window.afterSynchronizing.connect(self._frame_taken_over)
        window.frameSwapped.connect(self._frame_swapped)

    @property
    def window(self) -> QQuickWindow:
        """The window itself."""
        return self._window

    @property
    def kiosk(self) -> Kiosk:
        """Where the window stands."""
        return self._kiosk

    def set_motion(self, motion: float) -> None:
        """Stretch all movement from now on; with 0 nothing moves or fades."""
        _set_motion(self._engine, motion)

    def grab(self) -> QImage:
        """A picture of the window as it is now."""
        return self._window.grabWindow()

    def close(self) -> None:
        """Take everything down, the engine before what its bindings read."""
        self._kiosk.close()
        self._window.afterAnimating.disconnect(self._frame_begins)
        self._window.afterSynchronizing.disconnect(self._frame_taken_over)
        self._window.frameSwapped.disconnect(self._frame_swapped)
        self._window.hide()
        shiboken6.delete(self._engine)  # now, not when the last reference is gone

    def _frame_begins(self) -> None:
        self._begun = self._state.revision_on_top

    def _frame_taken_over(self) -> None:
        self._taken_over = self._begun

    def _frame_swapped(self) -> None:
        self.painted.emit(self._taken_over)


def _no_picture(_key: PictureKey) -> QImage | None:
    return None


def open_scene(
    state: BoardState,
    *,
    fullscreen: bool = False,
    screen_name: str | None = None,
    motion: float = 1.0,
    find_picture: Callable[[PictureKey], QImage | None] = _no_picture,
) -> Scene:
    """Open the window on that monitor, or on the primary one. Raises Unloadable.

    `motion` stretches all movement; with 0 nothing moves or fades, for people who wish so and for pictures.
    """
    load_fonts()
    engine = QQmlApplicationEngine()
    problems: list[str] = []

    def note(warnings: list[QQmlError]) -> None:
        problems.extend(warning.toString() for warning in warnings)

    engine.warnings.connect(note)
    engine.addImportPath(str(resource("qml")))
    engine.addImageProvider(PROVIDER, PictureProvider(find_picture))
    engine.setInitialProperties({"board": state})
    _set_motion(engine, motion)
    engine.loadFromModule("Wallboard", "Main")
    engine.warnings.disconnect(note)
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise Unloadable("the window cannot be shown: " + ("; ".join(problems) or "its files are missing"))
    window = roots[0]
    kiosk = Kiosk(window, screen_name)
    scene = Scene(engine, window, state, kiosk)
    state.fullscreen_toggled.connect(kiosk.toggle)
    state.fullscreen_left.connect(kiosk.leave)
    page = state.sign_in_page
    page.face_changed.connect(lambda: kiosk.point(needed=page.face is not None))
    kiosk.show(fullscreen=fullscreen)
    return scene


def _set_motion(engine: QQmlApplicationEngine, motion: float) -> None:
    theme = engine.singletonInstance("Wallboard", "Theme")
    if isinstance(theme, QObject):  # otherwise its files are missing, which loading the window tells
        theme.setProperty("motion", motion)
