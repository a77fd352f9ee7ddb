"""The window and what is in it: fonts, the QML engine, the main window, and what was last painted.

Opened and closed by app.main; placed on a monitor by app.kiosk; opened anew by app.watchdog.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
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


def _no_picture(_key: PictureKey) -> QImage | None:
    return None


@dataclass(frozen=True, slots=True)
class Opening:
    """How a window is opened, each time anew: on which monitor, how far it moves, and where its pictures are."""

    screen_name: str | None = None
    motion: float = 1.0
    find_picture: Callable[[PictureKey], QImage | None] = _no_picture


class Scene(QObject):
    """One open window. `painted` tells the revision of each new frame that reached the window.

    Raises Unloadable when it is opened, and when it is opened again.
    """

    painted = Signal(int)

    def __init__(self, state: BoardState, opening: Opening, *, fullscreen: bool) -> None:
        super().__init__()
        self._state = state
        self._opening = opening
        self._frames = 0
        self._open(fullscreen=fullscreen)

    @property
    def window(self) -> QQuickWindow:
        """The window itself; another one after it was opened again."""
        return self._window

    @property
    def kiosk(self) -> Kiosk:
        """Where the window stands."""
        return self._kiosk

    @property
    def frames(self) -> int:
        """How many frames have reached the window, and those before it."""
        return self._frames

    @property
    def is_exposed(self) -> bool:
        """Whether the system shows the window, so that it should be painted."""
        minimized = bool(self._window.windowStates() & Qt.WindowState.WindowMinimized)
        return self._window.isExposed() and not minimized

    def ask(self) -> None:
        """Ask for a frame, whether anything has changed or not."""
        self._window.update()

    def set_motion(self, motion: float) -> None:
        """Stretch all movement from now on; with 0 nothing moves or fades."""
        self._opening = replace(self._opening, motion=motion)
        _set_motion(self._engine, motion)

    def grab(self) -> QImage:
        """A picture of the window as it is now."""
        return self._window.grabWindow()

    def close(self) -> None:
        """Take everything down, the engine before what its bindings read; nothing where it is down."""
        if not shiboken6.isValid(self._engine):
            return
        self._state.fullscreen_toggled.disconnect(self._kiosk.toggle)
        self._state.fullscreen_left.disconnect(self._kiosk.leave)
        self._state.tongue_changed.disconnect(self._engine.retranslate)
        self._state.sign_in_page.face_changed.disconnect(self._point)
        self._kiosk.close()
        self._window.afterAnimating.disconnect(self._frame_begins)
        self._window.afterSynchronizing.disconnect(self._frame_taken_over)
        self._window.frameSwapped.disconnect(self._frame_swapped)
        self._window.hide()
        shiboken6.delete(self._engine)  # now, not when the last reference is gone

    def reopen(self) -> None:
        """Take the window down and open it anew, on the same board and as large as it was. Raises Unloadable."""
        fullscreen = self._kiosk.fullscreen
        self.close()
        self._open(fullscreen=fullscreen)

    def _open(self, *, fullscreen: bool) -> None:
        self._engine, self._window = _load(self._state, self._opening)
        self._kiosk = Kiosk(self._window, self._opening.screen_name)
        # Not every frame that begins reaches the window: one made for grab() does not. Hence nothing is counted.
        self._begun = self._taken_over = self._state.revision_on_top
        self._window.afterAnimating.connect(self._frame_begins)
        # Automatic connections only: Python on the render thread deadlocks with grab(). What such a thread says comes
        # in its order; and that it has taken a frame over, before this thread begins another.
        self._window.afterSynchronizing.connect(self._frame_taken_over)
        self._window.frameSwapped.connect(self._frame_swapped)
        self._state.fullscreen_toggled.connect(self._kiosk.toggle)
        self._state.fullscreen_left.connect(self._kiosk.leave)
        self._state.tongue_changed.connect(self._engine.retranslate)
        self._state.sign_in_page.face_changed.connect(self._point)
        self._point()
        self._kiosk.show(fullscreen=fullscreen)

    def _point(self) -> None:
        self._kiosk.point(needed=self._state.sign_in_page.face is not None)

    def _frame_begins(self) -> None:
        self._begun = self._state.revision_on_top

    def _frame_taken_over(self) -> None:
        self._taken_over = self._begun

    def _frame_swapped(self) -> None:
        self._frames += 1
        self.painted.emit(self._taken_over)


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
    return Scene(state, Opening(screen_name, motion, find_picture), fullscreen=fullscreen)


def _load(state: BoardState, opening: Opening) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    load_fonts()
    engine = QQmlApplicationEngine()
    problems: list[str] = []

    def note(warnings: list[QQmlError]) -> None:
        problems.extend(warning.toString() for warning in warnings)

    engine.warnings.connect(note)
    engine.addImportPath(str(resource("qml")))
    engine.addImageProvider(PROVIDER, PictureProvider(opening.find_picture))
    engine.setInitialProperties({"board": state})
    _set_motion(engine, opening.motion)
    engine.loadFromModule("Wallboard", "Main")
    engine.warnings.disconnect(note)
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise Unloadable("the window cannot be shown: " + ("; ".join(problems) or "its files are missing"))
    return engine, roots[0]


def _set_motion(engine: QQmlApplicationEngine, motion: float) -> None:
    theme = engine.singletonInstance("Wallboard", "Theme")
    if isinstance(theme, QObject):  # otherwise its files are missing, which loading the window tells
        theme.setProperty("motion", motion)
