#!/usr/bin/env python3
"""Draw the icon in every size that the systems ask for, from packaging/icon/wallboard.svg. Needs PySide6.

The pictures are committed: who builds a package needs no Qt for them. Run it after the drawing has changed.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "icon"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)


def drawn(svg: Path, size: int) -> bytes:
    """The drawing as a square PNG. Raises ValueError: it cannot be drawn."""
    from PySide6.QtCore import QBuffer, QIODevice  # noqa: PLC0415  what else stands here is used without Qt
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    renderer = QSvgRenderer(str(svg))
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not renderer.isValid() or not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ValueError(f"{svg} cannot be drawn with {size} pixels")
    return bytes(buffer.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """An icon file of Windows that holds these PNGs, by their size in pixels (256 at most)."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, png in pictures.items():
        side = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return head + entries + b"".join(pictures.values())


def main() -> int:
    """Write every size."""
    pictures = {size: drawn(FOLDER / "wallboard.svg", size) for size in SIZES}
    for size, png in pictures.items():
        (FOLDER / f"wallboard-{size}.png").write_bytes(png)
    (FOLDER / "wallboard.ico").write_bytes(ico({size: pictures[size] for size in ICO_SIZES}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
