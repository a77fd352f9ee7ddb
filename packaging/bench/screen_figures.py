"""What a person sees: how soon an answer is painted, how evenly rows glide, and what a still screen costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from figures import Row, Size, bounded, percentile
from serve_ours import TOKEN

_HERE = Path(__file__).resolve().parent
_ENV = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
_SIZES = {"1080p": (1920, 1080), "4K": (3840, 2160)}
_EVERY = 0.9
_FRAME_MS = 1000 / 60


def painted(size: Size) -> list[Row]:
    """From an answer of 100 agents at the poller, with everybody in its table, to the frame that shows it."""
    every = _EVERY if size.updates > 10 else 0.3
    with _child("serve_many.py", str(size.agents), str(size.updates), str(every)) as poller:
        port = json.loads(_line(poller))["port"]
        with _child("screen.py", str(port), TOKEN, "1920", "1080") as screen:
            _line(screen)
            _say(poller)
            came: dict[str, int] = json.loads(_line(poller))
            _say(screen)
            shown: dict[str, int] = json.loads(_line(screen))
    delays = [(shown[revision] - at) / 1e6 for revision, at in came.items() if revision in shown]
    if len(delays) < len(came):
        raise RuntimeError(f"{len(came) - len(delays)} of {len(came)} answers were never painted")
    figure = f"answer at the poller → painted, {size.agents:,} agents"
    p50 = percentile(delays, 50)
    return [
        Row(f"{figure}: p50", p50, None, "–", "ms", None, "told", None),
        bounded(f"{figure}: p99", percentile(delays, 99), "ms", 150),
    ]


def frames(size: Size) -> list[Row]:
    """The software renderer at two sizes, ranked anew every second."""
    rows: list[Row] = []
    for name, (width, height) in _SIZES.items():
        with _child("frames.py", str(width), str(height), str(size.frames_seconds)) as scene:
            told = json.loads(_line(scene))
        intervals: list[float] = told["intervals"]
        figure = f"frame while re-ranking, {name}"
        middle = percentile(intervals, 50)
        rows += [
            Row(f"{figure}: p50", middle, _FRAME_MS, "a 60th of a second", "ms", middle / _FRAME_MS, "told", None),
            bounded(f"{figure}: p99.9", percentile(intervals, 99.9), "ms", 33),
            bounded(f"settled screen, {name}: CPU", told["idle"] * 100, "% of a core", 2),
        ]
    return rows


def _child(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(_HERE / script), *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_ENV)


def _line(child: subprocess.Popen[bytes]) -> bytes:
    line = _pipe(child.stdout).readline()
    if not line:
        raise RuntimeError(f"{child.args!r} ended without a word")
    return line


def _say(child: subprocess.Popen[bytes]) -> None:
    pipe = _pipe(child.stdin)
    pipe.write(b"go\n")
    pipe.flush()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("a child without pipes")
    return pipe
