"""A scope read by the queries of the Platform API: one for everybody's counts, some for what those do who are seen.

One of the two sources behind genesys.source. Scopes of one organisation share a `Reader`: those that count the same
conversations at about the same time get one answer.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.looks import Looks
from wallboard.board.ranking import HeadCounts
from wallboard.board.window import MetricsWindow
from wallboard.genesys import agent_status, aggregates, id_lists
from wallboard.genesys.errors import BadReply, GenesysError, Hidden, ServerFailed
from wallboard.genesys.exchange import Request
from wallboard.genesys.scope_parts import TOO_MUCH, joined, splits
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter, SourceKind, StatusAnswer

log = logging.getLogger(__name__)

_SHARED_FOR = timedelta(seconds=10)  # an answer this much older than asked for is as good: a third of a usual cadence
_FORGOTTEN_AFTER = timedelta(minutes=10)
_WHOLE_AGAIN_AFTER = timedelta(hours=6)  # a question that was too large is asked in parts, and then tried whole again


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who is in a scope: `alone` are those whom looks may tell of, None for anybody; `at_rest` stand there anyway."""

    alone: frozenset[AgentId] | None
    at_rest: frozenset[AgentId]


class Members(Protocol):
    """Whatever knows who belongs to a scope; poller.membership is the one over the lists of the API."""

    async def of(self, wanted: ScopeFilter) -> Belonging:
        """Who belongs to it now, as far as it is known. Raises GenesysError."""
        ...


@dataclass(frozen=True, slots=True)
class FixedMembers:
    """Those of another time, whoever belongs to the scope now."""

    belonging: Belonging

    async def of(self, wanted: ScopeFilter) -> Belonging:
        """Always the same."""
        del wanted
        return self.belonging


@dataclass(frozen=True, slots=True)
class _Answer:
    """Everybody's looks in a window, told apart by queue where that was asked for."""

    window: MetricsWindow
    parts: Sequence[aggregates.Aggregates | aggregates.QueueAggregates]

    @property
    def has_agents(self) -> bool:
        """Whether it names anybody."""
        return any(part.looks for part in self.parts)

    def looks(self, queue_ids: Collection[str]) -> Looks:
        """The looks over these queues; over all conversations for none."""
        told = [
            part.of(queue_ids) if isinstance(part, aggregates.QueueAggregates) else part.looks for part in self.parts
        ]
        return Looks.of(told[0] if len(told) == 1 else joined(told))


