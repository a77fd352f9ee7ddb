"""A PNG's size and colours, read without any library."""

import importlib
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

pixels: Any = importlib.import_module("pixels")

ROWS = [[(10, 20, 30), (10, 20, 30), (250, 1, 77)], [(9, 0, 255), (10, 20, 30), (0, 0, 0)]]


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(raw: bytes, depth: int = 8) -> bytes:
    header = struct.pack(">IIBBBBB", 3, 2, depth, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def filtered(kind: int) -> bytes:
    """The rows as PNG's filter of that number writes them: each byte less what is foretold."""
    rows = [bytes(value for colour in row for value in colour) for row in ROWS]
    written = b""
    above = bytes(9)
    for row in rows:
        padded, padded_above = bytes(3) + row, bytes(3) + above
        guesses = [pixels._predicted(kind, padded[at], above[at], padded_above[at]) for at in range(9)]
        written += bytes([kind, *((value - guess) % 256 for value, guess in zip(row, guesses, strict=True))])
        above = row
    return written


@pytest.mark.parametrize("kind", range(5))
def test_colours_are_counted_whatever_the_filter(kind: int) -> None:
    raw = filtered(kind) if kind else b"".join(b"\0" + bytes(value for c in row for value in c) for row in ROWS)
    assert pixels.look(png(raw)) == ((3, 2), 4)


def test_what_qt_writes_is_read(tmp_path: Path) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    for x in range(40):
        for y in range(30):
            image.setPixelColor(x, y, QColor(x * 6, y * 8, (x * y) % 256))
    assert image.save(str(tmp_path / "one.png"))
    assert pixels.look((tmp_path / "one.png").read_bytes()) == ((40, 30), 1200)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "no PNG"),
        (png(filtered(1))[:-12], "cut off"),
        (png(filtered(1), depth=16), "depth 16"),
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        pixels.look(content)
