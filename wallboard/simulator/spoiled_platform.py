"""Spoil what the Platform API says of agents: the groups of an aggregate, the entities of a status answer. Pure.

Used by spoiled. As on a page of agents, the first and the last are spoilt in two ways where there are two. What a
body does not hold cannot be spoilt in it: an aggregate has no status, a status answer has no numbers.
"""

from hashlib import blake2b
from typing import Any, Literal, TypeAlias, assert_never

from wallboard.simulator.faults import Fault

SpoiltTwo: TypeAlias = Literal[
    Fault.WRONG_TYPES, Fault.MISSING_METRICS, Fault.UNKNOWN_STATUS, Fault.NAN, Fault.NEGATIVE, Fault.HUGE
]  # fmt: skip
SpoiltAgents: TypeAlias = SpoiltTwo | Literal[Fault.SHRINKING, Fault.DUPLICATE_AGENT, Fault.HALF_MISSING]

_HANDLED, _STARTED = "tHandle", "nConnected"
_NOBODY_KNOWS = "MEDITATING"

Entity = dict[str, Any]


def is_missing(agent_id: str) -> bool:
    """Whether HALF_MISSING leaves this agent out: the same ones every time."""
    return blake2b(agent_id.encode(), digest_size=1).digest()[0] % 2 == 1


def spoil_groups(fault: SpoiltAgents, groups: list[Entity]) -> list[Entity]:
    """The groups of an aggregate as this fault leaves them; those of nobody are left alone."""
    named = [group for group in groups if "userId" in group["group"]]
    match fault:
        case Fault.HALF_MISSING:
            return [group for group in groups if not is_missing(group["group"].get("userId", ""))]
        case Fault.DUPLICATE_AGENT:
            return groups + [_one_more_closed(group) for group in named[:1]]
        case Fault.SHRINKING:
            for stats in (one["stats"] for group in named for one in _metrics(group)):
                stats.update({name: value // 2 for name, value in stats.items()})
        case _:
            for group, other in zip(named[:1], named[-1:], strict=True):
                _spoil_two(fault, group, other)
    return groups


def _spoil_two(fault: SpoiltTwo, group: Entity, other: Entity) -> None:
    match fault:
        case Fault.WRONG_TYPES:
            _put(group, _HANDLED, "count", "many")
            _put(other, _STARTED, "count", "7")
        case Fault.MISSING_METRICS:
            for one in _metrics(group):
                one["stats"].pop("sum", None)
            for one in _metrics(other):
                one.pop("stats", None)
        case Fault.UNKNOWN_STATUS:
            pass
        case Fault.NAN:
            _put(group, _HANDLED, "sum", float("nan"))
            _put(other, _STARTED, "count", float("inf"))
        case Fault.NEGATIVE:
            _put(group, _HANDLED, "count", -3)
            _put(other, _HANDLED, "sum", -1)
        case Fault.HUGE:
            _put(group, _HANDLED, "sum", 1e30)
            _put(other, _STARTED, "count", 2**64)
        case _:
            assert_never(fault)


def spoil_statuses(fault: SpoiltAgents, entities: list[Entity]) -> list[Entity]:
    """The entities of a status answer as this fault leaves them."""
    if not entities:
        return entities
    first, last = entities[0], entities[-1]
    match fault:
        case Fault.HALF_MISSING:
            return [entity for entity in entities if not is_missing(entity.get("userId", ""))]
        case Fault.DUPLICATE_AGENT:
            return [*entities, {**first, "routingStatus": "OFF_QUEUE"}]
        case Fault.UNKNOWN_STATUS:
            first.update(routingStatus=_NOBODY_KNOWS, systemPresence=_NOBODY_KNOWS, sessions=[])
        case Fault.WRONG_TYPES:
            first["routingStatus"], last["sessions"] = 7, "none"
        case Fault.MISSING_METRICS:
            first.pop("routingStatus", None)
            last.pop("systemPresence", None)
        case Fault.NAN | Fault.NEGATIVE | Fault.HUGE | Fault.SHRINKING:
            pass
        case _:
            assert_never(fault)
    return entities


def _metrics(group: Entity) -> list[Entity]:
    return [one for data in group["data"] for one in data["metrics"]]


def _put(group: Entity, metric: str, name: str, value: object) -> None:
    """Change one number of a metric, or say it of a metric that is not there."""
    found = [one for one in _metrics(group) if one["metric"] == metric]
    if not found:
        found = [{"metric": metric, "stats": {"count": 0}}]
        group["data"][0]["metrics"] += found
    for one in found:
        one["stats"][name] = value


def _one_more_closed(group: Entity) -> Entity:
    more = [
        {**one, "stats": {**one["stats"], "count": one["stats"]["count"] + 1}} for one in group["data"][0]["metrics"]
    ]
    return {**group, "data": [{**group["data"][0], "metrics": more}]}
