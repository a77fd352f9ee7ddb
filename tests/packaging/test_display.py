"""A display counts only when somebody listens there."""

import importlib
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

display: Any = importlib.import_module("display")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="about Linux")


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A socket's path may have no more than about 100 letters."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_no_variable_no_display() -> None:
    assert not display.answers({})


@pytest.mark.parametrize("dead", [":987", ":987.0", "unix:987", "localhost:987", "nonsense", "a:99999999999"])
def test_a_display_that_nobody_serves_does_not_count(dead: str) -> None:
    assert not display.answers({"DISPLAY": dead})


def test_an_x_server_on_this_machine() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        number = 5000
        while True:
            try:
                server.bind(f"\0/tmp/.X11-unix/X{number}")
                break
            except OSError:
                number += 1
        server.listen()
        assert display.answers({"DISPLAY": f":{number}"})
        assert display.answers({"DISPLAY": f":{number}.0"})


def test_an_x_server_behind_a_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        if number < 0:
            pytest.skip("the system gave a port below those of X")
        assert display.answers({"DISPLAY": f"127.0.0.1:{number}.0"})


def test_a_wayland_compositor(short_folder: Path) -> None:
    env = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(short_folder)}
    assert not display.answers(env)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(short_folder / "wayland-0"))
        server.listen()
        assert display.answers(env)
        assert display.answers({"WAYLAND_DISPLAY": str(short_folder / "wayland-0")})


@pytest.mark.parametrize(
    ("platform", "answer"), [("offscreen", False), ("offscreen:size=1x1", False), ("minimal", False), ("eglfs", True)]
)
def test_a_platform_that_was_chosen_decides(platform: str, answer: bool) -> None:
    assert display.answers({"QT_QPA_PLATFORM": platform}) is answer
