"""Read the hours of the settings in which screens are quiet: "22:00-06:00", "Sa-Su 00:00-24:00". Pure.

Checked by host.settings, judged by app.quiet.
"""

import re
from dataclasses import dataclass

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(_DAYS)
_SPAN = re.compile(
    rf"(?:(?P<first>{_DAY})(?:-(?P<last>{_DAY}))? )?"
    r"(?P<from_hour>[01]\d|2[0-3]):(?P<from_minute>[0-5]\d)-(?:(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)|24:00)"
)
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one minute of the day to another, which may be the next day's; `days` are those it begins on, Monday 0."""

    days: frozenset[int]
    begins: int
    ends: int  # beyond a day's minutes: on the next day


def read_quiet_hours(text: str) -> QuietHours | None:
    """What a text of the settings means; None where it means nothing.

    >>> read_quiet_hours("Sa-Su 22:00-06:00")
    QuietHours(days=frozenset({5, 6}), begins=1320, ends=1800)
    """
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    begins = int(found["from_hour"]) * 60 + int(found["from_minute"])
    ends = MINUTES_OF_A_DAY if found["hour"] is None else int(found["hour"]) * 60 + int(found["minute"])
    if begins == ends:
        return None  # all day or never: nobody knows which was meant
    return QuietHours(_days(found["first"], found["last"]), begins, ends if ends > begins else ends + MINUTES_OF_A_DAY)


def _days(first: str | None, last: str | None) -> frozenset[int]:
    if first is None:
        return frozenset(range(7))
    begin = _DAYS.index(first)
    count = 1 if last is None else (_DAYS.index(last) - begin) % 7 + 1
    return frozenset((begin + step) % 7 for step in range(count))
