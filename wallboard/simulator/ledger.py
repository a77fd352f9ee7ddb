"""Count the requests, so that a test can say exactly how many there were.

Written by gate, read through control and api. Requests to the control endpoint are not in it.
"""

from collections import Counter

import msgspec


class RequestCounts(msgspec.Struct, frozen=True):
    """The requests so far: by path when they came, by status when they were answered."""

    total: int
    by_path: dict[str, int]
    by_status: dict[int, int]
    by_fault: dict[str, int]


class Ledger:
    """What came, and what became of it."""

    def __init__(self) -> None:
        self._by_path: Counter[str] = Counter()
        self._by_status: Counter[int] = Counter()
        self._by_fault: Counter[str] = Counter()

    def came(self, path: str, fault: str | None) -> None:
        """A request came, and met this fault or none."""
        self._by_path[path] += 1
        if fault is not None:
            self._by_fault[fault] += 1

    def answered(self, status: int) -> None:
        """An answer went out, at least its beginning."""
        self._by_status[status] += 1

    def counts(self) -> RequestCounts:
        """The counts so far."""
        return RequestCounts(self._by_path.total(), dict(self._by_path), dict(self._by_status), dict(self._by_fault))
