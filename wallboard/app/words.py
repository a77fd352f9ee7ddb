"""The screen's words: instants, durations and causes as people read them. Pure; used by app.row_face and app.face."""

import unicodedata
from datetime import datetime, timedelta, tzinfo
from typing import Literal, assert_never

from wallboard.wire.messages import Cause, Reconciled

DISCLAIMER = "Real-time metrics are for operational use only. Official statistics are available in end-of-day reports."

SignInCode = Literal["wrong_secret", "wrong_region", "revoked", "expired", "forbidden", "hidden"]

_SECOND = timedelta(seconds=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = timedelta(minutes=10)  # from here on a time of day says more than a countdown
_MOST_IN_BADGE = 60  # letters: two lines of it
_ROUGH = timedelta(milliseconds=500)  # from here on a whole second may be wrong: the number says so


def hours_minutes(instant: datetime, zone: tzinfo) -> str:
    """An instant on the board's clock.

    >>> from datetime import UTC
    >>> hours_minutes(datetime(2026, 11, 23, 14, 35, 2, tzinfo=UTC), UTC)
    '14:35'
    """
    local = instant.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}"


def hours_minutes_seconds(instant: datetime, zone: tzinfo) -> str:
    """An instant on the board's clock, to the second."""
    local = instant.astimezone(zone)
    return f"{local.hour:02}:{local.minute:02}:{local.second:02}"


def day_and_time(instant: datetime, now: datetime | None, zone: tzinfo) -> str:
    """An instant on the board's clock, with its day unless that is today.

    >>> from datetime import UTC
    >>> day_and_time(datetime(2026, 11, 2, 7, tzinfo=UTC), datetime(2026, 11, 23, 14, 35, tzinfo=UTC), UTC)
    '2 Nov 07:00'
    """
    return _day(instant, now, zone) + hours_minutes(instant, zone)


