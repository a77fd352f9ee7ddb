"""Which page is shown. Pure; the shell that calls app.face keeps the answer."""

from dataclasses import dataclass
from datetime import timedelta

TURN_EVERY = timedelta(seconds=15)
_HOLD = timedelta(seconds=60)  # somebody turned by hand, and reads


@dataclass(frozen=True, slots=True)
class Paging:
    """The page, and the machine's elapsed time at which it turns by itself; None until the first look."""

    page: int = 0
    turns_at: timedelta | None = None


def next_page(page: int, pages: int, step: int) -> int:
    """The page `step` pages on, round and round.

    >>> next_page(1, 2, +1), next_page(0, 2, -1)
    (0, 1)
    """
    return (page + step) % max(pages, 1)


def look(paging: Paging, pages: int, at: timedelta) -> Paging:
    """The page at the elapsed time `at`: turned when its time is over."""
    if paging.turns_at is None or paging.page >= pages:
        return Paging(min(paging.page, pages - 1), at + TURN_EVERY)
    if at < paging.turns_at:
        return paging
    return Paging(next_page(paging.page, pages, +1), at + TURN_EVERY)


def turn(paging: Paging, pages: int, step: int, at: timedelta) -> Paging:
    """The page after somebody turned it; it stays longer than one that turned by itself."""
    return Paging(next_page(paging.page, pages, step), at + _HOLD)
