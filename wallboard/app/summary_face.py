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
from wallboard.app.tongue import PLURAL, beside, translate, whole
from wallboard.wire.boards import Thresholds
from wallboard.wire.messages import Queues, Summary

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
    active, on_call, wrap_up, closed = told.active, told.on_call, told.wrap_up, told.closed
    average = translate("summary", "AHT {average}").format(average=words.aht(told.aht_ms, told.aht_bound_ms))
    return (
        Part(translate("summary", "%n active", "agents", PLURAL, active)),
        Part(translate("summary", "%n on a call", "agents", PLURAL, on_call)),
        Part(translate("summary", "%n in wrap-up", "agents", PLURAL, wrap_up)),
        Part(translate("summary", "%n closed", "conversations", PLURAL, closed)),
        _part(average, _least_aht(told), thresholds.aht, _clock),
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
    return beside(f"{_SIGNS[part.beyond]}{part.text}" for part in parts)


def runs(parts: Sequence[Part]) -> Parts:
    """The same with fewer parts: what stands together unmarked is one text."""
    return tuple(
        run
        for is_marked, some in groupby(parts, lambda part: part.beyond is not Beyond.NOTHING)
        for run in (some if is_marked else [Part(line(list(some)))])
    )


def _queue_parts(told: Queues, at: datetime | None, thresholds: Thresholds) -> Iterator[Part]:
    # What is only known of some queues is the least that it can be; where that is over, so is the whole.
    exact, least = told.waiting, told.waiting_at_least
    if exact is not None:
        yield _part(translate("summary", "%n waiting", "callers", PLURAL, exact), exact, thresholds.waiting, whole)
    elif least is not None:
        said = translate("summary", "≥ %n waiting", "callers, at least", PLURAL, least)
        yield _part(said, least, thresholds.waiting, whole)
    since = told.longest_at_least_since if told.longest_since is None else told.longest_since
    if since is not None and at is not None:
        longest = max(at - since, timedelta())
        yield _part(
            _longest(longest, exact=told.longest_since is not None),
            longest // _SECOND,
            thresholds.longest_wait,
            _clock,
        )
    if told.service_level is not None:
        yield _in_time(told.service_level, thresholds.service_level)
    abandoned = told.abandoned
    if abandoned is not None:
        said = translate("summary", "%n hung up", "callers", PLURAL, abandoned)
        yield _part(said, abandoned, thresholds.abandoned, whole)


def _longest(wait: timedelta, *, exact: bool) -> str:
    said = (
        translate("summary", "longest {duration}", "who waits longest")
        if exact
        else translate("summary", "longest ≥ {duration}", "who waits longest, at least")
    )
    return said.format(duration=words.stopwatch(wait))


def _in_time(level: float, least: int | None) -> Part:
    percent = f"{level * 100:.0f}"
    if least is None or int(percent) >= least:
        return Part(translate("summary", "{share} % in time", "callers answered").format(share=percent))
    said = translate("summary", "{share} % in time, under {least} %", "callers answered")
    return Part(said.format(share=percent, least=least), Beyond.UNDER)


def _part(text: str, figure: int | None, most: int | None, say: Callable[[int], str]) -> Part:
    if figure is None or most is None or figure <= most:
        return Part(text)
    over = translate("summary", "{figure}, over {most}", "a figure, and what it should not be above")
    return Part(over.format(figure=text, most=say(most)), Beyond.OVER)


def _least_aht(told: Summary) -> int | None:
    """In seconds as they are shown; where that is inexact, the least that it can be; None where nobody knows."""
    if told.aht_ms is None or told.aht_bound_ms is None:
        return None
    inexact = told.aht_bound_ms if words.is_rough(told.aht_bound_ms) else 0
    return (told.aht_ms - inexact + 500) // 1000


def _clock(seconds: int) -> str:
    return words.stopwatch(timedelta(seconds=seconds))