def _day(instant: datetime, now: datetime | None, zone: tzinfo) -> str:
    local = instant.astimezone(zone)
    today = now is not None and now.astimezone(zone).date() == local.date()
    return "" if today else f"{local.day} {_MONTHS[local.month - 1]} "


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
        return "N/A"
    if bound_ms is None:
        return f"≤ {_colons(-(-value_ms // 1000))}"  # rounded up: a bound stays a bound
    nearest = _colons((value_ms + 500) // 1000)
    return f"≈ {nearest}" if is_rough(bound_ms) else nearest


def is_rough(bound_ms: int) -> bool:
    """Whether an average that can be off by so much is shown as an inexact one."""
    return timedelta(milliseconds=bound_ms) >= _ROUGH


def per_hour(value: float | None, *, at_most: bool = False) -> str:
    """Closed conversations per hour on queue.

    >>> per_hour(8.3), per_hour(12.0, at_most=True), per_hour(None)
    ('8.3', '≤ 12.0', 'N/A')
    """
    if value is None:
        return "N/A"
    return f"≤ {value:.1f}" if at_most else f"{value:.1f}"


def span(duration: timedelta) -> str:
    """A length of time within a sentence.

    >>> span(timedelta(seconds=28)), span(timedelta(seconds=192)), span(timedelta(hours=2, minutes=5, seconds=9))
    ('28 s', '3 min 12 s', '2 h 5 min')
    """
    seconds = max(duration // _SECOND, 0)
    hours, minutes = divmod(seconds // 60, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    if minutes:
        return f"{minutes} min {seconds % 60} s" if seconds % 60 else f"{minutes} min"
    return f"{seconds} s"


def number(value: float) -> str:
    """A number without a needless fraction.

    >>> number(30.0), number(2.5)
    ('30', '2.5')
    """
    return f"{value:g}"


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


def cause(told: Cause) -> str:
    """Why the last poll brought nothing, as the start of a sentence; short enough for one line across the wall."""
    match told.code:
        case "throttled":
            return "Genesys Cloud asks to wait"
        case "timeout":
            return "Genesys Cloud did not answer in time"
        case "unreachable":
            return "Genesys Cloud cannot be reached"
        case "server_error":
            return f"Genesys Cloud reports a fault of its own{_http_status(told)}"
        case "bad_reply":
            return _bad_reply(told)
        case "wrong_secret" | "wrong_region" | "revoked" | "expired" | "forbidden" | "hidden":
            return _sign_in(told, told.code)
    assert_never(told.code)


def _sign_in(told: Cause, code: SignInCode) -> str:
    """What is wrong with the sign-in, and who does what."""
    match code:
        case "wrong_secret":
            return "Wrong client secret: ask IT to run wallboard-poller login"
        case "wrong_region":
            where = told.detail or "its region"
            return f"Client unknown in {where}: ask IT to check id and region"
        case "revoked":
            return "Sign-in revoked: ask IT to run wallboard-poller login"
        case "expired":
            return "Sign-in expired, and it cannot be renewed yet"
        case "forbidden":
            return _forbidden(told)
        case "hidden":
            return f"{_hidden(told.detail)}: ask IT to add their division to the client's role"
    assert_never(code)


def _hidden(agents: str | None) -> str:
    match agents:
        case None:
            return "All agents are hidden"
        case "1":
            return "An agent is hidden by now"
        case _:
            return f"{agents} agents are hidden by now"


def _forbidden(told: Cause) -> str:
    """The permission that is missing, where the answer named it."""
    if told.http_status == 401:
        return "Genesys Cloud refuses the sign-in that it has just given: tell IT (401)"
    if told.detail:
        return f"Permission missing: ask IT for {told.detail}"
    return f"Permission missing: ask IT to check its permissions{_http_status(told)}"


def _bad_reply(told: Cause) -> str:
    """An address that leads elsewhere and a question that is refused are for IT; a spoilt answer may mend itself."""
    status = 200 if told.http_status is None else told.http_status
    if 300 <= status < 400:
        return f"The network leads elsewhere than to Genesys Cloud: ask IT to check it ({status})"
    if 400 <= status < 500:
        return f"Genesys Cloud does not accept what the wallboard asks: tell IT ({status})"
    return "Genesys Cloud sends answers that cannot be read"


def asked_wait(told: Cause, until: datetime | None, now: datetime | None, zone: tzinfo) -> str:
    """Until when Genesys Cloud wants to be left alone, to the second; nothing where it did not say.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> asked_wait(Cause("throttled", 429, 70_000), noon + timedelta(seconds=70), noon, UTC)
    'Genesys Cloud asks to wait until 12:01:10'
    """
    if told.retry_after_ms is None or until is None:
        return ""
    return f"{cause(told)} until {_day(until, now, zone)}{hours_minutes_seconds(until, zone)}"


def trouble(told: Cause, next_try_at: datetime | None, now: datetime | None, zone: tzinfo) -> str:
    """What keeps the numbers away, and when the poller tries again; a long wait is not counted down."""
    why = asked_wait(told, next_try_at, now, zone)
    if why and timedelta(milliseconds=told.retry_after_ms or 0) > _LONG:
        return why
    return "; ".join(filter(None, (why or cause(told), next_try(next_try_at, now))))


def failed_poll(told: Cause, next_try_at: datetime | None, now: datetime | None, zone: tzinfo) -> str:
    """Why the last poll brought nothing, in as much room as the badge has; what is longer, the banner tells in time.

    >>> from datetime import UTC
    >>> failed_poll(Cause("timeout"), None, None, UTC)
    'Genesys Cloud did not answer in time, retrying'
    """
    said = asked_wait(told, next_try_at, now, zone) or f"{cause(told)}, retrying"
    return said if len(said) <= _MOST_IN_BADGE else "Last poll failed, retrying"


def reconciled(told: Reconciled, now: datetime | None, zone: tzinfo) -> str:
    """Whether what stood on the wall was right, once the numbers of a window that is over have settled."""
    window = f"{day_and_time(told.window.from_, now, zone)}–{hours_minutes(told.window.to, zone)}"
    if not told.agents:
        return f"Reconciled {window}: nobody to compare"
    if told.differing:
        verb = "differs" if told.differing == 1 else "differ"
        return f"Reconciled {window}: {told.differing:,} of {told.agents:,} agents {verb}"
    agree = "1 agent agrees" if told.agents == 1 else f"{told.agents:,} agents agree"
    return f"Reconciled {window}: {agree}"


def next_try(at: datetime | None, now: datetime | None) -> str:
    """When the poller tries again, to go on with a sentence; nothing where that is not known."""
    if at is None or now is None:
        return ""
    left = at - now
    return f"next try in {span(left)}" if left >= _SECOND else "trying again now"


def _colons(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())


def _http_status(told: Cause) -> str:
    return "" if told.http_status is None else f" ({told.http_status})"
