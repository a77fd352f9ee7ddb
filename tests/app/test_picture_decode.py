"""Bytes from outside become a small round picture, or nothing."""

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from wallboard.app.picture_decode import SIDE, decode, grey

RED, BLUE = QColor(200, 30, 30), QColor(30, 30, 200)


def encoded(image: QImage, kind: str) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]  # the stub has kind as bytes, the program as text
    return bytes(content.data())


def plain(width: int = 100, height: int = 100, colour: QColor = RED) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def near(one: QColor, other: QColor) -> bool:
    channels = (QColor.red, QColor.green, QColor.blue, QColor.alpha)
    return all(abs(channel(one) - channel(other)) <= 6 for channel in channels)


def made(content: bytes) -> QImage:
    image = decode(content)
    assert image is not None
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(96, 96), (600, 400), (40, 300), (1, 1)])
def test_it_is_a_circle_of_one_size(kind: str, size: tuple[int, int]) -> None:
    image = made(encoded(plain(*size), kind))
    assert (image.width(), image.height()) == (SIDE, SIDE)
    assert near(image.pixelColor(SIDE // 2, SIDE // 2), RED)
    assert near(image.pixelColor(SIDE // 2, 2), RED)
    for corner in ((0, 0), (SIDE - 1, 0), (0, SIDE - 1), (SIDE - 1, SIDE - 1)):
        assert image.pixelColor(*corner).alpha() == 0


def test_the_middle_of_a_wide_picture_is_kept_and_nothing_is_squeezed() -> None:
    wide = plain(300, 100, BLUE)
    painter = QPainter(wide)
    painter.fillRect(100, 0, 100, 100, RED)
    painter.end()
    image = made(encoded(wide, "PNG"))
    for x in (4, SIDE // 2, SIDE - 5):
        assert near(image.pixelColor(x, SIDE // 2), RED)


def test_a_picture_that_is_partly_clear_hides_what_lies_beneath() -> None:
    clear = QImage(50, 50, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    assert made(encoded(clear, "PNG")).pixelColor(SIDE // 2, SIDE // 2).alpha() == 255


@pytest.mark.parametrize("kind", ["BMP", "PPM", "XPM"])
def test_other_formats_are_refused(kind: str) -> None:
    assert decode(encoded(plain(), kind)) is None


def claiming(width: int, height: int) -> bytes:
    """A PNG that says it is this large, and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(4097, 10), (10, 4097), (60_000, 60_000)])
def test_a_huge_one_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    assert decode(claiming(*size)) is None


def test_the_largest_that_is_allowed_is_shown() -> None:
    assert decode(encoded(plain(4096, 20), "PNG")) is not None


@pytest.mark.qt_log_ignore("JPEG datastream contains no image")
@pytest.mark.parametrize("content", [b"", b"<html>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a" + bytes(40)])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert decode(content) is None


def test_a_grey_one_has_no_hue_is_dimmer_and_stays_round() -> None:
    bright = made(encoded(plain(colour=QColor(250, 200, 60)), "PNG"))
    old = grey(bright)
    shade = old.pixelColor(SIDE // 2, SIDE // 2)
    assert max(shade.red(), shade.green(), shade.blue()) - min(shade.red(), shade.green(), shade.blue()) < 12
    assert shade.lightness() < bright.pixelColor(SIDE // 2, SIDE // 2).lightness()
    assert old.pixelColor(0, 0).alpha() == 0
    assert bright.pixelColor(SIDE // 2, SIDE // 2).hsvSaturation() > 100  # the first one is left as it was


def test_many_threads_decode_at_the_same_time() -> None:
    content = [encoded(plain(40, 40), "PNG"), encoded(plain(41, 41), "JPEG"), b"no picture"] * 20
    with ThreadPoolExecutor(8) as threads:
        decoded = list(threads.map(decode, content))
    assert [image is not None for image in decoded] == [True, True, False] * 20
