"""Names of a crowd."""

from random import Random

import pytest

from wallboard.simulator.crowd_names import MOST_NAMES, names


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a rehearsal, not a secret


def test_no_two_are_alike_also_among_fifty_thousand() -> None:
    told = names(50_000, chance(7))
    assert len(set(told)) == 50_000
    assert all(len(name.split()) == 3 and name.isascii() for name in told)


def test_the_same_chance_gives_the_same_names() -> None:
    assert names(100, chance(7)) == names(100, chance(7))
    assert names(100, chance(7)) != names(100, chance(8))


def test_there_are_not_more_than_there_are() -> None:
    assert len(set(names(MOST_NAMES, chance(1)))) == MOST_NAMES
    with pytest.raises(ValueError, match="larger than population"):
        names(MOST_NAMES + 1, chance(1))
