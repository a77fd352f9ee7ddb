"""How far the whole scene has drifted, so that nothing burns into the glass. Pure; asked by app.presenter."""

from datetime import timedelta

LARGEST = 12  # pixels of a 1080p screen to either side: 24 from one end to the other, and 14 from top to bottom

_STEP = timedelta(minutes=1)
_HEIGHT = 7  # a title stands 9 pixels below the upper edge; unlike the width, so that the way covers the area


def offset(since_start: timedelta) -> tuple[int, int]:
    """To the right and down, after that time. One pixel a minute in each direction: nobody sees it move.

    >>> [offset(timedelta(minutes=minutes)) for minutes in (0, 1, 12, 36)]
    [(0, 0), (1, 1), (12, 2), (-12, 6)]
    """
    steps = since_start // _STEP
    return _to_and_fro(steps, LARGEST), _to_and_fro(steps, _HEIGHT)


def _to_and_fro(steps: int, largest: int) -> int:
    """From the middle to one end, to the other end, and so on."""
    return abs((steps - largest) % (4 * largest) - 2 * largest) - largest
