"""A board's thresholds: numbers that make sense alone, and an error in words for all others."""

import re

import pytest

from tests.host.test_settings import toml
from wallboard.host import settings
from wallboard.host.settings_words import SettingsError, told
from wallboard.host.thresholds import Thresholds, check_thresholds


def parsed(section: str) -> Thresholds:
    return settings.parse(f"{toml()}\n[boards.thresholds]\n{section}\n").boards[-1].thresholds


def test_a_board_has_none_where_nothing_is_said_but_ten_minutes_for_a_long_conversation() -> None:
    assert settings.parse(toml()).boards[0].thresholds == parsed("") == Thresholds(None, None, None, None, None, 10)


def test_all_are_read() -> None:
    read = parsed("waiting = 5\nlongest_wait = 120\nservice_level = 80\nabandoned = 20\naht = 300\nlong_call = 15")
    assert read == Thresholds(5, 120, 80, 20, 300, 15)


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
        assert list(check_thresholds("boards[2].thresholds", Thresholds(**{name: number}))) == []
    for number in (least - 1, most + 1):
        (problem,) = check_thresholds("boards[2].thresholds", Thresholds(**{name: number}))
        assert re.match(rf"^board 3: thresholds.{name} = {number} is not allowed; .*{most}$", told(problem, {}))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("aht = 4.5", r'^board 1 "all": thresholds.aht = 4.5 is not allowed; allowed is a whole number of seconds'),
        (
            'waiting = "many"',
            r'^board 1 "all": thresholds.waiting = "many" is not .* callers from 0 to 10000$',
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_key(line: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        parsed(line)
