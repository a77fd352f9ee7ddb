"""How the screens of a site look and move. Part of host.settings; the poller passes it on to them as it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from wallboard.host import legible
from wallboard.host.colours import MARKS, is_colour, least_contrast
from wallboard.host.quiet_hours import read_quiet_hours
from wallboard.host.settings_words import Problem, refused

Language = Literal["en", "de", "ar"]
ClockHours = Literal["24h", "12h"]

_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_SIDE = 4096  # pixels
_LARGEST_FILE = 4_000_000  # bytes


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all screens have in common.

    `accent` is the house's own colour, `logo` the path of its picture. `motion`: "full" glides, "calm" fades, "off"
    does neither; None is the system's wish. `diagonal` in inches and `furthest_seat` in metres tell how large rows must
    be; None: not known. `safe_area`: what a television cuts off on each side, in percent.
    `quiet_hours`: when, in the board's time zone, the screen is black or dim, as `quiet` says.
    `keep_awake`: a full screen keeps the machine from switching its monitor off.
    `language` and `clock`: None is the machine's language where there is one of ours, else English, and its habit.
    """

    theme: Literal["dark", "light", "high_contrast"] = "dark"
    accent: str | None = None
    logo: str | None = None
    motion: Literal["full", "calm", "off"] | None = None
    diagonal: float | None = None
    furthest_seat: float | None = None
    safe_area: float = 0.0
    quiet_hours: tuple[str, ...] = ()
    quiet: Literal["blank", "dim"] = "blank"
    keep_awake: bool = True
    language: Language | None = None
    clock: ClockHours | None = None


def check_screen(screen: Screen) -> Iterator[Problem]:
    """What makes no sense in that section."""
    for number, hours in enumerate(screen.quiet_hours):
        if read_quiet_hours(hours) is None:
            yield refused(f"screen.quiet_hours[{number}]", hours)
    yield from _check_accent(screen)
    if screen.logo is not None:
        yield from _check_logo(screen.logo)
    if screen.diagonal is not None and not 5 <= screen.diagonal <= 300:
        yield refused("screen.diagonal", screen.diagonal)
    if screen.furthest_seat is not None and not 0.3 <= screen.furthest_seat <= 50:
        yield refused("screen.furthest_seat", screen.furthest_seat)
    if not 0 <= screen.safe_area <= 10:
        yield refused("screen.safe_area", screen.safe_area)
    if screen.diagonal is not None and screen.furthest_seat is not None:
        yield from _check_size(screen.diagonal, screen.furthest_seat, screen.safe_area)


def _check_accent(screen: Screen) -> Iterator[Problem]:
    if screen.accent is None:
        return
    if not is_colour(screen.accent):
        yield refused("screen.accent", screen.accent)
        return
    found = least_contrast(screen.accent, screen.theme)
    if found < MARKS:
        words = (
            f'= "{screen.accent}" is too near to what it stands on: its contrast in the theme "{screen.theme}" is '
            f"{found:.1f} to 1, and a mark needs {MARKS:.0f} to 1"
        )
        yield Problem("screen.accent", words)


def _check_logo(logo: str) -> Iterator[Problem]:
    path = Path(logo)
    if "://" in logo or not path.is_absolute():
        yield refused("screen.logo", logo)
        return
    try:
        with path.open("rb") as file:
            head = file.read(24)
            size = file.seek(0, 2)
    except OSError as error:
        yield Problem("screen.logo", f'= "{logo}" cannot be read: {error.strerror}')
        return
    except ValueError:  # a NUL in it
        yield refused("screen.logo", logo)
        return
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if not head.startswith(_PNG) or not (width and height):
        yield Problem("screen.logo", f'= "{logo}" is no PNG picture')
    elif max(width, height) > _LARGEST_SIDE or size > _LARGEST_FILE:
        words = (
            f'= "{logo}" is too large: {width} by {height} pixels, {size / 1_000_000:.1f} MB; '
            f"at most {_LARGEST_SIDE} pixels a side and {_LARGEST_FILE // 1_000_000} MB"
        )
        yield Problem("screen.logo", words)


def _check_size(diagonal: float, furthest_seat: float, safe_area: float) -> Iterator[Problem]:
    rows = legible.rows_that_fit(legible.whole_part(diagonal, safe_area), furthest_seat)
    if rows < legible.FEWEST_ROWS:
        height = legible.capital_height(furthest_seat)
        words = (
            f"= {diagonal:g} is too small for screen.furthest_seat = {furthest_seat:g}: letters must "
            f"be {height:.0f} mm high to be read from there, so only {rows} rows fit; "
            f"{legible.FEWEST_ROWS} are the least. Take a larger screen, move it nearer, or leave one of the two out"
        )
        yield Problem("screen.diagonal", words)
