"""How the screens of a site look and move. Part of host.settings; the poller passes it on to them as it is."""

from typing import Literal

import msgspec

from wallboard.host.quiet_hours import read_quiet_hours
from wallboard.host.settings_words import refused


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all screens have in common.

    `motion`: "full" glides, "calm" fades, "off" does neither; None is the system's wish.
    `quiet_hours`: when, in the board's time zone, the screen is black or dim, as `quiet` says.
    `keep_awake`: a full screen keeps the machine from switching its monitor off, but not while it is black.
    """

    motion: Literal["full", "calm", "off"] | None = None
    quiet_hours: tuple[str, ...] = ()
    quiet: Literal["blank", "dim"] = "blank"
    keep_awake: bool = True


def check_screen(screen: Screen) -> None:
    """Whether that section makes sense. Raises SettingsError."""
    for number, hours in enumerate(screen.quiet_hours):
        if read_quiet_hours(hours) is None:
            raise refused(f"screen.quiet_hours[{number}]", hours)
