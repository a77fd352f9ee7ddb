"""When .venv is made, and that a half-made one never counts."""

import importlib
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

environment: Any = importlib.import_module("environment")
console: Any = importlib.import_module("console")

PROJECT = """\
[project]
name = "wallboard"
dependencies = ["httpx"]

[tool.ruff]
line-length = 120
"""


class Installer:
    """Stands in for venv and pip: makes the interpreter's file, and fails where it is told to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[str] = []
        self.fails_at = ""

    def run(self, _command: object, *, what: str, next_step: str) -> None:
        self.steps.append(what)
        if what == self.fails_at:
            raise console.Failed(f"{what} failed (exit code 1). {next_step}")
        python = environment.program(self.root, "python")
        python.parent.mkdir(parents=True, exist_ok=True)
        python.unlink(missing_ok=True)
        python.touch()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "packaging" / "locks").mkdir(parents=True)
    (tmp_path / "packaging" / "locks" / "dev.txt").write_text("httpx==0.28.1\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    return tmp_path


@pytest.fixture
def installer(root: Path, monkeypatch: pytest.MonkeyPatch) -> Installer:
    installer = Installer(root)
    monkeypatch.setattr(environment, "run", installer.run)
    return installer


def test_it_is_made_once_and_says_each_step(
    root: Path, installer: Installer, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.ensure(root)
    told = capsys.readouterr().out.splitlines()
    assert installer.steps == ["Making .venv", "Installing the locked packages", "Installing wallboard"]
    assert told[0] == "Making .venv with Python {}.{}.{} …".format(*sys.version_info)
    assert len(told) == 4

    environment.ensure(root)
    assert len(installer.steps) == 3
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("step", ["Making .venv", "Installing the locked packages", "Installing wallboard"])
def test_a_half_made_one_is_made_anew(root: Path, installer: Installer, step: str) -> None:
    environment.ensure(root)
    (root / "packaging" / "locks" / "dev.txt").write_text("httpx==0.28.2\n", "utf-8")
    installer.fails_at = step
    with pytest.raises(console.Failed, match=r"\(exit code 1\)"):
        environment.ensure(root)
    # Even the earlier lock does not count: parts of it are gone.
    (root / "packaging" / "locks" / "dev.txt").write_text("httpx==0.28.1\n", "utf-8")
    installer.fails_at = ""
    installer.steps.clear()
    environment.ensure(root)
    assert installer.steps[0] == "Making .venv"
    assert len(installer.steps) == 3


def test_a_venv_whose_python_is_gone_is_made_anew(root: Path, installer: Installer) -> None:
    environment.ensure(root)
    python = environment.program(root, "python")
    python.unlink()
    python.symlink_to(root / "no-such-python")
    installer.steps.clear()
    environment.ensure(root)
    assert len(installer.steps) == 3


def test_the_lock_the_dependencies_and_the_place_count(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = environment.fingerprint(root)
    (root / "pyproject.toml").write_text(PROJECT.replace("120", "100"), "utf-8")
    assert environment.fingerprint(root) == before  # a linter's setting changes nothing that is installed
    (root / "pyproject.toml").write_text(PROJECT.replace('"httpx"', '"httpx", "qasync"'), "utf-8")
    with_dependency = environment.fingerprint(root)
    (root / "packaging" / "locks" / "dev.txt").write_text("httpx==0.28.2\n", "utf-8")
    with_lock = environment.fingerprint(root)
    elsewhere = root.rename(tmp_path_factory.mktemp("moved") / "here")
    assert len({before, with_dependency, with_lock, environment.fingerprint(elsewhere)}) == 4


def test_two_at_once_make_it_once(root: Path, installer: Installer) -> None:
    inside, go_on, waiting = threading.Event(), threading.Event(), threading.Event()
    honest = installer.run

    def slow(command: object, *, what: str, next_step: str) -> None:
        inside.set()
        assert go_on.wait(30)
        honest(command, what=what, next_step=next_step)

    def say(words: str) -> None:
        if "waiting" in words:
            waiting.set()

    installer_patch = pytest.MonkeyPatch()
    installer_patch.setattr(environment, "run", slow)
    installer_patch.setattr(environment, "say", say)
    first = threading.Thread(target=environment.ensure, args=(root,))
    second = threading.Thread(target=environment.ensure, args=(root,))
    first.start()
    assert inside.wait(30)
    second.start()
    assert waiting.wait(30)
    go_on.set()
    first.join(30)
    second.join(30)
    installer_patch.undo()
    assert len(installer.steps) == 3


def test_the_base_interpreter_is_outside_this_venv() -> None:
    base = environment.base_python()
    asked = [base, "-c", "import sys; print(sys.prefix == sys.base_prefix)"]
    assert subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip() == "True"
