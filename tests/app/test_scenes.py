"""What is shown in turn, and when the next one comes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.scenes import Round, SceneKind, Step, look, pause, steps, turn

START = timedelta(hours=1)
EVERYTHING = list(SceneKind)
PAGES = steps([], 3, EVERYTHING, alarmed=False)


def at(seconds: float) -> timedelta:
    return START + timedelta(seconds=seconds)


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
    assert names(steps([("podium", 20.0)], 1, EVERYTHING, alarmed=True)) == ["ranking 0"]


def test_each_stop_stands_as_long_as_it_is_meant_to() -> None:
    stops = steps([("podium", 20), ("ranking", 15)], 1, EVERYTHING, alarmed=False)
    shown = look(Round(), stops, at(0))
    assert look(shown, stops, at(19.9)).at == 0
    shown = look(shown, stops, at(20))
    assert shown.at == 1
    assert look(shown, stops, at(34.9)).at == 1
    assert look(shown, stops, at(35)).at == 0


def test_a_stop_that_is_gone_gives_way_to_the_last() -> None:
    assert look(Round(4, at(10)), PAGES[:2], at(1)) == Round(1, at(31))


@pytest.mark.parametrize(("place", "step", "then"), [(0, 1, 1), (2, 1, 0), (0, -1, 2)])
def test_turning_goes_round_and_round(place: int, step: int, then: int) -> None:
    assert turn(Round(place, at(3)), PAGES, step, at(1)).at == then


def test_what_is_turned_to_by_hand_stays_for_a_minute_at_least() -> None:
    shown = turn(look(Round(), PAGES, at(0)), PAGES, 1, at(5))
    assert look(shown, PAGES, at(64.9)).at == 1
    assert look(shown, PAGES, at(65)).at == 2
    long = steps([("podium", 300), ("goal", 10)], 1, EVERYTHING, alarmed=False)
    assert turn(Round(1, at(1)), long, 1, at(0)).until == at(300)


def test_a_round_that_is_stopped_stands_until_it_is_let_go_on() -> None:
    shown = pause(look(Round(), PAGES, at(0)), PAGES, at(5))
    assert (look(shown, PAGES, at(599)).at, shown.paused) == (0, True)
    on = pause(shown, PAGES, at(500))
    assert (on.at, on.paused, look(on, PAGES, at(529.9)).at, look(on, PAGES, at(530)).at) == (0, False, 0, 1)


def test_a_round_that_was_forgotten_goes_on_after_ten_minutes() -> None:
    shown = look(pause(look(Round(), PAGES, at(0)), PAGES, at(5)), PAGES, at(605))
    assert (shown.at, shown.paused) == (1, False)


def test_turning_by_hand_lets_it_go_on() -> None:
    assert not turn(pause(Round(), PAGES, at(0)), PAGES, 1, at(5)).paused


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
    assert not alarmed or {step.scene for step in stops} == {SceneKind.RANKING}
