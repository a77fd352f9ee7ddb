"""The one door between Python and QML: shows a BoardFace, and passes on what people press. It decides nothing.

Filled by whoever calls app.face; bound to by resources/qml.
"""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from wallboard.app.face import BoardFace
from wallboard.app.face_state import FaceState, nothing
from wallboard.app.fading_list import FadingList
from wallboard.app.look_state import LookState
from wallboard.app.looks import Looks
from wallboard.app.motion import change
from wallboard.app.quiet import Light
from wallboard.app.setup_state import SetupState

QML_IMPORT_NAME = "Wallboard.Model"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class BoardState(FaceState):  # type: ignore[operator]  # the stub of QmlUncreatable lacks __call__
    """What the screen says now. `face_changed` comes once the whole face is in place, rows included."""

    light_changed = Signal()
    tongue_changed = Signal()  # the words of QML itself are to be said anew
    turn_asked = Signal(int)
    pause_asked = Signal()
    shape_told = Signal(bool)
    fullscreen_toggled = Signal()
    fullscreen_left = Signal()
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._light = Light.FULL
        self._podium = FadingList(self)
        self._standings = FadingList(self)
        self._look = LookState(self)
        self.sign_in_page = SetupState(self)

    def show(self, face: BoardFace) -> None:
        """Make this what the screen says."""
        if face == self._face:
            return
        self._face = nothing()  # should a list fail half-way, the next face is not taken for the same
        self._look.show(face.style)
        for shown, rows in ((self._podium, face.podium), (self._standings, face.rows)):
            before, after = ([row.agent_id for row in some] for some in (shown.rows, rows))
            shown.show(rows, change(face.style.motion, before, after))
        self._face = face
        self.face_changed.emit()

    def show_light(self, light: Light) -> None:
        """Show the board as brightly as this."""
        if light is not self._light:
            self._light = light
            self.light_changed.emit()

    @Property(int, notify=light_changed)
    def light(self) -> int:
        """How brightly the board is shown: a Looks.Light."""
        return Looks.Light[self._light.name].value

    @property
    def is_lit(self) -> bool:
        """Whether anything is shown at all."""
        return self._light is not Light.OFF

    @Slot(int)
    def turn_page(self, step: int) -> None:
        """Somebody wants another page."""
        self.turn_asked.emit(step)

    @Slot(bool)
    def tell_shape(self, tall: bool) -> None:
        """The window is higher than wide now, or no longer."""
        self.shape_told.emit(tall)

    @Slot()
    def pause(self) -> None:
        """Somebody wants the round to stop, or to go on."""
        self.pause_asked.emit()

    @Slot()
    def toggle_fullscreen(self) -> None:
        """Somebody wants the whole screen, or no longer."""
        self.fullscreen_toggled.emit()

    @Slot()
    def leave_fullscreen(self) -> None:
        """Somebody wants a window."""
        self.fullscreen_left.emit()

    @Slot()
    def stop(self) -> None:
        """Somebody wants the program to end."""
        self.stopped.emit()

    @property
    def revision_on_top(self) -> int:
        """The table's cycle whose rows can be seen; 0 for none."""
        return 0 if self.sign_in_page.face is not None else self._face.revision

    @Property(SetupState, constant=True)
    def setup(self) -> SetupState:
        """The sign-in page, in the board's stead while it is shown."""
        return self.sign_in_page

    @Property(LookState, constant=True)
    def look(self) -> LookState:
        """How the screen looks and moves."""
        return self._look

    @Property(FadingList, constant=True)
    def podium(self) -> FadingList:
        """The first three."""
        return self._podium

    @Property(FadingList, constant=True)
    def standings(self) -> FadingList:
        """The rows of this page."""
        return self._standings
