"""What waits in a scope's queues, and how well its callers are served. Pure.

Fed by genesys.observations and genesys.service_levels. Absent is None and never zero: a queue of which nothing is told
is not an empty one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits in one queue, or in several together: how many, and since when the one who has waited longest.

    `longest_since` is None where nobody waits, or nothing is known. `at_least`: more may wait, and longer, for
    not all of the queues were told of.
    """

    count: int | None = None
    longest_since: datetime | None = None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """Of the callers of a window who are `counted`, so many were answered `in_target`; so many hung up.

    Who is counted is for the organisation to say; as Genesys Cloud comes, those who were answered or hung up.
    """

    in_target: int
    counted: int
    abandoned: int

    @property
    def service_level(self) -> float | None:
        """In the target ÷ counted, from 0 to 1; None where nobody came."""
        return self.in_target / self.counted if self.counted else None


@dataclass(frozen=True, slots=True)
class QueueContext:
    """What a board says of its queues; `served` is None where it is not known."""

    waiting: Waiting = Waiting()
    served: Served | None = None


def together(queues: Sequence[Waiting]) -> Waiting:
    """Several queues as one. Where one of them is not known, the others' are the least that it can be."""
    counts = [one.count for one in queues if one.count is not None]
    at_least = len(counts) < len(queues) or any(one.at_least for one in queues)
    if at_least and not sum(counts):
        return Waiting()  # that at least nobody waits says nothing
    # A queue in which somebody waits, nobody knows since when, may hold the longest wait of all.
    unknown = any(one.count and one.longest_since is None for one in queues)
    since = [one.longest_since for one in queues if one.longest_since is not None]
    return Waiting(sum(counts), None if unknown else min(since, default=None), at_least) if counts else Waiting()


def served_together(queues: Sequence[Served]) -> Served:
    """Several queues as one. Levels are not averaged: a small queue weighs as much as those who came to it."""
    return Served(
        in_target=sum(one.in_target for one in queues),
        counted=sum(one.counted for one in queues),
        abandoned=sum(one.abandoned for one in queues),
    )
