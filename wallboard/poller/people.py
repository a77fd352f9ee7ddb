"""Who is who: names, divisions and pictures, asked once a day for everybody, and at once for whom nobody knows yet.

Used by poller.cycle, poller.membership and poller.http_api; shared by all scopes. Kept on the disk, so that a restart
asks for nothing that is younger than a day.
"""

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import chain, islice
from pathlib import Path

import msgspec

from wallboard.board.agents import AgentId
from wallboard.genesys import roster
from wallboard.genesys.budget import Urgency
from wallboard.genesys.errors import BadReply, GenesysError
from wallboard.genesys.exchange import Request
from wallboard.genesys.picture import picture_version
from wallboard.genesys.roster import Person
from wallboard.genesys.session import Session
from wallboard.host import files

log = logging.getLogger(__name__)

REQUESTS_A_CYCLE = 20
ASK_AGAIN_AFTER = timedelta(days=1)


class _Kept(msgspec.Struct, frozen=True):
    """The file: the people of one organisation, and when each was asked for; `listed_at` is when all of them were."""

    organisation: str
    people: list[Person]
    asked_at: dict[str, datetime]
    listed_at: datetime | None


class People:
    """Everybody, as far as it was asked. `lists_all`: agents who have done nothing yet are wanted as well.

    `version` is another one when a name or a picture is.
    """

    def __init__(self, session: Session, organisation: str = "", path: Path | None = None) -> None:
        self._session = session
        self._organisation = organisation
        self._path = path
        self._people: dict[AgentId, Person] = {}
        self._asked_at: dict[AgentId, datetime] = {}
        self._refused: set[AgentId] = set()
        self._listed_at: datetime | None = None
        self._listing: list[Person] = []
        self._next_page = 1
        self._pages = 0
        self.names: dict[AgentId, str] = {}
        self.pictures: dict[AgentId, str] = {}
        self.lists_all = False
        self.version = 0
        self.failure: GenesysError | None = None
        self._learning = asyncio.Lock()
        self._restored = False

    @property
    def everybody(self) -> Collection[AgentId]:
        """All who were told of, by id."""
        return self._people.keys()

    def picture_address(self, agent: AgentId) -> str | None:
        """Where an agent's picture lies; None where she has none."""
        person = self._people.get(agent)
        return None if person is None else person.picture

    def of_divisions(self, divisions: Collection[str]) -> frozenset[AgentId]:
        """Who belongs to one of these."""
        return frozenset(agent for agent, one in self._people.items() if one.division_id in divisions)

    async def restore(self, names: Mapping[AgentId, str]) -> None:
        """Go on with names of before a restart, and with all else that is on the disk."""
        if self._restored:
            return
        self._restored = True
        self.names.update(names)
        self.version += 1
        kept = None if self._path is None else await asyncio.to_thread(files.read_json, self._path, _Kept)
        if kept is None or kept.organisation != self._organisation:
            return
        self._take(kept.people)
        self._asked_at = {AgentId(agent): at for agent, at in kept.asked_at.items()}
        self._listed_at = kept.listed_at

    def are_quick(self, agents: Iterable[AgentId]) -> bool:
        """Whether one good request at most tells the names that are missing."""
        few = len(self._missing(agents)) <= roster.IDS_PER_REQUEST
        return few and self.failure is None and not self._list_is_due()

    def were_asked_for(self, agents: Iterable[AgentId]) -> bool:
        """Whether none of them is left to be asked for."""
        return not self._missing(agents)

    async def learn(self, agents: Iterable[AgentId], requests: int = REQUESTS_A_CYCLE) -> bool:
        """Ask for those not asked for since a day, and go on with the list of all; whether anything was learnt.

        One scope learns at a time: what it learns is every other one's as well.
        """
        async with self._learning:
            return await self._learn(agents, requests)

    async def _learn(self, agents: Iterable[AgentId], requests: int) -> bool:
        """A failure leaves them for the next cycle, like those beyond what one cycle asks for.

        Whom a bad answer left without a name is asked for last: the others are not held up for ever.
        """
        left, learnt = requests, False
        try:
            while left and self._list_is_due():
                await self._read_page()
                left, learnt = left - 1, True
            missing = self._missing(agents)
            first, last = sorted(missing - self._refused), sorted(missing & self._refused)
            for request in islice(chain(roster.names_requests(first), roster.names_requests(last)), left):
                await self._read_some(request)
                learnt = True
        except GenesysError as error:
            self._log(error)
        else:
            self._log(None)
        if learnt and not self._list_is_due():
            await self._keep()
        return learnt

    async def _read_some(self, request: Request) -> None:
        chunk = [AgentId(one) for key, one in request.params if key == "id"]
        try:
            reply = await self._session.fetch(request, Urgency.SPARE)
            people, names = roster.decode_people(reply), roster.decode_names(reply)
        except BadReply:
            self._refused.update(chunk)
            raise
        self._take(people)
        self.names.update(names)
        self.version += 1
        self._asked_at.update(dict.fromkeys(chunk, self._session.now()))

    async def _read_page(self) -> None:
        page = roster.decode_page(await self._session.fetch(roster.page_request(self._next_page), Urgency.SPARE))
        self._listing += page.people
        self._pages = page.pages
        self._take(page.people)
        now = self._session.now()
        self._asked_at.update((one.agent_id, now) for one in page.people)
        self._next_page += 1
        if self._next_page > self._pages or not page.people:
            self._people = {one.agent_id: one for one in self._listing}  # who is not in it has left
            self._listing, self._next_page, self._listed_at = [], 1, now

    def _list_is_due(self) -> bool:
        return self.lists_all and (self._listed_at is None or self._is_old(self._listed_at))

    def _is_old(self, asked_at: datetime) -> bool:
        # A clock that was put back must not make it young for ever.
        return not timedelta() <= self._session.now() - asked_at < ASK_AGAIN_AFTER

    def _missing(self, agents: Iterable[AgentId]) -> set[AgentId]:
        asked = self._asked_at
        return {one for one in agents if one not in asked or self._is_old(asked[one])}

    def _take(self, people: Iterable[Person]) -> None:
        self.version += 1
        for one in people:
            self._people[one.agent_id] = one
            if one.name is not None:
                self.names[one.agent_id] = one.name
            if one.picture is None:
                self.pictures.pop(one.agent_id, None)
            else:
                self.pictures[one.agent_id] = picture_version(one.picture)

    async def _keep(self) -> None:
        if self._path is not None:
            asked_at = {str(agent): at for agent, at in self._asked_at.items()}
            kept = _Kept(self._organisation, list(self._people.values()), asked_at, self._listed_at)
            await asyncio.to_thread(files.write_json, self._path, kept)

    def _log(self, failure: GenesysError | None) -> None:
        """The edge. Numbers without names are worth more than no numbers: the board shows short ids meanwhile."""
        was, self.failure = self.failure, failure
        if failure is not None and type(failure) is not type(was):
            log.info("names.failed", extra={"reason": str(failure)})
        elif failure is None and was is not None:
            log.info("names.good")
