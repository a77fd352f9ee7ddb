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
