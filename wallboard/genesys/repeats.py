"""Know again the parts of an answer that an earlier answer told in the same words, and need not be read once more.

Every poll asks for everybody, and nine in ten did nothing since the last one: their words are found in a table, and
not read. Used by genesys.aggregates and genesys.realtime.
"""

from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import Generic, TypeVar

T = TypeVar("T")


class Repeats(Generic[T]):
    """What the newest words about each one meant. Words mean the same within one window only.

    Of the words a hash of 64 bits is kept, for its memory: among 50,000 agents that are polled every 30 seconds,
    one change is overlooked in 70,000 years, until that agent's next one.
    """

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._meant: dict[int, T] = {}
        self._words: dict[Hashable, int] = {}

    def __len__(self) -> int:
        return len(self._meant)

    def since(self, start: datetime) -> None:
        """Answers are of the window that began then: whatever an earlier one said is forgotten."""
        if self._since != start:
            self._since, self._meant, self._words = start, {}, {}

    def meanings(self, parts: Iterable[bytes]) -> list[T | None]:
        """What each part means, None for new words."""
        return list(map(self._meant.get, map(hash, parts)))

    def learn(self, whom: Hashable, words: bytes, meaning: T) -> None:
        """New words about someone take the place of the last ones: there are never more than one for each."""
        last = self._words.pop(whom, None)  # with its key, whose place the new one takes: an agent is held once
        if last is not None:
            self._meant.pop(last, None)
        self._words[whom] = hashed = hash(words)
        self._meant[hashed] = meaning
