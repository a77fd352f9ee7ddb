"""What waits in one scope's queues, asked beside each poll by the platform's queries. Used by poller.cycle.

Two requests: who waits now, and how those were served who came since the window began. A board without queues of its
own tells of all that the organisation has.
"""

from datetime import datetime, timedelta

from wallboard.board.queues import QueueContext
from wallboard.board.window import MetricsWindow
from wallboard.genesys import id_lists, observations, service_levels
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter, SourceKind

_LISTED_FOR = timedelta(hours=1)  # queues come and go seldom


class QueueRound:
    """One scope's questions. What failed beside the poll is left in `failed`; None when nothing did."""

    def __init__(self, session: Session, wanted: ScopeFilter) -> None:
        self._session = session
        self._wanted = wanted
        self._all: frozenset[str] = frozenset()
        self._listed_at: datetime | None = None
        self.failed: GenesysError | None = None

    async def learn(self, kind: SourceKind, window: MetricsWindow) -> QueueContext | None:
        """What is told of the queues now; None where nobody tells: of the realtime contract, or after a failure.

        Nothing old is told as if it were new: what cannot be had is not known.
        """
        self.failed = None
        if kind is SourceKind.REALTIME:
            return None
        try:
            return await self._ask(window)
        except GenesysError as error:
            self.failed = error
            return None

    async def _ask(self, window: MetricsWindow) -> QueueContext | None:
        queues, media = await self._queues(), self._wanted.media_types
        if not queues:
            return None
        now = self._session.now()
        waiting = observations.decode(await self._session.fetch(observations.request(queues, media)), queues, now)
        if window.start == window.end:
            return QueueContext(waiting)
        reply = await self._session.fetch(service_levels.request(window, queues, media))
        return QueueContext(waiting, service_levels.decode(reply, queues))

    async def _queues(self) -> frozenset[str]:
        if self._wanted.queue_ids:
            return self._wanted.queue_ids
        now = self._session.now()
        if self._listed_at is None or not timedelta() <= now - self._listed_at < _LISTED_FOR:
            self._all, self._listed_at = await id_lists.read(self._session, id_lists.QUEUES), now
        return self._all
