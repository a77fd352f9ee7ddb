"""The section of the screens: what is allowed in it, and what it says by itself."""

import pytest

from tests.host.test_settings import refusal, toml
from wallboard.host import settings
from wallboard.host.screen_settings import Screen


def with_screen(line: str) -> str:
    return toml() + "\n[screen]\n" + line


def test_nothing_is_said_by_itself() -> None:
    assert settings.parse(toml()).screen == Screen(motion=None)


@pytest.mark.parametrize("motion", ["full", "calm", "off"])
def test_motion(motion: str) -> None:
    assert settings.parse(with_screen(f'motion = "{motion}"')).screen.motion == motion


def test_another_motion_is_refused_with_those_that_there_are() -> None:
    told = refusal(with_screen('motion = "wild"'))
    assert told == 'screen.motion = "wild" is not allowed; allowed is "full", "calm" or "off"'


def test_the_quiet_of_a_night_and_of_a_weekend() -> None:
    screen = settings.parse(with_screen('quiet_hours = ["22:00-06:00", "Sa-Su 00:00-24:00"]\nquiet = "dim"')).screen
    assert screen == Screen(quiet_hours=("22:00-06:00", "Sa-Su 00:00-24:00"), quiet="dim")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            'quiet_hours = ["22:00-06:00", "10pm"]',
            'screen.quiet_hours[1] = "10pm" is not allowed; allowed is hours such as "22:00-06:00" or "Sa-Su 00:',
        ),
        ('quiet_hours = "22:00-06:00"', 'screen.quiet_hours = "22:00-06:00" is not allowed; allowed is hours such as'),
        ('quiet = "off"', 'screen.quiet = "off" is not allowed; allowed is "blank" or "dim"'),
        ("keep_awake = 1", "screen.keep_awake = 1 is not allowed; allowed is true or false"),
    ],
)
def test_what_is_refused(line: str, told: str) -> None:
    assert refusal(with_screen(line)).startswith(told)
