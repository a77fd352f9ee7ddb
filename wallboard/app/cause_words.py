"""Why the numbers do not come, and when the poller tries again, in words. Pure; used by app.condition."""

from datetime import datetime, timedelta, tzinfo
from typing import Literal, assert_never

from wallboard.app.tongue import PLURAL, translate
from wallboard.app.words import day_and_time, span
from wallboard.wire.messages import BY_CLOCK, Cause

SignInCode = Literal["wrong_secret", "wrong_region", "revoked", "expired", "forbidden", "hidden"]

_SECOND = timedelta(seconds=1)
_LONG = timedelta(minutes=10)  # from here on a time of day says more than a countdown
_MOST_IN_BADGE = 60  # letters: two lines of it


def cause(told: Cause) -> str:
    """Why the last poll brought nothing, as the start of a sentence; short enough for one line across the wall."""
    match told.code:
        case "throttled":
            return translate("cause", "Genesys Cloud asks to wait")
        case "timeout":
            return translate("cause", "Genesys Cloud did not answer in time")
        case "unreachable":
            return _unreachable(told.detail)
        case "proxy":
            return _proxy(told)
        case "certificate":
            return _certificate(told.detail)
        case "server_error":
            return _with_answer(translate("cause", "Genesys Cloud reports a fault of its own"), told)
        case "bad_reply":
            return _bad_reply(told)
        case "wrong_secret" | "wrong_region" | "revoked" | "expired" | "forbidden" | "hidden":
            return _sign_in(told, told.code)
    assert_never(told.code)


def _unreachable(why: str | None) -> str:
    if why == BY_CLOCK:
        return translate("cause", "This machine's clock seems to be wrong: ask IT to set it")
    return translate("cause", "Genesys Cloud cannot be reached")


def _proxy(told: Cause) -> str:
    """What the network's proxy says, or that it is not there."""
    if told.http_status is None:
        return translate("cause", "The network's proxy cannot be reached: tell IT")
    if told.http_status == 407:
        return translate("cause", "The proxy refuses the sign-in (407): ask IT to run wallboard-poller doctor")
    return _with_answer(translate("cause", "The proxy does not let through to Genesys Cloud: tell IT"), told)


def _certificate(host: str | None) -> str:
    if host is None:
        return translate("cause", "A certificate is not trusted: ask IT to run wallboard-poller doctor")
    said = translate("cause", "Certificate of {host} is not trusted: ask IT to run wallboard-poller doctor")
    return said.format(host=host)


def _sign_in(told: Cause, code: SignInCode) -> str:
    """What is wrong with the sign-in, and who does what."""
    match code:
        case "wrong_secret":
            return translate("cause", "Wrong client secret: ask IT to run wallboard-poller login")
        case "wrong_region":
            return _wrong_region(told.detail)
        case "revoked":
            return translate("cause", "Sign-in revoked: ask IT to run wallboard-poller login")
        case "expired":
            return translate("cause", "Sign-in expired, and it cannot be renewed yet")
        case "forbidden":
            return _forbidden(told)
        case "hidden":
            return _hidden(told.detail)
    assert_never(code)


def _wrong_region(region: str | None) -> str:
    if region is None:
        return translate("cause", "Client unknown in its region: ask IT to check id and region")
    return translate("cause", "Client unknown in {region}: ask IT to check id and region").format(region=region)


def _hidden(agents: str | None) -> str:
    if agents is None or not agents.isdecimal():
        return translate("cause", "All agents are hidden: ask IT to add their division to the client's role")
    count = int(agents)
    return translate(
        "cause", "%n agent(s) are hidden by now: ask IT to add their division to the client's role", "", PLURAL, count
    )


def _forbidden(told: Cause) -> str:
    """The permission that is missing, where the answer named it."""
    if told.http_status == 401:
        return translate("cause", "Genesys Cloud refuses the sign-in that it has just given: tell IT (401)")
    if told.detail:
        return translate("cause", "Permission missing: ask IT for {permission}").format(permission=told.detail)
    return _with_answer(translate("cause", "Permission missing: ask IT to check its permissions"), told)


