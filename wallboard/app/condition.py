"""How far the screen can be trusted, and what it says about it: badge, banner, or a message in the board's stead. Pure.

Part of app.face. The words follow the screen's own judgement, never what a silent poller said last.
"""

from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo
from math import ceil
from typing import assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wallboard.app import summary_face, words
from wallboard.app.link import Joined, Link, Refused, SetupNeeded, Starting
from wallboard.app.replica import Replica, poller_now, since_good
from wallboard.board.freshness import Freshness, judge
from wallboard.wire.boards import Thresholds
from wallboard.wire.messages import OFFLINE_AFTER_SECONDS

_OFFLINE_AFTER = timedelta(seconds=OFFLINE_AFTER_SECONDS)
_NO_ANSWER = "The wallboard's own service does not answer; starting it again."
_OVERDUE = "The next update is overdue"
_ON_THEIR_WAY = "The first numbers are on their way"
NOT_SET_UP = "Connect this wallboard"


@dataclass(frozen=True, slots=True)
class Banner:
    """A strip across the board that cannot be overlooked."""

    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """What the screen says when there are no rows to show."""

    headline: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """The board's condition. `faded`: the rows are old and must look it. With a message, no row is shown.

    `counted`: there are numbers to speak of, even if nobody is on the board. `stuck`: only a person can mend it.
    """

    freshness: Freshness
    badge: str
    notice: str
    faded: bool
    counted: bool
    banner: Banner | None
    message: Message | None
    stuck: bool = False


def rate_of(link: Link) -> float:
    """How many seconds of the poller's clock pass in one of the machine's."""
    if isinstance(link, Joined) and link.boards.rehearsal is not None:
        return link.boards.rehearsal.rate
    return 1.0


def zone_of(link: Link) -> tzinfo:
    """The board's time zone."""
    if not isinstance(link, Joined):
        return UTC
    try:
        return ZoneInfo(link.board.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def thresholds_of(link: Link) -> Thresholds:
    """From where on the board marks a figure."""
    return link.board.thresholds if isinstance(link, Joined) else Thresholds()


def condition(replica: Replica, link: Link, at: timedelta) -> Condition:
    """The condition at the machine's elapsed time `at`."""
    if isinstance(link, Refused):
        return _refused(link)
    if isinstance(link, SetupNeeded):
        return _not_set_up(link)
    counted = replica.shown is not None and replica.shown.as_of is not None
    freshness = _freshness(replica, link, at, counted=counted)
    distrusted = freshness not in (Freshness.LIVE, Freshness.LATE)
    return Condition(
        freshness=freshness,
        badge="Starting" if isinstance(link, Starting) and not counted else _badge(freshness),
        notice="" if distrusted else _notice(replica, link, at),
        faded=counted and distrusted,
        counted=counted,
        banner=_banner(freshness, replica, link, at) if counted else None,
        message=_nobody(replica, link, distrusted=distrusted) if counted else _message(freshness, replica, link, at),
    )


def _freshness(replica: Replica, link: Link, at: timedelta, *, counted: bool) -> Freshness:
    judged = judge(
        since_good(replica, at, rate_of(link)),
        cadence=_cadence(replica, link),
        silence=timedelta() if replica.heard_at is None else at - replica.heard_at,
        offline_after=_OFFLINE_AFTER,
    )
    # Numbers from before the poller's start, and no good poll since: they are old, however young the poller is.
    return Freshness.STALE if judged is Freshness.SILENT and counted else judged


def _cadence(replica: Replica, link: Link) -> timedelta:
    if replica.status is not None:
        return timedelta(seconds=replica.status.cadence_s)
    return timedelta(seconds=link.boards.cadence_s) if isinstance(link, Joined) else timedelta()


def _badge(freshness: Freshness) -> str:
    match freshness:
        case Freshness.LIVE:
            return "Live"
        case Freshness.LATE:
            return "Late"
        case Freshness.STALE:
            return "Stale data"
        case Freshness.SILENT:
            return "No data yet"
        case Freshness.OFFLINE:
            return "Not connected"
    assert_never(freshness)


def _notice(replica: Replica, link: Link, at: timedelta) -> str:
    status = replica.status
    if status is None:
        return ""
    if status.cause is not None:
        now = poller_now(replica, at, rate_of(link))
        return words.failed_poll(status.cause, status.next_try_at, now, zone_of(link))
    if isinstance(link, Joined) and status.cadence_s > link.boards.cadence_s:
        return f"Updating every {words.number(status.cadence_s)} s: rate limit"
    if status.budget.sweep_s is not None and status.budget.sweep_s > status.cadence_s:
        return f"Everybody updated within {words.number(ceil(status.budget.sweep_s))} s: rate limit"
    return ""


def _banner(freshness: Freshness, replica: Replica, link: Link, at: timedelta) -> Banner | None:
    age = since_good(replica, at, rate_of(link))
    last = "No update since the service started." if age is None else f"Last update {words.span(age)} ago."
    match freshness:
        case Freshness.LIVE | Freshness.LATE | Freshness.SILENT:
            return None
        case Freshness.STALE:
            return Banner("STALE DATA", f"{last} {_why(replica, link, at, _OVERDUE)}")
        case Freshness.OFFLINE:
            return Banner("NOT CONNECTED", f"{last} {_NO_ANSWER}")
    assert_never(freshness)


def _message(freshness: Freshness, replica: Replica, link: Link, at: timedelta) -> Message:
    if freshness is Freshness.OFFLINE:
        return Message("Not connected", _NO_ANSWER)
    if isinstance(link, Starting):
        return Message("Starting", "The wallboard's own service is being started.")
    return Message("No data yet", _why(replica, link, at, _ON_THEIR_WAY))


def _nobody(replica: Replica, link: Link, *, distrusted: bool) -> Message | None:
    shown = replica.shown
    if shown is not None and shown.rows:
        return None
    if shown is not None and shown.summary.active:  # a board of totals alone, which names nobody
        told = shown.summary
        closed = f"{told.closed:,} closed by {told.active:,} {'agents' if told.active > 1 else 'agent'}"
        totals, waiting = summary_face.both(told, shown.updated_at, thresholds_of(link))
        return Message(closed, summary_face.line(totals), summary_face.line(waiting))
    if distrusted:
        return Message("Nobody was active", "No agent of this board was available, on a call or in wrap-up.")
    return Message("Nobody is active", "No agent of this board is available, on a call or in wrap-up right now.")


def _refused(link: Refused) -> Condition:
    message = Message(
        "The wallboard cannot start",
        link.message,
        "It looks again every few seconds and starts by itself once this is mended.",
    )
    return _stuck(Freshness.OFFLINE, "Not running", message)


def _not_set_up(link: SetupNeeded) -> Condition:
    """The sign-in page stands in this message's place (app.setup_face); a log and a picture that fails have these."""
    return _stuck(Freshness.SILENT, "Not set up", Message(NOT_SET_UP, link.setup.reason))


def _stuck(freshness: Freshness, badge: str, message: Message) -> Condition:
    return Condition(freshness, badge, "", faded=False, counted=False, banner=None, message=message, stuck=True)


def _why(replica: Replica, link: Link, at: timedelta, otherwise: str) -> str:
    """What keeps the numbers away, and when the poller tries again; `otherwise` where nothing failed."""
    status = replica.status
    if status is None or status.cause is None:
        return f"{otherwise}."
    now = poller_now(replica, at, rate_of(link))
    return f"{words.trouble(status.cause, status.next_try_at, now, zone_of(link))}."
