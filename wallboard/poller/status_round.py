"""Ask what agents do, where that is told apart from their counts: whom first, how many at once, how often. Pure, but
for `carry_out`, which asks.

An answer names 50 agents at most, and only those who are on a queue or in a call. So whoever was asked for and is not
in an answer that is whole is not active. Used by poller.cycle.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wallboard.board.agents import ACTIVE_KINDS, AgentId, AgentMetrics, AgentStatus
from wallboard.genesys.source import Source, StatusAnswer

MOST_IN_AN_ANSWER = 50
STEADY = 3  # requests of a cycle in which all is known
NOT_ACTIVE = "Not active"
_MOST_IN_A_QUESTION = 5_000  # an id takes some 70 bytes, a question 512,000 at most
_ROOM = 45.0  # active agents expected in an answer: a few more than expected still fit
_WORTH_A_CHANGE = timedelta(seconds=10)  # a status this young is not asked for again: another scope has just done so
_TURNS_ACTIVE = 0.01  # how many of those who were not active are so by now, as a first guess
_FIRST_GUESS = 0.5  # how many of those never asked for are active


@dataclass(slots=True)
class Guess:
    """What share of agents turns out to be active, of those never asked for and of those who were not."""

    unknown: float = _FIRST_GUESS
    inactive: float = _TURNS_ACTIVE


@dataclass(frozen=True, slots=True)
class Order:
    """Whom to ask for. `known` are shown and active, or at work since they were asked; `rolling` may stand above them.

    `unresolved` are those of whom nothing is known, and who would be seen if they were active.
    """

    known: tuple[AgentId, ...]
    unresolved: tuple[AgentId, ...]
    rolling: tuple[AgentId, ...]


def order_of(
    everybody: Iterable[AgentMetrics], at_work: Iterable[AgentMetrics], shown: int, now: datetime, room: int
) -> Order:
    """Whom to ask for at `now`, when the first `shown` active agents are looked at.

    `everybody` in the order in which they would stand if all were active. Those `at_work` have a count that changed.
    Of the active ones the first `room` come first, then those who were asked for longest ago; each once.
    """
    active: list[AgentMetrics] = []
    above: list[AgentMetrics] = []
    for one in everybody:
        if len(active) >= shown:
            break  # whoever stands below is not looked at
        (active if one.kind in ACTIVE_KINDS else above).append(one)
    busy = [one for one in at_work if one.kind not in ACTIVE_KINDS]
    known = _due((*active[:room], *busy, *sorted(active[room:], key=_asked_at)), now)
    told = set(known)
    rolling = sorted((one for one in above if one.status_as_of is not None and one.agent_id not in told), key=_asked_at)
    return Order(
        known=known,
        unresolved=tuple(one.agent_id for one in above if one.status_as_of is None and one.agent_id not in told),
        rolling=_due(rolling, now),
    )


def _due(agents: Iterable[AgentMetrics], now: datetime) -> tuple[AgentId, ...]:
    due = (one for one in agents if one.status_as_of is None or now - one.status_as_of >= _WORTH_A_CHANGE)
    return tuple(dict.fromkeys(one.agent_id for one in due))


def _asked_at(one: AgentMetrics) -> datetime:
    return one.status_as_of or one.as_of


def next_question(order: Order, guess: Guess, request: int, most: int = _MOST_IN_A_QUESTION) -> tuple[AgentId, ...]:
    """Whom the question of this number (from 0) asks for: as many as are expected to fit into one answer.

    One of the steady questions looks for those who have become active, however many are so already.
    """
    looking = request >= STEADY - 1 and (order.unresolved or order.rolling)
    first = () if looking else order.known
    weighed = (
        *((agent, 1.0) for agent in first),
        *((agent, guess.unknown) for agent in order.unresolved),
        *((agent, guess.inactive) for agent in order.rolling),
        *((agent, 1.0) for agent in (order.known if looking else ())),
    )
    taken: list[AgentId] = []
    expected = 0.0
    for agent, weight in weighed[:most]:
        expected += weight
        if expected > _ROOM and len(taken) >= min(MOST_IN_AN_ANSWER, most):
            break
        taken.append(agent)
    return tuple(taken)


def learnt(guess: Guess, order: Order, asked: Sequence[AgentId], answer: StatusAnswer) -> None:
    """Guess better after an answer."""
    for kind, agents in (("unknown", order.unresolved), ("inactive", order.rolling)):
        there = set(agents).intersection(asked)
        if not there:
            continue
        share = (len(there.intersection(answer.statuses)) + 1) / (len(there) + 1)
        setattr(guess, kind, min(max(share * 1.25, _TURNS_ACTIVE), 1.0))
    if not answer.whole:
        guess.unknown, guess.inactive = min(guess.unknown * 2, 1.0), min(guess.inactive * 2, 1.0)


def without(order: Order, agents: Iterable[AgentId]) -> Order:
    """The order once these have been told."""
    told = set(agents)

    def left(ids: tuple[AgentId, ...]) -> tuple[AgentId, ...]:
        return tuple(one for one in ids if one not in told)

    return Order(left(order.known), left(order.unresolved), left(order.rolling))


def told(asked: Sequence[AgentId], answer: StatusAnswer, as_of: datetime) -> list[AgentStatus]:
    """What an answer says of those who were asked for: who is not in a whole one is not active, if nobody is hidden."""
    found = list(answer.statuses.values())
    if not answer.whole or answer.hidden:
        return found
    return found + [AgentStatus(one, NOT_ACTIVE, None, None, as_of) for one in asked if one not in answer.statuses]


@dataclass(slots=True)
class StatusRound:
    """One scope's rounds; what it learns about its agents serves the next one."""

    guess: Guess = field(default_factory=Guess)
    hidden: int = 0  # of the last round

    async def carry_out(
        self, source: Source, order: Order, as_of: datetime, may_ask_more: Callable[[int], bool]
    ) -> list[AgentStatus]:
        """What the agents of an order do. Raises GenesysError.

        Three questions at most while all is known; more, as long as `may_ask_more` after so many, while there are
        agents of whom nothing is known.
        """
        statuses: list[AgentStatus] = []
        most, request, self.hidden = _MOST_IN_A_QUESTION, 0, 0
        while asked := next_question(order, self.guess, request, most):
            if request >= STEADY and not (order.unresolved and may_ask_more(request)):
                break
            answer = await source.statuses(asked)
            request += 1
            self.hidden += answer.hidden
            statuses += told(asked, answer, as_of)
            learnt(self.guess, order, asked, answer)
            most = _MOST_IN_A_QUESTION if answer.whole else max(len(asked) // 2, MOST_IN_AN_ANSWER)
            order = without(order, asked if answer.whole else answer.statuses)
        return statuses
