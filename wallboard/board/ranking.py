"""Rank agents. Pure: metrics and names in, standings out.

Fed by poller.table; read by board.view.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from wallboard.board.agents import ACTIVE_KINDS, AgentId, AgentMetrics


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent's place among the active agents of a board.

    `place` counts 0, 1, 2, … without gaps; `rank` is what people read: 1, 2, 2, 4.
    `moved` is ranks gained since the reference, None for an agent who was not ranked then.
    """

    agent_id: AgentId
    name: str
    place: int
    rank: int
    moved: int | None
    metrics: AgentMetrics


def rank(
    metrics: Iterable[AgentMetrics], names: Mapping[AgentId, str], reference: Mapping[AgentId, int]
) -> tuple[Standing, ...]:
    """The active agents in order: closed descending, AHT ascending with none last, shown name, id.

    Ties are broken by id at last: two rows in one slot cannot be animated. Equal closed and AHT share a rank.
    `reference` holds the ranks that movement is compared with.
    """
    active = [(_key(one, _shown_name(one.agent_id, names)), one) for one in metrics if one.kind in ACTIVE_KINDS]
    active.sort(key=lambda pair: pair[0])
    standings: list[Standing] = []
    shared: tuple[int, bool, timedelta] | None = None
    shown_rank = 0
    for place, (key, one) in enumerate(active):
        if key[:3] != shared:
            shared, shown_rank = key[:3], place + 1
        name = _shown_name(one.agent_id, names)
        standings.append(Standing(one.agent_id, name, place, shown_rank, _moved(one, shown_rank, reference), one))
    return tuple(standings)


def _key(one: AgentMetrics, name: str) -> tuple[int, bool, timedelta, str, str]:
    fallback = timedelta() if one.aht is None else one.aht.value
    return (-one.closed, one.aht is None, fallback, name.casefold(), one.agent_id)


def _shown_name(agent_id: AgentId, names: Mapping[AgentId, str]) -> str:
    return names.get(agent_id) or f"Agent {agent_id[:8]}"


def _moved(one: AgentMetrics, now: int, reference: Mapping[AgentId, int]) -> int | None:
    then = reference.get(one.agent_id)
    return None if then is None else then - now
