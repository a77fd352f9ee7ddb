"""What is shown in turn: the ranking page by page, the podium, teams, goals; and when the next one comes. Pure.

The shell that calls app.face keeps the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

DWELL = timedelta(seconds=30)  # of a page, where the board names no scenes
_HOLD = timedelta(seconds=60)  # somebody turned by hand, and reads
_PAUSE = timedelta(minutes=10)  # somebody stopped the round; she may have gone since


class SceneKind(Enum):
    """What a scene shows."""

    RANKING = "ranking"
    PODIUM = "podium"
    TEAMS = "teams"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of the round: a scene, for the ranking one of its pages, and how long it stands."""

    scene: SceneKind = SceneKind.RANKING
    page: int = 0
    dwell: timedelta = DWELL


@dataclass(frozen=True, slots=True)
class Round:
    """Which stop is shown, and the machine's elapsed time at which it gives way; None until the first look."""

    at: int = 0
    until: timedelta | None = None
    paused: bool = False


def steps(
    scenes: Iterable[tuple[str, float]], pages: int, showable: Iterable[SceneKind], *, alarmed: bool
) -> tuple[Step, ...]:
    """The stops of a round: never none. `scenes` are names with their seconds, `showable` those that have something.

    An alarm interrupts every scene: then there is the ranking alone. A scene of a newer poller is passed over.

    >>> [step.scene.value for step in steps([("podium", 20), ("ranking", 30)], 2, SceneKind, alarmed=False)]
    ['podium', 'ranking', 'ranking']
    """
    known = {kind.value: kind for kind in SceneKind}
    able = {SceneKind.RANKING} if alarmed else {SceneKind.RANKING, *showable}
    found: list[Step] = []
    for name, seconds in scenes:
        kind = known.get(name)
        if kind in able:
            found += [Step(kind, page, timedelta(seconds=seconds)) for page in range(_pages(kind, pages))]
    return tuple(found) or tuple(Step(page=page) for page in range(max(pages, 1)))


def look(shown: Round, stops: Sequence[Step], at: timedelta) -> Round:
    """The round at the elapsed time `at`: gone on when a stop's time is over."""
    if shown.until is None or shown.at >= len(stops):
        place = min(shown.at, len(stops) - 1)
        return Round(place, at + stops[place].dwell)
    return shown if at < shown.until else _gone_on(shown, stops, +1, at)


def turn(shown: Round, stops: Sequence[Step], step: int, at: timedelta) -> Round:
    """The round after somebody turned it; what is turned to by hand stays longer."""
    moved = _gone_on(shown, stops, step, at)
    return replace(moved, until=at + max(_HOLD, stops[moved.at].dwell))


def pause(shown: Round, stops: Sequence[Step], at: timedelta) -> Round:
    """The round after somebody stopped it, or let it go on; it goes on by itself after a while."""
    place = min(shown.at, len(stops) - 1)
    return Round(place, at + stops[place].dwell) if shown.paused else Round(place, at + _PAUSE, paused=True)


def _gone_on(shown: Round, stops: Sequence[Step], step: int, at: timedelta) -> Round:
    place = (shown.at + step) % len(stops)
    return Round(place, at + stops[place].dwell)


def _pages(kind: SceneKind, pages: int) -> int:
    return max(pages, 1) if kind is SceneKind.RANKING else 1
