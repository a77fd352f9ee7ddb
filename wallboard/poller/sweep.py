"""One sweep: all pages of a scope, one after the other, each handed on as soon as it is read.

Used by poller.cycle. Raises what genesys.session raises; BadReply also for a chain of pages that does not end.
An agent whom two pages tell of is taken as the first page has her: both are true at the window's end.
"""

from collections.abc import AsyncIterator, Iterable

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys import realtime
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import context_id_of
from wallboard.genesys.session import Session
from wallboard.poller.scopes import Scope

_MOST_PAGES = 5_000
_MOST_IN_VAIN = 10  # pages on end with nobody new; an empty one may come in between


async def sweep(
    session: Session, scope: Scope, window: MetricsWindow, max_records: int
) -> AsyncIterator[tuple[AgentLook, ...]]:
    """The looks of each page; one chain of pages a group, or one for everybody."""
    groups: list[str | None] = [*sorted(scope.group_ids)] or [None]
    for group_id in groups:
        chain = _Chain()
        cursor: str | None = None
        while True:
            request = realtime.page_request(window, group_id, max_records, cursor)
            reply = await session.fetch(request)
            page = realtime.decode_page(reply, window)
            yield page.looks
            cursor = page.cursor
            if cursor is None:
                break
            why = chain.endless(cursor, page.looks)
            if why is not None:
                raise BadReply(realtime.PATH, why, reply.status, context_id_of(reply))


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
