"""How a process's memory grows: many readings, and the line through them, so that no single one decides.

Each life is lived in a process of its own. In one that has lived before, what became free takes in what leaks.
"""

import gc
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Span:
    """So many steps, of which the first are to warm up: caches fill, pages of memory are touched for once."""

    steps: int
    warm: int
    most: float  # bytes that each step may leave behind, on average


class Growth:
    """Reads how much of this process lies in memory, but for files, which others may have loaded as well."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._readings: list[tuple[int, int]] = []

    def look(self, step: int) -> None:
        """Read it now, after so many steps."""
        gc.collect()
        told = self._process.memory_info()
        self._readings.append((step, told.rss - getattr(told, "shared", 0)))  # Linux alone tells the files' part

    def tell(self) -> None:
        """Print the readings for `grown`."""
        print(json.dumps(self._readings))


def grown(life: str, span: Span, *words: str) -> float:
    """Bytes that each step leaves behind in a process that lives this module's life, and has nothing to complain of."""
    command = [sys.executable, "-m", life, str(span.steps), *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    taken = [(step, size) for step, size in json.loads(done.stdout) if step >= span.warm]
    return slope(*zip(*taken, strict=True))


def slope(across: Sequence[float], up: Sequence[float]) -> float:
    """The rise of the line through these points, by least squares."""
    middle, mean = sum(across) / len(across), sum(up) / len(up)
    spread = sum((one - middle) ** 2 for one in across)
    return sum((one - middle) * (other - mean) for one, other in zip(across, up, strict=True)) / spread
