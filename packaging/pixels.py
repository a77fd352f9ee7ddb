"""How large a PNG is, and how many colours are in it. Standard library only: used by selftest.py."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}  # with and without transparency; what Qt writes


def look(png: bytes) -> tuple[tuple[int, int], int]:
    """Width and height, and the number of colours. Raises ValueError for what is no whole PNG of 8 bits a channel."""
    if not png.startswith(_SIGNATURE):
        raise ValueError("this is no PNG")
    chunks = list(_chunks(png))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise ValueError("this PNG is cut off")
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or kind not in _CHANNELS or interlaced:
        raise ValueError(f"a PNG of a kind that is not read here (depth {depth}, colours {kind})")
    packed = b"".join(content for name, content in chunks if name == b"IDAT")
    step = _CHANNELS[kind]
    colours: set[bytes] = set()
    for row in _rows(zlib.decompress(packed), width * step, step):
        colours.update(row[place : place + 3] for place in range(0, len(row), step))
    return (width, height), len(colours)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place + 8 <= len(png):
        length, name = struct.unpack(">I4s", png[place : place + 8])
        yield name, png[place + 8 : place + 8 + length]
        place += length + 12


def _rows(raw: bytes, length: int, step: int) -> Iterator[bytes]:
    """Each row as it was before PNG's filters (section 9.2 of its specification)."""
    above = bytearray(length)
    for begin in range(0, len(raw), length + 1):
        kind, row = raw[begin], bytearray(raw[begin + 1 : begin + 1 + length])
        for place in range(length if kind else 0):
            left = row[place - step] if place >= step else 0
            corner = above[place - step] if place >= step else 0
            row[place] = (row[place] + _predicted(kind, left, above[place], corner)) & 0xFF
        yield bytes(row)
        above = row


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return up
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
