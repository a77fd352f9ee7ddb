"""Ask for one page of a chain, with as many agents as the organisation bears.

Used by genesys.realtime_source.
"""

import logging

from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow
from wallboard.genesys import realtime
from wallboard.genesys.budget import Urgency
from wallboard.genesys.chains import Chain
from wallboard.genesys.errors import BadReply, GenesysError
from wallboard.genesys.exchange import context_id_of
from wallboard.genesys.page_size import PageSize, Wished, is_refused_size
from wallboard.genesys.repeats import Repeats
from wallboard.genesys.session import Session

log = logging.getLogger(__name__)


class PageReader:
    """Pages of one scope; what it learns of their size serves the next one."""

    def __init__(self, session: Session, max_records: Wished) -> None:
        self._session = session
        self._size = PageSize(max_records)
        self._memory: realtime.Memory = Repeats()

    @property
    def size(self) -> int:
        """How many agents the next page is asked for."""
        return self._size.now

    async def advance(self, chain: Chain, asked: MetricsWindow, urgency: Urgency) -> tuple[Looks, BadReply | None]:
        """A chain's next page, and what is wrong with the token that it leads on with. Raises GenesysError."""
        while True:
            size = self._size.now
            try:
                reply = await self._session.fetch(
                    realtime.page_request(asked, chain.group_id, size, chain.cursor), urgency
                )
                page = realtime.decode_page(reply, asked, self._memory)
            except GenesysError as error:
                self._size.failed(error)
                if is_refused_size(error) and self._size.now < size:
                    log.info("sweep.page_size", extra={"refused": size, "now": self._size.now})
                    continue
                raise
            self._size.came(len(page.looks), more=page.cursor is not None)
            why = chain.advance(page, asked.end)
            endless = None if why is None else BadReply(realtime.PATH, why, reply.status, context_id_of(reply))
            return page.looks, endless
