"""How the screens of a site look and move. Part of host.settings; the poller passes it on to them as it is."""

from typing import Literal

import msgspec


class Screen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all screens have in common.

    `motion`: "full" glides, "calm" fades, "off" does neither; None is the system's wish.
    """

    motion: Literal["full", "calm", "off"] | None = None
