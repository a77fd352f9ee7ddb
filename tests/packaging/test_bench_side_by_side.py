"""Contestants take turns on the same inputs, each in a process of its own."""

import importlib
import os
from typing import Any

import pytest

side_by_side: Any = importlib.import_module("side_by_side")


def test_each_has_a_process_and_its_own_memory_of_the_inputs_before() -> None:
    kept: list[int] = []
    ticks = iter(range(1000))

    def remember(number: int) -> None:
        kept.append(number)

    taken = side_by_side.side_by_side({"one": remember, "other": remember}, [1, 2, 3, 4], lambda: float(next(ticks)))
    assert taken == {"one": 1.0, "other": 1.0}
    assert kept == []  # what they kept, they kept elsewhere


def test_the_median_leaves_the_start_out() -> None:
    now = 0.0

    def work(seconds: float) -> None:
        nonlocal now
        now += seconds

    taken = side_by_side.side_by_side({"only": work}, [99.0, 3.0, 1.0, 2.0], lambda: now)
    assert taken == {"only": 2.0}


def test_one_that_fails_is_no_result(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(_: int) -> None:
        raise ValueError(f"no in {os.getpid()}")

    with pytest.raises(EOFError):
        side_by_side.side_by_side({"good": abs, "bad": fail}, [1, 2])
    assert "no in" in capfd.readouterr().err
