"""A board's thresholds: numbers that make sense alone, and an error in words for all others."""

import pytest

from tests.host.test_settings import toml
from wallboard.host import settings
from wallboard.host.settings_words import SettingsError
from wallboard.host.thresholds import Thresholds, check_thresholds


def parsed(section: str) -> Thresholds:
    return settings.parse(f"{toml()}\n[boards.thresholds]\n{section}\n").boards[-1].thresholds


def test_a_board_has_none_where_nothing_is_said_but_ten_minutes_for_a_long_conversation() -> None:
    assert settings.parse(toml()).boards[0].thresholds == parsed("") == Thresholds(None, None, None, None, None, 10)


def test_all_are_read() -> None:
    told = parsed("waiting = 5\nlongest_wait = 120\nservice_level = 80\nabandoned = 20\naht = 300\nlong_call = 15")
    assert told == Thresholds(5, 120, 80, 20, 300, 15)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("waiting", 0, 10_000),
        ("longest_wait", 1, 86_400),
        ("service_level", 1, 100),
        ("abandoned", 0, 1_000_000),
        ("aht", 1, 86_400),
        ("long_call", 1, 1_440),
    ],
)
def test_a_number_that_makes_no_sense_is_refused_in_words(name: str, least: int, most: int) -> None:
    for number in (least, most):
        check_thresholds("boards[2].thresholds", Thresholds(**{name: number}))
    for number in (least - 1, most + 1):
        with pytest.raises(
            SettingsError, match=rf"^boards\[2\].thresholds.{name} = {number} is not allowed; .*{most}$"
        ):
            check_thresholds("boards[2].thresholds", Thresholds(**{name: number}))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("aht = 4.5", r"^boards\[0\].thresholds.aht = 4.5 is not allowed; allowed is a whole number of seconds"),
        ('waiting = "many"', r'^boards\[0\].thresholds.waiting = "many" is not allowed; .* callers from 0 to 10000$'),
        ("longest_wiat = 5", r"^boards\[0\].thresholds.longest_wiat is not known; did you mean longest_wait\? known"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_key(line: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        parsed(line)
