"""50,000 seats at 300 requests a minute: what is asked, what is refused, and how old the oldest agent gets.

The real poller on the real simulator, which counts in a sliding minute, in simulated time: on a slow machine it takes
longer, and finds the same. With clocks that merely ran faster than life, the wait for an answer grew as much.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import simulated_time
from figures import Row, Size, bounded
from polling import Polling, Reading, polling

_ALLOWED, _SHARE, _LAG, _CADENCE = 300, 0.8, 30.0, 30.0
_LOOK = timedelta(seconds=5)  # as often as screens are told
_SLACK = 1.1
_SLOW = timedelta(seconds=0.6)  # too slow for pages one by one
_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Case:
    """An organisation and how it is read. `bound` are the seconds that nobody's numbers should be older than."""

    name: str
    reading: Reading
    bound: float
    minutes: float
    bound_to: str = "query"  # what a page token is good for

    @property
    def terms(self) -> list[str]:
        """The organisation's, as words of the simulator's command line."""
        limits = ["--requests-per-minute", str(_ALLOWED), "--limit-kind", "sliding", "--contract", self.reading.api]
        return [*limits, "--page-cap", str(self.reading.a_page), "--page-token-bound-to", self.bound_to]


@dataclass(frozen=True, slots=True)
class Watched:
    """A while with one case, after everybody was known."""

    requests_a_minute: float
    refused: int
    oldest: timedelta


def sweep(size: Size) -> list[Row]:
    """An hour at 100 a page, and shorter with what is quicker; the hour on one core, all the others on another one."""
    cases = _cases(size)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
        found = list(processes.map(partial(_watch, size.agents), cases))
    return [row for case, watched in zip(cases, found, strict=True) for row in _rows(case, watched, size.agents)]


def _cases(size: Size) -> list[Case]:
    hour = size.simulated_minutes
    less, least = max(hour / 10, 2.0), max(hour / 20, 2.0)
    a_sweep = max(size.agents / 100 / (_SHARE * _ALLOWED) * 60, _CADENCE)
    own, kept = _SLACK * (_LAG + a_sweep), _SLACK * (_LAG + 2 * a_sweep)
    hundreds, thousands = Reading("realtime", 100), Reading("realtime", 1_000)
    return [
        Case("100 a page, a dateTo for each page", Reading("realtime", 100, knows_names=True), own, hour),
        Case("100 a page, a dateTo for each page, names asked for beside", hundreds, own, less),
        Case("100 a page, a chain keeps its first dateTo", hundreds, kept, less, "window"),
        Case("100 a page, in groups", replace(hundreds, in_groups=True, answered_in=_SLOW), own, less),
        Case("1,000 a page", thousands, 75.0, least),
        Case("1,000 a page, in groups", replace(thousands, in_groups=True, answered_in=_SLOW), 75.0, least),
        Case("by the platform's queries", Reading("platform", 100), 75.0, least),
    ]


def _rows(case: Case, watched: Watched, agents: int) -> list[Row]:
    answered_in = case.reading.answered_in / _SECOND
    figure = f"{agents:,} seats, {case.name}, {case.minutes:.0f} simulated min, answers in {answered_in:g} s"
    used = watched.requests_a_minute
    ratio = used / _ALLOWED
    return [
        Row(f"{figure}: requests", used, _ALLOWED, "allowed", "a minute", ratio, f"ratio ≤ {_SHARE}", ratio <= _SHARE),
        bounded(f"{figure}: answers of 429", watched.refused, "answers", 0),
        bounded(f"{figure}: the oldest agent told", watched.oldest / _SECOND, "s", round(case.bound, 1)),
    ]


def _watch(agents: int, case: Case) -> Watched:
    return simulated_time.run(_watched(agents, case))


async def _watched(agents: int, case: Case) -> Watched:
    async with polling(agents, case.terms, case.reading) as polls:
        await _everybody_told(polls, agents)
        (before, refused), oldest = polls.counts(), timedelta()
        for _ in range(round(case.minutes * _MINUTE / _LOOK)):
            await polls.pass_on(_LOOK)
            oldest = max(oldest, polls.ages()[1])
        asked, refused = polls.counts()[0] - before, polls.counts()[1] - refused
    return Watched(asked / case.minutes, refused, oldest)


async def _everybody_told(polls: Polling, agents: int) -> None:
    for _ in range(240):
        if polls.ages()[0] >= agents:
            return
        await polls.pass_on(_LOOK)
    raise TimeoutError(f"only {polls.ages()[0]} of {agents} agents were met")
