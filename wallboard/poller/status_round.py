"""Ask what agents do, where that is told apart from their counts: whom first, how many at once, how often. Pure, but
for `carry_out`, which asks.

An answer names 50 agents at most, and only those who are on a queue or in a call. So whoever was asked for and is not
in an answer that is whole is not active. Used by poller.activity.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wallboard.board.agents import ACTIVE_KINDS, AgentId, AgentMetrics, AgentStatus
from wallboard.genesys.errors import BadReply, ServerFailed
from wallboard.genesys.scope_parts import TOO_MUCH
from wallboard.genesys.source import MOST_STATUSES, Source, StatusAnswer

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
    asked = set(known)
    others = [one for one in above if one.agent_id not in asked]
    return Order(
        known=known,
        unresolved=tuple(one.agent_id for one in others if one.status_as_of is None),
        rolling=_due(sorted((one for one in others if one.status_as_of is not None), key=_asked_at), now),
    )


def _due(agents: Iterable[AgentMetrics], now: datetime) -> tuple[AgentId, ...]:
    return tuple(dict.fromkeys(one.agent_id for one in agents if _is_due(one.status_as_of, now)))


def _is_due(asked_at: datetime | None, now: datetime) -> bool:
    # A status of the future is that of a clock that was put back: nobody knows how old it is.
    return asked_at is None or not timedelta() <= now - asked_at < _WORTH_A_CHANGE


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
        if expected > _ROOM and len(taken) >= min(MOST_STATUSES, most):
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
    """The order without these."""
    told = set(agents)

    def left(ids: tuple[AgentId, ...]) -> tuple[AgentId, ...]:
        return tuple(one for one in ids if one not in told)

    return Order(left(order.known), left(order.unresolved), left(order.rolling))


@dataclass(slots=True)
class StatusRound:
    """One scope's rounds; what it learns about its agents serves the next one. `hidden` are those of the last round."""

    guess: Guess = field(default_factory=Guess)
    hidden: int = 0
    _named: set[AgentId] = field(default_factory=set)

    async def carry_out(
        self,
        source: Source,
        order: Callable[[], Order],
        as_of: datetime,
        absorb: Callable[[list[AgentStatus]], None],
        may_ask_more: Callable[[int], bool],
    ) -> None:
        """Ask what agents do, and hand on each answer as it comes. Raises GenesysError; what came before it stays.

        `order` tells whom to ask for as of now. Three questions at most while all is known; more, as long as
        `may_ask_more` after so many, while there are agents of whom nothing is known and who would be seen.
        """
        most, request, self.hidden = _MOST_IN_A_QUESTION, 0, 0
        done: set[AgentId] = set()
        while asked := next_question(left := without(order(), done), self.guess, request, most):
            if request >= STEADY and not (left.unresolved and may_ask_more(request)):
                break
            request += 1
            try:
                answer = await source.statuses(asked)
            except (BadReply, ServerFailed) as error:
                if error.status not in TOO_MUCH or len(asked) <= MOST_STATUSES:
                    raise
                most = len(asked) // 2
                continue
            self.hidden += answer.hidden
            absorb(self._told(asked, answer, as_of))
            learnt(self.guess, left, asked, answer)
            most = _MOST_IN_A_QUESTION if answer.whole else max(len(asked) // 2, MOST_STATUSES)
            done |= set(asked) if answer.whole else answer.statuses.keys()

    def _told(self, asked: Sequence[AgentId], answer: StatusAnswer, as_of: datetime) -> list[AgentStatus]:
        """What an answer says of those who were asked for: who is not in a whole one is not active.

        Where some are hidden, she may be one of them; unless she was named before, and so can be named.
        """
        self._named |= answer.statuses.keys()
        found = list(answer.statuses.values())
        if not answer.whole:
            return found
        away = (one for one in asked if one not in answer.statuses and (not answer.hidden or one in self._named))
        return found + [AgentStatus(one, NOT_ACTIVE, None, None, as_of) for one in away]
