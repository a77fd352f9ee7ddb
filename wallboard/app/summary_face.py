"""What a board says of all its agents and queues together, part by part, and what is beyond its threshold. Pure.

Part of app.face. A part is judged by the figure as it is shown, so that the wall never contradicts itself: "80 %" is
not under 80, and 5:00 is not over 5:00. What is not known is never beyond anything.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import groupby

from wallboard.app import words
from wallboard.wire.boards import Thresholds
from wallboard.wire.messages import Queues, Summary

_BETWEEN = " · "
_SECOND = timedelta(seconds=1)


class Beyond(Enum):
    """On which side of its threshold a figure is, where that is the wrong one."""

    NOTHING = ""
    OVER = "over"
    UNDER = "under"


_SIGNS = {Beyond.NOTHING: "", Beyond.OVER: "▲ ", Beyond.UNDER: "▼ "}


@dataclass(frozen=True, slots=True)
class Part:
    """One figure with its words; those of one that is beyond its threshold name it."""

    text: str
    beyond: Beyond = Beyond.NOTHING


Parts = tuple[Part, ...]


def summary(told: Summary, thresholds: Thresholds) -> Parts:
    """What all of a board's active agents do, and what they did together.

    >>> line(summary(Summary(14, 6, 6, 2, 843, 142_000, 0), Thresholds(aht=140)))
    '14 active · 6 on a call · 2 in wrap-up · 843 closed · ▲ AHT 2:22, over 2:20'
    """
    return (
        Part(f"{told.active:,} active"),
        Part(f"{told.on_call:,} on a call"),
        Part(f"{told.wrap_up:,} in wrap-up"),
        Part(f"{told.closed:,} closed"),
        _part(f"AHT {words.aht(told.aht_ms, told.aht_bound_ms)}", _least_aht(told), thresholds.aht, _clock),
    )


def queues(told: Queues | None, at: datetime | None, thresholds: Thresholds) -> Parts:
    """What waits at this instant, and how callers were served; what is not known is left out.

    >>> line(queues(Queues(3, None, 0.724, 12), None, Thresholds(waiting=3, service_level=80)))
    '3 waiting · ▼ 72 % in time, under 80 % · 12 hung up'
    """
    return () if told is None else tuple(_queue_parts(told, at, thresholds))


def both(told: Summary, at: datetime | None, thresholds: Thresholds) -> tuple[Parts, Parts]:
    """The summary and, as it is at this instant, what is said of the queues."""
    return summary(told, thresholds), queues(told.queues, at, thresholds)


def line(parts: Sequence[Part]) -> str:
    """All of it as one text, for where no mark can be drawn."""
    return _BETWEEN.join(f"{_SIGNS[part.beyond]}{part.text}" for part in parts)


def runs(parts: Sequence[Part]) -> Parts:
    """The same with fewer parts: what stands together unmarked is one text."""
    return tuple(
        run
        for is_marked, some in groupby(parts, lambda part: part.beyond is not Beyond.NOTHING)
        for run in (some if is_marked else [Part(line(list(some)))])
    )


def _queue_parts(told: Queues, at: datetime | None, thresholds: Thresholds) -> Iterator[Part]:
    # What is only known of some queues is the least that it can be; where that is over, so is the whole.
    waiting, sign = (told.waiting, "") if told.waiting is not None else (told.waiting_at_least, "≥ ")
    if waiting is not None:
        yield _part(f"{sign}{waiting:,} waiting", waiting, thresholds.waiting, _count)
    since, sign = (told.longest_since, "") if told.longest_since is not None else (told.longest_at_least_since, "≥ ")
    if since is not None and at is not None:
        longest = max(at - since, timedelta())
        yield _part(f"longest {sign}{words.stopwatch(longest)}", longest // _SECOND, thresholds.longest_wait, _clock)
    if told.service_level is not None:
        percent = f"{told.service_level * 100:.0f}"
        least = thresholds.service_level
        if least is not None and int(percent) < least:
            yield Part(f"{percent} % in time, under {least} %", Beyond.UNDER)
        else:
            yield Part(f"{percent} % in time")
    if told.abandoned is not None:
        yield _part(f"{told.abandoned:,} hung up", told.abandoned, thresholds.abandoned, _count)


def _part(text: str, figure: int | None, most: int | None, say: Callable[[int], str]) -> Part:
    if figure is None or most is None or figure <= most:
        return Part(text)
    return Part(f"{text}, over {say(most)}", Beyond.OVER)


def _least_aht(told: Summary) -> int | None:
    """In seconds as they are shown; where that is inexact, the least that it can be; None where nobody knows."""
    if told.aht_ms is None or told.aht_bound_ms is None:
        return None
    inexact = told.aht_bound_ms if words.is_rough(told.aht_bound_ms) else 0
    return (told.aht_ms - inexact + 500) // 1000


def _count(most: int) -> str:
    return f"{most:,}"


def _clock(seconds: int) -> str:
    return words.stopwatch(timedelta(seconds=seconds))
