"""What moves in an update, and how."""

import pytest

from wallboard.app.motion import Change, Motion, change, chosen, movers

EIGHT = "abcdefgh"


@pytest.mark.parametrize("wish", [True, False, None])
@pytest.mark.parametrize("motion", Motion)
def test_the_settings_come_before_the_system(motion: Motion, wish: bool | None) -> None:
    assert chosen(motion.value, wish) is motion


@pytest.mark.parametrize(("wish", "motion"), [(True, Motion.CALM), (False, Motion.FULL), (None, Motion.FULL)])
def test_the_systems_wish_where_the_settings_say_nothing(wish: bool | None, motion: Motion) -> None:
    assert chosen(None, wish) is motion


@pytest.mark.parametrize(
    ("after", "count"),
    [(EIGHT, 0), ("habcdefg", 1), ("bcdefgha", 1), ("abcdefgx", 1), ("badcfegh", 3), ("stuvwxyz", 8)],
)
def test_who_only_makes_room_does_not_move(after: str, count: int) -> None:
    assert movers(EIGHT, after) == count


@pytest.mark.parametrize(
    ("after", "full", "calm"),
    [
        (EIGHT, Change.GLIDE, Change.GLIDE),
        ("habcdefg", Change.GLIDE, Change.FADE),
        ("badcefgh", Change.GLIDE, Change.FADE),
        ("badcfegh", Change.FADE, Change.FADE),
        ("stuvwxyz", Change.FADE, Change.FADE),
    ],
)
def test_a_list_of_which_more_than_a_third_moves_fades(after: str, full: Change, calm: Change) -> None:
    assert change(Motion.FULL, EIGHT, after) is full
    assert change(Motion.CALM, EIGHT, after) is calm
    assert change(Motion.OFF, EIGHT, after) is Change.JUMP


def test_an_exchange_on_the_podium_glides() -> None:
    assert change(Motion.FULL, "abc", "bac") is Change.GLIDE


def test_an_empty_list_does_not_fade() -> None:
    assert change(Motion.FULL, EIGHT, "") is Change.GLIDE
