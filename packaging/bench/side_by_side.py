"""Contestants on the same inputs, in turns: each in a process of its own, and only one of them at work at a time.

Of its own, so that nobody's garbage collector walks through what others keep; in turns, and each round in another
order, so that whatever else the machine does meets all of them. Needs fork: the inputs are made once, for all.
"""

from __future__ import annotations

import gc
import multiprocessing
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from typing import Self, TypeVar

T = TypeVar("T")


def side_by_side(
    contestants: Mapping[str, Callable[[T], object]],
    inputs: Sequence[T],
    clock: Callable[[], float] = time.process_time,
) -> dict[str, float]:
    """The median seconds of each over all but the first input, which is where each one starts from."""
    names = list(contestants)
    taken: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    gc.freeze()  # the inputs are nobody's garbage
    with ExitStack() as running:
        turns = {name: running.enter_context(_Turn(work, inputs, clock)) for name, work in contestants.items()}
        for number in range(len(inputs)):
            first = number % len(names)
            for name in (*names[first:], *names[:first]):
                seconds = turns[name].take(number)
                if number:
                    taken[name].append(seconds)
    gc.unfreeze()
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


class _Turn:
    """One contestant's process."""

    def __init__(self, work: Callable[[T], object], inputs: Sequence[T], clock: Callable[[], float]) -> None:
        forking = multiprocessing.get_context("fork")
        self._ours, theirs = forking.Pipe()
        self._process = forking.Process(target=_work, args=(work, inputs, clock, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, number: int) -> float:
        """Work on the input of this number; the seconds that it took. Raises EOFError where it failed."""
        self._ours.send(number)
        seconds: float = self._ours.recv()
        return seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # it may have failed, and said why
            self._ours.send(None)
        self._process.join()
        self._ours.close()


def _work(
    work: Callable[[T], object], inputs: Sequence[T], clock: Callable[[], float], orders: Connection[float, int | None]
) -> None:
    while (number := orders.recv()) is not None:
        gc.collect()
        begun = clock()
        result = work(inputs[number])
        seconds = clock() - begun
        del result
        orders.send(seconds)
