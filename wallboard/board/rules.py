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


class RankBy(Enum):
    """A figure and the direction in which it ranks."""

    MOST_CLOSED = "most_closed"
    FEWEST_CLOSED = "fewest_closed"
    SHORTEST_AHT = "shortest_aht"
    LONGEST_AHT = "longest_aht"


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
    """A board's. Who has closed fewer than `minimum_closed` stands below all others and has no rank yet."""

    rank_by: tuple[RankBy, ...] = (RankBy.MOST_CLOSED, RankBy.SHORTEST_AHT)
    minimum_closed: int = 0
    kinds: tuple[StatusKind, ...] = ACTIVE_KINDS
    aht: AhtFormula = AhtFormula.COMPLETED


USUAL = Rules()

# What ranks, the smallest first: as many numbers as ever rank, for a key of fixed length is compared fastest.
Figures = tuple[int, int, int]


def figures(one: AgentMetrics, rules: Rules) -> Figures:
    """The numbers by which an agent is ranked, the smallest first. No average ranks last, in either direction."""
    closed, aht = one.closed, one.aht
    if rules is USUAL:  # asked for of everybody whose numbers changed
        return (-closed, 0, aht.value // _MILLISECOND) if aht is not None else (-closed, 1, 0)
    found: list[int] = []
    for key in rules.rank_by:
        found += _numbers(key, closed, aht)
    first, second, third = [*found, 0, 0][:3]
    return (first if closed >= rules.minimum_closed else first + _NOT_RANKED, second, third)


def is_ranked(first: int) -> bool:
    """Whether an agent with this first figure is ranked."""
    return first < _NOT_RANKED // 2


def _numbers(key: RankBy, closed: int, aht: Aht | None) -> tuple[int, ...]:
    match key:
        case RankBy.MOST_CLOSED:
            return (-closed,)
        case RankBy.FEWEST_CLOSED:
            return (closed,)
        case RankBy.SHORTEST_AHT:
            return (1, 0) if aht is None else (0, aht.value // _MILLISECOND)
        case RankBy.LONGEST_AHT:
            return (1, 0) if aht is None else (0, -(aht.value // _MILLISECOND))
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
