"""How long agents were on queue, asked beside each poll by the platform's query, where a board ranks by it. Used by
poller.cycle.

It comes after the ranking is told, and only while the budget is spare: counts never wait for it. Those who stand on
such a board are asked for in turns, whoever was never asked for first; nobody else is, for she is asked for as soon as
she stands there.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from types import MappingProxyType

from wallboard.board.agents import AgentId
from wallboard.board.on_queue import TimeOnQueue, continued
from wallboard.board.window import MetricsWindow
from wallboard.genesys import user_aggregates
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.source import SourceKind
from wallboard.poller.beside import Beside
from wallboard.poller.boards import Board
from wallboard.poller.statuses import Statuses
from wallboard.poller.table import Table
from wallboard.wire.messages import PerHourLack

log = logging.getLogger(__name__)

MOST_QUESTIONS = 10  # of one poll
_OVERDUE = timedelta(minutes=5)
_NEVER = datetime.min.replace(tzinfo=UTC)


def due(
    standing: Sequence[AgentId],
    asked_at: Mapping[AgentId, datetime],
    as_of: datetime,
    in_vain_at: Mapping[AgentId, datetime] = MappingProxyType({}),
) -> list[AgentId]:
    """Whom to ask for as of an instant, most wanted first: never asked for, in their order; then longest ago.

    Whom the last question was in vain for comes last, `in_vain_at` the longest ago first: nobody is held up for ever.
    """
    waiting = [agent for agent in dict.fromkeys(standing) if asked_at.get(agent) != as_of]
    return sorted(waiting, key=lambda agent: (in_vain_at.get(agent, _NEVER), asked_at.get(agent, _NEVER)))


class OnQueueRound:
    """One scope's questions. What failed beside the poll is left in `failed`; None when nothing did."""

    def __init__(self, statuses: Statuses) -> None:
        self._statuses = statuses
        self._begun: datetime | None = None
        self._asked_at: dict[AgentId, datetime] = {}
        self._in_vain_at: dict[AgentId, datetime] = {}
        self._left_out: set[AgentId] = set()
        self.failed: GenesysError | None = None

    async def learn(
        self,
        kind: SourceKind,
        table: Table,
        window: MetricsWindow,
        boards: Sequence[Board],
        beside: Beside,
    ) -> bool:
        """Ask for the boards that rank by it; whether anything was told. What they lack is left with the boards.

        What cannot be had leaves what was told before: a pair of time and count that was true together stays so.
        """
        self.failed = None
        ours = [board for board in boards if board.rules.uses_per_hour]
        told: bool = False
        lacks: PerHourLack | None = None
        if ours and kind is SourceKind.REALTIME:
            lacks = "realtime"
        elif ours and window.start < window.end:
            told, lacks = await self._ask(table, window, ours, beside)
        for board in ours:
            board.per_hour_lacks = lacks
        return told

    async def _ask(
        self, table: Table, window: MetricsWindow, boards: Sequence[Board], beside: Beside
    ) -> tuple[bool, PerHourLack | None]:
        self._forget(window)
        standing = [agent for board in boards for agent in board.standings.agents(len(board.standings))]
        told, is_short = False, False
        try:
            for agents in self._questions(standing, window.end):
                if not beside.may_ask():
                    is_short = not beside.is_spare(1)
                    break
                table.absorb_on_queue(await self._answer(agents, window, beside))
                told = True
        except GenesysError as error:
            self.failed = error
            return told, "failed"
        since = window.end - _OVERDUE
        if all(self._asked_at.get(one, _NEVER) >= since for one in standing):
            return told, None
        return told, "rate_limit" if is_short else "not_yet"

    def _questions(self, standing: Sequence[AgentId], as_of: datetime) -> Iterator[list[AgentId]]:
        """Whom each question of this poll is for. No question is spoilt by those whom the last one was in vain for."""
        waiting, most = due(standing, self._asked_at, as_of, self._in_vain_at), user_aggregates.MOST_AGENTS
        sound = [agent for agent in waiting if agent not in self._in_vain_at]
        parts = (sound, waiting[len(sound) :])
        return islice((part[at : at + most] for part in parts for at in range(0, len(part), most)), MOST_QUESTIONS)

    async def _answer(
        self, agents: Sequence[AgentId], window: MetricsWindow, beside: Beside
    ) -> dict[AgentId, TimeOnQueue]:
        """What is known of these agents. Raises GenesysError."""
        self._in_vain_at.update(dict.fromkeys(agents, window.end))  # until it is answered
        reply = await beside.fetch(user_aggregates.request(window, agents))
        told = user_aggregates.decode(reply, agents, window)
        for agent in agents:
            del self._in_vain_at[agent]
            self._asked_at[agent] = window.end
        self._log(told.left_out)
        sensible = [agent for agent in agents if agent not in told.left_out]
        self._left_out = (self._left_out - set(sensible)) | told.left_out.keys()
        return self._whole(sensible, told.times, window)

    def _log(self, left_out: Mapping[AgentId, str]) -> None:
        """The edge: once of each agent of whom is told what cannot be."""
        for agent, why in left_out.items():
            if agent not in self._left_out:  # and never who it is: the log lies on the disk
                log.info("on_queue.left_out", extra={"reason": why})

    def _whole(
        self, agents: Sequence[AgentId], told: Mapping[AgentId, TimeOnQueue], window: MetricsWindow
    ) -> dict[AgentId, TimeOnQueue]:
        """The times with the presences that last. Of whom nothing is told at all, that alone may be known."""
        whole: dict[AgentId, TimeOnQueue] = {}
        for agent in agents:
            status, time = self._statuses.of(agent), told.get(agent)
            since = None if status is None else status.on_queue_since
            if time is None and since is not None:
                time = TimeOnQueue(timedelta(), window.end - window.start, window.end)
            if time is not None:
                whole[agent] = continued(time, window.start, since)
        return whole

    def _forget(self, window: MetricsWindow) -> None:
        """A new window, or a clock that was put back, begins anew; who left is not kept for ever."""
        if self._begun != window.start or any(at > window.end for at in self._asked_at.values()):
            self._begun, self._asked_at, self._in_vain_at = window.start, {}, {}
