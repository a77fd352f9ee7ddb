"""What waits in a scope's queues, and how well its callers are served. Pure.

Fed by genesys.observations. Absent is None and never zero: a queue of which nothing is told is not an empty one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QueueContext:
    """One queue, or several together.

    `longest_since` is since when the one who has waited longest waits; None where nobody does, or nothing is known.
    `answered`, `in_target` and `abandoned` count within the window; `in_target` were answered within the target.
    """

    waiting: int | None = None
    longest_since: datetime | None = None
    offered: int | None = None
    answered: int | None = None
    in_target: int | None = None
    abandoned: int | None = None

    @property
    def service_level(self) -> float | None:
        """Answered within the target ÷ (answered + abandoned); None where that is not known or nobody came.

        One of several definitions in use: whoever hangs up counts as not served, however short the wait was. Genesys
        Cloud can leave out short abandons, as an organisation's settings have it.
        """
        if self.answered is None or self.in_target is None or self.abandoned is None:
            return None
        came = self.answered + self.abandoned
        return self.in_target / came if came else None


def together(queues: Sequence[QueueContext]) -> QueueContext:
    """Several queues as one. What is not known of one of them is not known of all; of no queue nothing is known.

    Levels are not averaged: a small queue weighs as much as those who came to it.
    """
    waiting = _sum([one.waiting for one in queues])
    since = [one.longest_since for one in queues if one.longest_since is not None]
    # A queue in which somebody waits, nobody knows since when, may hold the longest wait of all.
    unknown = waiting is None or any(one.waiting and one.longest_since is None for one in queues)
    return QueueContext(
        waiting=waiting,
        longest_since=None if unknown else min(since, default=None),
        offered=_sum([one.offered for one in queues]),
        answered=_sum([one.answered for one in queues]),
        in_target=_sum([one.in_target for one in queues]),
        abandoned=_sum([one.abandoned for one in queues]),
    )


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [one for one in numbers if one is not None]
    return sum(known) if known and len(known) == len(numbers) else None
