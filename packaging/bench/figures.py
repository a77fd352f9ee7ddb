"""One row of the benchmark, how much is measured, and how the rows are shown. Knows no product."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: the whole benchmark, or as little as runs every line of it once."""

    agents: int = 50_000
    rounds: int = 5
    cycles: int = 1_000
    readers: int = 1_000
    stalled_of: tuple[int, int] = (50, 250)
    seconds: float = 8.0
    screens: int = 100
    frames_seconds: float = 60.0
    updates: int = 200
    simulated_minutes: float = 60.0


WHOLE = Size()
QUICK = Size(
    agents=1_000,
    rounds=1,
    cycles=12,
    readers=20,
    stalled_of=(2, 6),
    seconds=1.0,
    screens=5,
    frames_seconds=1.5,
    updates=4,
    simulated_minutes=2.0,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside one peer. `ratio` is what `aim` speaks of; `met` is None where there is no aim."""

    figure: str
    ours: float
    peer: float | None
    peer_name: str
    unit: str
    ratio: float | None
    aim: str
    met: bool | None


def at_most(figure: str, ours: float, peer: float, peer_name: str, unit: str, aim: float) -> Row:
    """Ours is to be no more than that share of the peer's."""
    ratio = ours / peer if peer else float("inf")
    return Row(figure, ours, peer, peer_name, unit, ratio, f"ours ÷ peer ≤ {aim:g}", ratio <= aim)


def at_least(figure: str, ours: float, peer: float, peer_name: str, unit: str, aim: float) -> Row:
    """The peer's is to be at least that many times ours."""
    ratio = peer / ours if ours else float("inf")
    return Row(figure, ours, peer, peer_name, unit, ratio, f"peer ÷ ours ≥ {aim:g}", ratio >= aim)


def bounded(figure: str, ours: float, unit: str, bound: float) -> Row:
    """Ours is to stay within a bound that no peer sets."""
    return Row(figure, ours, None, "a bound", unit, None, f"≤ {bound:g} {unit}", ours <= bound)


def percentile(values: Iterable[float], share: float) -> float:
    """The value that so many of a hundred do not exceed."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, max(0, round(share / 100 * len(ordered)) - 1))]


def to_json(rows: Iterable[Row]) -> str:
    """Rows as they stand in build/bench.json, and as one process hands them to another."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False)


def from_json(text: str) -> list[Row]:
    """The rows again."""
    return [Row(**one) for one in json.loads(text)]


def table(rows: Sequence[Row]) -> str:
    """The rows for a person."""
    head = ("figure", "ours", "peer", "", "unit", "ratio", "aim", "met")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: "–"}[row.met]
    return (
        row.figure,
        _number(row.ours),
        _number(row.peer),
        row.peer_name,
        row.unit,
        _number(row.ratio),
        row.aim,
        met,
    )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
