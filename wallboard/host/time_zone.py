"""The time zone of this machine by its IANA name, for the built-in first board. Used by host.configuration.

On Windows its own copy of ICU is asked, through a seam: that has not run there yet.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

LOCALTIME = Path("/etc/localtime")
_FOLDER = "zoneinfo/"  # below it, a zone's file is named like the zone
_MOST_LETTERS = 128


def of_this_machine() -> str | None:
    """Where this machine is; None where that cannot be told."""
    return known(_of_windows if sys.platform == "win32" else lambda: of_link(LOCALTIME))


def known(asked: Callable[[], str | None]) -> str | None:
    """What is answered, if it is a zone that can be counted with."""
    try:
        name = asked()
        return None if name is None else ZoneInfo(name).key
    except (OSError, AttributeError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


def of_link(localtime: Path) -> str | None:
    """By the link that names the zone. Where there is none, the system counts in UTC; a copy does not tell its name."""
    if not localtime.is_symlink():
        return None if localtime.exists() else "UTC"
    _, found, name = str(localtime.readlink()).rpartition(_FOLDER)
    return name if found else None


def _of_windows() -> str | None:
    """Raises OSError, AttributeError where there is no such library."""
    ctypes: Any = import_module("ctypes")
    written = ctypes.create_unicode_buffer(_MOST_LETTERS)
    status = ctypes.c_int(0)
    ctypes.CDLL("icu.dll").ucal_getDefaultTimeZone(written, _MOST_LETTERS, ctypes.byref(status))
    return written.value if status.value <= 0 else None
