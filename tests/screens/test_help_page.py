"""The help: whole at every size, below header and banner, and complete."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.screens.screens import EVERYTHING, SCREENS, picture
from tests.screens.seen import Seen, colours, look, texts
from tests.screens.test_accessibility import told
from wallboard.app.board_state import BoardState
from wallboard.app.looks import Looks
from wallboard.app.scene import Scene

SIZES = [(1920, 1080), (3840, 2160), (1366, 768), (1280, 720), (1280, 1024)]
KEYS = ["← → ↑ ↓", "PgUp, PgDn", "Space", "F, F11", "Esc", "F1, ?", "Q, Ctrl+Q"]
MARKS = ["≈", "≤", "≥", "▲ ▼", "–", "lit row", "lit status", "over, under", "a clock"]
TRUST = ["Live", "Late", "Stale data", "No data yet", "Not connected"]
KINDS = ["Available", "On a Call", "Wrap-up", "Off queue", "Offline", "Other"]


def page(scene: Scene) -> QQuickItem:
    found = scene.window.findChild(QQuickItem, "help")
    assert found is not None
    return found


def area(item: QQuickItem) -> QRectF:
    return QRectF(item.mapToScene(QPointF(0, 0)), item.mapToScene(QPointF(item.width(), item.height())))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["live", "stale", "light, offline", "high contrast, live"])
def test_it_is_whole_and_hides_neither_header_nor_banner(
    screen: tuple[Scene, BoardState], name: str, size: tuple[int, int]
) -> None:
    image = picture(screen, EVERYTHING[name], size, helping=True)
    whole = area(page(screen[0]))
    seen: list[Seen] = [look(text) for text in texts(page(screen[0]))]
    assert len(seen) == 4 + 2 * len(KEYS + MARKS + TRUST + KINDS) + 2  # two shapes are letters
    for text in seen:
        assert whole.contains(text.area), text
        assert not text.truncated, text
        assert text.area.width() <= text.room + 2, text
        assert colours(image, text.area) > (1 if text.words == "–" else 2), text
    for one, other in combinations(seen, 2):
        common = one.area.intersected(other.area)
        assert common.width() <= 2 or common.height() <= 2, (one, other)
    banner = screen[0].window.findChild(QQuickItem, "banner")
    assert banner is not None
    assert whole.top() > area(banner).bottom()
    assert whole.bottom() < size[1]


def test_it_tells_every_key_mark_and_shape(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, SCREENS["live"], helping=True)
    heads = [line.split(": ")[0] for line in told(screen[0], QAccessible.Role.ListItem)]
    assert heads[-len(KEYS + MARKS + TRUST + KINDS) :] == KEYS + MARKS + TRUST + KINDS
    assert len(TRUST) == len(Looks.Trust)
    assert len(KINDS) == len(Looks.Kind)
    assert told(screen[0], QAccessible.Role.Dialog) == ["Help"]


def test_it_is_gone_when_nobody_asks_for_it(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, SCREENS["live"])
    assert not page(screen[0]).isVisible()
