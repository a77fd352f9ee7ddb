"""Who climbed at the last update. Pure; kept by the shell that calls app.face, which lights these rows up.

Only agents count who closed more and stand higher than before: nobody is lit up because somebody else fell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from wallboard.wire.messages import Snapshot

_UNRANKED = inf  # below everybody


@dataclass(frozen=True, slots=True)
class Rises:
    """The last update's climbers, and rank and closed conversations of everybody, to tell the next one's."""

    revision: int | None = None
    known: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    risen: frozenset[str] = frozenset()


def follow(rises: Rises, shown: Snapshot | None) -> Rises:
    """After another look at what is shown; the climbers stay the same until the next revision."""
    if shown is None or shown.revision == rises.revision:
        return rises
    known = {row.id: (_UNRANKED if row.rank is None else row.rank, row.closed) for row in shown.rows}
    risen = frozenset(
        agent_id
        for agent_id, (rank, closed) in known.items()
        if agent_id in rises.known and rank < rises.known[agent_id][0] and closed > rises.known[agent_id][1]
    )
    return Rises(shown.revision, known, risen)
