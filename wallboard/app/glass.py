"""Tell the poller what reached the glass, so that its health can say that a screen stands still.

Between app.scene, which tells each frame, and app.feed. Only new revisions are told, the newest alone.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from wallboard.app.feed import Lost
from wallboard.wire.messages import Handshake

log = logging.getLogger(__name__)


class Glass:
    """`listening_to` reads which poller and board the screen has; `tell` posts a painted revision."""

    def __init__(
        self,
        listening_to: Callable[[], tuple[Handshake, str] | None],
        tell: Callable[[Handshake, str, int], Awaitable[None]],
    ) -> None:
        self._listening_to = listening_to
        self._tell = tell
        self._painted = 0
        self._begun = False
        self._news = asyncio.Event()

    def painted(self, revision: int) -> None:
        """A frame with this revision was painted; 0 shows no rows."""
        if not self._begun:
            self._begun = True
            log.info("glass.first_frame")
        if revision and not self._painted:
            log.info("glass.rows", extra={"revision": revision})
        if revision != self._painted:
            self._painted = revision
            self._news.set()

    async def run(self) -> None:
        """Tell until cancelled. What cannot be told now is not told later: it is old by then."""
        while True:
            await self._news.wait()
            self._news.clear()
            listening_to = self._listening_to()
            if listening_to is None or not self._painted:
                continue
            try:
                await self._tell(*listening_to, self._painted)
            except Lost as error:
                log.info("painted.not_told", extra={"why": str(error)})
