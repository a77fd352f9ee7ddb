"""The window on real monitors, as an X server without a card plays them: they come, go, and change their size."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

XORG = Path("/usr/lib/xorg/Xorg")
CONFIG = """
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1280x720" "1920x1080"
    Virtual 4096 2400
  EndSubSection
EndSection
"""
UPRIGHT = ("upright", "176", "1080", "1168", "1280", "1480", "1920", "1921", "1924", "1989")
PROGRAM = """
import sys
from PySide6.QtGui import QGuiApplication, QWindow
from wallboard.app.kiosk import Kiosk
app = QGuiApplication([])
window = QWindow()
def tell(*_):
    rect = window.geometry()
    print(rect.x(), rect.y(), rect.width(), rect.height(), flush=True)
for change in (window.xChanged, window.yChanged, window.widthChanged, window.heightChanged):
    change.connect(tell)
kiosk = Kiosk(window, "DUMMY1")
kiosk.show(fullscreen=True)
tell()
app.exec()
"""


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    if not XORG.exists() or not Path("/usr/lib/xorg/modules/drivers/dummy_drv.so").exists():
        pytest.skip("there is no Xorg with its dummy driver here")
    config = tmp_path / "xorg.conf"
    config.write_text(CONFIG)
    told, tells = os.pipe()
    words = ["-config", str(config), "-logfile", str(tmp_path / "log"), "-displayfd", str(tells)]
    command = [str(XORG), *words, "-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts"]
    with subprocess.Popen(command, pass_fds=[tells], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(tells)
        with os.fdopen(told) as pipe:
            number = pipe.readline().strip()  # empty when the server ended
        try:
            if not number:
                pytest.skip("Xorg does not start here: " + (tmp_path / "log").read_text("utf-8", "replace")[-300:])
            yield f":{number}"
        finally:
            server.terminate()


def xrandr(display: str, *words: str) -> None:
    subprocess.run(["xrandr", "--display", display, *words], check=True, capture_output=True, timeout=30)  # noqa: S607


@pytest.mark.skipif(sys.platform != "linux", reason="Xorg's dummy driver is there on Linux alone")
def test_a_monitor_that_comes_and_goes_and_changes_is_filled_each_time(display: str) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:

        def until(rect: str) -> None:
            """Read on until the window is there; a window that never is ends the test by its time limit."""
            assert program.stdout is not None
            for line in program.stdout:
                if line.strip() == rect:
                    return
            assert program.stderr is not None
            pytest.fail(f"it ended before it stood at {rect}: {program.stderr.read()}")

        try:
            until("0 0 1280 720")  # the wanted one is off
            xrandr(display, "--newmode", *UPRIGHT)  # the driver itself does not rotate
            for mode in ("1920x1080", "1600x900", "upright"):
                xrandr(display, "--addmode", "DUMMY1", mode)
            xrandr(display, "--output", "DUMMY1", "--mode", "1920x1080", "--right-of", "DUMMY0")
            until("1280 0 1920 1080")
            xrandr(display)  # asks the server for its outputs anew: what was just plugged in counts as there
            xrandr(display, "--output", "DUMMY1", "--mode", "upright")
            until("1280 0 1080 1920")
            xrandr(display, "--output", "DUMMY1", "--mode", "1600x900")
            until("1280 0 1600 900")
            xrandr(display, "--output", "DUMMY1", "--off")
            until("0 0 1280 720")
            xrandr(display, "--output", "DUMMY1", "--mode", "1600x900", "--right-of", "DUMMY0")
            until("1280 0 1600 900")
        finally:
            program.terminate()
