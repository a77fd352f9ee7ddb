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
    """One stop of the round: a scene, for the ranking one of its pages, and how long it stands.

    `number` tells two scenes of one kind apart.
    """

    scene: SceneKind = SceneKind.RANKING
    page: int = 0
    dwell: timedelta = DWELL
    number: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """The stop that is shown, and the machine's elapsed time at which it gives way; None until the first look.

    None for the stop: the first there is.
    """

    stop: Step | None = None
    until: timedelta | None = None
    paused: bool = False


def steps(
    scenes: Iterable[tuple[str, float]], pages: int, showable: Iterable[SceneKind], *, alarmed: bool
) -> tuple[Step, ...]:
    """The stops of a round: never none. `scenes` are names with their seconds, `showable` those that have something.

    An alarm interrupts every scene: then the ranking stands alone, or, of a board that does not show it, the first of
    its scenes. A scene of a newer poller is passed over.

    >>> [step.scene.value for step in steps([("podium", 20), ("ranking", 30)], 2, SceneKind, alarmed=False)]
    ['podium', 'ranking', 'ranking']
    """
    known = {kind.value: kind for kind in SceneKind}
    able = {SceneKind.RANKING, *showable}
    found: list[Step] = []
    for number, (name, seconds) in enumerate(scenes):
        kind = known.get(name)
        if kind in able:
            found += [Step(kind, page, timedelta(seconds=seconds), number) for page in range(_pages(kind, pages))]
    if alarmed:
        found = [step for step in found if step.scene is SceneKind.RANKING] or found[:1]
    return tuple(found) or tuple(Step(page=page) for page in range(max(pages, 1)))


def place_of(shown: Round, stops: Sequence[Step]) -> int:
    """Where the round stands among these stops: other scenes may have come or gone, and pages with the agents.

    A page that is gone gives way to the last of its scene, a scene that is gone to the first stop.
    """
    if shown.stop is None:
        return 0
    stop, kin = shown.stop, [place for place, step in enumerate(stops) if _is_kin(step, shown.stop)]
    return max((place for place in kin if stops[place].page <= stop.page), default=0)


def look(shown: Round, stops: Sequence[Step], at: timedelta) -> Round:
    """The round at the elapsed time `at`: gone on when a stop's time is over."""
    if shown.until is None:
        first = stops[place_of(shown, stops)]
        return Round(first, at + first.dwell)
    return shown if at < shown.until else _gone_on(shown, stops, +1, at)


def turn(shown: Round, stops: Sequence[Step], step: int, at: timedelta) -> Round:
    """The round after somebody turned it; what is turned to by hand stays longer. It is not stopped any more."""
    moved = _gone_on(shown, stops, step, at)
    dwell = timedelta() if moved.stop is None else moved.stop.dwell
    return replace(moved, until=at + max(_HOLD, dwell))


def pause(shown: Round, stops: Sequence[Step], at: timedelta) -> Round:
    """The round after somebody stopped it, or let it go on; it goes on by itself after a while."""
    stop = stops[place_of(shown, stops)]
    return Round(stop, at + stop.dwell) if shown.paused else Round(stop, at + _PAUSE, paused=True)


def interrupted(shown: Round, stop: Step, at: timedelta) -> Round:
    """The round after something came in between that is worth to be seen at once; who has stopped it reads on."""
    return shown if shown.paused else Round(stop, at + stop.dwell)


def _gone_on(shown: Round, stops: Sequence[Step], step: int, at: timedelta) -> Round:
    stop = stops[(place_of(shown, stops) + step) % len(stops)]
    return Round(stop, at + stop.dwell)


def _is_kin(step: Step, stop: Step) -> bool:
    return (step.scene, step.number) == (stop.scene, stop.number)


def _pages(kind: SceneKind, pages: int) -> int:
    return max(pages, 1) if kind is SceneKind.RANKING else 1
