"""Whether the goal was just reached: told once in each window, and not of one that was reached before. Pure.

Kept by app.presenter. A screen that starts later celebrates nothing.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Crossing:
    """What was seen last: of which window, and whether its goal was met. `told`: it has been celebrated."""

    window_start: datetime | None = None
    met: bool | None = None
    told: bool = False


def follow(before: Crossing, window_start: datetime | None, *, met: bool | None) -> tuple[Crossing, bool]:
    """What is known after one more look, and whether the goal was reached between the two."""
    if window_start is None or met is None:
        return before, False
    if before.window_start != window_start:
        return Crossing(window_start, met, told=met), False
    reached = met and before.met is False and not before.told
    return Crossing(window_start, met, before.told or reached), reached
