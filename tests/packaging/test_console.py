"""Programs that dev.py runs: quiet when they succeed, named when they fail."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

console: Any = importlib.import_module("console")

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_program_that_succeeds_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    console.run(python("print('much ado')"), what="It", next_step="Next.")
    assert capfd.readouterr() == ("", "")


def test_a_program_that_fails_is_heard_and_named(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(console.Failed) as failed:
        console.run(python("import sys; print('why'); sys.exit(7)"), what="It", next_step="Do this.")
    assert str(failed.value) == "It failed (exit code 7). Do this."
    assert failed.value.code == 7
    assert capfd.readouterr().out == "why\n"


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(console.Failed, match=r"It failed: .*Do this\."):
        console.run([tmp_path / "nothing"], what="It", next_step="Do this.")


def test_a_long_program_gives_signs_of_life(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(console, "_SIGN_OF_LIFE_SECONDS", 0.05)
    console.run(python("import time; time.sleep(0.5)"), what="Installing it", next_step="")
    assert "… installing it goes on (" in capsys.readouterr().out


@pytest.mark.parametrize(("returned", "code"), [(0, 0), (3, 3), (-2, 130), (-15, 143)])
def test_a_signal_gives_the_code_that_a_shell_gives(returned: int, code: int) -> None:
    assert console.exit_code(returned) == code


def test_the_program_that_takes_over_gives_the_exit_code_and_sees_the_environment() -> None:
    child = python("import os, sys; print(os.environ['MARK']); sys.exit(5)")
    hand_over = f"console.hand_over({child!r}, env={{'MARK': 'x'}})"
    code = f"import sys; sys.path.append({str(PACKAGING)!r}); import console; {hand_over}"
    done = subprocess.run(python(code), check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (5, "x\n", "")
