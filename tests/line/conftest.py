"""Qt for the screen's tests: no widgets, and the bundled fonts; and a process of their own for some."""

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication

_APART = "WALLBOARD_TEST_APART"


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The kind of application that the screen runs in."""
    return QGuiApplication


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is marked so in a process of its own: what Qt leaves behind of it ends there."""
    if pyfuncitem.get_closest_marker("apart") is None or _APART in os.environ:
        return None
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--slow", pyfuncitem.nodeid]
    done = subprocess.run(
        words,
        cwd=pyfuncitem.config.rootpath,
        env={**os.environ, _APART: "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        pytest.fail(f"{done.stdout}\n{done.stderr}", pytrace=False)
    return True
