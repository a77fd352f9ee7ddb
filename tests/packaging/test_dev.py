"""packaging/dev.py as a person meets it: as a program."""

import ast
import importlib
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"

dev: Any = importlib.import_module("dev")


def run(*words: str, script: Path = DEV, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """Start dev.py with the interpreter below our own venv, as on a machine that has nothing else."""
    base = getattr(sys, "_base_executable", sys.executable)
    return subprocess.run(
        [base, str(script), *words],
        check=False,
        cwd=cwd,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_help_goes_to_standard_output() -> None:
    told = run("--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert "demo" in told.stdout


def test_no_verb_at_all_is_answered_with_the_help() -> None:
    told = run()
    assert told.returncode == 2
    assert "usage:" in told.stdout


def test_an_unknown_verb_is_named(tmp_path: Path) -> None:
    told = run("dmeo", cwd=tmp_path)
    assert told.returncode == 2
    assert "no verb 'dmeo'" in told.stderr
    assert "usage:" in told.stderr


def test_a_verb_without_arguments_refuses_them() -> None:
    told = run("check", "--fast")
    assert (told.returncode, told.stderr) == (2, "check takes no arguments; it was given: --fast\n")


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10), (3, 15)])
def test_a_python_that_does_not_fit_is_told_so_in_one_line(version: tuple[int, int]) -> None:
    complaint = dev.complain_about_python(version)
    assert "3.11 to 3.14" in complaint
    assert f"this is {version[0]}.{version[1]}" in complaint
    assert "\n" not in complaint


def test_its_bounds_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    first_too_new = (dev.NEWEST[0], dev.NEWEST[1] + 1)
    assert project["requires-python"] == ">={}.{},<{}.{}".format(*dev.OLDEST, *first_too_new)
    assert dev.complain_about_python(dev.OLDEST) is None
    assert dev.complain_about_python(dev.NEWEST) is None


def test_an_older_python_can_read_it() -> None:
    ast.parse(DEV.read_text("utf-8"), feature_version=(3, 8))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_fresh_copy_sets_itself_up_once(tmp_path: Path) -> None:
    """Needs the network, or what pip keeps of it."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "build", ".*_cache", "__pycache__"))
    script = copy / "packaging" / "dev.py"

    first = run("setup", script=script, cwd=tmp_path)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Making .venv" in first.stdout
    named = run("test", "--version", script=script, cwd=tmp_path)
    assert (named.returncode, named.stdout.split()[0]) == (0, "pytest")

    again = run("setup", script=script, cwd=tmp_path)
    assert (again.returncode, "Making .venv" in again.stdout) == (0, False)
