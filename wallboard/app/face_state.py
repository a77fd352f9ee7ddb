"""What the screen says now, text by text, for QML. Filled by app.board_state, which stands on it."""

from dataclasses import asdict

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement, QmlUncreatable

from wallboard.app.condition import Banner, Condition, Message, starting
from wallboard.app.face import BoardFace
from wallboard.app.looks import Looks
from wallboard.app.summary_face import Parts, runs
from wallboard.board.freshness import Freshness

QML_IMPORT_NAME = "Wallboard.Model"
QML_IMPORT_MAJOR_VERSION = 1


def nothing() -> BoardFace:
    """What is shown before anything is known."""
    return BoardFace(
        title="wallboard",
        subtitle="",
        clock="",
        rehearsal="",
        condition=Condition(
            Freshness.SILENT, starting(), "", faded=False, counted=False, banner=None, message=Message(starting(), "")
        ),
        updated="",
        delay="",
        podium=(),
        rows=(),
        nobody_else="",
        page=0,
        pages=1,
        places="",
        widest_rank="",
        widest_movement="",
        revision=0,
    )


_NO_BANNER = Banner("", "")
_NO_MESSAGE = Message("", "")


@QmlElement
@QmlUncreatable("made by the program")
class FaceState(QObject):  # type: ignore[operator]  # the stub of QmlUncreatable lacks __call__
    """One face. `face_changed` comes once the whole of it is in place, rows included."""

    face_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._face = nothing()

    @property
    def face(self) -> BoardFace:
        """What is shown."""
        return self._face

    @Property(str, notify=face_changed)
    def title(self) -> str:
        """The board's name."""
        return self._face.title

    @Property(str, notify=face_changed)
    def subtitle(self) -> str:
        """What is counted, and in which order."""
        return self._face.subtitle

    @Property(str, notify=face_changed)
    def clock(self) -> str:
        """The time of day."""
        return self._face.clock

    @Property(str, notify=face_changed)
    def rehearsal(self) -> str:
        """The mark of a rehearsal."""
        return self._face.rehearsal

    @Property(int, notify=face_changed)
    def trust(self) -> int:
        """How far the board can be trusted: a Looks.Trust."""
        return trust(self._face.condition.freshness).value

    @Property(bool, notify=face_changed)
    def faded(self) -> bool:
        """Whether the rows are old."""
        return self._face.condition.faded

    @Property(str, notify=face_changed)
    def badge(self) -> str:
        """How far the board can be trusted, in words."""
        return self._face.condition.badge

    @Property(str, notify=face_changed)
    def notice(self) -> str:
        """What is not quite right."""
        return self._face.condition.notice

    @Property(str, notify=face_changed)
    def updated(self) -> str:
        """When the numbers came, and for when they are true."""
        return self._face.updated

    @Property(str, notify=face_changed)
    def delay(self) -> str:
        """How far the numbers stay behind."""
        return self._face.delay

    @Property(str, notify=face_changed)
    def alarm(self) -> str:
        """The banner's first words; empty: no banner."""
        return (self._face.condition.banner or _NO_BANNER).headline

    @Property(str, notify=face_changed)
    def reason(self) -> str:
        """The banner's other words."""
        return (self._face.condition.banner or _NO_BANNER).text

    @Property(str, notify=face_changed)
    def headline(self) -> str:
        """The first words of a message in the board's stead; empty: the board is shown."""
        return (self._face.message or _NO_MESSAGE).headline

    @Property(str, notify=face_changed)
    def message(self) -> str:
        """The message's other words."""
        return (self._face.message or _NO_MESSAGE).text

    @Property(bool, notify=face_changed)
    def says_numbers(self) -> bool:
        """Whether the message is the board's numbers, and no trouble."""
        return (self._face.message or _NO_MESSAGE).is_numbers

    @Property(str, notify=face_changed)
    def hint(self) -> str:
        """What happens next."""
        return (self._face.message or _NO_MESSAGE).hint

    @Property(str, notify=face_changed)
    def nobody_else(self) -> str:
        """Why there is nobody below the podium."""
        return self._face.nobody_else

    @Property(int, notify=face_changed)
    def scene(self) -> int:
        """What is shown: a Looks.Scene."""
        return Looks.Scene[self._face.scene.name].value

    @Property(int, notify=face_changed)
    def place_in_round(self) -> int:
        """Where the round stands, from 0."""
        return self._face.stop

    @Property(int, notify=face_changed)
    def round_length(self) -> int:
        """How many stops a round has."""
        return self._face.stops

    @Property(bool, notify=face_changed)
    def paused(self) -> bool:
        """Whether somebody stopped the round."""
        return self._face.paused

    @Property(list, notify=face_changed)
    def goals(self) -> list[dict[str, object]]:
        """What is to be reached, and how far it is: the fields of app.goals.GoalFace."""
        return [asdict(goal) for goal in self._face.goals]

    @Property(list, notify=face_changed)
    def teams(self) -> list[dict[str, object]]:
        """Team against team, the best first: the fields of app.team_face.TeamFace."""
        return [asdict(team) for team in self._face.teams]

    @Property(str, notify=face_changed)
    def team_rule(self) -> str:
        """By what teams are compared."""
        return self._face.team_rule

    @Property(bool, notify=face_changed)
    def celebrates(self) -> bool:
        """Whether the goal was reached just now."""
        return self._face.celebrates

    @Property(str, notify=face_changed)
    def places(self) -> str:
        """Which places are shown, of how many, and what the arrows compare with."""
        return self._face.places

    @Property("QVariantList", notify=face_changed)  # type: ignore[arg-type]  # the stub knows no names
    def summary(self) -> list[dict[str, object]]:
        """What all agents of the board do and did together: parts with `text` and `beyond`, a Looks.Beyond."""
        return _for_qml(self._face.summary)

    @Property("QVariantList", notify=face_changed)  # type: ignore[arg-type]  # the stub knows no names
    def queues(self) -> list[dict[str, object]]:
        """What waits in the board's queues: parts as in `summary`."""
        return _for_qml(self._face.queues)

    @Property(str, notify=face_changed)
    def footnote(self) -> str:
        """What else is to be known of the numbers."""
        return self._face.footnote

    @Property(list, notify=face_changed)
    def column_keys(self) -> list[str]:
        """The columns of numbers, from the left."""
        return [column.key for column in self._face.columns]

    @Property(list, notify=face_changed)
    def column_labels(self) -> list[str]:
        """Their heads."""
        return [column.label for column in self._face.columns]

    @Property(list, notify=face_changed)
    def card_names(self) -> list[str]:
        """What the figures on a card are called."""
        return list(self._face.card_names)

    @Property(list, notify=face_changed)
    def column_widths(self) -> list[str]:
        """Texts as wide as any of theirs."""
        return [column.widest for column in self._face.columns]

    @Property(bool, notify=face_changed)
    def shows_status(self) -> bool:
        """Whether a row tells what its agent does."""
        return self._face.shows_status

    @Property(str, notify=face_changed)
    def nobody_ranked(self) -> str:
        """Why there is nobody on the podium."""
        return self._face.nobody_ranked

    @Property(str, notify=face_changed)
    def disclaimer(self) -> str:
        """What the numbers are not for."""
        return self._face.disclaimer

    @Property(str, notify=face_changed)
    def widest_rank(self) -> str:
        """A text as wide as any rank."""
        return self._face.widest_rank

    @Property(str, notify=face_changed)
    def widest_movement(self) -> str:
        """A text as wide as any number of places gained or lost."""
        return self._face.widest_movement


def _for_qml(parts: Parts) -> list[dict[str, object]]:
    """As few texts as may be: each that QML makes costs."""
    return [{"text": part.text, "beyond": Looks.Beyond[part.beyond.name].value} for part in runs(parts)]


def trust(freshness: Freshness) -> Looks.Trust:
    """The name by which QML knows a freshness."""
    return Looks.Trust[freshness.name]
