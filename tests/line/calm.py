"""What a calm board is, worked out from rows alone: shares no code with the product's ranking, plan or motion.

`Reader` is a copy of its own, made from the stream's events. `Watch` looks at the screen: at its rows after every
update, and at the place of each of them in every frame.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from PySide6.QtCore import QModelIndex
from PySide6.QtQuick import QQuickItem

from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace
from wallboard.app.fading_list import FadingList
from wallboard.app.scene import Scene
from wallboard.app.standings_model import StandingsModel
from wallboard.wire.messages import Delta, Event, Row, Snapshot

PODIUM, A_PAGE = 3, 8
_HAIR, _HALF_A_PIXEL = 1e-6, 0.5


class Reader:
    """The board as its events tell it: all rows in order of place, by revision."""

    def __init__(self) -> None:
        self.boards: dict[int, list[Row]] = {}
        self._rows: dict[str, Row] = {}

    def hear(self, event: Event) -> None:
        match event:
            case Snapshot():
                self._rows = {row.id: row for row in event.rows}
            case Delta():
                self._rows |= {row.id: row for row in event.upserts}
                for agent_id in event.removed:
                    del self._rows[agent_id]
            case _:
                return
        if event.as_of is not None:
            self.boards[event.revision] = sorted(self._rows.values(), key=lambda row: row.place)


def figures(row: Row) -> tuple[float, ...]:
    """What an agent is ranked by: most closed first, then the shortest average, none last."""
    return (-row.closed, row.aht_ms is None, row.aht_ms or 0)


def check_order(rows: Sequence[Row]) -> None:
    """Every place is taken, once; everybody has the rank of the figures, and equals stand by name and id."""
    assert [row.place for row in rows] == list(range(len(rows)))
    assert len({row.id for row in rows}) == len(rows)
    keys = [(*figures(row), row.name.casefold(), row.id) for row in rows]
    assert keys == sorted(keys)
    assert [row.rank for row in rows] == [1 + sum(figures(one) < figures(row) for one in rows) for row in rows]


def swaps(before: Sequence[Row], after: Sequence[Row]) -> list[tuple[str, str]]:
    """Equals before and after who changed places."""
    then, now = ({row.id: row for row in rows} for rows in (before, after))
    both = [row.id for row in before if row.id in now]
    return [
        (one, other)
        for one, other in combinations(both, 2)
        if figures(then[one]) == figures(then[other])
        and figures(now[one]) == figures(now[other])
        and now[one].place > now[other].place
    ]


def fewest_moves(before: Sequence[str], after: Sequence[str]) -> int:
    """How many of those who stay must move, at least: all but the longest run that is in order."""
    places = [after.index(one) for one in before if one in after]
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(places) - len(ends)


@dataclass
class Shown:
    """One update of the screen: what it showed, and which agents were moved for it."""

    revision: int
    page: int
    ids: list[str]
    ranks: list[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """A row in one frame. `place` counts rows from the top, `index` is where it belongs."""

    place: float
    index: int
    y: float
    pitch: float


@dataclass
class _List:
    """One list of the screen: the agents it held before this update, and those that were moved since."""

    fading: FadingList
    item: QQuickItem
    before: list[str]
    moved: list[str] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)

    @property
    def model(self) -> StandingsModel:
        """The list in front."""
        shown: object = self.fading.shown
        assert isinstance(shown, StandingsModel)
        return shown

    def ids(self) -> list[str]:
        return [row.agent_id for row in self.model.rows]

    def seen(self) -> dict[str, Spot]:
        """Where the rows of the list in front are."""
        stages = [child for child in self.item.childItems() if not child.inherits("QQuickRepeater")]
        first: object = self.fading.first
        return _spots(stages[0 if first is self.model else 1])

    def note_move(self, _from: QModelIndex, first: int, last: int, _to: QModelIndex, row: int) -> None:
        """Qt tells a move after it is done; `row` counts as if those who move still stood there."""
        assert first == last, "a block of rows moved at once"
        self.moved.append(self.ids()[row if row < first else row - 1])


class Watch:
    """Looks at a scene's rows from now on; `troubles` is what was not calm."""

    def __init__(self, state: BoardState, scene: Scene) -> None:
        self.shown: list[Shown] = []
        self.troubles: list[str] = []
        self.frames = self.moves = self.gliding = self.fades = 0
        self._state = state
        self._lists = [
            _List(fading, _child(scene, name), [row.agent_id for row in fading.rows])
            for fading, name in zip(state.findChildren(FadingList), ("podium", "rows"), strict=True)
        ]
        for one in self._lists:
            for model in one.fading.findChildren(StandingsModel):
                model.rowsMoved.connect(one.note_move)
        scene.painted.connect(self._painted)

    def at_rest(self) -> bool:
        """Whether every row stands in its slot."""
        return all(spot.place == spot.index for one in self._lists for spot in one.seen().values())

    def show(self, face: BoardFace) -> None:
        """Give the screen this face, and see what it makes of it."""
        self._look()
        in_front = [one.model for one in self._lists]
        self._state.show(face)
        rows = [*face.podium, *face.rows]
        if rows:
            ids, ranks = [row.agent_id for row in rows], [row.rank for row in rows]
            self.shown.append(Shown(face.revision, face.page, ids, ranks))
        for one, was in zip(self._lists, in_front, strict=True):
            after = one.ids()
            if one.model is not was:
                self._check_fade(one, after)
            if len(set(one.moved)) < len(one.moved):
                self.troubles.append(f"moved twice in one update: {one.moved}")
            # Who comes is given the row of one who goes, and that row is put where it belongs before it fades in.
            comers = len(set(after) - set(one.before))
            if not 0 <= len(one.moved) - fewest_moves(one.before, after) <= comers:
                self.troubles.append(f"{one.moved} moved from {one.before} to {after}")
            self.moves += len(one.moved)
            one.before, one.moved = after, []
            now = one.seen()
            self._check_start(one, now)
            one.spots = now

    def _painted(self, _revision: int) -> None:
        self.frames += 1
        self._look()
        self.gliding += not self.at_rest()

    def _look(self) -> None:
        for one in self._lists:
            now = one.seen()
            self._check_ways(one.spots, now)
            one.spots = now

    def _check_fade(self, one: _List, after: list[str]) -> None:
        """Another list came in front: only where more than a third of its rows are new or would have moved."""
        newcomers = len(set(after) - set(one.before))
        if 3 * (newcomers + fewest_moves(one.before, after)) <= len(after):
            self.troubles.append(f"faded for little, from {one.before} to {after}")
        self.fades += 1
        one.before, one.moved = after, []  # what was moved, was so behind the scenes

    def _check_start(self, one: _List, now: dict[str, Spot]) -> None:
        """An update moves nothing by itself: who glides sets out from where it stood, who is new stands at once."""
        for agent, spot in now.items():
            was = one.spots.get(agent)
            sets_out = was.place if was is not None and one.model.property("glides") else spot.index
            if abs(spot.place - sets_out) > _HAIR:
                self.troubles.append(f"{agent} leapt with an update: {was} {spot}")

    def _check_ways(self, before: dict[str, Spot], now: dict[str, Spot]) -> None:
        for agent, spot in now.items():
            if abs(spot.y - spot.place * spot.pitch) > _HALF_A_PIXEL:
                self.troubles.append(f"{agent} stands beside its place: {spot}")
            if (was := before.get(agent)) is not None and (why := unrest(was, spot)):
                self.troubles.append(f"{agent} {why}: {was} {spot}")


