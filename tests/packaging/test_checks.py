"""Every check runs, each with a verdict; the output of those that failed is shown."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

checks: Any = importlib.import_module("checks")


def check(name: str, code: str) -> object:
    return checks.Check(name, [sys.executable, "-c", code])


def test_all_run_and_only_the_failed_are_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to_run = [
        check("first", "import sys; print('bad line'); sys.exit('worse line')"),
        check("second", "import os; assert os.environ['MARK'] == 'x'; print('chatter')"),
        checks.Check("third", [str(tmp_path / "nothing")]),
    ]
    assert not checks.run_all(tmp_path, to_run, {"MARK": "x"})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("FAILED  first, ")
    assert {line.strip() for line in lines[1:3]} == {"bad line", "worse line"}
    assert lines[3].startswith("ok      second, ")
    assert lines[4].startswith("FAILED  third, ")
    assert lines[-1] == "2 of 3 checks failed: first, third."


def test_all_passed_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.run_all(tmp_path, [check("only", "")], {})
    assert capsys.readouterr().out.splitlines()[-1] == "All 1 checks passed."


def test_every_tool_of_the_house_is_among_them() -> None:
    root = Path(__file__).resolve().parents[2]
    commands = [" ".join(Path(word).name for word in check.command) for check in checks.checks(root)]
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports", "lint_qml.py", "test_house.py", "dev.py"):
        assert any(tool in command for command in commands), tool


def test_the_types_of_every_script_are_checked() -> None:
    root = Path(__file__).resolve().parents[2]
    named = {word for check in checks.checks(root) for word in check.command}
    scripts = {str(path) for path in (root / "packaging").rglob("*.py")}
    assert {script for script in scripts if script not in named} == set()
