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
    `as_of` and `status_as_of` are None where they equal the board's: a row that did not change is equal to its older
    self. `picture` tells her picture from another one.
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
    status_as_of: datetime | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Instants:
    """What a board's numbers are true for: its counts `as_of`, its statuses `status_as_of`."""

    as_of: datetime
    status_as_of: datetime


def rank(
    metrics: Iterable[AgentMetrics],
    names: Mapping[AgentId, str],
    reference: Mapping[AgentId, int],
    as_of: datetime,
    status_as_of: datetime | None = None,
    pictures: Mapping[AgentId, str] | None = None,
) -> tuple[Standing, ...]:
    """The active agents in order: closed descending, AHT ascending with none last, shown name, id.

    Ties are broken by id at last: two rows in one slot cannot be animated. Equal closed and AHT share a rank.
    `reference` holds the ranks that movement is compared with; `as_of` is the board's, and `status_as_of` too, which
    is None where statuses are told with the counts.
    """
    at = Instants(as_of, status_as_of or as_of)
    active = [(_key(one, shown_name(one.agent_id, names)), one) for one in metrics if one.kind in ACTIVE_KINDS]
    active.sort(key=lambda pair: pair[0])
    standings: list[Standing] = []
    shared: tuple[int, bool, timedelta] | None = None
    shown_rank = 0
    for place, (key, one) in enumerate(active):
        if key[:3] != shared:
            shared, shown_rank = key[:3], place + 1
        picture = None if pictures is None else pictures.get(one.agent_id)
        standings.append(_standing(one, names, reference, (place, shown_rank), at, picture))
    return tuple(standings)


def order(metrics: Iterable[AgentMetrics], names: Mapping[AgentId, str]) -> list[AgentMetrics]:
    """Everybody as she would stand if all were active: whose status is asked for first."""
    return sorted(metrics, key=lambda one: _key(one, shown_name(one.agent_id, names)))


def _key(one: AgentMetrics, name: str) -> tuple[int, bool, timedelta, str, str]:
    fallback = timedelta() if one.aht is None else one.aht.value
    return (-one.closed, one.aht is None, fallback, name.casefold(), one.agent_id)


def shown_name(agent_id: AgentId, names: Mapping[AgentId, str]) -> str:
    """An agent's name; a part of her id until it is known."""
    return names.get(agent_id) or f"Agent {agent_id[:8]}"


def _standing(
    one: AgentMetrics,
    names: Mapping[AgentId, str],
    reference: Mapping[AgentId, int],
    reached: tuple[int, int],
    at: Instants,
    picture: str | None,
) -> Standing:
    place, shown_rank = reached
    status_as_of = one.status_as_of or one.as_of
    then = reference.get(one.agent_id)
    return Standing(
        agent_id=one.agent_id,
        name=shown_name(one.agent_id, names),
        place=place,
        rank=shown_rank,
        moved=None if then is None else then - shown_rank,
        status=one.status or "",
        kind=one.kind,
        status_since=one.status_since,
        closed=one.closed,
        aht=one.aht,
        call_since=one.call_since,
        as_of=None if one.as_of == at.as_of else one.as_of,
        status_as_of=None if status_as_of == at.status_as_of else status_as_of,
        picture=picture,
    )