def unrest(was: Spot, now: Spot) -> str:
    """What is wrong with the way of one row from one look to the next: it goes towards its slot, and no further."""
    before, left = was.place - was.index, now.place - now.index
    if abs(left) > abs(before) + _HAIR:
        return "went away from its slot"
    return "went beyond its slot" if before * left < -_HAIR else ""


def _child(scene: Scene, name: str) -> QQuickItem:
    found = scene.window.findChild(QQuickItem, name)
    assert isinstance(found, QQuickItem)
    return found


def _spots(rows: QQuickItem) -> dict[str, Spot]:
    return {
        row.property("agentId"): Spot(row.property("place"), row.property("index"), row.y(), row.property("pitch"))
        for row in rows.childItems()
        if row.property("agentId") is not None
    }


def check_shown(shown: Sequence[Shown], boards: dict[int, list[Row]]) -> int:
    """Every update showed the first three and one page of its revision, in order of place; how many were compared."""
    compared = [(one, boards[one.revision]) for one in shown if one.revision in boards]
    for one, rows in compared:
        first = PODIUM + one.page * A_PAGE
        expected = [*rows[:PODIUM], *rows[first : first + A_PAGE]]
        assert one.ids == [row.id for row in expected]
        assert one.ranks == [str(row.rank) for row in expected]
    return len(compared)


def steps(boards: dict[int, list[Row]]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Each board beside the one before."""
    return pairwise(boards[revision] for revision in sorted(boards))
