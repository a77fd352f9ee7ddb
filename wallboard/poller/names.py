"""Names of agents, asked once for each agent that turns up. Used by poller.cycle; shared by all scopes."""

import logging
from collections.abc import Iterable, Mapping

from wallboard.board.agents import AgentId
from wallboard.genesys import roster
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.session import Session

log = logging.getLogger(__name__)


class Names:
    """Who is who, as far as it was asked."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[AgentId, str] = {}
        self._asked: set[AgentId] = set()

    @property
    def known(self) -> Mapping[AgentId, str]:
        """Names by id."""
        return self._known

    async def learn(self, agents: Iterable[AgentId]) -> None:
        """Ask for the names of those not asked for before. A failure leaves them for the next cycle."""
        missing = sorted(set(agents) - self._asked)
        try:
            for request in roster.names_requests(missing):
                self._known.update(roster.decode_names(await self._session.fetch(request)))
                self._asked.update(AgentId(one) for key, one in request.params if key == "id")
        except GenesysError as error:
            # Numbers without names are worth more than no numbers: the board shows short ids meanwhile.
            log.info("names.failed", extra={"reason": str(error), "missing": len(missing)})
