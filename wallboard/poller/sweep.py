"""One sweep: all pages of a scope, one after the other, each handed on as soon as it is read.

Used by poller.cycle. Raises what genesys.session raises; BadReply also for a chain of pages that does not end.
"""

from collections.abc import AsyncIterator

from wallboard.board.agents import AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys import realtime
from wallboard.genesys.errors import BadReply
from wallboard.genesys.session import Session
from wallboard.poller.scopes import Scope


async def sweep(
    session: Session, scope: Scope, window: MetricsWindow, max_records: int
) -> AsyncIterator[tuple[AgentLook, ...]]:
    """The looks of each page; one chain of pages a group, or one for everybody."""
    groups: list[str | None] = [*sorted(scope.group_ids)] or [None]
    for group_id in groups:
        seen: set[str] = set()
        cursor: str | None = None
        while True:
            request = realtime.page_request(window, group_id, max_records, cursor)
            page = realtime.decode_page(await session.fetch(request), window)
            yield page.looks
            cursor = page.cursor
            if cursor is None:
                break
            if cursor in seen:
                raise BadReply(realtime.PATH, "the page tokens go round in a circle")
            seen.add(cursor)
