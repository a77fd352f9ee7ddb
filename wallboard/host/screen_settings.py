"""How the screens of a site look and move. Part of host.settings; the poller passes it on to them as it is."""

from pathlib import Path
from typing import Literal

import msgspec

from wallboard.host import legible, settings_words
from wallboard.host.colours import MARKS, is_colour, least_contrast
from wallboard.host.quiet_hours import read_quiet_hours
from wallboard.host.settings_words import SettingsError

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


def check_screen(screen: Screen) -> None:
    """Whether that section makes sense. Raises SettingsError."""
    for number, hours in enumerate(screen.quiet_hours):
        if read_quiet_hours(hours) is None:
            raise settings_words.refused(f"screen.quiet_hours[{number}]", hours)
    _check_accent(screen)
    if screen.logo is not None:
        _check_logo(screen.logo)
    if screen.diagonal is not None and not 5 <= screen.diagonal <= 300:
        raise settings_words.refused("screen.diagonal", screen.diagonal)
    if screen.furthest_seat is not None and not 0.3 <= screen.furthest_seat <= 50:
        raise settings_words.refused("screen.furthest_seat", screen.furthest_seat)
    if not 0 <= screen.safe_area <= 10:
        raise settings_words.refused("screen.safe_area", screen.safe_area)
    if screen.diagonal is not None and screen.furthest_seat is not None:
        _check_size(screen.diagonal, screen.furthest_seat, screen.safe_area)


def _check_accent(screen: Screen) -> None:
    if screen.accent is None:
        return
    if not is_colour(screen.accent):
        raise settings_words.refused("screen.accent", screen.accent)
    found = least_contrast(screen.accent, screen.theme)
    if found < MARKS:
        raise SettingsError(
            f'screen.accent = "{screen.accent}" is too near to what it stands on: its contrast in the theme '
            f'"{screen.theme}" is {found:.1f} to 1, and a mark needs {MARKS:.0f} to 1'
        )


def _check_logo(logo: str) -> None:
    path = Path(logo)
    if "://" in logo or not path.is_absolute():
        raise settings_words.refused("screen.logo", logo)
    try:
        with path.open("rb") as file:
            head = file.read(24)
            size = file.seek(0, 2)
    except OSError as error:
        raise SettingsError(f'screen.logo = "{logo}" cannot be read: {error.strerror}') from error
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if not head.startswith(_PNG) or not (width and height):
        raise SettingsError(f'screen.logo = "{logo}" is no PNG picture')
    if max(width, height) > _LARGEST_SIDE or size > _LARGEST_FILE:
        raise SettingsError(
            f'screen.logo = "{logo}" is too large: {width} by {height} pixels, {size / 1_000_000:.1f} MB; '
            f"at most {_LARGEST_SIDE} pixels a side and {_LARGEST_FILE // 1_000_000} MB"
        )


def _check_size(diagonal: float, furthest_seat: float, safe_area: float) -> None:
    rows = legible.rows_that_fit(legible.whole_part(diagonal, safe_area), furthest_seat)
    if rows < legible.FEWEST_ROWS:
        height = legible.capital_height(furthest_seat)
        raise SettingsError(
            f"screen.diagonal = {diagonal:g} is too small for screen.furthest_seat = {furthest_seat:g}: letters must "
            f"be {height:.0f} mm high to be read from there, so only {rows} rows fit; "
            f"{legible.FEWEST_ROWS} are the least. Take a larger screen, move it nearer, or leave one of the two out"
        )
