"""A scope read by the realtime agents contract: all pages, one after the other, each handed on as soon as it is read.

One of the two sources behind genesys.source. BadReply also for a chain of pages that does not end. An agent whom two
pages tell of is taken as the first page has her: both are true at the window's end.
"""

from collections.abc import AsyncIterator, Iterable, Sequence

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.ranking import HeadCounts
from wallboard.board.window import MetricsWindow
from wallboard.genesys import realtime
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Request, context_id_of
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter, SourceKind, StatusAnswer

_MOST_PAGES = 5_000
_MOST_IN_VAIN = 10  # pages on end with nobody new; an empty one may come in between


class RealtimeSource:
    """One scope; it is narrowed by groups alone."""

    kind = SourceKind.REALTIME
    statuses_apart = False

    def __init__(self, session: Session, wanted: ScopeFilter, max_records: int) -> None:
        self._session = session
        self._groups: list[str | None] = [*sorted(wanted.group_ids)] or [None]
        self._max_records = max_records

    async def sweep(self, window: MetricsWindow) -> AsyncIterator[tuple[AgentLook, ...]]:
        """The looks of each page; one chain of pages a group, or one for everybody."""
        for group_id in self._groups:
            chain = _Chain()
            cursor: str | None = None
            while True:
                request = realtime.page_request(window, group_id, self._max_records, cursor)
                reply = await self._session.fetch(request)
                page = realtime.decode_page(reply, window)
                yield page.looks
                cursor = page.cursor
                if cursor is None:
                    break
                why = chain.endless(cursor, page.looks)
                if why is not None:
                    raise BadReply(realtime.PATH, why, reply.status, context_id_of(reply))

    def question(self, window: MetricsWindow) -> Request:
        """The first page's."""
        return realtime.page_request(window, self._groups[0], self._max_records, None)

    async def statuses(self, agents: Sequence[AgentId]) -> StatusAnswer:
        """They come with the looks: of nobody is anything told here."""
        del agents
        return StatusAnswer({}, whole=False)

    async def head_counts(self) -> HeadCounts | None:
        """The looks tell them."""
        return None


class _Chain:
    """Watches that a chain of pages comes to an end."""

    def __init__(self) -> None:
        self._cursors: set[str] = set()
        self._agents: set[AgentId] = set()
        self._in_vain = 0

    def endless(self, cursor: str, looks: Iterable[AgentLook]) -> str | None:
        """Why no end can be hoped for, when this cursor is to lead on from a page with these agents."""
        known = len(self._agents)
        self._agents.update(look.agent_id for look in looks)
        self._in_vain = 0 if len(self._agents) > known else self._in_vain + 1
        if cursor in self._cursors:
            return "the page tokens go round in a circle"
        self._cursors.add(cursor)
        if self._in_vain >= _MOST_IN_VAIN or len(self._cursors) >= _MOST_PAGES:
            return f"there is no end of pages after {len(self._cursors)}"
        return None
