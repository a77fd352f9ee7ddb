"""From where on a board marks a figure, and whether these numbers make sense. Part of host.board_settings.

The poller passes them on to the screens as they are; app.summary_face and app.row_face say what is beyond one.
"""

from collections.abc import Iterator

import msgspec

from wallboard.host.settings_words import Problem, refused

ALLOWED = {
    "waiting": range(10_001),
    "longest_wait": range(1, 86_401),
    "service_level": range(1, 101),
    "abandoned": range(1_000_001),
    "aht": range(1, 86_401),
    "long_call": range(1, 1_441),
}


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A board's. A figure is marked beyond its number, not at it; None: never.

    `waiting` and `abandoned` are callers, `longest_wait` and `aht` seconds, the most that is well; `service_level` is
    the least percentage that is. From `long_call` minutes on, a conversation of more than twice its agent's average is
    marked.
    """

    waiting: int | None = None
    longest_wait: int | None = None
    service_level: int | None = None
    abandoned: int | None = None
    aht: int | None = None
    long_call: int = 10


def check_thresholds(key: str, thresholds: Thresholds) -> Iterator[Problem]:
    """What makes no sense in that section, which is called `key`."""
    for name, allowed in ALLOWED.items():
        number = getattr(thresholds, name)
        if number is not None and number not in allowed:
            yield refused(f"{key}.{name}", number)
