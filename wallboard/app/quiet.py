"""How brightly the screen shows the board: fully, dimly or not at all. Pure; app.night asks it every second.

Hours are those of the board's time zone. A stretch of quiet hours begins and ends once, whatever the clocks do
meanwhile: an hour that a clock change repeats neither lights the screen in between nor darkens it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum, auto

from wallboard.host.quiet_hours import MINUTES_OF_A_DAY, QuietHours, read_quiet_hours
from wallboard.host.screen_settings import Screen

WOKEN_FOR = timedelta(minutes=5)


class Light(Enum):
    """How brightly."""

    FULL = auto()
    DIM = auto()
    OFF = auto()


@dataclass(frozen=True, slots=True)
class Woken:
    """Somebody pressed a key at this instant of the machine's elapsed time; None: nobody has."""

    at: timedelta | None = None

    def lasts(self, now: timedelta) -> bool:
        """Whether the board is still shown for them."""
        return self.at is not None and now - self.at < WOKEN_FOR


def light(screen: Screen, zone: tzinfo, now: datetime | None, woken: Woken, at: timedelta) -> Light:
    """How brightly, at the poller's instant `now` and the machine's elapsed time `at`.

    Before the poller has told the time nobody knows whether it is night: the board is shown.
    """
    hours = [found for text in screen.quiet_hours if (found := read_quiet_hours(text)) is not None]
    if now is None or woken.lasts(at) or not is_quiet(hours, zone, now):
        return Light.FULL
    return Light.DIM if screen.quiet == "dim" else Light.OFF


def is_quiet(hours: Iterable[QuietHours], zone: tzinfo, now: datetime) -> bool:
    """Whether an instant lies within any of these hours. Their last instant does not."""
    today = now.astimezone(zone).date()
    # What began yesterday may last; where a clock change leads back over midnight, tomorrow's first may have begun.
    days = [today + timedelta(days=away) for away in (-1, 0, 1)]
    return any(
        _instant(day, one.begins, zone) <= now < _instant(day, one.ends, zone)
        for one in hours
        for day in days
        if day.weekday() in one.days
    )


def _instant(day: date, minutes: int, zone: tzinfo) -> datetime:
    """The first instant at which that day's clock shows so much; where it skips that, as far after the change."""
    away, minutes = divmod(minutes, MINUTES_OF_A_DAY)
    shown = time(minutes // 60, minutes % 60)
    return datetime.combine(day + timedelta(days=away), shown, zone).astimezone(UTC)
