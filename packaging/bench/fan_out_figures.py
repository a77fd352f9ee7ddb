"""One event to many readers, beside nginx with nchan and sse-starlette: delay, memory, and readers that never read."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import msgspec
from figures import Row, Size, at_most, bounded, percentile
from readers import Heard, Span, Visit
from servers import NCHAN, OURS, SSE_STARLETTE, Serving, serving

_SMALL, _SECOND = 5_000, 1.0
_LARGE, _OFTEN = 250_000, 0.25
_WARM_UP, _LAST_WORDS = 1.5, 1.5
_LOOK_SECONDS = 0.25
_SERVERS = (OURS, NCHAN, SSE_STARLETTE)


@dataclass(frozen=True, slots=True)
class Visited:
    """One round with one server. `held_mb` are looks at its memory, at rest first, then while it served."""

    heard: Heard
    cpu_share: float
    held_mb: Sequence[float]

    @property
    def p50(self) -> float:
        """The middle delay, in ms."""
        return percentile(self.heard.delays, 50)

    @property
    def p99(self) -> float:
        """What 99 of 100 deliveries did not exceed, in ms."""
        return percentile(self.heard.delays, 99)

    @property
    def grown_mb(self) -> float:
        """The most that it held more than at rest."""
        return max(self.held_mb) - self.held_mb[0]


def fan_out(size: Size) -> list[Row]:
    """All read: how late the last ones hear, and what each costs."""
    every = _SECOND if size.seconds > 1 else _SECOND / 5
    rounds = _rounds(size, size.readers, 0, _SMALL, every, size.seconds)
    mid = {name: _medians(visits) for name, visits in rounds.items()}
    mine = mid[OURS]
    kilobytes = {name: one["grown_mb"] * 1000 / size.readers for name, one in mid.items()}
    figure = f"{size.readers:,} readers, 5 kB"
    rows = [
        at_most(f"{figure}: p99", mine["p99"], mid[NCHAN]["p99"], NCHAN, "ms", 1.0),
        at_most(f"{figure}: p99", mine["p99"], mid[SSE_STARLETTE]["p99"], SSE_STARLETTE, "ms", 0.2),
        _told(f"{figure}: p50", mine["p50"], mid[NCHAN]["p50"], NCHAN, "ms"),
        bounded(f"{figure}: memory a reader", kilobytes[OURS], "kB", 15),
    ]
    for peer in (NCHAN, SSE_STARLETTE):
        rows.append(_told(f"{figure}: memory a reader", kilobytes[OURS], kilobytes[peer], peer, "kB"))
        rows.append(_told(f"{figure}: CPU", mine["cpu"] * 100, mid[peer]["cpu"] * 100, peer, "% of a core"))
    return rows


def stalled(size: Size) -> list[Row]:
    """Some never read: what the others lose, and what that costs the server."""
    silent, readers = size.stalled_of
    rounds = _rounds(size, readers, silent, _LARGE, _OFTEN, 2 * size.seconds)  # kernels hold some 5 MB for each
    mid = {name: _medians(visits) for name, visits in rounds.items()}
    figure = f"{silent} of {readers} never read, 250 kB"
    lost = {name: float(sum(one.heard.lost + one.heard.ended for one in visits)) for name, visits in rounds.items()}
    earlier = median(_earlier(visit) for visit in rounds[OURS])
    last = median(visit.held_mb[-1] for visit in rounds[OURS])
    held, grown = f"{figure}: memory at the end", last / earlier
    rows = [
        bounded(f"{figure}: lost by the others", lost[OURS], "events", 0),
        Row(held, last, earlier, "ours after two thirds", "MB", grown, "ratio ≤ 1.05", grown <= 1.05),
        bounded(f"{figure}: memory for one of them", mid[OURS]["grown_mb"] / silent, "MB", 2),
    ]
    for peer in (NCHAN, SSE_STARLETTE):
        rows.append(_told(f"{figure}: lost by the others", lost[OURS], lost[peer], peer, "events"))
        rows.append(_told(f"{figure}: p99 of the others", mid[OURS]["p99"], mid[peer]["p99"], peer, "ms"))
        rows.append(_told(f"{figure}: memory grown", mid[OURS]["grown_mb"], mid[peer]["grown_mb"], peer, "MB"))
    return rows


def _told(figure: str, mine: float, peer: float, name: str, unit: str) -> Row:
    return Row(figure, mine, peer, name, unit, mine / peer if peer else None, "told", None)


def _medians(visits: Sequence[Visited]) -> dict[str, float]:
    return {
        "p50": median(one.p50 for one in visits),
        "p99": median(one.p99 for one in visits),
        "cpu": median(one.cpu_share for one in visits),
        "grown_mb": median(one.grown_mb for one in visits),
    }


def _earlier(visit: Visited) -> float:
    return visit.held_mb[len(visit.held_mb) * 2 // 3]


def _rounds(
    size: Size, readers: int, silent: int, event: int, every: float, seconds: float
) -> dict[str, list[Visited]]:
    """All servers in turn, each round in another order."""
    visits: dict[str, list[Visited]] = defaultdict(list)
    for number in range(size.rounds):
        first = number % len(_SERVERS)
        for name in (*_SERVERS[first:], *_SERVERS[:first]):
            with serving(name, event, every) as one:
                visited = _visit(one, readers, silent, seconds)
            if not visited.heard.events:
                raise RuntimeError(f"{name}: nothing was heard")
            visits[name].append(visited)
    return visits


def _visit(server: Serving, readers: int, silent: int, seconds: float) -> Visited:
    time.sleep(_WARM_UP / 2)
    held = [server.memory_mb()]
    requests = server.requests(readers)
    command = [sys.executable, str(Path(__file__).with_name("readers.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("a child without pipes")
        child.stdin.write(msgspec.json.encode(Visit(server.port, requests, silent)) + b"\n")
        child.stdin.flush()
        child.stdout.readline()
        time.sleep(_WARM_UP)
        begin, used = time.monotonic_ns(), server.cpu_seconds()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)
            held.append(server.memory_mb())
        used = server.cpu_seconds() - used
        end = time.monotonic_ns()
        time.sleep(_LAST_WORDS)
        child.stdin.write(msgspec.json.encode(Span(begin, end)) + b"\n")
        child.stdin.close()
        heard = msgspec.json.decode(child.stdout.readline(), type=Heard)
    return Visited(heard, used / ((end - begin) / 1e9), held)
