"""Make a small round picture of what the poller sent, whatever that is. Called by app.pictures, off the GUI thread.

The bytes come from outside: a picture that would be huge is refused before it is unpacked.
"""

from threading import Lock

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QImageReader, QPainter

SIDE = 208  # the largest that is shown: on the podium, at 4K
_FORMATS = ("png", "jpeg")
_LONGEST = 4096
# Two readers in two threads can wait for each other for ever, and the whole screen with them: one holds Python's lock
# and waits for Qt's table of formats, the other one the other way round.
_ONE_AT_A_TIME = Lock()
_BEHIND = QColor("#2b3a6b")  # a logo on nothing is readable on the colour that stands behind initials


def decode(content: bytes) -> QImage | None:
    """The picture, cut to a circle of SIDE pixels; None for what is no PNG or JPEG, is too large or is broken."""
    with _ONE_AT_A_TIME:
        return _decoded(content)


def _decoded(content: bytes) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).decode() not in _FORMATS:
        return None
    size = reader.size()
    if size.isEmpty() or max(size.width(), size.height()) > _LONGEST:
        return None
    reader.setAutoTransform(True)  # telephones turn a picture by a note beside it
    reader.setScaledSize(_covering(size))
    image = reader.read()
    return None if image.isNull() else _round(image)


def grey(image: QImage) -> QImage:
    """The same, for a row that is old: without hue, and as dim as old rows are."""
    result = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)  # keeps the circle
    painter.drawImage(0, 0, image.convertToFormat(QImage.Format.Format_Grayscale8))
    painter.fillRect(result.rect(), QColor(18, 21, 29, 90))
    painter.end()
    return result


def _covering(size: QSize) -> QSize:
    """The size at which the shorter side is just long enough."""
    return size.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatioByExpanding)


def _round(image: QImage) -> QImage:
    """The middle of the picture in a circle: painted once, for the software renderer can clip to rectangles alone."""
    result = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    left, top = (image.width() - SIDE) // 2, (image.height() - SIDE) // 2
    square = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    square.fill(_BEHIND)
    painter = QPainter(square)
    painter.drawImage(-left, -top, image)
    painter.end()
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(square))
    painter.drawEllipse(QRectF(0, 0, SIDE, SIDE))
    painter.end()
    return result
