"""Rows for one QML list: moved, never reset. Two of them make an app.fading_list."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement, QmlUncreatable

from wallboard.app.looks import Looks
from wallboard.app.motion import Change
from wallboard.app.row_face import RowFace
from wallboard.app.row_plan import Insert, Move, Operation, Remove, plan

QML_IMPORT_NAME = "Wallboard.Model"
QML_IMPORT_MAJOR_VERSION = 1

_NO_PARENT = QModelIndex()

_FIELDS = {Qt.ItemDataRole.UserRole + place: field.name for place, field in enumerate(fields(RowFace))}
_FOR_QML: dict[str, Callable[[RowFace], int | list[str]]] = {
    "kind": lambda row: Looks.Kind[row.kind.name].value,
    "medal": lambda row: Looks.Medal[row.medal.name].value,
    "figures": lambda row: list(row.figures),
}


def role_name(field: str) -> str:
    """The name under which QML knows a field of RowFace.

    >>> role_name("long_call")
    'longCall'
    """
    first, *others = field.split("_")
    return first + "".join(word.capitalize() for word in others)


def heirs(shown: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Those shown, but in the place of each who goes one who comes. To make a row anew costs ten times as much.

    >>> heirs(["a", "b", "c"], ["d", "a", "e"])
    ['a', 'd', 'e']
    """
    known, kept = set(shown), set(wanted)
    comers = iter([one for one in wanted if one not in known])
    return [one if one in kept else next(comers, one) for one in shown]


@QmlElement
@QmlUncreatable("made by the board")
class StandingsModel(QAbstractListModel):  # type: ignore[operator]  # the stub of QmlUncreatable lacks __call__
    """Some rows of the board, by agent."""

    count_changed = Signal()
    motion_changed = Signal()
    front_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RowFace] = []
        self._change = Change.GLIDE
        self._in_front = True

    @Property(int, notify=count_changed)
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @Property(bool, notify=motion_changed)
    def glides(self) -> bool:
        """Whether rows glide to their new places in this update."""
        return self._change is Change.GLIDE

    @Property(bool, notify=front_changed)
    def in_front(self) -> bool:
        """Whether this is the list that is shown: it fades in as it becomes so, and out as it no longer is."""
        return self._in_front

    def stand(self, *, in_front: bool) -> None:
        """Make this the list that is shown, or no longer."""
        if in_front is not self._in_front:
            self._in_front = in_front
            self.front_changed.emit()

    @property
    def rows(self) -> tuple[RowFace, ...]:
        """What it holds now."""
        return tuple(self._rows)

    def show(self, rows: Sequence[RowFace], change: Change = Change.GLIDE) -> None:
        """Make these the rows, with the fewest moves, and signal only what changed. An agent comes once."""
        self._move_by(change)
        before = len(self._rows)
        wanted = {row.agent_id: row for row in rows}
        for operation in plan(heirs([row.agent_id for row in self._rows], list(wanted)), list(wanted)):
            self._carry_out(operation, wanted)
        for place, row in enumerate(wanted.values()):
            self._replace(place, row)
        if len(self._rows) != before:
            self.count_changed.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:  # noqa: N802
        """How many rows there are; none below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        """The fields of RowFace, in camelCase."""
        return {int(role): QByteArray(role_name(field).encode()) for role, field in _FIELDS.items()}

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """One field of one row."""
        field = _FIELDS.get(role)
        if field is None or not self.checkIndex(index, self.CheckIndexOption.IndexIsValid):
            return None
        row = self._rows[index.row()]
        return _FOR_QML[field](row) if field in _FOR_QML else getattr(row, field)

    def _move_by(self, change: Change) -> None:
        if change is not self._change:
            self._change = change
            self.motion_changed.emit()

    def _carry_out(self, operation: Operation[str], wanted: dict[str, RowFace]) -> None:
        match operation:
            case Remove(place):
                self.beginRemoveRows(_NO_PARENT, place, place)
                del self._rows[place]
                self.endRemoveRows()
            case Insert(place, row_id):
                self.beginInsertRows(_NO_PARENT, place, place)
                self._rows.insert(place, wanted[row_id])
                self.endInsertRows()
            case Move(source, place):
                before = place if place < source else place + 1  # Qt counts as if the row still stood there
                self.beginMoveRows(_NO_PARENT, source, source, _NO_PARENT, before)
                self._rows.insert(place, self._rows.pop(source))
                self.endMoveRows()

    def _replace(self, place: int, row: RowFace) -> None:
        shown = self._rows[place]
        if row == shown:
            return
        self._rows[place] = row
        changed = [int(role) for role, field in _FIELDS.items() if getattr(row, field) != getattr(shown, field)]
        index = self.index(place)
        self.dataChanged.emit(index, index, changed)
