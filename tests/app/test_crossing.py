"""A goal that is reached is told once in each window."""

from datetime import UTC, datetime

from wallboard.app.crossing import Crossing, follow

MORNING, EVENING = datetime(2026, 11, 23, 7, tzinfo=UTC), datetime(2026, 11, 23, 15, tzinfo=UTC)


def told(*looks: tuple[datetime | None, bool | None]) -> list[bool]:
    """Whether each of these looks tells of it."""
    known, found = Crossing(), []
    for start, met in looks:
        known, reached = follow(known, start, met=met)
        found.append(reached)
    return found


def test_it_is_told_when_it_is_reached_and_only_then() -> None:
    assert told((MORNING, False), (MORNING, True), (MORNING, True)) == [False, True, False]


def test_what_was_reached_before_the_screen_looked_is_not_told() -> None:
    assert told((MORNING, True), (MORNING, True)) == [False, False]


def test_a_number_that_falls_back_tells_nothing_twice() -> None:
    assert told((MORNING, False), (MORNING, True), (MORNING, False), (MORNING, True)) == [False, True, False, False]
    assert told((MORNING, True), (MORNING, False), (MORNING, True)) == [False, False, False]


def test_the_next_window_has_its_own() -> None:
    assert told((MORNING, False), (MORNING, True), (EVENING, False), (EVENING, True)) == [False, True, False, True]
    assert told((MORNING, False), (EVENING, True)) == [False, False]


def test_a_gap_changes_nothing() -> None:
    assert told((MORNING, False), (None, None), (MORNING, None), (MORNING, True)) == [False, False, False, True]
