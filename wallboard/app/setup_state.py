"""The sign-in page's door between Python and QML: shows a SetupFace, passes on a form that was sent. Decides nothing.

Filled by app.sign_in. The secret passes through as an argument; no property ever holds it.
"""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from wallboard.app.setup_face import Form, SetupFace, shown_regions
from wallboard.host.secret import Secret

QML_IMPORT_NAME = "Wallboard.Model"
QML_IMPORT_MAJOR_VERSION = 1

_NOTHING = SetupFace(headline="", asks=False)


@QmlElement
@QmlUncreatable("made by the program")
class SetupState(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable lacks __call__
    """What the page says now; with no face, there is no page. `refused` comes when something has to be corrected."""

    face_changed = Signal()
    refused = Signal()
    sent = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._face: SetupFace | None = None

    @property
    def face(self) -> SetupFace | None:
        """What is shown."""
        return self._face

    def show(self, face: SetupFace | None) -> None:
        """Make this what the page says; None: no page."""
        if face == self._face:
            return
        self._face = face
        self.face_changed.emit()
        if face is not None and self._is_wrong(face):
            self.refused.emit()

    @Slot(str, str, str, str)
    def send(self, region: str, client_id: str, client_secret: str, shift_start: str) -> None:
        """Somebody has filled in the form."""
        self.sent.emit(Form(region, client_id, Secret(client_secret), shift_start))

    @Slot(str, result="QStringList")
    def matching(self, typed: str) -> list[str]:
        """The regions to choose from while this stands in the field."""
        return shown_regions(self._shown.regions, typed)

    @property
    def _shown(self) -> SetupFace:
        return self._face or _NOTHING

    @staticmethod
    def _is_wrong(face: SetupFace) -> bool:
        return any((face.problem, face.region_problem, face.client_problem, face.secret_problem, face.shift_problem))

    @Property(bool, notify=face_changed)
    def shown(self) -> bool:
        """Whether there is a page."""
        return self._face is not None

    @Property(str, notify=face_changed)
    def headline(self) -> str:
        """The first words."""
        return self._shown.headline

    @Property(str, notify=face_changed)
    def text(self) -> str:
        """Why the page is there, or what is missing."""
        return self._shown.text

    @Property(str, notify=face_changed)
    def who(self) -> str:
        """Who can mend it, and how."""
        return self._shown.who

    @Property(str, notify=face_changed)
    def command(self) -> str:
        """The way without this page."""
        return self._shown.command

    @Property(str, notify=face_changed)
    def hint(self) -> str:
        """What happens next."""
        return self._shown.hint

    @Property(bool, notify=face_changed)
    def asks(self) -> bool:
        """Whether the form is shown."""
        return self._shown.asks

    @Property(bool, notify=face_changed)
    def asks_shift(self) -> bool:
        """Whether the form asks when the shift starts."""
        return self._shown.asks_shift

    @Property(bool, notify=face_changed)
    def sending(self) -> bool:
        """Whether the poller is trying what it was given."""
        return self._shown.sending

    @Property(str, notify=face_changed)
    def region(self) -> str:
        """The region that is known already."""
        return self._shown.region

    @Property(str, notify=face_changed)
    def client_id(self) -> str:
        """The client that is known already."""
        return self._shown.client_id

    @Property(bool, notify=face_changed)
    def region_fixed(self) -> bool:
        """Whether the region is not to be changed here."""
        return self._shown.region_fixed

    @Property(bool, notify=face_changed)
    def client_fixed(self) -> bool:
        """Whether the client is not to be changed here."""
        return self._shown.client_fixed

    @Property(str, notify=face_changed)
    def shift_start(self) -> str:
        """When the shift starts, until somebody says otherwise."""
        return self._shown.shift_start

    @Property(str, notify=face_changed)
    def problem(self) -> str:
        """What is wrong, where it belongs to no field."""
        return self._shown.problem

    @Property(str, notify=face_changed)
    def region_problem(self) -> str:
        """What is wrong with the region."""
        return self._shown.region_problem

    @Property(str, notify=face_changed)
    def client_problem(self) -> str:
        """What is wrong with the client id."""
        return self._shown.client_problem

    @Property(str, notify=face_changed)
    def secret_problem(self) -> str:
        """What is wrong with the client secret."""
        return self._shown.secret_problem

    @Property(str, notify=face_changed)
    def shift_problem(self) -> str:
        """What is wrong with the time of day."""
        return self._shown.shift_problem

    @Property(str, notify=face_changed)
    def missing(self) -> str:
        """The permissions that are missing, one a line."""
        return "\n".join(self._shown.missing)
