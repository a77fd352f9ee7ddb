"""Rank agents. Pure: metrics and names in, standings out.

Fed by poller.table; read by board.view.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallboard.board.agents import ACTIVE_KINDS, AgentId, AgentMetrics, Aht, Since, StatusKind


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent's place among the active agents of a board.

    `place` counts 0, 1, 2, … without gaps; `rank` is what people read: 1, 2, 2, 4.
    `moved` is ranks gained since the reference, None for an agent who was not ranked then.
    `as_of` is None where it equals the board's: a row that did not change is equal to its older self.
    """

    agent_id: AgentId
    name: str
    place: int
    rank: int
    moved: int | None
    status: str
    kind: StatusKind
    status_since: Since | None
    closed: int
    aht: Aht | None
    call_since: Since | None
    as_of: datetime | None


def rank(
    metrics: Iterable[AgentMetrics],
    names: Mapping[AgentId, str],
    reference: Mapping[AgentId, int],
    as_of: datetime,
) -> tuple[Standing, ...]:
    """The active agents in order: closed descending, AHT ascending with none last, shown name, id.

    Ties are broken by id at last: two rows in one slot cannot be animated. Equal closed and AHT share a rank.
    `reference` holds the ranks that movement is compared with; `as_of` is the board's.
    """
    active = [(_key(one, _shown_name(one.agent_id, names)), one) for one in metrics if one.kind in ACTIVE_KINDS]
    active.sort(key=lambda pair: pair[0])
    standings: list[Standing] = []
    shared: tuple[int, bool, timedelta] | None = None
    shown_rank = 0
    for place, (key, one) in enumerate(active):
        if key[:3] != shared:
            shared, shown_rank = key[:3], place + 1
        standings.append(_standing(one, names, reference, (place, shown_rank), as_of))
    return tuple(standings)


def _key(one: AgentMetrics, name: str) -> tuple[int, bool, timedelta, str, str]:
    fallback = timedelta() if one.aht is None else one.aht.value
    return (-one.closed, one.aht is None, fallback, name.casefold(), one.agent_id)


def _shown_name(agent_id: AgentId, names: Mapping[AgentId, str]) -> str:
    return names.get(agent_id) or f"Agent {agent_id[:8]}"


def _standing(
    one: AgentMetrics,
    names: Mapping[AgentId, str],
    reference: Mapping[AgentId, int],
    at: tuple[int, int],
    as_of: datetime,
) -> Standing:
    place, shown_rank = at
    then = reference.get(one.agent_id)
    return Standing(
        agent_id=one.agent_id,
        name=_shown_name(one.agent_id, names),
        place=place,
        rank=shown_rank,
        moved=None if then is None else then - shown_rank,
        status=one.status,
        kind=one.kind,
        status_since=one.status_since,
        closed=one.closed,
        aht=one.aht,
        call_since=one.call_since,
        as_of=None if one.as_of == as_of else one.as_of,
    )
