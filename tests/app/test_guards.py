"""What nobody catches reaches the log, in a process of its own: the hooks are the process's."""

import subprocess
import sys

import pytest

SCRIPT = """
import gc, logging, sys, threading
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
from wallboard.app import guards
from wallboard.host import logs
logs.configure()
guards.install()
app = QCoreApplication([])
class Odd:
    def __del__(self): raise ValueError("in a finalizer")
def slot(): raise ValueError("in a slot")
def end():
    app.quit()
def thread(): raise ValueError("in a thread")
QTimer.singleShot(0, slot)
QTimer.singleShot(10, end)
qWarning("from qt")
one = threading.Thread(target=thread)
one.start(); one.join()
Odd()
gc.collect()
app.exec()
print("went on")
if "interrupt" in sys.argv: raise KeyboardInterrupt
"""


@pytest.fixture(scope="module")
def ran() -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("trouble", ["in a slot", "in a thread", "in a finalizer", "WARNING qt from qt"])
def test_it_is_logged(ran: subprocess.CompletedProcess[str], trouble: str) -> None:
    assert trouble in ran.stderr
    assert "Error calling Python override" not in ran.stderr


def test_the_program_goes_on(ran: subprocess.CompletedProcess[str]) -> None:
    assert ran.stdout == "went on\n"
    assert ran.returncode == 0


def test_ctrl_c_is_no_error() -> None:
    command = [sys.executable, "-c", SCRIPT, "interrupt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "KeyboardInterrupt" not in done.stderr
