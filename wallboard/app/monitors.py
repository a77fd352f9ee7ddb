"""On which monitor the window stands. Pure: who is wanted and who is there in, one of those out. Used by app.kiosk.

A monitor is known by what it says of itself, for the name of a socket is another one after a cable was moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Monitor:
    """What tells one monitor from another. All but the name of its socket may be empty."""

    name: str
    manufacturer: str = ""
    model: str = ""
    serial: str = ""


def bind(present: Sequence[Monitor], wanted: str | None, bound: Monitor | None) -> Monitor | None:
    """The monitor that is meant from now on: the one bound before, else the first there that answers to `wanted`.

    >>> bind([Monitor("DP-1"), Monitor("HDMI-1", "LG", "TV", "77")], "77", None)
    Monitor(name='HDMI-1', manufacturer='LG', model='TV', serial='77')
    """
    if wanted is None or bound is not None:
        return bound
    answering = [one for one in present if one.name == wanted]
    return next(iter(answering or [one for one in present if wanted in _names(one)]), None)


def choose(present: Sequence[Monitor], primary: int, bound: Monitor | None) -> int:
    """Which of those present to stand on: the bound one while it is there, else the primary one.

    >>> choose([Monitor("DP-1"), Monitor("HDMI-1")], 0, Monitor("HDMI-1"))
    1
    """
    if bound is None:
        return primary
    likeness = [_likeness(one, bound) for one in present]
    best = max(likeness, default=0)
    return likeness.index(best) if best else primary


def is_missing(present: Sequence[Monitor], wanted: str | None, bound: Monitor | None) -> bool:
    """Whether a monitor was wanted, and the window stands on another one for as long as that is away.

    >>> is_missing([Monitor("DP-1")], "HDMI-1", None), is_missing([Monitor("DP-1")], None, None)
    (True, False)
    """
    return wanted is not None and (bound is None or not any(_likeness(one, bound) for one in present))


def _names(one: Monitor) -> set[str]:
    whole = " ".join(part for part in (one.manufacturer, one.model, one.serial) if part)
    return {one.serial, one.model, whole} - {""}


def _likeness(one: Monitor, bound: Monitor) -> int:
    """0: another one. A serial number counts most: of two like it, the one at the same socket is taken."""
    if one == bound:
        return 3
    described = (one.manufacturer, one.model, one.serial) == (bound.manufacturer, bound.model, bound.serial)
    if described and bound.serial:
        return 2
    # Some say nothing of themselves while they wake; and whoever names a socket means what is plugged in there.
    return 1 if one.name == bound.name else 0
