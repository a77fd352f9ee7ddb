"""What is shown in turn, and when the next one comes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.scenes import Round, SceneKind, Step, interrupted, look, pause, place_of, steps, turn

START = timedelta(hours=1)
EVERYTHING = list(SceneKind)
PAGES = steps([], 3, EVERYTHING, alarmed=False)


def at(seconds: float) -> timedelta:
    return START + timedelta(seconds=seconds)


def place(shown: Round, stops: tuple[Step, ...] = PAGES) -> int:
    return place_of(shown, stops)


def names(stops: tuple[Step, ...]) -> list[str]:
    return [f"{step.scene.value} {step.page}" for step in stops]


def test_a_board_without_scenes_shows_its_pages() -> None:
    assert names(PAGES) == ["ranking 0", "ranking 1", "ranking 2"]
    assert {step.dwell for step in PAGES} == {timedelta(seconds=30)}
    assert names(steps([], 0, [], alarmed=False)) == ["ranking 0"]


def test_scenes_come_in_their_order_and_the_ranking_page_by_page() -> None:
    stops = steps([("podium", 20), ("ranking", 15), ("goal", 10)], 2, EVERYTHING, alarmed=False)
    assert names(stops) == ["podium 0", "ranking 0", "ranking 1", "goal 0"]
    assert [step.dwell.total_seconds() for step in stops] == [20, 15, 15, 10]


def test_a_scene_that_has_nothing_to_show_or_is_not_known_is_passed_over() -> None:
    told = [("podium", 20.0), ("ranking", 15.0), ("of a newer poller", 10.0), ("teams", 10.0)]
    assert names(steps(told, 1, [SceneKind.TEAMS], alarmed=False)) == ["ranking 0", "teams 0"]
    assert names(steps([("podium", 20)], 2, [], alarmed=False)) == ["ranking 0", "ranking 1"]


def test_an_alarm_interrupts_every_scene() -> None:
    told = [("podium", 20.0), ("ranking", 15.0), ("goal", 10.0)]
    assert names(steps(told, 2, EVERYTHING, alarmed=True)) == ["ranking 0", "ranking 1"]


def test_an_alarm_shows_nothing_that_the_board_does_not_show() -> None:
    told = [("podium", 20.0), ("teams", 20.0)]
    assert names(steps(told, 3, EVERYTHING, alarmed=True)) == ["podium 0"]
    assert names(steps(told, 3, [SceneKind.TEAMS], alarmed=True)) == ["teams 0"]
    assert names(steps([], 2, EVERYTHING, alarmed=True)) == ["ranking 0", "ranking 1"]


def test_each_stop_stands_as_long_as_it_is_meant_to() -> None:
    stops = steps([("podium", 20), ("ranking", 15)], 1, EVERYTHING, alarmed=False)
    shown = look(Round(), stops, at(0))
    assert place(look(shown, stops, at(19.9)), stops) == 0
    shown = look(shown, stops, at(20))
    assert place(shown, stops) == 1
    assert place(look(shown, stops, at(34.9)), stops) == 1
    assert place(look(shown, stops, at(35)), stops) == 0


def test_a_scene_that_comes_twice_is_shown_twice() -> None:
    told = [("ranking", 10.0), ("podium", 10.0), ("ranking", 10.0), ("goal", 10.0)]
    stops = steps(told, 1, EVERYTHING, alarmed=False)
    shown, seen = look(Round(), stops, at(0)), []
    for number in range(5):
        shown = look(shown, stops, at(10 * number))
        seen.append(place(shown, stops))
    assert seen == [0, 1, 2, 3, 0]


def test_the_scene_stays_when_pages_come_and_go() -> None:
    told = [("ranking", 30.0), ("podium", 30.0), ("goal", 30.0)]
    many, few = (steps(told, pages, EVERYTHING, alarmed=False) for pages in (3, 1))
    for stop in many:
        shown = Round(stop, at(9), paused=True)
        then = few[place(shown, few)]
        assert (then.scene, look(shown, few, at(1))) == (stop.scene, shown)


def test_a_scene_that_is_gone_gives_way_to_the_first() -> None:
    goal = steps([("ranking", 30.0), ("goal", 30.0)], 2, EVERYTHING, alarmed=False)[-1]
    shown = Round(goal, at(9), paused=True)
    assert place(shown) == 0
    assert look(shown, PAGES, at(1)) == shown  # an alarm is over before somebody's pause is


@pytest.mark.parametrize(("here", "step", "then"), [(0, 1, 1), (2, 1, 0), (0, -1, 2)])
def test_turning_goes_round_and_round(here: int, step: int, then: int) -> None:
    assert place(turn(Round(PAGES[here], at(3)), PAGES, step, at(1))) == then


def test_what_is_turned_to_by_hand_stays_for_a_minute_at_least() -> None:
    shown = turn(look(Round(), PAGES, at(0)), PAGES, 1, at(5))
    assert place(look(shown, PAGES, at(64.9))) == 1
    assert place(look(shown, PAGES, at(65))) == 2
    long = steps([("podium", 300), ("goal", 10)], 1, EVERYTHING, alarmed=False)
    assert turn(Round(long[1], at(1)), long, 1, at(0)).until == at(300)


def test_a_round_that_is_stopped_stands_until_it_is_let_go_on() -> None:
    shown = pause(look(Round(), PAGES, at(0)), PAGES, at(5))
    assert (place(look(shown, PAGES, at(599))), shown.paused) == (0, True)
    on = pause(shown, PAGES, at(500))
    assert (place(on), on.paused) == (0, False)
    assert [place(look(on, PAGES, at(seconds))) for seconds in (529.9, 530)] == [0, 1]


def test_a_round_that_was_forgotten_goes_on_after_ten_minutes() -> None:
    shown = look(pause(look(Round(), PAGES, at(0)), PAGES, at(5)), PAGES, at(605))
    assert (place(shown), shown.paused) == (1, False)


def test_turning_by_hand_lets_it_go_on() -> None:
    assert not turn(pause(Round(), PAGES, at(0)), PAGES, 1, at(5)).paused


def test_what_comes_in_between_does_not_take_a_page_from_who_reads_it() -> None:
    assert interrupted(Round(PAGES[0], at(9)), PAGES[2], at(1)) == Round(PAGES[2], at(31))
    held = Round(PAGES[0], at(9), paused=True)
    assert interrupted(held, PAGES[2], at(1)) == held


@given(
    st.lists(st.tuples(st.sampled_from(["ranking", "podium", "teams", "goal", "?"]), st.integers(5, 600)), max_size=6),
    st.integers(0, 5),
    st.sets(st.sampled_from(EVERYTHING)),
    st.booleans(),
)
def test_there_is_always_something_to_show(
    scenes: list[tuple[str, int]], pages: int, able: set[SceneKind], alarmed: bool
) -> None:
    stops = steps(scenes, pages, able, alarmed=alarmed)
    assert stops
    assert {step.scene for step in stops} <= {*able, SceneKind.RANKING}
    ranked = {step.page for step in stops if step.scene is SceneKind.RANKING}
    assert ranked in (set(), set(range(max(pages, 1))))
    asked = {name for name, _ in scenes}
    if alarmed and (not asked or "ranking" in asked):
        assert {step.scene for step in stops} == {SceneKind.RANKING}
