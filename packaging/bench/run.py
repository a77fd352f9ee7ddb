"""Measure the product beside its peers: one table, and build/bench.json where all was measured. Started by dev.py.

Each figure has a process of its own, so that what one leaves in memory slows no other; one that fails costs its rows
alone, and the exit code says so. A row that misses its aim is told, and is no failure of the benchmark.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from figures import QUICK, WHOLE, Row, Size, from_json, table, to_json

ROOT = Path(__file__).resolve().parents[2]

# By name: the module and its function, which gives the rows.
FIGURES = {
    "decode-aggregates": ("core_figures", "decode_aggregates"),
    "decode-pages": ("core_figures", "decode_pages"),
    "cycle": ("core_figures", "cycle"),
    "rank": ("core_figures", "rank"),
    "least": ("core_figures", "least_and_growth"),
    "memory": ("memory_figure", "memory"),
    "fan-out": ("fan_out_figures", "fan_out"),
    "stalled": ("fan_out_figures", "stalled"),
    "painted": ("screen_figures", "painted"),
    "frames": ("screen_figures", "frames"),
    "day": ("day_figures", "day"),
    "screens": ("cost_figures", "screens"),
    "sliding": ("budget_figures", "sliding"),
    "sweep": ("sweep_figures", "sweep"),
    "folder": ("folder_figures", "folder"),
    "start": ("start_figures", "start"),
}


def main(words: Sequence[str] | None = None) -> int:
    """Measure what was asked for; 1 where something could not be measured."""
    asked = _parser().parse_args(words)
    unknown = [name for name in asked.names if name not in FIGURES]
    if unknown:
        print(f"There is no figure {', '.join(unknown)}. There are: {', '.join(FIGURES)}.", file=sys.stderr)
        return 2
    if asked.into is not None:
        rows = _measured(asked.names[0], QUICK if asked.quick else WHOLE)
        asked.into.write_text(to_json(rows), "utf-8")
        return 0
    return _measure_all(asked.names or list(FIGURES), quick=asked.quick)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measure the product beside its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which figures (all): {', '.join(FIGURES)}")
    parser.add_argument("--quick", action="store_true", help="small sizes: whether it runs, not how fast")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)  # measure one, here, and leave its rows there
    return parser


def _measured(name: str, size: Size) -> list[Row]:
    module, function = FIGURES[name]
    rows: list[Row] = getattr(importlib.import_module(module), function)(size)
    return rows


def _measure_all(names: Sequence[str], *, quick: bool) -> int:
    rows: list[Row] = []
    failed: list[str] = []
    for name in names:
        begun = time.monotonic()
        print(f"… {name}", end="", flush=True)
        found = _apart(name, quick=quick)
        print(f", {time.monotonic() - begun:.0f} s", flush=True)
        if found is None:
            failed.append(name)
        else:
            rows += found
    print("\n" + table(rows))
    if not (quick or failed) and set(names) == set(FIGURES):
        print(f"\nWritten to {_write(rows).relative_to(ROOT)}.")
    if failed:
        print(f"\nNot measured: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _apart(name: str, *, quick: bool) -> list[Row] | None:
    """The rows of one figure, measured in a process of its own; None where that failed, and has said why."""
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-") as folder:
        into = Path(folder, "rows.json")
        command = [sys.executable, str(Path(__file__).resolve()), name, "--into", str(into)]
        done = subprocess.run([*command, *(["--quick"] if quick else [])], check=False)
        return from_json(into.read_text("utf-8")) if done.returncode == 0 else None


def _write(rows: Sequence[Row]) -> Path:
    """The whole table, for programs. A run of some figures leaves it as it is: its rows are those of one run."""
    path = ROOT / "build" / "bench.json"
    path.parent.mkdir(exist_ok=True)
    told = {
        "machine": f"{os.cpu_count()} × {_processor()}, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}",
        "date": datetime.now(UTC).date().isoformat(),
        "rows": [asdict(row) for row in rows],
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return path


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


if __name__ == "__main__":
    sys.exit(main())
