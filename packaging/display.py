"""Is there a display to open a window on? Used by dev.py; a variable that names a dead display does not count."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Mapping
from pathlib import PurePosixPath

_OFF_SCREEN = ("offscreen", "minimal", "vnc")
_LOCAL = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
_REMOTE = re.compile(r"(?:tcp/)?(.+):(\d+)(?:\.\d+)?")
_PATIENCE_SECONDS = 2.0


def answers(env: Mapping[str, str]) -> bool:
    """Whether a window could open, going by these environment variables."""
    chosen = env.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen:
        return chosen not in _OFF_SCREEN
    if sys.platform != "linux":
        return True
    return wayland_answers(env) or x11_answers(env)


def wayland_answers(env: Mapping[str, str]) -> bool:
    """Whether a Wayland compositor listens where WAYLAND_DISPLAY says."""
    name = env.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return _listens(str(PurePosixPath(env.get("XDG_RUNTIME_DIR", "/run"), name)))


def x11_answers(env: Mapping[str, str]) -> bool:
    """Whether an X server listens where DISPLAY says."""
    display = env.get("DISPLAY", "")
    if local := _LOCAL.fullmatch(display):
        path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108  the place is X's own
        return _listens(path) or _listens("\0" + path)
    if remote := _REMOTE.fullmatch(display):
        try:
            with socket.create_connection((remote[1], 6000 + int(remote[2])), _PATIENCE_SECONDS):
                return True
        except (OSError, OverflowError):
            return False
    return False


def _listens(address: str) -> bool:
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(_PATIENCE_SECONDS)
        try:
            knock.connect(address)
        except OSError:
            return False
    return True
