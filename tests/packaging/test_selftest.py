"""The self-test of a frozen build, on stand-ins: the programs from source, and builds that are broken each in its way.

On a frozen build itself it is run by tests/packages.
"""

import ast
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SELFTEST = ROOT / "packaging" / "selftest.py"

processes: Any = importlib.import_module("processes")
programs: Any = importlib.import_module("programs")
selftest: Any = importlib.import_module("selftest")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the three programs, as scripts that run the source."""
    place = tmp_path / "a build"
    place.mkdir()
    for name, begin in programs.programs(ROOT).items():
        stand_in(place / name, f'exec "{sys.executable}" -m {begin.partition(":")[0]} "$@"')
    return place


def stand_in(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def run(folder: Path, **env: str) -> tuple[int, dict[str, str]]:
    """With the interpreter below our venv, as a machine would that knows nothing of this project."""
    base = getattr(sys, "_base_executable", sys.executable)
    told = subprocess.run(
        [base, str(SELFTEST), str(folder)], check=False, capture_output=True, text=True, env={**os.environ, **env}
    )
    assert told.stderr == ""
    lines = [line.split(":", 1) for line in told.stdout.splitlines()]
    return told.returncode, {head.split()[1]: f"{head.split()[0]} {rest.strip()}" for head, rest in lines}


def test_an_older_python_can_read_it() -> None:
    for name in ("selftest.py", "pixels.py", "processes.py"):
        ast.parse((ROOT / "packaging" / name).read_text("utf-8"), feature_version=(3, 9))


def test_every_step_is_taken_and_told(folder: Path) -> None:
    code, told = run(folder)
    assert list(told) == ["version", "handshake", "picture", "keyring", "gone"]
    assert told["version"].startswith("ok wallboard 0")
    assert told["handshake"].startswith("ok the poller serves ")
    assert told["picture"].startswith("ok 640 × 360, ")
    assert told["gone"].startswith("ok no process is left")
    if selftest.shutil.which("gnome-keyring-daemon") and selftest.shutil.which("dbus-run-session"):
        assert told["keyring"].startswith("ok login, found by the poller, logout")
    assert code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the keyring is the user's")
def test_no_keyring_is_left_behind(folder: Path, tmp_path: Path) -> None:
    if not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")):
        pytest.skip("gnome-keyring and dbus are not installed")
    build = selftest.Build(folder, tmp_path)
    ours = f"XDG_RUNTIME_DIR={tmp_path / 'runtime'}"
    with selftest.keyring_session(build):
        assert processes.processes_given(ours)
    assert processes.processes_given(ours) == []


def test_a_build_without_its_programs_fails_at_each_step(tmp_path: Path) -> None:
    code, told = run(tmp_path)
    assert code == 1
    assert {line.split()[0] for name, line in told.items() if name != "gone"} <= {"FAILED", "skipped"}


def test_why_a_program_failed_is_told_on_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stand_in(folder / "wallboard", "echo one >&2; echo two >&2; echo three >&2; echo four >&2; exit 3")
    build = selftest.Build(folder, folder)
    assert not selftest.take("version", lambda: selftest.tell_versions(build))
    (line,) = capsys.readouterr().out.splitlines()
    assert "wallboard --version ended with 3: two / three / four" in line


def test_one_program_of_another_build_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stand_in(folder / "wallboard-poller", "echo 'wallboard-poller 9.9 (build 0000000, 2020-01-01)'")
    build = selftest.Build(folder, folder)
    assert not selftest.take("version", lambda: selftest.tell_versions(build))
    assert "the three differ" in capsys.readouterr().out


def test_a_picture_of_nothing_is_no_board(folder: Path) -> None:
    """A window without fonts, or without QML, is painted too."""
    blank = folder / "blank.py"
    program = "import sys; from PySide6.QtGui import QImage; image = QImage(640, 360, QImage.Format.Format_RGB32)"
    blank.write_text(f"{program}; image.fill(0); image.save(sys.argv[3])", "utf-8")
    stand_in(folder / "wallboard", f'exec "{sys.executable}" "{blank}" "$@"')
    with pytest.raises(selftest.Broken, match="with 1 colours is no board"):
        selftest.paint(selftest.Build(folder, folder))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_process_that_stays_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "wallboard-poller"
    shutil.copy(shutil.which("sleep") or "", program)
    monkeypatch.setattr(selftest, "_PATIENCE", 0.0)
    build = selftest.Build(tmp_path, tmp_path)
    with subprocess.Popen([str(program), "60"]) as left:
        try:
            with pytest.raises(selftest.Broken, match="still there"):
                selftest.leave_nothing(build, before={})
            assert selftest.leave_nothing(build, before={left.pid: str(program)}) == "no process is left"
        finally:
            left.kill()


def test_the_programs_find_nothing_by_name(tmp_path: Path) -> None:
    env = selftest.bare_environment(tmp_path, {"PATH": "/usr/bin", "PYTHONPATH": "x", "SYSTEMROOT": "C:\\Windows"})
    assert not Path(env["PATH"]).exists()
    assert env["SYSTEMROOT"] == "C:\\Windows"
    assert not {name for name in env if name.startswith(("PYTHON", "LD_", "QT_"))}


def test_a_bundle_of_macos_holds_them_inside(tmp_path: Path) -> None:
    inside = tmp_path / "Wallboard.app" / "Contents" / "MacOS"
    inside.mkdir(parents=True)
    assert selftest.Build(tmp_path / "Wallboard.app", tmp_path).command("wallboard")[0].startswith(str(inside))
