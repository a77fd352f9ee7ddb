"""How far a board is on the way to its goals. Pure. Part of app.face; shown by resources/qml."""

from dataclasses import dataclass

from wallboard.app import words
from wallboard.app.tongue import PLURAL, translate, whole
from wallboard.wire.boards import Goal
from wallboard.wire.messages import Summary


@dataclass(frozen=True, slots=True)
class GoalFace:
    """One goal. `share` of it is reached, from 0 to 1; None where nothing is on its way to it: then it is `met` or not.

    `met` is None while nobody knows.
    """

    title: str
    figure: str
    wanted: str
    said: str
    share: float | None
    met: bool | None


def goals(goal: Goal | None, told: Summary) -> tuple[GoalFace, ...]:
    """Each number that is to be reached."""
    if goal is None:
        return ()
    level = None if told.queues is None else told.queues.service_level
    faces = [
        None if goal.closed is None else _closed(goal.closed, told.closed_by_everybody),
        None if goal.aht is None else _aht(goal.aht, told),
        None if goal.service_level is None else _service_level(goal.service_level, level),
    ]
    return tuple(face for face in faces if face is not None)


def _closed(wanted: int, closed: int | None) -> GoalFace:
    title = translate("goals", "Closed by everybody", "conversations")
    of = translate("goals", "of {wanted}", "after a large number").format(wanted=whole(wanted))
    if closed is None:
        return GoalFace(title, words.not_known(), of, _unknown(), None, None)
    left = wanted - closed
    percent = closed * 100 // wanted  # never 100 before it is reached
    said = (
        translate("goals", "%n to go · {percent} %", "conversations", PLURAL, left)
        if left > 0
        else translate("goals", "Goal reached · {percent} %")
    )
    return GoalFace(title, whole(closed), of, said.format(percent=percent), min(closed / wanted, 1.0), left <= 0)


def _aht(wanted: int, told: Summary) -> GoalFace:
    title = translate("goals", "AHT")
    of = translate("goals", "at most {wanted}").format(wanted=words.aht(wanted * 1000, 0))
    figure = words.aht(told.aht_ms, told.aht_bound_ms)
    met = _is_within(wanted, told.aht_ms, told.aht_bound_ms)
    return GoalFace(title, figure, of, _unknown() if met is None else _judged(met=met), None, met)


def _is_within(wanted: int, aht_ms: int | None, bound_ms: int | None) -> bool | None:
    """Judged by the seconds that are shown; of an average that may be on either side, nobody knows."""
    if aht_ms is None or bound_ms is None:
        return None
    bound = bound_ms if words.is_rough(bound_ms) else 0
    least, most = ((aht_ms + off + 500) // 1000 for off in (-bound, bound))
    return True if most <= wanted else False if least > wanted else None


def _service_level(wanted: int, level: float | None) -> GoalFace:
    title = translate("goals", "Answered in time")
    of = translate("goals", "at least {wanted} %").format(wanted=wanted)
    if level is None:
        return GoalFace(title, words.not_known(), of, _unknown(), None, None)
    shown = f"{level * 100:.0f}"
    met = int(shown) >= wanted  # by the percent that are shown
    figure = translate("goals", "{share} %", "a large number").format(share=shown)
    return GoalFace(title, figure, of, _judged(met=met), None, met)


def _judged(*, met: bool) -> str:
    return translate("goals", "Within the goal") if met else translate("goals", "Not within the goal")


def _unknown() -> str:
    return translate("goals", "Not known yet")
