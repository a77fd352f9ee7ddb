"""The window on real monitors, as an X server without a card plays them: they come, go, and change their size."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

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
READY = "ready"
PROGRAM = """
import sys
from PySide6.QtGui import QGuiApplication, QWindow
from wallboard.app.kiosk import Kiosk
app = QGuiApplication([])
window = QWindow()
def tell(*_):
    rect = window.geometry()
    print(rect.x(), rect.y(), rect.width(), rect.height(), kiosk.missing, flush=True)
kiosk = Kiosk(window, "DUMMY1")
for change in (window.xChanged, window.yChanged, window.widthChanged, window.heightChanged):
    change.connect(tell)
kiosk.show(fullscreen=True)
tell()
print("ready", flush=True)
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


class Wall:
    """A window that fills the monitor DUMMY1, or the one that stands in for it; it tells where it stands."""

    def __init__(self, display: str) -> None:
        environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-c", PROGRAM]
        pipe = subprocess.PIPE
        self.program = subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.program.terminate()
        self.program.communicate()

    def until(self, rect: str) -> None:
        """Read on until the window is there; a window that never is ends the test by its time limit."""
        assert self.program.stdout is not None
        for line in self.program.stdout:
            if line.strip() == rect:
                return
        assert self.program.stderr is not None
        pytest.fail(f"it ended before it stood at {rect}: {self.program.stderr.read()}")


def teach_modes(display: str) -> None:
    xrandr(display, "--newmode", *UPRIGHT)  # the driver itself does not rotate
    for mode in ("1920x1080", "1600x900", "upright"):
        xrandr(display, "--addmode", "DUMMY1", mode)


@pytest.mark.skipif(sys.platform != "linux", reason="Xorg's dummy driver is there on Linux alone")
def test_a_monitor_that_comes_and_goes_and_changes_is_filled_each_time(display: str) -> None:
    with Wall(display) as wall:
        wall.until("0 0 1280 720 DUMMY1")  # the wanted one is off, and is missed
        teach_modes(display)
        xrandr(display, "--output", "DUMMY1", "--mode", "1920x1080", "--right-of", "DUMMY0")
        wall.until("1280 0 1920 1080")
        xrandr(display)  # asks the server for its outputs anew: what was just plugged in counts as there
        xrandr(display, "--output", "DUMMY1", "--mode", "upright")
        wall.until("1280 0 1080 1920")
        xrandr(display, "--output", "DUMMY1", "--mode", "1600x900")
        wall.until("1280 0 1600 900")
        xrandr(display, "--output", "DUMMY1", "--off")
        wall.until("0 0 1280 720 DUMMY1")
        xrandr(display, "--output", "DUMMY1", "--mode", "1600x900", "--right-of", "DUMMY0")
        wall.until("1280 0 1600 900")


@pytest.mark.skipif(sys.platform != "linux", reason="Xorg's dummy driver is there on Linux alone")
def test_without_any_monitor_it_waits_and_fills_the_one_that_comes(display: str) -> None:
    teach_modes(display)
    xrandr(display, "--output", "DUMMY0", "--off")
    with Wall(display) as wall:
        wall.until(READY)
        xrandr(display, "--output", "DUMMY1", "--mode", "1920x1080")
        wall.until("0 0 1920 1080")
        xrandr(display, "--output", "DUMMY1", "--off")  # the cable was pulled
        xrandr(display, "--output", "DUMMY0", "--mode", "1280x720")
        wall.until("0 0 1280 720 DUMMY1")
