"""Who belongs to a scope: whom its looks may tell of, and who stands in it with nothing done yet.

Lists of groups, teams and queues are read some pages a cycle and anew each day. What genesys.platform_source asks for.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zlib import crc32

from wallboard.board.agents import AgentId
from wallboard.genesys import memberships
from wallboard.genesys.errors import BadReply, GenesysError, Throttled, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.memberships import Circle, CircleKind
from wallboard.genesys.platform_source import Belonging
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter
from wallboard.poller.beside import Beside
from wallboard.poller.people import ASK_AGAIN_AFTER, People

log = logging.getLogger(__name__)

PAGES_A_CYCLE = 20  # of all lists of a scope together
_SPREAD = timedelta(hours=4)  # lists that were read together are not all read anew together


@dataclass(slots=True)
class _List:
    """The members of one circle: those known, and those read so far of a newer list. `failures` are in a row."""

    known: frozenset[AgentId] = frozenset()
    read_at: datetime | None = None
    coming: set[AgentId] = field(default_factory=set)
    cursor: str | None = None
    failures: int = 0

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
        """Who belongs to a scope. Raises GenesysError where nothing is known yet of a list that narrows it."""
        self._people.lists_all = True
        if not self._people.everybody:
            await self._people.learn((), requests=1)  # of most organisations the first page tells all
        await self._read(_circles(wanted))
        return self._belonging(wanted)

    def _belonging(self, wanted: ScopeFilter) -> Belonging:
        groups = self._any(CircleKind.GROUP, wanted.group_ids)
        teams = self._any(CircleKind.TEAM, wanted.team_ids)
        queues = self._any(CircleKind.QUEUE, wanted.queue_ids)
        divisions = self._people.of_divisions(wanted.division_ids) if wanted.division_ids else None
        who = [one for one in (groups, teams, divisions) if one is not None]
        alone = frozenset.intersection(*who) if who else None
        idle = [one for one in (alone, queues) if one is not None]
        at_rest = frozenset.intersection(*idle) if idle else frozenset(self._people.everybody)
        return Belonging(alone, at_rest)

    async def learn(self, circles: Iterable[Circle], pages: int, beside: Beside) -> GenesysError | None:
        """Go on reading these lists beside a poll. What failed first is told, and tried again after all the others.

        One that fails keeps no other from being read, unless Genesys Cloud wishes that we wait, or nobody is there.
        """
        lists = {circle: self._lists.setdefault(circle, _List()) for circle in circles}
        failed: GenesysError | None = None
        for circle, members in sorted(lists.items(), key=lambda one: one[1].failures):
            try:
                while pages and self._is_due(circle, members) and beside.may_ask():
                    pages -= 1
                    await self._read_page(circle, members, beside.fetch)
            except (Throttled, Unreachable) as error:
                return failed or error
            except GenesysError as error:
                failed = failed or error
        return failed

    def of_any(self, circles: Iterable[Circle]) -> frozenset[AgentId] | None:
        """The members of any of these; None until each list was read whole."""
        lists = [self._lists.get(circle, _List()) for circle in circles]
        return None if any(one.read_at is None for one in lists) else frozenset().union(*(one.known for one in lists))

    def _any(self, kind: CircleKind, ids: Iterable[str]) -> frozenset[AgentId] | None:
        """The members of any of these; None where none is named."""
        lists = [self._lists[Circle(kind, one)].now() for one in ids]
        return frozenset().union(*lists) if lists else None

    async def _read(self, circles: Iterable[Circle]) -> None:
        """Go on reading what is missing or old, until it fails or has taken as many pages as a poll may."""
        failure: GenesysError | None = None
        pages = PAGES_A_CYCLE
        for circle in circles:
            members = self._lists.setdefault(circle, _List())
            try:
                while failure is None and pages and self._is_due(circle, members):
                    pages -= 1
                    await self._read_page(circle, members, self._session.fetch)
            except GenesysError as error:
                failure = error
            # Who serves a queue only adds those at rest; the others say whose numbers these are.
            if failure is not None and circle.kind is not CircleKind.QUEUE and not members.now():
                raise failure

    def _is_due(self, circle: Circle, members: _List) -> bool:
        early = _SPREAD * (crc32(circle.id.encode()) % 100) / 100
        age = None if members.read_at is None else self._session.now() - members.read_at
        return age is None or not timedelta() <= age < ASK_AGAIN_AFTER - early

    async def _read_page(self, circle: Circle, members: _List, fetch: Callable[[Request], Awaitable[Reply]]) -> None:
        """Raises GenesysError."""
        try:
            reply = await fetch(memberships.members_request(circle, members.cursor))
            page = memberships.decode_members(reply, circle)
        except GenesysError as error:
            if isinstance(error, BadReply):  # it is read from its beginning next time
                members.coming, members.cursor = set(), None
            _log(members, error)
            raise
        _log(members, None)
        endless = page.cursor is not None and (page.cursor == members.cursor or not page.agents)
        members.coming.update(page.agents)
        members.cursor = None if endless else page.cursor
        if members.cursor is None:
            members.known, members.coming = frozenset(members.coming), set()
            members.read_at = self._session.now()


def _log(members: _List, failure: GenesysError | None) -> None:
    """The edge of each list: once when it breaks, once when it mends."""
    was, members.failures = members.failures, 0 if failure is None else members.failures + 1
    if failure is not None and not was:
        log.info("members.failed", extra={"reason": str(failure)})
    elif failure is None and was:
        log.info("members.good")


def _circles(wanted: ScopeFilter) -> list[Circle]:
    kinds = {CircleKind.GROUP: wanted.group_ids, CircleKind.TEAM: wanted.team_ids, CircleKind.QUEUE: wanted.queue_ids}
    return [Circle(kind, one) for kind, ids in kinds.items() for one in sorted(ids)]
