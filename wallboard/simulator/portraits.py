"""Draw an agent's portrait: a friendly head and shoulders as PNG, and answer for it over HTTP. Pure.

Asked by api; directory names the pictures. Everything comes from the agent's id, so a portrait is the same in every
run. Nothing but the standard library draws: each shape is a run of pixels on each of a few thin lines in a row of
pixels, and a pixel that a shape covers in part is mixed in that part.
"""

import struct
import zlib
from collections.abc import Sequence
from colorsys import hls_to_rgb
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import ceil, floor, sqrt

from wallboard.simulator.errors import not_found

SIZES = (48, 96, 200, 400)
_LINES = 4  # thin lines in a row of pixels
_KEPT = 256
_YELLOWS, _YELLOWS_END = 0.10, 0.22  # they would look muddy on a dark wall
_DAY_SECONDS = 86_400

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """An ellipse between two heights, in parts of the square."""

    colour: Colour
    x: float
    y: float
    width: float
    height: float
    top: float = 0.0
    bottom: float = 1.0

    def run(self, at: float) -> tuple[float, float] | None:
        """From where to where it reaches at this height."""
        inside = 1 - ((at - self.y) / self.height) ** 2
        if inside <= 0 or not self.top <= at < self.bottom:
            return None
        half = self.width * sqrt(inside)
        return self.x - half, self.x + half


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and the tag that changes with it."""

    png: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class PictureAnswer:
    """What is answered to a request for a picture; no body with 304."""

    status: int
    body: bytes
    headers: dict[str, str]


def has_portrait(user_id: str) -> bool:
    """Whether this agent has a picture: about two thirds have."""
    return _drawn(user_id)[0] % 3 != 0


def path_of(user_id: str, size: int) -> str:
    """Where the picture is found on the simulator's own host."""
    return f"/pictures/{user_id}/{size}.png"


def answer_picture(user_id: str, file: str, if_none_match: str | None) -> PictureAnswer:
    """The answer to `/pictures/{user_id}/{file}`; whoever asks needs no token. Raises Refused."""
    sizes = {f"{size}.png": size for size in SIZES}
    if file not in sizes or not has_portrait(user_id):
        raise not_found(f"The picture {user_id}/{file}")
    picture = portrait(user_id, sizes[file])
    headers = {"ETag": picture.etag, "Cache-Control": f"public, max-age={_DAY_SECONDS}"}
    if if_none_match is not None and _names(if_none_match, picture.etag):
        return PictureAnswer(304, b"", headers)
    return PictureAnswer(200, picture.png, {**headers, "Content-Type": "image/png"})


def _names(if_none_match: str, etag: str) -> bool:
    told = [one.strip().removeprefix("W/") for one in if_none_match.split(",")]
    return "*" in told or etag in told


@lru_cache(maxsize=_KEPT)
def portrait(user_id: str, size: int) -> Picture:
    """The portrait, `size` pixels wide and high."""
    drawn = _drawn(user_id)
    hue = _YELLOWS_END + (1 - _YELLOWS) * drawn[1] / 256
    above, below = _colour(hue, 0.52, 0.46), _colour(hue, 0.34, 0.52)
    shapes = _person(hue, drawn)
    rows = []
    for y in range(size):
        part = (y + 0.5) / size
        ground = tuple(one + (other - one) * part for one, other in zip(above, below, strict=True))
        rows.append(_row(y, size, (ground[0], ground[1], ground[2]), shapes))
    png = _png(rows, size)
    return Picture(png, f'"{blake2b(png, digest_size=12).hexdigest()}"')


def _drawn(user_id: str) -> bytes:
    return blake2b(f"picture {user_id}".encode(), digest_size=8).digest()


def _colour(hue: float, light: float, strength: float) -> Colour:
    red, green, blue = hls_to_rgb(hue % 1, light, strength)
    return red * 255, green * 255, blue * 255


def _person(hue: float, drawn: bytes) -> Sequence[Shape]:
    """From back to front: hair, shoulders, neck, face, and a smile cut out of the face."""
    pale, soft, shade = _colour(hue, 0.93, 0.55), _colour(hue, 0.79, 0.50), _colour(hue, 0.83, 0.42)
    dark = _colour(hue, 0.19, 0.42)
    cap = Shape(dark, 0.5, 0.385, 0.185, 0.195)
    long = Shape(dark, 0.5, 0.455, 0.215, 0.275, bottom=0.69)
    bun = Shape(dark, 0.5, 0.175, 0.088, 0.08)
    return (
        *((cap,), (cap, long), (cap, bun))[drawn[2] % 3],
        Shape(soft, 0.5, 1.04, 0.37, 0.35),
        Shape(shade, 0.5, 0.60, 0.078, 0.135),
        Shape(pale, 0.5, 0.435, 0.16, 0.18),
        Shape(dark, 0.438, 0.43, 0.016, 0.019),
        Shape(dark, 0.562, 0.43, 0.016, 0.019),
        Shape(dark, 0.5, 0.487, 0.058, 0.044, top=0.493),
        Shape(pale, 0.5, 0.478, 0.064, 0.036, top=0.45),
    )


def _row(y: int, size: int, ground: Colour, shapes: Sequence[Shape]) -> bytes:
    row = bytearray(_bytes(ground) * size)
    for shape in shapes:
        runs = [run for line in range(_LINES) if (run := shape.run((y + (line + 0.5) / _LINES) / size))]
        if runs:
            _lay(row, [(max(left, 0.0) * size, min(right, 1.0) * size) for left, right in runs], shape.colour)
    return bytes(row)


def _lay(row: bytearray, runs: Sequence[tuple[float, float]], colour: Colour) -> None:
    """Lay a shape over a row: its whole pixels at once, those on its edge one by one."""
    begin, beyond = floor(min(left for left, _ in runs)), ceil(max(right for _, right in runs))
    first = ceil(max(left for left, _ in runs))
    last = max(floor(min(right for _, right in runs)), first)
    if len(runs) < _LINES or last > beyond:
        first = last = beyond
    row[3 * first : 3 * last] = _bytes(colour) * (last - first)
    for x in (*range(begin, min(first, beyond)), *range(last, beyond)):
        covered = sum(max(0.0, min(right, x + 1) - max(left, x)) for left, right in runs) / _LINES
        under = row[3 * x : 3 * x + 3]
        row[3 * x : 3 * x + 3] = bytes(
            round(old + (new - old) * covered) for old, new in zip(under, colour, strict=True)
        )


def _bytes(colour: Colour) -> bytes:
    return bytes(round(one) for one in colour)


def _png(rows: Sequence[bytes], size: int) -> bytes:
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)  # eight bits each of red, green and blue
    lines = b"".join(b"\0" + row for row in rows)  # no filter
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
