"""From the start of the screen to its first frame and first ranking, and what it and its poller hold: frozen, and not.

The screen starts its poller, which signs in to a simulator that runs already, asks and ranks: nothing is kept from a
start before. Frozen and from source take turns. The first of each is not counted: it fills the system's file cache.
Where the system lets us, all of it goes ahead of whatever else the machine does, as on one that has nothing else to do.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from figures import Row, Size

from wallboard.app import demo

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import freeze  # noqa: E402  a script beside these

_FRAME_MS, _RANKING_MS, _MEMORY_MB = 500, 1_500, 250
_SETTLE = 10.0  # seconds of a demo: three polls
_LINES = {"glass.first_frame": "frame", "glass.rows": "ranking"}


@dataclass(frozen=True, slots=True)
class Start:
    """One start: milliseconds to the first frame and to the first ranking, and megabytes after a while."""

    frame: float
    ranking: float
    memory: float


def start(size: Size) -> list[Row]:
    """The median of each."""
    frozen = [str(freeze.fresh(ROOT) / "wallboard")]
    _go_ahead()
    source = [sys.executable, "-m", "wallboard.app.main"]
    settle = _SETTLE if size.rounds > 1 else 1.0
    ours, theirs = asyncio.run(_in_turns(frozen, source, size.rounds + 1, settle))
    return [
        _row("start → first frame", ours, theirs, "frame", "ms", _FRAME_MS),
        _row("start → first ranking painted", ours, theirs, "ranking", "ms", _RANKING_MS),
        _row("memory of screen and poller", ours, theirs, "memory", "MB", _MEMORY_MB),
    ]


def _go_ahead() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(PermissionError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(10))  # what we start inherits it


def _row(figure: str, ours: Sequence[Start], theirs: Sequence[Start], what: str, unit: str, aim: float) -> Row:
    one, other = (statistics.median(getattr(start, what) for start in starts) for starts in (ours, theirs))
    return Row(f"{figure}, frozen", one, other, "from source", unit, one / other, f"≤ {aim:,} {unit}", one <= aim)


async def _in_turns(
    frozen: Sequence[str], source: Sequence[str], rounds: int, settle: float
) -> tuple[list[Start], list[Start]]:
    found: tuple[list[Start], list[Start]] = ([], [])
    async with demo.staged() as stage:
        for number in range(rounds):
            for starts, command in zip(found, (frozen, source), strict=True):
                one = await asyncio.to_thread(_started, [*command, "--config", str(stage.config)], settle)
                if number or rounds == 1:
                    starts.append(one)
    return found


def _started(command: Sequence[str], settle: float) -> Start:
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-", ignore_cleanup_errors=True) as name:
        begun = time.monotonic()
        with subprocess.Popen([*command, "--run-dir", name], stderr=subprocess.PIPE) as screen:
            at = _told(screen, begun)
            time.sleep(settle)
            processes = [psutil.Process(screen.pid), *psutil.Process(screen.pid).children(recursive=True)]
            memory = sum(one.memory_info().rss for one in processes) / 1e6
            for one in processes:
                one.terminate()
            psutil.wait_procs(processes[1:], timeout=10)
    return Start(at["frame"], at["ranking"], memory)


def _told(screen: subprocess.Popen[bytes], begun: float) -> dict[str, float]:
    """The milliseconds at which the log told of each."""
    at: dict[str, float] = {}
    if screen.stderr is None:
        raise RuntimeError("a screen without a log")
    for line in screen.stderr:
        for word, name in _LINES.items():
            if word.encode() in line:
                at.setdefault(name, (time.monotonic() - begun) * 1000)
        if len(at) == len(_LINES):
            return at
    raise RuntimeError("the screen ended without a ranking")
