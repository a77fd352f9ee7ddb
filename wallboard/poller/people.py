"""Names of agents, asked once for each agent that turns up. Used by poller.cycle; shared by all scopes."""

import logging
from collections.abc import Iterable, Mapping
from itertools import chain, islice

from wallboard.board.agents import AgentId
from wallboard.genesys import roster
from wallboard.genesys.errors import BadReply, GenesysError
from wallboard.genesys.session import Session

log = logging.getLogger(__name__)

_REQUESTS_A_CYCLE = 20


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

    def are_quick(self, agents: Iterable[AgentId]) -> bool:
        """Whether one good request at most tells the names that are missing."""
        return self.failure is None and len(set(agents) - self._asked) <= roster.IDS_PER_REQUEST

    async def learn(self, agents: Iterable[AgentId]) -> bool:
        """Ask for the names of those not asked for before; whether any was learnt.

        A failure leaves them for the next cycle, like those beyond what one cycle asks for.
        Whom a bad answer left without a name is asked for last: the others are not held up for ever.
        """
        missing = set(agents) - self._asked
        first, last = sorted(missing - self._refused), sorted(missing & self._refused)
        requests = chain(roster.names_requests(first), roster.names_requests(last))
        learnt = False
        for request in islice(requests, _REQUESTS_A_CYCLE):
            chunk = [AgentId(one) for key, one in request.params if key == "id"]
            try:
                self._known.update(roster.decode_names(await self._session.fetch(request)))
            except GenesysError as error:
                if isinstance(error, BadReply):
                    self._refused.update(chunk)
                self._log(error)
                return learnt
            self._asked.update(chunk)
            learnt = True
        self._log(None)
        return learnt

    def _log(self, failure: GenesysError | None) -> None:
        """The edge. Numbers without names are worth more than no numbers: the board shows short ids meanwhile."""
        was, self.failure = self.failure, failure
        if failure is not None and type(failure) is not type(was):
            log.info("names.failed", extra={"reason": str(failure)})
        elif failure is None and was is not None:
            log.info("names.good")
