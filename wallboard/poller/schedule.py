"""When to poll again, and how a failure is called. Pure; the only place that decides about retries.

Used by poller.loop.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from wallboard.genesys import errors, memberships
from wallboard.genesys.untimely import is_untimely
from wallboard.wire.messages import BY_CLOCK, Cause, CauseCode

_AFTER_FAILURES = tuple(timedelta(seconds=seconds) for seconds in (5, 10, 20, 30, 30, 30))
_ROUNDED = timedelta(seconds=1)  # Retry-After is cut off to whole seconds
CEILING = timedelta(minutes=5)
_SIGN_IN: dict[errors.SignInTrouble, CauseCode] = {
    errors.SignInTrouble.WRONG_SECRET: "wrong_secret",
    errors.SignInTrouble.WRONG_REGION: "wrong_region",
    errors.SignInTrouble.REVOKED: "revoked",
}


@dataclass(frozen=True, slots=True)
class Succeeded:
    """All pages came; `took` counts from the cycle's start."""

    took: timedelta


@dataclass(frozen=True, slots=True)
class Throttled:
    """The server asks to wait; None where it does not say how long."""

    retry_after: timedelta | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class Rejected:
    """Only a person can mend it."""

    cause: Cause


@dataclass(frozen=True, slots=True)
class Failed:
    """It may go better next time. `wish` is the server's, if it had one."""

    cause: Cause
    wish: timedelta | None = None


Outcome = Succeeded | Throttled | Rejected | Failed


def next_wait(outcome: Outcome, streak: int, cadence: timedelta, jitter: float) -> timedelta:
    """How long to wait after an outcome; `streak` counts the failures in a row, this one included.

    Never sooner than the server said; our own back-off never above the ceiling. `jitter` is from 0 to 1.
    """
    match outcome:
        case Succeeded(took):
            return max(cadence - took, timedelta())
        case Throttled(retry_after):
            return max(cadence, _at_least(retry_after))
        case Rejected():
            return CEILING
        case Failed(wish=wish):
            return max(min(_after_failures(streak) * (1 + jitter / 10), CEILING), _at_least(wish))
    assert_never(outcome)


def _at_least(wish: timedelta | None) -> timedelta:
    return timedelta() if wish is None else wish + _ROUNDED


def _after_failures(streak: int) -> timedelta:
    """5, 10, 20, three times 30 s, then doubling to the ceiling."""
    if streak <= len(_AFTER_FAILURES):
        return _AFTER_FAILURES[streak - 1]
    doublings: int = min(streak - len(_AFTER_FAILURES), 10)
    return min(_AFTER_FAILURES[-1] * (1 << doublings), CEILING)


def outcome_of(error: errors.GenesysError) -> Outcome:
    """What an error means for the schedule, and how it is told to the screens."""
    match error:
        case errors.Throttled(retry_after=retry_after):
            wish_ms = None if retry_after is None else round(retry_after / timedelta(milliseconds=1))
            return Throttled(retry_after, Cause("throttled", 429, wish_ms))
        case errors.Rejected(status=status, trouble=trouble, base_url=base_url):
            return Rejected(Cause(_SIGN_IN[trouble], status, detail=base_url))
        case errors.ServerFailed(retry_after=wish) | errors.Expired(why=errors.ServerFailed(retry_after=wish)):
            return Failed(_cause_of(error), wish)
    return Failed(_cause_of(error))


def _cause_of(error: errors.GenesysError) -> Cause:
    """How a failure that may pass is called."""
    match error:
        case errors.Expired():
            return Cause("expired", detail=error.reason)
        case errors.Forbidden(status=status, missing=missing):
            # Not left for minutes: a proxy's page says 403 as well, and is gone when its user has signed in.
            return Cause("forbidden", status, detail=", ".join(missing) or None)
        case errors.Hidden(agents=agents):
            return Cause("hidden", detail=None if agents is None else str(agents))
        case errors.TimedOut():
            return Cause("timeout")
        case errors.Unreachable():
            return _on_the_way(error)
        case errors.ServerFailed(status=status):
            return Cause("server_error", status)
        case errors.BadReply(status=404, endpoint=path):
            kind = memberships.kind_asked_for(path or "")
            return Cause("bad_reply", 404, detail=None if kind is None else kind.value)
        case errors.BadReply(status=status):
            return Cause("bad_reply", status)
        case _:
            raise TypeError(f"no outcome for {type(error).__name__}") from error


def _on_the_way(error: errors.Unreachable) -> Cause:
    """What keeps requests from arriving."""
    match error:
        case errors.ProxyRefuses(status=status):
            return Cause("proxy", status)
        case _ if is_untimely(error):  # it is the clock rather than a stranger
            return Cause("unreachable", detail=BY_CLOCK)
        case errors.Distrusted(host=host):
            return Cause("certificate", detail=host)
    return Cause("unreachable")
