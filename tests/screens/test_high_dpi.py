"""On displays of 150 and 200 percent a screen looks as on one of 100: as large, as whole, as sharp."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TypedDict

import pytest

from tests.screens.at_scale import SHOTS

ROOT = Path(__file__).resolve().parent.parent.parent
SCALES = ["1.5", "2"]
NAMES = [f"{name} {size[0]}" for name, size in SHOTS]


class Shot(TypedDict):
    faults: list[str]
    size: list[int]
    name_height: float
    sharp: int


@cache
def shots(scale: str) -> dict[str, Shot]:
    """What a process at that scale told. Made once; the pictures stay for whoever wants to look."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.screens.at_scale", mkdtemp(prefix=f"wallboard-at-{scale}-")],
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["ratio"] == scale
    found: dict[str, Shot] = told["shots"]
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", SCALES)
def test_nothing_is_cut_and_nothing_overlaps(scale: str, name: str) -> None:
    assert shots(scale)[name]["faults"] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", SCALES)
def test_it_has_as_many_pixels_and_letters_as_large_as_at_100_percent(scale: str, name: str) -> None:
    scaled, plain = shots(scale)[name], shots("1")[name]
    assert scaled["size"] == plain["size"]
    # A size is a whole number of the window's pixels, which are larger.
    assert scaled["name_height"] == pytest.approx(plain["name_height"], abs=float(scale))


@pytest.mark.parametrize("name", [name for name in NAMES if "stale" not in name])
@pytest.mark.parametrize("scale", SCALES)
def test_letters_are_as_sharp_as_at_100_percent(scale: str, name: str) -> None:
    assert shots(scale)[name]["sharp"] >= 0.8 * shots("1")[name]["sharp"]
