"""What may stand behind a flag; test_arguments shows what is refused, and how."""

import argparse
from collections.abc import Callable
from datetime import timedelta

import pytest

from wallboard.simulator import flag_values
from wallboard.simulator.crowd import MOST_AGENTS


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (flag_values.agents, "50000", 50_000),
        (flag_values.agents, str(MOST_AGENTS), MOST_AGENTS),
        (flag_values.seed, "0", 0),
        (flag_values.share, "0", 0.0),
        (flag_values.share, "1", 1.0),
        (flag_values.lateness, "0.5", 0.5),
        (flag_values.lifetime, "0.5", timedelta(seconds=0.5)),
        (flag_values.number_from_one, "1", 1),
    ],
)
def test_what_makes_sense_is_read(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (flag_values.agents, str(MOST_AGENTS + 1)),
        (flag_values.agents, "many"),
        (flag_values.seed, "1.5"),
        (flag_values.share, "1.01"),
        (flag_values.share, "some"),
        (flag_values.lateness, "inf"),
        (flag_values.lifetime, "86401"),
        (flag_values.number_from_one, "0"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_own_words(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"^'{text}' is not "):
        read(text)


def test_every_fault_is_named() -> None:
    assert "cut_off" in flag_values.faults().split(", ")
