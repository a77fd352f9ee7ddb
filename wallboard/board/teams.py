"""Team against team: what the members of each closed in the window, whoever of them is still there. Pure.

Fed by poller.team_round; read by poller.boards. A team of many is not better than one of few: what counts is what each
of those closed who took part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wallboard.board.agents import AgentId, AgentMetrics, Aht, StatusKind
from wallboard.board.tally import Tally

# Where a board names nobody, totals of fewer than so many would tell what one of them did.
FEWEST_OF_A_MASKED_TEAM = 3


@dataclass(frozen=True, slots=True)
class Team:
    """A team as its board calls it; `members` None: they are not known yet."""

    name: str
    members: frozenset[AgentId] | None = None


@dataclass(frozen=True, slots=True)
class TeamTotals:
    """One team's: how many of its members are `active`, how many took part, that is closed something, and what.

    `took_part`, `closed` and `aht` are None where they are not known or may not be told; `aht` also while nothing is
    closed.
    """

    name: str
    active: int | None = None
    took_part: int | None = None
    closed: int | None = None
    aht: Aht | None = None


def totals(team: Team, known: Iterable[AgentMetrics], kinds: Sequence[StatusKind]) -> TeamTotals:
    """What a team has done. `known` are its members of whom anything is known, `kinds` the active statuses."""
    if team.members is None:
        return TeamTotals(team.name)
    tally, active, took_part = Tally(), 0, 0
    for one in known:
        tally.count(one)
        active += one.kind in kinds
        took_part += one.closed > 0
    return TeamTotals(team.name, active, took_part, tally.closed, tally.aht)


def masked(told: Sequence[TeamTotals], teams: Sequence[Team]) -> list[TeamTotals]:
    """The same for a board that names nobody: what tells of fewer than three people is left out.

    Where that is one team alone, the smallest other is left out as well: what all teams did less what is told of the
    others would be hers.
    """
    small = {team.name for team in teams if team.members is not None and len(team.members) < FEWEST_OF_A_MASKED_TEAM}
    few = {one.name for one in told if one.took_part is not None and one.took_part < FEWEST_OF_A_MASKED_TEAM}
    hidden = small | few
    others = [one for one in told if one.took_part is not None and one.name not in hidden]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda one: one.took_part or 0).name)
    return [
        one if one.name not in hidden else TeamTotals(one.name, None if one.name in small else one.active)
        for one in told
    ]
