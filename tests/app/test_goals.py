"""How far a board is on the way to its goals."""

import pytest

from wallboard.app.goals import GoalFace, goals
from wallboard.wire.boards import Goal
from wallboard.wire.messages import Queues, Summary

TOLD = Summary(
    14, closed=843, aht_ms=147_000, aht_bound_ms=0, queues=Queues(service_level=0.824), closed_by_everybody=861
)


def only(goal: Goal, told: Summary = TOLD) -> GoalFace:
    (face,) = goals(goal, told)
    return face


def test_without_a_goal_there_is_none() -> None:
    assert goals(None, TOLD) == goals(Goal(), TOLD) == ()


@pytest.mark.parametrize(
    ("wanted", "said", "share", "met"),
    [
        (900, "39 to go · 95 %", 861 / 900, False),
        (862, "1 to go · 99 %", 861 / 862, False),
        (861, "Goal reached · 100 %", 1.0, True),
        (800, "Goal reached · 107 %", 1.0, True),
        (1_234_567, "1,233,706 to go · 0 %", 861 / 1_234_567, False),
    ],
)
def test_what_is_closed_is_on_its_way(wanted: int, said: str, share: float, met: bool) -> None:
    assert only(Goal(closed=wanted)) == GoalFace("Closed by everybody", "861", f"of {wanted:,}", said, share, met)


@pytest.mark.parametrize(
    ("goal", "wanted", "figure", "met"),
    [
        (Goal(aht=150), "at most 2:30", "2:27", True),
        (Goal(aht=147), "at most 2:27", "2:27", True),
        (Goal(aht=146), "at most 2:26", "2:27", False),
        (Goal(service_level=80), "at least 80 %", "82 %", True),
        (Goal(service_level=83), "at least 83 %", "82 %", False),
    ],
)
def test_an_average_is_within_its_goal_or_not(goal: Goal, wanted: str, figure: str, met: bool) -> None:
    face = only(goal)
    assert (face.wanted, face.figure, face.share, face.met) == (wanted, figure, None, met)
    assert face.said == ("Within the goal" if met else "Not within the goal")


@pytest.mark.parametrize("goal", [Goal(closed=900), Goal(aht=150), Goal(service_level=80)])
def test_what_nobody_knows_is_neither(goal: Goal) -> None:
    face = only(goal, Summary())
    assert (face.figure, face.said, face.share, face.met) == ("N/A", "Not known yet", None, None)


def test_an_average_that_is_only_bounded_is_not_judged() -> None:
    told = Summary(14, closed=843, aht_ms=100_000, aht_bound_ms=None)
    assert (only(Goal(aht=150), told).figure, only(Goal(aht=150), told).met) == ("≤ 1:40", None)


def test_a_figure_is_judged_as_it_is_shown() -> None:
    told = Summary(14, aht_ms=140_400, aht_bound_ms=0, queues=Queues(service_level=0.796))
    assert [(one.figure, one.wanted, one.met) for one in goals(Goal(aht=140, service_level=80), told)] == [
        ("2:20", "at most 2:20", True),
        ("80 %", "at least 80 %", True),
    ]


@pytest.mark.parametrize(("wanted", "met"), [(145, True), (140, None), (134, False)])
def test_an_average_that_may_be_on_either_side_is_not_judged(wanted: int, met: bool | None) -> None:
    face = only(Goal(aht=wanted), Summary(14, aht_ms=140_000, aht_bound_ms=5_000))
    assert (face.figure, face.met) == ("≈ 2:20", met)
