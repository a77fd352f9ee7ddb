"""The screen's words: instants, durations and counts as people read them. Pure; used by app.row_face and app.face."""

import unicodedata
from datetime import datetime, timedelta, tzinfo

from wallboard.app.tongue import PLURAL, day, tenths, time_of_day, translate, whole
from wallboard.wire.messages import Reconciled

_SECOND = timedelta(seconds=1)
_ROUGH = timedelta(milliseconds=500)  # from here on a whole second may be wrong: the number says so


def hours_minutes(instant: datetime, zone: tzinfo) -> str:
    """An instant on the board's clock.

    >>> from datetime import UTC
    >>> hours_minutes(datetime(2026, 11, 23, 14, 35, 2, tzinfo=UTC), UTC)
    '14:35'
    """
    return time_of_day(instant.astimezone(zone))


def hours_minutes_seconds(instant: datetime, zone: tzinfo) -> str:
    """An instant on the board's clock, to the second."""
    return time_of_day(instant.astimezone(zone), seconds=True)


def day_and_time(instant: datetime, now: datetime | None, zone: tzinfo, *, seconds: bool = False) -> str:
    """An instant on the board's clock, with its day unless that is today.

    >>> from datetime import UTC
    >>> day_and_time(datetime(2026, 11, 2, 7, tzinfo=UTC), datetime(2026, 11, 23, 14, 35, tzinfo=UTC), UTC)
    '2 Nov 07:00'
    """
    local = instant.astimezone(zone)
    time = time_of_day(local, seconds=seconds)
    if now is not None and now.astimezone(zone).date() == local.date():
        return time
    return translate("words", "{day} {time}").format(day=day(local), time=time)


def stopwatch(duration: timedelta) -> str:
    """Whole seconds that have passed.

    >>> stopwatch(timedelta(seconds=206.9)), stopwatch(timedelta(hours=1, minutes=2, seconds=3))
    ('3:26', '1:02:03')
    """
    return _colons(duration // _SECOND)


def aht(value_ms: int | None, bound_ms: int | None) -> str:
    """An average handle time, with a sign before it where it is not exact to the second.

    >>> aht(141_000, 0), aht(141_000, 700), aht(141_000, None), aht(None, None)
    ('2:21', '≈ 2:21', '≤ 2:21', 'N/A')
    """
    if value_ms is None:
        return not_known()
    if bound_ms is None:
        most = _colons(-(-value_ms // 1000))  # rounded up: a bound stays a bound
        return translate("words", "≤ {time}", "at most; from the left to the right").format(time=most)
    nearest = _colons((value_ms + 500) // 1000)
    if not is_rough(bound_ms):
        return nearest
    return translate("words", "≈ {time}", "about; from the left to the right").format(time=nearest)


def is_rough(bound_ms: int) -> bool:
    """Whether an average that can be off by so much is shown as an inexact one."""
    return timedelta(milliseconds=bound_ms) >= _ROUGH


def per_hour(value: float | None, *, at_most: bool = False) -> str:
    """Closed conversations per hour on queue.

    >>> per_hour(8.3), per_hour(12.0, at_most=True), per_hour(None)
    ('8.3', '≤ 12.0', 'N/A')
    """
    if value is None:
        return not_known()
    if not at_most:
        return tenths(value)
    return translate("words", "≤ {figure}", "at most; from the left to the right").format(figure=tenths(value))


def not_known() -> str:
    """In the place of a number."""
    return translate("words", "N/A", "an average of nothing, a number that was not told; short")


def span(duration: timedelta) -> str:
    """A length of time within a sentence.

    >>> span(timedelta(seconds=28)), span(timedelta(seconds=192)), span(timedelta(hours=2, minutes=5, seconds=9))
    ('28 s', '3 min 12 s', '2 h 5 min')
    """
    seconds = max(duration // _SECOND, 0)
    hours, minutes = divmod(seconds // 60, 60)
    if hours >= 48:
        days = hours // 24
        return translate("words", "%n day(s)", "", PLURAL, days)
    if hours and minutes:
        return translate("words", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if hours:
        return translate("words", "{hours} h").format(hours=hours)
    if minutes and seconds % 60:
        return translate("words", "{minutes} min {seconds} s").format(minutes=minutes, seconds=seconds % 60)
    if minutes:
        return translate("words", "{minutes} min").format(minutes=minutes)
    return translate("words", "{seconds} s").format(seconds=seconds)


def initials(name: str) -> str:
    """What stands in a circle in the picture's stead.

    >>> initials("Tova"), initials("Christopher M."), initials("山田 太郎")
    ('To', 'CM', '山太')
    """
    parts = [letters for part in unicodedata.normalize("NFC", name).split() if (letters := _letters(part))]
    if not parts:
        return name.strip()[:1]
    if len(parts) == 1:
        return parts[0][:1].upper() + parts[0][1:2]
    return (parts[0][:1] + parts[-1][:1]).upper()


def disclaimer() -> str:
    """What the numbers are not for."""
    return translate(
        "words",
        "Real-time metrics are for operational use only. Official statistics are available in end-of-day reports.",
    )


def settings_wrong() -> str:
    """That somebody has changed the settings, and what counts meanwhile; the log and `doctor` say what is wrong."""
    return translate("words", "The settings were changed and cannot be used: the last good ones count")


def reconciled(told: Reconciled, now: datetime | None, zone: tzinfo) -> str:
    """Whether what stood on the wall was right, once the numbers of a window that is over have settled."""
    window = f"{day_and_time(told.window.from_, now, zone)}–{hours_minutes(told.window.to, zone)}"
    if not told.agents:
        return translate("words", "Reconciled {window}: nobody to compare").format(window=window)
    agents, differing = told.agents, told.differing
    if differing:
        said = translate("words", "Reconciled {window}: %n of {agents} agents differ(s)", "", PLURAL, differing)
        return said.format(window=window, agents=whole(agents))
    return translate("words", "Reconciled {window}: %n agent(s) agree", "", PLURAL, agents).format(window=window)


def _colons(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
