"""Plan the fewest moves from the rows shown to the rows wanted. Pure; carried out by app.standings_model.

Only rows outside the longest run that is already in order move: when the first falls to the end, one row moves.
"""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Remove:
    """Take out the row at this place."""

    place: int


@dataclass(frozen=True, slots=True)
class Insert(Generic[Id]):
    """Put in a row, so that it stands at this place."""

    place: int
    row_id: Id


@dataclass(frozen=True, slots=True)
class Move:
    """Take the row at `source`, so that it stands at `place` afterwards."""

    source: int
    place: int


Operation = Remove | Insert[Id] | Move


def plan(shown: Sequence[Id], wanted: Sequence[Id]) -> list[Operation[Id]]:
    """The operations, to be carried out in this order. No id may come twice."""
    staying = set(wanted)
    removals = [Remove(place) for place in reversed(range(len(shown))) if shown[place] not in staying]
    left = [row_id for row_id in shown if row_id in staying]
    return [*removals, *_settle(left, wanted)]


def carry_out(shown: Sequence[Id], operations: Sequence[Operation[Id]]) -> list[Id]:
    """The rows after these operations."""
    rows = list(shown)
    for operation in operations:
        match operation:
            case Remove(place):
                del rows[place]
            case Insert(place, row_id):
                rows.insert(place, row_id)
            case Move(source, place):
                rows.insert(place, rows.pop(source))
    return rows


def longest_run(numbers: Sequence[int]) -> list[int]:
    """The longest strictly rising subsequence.

    >>> longest_run([3, 0, 1, 2])
    [0, 1, 2]
    """
    ends: list[int] = []  # ends[n]: the place of the smallest number that ends a run of n + 1
    before: list[int | None] = []
    for place, value in enumerate(numbers):
        length = bisect_left(ends, value, key=numbers.__getitem__)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [place]
    run: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(numbers[last])
        last = before[last]
    return run[::-1]


def _settle(left: list[Id], wanted: Sequence[Id]) -> list[Operation[Id]]:
    """Put every row outside the longest run right behind the row it is wanted behind."""
    places = {row_id: place for place, row_id in enumerate(wanted)}
    at_rest = set(longest_run([places[row_id] for row_id in left]))
    known = set(left)
    operations: list[Operation[Id]] = []
    for place, row_id in enumerate(wanted):
        if place in at_rest:
            continue
        source = left.index(row_id) if row_id in known else None
        if source is not None:
            del left[source]
        target = left.index(wanted[place - 1]) + 1 if place else 0
        left.insert(target, row_id)
        operations.append(Insert(target, row_id) if source is None else Move(source, target))
    return operations
