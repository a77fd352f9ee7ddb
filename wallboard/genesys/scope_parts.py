"""A scope in parts, for an answer that is refused as too large or too late, and the parts' looks as one again. Pure.

Used by genesys.platform_source and genesys.aggregates.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from wallboard.board.agents import AgentId, AgentLook
from wallboard.genesys.source import ScopeFilter

TOO_MUCH = frozenset({413, 504})  # the statuses that refuse a question for its size

# All of them: "every other one" cannot be asked for.
MEDIA_TYPES = frozenset(
    {
        "callback",
        "chat",
        "cobrowse",
        "email",
        "internalmessage",
        "message",
        "screenmonitoring",
        "screenshare",
        "unknown",
        "video",
        "voice",
    }
)


def splits(scope: ScopeFilter, divisions: Collection[str] = ()) -> tuple[ScopeFilter, ...]:
    """The parts of a scope, each handling in one of them; none where it cannot be split any further.

    First by media type; then queues in halves, then divisions: those of the scope, or `divisions`, all that the
    organisation has. Not by groups and teams, since one agent may be in two; and not by all queues, since work of no
    queue would be in none of the parts.
    """
    media_types = scope.media_types or MEDIA_TYPES
    if len(media_types) > 1:
        return tuple(replace(scope, media_types=frozenset({one})) for one in sorted(media_types))
    if len(scope.queue_ids) > 1:
        return tuple(replace(scope, queue_ids=half) for half in _halves(scope.queue_ids))
    division_ids = scope.division_ids or frozenset(divisions)
    if len(division_ids) > 1:
        return tuple(replace(scope, division_ids=half) for half in _halves(division_ids))
    return ()


def _halves(ids: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    in_order = sorted(ids)
    middle = len(in_order) // 2
    return frozenset(in_order[:middle]), frozenset(in_order[middle:])


def joined(parts: Iterable[Iterable[AgentLook]]) -> tuple[AgentLook, ...]:
    """The looks of parts of one scope as one look for each agent: true as of the oldest of them."""
    looks: dict[AgentId, AgentLook] = {}
    for part in parts:
        for look in part:
            known = looks.get(look.agent_id)
            looks[look.agent_id] = look if known is None else _sum(known, look)
    return tuple(looks.values())


def _sum(one: AgentLook, other: AgentLook) -> AgentLook:
    return one._replace(
        started=one.started + other.started,
        closed=one.closed + other.closed,
        handle_time=one.handle_time + other.handle_time,
        as_of=min(one.as_of, other.as_of),
        completed_alone=one.completed_alone and other.completed_alone,
    )
