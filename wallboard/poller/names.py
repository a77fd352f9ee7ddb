"""Names of agents, asked once for each agent that turns up. Used by poller.cycle; shared by all scopes."""

import logging
from collections.abc import Iterable, Mapping
from itertools import chain

from wallboard.board.agents import AgentId
from wallboard.genesys import roster
from wallboard.genesys.errors import BadReply, GenesysError
from wallboard.genesys.session import Session

log = logging.getLogger(__name__)


class Names:
    """Who is who, as far as it was asked."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[AgentId, str] = {}
        self._asked: set[AgentId] = set()
        self._refused: set[AgentId] = set()
        self.failure: GenesysError | None = None

    @property
    def known(self) -> Mapping[AgentId, str]:
        """Names by id."""
        return self._known

    def restore(self, names: Mapping[AgentId, str]) -> None:
        """Go on with names of before a restart; all of them are asked for again."""
        self._known.update(names)

    async def learn(self, agents: Iterable[AgentId]) -> None:
        """Ask for the names of those not asked for before. A failure leaves them for the next cycle.

        Whom a bad answer left without a name is asked for last: the others are not held up for ever.
        """
        missing = set(agents) - self._asked
        first, last = sorted(missing - self._refused), sorted(missing & self._refused)
        for request in chain(roster.names_requests(first), roster.names_requests(last)):
            chunk = [AgentId(one) for key, one in request.params if key == "id"]
            try:
                self._known.update(roster.decode_names(await self._session.fetch(request)))
            except GenesysError as error:
                if isinstance(error, BadReply):
                    self._refused.update(chunk)
                self._log(error)
                return
            self._asked.update(chunk)
        self._log(None)

    def _log(self, failure: GenesysError | None) -> None:
        """The edge. Numbers without names are worth more than no numbers: the board shows short ids meanwhile."""
        was, self.failure = self.failure, failure
        if failure is not None and type(failure) is not type(was):
            log.info("names.failed", extra={"reason": str(failure)})
        elif failure is None and was is not None:
            log.info("names.good")
