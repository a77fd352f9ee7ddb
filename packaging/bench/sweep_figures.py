"""50,000 seats at 300 requests a minute: what is asked, what is refused, and how old the oldest agent gets.

The real poller on the real simulator, which counts in a sliding minute; both clocks run faster than life.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from figures import Row, Size, bounded
from polling import oldest, polling

from wallboard.app.demo import Simulated, settings_text
from wallboard.host import paths
from wallboard.wire.codec import decode

_SPEED = 5  # at more, the wait for an answer on this machine would be minutes of theirs
_ALLOWED, _SHARE, _LAG, _CADENCE = 300, 0.8, 30.0, 30.0
_LOOK = timedelta(seconds=30)  # simulated, like all that follows
_SLACK = 1.1
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Case:
    """An organisation and how it is read. `bound` are the seconds that nobody's numbers should be older than."""

    name: str
    api: str
    a_page: int
    bound: float
    bound_to: str = "query"  # what a page token is good for


@dataclass(frozen=True, slots=True)
class Watched:
    """A while with one case, after everybody was known."""

    requests_a_minute: float
    refused: int
    oldest: timedelta


def sweep(size: Size) -> list[Row]:
    """An hour at 100 a page, and shorter with what is quicker."""
    pages = size.agents / 100
    a_sweep = max(pages / (_SHARE * _ALLOWED) * 60, _CADENCE)
    slow = Case("100 a page, a dateTo each", "realtime", 100, _SLACK * (_LAG + a_sweep))
    bound = Case("100 a page, the chain's dateTo", "realtime", 100, _SLACK * (_LAG + 2 * a_sweep), "window")
    large = Case("1,000 a page", "realtime", 1_000, 75.0)
    platform = Case("platform", "platform", 100, 75.0)
    hour, less = size.simulated_minutes, max(size.simulated_minutes / 6, 2.0)
    rows: list[Row] = []
    for case, minutes in ((slow, hour), (bound, less), (large, less), (platform, less)):
        watched = _watch(case, size.agents, minutes)
        figure = f"{size.agents:,} seats, {case.name}, {minutes:.0f} min"
        used = watched.requests_a_minute
        rows += [
            Row(f"{figure}: requests", used, _ALLOWED, "allowed", "a minute", used / _ALLOWED, f"ratio ≤ {_SHARE}",
                used / _ALLOWED <= _SHARE),
            bounded(f"{figure}: answers of 429", watched.refused, "answers", 0),
            bounded(f"{figure}: the oldest agent", watched.oldest / _SECOND, "s", round(case.bound, 1)),
        ]  # fmt: skip
    return rows


def _watch(case: Case, agents: int, minutes: float) -> Watched:
    with _simulator(case, agents) as told:
        text = settings_text(told).replace('api = "realtime"', f'api = "{case.api}"\nmax_records = {case.a_page}')
        return asyncio.run(_watched(text, told.base_url, agents, timedelta(minutes=minutes)))


@contextmanager
def _simulator(case: Case, agents: int) -> Iterator[Simulated]:
    words = ["--agents", str(agents), "--speed", str(_SPEED), "--limit-kind", "sliding", "--contract", case.api]
    words += ["--page-cap", str(case.a_page), "--page-token-bound-to", case.bound_to, "--child"]
    command = [*paths.program("wallboard-simulator"), *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("a child without pipes")
        try:
            yield decode(Simulated, child.stdout.readline())
        finally:
            child.terminate()


async def _watched(text: str, base_url: str, agents: int, span: timedelta) -> Watched:
    async with polling(text) as service:
        loop = service.loops[0]
        patience = 3 * span + timedelta(minutes=10)
        while oldest(service, loop)[0] < agents:
            patience -= _LOOK
            if patience < timedelta():
                raise TimeoutError(f"only {oldest(service, loop)[0]} of {agents} agents were met")
            await asyncio.sleep(_LOOK / _SECOND / _SPEED)
        before, begun = await asyncio.to_thread(_counts, base_url), service.api.now()
        most = timedelta()
        while service.api.now() - begun < span:
            await asyncio.sleep(_LOOK / _SECOND / _SPEED)
            most = max(most, oldest(service, loop)[1])
        after, passed = await asyncio.to_thread(_counts, base_url), service.api.now() - begun
    return Watched((after[0] - before[0]) / (passed / timedelta(minutes=1)), after[1], most)


def _counts(base_url: str) -> tuple[int, int]:
    """All requests so far, and those refused for their number."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(base_url).port or 80)
    connection.request("GET", "/control/requests")
    counts = json.loads(connection.getresponse().read())
    connection.close()
    return counts["total"], counts["by_status"].get("429", 0)
