"""What movement is compared with: ranks of 15 to 30 minutes ago, or those of the shift's start."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, agent_metrics
from wallboard.board.movement import Reference, marks, renewed, since_shift_start
from wallboard.board.ranking import Standings, rank

QUARTER = timedelta(minutes=15)


def standings(*ids: str) -> Standings:
    """These agents, the first one ranked first."""
    metrics = [agent_metrics(agent_id, closed=len(ids) - place) for place, agent_id in enumerate(ids)]
    return rank(metrics, {}, {}, NOON)


def test_the_first_look_is_the_first_reference() -> None:
    reference = renewed(None, standings("a", "b"), NOON)
    assert reference.compared.at == NOON
    assert reference.compared.ranks == {"a": 1, "b": 2}


def test_who_has_closed_nothing_has_no_rank_to_fall_from() -> None:
    idle = rank(
        [agent_metrics("a", closed=0), agent_metrics("b", closed=0), agent_metrics("c", closed=1)], {}, {}, NOON
    )
    assert renewed(None, idle, NOON).compared.ranks == {"c": 1}


def test_it_stands_for_a_quarter_of_an_hour() -> None:
    first = renewed(None, standings("a", "b"), NOON)
    assert renewed(first, standings("b", "a"), NOON + QUARTER - timedelta(seconds=1)) is first


def test_after_half_an_hour_the_ranks_of_a_quarter_ago_are_compared() -> None:
    reference = renewed(None, standings("a", "b"), NOON)
    reference = renewed(reference, standings("b", "a"), NOON + QUARTER)
    assert reference.compared.ranks == {"a": 1, "b": 2}
    reference = renewed(reference, standings("a", "b"), NOON + 2 * QUARTER)
    assert reference.compared.at == NOON + QUARTER
    assert reference.compared.ranks == {"b": 1, "a": 2}


@given(st.lists(st.integers(10, 120), min_size=1, max_size=400))
def test_it_is_fifteen_to_thirty_minutes_back_and_younger_only_at_first(waits: list[int]) -> None:
    reference: Reference | None = None
    at = NOON
    for seconds in waits:
        reference = renewed(reference, standings("a"), at)
        back = at - reference.compared.at
        assert back <= 2 * QUARTER + timedelta(seconds=2 * 120)  # looks come every 10 s to 2 min
        assert back >= QUARTER or reference.compared.at == NOON
        at += timedelta(seconds=seconds)


@given(st.lists(st.integers(1, 2400), max_size=60))
def test_the_marks_are_those_that_looks_at_these_instants_left(waits: list[int]) -> None:
    reference: Reference | None = None
    instants, at = [], NOON
    for seconds in waits:
        reference = renewed(reference, standings("a"), at)
        instants.append(at)
        at += timedelta(seconds=seconds)
    expected = None if reference is None else (reference.compared.at, reference.coming.at)
    assert marks(instants) == expected


def working(closed: int, idle: int) -> Standings:
    """So many who have closed something, and so many who have not."""
    busy = [agent_metrics(f"busy-{number}", closed=1 + number) for number in range(closed)]
    return rank([*busy, *(agent_metrics(f"idle-{number}") for number in range(idle))], {}, {}, NOON)


def test_a_shifts_first_quarter_of_an_hour_is_not_compared_with() -> None:
    assert since_shift_start(None, standings("a", "b"), NOON, NOON + QUARTER - timedelta(seconds=1)) is None
    reference = since_shift_start(None, standings("a", "b"), NOON, NOON + QUARTER)
    assert reference is not None
    assert (reference.compared.at, reference.compared.ranks) == (NOON + QUARTER, {"a": 1, "b": 2})


@pytest.mark.parametrize(
    ("closed", "idle", "is_taken"),
    [(0, 4, False), (1, 3, False), (2, 2, True), (2, 3, False), (3, 0, True), (0, 0, False)],
)
def test_half_of_the_board_must_have_a_rank_to_compare_with(closed: int, idle: int, is_taken: bool) -> None:
    reference = since_shift_start(None, working(closed, idle), NOON, NOON + QUARTER)
    assert (reference is not None) is is_taken
    assert reference is None or len(reference.compared.ranks) == closed


@given(st.lists(st.tuples(st.integers(10, 1200), st.integers(0, 4)), min_size=1, max_size=60))
def test_once_taken_it_stands_for_the_whole_shift(looks: list[tuple[int, int]]) -> None:
    reference: Reference | None = None
    at, fair = NOON, []
    for seconds, closed in looks:
        at += timedelta(seconds=seconds)
        reference = since_shift_start(reference, working(closed, 4 - closed), NOON, at)
        if at >= NOON + QUARTER and closed >= 2:
            fair.append((at, closed))
    found = None if reference is None else (reference.compared.at, len(reference.compared.ranks))
    assert found == (fair[0] if fair else None)
