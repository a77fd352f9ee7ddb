"""One organisation as it is read: who is who, which API it has, and the source of each scope. Built once for all.

Used by poller.service, and by whoever asks the organisation once, such as poller.reconcile.
"""

from pathlib import Path
from typing import assert_never

from wallboard.genesys.platform_source import Belonging, FixedMembers, Members, PlatformSource, Reader
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter, Source, SourceKind
from wallboard.host.settings import Settings
from wallboard.poller.activity import Activity
from wallboard.poller.choice import Choice, ScopeSources
from wallboard.poller.guises import names_nobody
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.membership import Membership
from wallboard.poller.on_queue_round import OnQueueRound
from wallboard.poller.pace import pace_of
from wallboard.poller.past import KeptWindow
from wallboard.poller.people import People
from wallboard.poller.queue_round import QueueRound
from wallboard.poller.scopes import Scope, organisation_of, scope_of
from wallboard.poller.statuses import Statuses
from wallboard.poller.team_round import TeamRound


class Organisation:
    """What the scopes of one organisation share. `state` is where what was learnt lies; None: it is not kept."""

    def __init__(self, chosen: Settings, session: Session, state: Path | None) -> None:
        name = organisation_of(chosen)
        self._session, self._name, self._boards = session, name, chosen.boards
        self._pace = pace_of(chosen)
        self.people = People(session, name, None if state is None or names_nobody(chosen) else state / "people.json")
        self.statuses = Statuses()
        self.choice = Choice(
            chosen.genesys.api, session, name, self._pace.lag, None if state is None else state / "api.json"
        )
        self._queues = frozenset(queue for board in chosen.boards for queue in board.queue_ids)
        self._reader = self._new_reader()
        self._membership = Membership(session, self.people)

    def inquiry(self, scope: Scope) -> Inquiry:
        """What a scope's cycle asks through."""
        session = self._session
        activity = Activity(self.statuses, session.now, lambda _: session.budget.is_spare(1))
        sources, queues = ScopeSources(self.choice, scope, self.source), QueueRound(session, scope.filter)
        boards = [one for one in self._boards if scope_of(one, self._name) == scope]
        teams, on_queue = TeamRound(self._membership, boards), OnQueueRound(self.statuses)
        return Inquiry(session, sources, self.people, activity, queues, teams, on_queue)

    def source(self, kind: SourceKind, wanted: ScopeFilter) -> Source:
        """A scope's source of this kind."""
        return self._source(kind, wanted, self._reader, self._membership)

    async def source_apart(self, scope: Scope, kept: KeptWindow) -> Source:
        """The source of a window that is over, with answers of its own: what the polls were told is not told again.

        Whom it counts are those who stood on the board then, whatever lists they are in today. Raises GenesysError.
        """
        reader, who = self._new_reader(), frozenset(kept.known)
        narrowed = scope.filter.group_ids or scope.filter.team_ids or scope.filter.division_ids
        then = FixedMembers(Belonging(who if narrowed else None, who))
        sources = ScopeSources(self.choice, scope, lambda kind, wanted: self._source(kind, wanted, reader, then))
        return await sources.at(kept.window.start)

    def _new_reader(self) -> Reader:
        return Reader(self._session, self._queues)

    def _source(self, kind: SourceKind, wanted: ScopeFilter, reader: Reader, members: Members) -> Source:
        match kind:
            case SourceKind.REALTIME:
                return RealtimeSource(self._session, wanted, self._pace.max_records)
            case SourceKind.PLATFORM:
                return PlatformSource(self._session, wanted, reader, members)
        assert_never(kind)
