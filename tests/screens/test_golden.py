"""Whole screens look as they were recorded, pixel by pixel. --record-golden records them anew: look at them then.

Fonts are drawn differently on each system: the pictures are those of Linux.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.screens.compare import LEVELS, compare, png
from tests.screens.screens import EVERYTHING, SCREENS, SIGN_IN_CAUSES, TALL, THEMED, picture
from tests.screens.spoken import everything, spoken_on
from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace
from wallboard.app.scene import Scene
from wallboard.host.screen_settings import Language

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
BUILT = HERE.parent.parent / "build" / "golden"
RECORD = "pytest tests/screens/test_golden.py --record-golden"

STATES = ["live", "stale", "empty board"]
AT_1080P_ALONE = [
    "offline",
    "long names",
    "right-to-left names",
    "not set up",
    "sign-in refused",
    *SIGN_IN_CAUSES,
    *(f"{name}, no data yet" for name in ("wrong secret", "forbidden")),
    "late",
    "silent",
    "rehearsal",
    "with pictures",
    "with old pictures",
    "old statuses",
    "reconciled",
    "six rows",
    "not ranked yet",
    "connected in part",
    "CJK and emoji",
    "forty letters",
    "all columns",
    "over thresholds",
    "podium",
    "teams",
    "goals",
    "goal reached",
    "high contrast, teams",
    *THEMED,
]
HELP = "help"
SIZES = {"1080p": (1920, 1080), "4k": (3840, 2160)}
ODD_SIZES = {"1366x768": (1366, 768), "1080x1920": (1080, 1920)}
SHOTS = [
    *((state, size) for state in STATES for size in SIZES),
    *((state, "1080p") for state in AT_1080P_ALONE),
    *((state, "1366x768") for state in ("live", "stale")),
    (HELP, "1080p"),
    *((state, "1080x1920") for state in ("upright", "upright, stale")),
]
FILES = {f"{state.replace(',', '').replace(' ', '-')}-{size}.png": (state, size) for state, size in SHOTS}

# The other languages: what is said, and where it stands.
SPOKEN: dict[str, tuple[Language, str]] = {
    "german-live-1080p.png": ("de", "live"),
    "german-stale-1080p.png": ("de", "stale"),
    "arabic-live-1080p.png": ("ar", "live"),
}

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="recorded on Linux; fonts look different elsewhere")


def recorded(path: Path) -> QImage:
    image = QImage(str(path))
    if image.isNull():
        pytest.fail(f"{path} cannot be read; after looking at the screen, record it: {RECORD}", pytrace=False)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def insist(actual: QImage, wanted: QImage, name: str, built: Path = BUILT) -> None:
    """Fail where the two differ, and leave behind what helps to see why."""
    found = compare(actual, wanted)
    if found is None:
        return
    built.mkdir(parents=True, exist_ok=True)
    seen, difference = built / name, built / name.replace(".png", "-difference.png")
    seen.write_bytes(png(actual))
    difference.write_bytes(png(found.image))
    area = found.area
    pytest.fail(
        f"{name}: {found.pixels} pixels are off by up to {found.levels} levels (up to {LEVELS} do not matter), "
        f"all within {area.width()}×{area.height()} at {area.x()}, {area.y()}.\n"
        f"  seen:       {seen}\n  difference: {difference}\n"
        f"If the new look is meant, record it: {RECORD}",
        pytrace=False,
    )


@on_linux
@pytest.mark.parametrize("name", FILES)
def test_the_screen_looks_as_recorded(
    screen: tuple[Scene, BoardState], name: str, request: pytest.FixtureRequest
) -> None:
    state, size = FILES[name]
    shown = EVERYTHING | TALL
    actual = picture(
        screen, shown["live" if state == HELP else state], (SIZES | ODD_SIZES)[size], helping=state == HELP
    )
    if request.config.getoption("--record-golden"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_bytes(png(actual))
    insist(actual, recorded(GOLDEN / name), name)


@on_linux
@pytest.mark.parametrize("name", SPOKEN)
def test_other_languages_look_as_recorded(
    screen: tuple[Scene, BoardState], name: str, request: pytest.FixtureRequest
) -> None:
    language, state = SPOKEN[name]
    with spoken_on(screen, language):
        actual = picture(screen, everything()[state])
    if request.config.getoption("--record-golden"):
        (GOLDEN / name).write_bytes(png(actual))
    insist(actual, recorded(GOLDEN / name), name)


def test_every_golden_picture_is_compared_and_all_are_small() -> None:
    pictures = {path.name: path.stat().st_size for path in GOLDEN.iterdir()}
    assert sorted(pictures) == sorted([*FILES, *SPOKEN])
    assert sum(pictures.values()) <= 10_000_000


@pytest.mark.parametrize(
    ("picture", "name"),
    [("wallboard", "live"), ("stale", "stale"), ("teams", "teams"), ("light", "light-live")],
)
def test_the_readme_shows_what_is_recorded(picture: str, name: str) -> None:
    shown = HERE.parent.parent / "packaging" / "pictures" / f"{picture}.png"
    assert shown.read_bytes() == (GOLDEN / f"{name}-1080p.png").read_bytes()


def without_a_dot(face: BoardFace) -> BoardFace:
    return replace(face, subtitle=face.subtitle.replace("·", " "))


def with_another_digit(face: BoardFace) -> BoardFace:
    return replace(face, rows=(replace(face.rows[0], figures=(face.rows[0].figures[0], "2:27")), *face.rows[1:]))


def with_two_rows_exchanged(face: BoardFace) -> BoardFace:
    return replace(face, rows=(*face.rows[:5], face.rows[6], face.rows[5], face.rows[7]))


def with_another_hue(face: BoardFace) -> BoardFace:
    return replace(face, rows=(replace(face.rows[0], risen=True), *face.rows[1:]))


def without_an_arrow(face: BoardFace) -> BoardFace:
    return replace(face, rows=(*face.rows[:5], replace(face.rows[5], moved=0), *face.rows[6:]))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "change", [without_a_dot, with_another_digit, with_two_rows_exchanged, with_another_hue, without_an_arrow]
)
def test_a_screen_that_says_something_else_differs(
    screen: tuple[Scene, BoardState], change: Callable[[BoardFace], BoardFace], size: str
) -> None:
    live = SCREENS["live"]
    wanted = picture(screen, live, SIZES[size])
    assert compare(picture(screen, change(live), SIZES[size]), wanted) is not None
    assert compare(picture(screen, live, SIZES[size]), wanted) is None


@pytest.mark.parametrize("by", [QPoint(0, 1), QPoint(1, 0)], ids=["down", "right"])
def test_a_row_that_moved_by_one_pixel_differs(screen: tuple[Scene, BoardState], by: QPoint) -> None:
    wanted = picture(screen, SCREENS["live"])
    row = QRect(580, 700, 1300, 110)  # and the ground around it
    moved = wanted.copy()
    painter = QPainter(moved)
    painter.drawImage(row.topLeft() + by, wanted, row)
    painter.end()
    assert compare(moved, wanted) is not None


def test_the_surface_of_a_row_in_place_of_a_card_differs(screen: tuple[Scene, BoardState]) -> None:
    wanted = picture(screen, SCREENS["live"])
    card, row = QColor("#131b33"), QColor("#10172c")
    changed = wanted.copy()
    assert wanted.pixelColor(300, 270) == card
    changed.setPixelColor(300, 270, row)
    found = compare(changed, wanted)
    assert found is not None
    assert found.pixels == 1


def test_a_difference_is_kept_and_told(screen: tuple[Scene, BoardState], tmp_path: Path) -> None:
    live = SCREENS["live"]
    wanted = picture(screen, live)
    actual = picture(screen, with_another_digit(live))
    with pytest.raises(pytest.fail.Exception) as failed:
        insist(actual, wanted, "live-1080p.png", tmp_path / "golden")
    said = str(failed.value)
    for kept in ("live-1080p.png", "live-1080p-difference.png"):
        assert str(tmp_path / "golden" / kept) in said
    assert RECORD in said
    assert re.search(r"\d+ pixels are off by up to \d+ levels", said)
    assert compare(recorded(tmp_path / "golden" / "live-1080p.png"), actual) is None
    assert recorded(tmp_path / "golden" / "live-1080p-difference.png").size() == actual.size()
