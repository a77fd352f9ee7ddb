"""The event loop is there without Qt's widgets, and takes them away from nobody.

In processes of their own: what one has imported stays.
"""

import subprocess
import sys


def told_by(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_screen_loads_no_widgets() -> None:
    program = "import sys, wallboard.app.main; print(sorted(name for name in sys.modules if 'QtWidgets' in name))"
    assert told_by(program) == "[]"


def test_it_runs_with_the_application_there_is() -> None:
    program = """
import asyncio, sys
from PySide6.QtGui import QGuiApplication
from wallboard.app.qt_loop import QEventLoop
app = QGuiApplication(sys.argv[:1])
async def answer():
    await asyncio.sleep(0)
    return 42
with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
    print(runner.run(answer()))
"""
    assert told_by(program) == "42"


def test_whoever_needs_the_widgets_has_them_before_and_after() -> None:
    after = "import wallboard.app.qt_loop; from PySide6 import QtWidgets; print(QtWidgets.QWidget.__name__)"
    assert told_by(after) == "QWidget"
    before = "from PySide6 import QtWidgets; import qasync, wallboard.app.qt_loop; print(qasync.QApplication.__name__)"
    assert told_by(before) == "QApplication"