def _bad_reply(told: Cause) -> str:
    """An address that leads elsewhere and a question that is refused are for IT; a spoilt answer may mend itself."""
    status = 200 if told.http_status is None else told.http_status
    if status == 404 and told.detail is not None:
        return _with_answer(_not_there(told.detail), told)
    if 300 <= status < 400:
        said = translate("cause", "The network leads elsewhere than to Genesys Cloud: ask IT to check it")
        return _with_answer(said, told)
    if 400 <= status < 500:
        said = translate("cause", "Genesys Cloud does not accept what the wallboard asks: tell IT")
        return _with_answer(said, told)
    return translate("cause", "Genesys Cloud sends answers that cannot be read")


def _not_there(kind: str) -> str:
    """Whose members were asked for in vain."""
    match kind:
        case "group":
            return translate("cause", "Group not found: ask IT to run wallboard-poller doctor")
        case "team":
            return translate("cause", "Team not found: ask IT to run wallboard-poller doctor")
        case "queue":
            return translate("cause", "Queue not found: ask IT to run wallboard-poller doctor")
    return translate("cause", "Genesys Cloud does not accept what the wallboard asks: tell IT")


def asked_wait(told: Cause, until: datetime | None, now: datetime | None, zone: tzinfo) -> str:
    """Until when Genesys Cloud wants to be left alone, to the second; nothing where it did not say.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> asked_wait(Cause("throttled", 429, 70_000), noon + timedelta(seconds=70), noon, UTC)
    'Genesys Cloud asks to wait until 12:01:10'
    """
    if told.retry_after_ms is None or until is None:
        return ""
    time = day_and_time(until, now, zone, seconds=True)
    if told.code == "throttled":
        return translate("cause", "Genesys Cloud asks to wait until {time}").format(time=time)
    return translate("cause", "{cause} until {time}").format(cause=cause(told), time=time)


def trouble(told: Cause, next_try_at: datetime | None, now: datetime | None, zone: tzinfo) -> str:
    """What keeps the numbers away, and when the poller tries again; a long wait is not counted down."""
    why = asked_wait(told, next_try_at, now, zone)
    if why and timedelta(milliseconds=told.retry_after_ms or 0) > _LONG:
        return why
    said, then = why or cause(told), next_try(next_try_at, now)
    return translate("cause", "{cause}; {next_try}").format(cause=said, next_try=then) if then else said


def failed_poll(told: Cause, next_try_at: datetime | None, now: datetime | None, zone: tzinfo) -> str:
    """Why the last poll brought nothing, in as much room as the badge has; what is longer, the banner tells in time.

    >>> from datetime import UTC
    >>> failed_poll(Cause("timeout"), None, None, UTC)
    'Genesys Cloud did not answer in time, retrying'
    """
    waits = asked_wait(told, next_try_at, now, zone)
    said = waits or translate("cause", "{cause}, retrying").format(cause=cause(told))
    return said if len(said) <= _MOST_IN_BADGE else translate("cause", "Last poll failed, retrying")


def clock_off(by: timedelta) -> str:
    """That the machine's clock is wrong; `by` is how far it is ahead, or behind (negative). What the wall shows is not.

    >>> clock_off(timedelta(minutes=-61))
    "Machine's clock 1 h 1 min behind; the time here is right"
    """
    time = span(abs(by))
    if by < timedelta():
        return translate("cause", "Machine's clock {time} behind; the time here is right").format(time=time)
    return translate("cause", "Machine's clock {time} ahead; the time here is right").format(time=time)


def next_try(at: datetime | None, now: datetime | None) -> str:
    """When the poller tries again, to go on with a sentence; nothing where that is not known."""
    if at is None or now is None:
        return ""
    left = at - now
    if left < _SECOND:
        return translate("cause", "trying again now")
    return translate("cause", "next try in {time}").format(time=span(left))


def _with_answer(said: str, told: Cause) -> str:
    """With the number of the answer, for those who look into it."""
    if told.http_status is None:
        return said
    return translate("cause", "{cause} ({status})").format(cause=said, status=told.http_status)
