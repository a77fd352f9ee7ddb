"""The poller's memory after many cycles. The core runs in a process of its own, and is handed bodies as by a network.

Run as a program it is that process: bodies on its standard input, its resident memory after each on its output.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import psutil
from figures import Row, Size, bounded
from payload import WINDOW_START, Answers, Crowd

_SETTLED = 10  # cycles after which everything has been used once
_LENGTH = 8
_MOST_MB = 200
_GROWTH = 1.05


def memory(size: Size) -> list[Row]:
    """After all cycles beside the first ten; both as the median of the ten looks that end there."""
    crowd = Crowd(size.agents)
    command = [sys.executable, str(Path(__file__).resolve()), str(size.agents)]
    megabytes: list[float] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("a child without pipes")
        for _ in range(size.cycles):
            body = crowd.poll(pages=False).aggregates
            child.stdin.write(len(body).to_bytes(_LENGTH, "big") + body)
            child.stdin.flush()
            megabytes.append(int(child.stdout.readline()) / 1e6)
        child.stdin.close()
    settled, last = megabytes[_SETTLED - 1], max(megabytes[-_SETTLED:])
    figure = f"poller memory, {size.agents:,} agents, {size.cycles:,} cycles"
    growth = last / settled
    return [
        Row(figure, last, settled, f"itself after {_SETTLED}", "MB", growth, f"ratio ≤ {_GROWTH}", growth <= _GROWTH),
        bounded(figure, last, "MB", _MOST_MB),
    ]


def _serve(agents: int, bodies: BinaryIO) -> None:
    import ours  # noqa: PLC0415  only the child holds the product in its memory

    crowd = Crowd(agents)
    core = ours.Core(crowd.names)
    core.watch()
    end = crowd.poll(aggregates=False, pages=False).end
    answers = Answers(WINDOW_START, end, b"", ())
    del crowd
    itself = psutil.Process()
    while header := bodies.read(_LENGTH):
        answers = replace(answers, aggregates=bodies.read(int.from_bytes(header, "big")))
        core.cycle_of_aggregates(answers)
        answers = replace(answers, aggregates=b"", end=answers.end + timedelta(seconds=30))
        sys.stdout.write(f"{itself.memory_info().rss}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), sys.stdin.buffer)
