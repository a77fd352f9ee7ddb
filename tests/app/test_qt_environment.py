"""Platform and renderer, by table; what the user has set stands."""

from collections.abc import Mapping

import pytest

from wallboard.app.qt_environment import NoDisplay, qt_environment

SOFTWARE = {"QT_QUICK_BACKEND": "software"}
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
X11 = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("environment", "platform", "picture", "added"),
    [
        (X11, "linux", False, SOFTWARE),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False, SOFTWARE),
        ({}, "win32", False, SOFTWARE),
        ({}, "darwin", False, SOFTWARE),
        (X11 | {"WALLBOARD_RENDERER": "gpu"}, "linux", False, {}),
        (X11 | {"WALLBOARD_RENDERER": "software"}, "linux", False, SOFTWARE),
        (X11 | {"QT_QUICK_BACKEND": ""}, "linux", False, {}),
        ({}, "linux", True, SOFTWARE | OFFSCREEN),
        (X11, "linux", True, SOFTWARE | OFFSCREEN),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", True, SOFTWARE),
        ({"QT_QPA_PLATFORM": "eglfs"}, "linux", False, SOFTWARE),
    ],
)
def test_the_table(environment: Mapping[str, str], platform: str, picture: bool, added: dict[str, str]) -> None:
    assert qt_environment(environment, platform, picture=picture) == added


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"DISPLAY": "", "WAYLAND_DISPLAY": ""}])
def test_without_a_display_the_reason_and_the_way_out_are_told(environment: dict[str, str]) -> None:
    with pytest.raises(NoDisplay, match="--snapshot"):
        qt_environment(environment, "linux", picture=False)
