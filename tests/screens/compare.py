"""How far two pictures differ, pixel by pixel. Pure; Qt and whole buffers do the work, no loop in Python sees a pixel.

A level is one of a channel's 255 steps. Anti-aliasing may be a few levels off from one machine to the next. The two
surfaces of the theme that are nearest to each other are 7 levels apart: more than LEVELS, so a wrong one is seen.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

LEVELS = 4  # no pixel may be off by more in any channel

_NEAR = bytes(range(LEVELS + 1))
_TOO_FAR = bytes(level > LEVELS for level in range(256))
_WHITE = bytes([0, *[255] * 255])


@dataclass(frozen=True, slots=True)
class Difference:
    """How many pixels are off, by how many levels at most, within which area; and a picture of where."""

    pixels: int
    levels: int
    area: QRect
    image: QImage


def compare(actual: QImage, wanted: QImage) -> Difference | None:
    """The difference of two opaque pictures; None where there is none to speak of. Raises ValueError: of two sizes."""
    if actual.size() != wanted.size():
        raise ValueError(f"{actual.width()}×{actual.height()} is not {wanted.width()}×{wanted.height()}")
    if actual == wanted:
        return None
    channels = _channels(_subtracted(actual, wanted))
    marks = _marked(channels)
    if 1 not in marks:
        return None
    levels = max(max(channel.translate(None, _NEAR), default=0) for channel in channels)
    return Difference(marks.count(1), levels, _area(marks, actual.width()), _shown(actual, marks))


def png(image: QImage) -> bytes:
    """A small file of an opaque picture: flat areas and letters shrink best without PNG's filters, which Qt applies."""
    width, height = image.width(), image.height()
    red, green, blue = _channels(image)
    pixels = bytearray(3 * width * height)
    pixels[0::3], pixels[1::3], pixels[2::3] = red, green, blue
    lines = [pixels[start : start + 3 * width] for start in range(0, len(pixels), 3 * width)]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a channel, true colour
    content = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", content) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _subtracted(one: QImage, other: QImage) -> QImage:
    """How far apart each channel of each pixel is."""
    result = one.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    return result


def _channels(image: QImage) -> list[bytes]:
    """The red, green and blue of all pixels."""
    ordered = image.convertToFormat(QImage.Format.Format_RGBX8888)  # named, for it must outlive what reads its bits
    pixels = bytes(ordered.constBits())
    return [pixels[channel::4] for channel in range(3)]


def _marked(channels: Sequence[bytes]) -> bytes:
    """One byte for each pixel: 1 where any channel is too far off."""
    marks = 0
    for channel in channels:
        marks |= int.from_bytes(channel.translate(_TOO_FAR), "little")
    return marks.to_bytes(len(channels[0]), "little")


def _area(marks: bytes, width: int) -> QRect:
    """The smallest rectangle around all marks, of which there is one at least."""
    lines = range(marks.index(1) // width, marks.rindex(1) // width + 1)
    folded = 0
    for line in lines:
        folded |= int.from_bytes(marks[line * width : (line + 1) * width], "little")
    columns = folded.to_bytes(width, "little")
    left, right = columns.index(1), columns.rindex(1)
    return QRect(left, lines[0], right - left + 1, len(lines))


def _shown(actual: QImage, marks: bytes) -> QImage:
    """The picture, grey and dark, and every marked pixel in magenta."""
    width, height = actual.width(), actual.height()
    white = marks.translate(_WHITE)
    mask = QImage(white, width, height, width, QImage.Format.Format_Grayscale8)
    paint = QImage(width, height, QImage.Format.Format_ARGB32)
    paint.fill(QColor(Qt.GlobalColor.magenta))
    paint.setAlphaChannel(mask)
    result = actual.convertToFormat(QImage.Format.Format_Grayscale8).convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(result)
    painter.fillRect(result.rect(), QColor(0, 0, 0, 160))
    painter.drawImage(0, 0, paint)
    painter.end()
    return result
