"""Every figure runs once, on little; how fast it was is not asked here."""

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

run: Any = importlib.import_module("run")
figures: Any = importlib.import_module("figures")
debian: Any = importlib.import_module("debian")

_QUICK = {"decode-pages", "least", "memory", "sliding"}  # no other program, no window, no second
_SLOW = [pytest.mark.slow, pytest.mark.timeout(300)]
_NEEDS = {"rank": ["redis-server"], "fan-out": ["nginx-light"], "stalled": ["nginx-light"]}


def without_peers(name: str) -> list[str]:
    absent = {need.package for need in debian.missing(debian.PEERS)}
    return [package for package in _NEEDS.get(name, []) if package in absent]


@pytest.mark.skipif(sys.platform != "linux", reason="the peers are Linux's")
@pytest.mark.parametrize("name", [pytest.param(one, marks=[] if one in _QUICK else _SLOW) for one in run.FIGURES])
def test_every_figure_gives_its_rows(name: str, tmp_path: Path) -> None:
    if without_peers(name):
        pytest.skip("a peer is not installed")
    into = tmp_path / "rows.json"
    command = [sys.executable, str(Path(run.__file__)), name, "--quick", "--into", str(into)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    rows = figures.from_json(into.read_text("utf-8"))
    assert rows
    for row in rows:
        assert row.figure
        assert row.unit
        assert row.ours >= 0  # and so is a number
        assert (row.met is None) == (row.aim == "told")


def test_every_name_leads_to_a_function() -> None:
    folder = Path(run.__file__).parent
    for module, function in run.FIGURES.values():
        assert f"def {function}(size: Size) -> list[Row]:" in (folder / f"{module}.py").read_text("utf-8")


def test_a_name_that_is_none_is_told_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["speed"]) == 2
    assert "There is no figure speed. There are: decode-aggregates," in capsys.readouterr().err


def measured_in(folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str = "") -> Path:
    rows = [figures.bounded("lost", 0.0, "events", 0)]
    monkeypatch.setattr(run, "ROOT", folder)
    monkeypatch.setattr(run, "_apart", lambda name, **_: None if name == failing else rows)
    return folder / "build" / "bench.json"


def test_a_whole_run_is_written_for_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = measured_in(tmp_path, monkeypatch)
    assert run.main([]) == 0
    told = json.loads(written.read_text("utf-8"))
    assert set(told) == {"machine", "date", "rows"}
    assert len(told["rows"]) == len(run.FIGURES)
    assert set(told["rows"][0]) == {"figure", "ours", "peer", "peer_name", "unit", "ratio", "aim", "met"}


@pytest.mark.parametrize("words", [["rank"], ["--quick"]])
def test_less_than_a_whole_run_leaves_the_table_as_it_is(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = measured_in(tmp_path, monkeypatch)
    assert run.main(words) == 0
    assert not written.exists()


def test_what_could_not_be_measured_is_said_and_the_rest_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = measured_in(tmp_path, monkeypatch, failing="rank")
    assert run.main([]) == 1
    told = capsys.readouterr()
    assert "Not measured: rank." in told.err
    assert "lost" in told.out
    assert not written.exists()
