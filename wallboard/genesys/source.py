"""The seam between a poller and the two ways in which an organisation can be read. Nobody above knows which it is.

Implemented by genesys.realtime_source and genesys.platform_source; used by poller.cycle and poller.status_round.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol

from wallboard.board.agents import AgentId, AgentLook, AgentStatus
from wallboard.board.ranking import HeadCounts
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.exchange import Request


class SourceKind(Enum):
    """How an organisation is read."""

    REALTIME = "realtime"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class ScopeFilter:
    """Whom and what a scope counts; an empty set filters nothing. Within a set any fits, between sets all must."""

    group_ids: frozenset[str] = frozenset()
    team_ids: frozenset[str] = frozenset()
    queue_ids: frozenset[str] = frozenset()
    division_ids: frozenset[str] = frozenset()
    media_types: frozenset[str] = frozenset()

    @property
    def is_realtime(self) -> bool:
        """Whether the realtime agents contract can be asked for it: that knows groups alone."""
        return not (self.team_ids or self.queue_ids or self.division_ids or self.media_types)


EVERYBODY = ScopeFilter()
MOST_STATUSES = 50  # agents in one answer


@dataclass(frozen=True, slots=True)
class StatusAnswer:
    """What is known of the agents who were asked for: `statuses`, of those alone who are on a queue or in a call.

    Not `whole`: the answer was cut off, and says nothing of those whom it does not name. `hidden` are told of without
    a name, for lack of a permission: they may be any of those whom it does not name.
    """

    statuses: Mapping[AgentId, AgentStatus]
    whole: bool
    hidden: int = 0


class Sweeper(Protocol):
    """What tells everybody of a scope at one instant."""

    def sweep(self, window: MetricsWindow) -> AsyncIterator[Sequence[AgentLook]]:
        """Everybody's looks, all true at the window's end. Raises GenesysError."""


class Source(Protocol):
    """One scope's numbers. Every method raises GenesysError."""

    kind: SourceKind
    statuses_apart: bool  # whether `statuses` tells what agents do; else the looks do

    def poll(self, window: Callable[[], MetricsWindow], until: timedelta) -> AsyncGenerator[Sequence[AgentLook], None]:
        """The looks that come in one poll, which ends `until` then; `window` is that of the moment.

        Each look says itself when it is true; as Looks, those who are told of in the same words as before are told
        apart. A sweep that does not fit into a poll goes on in the next one.
        """
        ...

    def finished(self) -> frozenset[AgentId] | None:
        """Everybody of a sweep that has just become complete, told once: who is not among them is not in the scope.

        None: it goes on.
        """
        ...

    @property
    def expected_sweep(self) -> timedelta:
        """How old a look may be beside the newest one when all goes well; nothing where all come with each poll."""
        ...

    @property
    def is_overdue(self) -> bool:
        """Whether a sweep takes much longer than is expected."""
        ...

    pages: int  # requests of a whole sweep
    failed: GenesysError | None  # what failed in the last poll without harm to it

    def sweep(self, window: MetricsWindow) -> AsyncIterator[Sequence[AgentLook]]:
        """The looks of everybody in the scope at once, beside the polls, all true at the window's end."""
        ...

    def question(self, window: MetricsWindow) -> Request:
        """How the counts of a window are asked for, so that it can be told and asked again."""
        ...

    async def statuses(self, agents: Sequence[AgentId]) -> StatusAnswer:
        """What these agents do now, where that is told apart from the looks."""
        ...

    async def head_counts(self) -> HeadCounts | None:
        """How many do what now, `closed` left at 0; None where only the looks can tell."""
        ...
