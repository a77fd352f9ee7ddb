"""Whether the window still paints, and what to do when it does not. Pure; asked every 5 s by app.watchdog.

A calm board need not be painted for a minute, so after some seconds without a frame one is asked for, and only a window
that leaves that unanswered is opened anew.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto

LOOK_EVERY = timedelta(seconds=5)
PATIENCE = timedelta(seconds=15)  # without a frame until one is asked for, and from there until the window is given up
MOST_RESTARTS = 3  # in vain; by then nothing was painted for some five minutes
_STEADY = timedelta(minutes=10)  # of painting after a restart, until it counts as mended
_GAP = 3 * LOOK_EVERY  # between two looks: the machine slept, or this program stood still itself


class Step(Enum):
    """What to do now."""

    NONE = auto()
    ASK = auto()
    RESTART = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of the window: whether it should be painted, and how many frames there were since the start."""

    expected: bool
    frames: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What was seen and done so far, at instants of the machine's elapsed time.

    `alive_at`: a frame came, or none was to be expected. `asked_at`: the first of `asks` for a frame, none of which was
    answered yet. `restarts`: those since the window last painted steadily.
    """

    looked_at: timedelta
    alive_at: timedelta
    frames: int = 0
    asked_at: timedelta | None = None
    asks: int = 0
    restarts: int = 0
    restarted_at: timedelta | None = None
    step: Step = Step.NONE


def begin(at: timedelta) -> Watch:
    """A watch of a window that was just opened."""
    return Watch(looked_at=at, alive_at=at)


def look(watch: Watch, sight: Sight, at: timedelta) -> Watch:
    """After another look; its `step` is what to do now."""
    slept = at - watch.looked_at > _GAP
    if slept or not sight.expected or sight.frames != watch.frames:
        return _alive(watch, sight, at, painted=not slept and sight.expected)
    watch = replace(watch, looked_at=at, step=Step.NONE)
    if watch.asked_at is None:
        return watch if at - watch.alive_at < PATIENCE else replace(watch, asked_at=at, asks=1, step=Step.ASK)
    if at - watch.asked_at < wait_of(watch.restarts):
        return replace(watch, asks=watch.asks + 1, step=Step.ASK)
    if watch.restarts >= MOST_RESTARTS:
        return replace(watch, step=Step.END)
    return replace(
        watch, alive_at=at, asked_at=None, asks=0, restarts=watch.restarts + 1, restarted_at=at, step=Step.RESTART
    )


def wait_of(restarts: int) -> timedelta:
    """How long a frame that was asked for is waited for, after so many restarts that did not help.

    >>> [wait_of(restarts).seconds for restarts in range(5)]
    [15, 30, 60, 120, 240]
    """
    return PATIENCE * int(2**restarts)


def _alive(watch: Watch, sight: Sight, at: timedelta, *, painted: bool) -> Watch:
    steady = painted and watch.restarted_at is not None and at - watch.restarted_at >= _STEADY
    return Watch(
        looked_at=at,
        alive_at=at,
        frames=sight.frames,
        restarts=0 if steady else watch.restarts,
        restarted_at=None if steady else watch.restarted_at,
    )
