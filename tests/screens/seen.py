"""The texts of a window as they are painted, and what is wrong with them: cut, one over another, not there."""

from dataclasses import dataclass
from itertools import combinations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QTransform
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

MAY_BE_ELIDED = {"name", "status", "title"}


def texts(item: QQuickItem) -> list[QQuickItem]:
    """All texts that can be seen below an item."""
    if not item.isVisible():
        return []
    found = [item] if item.inherits("QQuickText") and item.property("text") else []
    return found + [text for child in item.childItems() for text in texts(child)]


def pills(item: QQuickItem) -> list[QQuickItem]:
    """All status pills that can be seen below an item."""
    if not item.isVisible():
        return []
    found = [item] if item.metaObject().className().startswith("StatusChip") else []
    return found + [pill for child in item.childItems() for pill in pills(child)]


@dataclass(frozen=True, slots=True)
class Seen:
    """A text, and where its letters stand in the window, without the air above and below them."""

    words: str
    name: str
    room: float
    truncated: bool
    area: QRectF


def look(text: QQuickItem) -> Seen:
    context = qmlContext(text)
    assert context is not None
    asked = "[contentWidth, contentHeight, effectiveHorizontalAlignment, fontInfo.pixelSize]"
    width, height, align, pixels = QQmlExpression(context, text, asked).evaluate()[0].toVariant()
    left = {Qt.AlignmentFlag.AlignLeft: 0.0, Qt.AlignmentFlag.AlignRight: text.width() - width}.get(
        Qt.AlignmentFlag(int(align)), (text.width() - width) / 2
    )
    high = height - 0.48 * pixels  # from a line's height to that of its capitals
    corner = text.mapToScene(QPointF(left, (text.height() - high) / 2))
    area = QRectF(corner, text.mapToScene(QPointF(left + width, (text.height() + high) / 2)))
    return Seen(text.property("text"), text.objectName(), text.width(), text.property("truncated"), area)


def colours(image: QImage, area: QRectF) -> int:
    """How many colours there are; more than two where letters are painted."""
    rect = area.toAlignedRect().intersected(image.rect())
    small = image.copy(rect).scaledToWidth(min(rect.width(), 300))
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height() // 3, small.height(), 3)})


def seen(window: QQuickWindow) -> list[Seen]:
    """Every text that can be seen."""
    return [look(text) for text in texts(window.contentItem())]


def touching(root: QQuickItem) -> list[str]:
    """Which texts touch a status pill that they are not in, or come so near that letters with tails would."""
    near = 3 * min(root.width(), root.height()) / 1080
    found = []
    for pill in pills(root):
        corners = pill.mapToScene(QPointF(0, 0)), pill.mapToScene(QPointF(pill.width(), pill.height()))
        area = QRectF(*corners).normalized().adjusted(-near, -near, near, near)
        inside = texts(pill)
        others = [look(text) for text in texts(root) if text not in inside]
        found += [f"touches a pill: {other}" for other in others if other.area.normalized().intersects(area)]
    return found


def faults(window: QQuickWindow, image: QImage) -> list[str]:
    """What is cut, stands over something else, or is not painted, in a picture of the window at any scale."""
    ratio = image.width() / window.width()
    whole = QRectF(-1, -1, window.width() + 2, window.height() + 2)
    slack = max(window.width() / 1920, 1.0)
    found = []
    shown = seen(window)
    for text in shown:
        painted = QTransform.fromScale(ratio, ratio).mapRect(text.area)
        wrong = {
            "outside": not whole.contains(text.area),
            "elided": text.truncated and text.name not in MAY_BE_ELIDED,
            "too wide": text.area.width() > text.room + slack,
            # Letters have soft edges; a dash may lie on whole pixels.
            "not painted": colours(image, painted) <= (1 if text.words == "–" else 2),
        }
        found += [f"{what}: {text}" for what, is_so in wrong.items() if is_so]
    for one, other in combinations(shown, 2):
        common = one.area.intersected(other.area)
        if common.width() > slack and common.height() > slack:
            found.append(f"one over the other: {one}, {other}")
    return found + touching(window.contentItem())
