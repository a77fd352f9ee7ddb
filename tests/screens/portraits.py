"""Pictures of agents that are the same on every run: coloured shapes, encoded and decoded like those of a poller."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from wallboard.app.picture_decode import decode
from wallboard.app.picture_key import PictureKey

_SHADES = ["#c65b4e", "#3f8f6b", "#4d6fc4", "#b98b2f", "#7e57a6", "#3d96a8", "#a8517c", "#6d8f3a"]


def portrait(key: PictureKey) -> QImage:
    """Head and shoulders on a ground of the agent's own colour."""
    ground = QColor(_SHADES[sum(key.agent_id.encode()) % len(_SHADES)])
    image = QImage(240, 300, QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground.darker(220))
    painter.drawEllipse(30, 190, 180, 180)
    painter.setBrush(ground.lighter(165))
    painter.drawEllipse(75, 75, 90, 115)
    painter.end()
    made = decode(_png(image))
    assert made is not None
    return made


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub has the format as bytes
    return bytes(content.data())
