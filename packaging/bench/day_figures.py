"""What a person sees of a recorded day at sixty times its pace: real processes, from the calls to the frames."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from figures import Row, Size, bounded, percentile

from wallboard.app import demo
from wallboard.host import paths
from wallboard.wire import run_record
from wallboard.wire.codec import decode
from wallboard.wire.messages import Handshake

_ENV = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
_DAY = "1999-02-02"
_START = "08:18"  # no half hour has as many agents who overtake others
_RATE = 60
_WIDTH, _HEIGHT = 1920, 1080
_FRAME_MS = 1000 / 60


def day(size: Size) -> list[Row]:
    """Frames while the liveliest hour of the day goes by."""
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-") as folder, _poller(Path(folder)) as poller:
        screen = [sys.executable, str(Path(__file__).with_name("day.py"))]
        words = [str(poller.port), poller.token, str(_WIDTH), str(_HEIGHT), str(size.frames_seconds)]
        told = subprocess.run([*screen, *words], check=True, stdout=subprocess.PIPE, env=_ENV).stdout
    intervals: list[float] = json.loads(told)
    figure = f"frame of a recorded day at {_RATE} times its pace, 1080p"
    middle = percentile(intervals, 50)
    return [
        Row(f"{figure}: p50", middle, _FRAME_MS, "a 60th of a second", "ms", middle / _FRAME_MS, "told", None),
        bounded(f"{figure}: p99.9", percentile(intervals, 99.9), "ms", 33),
    ]


@contextmanager
def _poller(folder: Path) -> Iterator[Handshake]:
    """A poller of its own on a simulator of its own, while the block runs."""
    calls = paths.resource("demo", f"bank-calls-{_DAY}.csv")
    scene = ["--calls", str(calls), "--day", _DAY, "--start", _START, "--speed", str(_RATE), "--wrap-up", "20"]
    simulator = [*paths.program("wallboard-simulator"), *scene, "--time-zone", "Asia/Jerusalem"]
    with _program(simulator) as first_line:
        settings, run = folder / "wallboard.toml", folder / "run"
        run.mkdir(mode=0o700)
        settings.write_text(demo.settings_text(decode(demo.Simulated, first_line)), "utf-8")
        places = ["--config", str(settings), "--run-dir", str(run), "--state-dir", str(folder)]
        with _program([*paths.program("wallboard-poller"), "run", *places]):
            found = run_record.read(run)
            if found is None:
                raise RuntimeError("the poller left no record")
            yield found


@contextmanager
def _program(command: list[str]) -> Iterator[bytes]:
    """A program's first line, and the program while the block runs."""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        try:
            if program.stdout is None or not (line := program.stdout.readline()):
                raise RuntimeError(f"{command[0]} did not start")
            yield line
        finally:
            program.terminate()
