"""The fewest moves."""

from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.row_plan import Insert, Move, Remove, carry_out, longest_run, plan

some_ids = st.lists(st.integers(0, 20), unique=True, max_size=12)


@given(some_ids, some_ids)
def test_carrying_out_a_plan_gives_what_is_wanted(shown: list[int], wanted: list[int]) -> None:
    assert carry_out(shown, plan(shown, wanted)) == wanted


@given(some_ids, some_ids)
def test_only_rows_outside_the_longest_run_move(shown: list[int], wanted: list[int]) -> None:
    operations = plan(shown, wanted)
    staying = [row for row in shown if row in wanted]
    run = longest_run([wanted.index(row) for row in staying])
    assert sum(isinstance(one, Move) for one in operations) == len(staying) - len(run)
    assert sum(isinstance(one, Remove) for one in operations) == len(shown) - len(staying)
    assert sum(isinstance(one, Insert) for one in operations) == len(wanted) - len(staying)


@given(some_ids)
def test_what_is_shown_already_needs_nothing(shown: list[int]) -> None:
    assert plan(shown, shown) == []


@given(st.lists(st.integers(0, 30), unique=True, max_size=9))
def test_no_rising_run_is_longer(numbers: list[int]) -> None:
    run = longest_run(numbers)
    assert run == sorted(run)
    places = [numbers.index(number) for number in run]
    assert places == sorted(places)
    best = [1] * len(numbers)
    for end, number in enumerate(numbers):
        best[end] = 1 + max((best[start] for start in range(end) if numbers[start] < number), default=0)
    assert len(run) == max(best, default=0)


def test_the_first_falls_to_the_end_in_one_move() -> None:
    assert plan("abcd", "bcda") == [Move(0, 3)]


def test_the_last_climbs_to_the_top_in_one_move() -> None:
    assert plan("abcd", "dabc") == [Move(3, 0)]


def test_another_page() -> None:
    assert plan("ab", "cd") == [Remove(1), Remove(0), Insert(0, "c"), Insert(1, "d")]
