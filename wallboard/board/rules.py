"""How a board ranks: by what, from how much on, whom it counts, and what its average is made of. Pure.

Made of the settings by poller.scopes; carried out by board.ranking, poller.table and poller.explain.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final, assert_never

from wallboard.board.agents import ACTIVE_KINDS, AgentMetrics, Aht, StatusKind

_MILLISECOND = timedelta(milliseconds=1)
_NOT_RANKED: Final = 1 << 62  # comes after everybody who is ranked, whatever she closed
_NONE: Final = 1 << 60  # comes after every figure


class RankBy(Enum):
    """A figure and the direction in which it ranks."""

    MOST_CLOSED = "most_closed"
    FEWEST_CLOSED = "fewest_closed"
    SHORTEST_AHT = "shortest_aht"
    LONGEST_AHT = "longest_aht"
    MOST_PER_HOUR = "most_closed_per_hour"
    FEWEST_PER_HOUR = "fewest_closed_per_hour"


_PER_HOUR = (RankBy.MOST_PER_HOUR, RankBy.FEWEST_PER_HOUR)


class AhtFormula(Enum):
    """What a board's average handle time is made of.

    `COMPLETED` is the guide's own: handle time of closed conversations ÷ closed conversations. The other two count the
    time of running conversations as well, ÷ the closed ones or ÷ all that began; they are no official AHT, and a board
    that shows one says so.
    """

    COMPLETED = "completed"
    ALL_OVER_CLOSED = "all_over_closed"
    ALL_OVER_STARTED = "all_over_started"


@dataclass(frozen=True, slots=True)
class Rules:
    """A board's. Who has closed fewer than `minimum_closed` stands below all others and has no rank yet.

    Neither has who is not known to have been on queue for long enough, on a board whose first figure is per hour.
    """

    rank_by: tuple[RankBy, ...] = (RankBy.MOST_CLOSED, RankBy.SHORTEST_AHT)
    minimum_closed: int = 0
    kinds: tuple[StatusKind, ...] = ACTIVE_KINDS
    aht: AhtFormula = AhtFormula.COMPLETED

    @property
    def uses_per_hour(self) -> bool:
        """Whether time on queue is needed at all."""
        return any(key in _PER_HOUR for key in self.rank_by)

    @property
    def needs_per_hour(self) -> bool:
        """Whether nobody is ranked without it: it is the first figure, and not one that parts equals."""
        return self.rank_by[0] in _PER_HOUR


USUAL = Rules()

# What ranks, the smallest first: as many numbers as ever rank, for a key of fixed length is compared fastest.
Figures = tuple[int, int, int]


def figures(one: AgentMetrics, rules: Rules) -> Figures:
    """The numbers by which an agent is ranked, the smallest first. Whatever is None ranks last, in either direction."""
    closed, aht = one.closed, one.aht
    if rules is USUAL:  # asked for of everybody whose numbers changed
        return (-closed, aht.value // _MILLISECOND if aht is not None else _NONE, 0)
    found = [_number(key, one) for key in rules.rank_by]
    first, second, third = [*found, 0, 0][:3]
    if closed < rules.minimum_closed or (first == _NONE and rules.needs_per_hour):
        first += _NOT_RANKED
    return (first, second, third)


def is_ranked(first: int) -> bool:
    """Whether an agent with this first figure is ranked."""
    return first < _NOT_RANKED // 2


def _number(key: RankBy, one: AgentMetrics) -> int:
    match key:
        case RankBy.MOST_CLOSED:
            return -one.closed
        case RankBy.FEWEST_CLOSED:
            return one.closed
        case RankBy.SHORTEST_AHT:
            return _NONE if one.aht is None else one.aht.value // _MILLISECOND
        case RankBy.LONGEST_AHT:
            return _NONE if one.aht is None else -(one.aht.value // _MILLISECOND)
        # A figure that is the most it can be ranks by the worse of what it can be, in either direction.
        case RankBy.MOST_PER_HOUR:
            least = None if one.on_queue is None else one.on_queue.least_tenths
            return _NONE if least is None else -least
        case RankBy.FEWEST_PER_HOUR:
            most = None if one.on_queue is None else one.on_queue.tenths
            return _NONE if most is None else most
    assert_never(key)


def average(
    formula: AhtFormula, completed: Aht | None, handle_time: timedelta, closed: int, started: int
) -> Aht | None:
    """An agent's average by this formula. `handle_time` is that of closed and running conversations together."""
    match formula:
        case AhtFormula.COMPLETED:
            return completed
        case AhtFormula.ALL_OVER_CLOSED:
            return _quotient(handle_time, closed)
        case AhtFormula.ALL_OVER_STARTED:
            return _quotient(handle_time, started)
    assert_never(formula)


def _quotient(handle_time: timedelta, conversations: int) -> Aht | None:
    return Aht(handle_time / conversations, timedelta()) if conversations else None