class Reader:
    """One organisation's aggregates. `queue_ids` are those of all boards: one answer serves them all."""

    def __init__(self, session: Session, queue_ids: frozenset[str]) -> None:
        self._session = session
        self._queue_ids = queue_ids
        self._parts: dict[ScopeFilter, tuple[ScopeFilter, ...]] = {}
        self._parted_at: dict[ScopeFilter, datetime] = {}
        self._answers: dict[tuple[datetime, ScopeFilter], _Answer] = {}
        self._memories: dict[tuple[datetime, ScopeFilter], tuple[datetime, aggregates.Memory]] = {}  # and last used
        self._asking = asyncio.Lock()

    async def looks(self, window: MetricsWindow, wanted: ScopeFilter) -> tuple[MetricsWindow, Looks]:
        """Everybody's looks over the conversations of a scope, whoever had them, and the window that they are true for.

        Raises GenesysError.
        """
        by_queue, what = bool(wanted.queue_ids), self._what(wanted)
        async with self._asking:
            answer = self._answers.get((window.start, what))
            if answer is None or not timedelta() <= window.end - answer.window.end < _SHARED_FOR:
                answer = _Answer(window, await self._read(window, what, by_queue=by_queue))
                if not answer.has_agents and any(part.nameless for part in answer.parts):
                    raise Hidden(aggregates.PATH)  # work was done, and all who did it are kept back
                self._forget(window)
                self._answers[window.start, what] = answer
        return answer.window, answer.looks(wanted.queue_ids)

    def question(self, window: MetricsWindow, wanted: ScopeFilter) -> Request:
        """How it is asked for."""
        return aggregates.request(window, self._what(wanted), bool(wanted.queue_ids))

    def _what(self, wanted: ScopeFilter) -> ScopeFilter:
        """What is asked for in the stead of a scope: all queues of all boards, whoever served them."""
        queue_ids = self._queue_ids if wanted.queue_ids else frozenset[str]()
        return ScopeFilter(queue_ids=queue_ids, media_types=wanted.media_types)

    def _forget(self, window: MetricsWindow) -> None:
        for key in [key for key, one in self._answers.items() if window.end - one.window.end >= _FORGOTTEN_AFTER]:
            del self._answers[key]
        for key in [key for key, (used, _) in self._memories.items() if window.end - used >= _FORGOTTEN_AFTER]:
            del self._memories[key]

    def _memory(self, window: MetricsWindow, what: ScopeFilter) -> aggregates.Memory:
        """What the last answers to this question said, within the window."""
        key = (window.start, what)
        _, memory = self._memories.get(key, (None, None))
        memory = aggregates.Memory() if memory is None else memory
        self._memories[key] = (window.end, memory)
        return memory

    async def _read(
        self, window: MetricsWindow, what: ScopeFilter, *, by_queue: bool
    ) -> list[aggregates.Aggregates | aggregates.QueueAggregates]:
        """The answer, or those of its parts where the whole is too much for one. What was too much is remembered."""
        parts = self._parts.get(what, ())
        if parts and window.end - self._parted_at[what] >= _WHOLE_AGAIN_AFTER:
            parts = ()
        if not parts:
            try:
                reply = await self._session.fetch(aggregates.request(window, what, by_queue))
            except (BadReply, ServerFailed) as error:
                parts = await self._split(what) if error.status in TOO_MUCH else ()
                if not parts:
                    raise
                log.info("aggregates.in_parts", extra={"parts": len(parts), "reason": str(error)})
                self._parts[what], self._parted_at[what] = parts, window.end
            else:
                self._parts.pop(what, None)
                decode = aggregates.decode_by_queue if by_queue else aggregates.decode
                return [decode(reply, window, self._memory(window, what))]
        told: list[aggregates.Aggregates | aggregates.QueueAggregates] = []
        for part in parts:
            told += await self._read(window, part, by_queue=by_queue)
        return told

    async def _split(self, what: ScopeFilter) -> tuple[ScopeFilter, ...]:
        """The parts of a question that is too large. Raises GenesysError where the divisions cannot be had.

        Divisions are read only when all else is split: a list that lacked one would lose what was done in it.
        """
        return splits(what) or splits(what, await id_lists.read(self._session, id_lists.DIVISIONS))


class PlatformSource:
    """One scope."""

    kind = SourceKind.PLATFORM
    statuses_apart = True
    expected_sweep = timedelta()
    is_overdue = False
    pages = 1
    failed: GenesysError | None = None

    def __init__(self, session: Session, wanted: ScopeFilter, reader: Reader, members: Members) -> None:
        self._session = session
        self._wanted = wanted
        self._reader = reader
        self._members = members
        self._finished: frozenset[AgentId] | None = None

    async def poll(self, window: Callable[[], MetricsWindow], until: timedelta) -> AsyncGenerator[Looks, None]:
        """Everybody at once, however many."""
        del until
        async for looks in self.sweep(window()):
            self._finished = frozenset(looks.agents())
            yield looks

    def finished(self) -> frozenset[AgentId] | None:
        """Everybody of the poll."""
        finished, self._finished = self._finished, None
        return finished

    async def sweep(self, window: MetricsWindow) -> AsyncIterator[Looks]:
        """Everybody at once; who has done nothing yet has closed nothing."""
        belonging = await self._members.of(self._wanted)
        looks = Looks((), (), window.end)
        if window.start < window.end:  # no interval is empty
            window, looks = await self._reader.looks(window, self._wanted)
        if belonging.alone is not None:
            looks = looks.only(belonging.alone)
        idle = sorted(belonging.at_rest.difference(looks.agents()))
        nothing = [AgentLook(one, None, 0, 0, timedelta(), window.end, True) for one in idle]
        yield Looks([*looks.news, *nothing], looks.repeated, window.end)

    def question(self, window: MetricsWindow) -> Request:
        """The one query for everybody's counts."""
        return self._reader.question(window, self._wanted)

    async def statuses(self, agents: Sequence[AgentId]) -> StatusAnswer:
        """What these agents do now."""
        as_of = self._session.now()
        reply = await self._session.fetch(agent_status.query_request(agents))
        return agent_status.decode_query(reply, agents, as_of)

    async def head_counts(self) -> HeadCounts | None:
        """How many of the scope's agents do what now; None for a scope that cannot be counted by."""
        request = agent_status.counts_request(self._wanted)
        return None if request is None else agent_status.decode_counts(await self._session.fetch(request))
