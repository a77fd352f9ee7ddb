"""Chains of pages, and a round of them: everybody of a scope once, over as many polls as it takes. Pure.

Advanced by genesys.realtime_source. A scope has a chain a group, or one for everybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.genesys.realtime import Page

_MOST_PAGES = 5_000
_MOST_IN_VAIN = 10  # pages on end with nobody new; an empty one may come in between
_FIRST_RETRY, _LONGEST_RETRY = timedelta(seconds=1), timedelta(seconds=30)


@dataclass(slots=True)
class Chain:
    """One group's pages, each asked for with the token of the page before.

    `first_end` is the end of the window that its first page was asked for; `not_before` is when a page that failed is
    worth asking for again.
    """

    group_id: str | None
    cursor: str | None = None
    first_end: datetime | None = None
    pages: int = 0
    is_done: bool = False
    failures: int = 0
    restarts: int = 0
    not_before: timedelta = timedelta()
    _cursors: set[str] = field(default_factory=set)
    _agents: set[AgentId] = field(default_factory=set)
    _in_vain: int = 0

    @property
    def is_at_its_start(self) -> bool:
        """Whether its first page comes next."""
        return self.cursor is None and not self.is_done

    def advance(self, page: Page, end: datetime) -> str | None:
        """Take in its next page, which tells of `end`; why no end of pages can be hoped for, if so."""
        self.first_end = end if self.cursor is None else self.first_end
        self.cursor, self.pages, self.failures = page.cursor, self.pages + 1, 0
        self.is_done = page.cursor is None
        return None if page.cursor is None else self._endless(page.cursor, page.looks.agents())

    def restart(self) -> None:
        """Begin anew with the first page, and later each time."""
        fresh = Chain(self.group_id)
        self.cursor, self.first_end, self.pages, self.is_done = None, None, 0, False
        self._cursors, self._agents, self._in_vain = fresh._cursors, fresh._agents, 0
        self.failures, self.restarts = self.restarts, self.restarts + 1

    def put_off(self, now: timedelta, wish: timedelta | None) -> None:
        """Its next page failed: asked for again after 1, 2, 4, … 30 s, and never before the server wishes."""
        wait = min(_FIRST_RETRY * 2 ** min(self.failures, 10), _LONGEST_RETRY)
        self.failures += 1
        self.not_before = now + (wait if wish is None else max(wait, wish))

    def _endless(self, cursor: str, agents: Iterable[AgentId]) -> str | None:
        known = len(self._agents)
        self._agents.update(agents)
        self._in_vain = 0 if len(self._agents) > known else self._in_vain + 1
        if cursor in self._cursors:
            return "the page tokens go round in a circle"
        self._cursors.add(cursor)
        if self._in_vain >= _MOST_IN_VAIN or len(self._cursors) >= _MOST_PAGES:
            return f"there is no end of pages after {len(self._cursors)}"
        return None


class Round:
    """Everybody once. `present` are all who were met in it, also on a poll's first page beside the chains."""

    def __init__(self, window: MetricsWindow, begun: timedelta, groups: Sequence[str | None]) -> None:
        self.window_start = window.start
        self.begun = begun
        self.chains = tuple(Chain(group) for group in groups)
        self.present: set[AgentId] = set()

    @property
    def is_done(self) -> bool:
        """Whether everybody has come."""
        return all(chain.is_done for chain in self.chains)

    @property
    def pages(self) -> int:
        """The pages that have come."""
        return sum(chain.pages for chain in self.chains)

    def due(self, now: timedelta) -> list[Chain]:
        """The chains whose next page may be asked for."""
        return [chain for chain in self.chains if not chain.is_done and chain.not_before <= now]

    def next_due(self) -> timedelta | None:
        """When the next chain may go on; None when all are done."""
        return min((chain.not_before for chain in self.chains if not chain.is_done), default=None)
