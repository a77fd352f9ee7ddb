"""What the settings of the screen come to."""

from wallboard.app.motion import Motion
from wallboard.app.style import Style, style_of
from wallboard.wire.boards import Screen


def test_nothing_is_said() -> None:
    assert style_of(Screen()) == Style()


def test_all_is_said() -> None:
    said = Screen("light", "#0b5fc0", "/logo.png", "off", diagonal=75, furthest_seat=5, safe_area=4)
    assert style_of(said, wants_less=False, drift=(3, -2)) == Style(
        "light", "#0b5fc0", "/logo.png", Motion.OFF, rows=10, safe_area=0.04, drift=(3, -2)
    )


def test_a_window_that_is_higher_than_wide_has_more_rows() -> None:
    assert style_of(Screen(), tall=True).rows == 10
    assert style_of(Screen(diagonal=75, furthest_seat=5), tall=True).rows == 13


def test_the_systems_wish() -> None:
    assert style_of(Screen(), wants_less=True).motion is Motion.CALM
