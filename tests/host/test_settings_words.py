"""The words for what is wrong with a setting."""

import pytest

from wallboard.host.settings_words import Problem, all_of, missing, refused, told, unknown

RAW = {"boards": [{"id": "all"}, {"id": "sales"}, {"id": 3}, {}]}


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("genesys.lag", 1, "genesys.lag = 1 is not allowed; allowed is seconds from 30 to 300"),
        ("boards[3].title", "", 'board 4: title = "" is not allowed; allowed is a text to show'),
        ("boards[1].group_ids[2]", 7, 'board 2 "sales": group_ids[3] = 7 is not allowed; allowed is a list of group'),
        ("boards[1].scenes[0].seconds", 1, 'board 2 "sales", scene 1: seconds = 1 is not allowed; allowed is seconds'),
        ("boards[2]", 7, "board 3 = 7 is not allowed; allowed is one or more [[boards]] sections"),
        ("boards[9].title", 7, "board 10: title = 7 is not allowed"),
        ("screen.quiet_hours[0]", "x", 'screen.quiet_hours[1] = "x" is not allowed; allowed is hours such as'),
        ("genesys.client_secret", "hush", "genesys.client_secret = *** is not allowed; allowed is a text in quotes"),
        ("genesys", [{"client_secret": "hush"}], "genesys = [[section]] is not allowed; allowed is one [genesys] sec"),
        ("genesys.base_url", "http://me:hush@host/x", 'genesys.base_url = "http://***@host/x" is not allowed'),
        ("genesys.base_url", "https://me:hu/sh@hush@host", 'genesys.base_url = "https://***@host" is not allowed'),
        ("genesys.base_url", "me:hush@host", 'genesys.base_url = "***@host" is not allowed'),
        ("genesys.base_url", "hush://me\n@host", 'genesys.base_url = "***@host" is not allowed'),
        ("network.proxy", ["http://me:hush@host"], 'network.proxy = ["http://***@host"] is not allowed'),
        ("network.proxy_user", ["me:hush"], "network.proxy_user = *** is not allowed; allowed is the name that signs"),
        ("something.new", 1, "something.new = 1 is not allowed; allowed is another value"),
    ],
)
def test_key_value_and_what_is_allowed_are_named_and_no_secret_is(key: str, value: object, words: str) -> None:
    line = told(refused(key, value), RAW)
    assert line.startswith(words)
    assert "hush" not in line


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (unknown("genesys.lagg", ["api", "lag"]), "genesys.lagg is not known; did you mean lag?"),
        (unknown("boards[1].color", ["aht"]), 'board 2 "sales": color is not known; known here: aht'),
        (missing("boards[1].id"), 'board 2 "sales": id is missing; it must be a text that no other board has'),
        (missing("boards"), "boards is missing; it must be one or more [[boards]] sections"),
        (Problem("boards[0].teams[1]", "needs members"), 'board 1 "all", team 2 needs members'),
    ],
)
def test_a_place_is_told_as_a_person_counts(problem: Problem, words: str) -> None:
    assert told(problem, RAW) == words


@pytest.mark.parametrize(
    ("key", "section"),
    [("genesys.lag", "genesys"), ("[genesys]", "genesys"), ("boards[1].scenes[0].seconds", "boards[1]")],
)
def test_a_problem_lies_in_a_section(key: str, section: str) -> None:
    assert Problem(key, "").section == section


def test_of_many_problems_the_first_are_told_and_the_others_counted() -> None:
    assert str(all_of(["one", "two"])) == "one\ntwo"
    lines = str(all_of([f"line {number}" for number in range(9)])).splitlines()
    assert lines[4:] == ["line 4", "and 4 more: wallboard-poller config check tells them all"]
