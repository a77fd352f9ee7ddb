"""What lies ready for PyInstaller, and how it is asked; PyInstaller itself is run by tests/packages."""

import importlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

freeze: Any = importlib.import_module("freeze")
identity: Any = importlib.import_module("identity")
console: Any = importlib.import_module("console")

MADE_FROM = identity.Identity("3f2c1a9", changed=False, date="2026-11-29", epoch=1795953600)


def test_scripts_identity_and_resources_lie_ready(tmp_path: Path) -> None:
    freeze.prepare(ROOT, tmp_path / "work", MADE_FROM)
    written = {path.name: path.read_text("latin-1") for path in (tmp_path / "work").iterdir()}
    assert "wallboard.poller.main" in written["start-wallboard-poller.py"]
    assert json.loads(written["build.json"]) == {"commit": "3f2c1a9", "date": "2026-11-29"}
    assert "build 3f2c1a9, 2026-11-29" in written["wallboard.version.txt"]
    assert written["wallboard.icns"].startswith("icns")


def test_without_git_it_says_so_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    freeze.prepare(ROOT, tmp_path / "work", None)
    assert json.loads((tmp_path / "work" / "build.json").read_text("utf-8")) == {"commit": "unknown", "date": None}
    assert "no commit" in capsys.readouterr().out


def test_the_same_source_is_frozen_alike() -> None:
    env = freeze.environment(MADE_FROM, trimmed=True)
    assert env == {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1795953600"}
    assert "WALLBOARD_UNTRIMMED" in freeze.environment(None, trimmed=False)


@pytest.mark.parametrize(("trimmed", "place"), [(True, "build/frozen/wallboard"), (False, "build/untrimmed/wallboard")])
def test_pyinstaller_is_asked_for_that_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], trimmed: bool, place: str
) -> None:
    asked: list[list[str]] = []

    def run(command: list[Any], *, env: dict[str, str], **_: object) -> None:
        asked.append([str(word) for word in command])
        assert ("WALLBOARD_UNTRIMMED" in env) is not trimmed
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "wallboard").write_bytes(b"x" * 3_000_000)
        (tmp_path / place / "link").symlink_to("wallboard")

    monkeypatch.setattr(freeze, "run", run)
    monkeypatch.setattr(freeze, "prepare", lambda *_: None)
    assert freeze.freeze(tmp_path, trimmed=trimmed) == tmp_path / place
    (words,) = asked
    assert words[1:3] == ["-m", "PyInstaller"]
    assert words[words.index("--distpath") + 1] == str((tmp_path / place).parent)
    assert words[-1] == str(tmp_path / "packaging" / "wallboard.spec")
    assert capsys.readouterr().out.endswith(f"{place} is ready: 3 MB.\n")


def test_a_folder_is_made_anew_when_a_source_is_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze, "freeze", lambda root: root / "made")
    source, program = tmp_path / "wallboard" / "one.py", tmp_path / freeze.FOLDER / "wallboard"
    for path, moment in ((source, 2_000), (program, 1_000)):
        path.parent.mkdir(parents=True)
        path.touch()
        os.utime(path, (moment, moment))
    assert freeze.fresh(tmp_path) == tmp_path / "made"
    os.utime(program, (3_000, 3_000))
    assert freeze.fresh(tmp_path) == tmp_path / freeze.FOLDER
    program.unlink()
    assert freeze.fresh(tmp_path) == tmp_path / "made"


def test_the_spec_takes_what_it_says_it_takes() -> None:
    text = (ROOT / "packaging" / "wallboard.spec").read_text("utf-8")
    compile(text, "wallboard.spec", "exec")
    assert "upx=True" not in text
