"""What the recorded day is checked with finds what is not calm."""

import pytest
from msgspec.structs import replace

from tests.app.known import row
from tests.line.calm import Reader, Shown, Spot, check_order, check_shown, fewest_moves, steps, swaps, unrest
from tests.samples import delta, snapshot
from wallboard.wire.messages import Row


def rows(*told: tuple[str, int, int | None]) -> list[Row]:
    """Name, closed and average, ranked as they stand."""
    return [row(place, id=name, name=name, closed=closed, aht_ms=aht) for place, (name, closed, aht) in enumerate(told)]


def test_a_board_in_order_is_one() -> None:
    shared = rows(("a", 5, 10), ("b", 5, 10), ("c", 4, 90), ("d", 0, None))
    check_order([shared[0], replace(shared[1], rank=1), *shared[2:]])


@pytest.mark.parametrize(
    "wrong",
    [
        rows(("a", 4, 10), ("b", 5, 10)),
        rows(("a", 5, 20), ("b", 5, 10)),
        rows(("a", 5, None), ("b", 5, 10)),
        rows(("b", 5, 10), ("a", 5, 10)),
        rows(("a", 5, 10), ("b", 5, 10)),  # equals of whom each has a rank
        rows(("a", 5, 10), ("a", 4, 10)),
        rows(("a", 5, 10), ("b", 4, 10))[1:],  # a gap before it
    ],
)
def test_a_board_out_of_order_is_found(wrong: list[Row]) -> None:
    with pytest.raises(AssertionError):
        check_order(wrong)


def test_equals_who_swap_are_found_and_those_who_overtake_are_not() -> None:
    before = rows(("a", 5, 10), ("b", 5, 10), ("c", 4, 10))
    assert swaps(before, rows(("b", 5, 10), ("a", 5, 10), ("c", 4, 10))) == [("a", "b")]
    assert swaps(before, rows(("b", 6, 10), ("a", 5, 10), ("c", 4, 10))) == []


def test_the_fewest_moves() -> None:
    assert [fewest_moves("abcd", after) for after in ("abcd", "bcda", "dcba", "xyz", "cab")] == [0, 1, 3, 0, 1]


def test_a_row_goes_towards_its_slot_and_no_further() -> None:
    here = Spot(place=3.0, index=1, y=30, pitch=10)
    ways = {place: unrest(here, Spot(place, 1, place * 10, 10)) for place in (3.0, 2.0, 1.0, 3.1, 0.9)}
    assert [place for place, why in ways.items() if why] == [3.1, 0.9]


def test_a_reader_has_the_rows_of_every_revision() -> None:
    reader = Reader()
    first, second = rows(("a", 5, 10), ("b", 4, 10)), rows(("b", 6, 10))
    reader.hear(snapshot(1, first))
    reader.hear(delta(2, second, removed=["a"]))
    assert [[one.id for one in told] for told in next(steps(reader.boards))] == [["a", "b"], ["b"]]


def test_what_is_shown_is_compared_with_its_revision() -> None:
    boards = {7: rows(*[(name, 20 - place, 10) for place, name in enumerate("abcdefghijklm")])}
    page = Shown(7, 1, list("abclm"), ["1", "2", "3", "12", "13"])
    assert check_shown([page, Shown(8, 0, [], [])], boards) == 1
    page.ids.reverse()
    with pytest.raises(AssertionError):
        check_shown([page], boards)
