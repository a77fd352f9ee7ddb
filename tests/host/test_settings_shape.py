"""How a table compares with its types: every key that nobody knows, and every value that does not fit."""

import pytest

from wallboard.host.board_settings import Board
from wallboard.host.settings import Genesys, Settings
from wallboard.host.settings_shape import annotations_of, is_list, misfits, struct_in, without_unknown


def test_what_nobody_knows_is_taken_out_at_any_depth() -> None:
    raw = {
        "genesys": {"client_id": "a", "regoin": "b"},
        "boards": [{"id": "all"}, {"id": "x", "scenes": [{"show": "goal", "secs": 3}], "goal": {"closd": 1}}],
        "screeen": {"theme": "dark"},
    }
    kept, problems = without_unknown(raw, Settings)
    assert kept == {
        "genesys": {"client_id": "a"},
        "boards": [{"id": "all"}, {"id": "x", "scenes": [{"show": "goal"}], "goal": {}}],
    }
    assert [one.key for one in problems] == [
        "genesys.regoin",
        "boards[1].scenes[0].secs",
        "boards[1].goal.closd",
        "screeen",
    ]
    assert "did you mean seconds?" in problems[1].words


@pytest.mark.parametrize("odd", [3, "text", [3], [[]], {"a": 1}])
def test_a_section_of_another_kind_is_left_for_the_other_check(odd: object) -> None:
    kept, problems = without_unknown({"boards": odd, "genesys": 3}, Settings)
    assert kept["genesys"] == 3
    assert kept["boards"] == ({} if isinstance(odd, dict) else odd)
    assert [one.key for one in problems] == (["boards.a"] if isinstance(odd, dict) else [])


def test_all_that_is_missing_or_of_the_wrong_kind_is_told() -> None:
    raw = {
        "genesys": {"lag": "x", "max_records": "some", "client_secret": 7},
        "boards": [{"id": 1, "title": "t", "group_ids": ["a", 2]}, 5],
        "screen": {"quiet_hours": "22:00-06:00", "safe_area": "2"},
    }
    assert [one.key for one in misfits(raw, Settings)] == [
        "genesys.client_id",
        "genesys.client_secret",
        "genesys.lag",
        "genesys.max_records",
        "boards[0].id",
        "boards[0].group_ids[1]",
        "boards[1]",
        "screen.safe_area",
        "screen.quiet_hours",
    ]


def test_what_fits_is_not_told() -> None:
    raw = {"genesys": {"client_id": "a", "lag": 45}, "boards": [{"id": "a", "title": "b", "goal": {"aht": 9}}]}
    assert list(misfits(raw, Settings)) == []


def test_what_a_field_holds() -> None:
    kinds = annotations_of(Settings)
    assert (struct_in(kinds["genesys"]), struct_in(kinds["boards"])) == (Genesys, Board)
    assert is_list(kinds["boards"])
    boards = annotations_of(Board)
    assert struct_in(boards["goal"]) is not None
    assert not is_list(boards["goal"])
    assert is_list(boards["may_open"])
    assert struct_in(boards["title"]) is None
