"""The words for what is wrong with a setting."""

import pytest

from wallboard.host.settings_words import of_validation, refused


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("genesys.lag", 1, "genesys.lag = 1 is not allowed; allowed is seconds from 30 to 300"),
        ("boards[3].title", "", 'boards[3].title = "" is not allowed; allowed is a text to show'),
        ("boards[3].group_ids[2]", 7, "boards[3].group_ids[2] = 7 is not allowed; allowed is a list of group ids in"),
        ("genesys.client_secret", "hush", "genesys.client_secret = *** is not allowed; allowed is a text in quotes"),
        ("genesys", [{"client_secret": "hush"}], "genesys = [[section]] is not allowed; allowed is one [genesys] sec"),
        ("genesys.base_url", "http://me:hush@host/x", 'genesys.base_url = "http://***@host/x" is not allowed'),
        ("something.new", 1, "something.new = 1 is not allowed; allowed is another value"),
    ],
)
def test_key_value_and_what_is_allowed_are_named_and_no_secret_is(key: str, value: object, words: str) -> None:
    told = str(refused(key, value))
    assert told.startswith(words)
    assert "hush" not in told


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Expected `float`, got `str` - at `$.genesys.lag`", 'genesys.lag = "x" is not allowed'),
        ("Expected `str`, got `int` - at `$.boards[1].title`", "boards[1].title = 5 is not allowed"),
        ("Expected `str`, got `int` - at `$.boards[9].title`", "boards[9].title = "),
        ("Object contains unknown field `lagg` - at `$.genesys`", "genesys.lagg is not known; did you mean lag?"),
        (
            "Object contains unknown field `color` - at `$.boards[1]`",
            "boards[1].color is not known; known here: aht, columns, division",
        ),
        ("Object missing required field `id` - at `$.boards[1]`", "boards[1].id is missing; it must be a text that"),
        ("Object missing required field `boards`", "boards is missing; it must be one or more [[boards]] sections"),
    ],
)
def test_what_a_validation_found_is_told_in_these_words(message: str, words: str) -> None:
    raw = {"genesys": {"lag": "x"}, "boards": [{}, {"title": 5}]}
    assert str(of_validation(message, raw)).startswith(words)
