"""Keep agents in order while some of them change, without sorting everybody anew. Pure.

Used by board.ranking. An order of 50,000 of whom a tenth changed is renewed in the time of a few passes over a list.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from wallboard.board.agents import AgentId

# What ranks, the smallest first (board.rules), name without regard to case, id: total, so nothing ever swaps.
Key = tuple[int, int, int, str, AgentId]
_NAME: Final = 3
_ID: Final = 4
_FIGURES: Final = 3
_MANY: Final = 4  # of whom one moved: to sort them all is faster than to look for so many places


class Order:
    """Agents by their keys, the smallest first."""

    def __init__(self) -> None:
        self._keys: dict[AgentId, Key] = {}
        self._sorted: list[Key] = []

    def __len__(self) -> int:
        return len(self._sorted)

    def __contains__(self, agent: AgentId) -> bool:
        return agent in self._keys

    def __iter__(self) -> Iterator[AgentId]:
        return (key[_ID] for key in self._sorted)

    def change(self, keys: Mapping[AgentId, Key], gone: Iterable[AgentId] = ()) -> None:
        """Put these where they belong now, and let go of those."""
        moved = {agent for agent, key in keys.items() if self._keys.get(agent) != key}
        left = {agent for agent in gone if agent in self._keys}
        out = left.union(moved)
        if not out:
            return
        old = sorted(self._keys.pop(agent) for agent in out if agent in self._keys)
        new = sorted(keys[agent] for agent in moved)
        self._keys.update((key[_ID], key) for key in new)
        if len(out) * _MANY > len(self._sorted):
            self._sorted = sorted(self._keys.values())
        else:
            self._sorted = _merged(_without(self._sorted, old), new)

    def at(self, place: int) -> AgentId:
        """Who stands at a place, counted from 0. Raises IndexError."""
        return self._sorted[place][_ID]

    def place_of(self, agent: AgentId) -> int | None:
        """Where somebody stands; None for nobody of this order."""
        key = self._keys.get(agent)
        return None if key is None else bisect_left(self._sorted, key)

    def rank_at(self, place: int) -> int:
        """The rank at a place: 1, 2, 2, 4. Equal figures share it."""
        # A shorter tuple stands before every longer one that begins with it.
        return bisect_left(self._sorted, self._sorted[place][:_FIGURES]) + 1

    def first_figure_at(self, place: int) -> int:
        """The first of the numbers that rank whoever stands there."""
        return self._sorted[place][0]

    def ranks(self) -> Iterator[tuple[AgentId, int]]:
        """Everybody with her rank, in order."""
        shared: tuple[object, ...] | None = None
        rank = 0
        for place, key in enumerate(self._sorted, 1):
            if key[:_FIGURES] != shared:
                shared, rank = key[:_FIGURES], place
            yield key[_ID], rank

    def named(self, part: str) -> list[int]:
        """The places of those whose name holds this part, which is without capitals."""
        return [place for place, key in enumerate(self._sorted) if part in key[_NAME]]


def _without(keys: list[Key], old: Sequence[Key]) -> list[Key]:
    """The keys that stay: what lies between two that go is copied at once, and none of it looked at."""
    stay: list[Key] = []
    begin = 0
    for key in old:
        place = bisect_left(keys, key, begin)
        stay += keys[begin:place]
        begin = place + 1
    return stay + keys[begin:]


def _merged(keys: list[Key], new: Sequence[Key]) -> list[Key]:
    """Both in order."""
    merged: list[Key] = []
    begin = 0
    for key in new:
        place = bisect_left(keys, key, begin)
        merged += keys[begin:place]
        merged.append(key)
        begin = place
    return merged + keys[begin:]
