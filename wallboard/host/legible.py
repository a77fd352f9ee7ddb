"""How many rows a screen can show so that the furthest seat reads them. Pure. Used by host.screen_settings and app.

A capital letter should fill 20 minutes of arc, 16 at the very least (ISO 9241-3, NUREG-0700).
"""

from dataclasses import dataclass
from math import hypot, radians, tan

WANTED_ARC, LEAST_ARC = 20.0, 16.0  # minutes
USUAL_ROWS, FEWEST_ROWS, MOST_ROWS = 8, 6, 12  # beside a podium; with fewer, names have no room beside the numbers

_PITCH = 2.3  # from one row to the next, in heights of a capital
_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Shape:
    """A screen's two sides against each other, the rows of a page on it, and the share of its height that is theirs."""

    width: int
    height: int
    usual: int
    fewest: int
    most: int
    share: float


WIDE = Shape(16, 9, USUAL_ROWS, FEWEST_ROWS, MOST_ROWS, 0.8)
TALL = Shape(
    9, 16, 10, 8, 15, 0.56
)  # below a podium; rows of the same size, but narrower: names need the fewest sooner


def shape_of(*, tall: bool) -> Shape:
    """The shape of a window: tall, or as wide as high at least."""
    return TALL if tall else WIDE


def capital_height(distance_m: float, arc: float = WANTED_ARC) -> float:
    """The millimetres that a capital has to measure.

    >>> [round(capital_height(metres, arc)) for metres in (3, 5, 8, 10) for arc in (16, 20)]
    [14, 17, 23, 29, 37, 47, 47, 58]
    """
    return distance_m * 1000 * tan(radians(arc / 60))


def rows_that_fit(diagonal_in: float, distance_m: float, arc: float = WANTED_ARC, shape: Shape = WIDE) -> int:
    """How many rows of that size a screen of this shape holds.

    >>> [rows_that_fit(inches, 5) for inches in (55, 65, 75, 86)], rows_that_fit(55, 5, LEAST_ARC)
    ([8, 9, 11, 12], 10)
    >>> [rows_that_fit(inches, 5, shape=TALL) for inches in (55, 65, 75, 86)]
    [10, 12, 13, 15]
    """
    height = diagonal_in * _INCH * shape.height / hypot(shape.width, shape.height)
    return int(height * shape.share / (_PITCH * capital_height(distance_m, arc)))


def whole_part(diagonal_in: float, safe_area: float) -> float:
    """The diagonal of what is left when that percentage is left free on each side.

    >>> whole_part(50, 5)
    45.0
    """
    return diagonal_in * (100 - 2 * safe_area) / 100


def rows_per_page(
    diagonal_in: float | None, distance_m: float | None, safe_area: float = 0.0, shape: Shape = WIDE
) -> int:
    """The rows of a page besides the podium; the usual number where the size or the distance is not known."""
    if diagonal_in is None or distance_m is None:
        return shape.usual
    fitting = rows_that_fit(whole_part(diagonal_in, safe_area), distance_m, shape=shape)
    return min(max(fitting, shape.fewest), shape.most)
