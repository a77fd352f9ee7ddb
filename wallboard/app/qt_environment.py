"""Which of its platforms and renderers Qt shall take. Pure. Used by app.main before Qt starts.

The software renderer is the default everywhere: on a PC without a GPU it draws 64 frames a second at 1080p and at 4K,
where OpenGL on the CPU falls to 10 at 4K; and for one list that moves twice a minute a GPU gains nothing. Whoever has
one and wants it sets WALLBOARD_RENDERER=gpu.
"""

from collections.abc import Mapping


class NoDisplay(Exception):
    """There is nothing to show a window on."""


def qt_environment(environment: Mapping[str, str], platform: str, *, picture: bool) -> dict[str, str]:
    """The variables to add, where the user has not decided. Raises NoDisplay."""
    added: dict[str, str] = {}
    if "QT_QUICK_BACKEND" not in environment and environment.get("WALLBOARD_RENDERER", "software") != "gpu":
        added["QT_QUICK_BACKEND"] = "software"
    if "QT_QPA_PLATFORM" in environment:
        return added
    if picture:
        return added | {"QT_QPA_PLATFORM": "offscreen"}  # whatever the monitor: the picture has the size asked for
    if platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        raise NoDisplay("there is no display: DISPLAY and WAYLAND_DISPLAY are not set; --snapshot FILE.png needs none")
    return added
