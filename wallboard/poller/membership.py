"""Who belongs to a scope: whom its looks may tell of, and who stands in it with nothing done yet.

Lists of groups, teams and queues are read some pages a cycle and anew each day. What genesys.platform_source asks for.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wallboard.board.agents import AgentId
from wallboard.genesys import memberships
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.memberships import Circle, CircleKind
from wallboard.genesys.platform_source import Belonging
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter
from wallboard.poller.people import ASK_AGAIN_AFTER, People

log = logging.getLogger(__name__)

PAGES_A_CYCLE = 20


@dataclass(slots=True)
class _List:
    """The members of one circle: those known, and those read so far of a newer list."""

    known: frozenset[AgentId] = frozenset()
    read_at: datetime | None = None
    coming: set[AgentId] = field(default_factory=set)
    cursor: str | None = None

    def now(self) -> frozenset[AgentId]:
        """The members, as far as they have ever been read: some are better than none."""
        return self.known if self.read_at is not None else frozenset(self.coming)


class Membership:
    """All circles of one organisation that its boards name."""

    def __init__(self, session: Session, people: People) -> None:
        self._session = session
        self._people = people
        self._lists: dict[Circle, _List] = {}

    async def of(self, wanted: ScopeFilter) -> Belonging:
        """Who belongs to a scope. Raises GenesysError where nothing of a list is known yet."""
        self._people.lists_all = True
        if not self._people.everybody:
            await self._people.learn((), requests=1)  # of most organisations the first page tells all
        groups = await self._any(CircleKind.GROUP, wanted.group_ids)
        teams = await self._any(CircleKind.TEAM, wanted.team_ids)
        queues = await self._any(CircleKind.QUEUE, wanted.queue_ids)
        divisions = self._people.of_divisions(wanted.division_ids) if wanted.division_ids else None
        who = [one for one in (groups, teams, divisions) if one is not None]
        alone = frozenset.intersection(*who) if who else None
        idle = [one for one in (alone, queues) if one is not None]
        at_rest = frozenset.intersection(*idle) if idle else frozenset(self._people.everybody)
        return Belonging(alone, at_rest)

    async def _any(self, kind: CircleKind, ids: Iterable[str]) -> frozenset[AgentId] | None:
        """The members of any of these; None where none is named."""
        circles = [Circle(kind, one) for one in sorted(ids)]
        for circle in circles:
            await self._read(circle)
        return frozenset().union(*(self._lists[circle].now() for circle in circles)) if circles else None

    async def _read(self, circle: Circle) -> None:
        """Go on reading a list that is missing or old."""
        members = self._lists.setdefault(circle, _List())
        for _ in range(PAGES_A_CYCLE):
            if members.read_at is not None and timedelta() <= self._session.now() - members.read_at < ASK_AGAIN_AFTER:
                return
            try:
                await self._read_page(circle, members)
            except GenesysError as error:
                if members.read_at is None and not members.coming:
                    raise
                log.info("members.failed", extra={"of": circle.kind.value, "reason": str(error)})
                return

    async def _read_page(self, circle: Circle, members: _List) -> None:
        reply = await self._session.fetch(memberships.members_request(circle, members.cursor))
        page = memberships.decode_members(reply, circle)
        endless = page.cursor is not None and (page.cursor == members.cursor or not page.agents)
        members.coming.update(page.agents)
        members.cursor = None if endless else page.cursor
        if members.cursor is None:
            members.known, members.coming = frozenset(members.coming), set()
            members.read_at = self._session.now()
