"""The tests written in QML. Their linter is packaging/lint_qml.py."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def test_the_tests_written_in_qml_pass() -> None:
    done = subprocess.run(
        [sys.executable, HERE / "run_qml_tests.py"], capture_output=True, text=True, check=False, timeout=100
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "0 failed" in said
    assert "QWARN" not in said, said


def test_no_component_is_longer_than_a_screenful() -> None:
    components = (HERE.parent.parent / "resources" / "qml").rglob("*.qml")
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in components}
    assert lengths
    assert {name: length for name, length in lengths.items() if length >= 150} == {}
