"""The section of the screens: what is allowed in it, and what it says by itself."""

from pathlib import Path

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
            'screen.quiet_hours[2] = "10pm" is not allowed; allowed is hours such as "22:00-06:00" or "Sa-Su 00:',
        ),
        ('quiet_hours = "22:00-06:00"', 'screen.quiet_hours = "22:00-06:00" is not allowed; allowed is hours such as'),
        ('quiet = "off"', 'screen.quiet = "off" is not allowed; allowed is "blank" or "dim"'),
        ('language = "fr"', 'screen.language = "fr" is not allowed; allowed is "en", "de" or "ar"'),
        ("clock = 12", 'screen.clock = 12 is not allowed; allowed is "24h" or "12h"'),
        ("keep_awake = 1", "screen.keep_awake = 1 is not allowed; allowed is true or false"),
    ],
)
def test_what_is_refused(line: str, told: str) -> None:
    assert refusal(with_screen(line)).startswith(told)


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_a_language_and_a_clock(language: str) -> None:
    screen = settings.parse(with_screen(f'language = "{language}"\nclock = "12h"')).screen
    assert (screen.language, screen.clock) == (language, "12h")


@pytest.mark.parametrize("theme", ["dark", "light", "high_contrast"])
def test_themes(theme: str) -> None:
    assert settings.parse(with_screen(f'theme = "{theme}"')).screen.theme == theme


def test_another_theme_is_refused_with_those_that_there_are() -> None:
    told = refusal(with_screen('theme = "sepia"'))
    assert told == 'screen.theme = "sepia" is not allowed; allowed is "dark", "light" or "high_contrast"'


def test_an_accent_that_is_seen_on_its_theme() -> None:
    assert settings.parse(with_screen('accent = "#ff7a00"')).screen.accent == "#ff7a00"
    told = refusal(with_screen('theme = "light"\naccent = "#ffe000"'))
    assert told.startswith('screen.accent = "#ffe000" is too near to what it stands on')
    assert told.endswith("and a mark needs 3 to 1")
    assert refusal(with_screen('accent = "orange"')).endswith('allowed is a colour such as "#5aa9ff"')


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big")


def test_a_logo_is_a_picture_of_this_machine(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    line = f"logo = '{logo}'"
    assert refusal(with_screen(line)).endswith("cannot be read: No such file or directory")
    logo.write_bytes(b"GIF89a" + bytes(40))
    assert refusal(with_screen(line)).endswith("is no PNG picture")
    logo.write_bytes(png(5000, 10))
    assert "is too large: 5000 by 10 pixels" in refusal(with_screen(line))
    logo.write_bytes(png(300, 100))
    assert settings.parse(with_screen(line)).screen.logo == str(logo)


@pytest.mark.parametrize(
    "logo", ["https://bank.example/logo.png", "file:///logo.png", "logo.png", "", "/logo\\u0000.png"]
)
def test_a_logo_is_no_url_and_its_path_is_whole(logo: str) -> None:
    assert "allowed is the whole path of a PNG file on this machine" in refusal(with_screen(f'logo = "{logo}"'))


def test_a_screen_that_is_too_small_is_refused_with_the_reason() -> None:
    assert settings.parse(with_screen("diagonal = 55\nfurthest_seat = 5")).screen.diagonal == 55
    told = refusal(with_screen("diagonal = 32\nfurthest_seat = 8"))
    assert told.startswith("screen.diagonal = 32 is too small for screen.furthest_seat = 8: letters must be 47 mm high")
    assert "so only 2 rows fit; 6 are the least" in told


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("diagonal = 2", "inches from 5 to 300"),
        ("furthest_seat = 0", "metres from 0.3 to 50"),
        ("safe_area = 11", "percent from 0 to 10"),
        ("safe_area = -1", "percent from 0 to 10"),
    ],
)
def test_numbers_that_cannot_be(line: str, allowed: str) -> None:
    assert refusal(with_screen(line)).endswith(f"allowed is {allowed}")
