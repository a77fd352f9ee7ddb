"""How far the screen can be trusted, and what it says about it: badge, banner, or a message in the board's stead. Pure.

Part of app.face. The words follow the screen's own judgement, never what a silent poller said last.
"""

from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo
from math import ceil
from typing import assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wallboard.app import cause_words, summary_face, words
from wallboard.app.link import Joined, Link, Refused, SetupNeeded, Starting
from wallboard.app.replica import Replica, poller_now, since_good
from wallboard.app.tongue import number, translate
from wallboard.board.freshness import Freshness, judge
from wallboard.wire.boards import Thresholds
from wallboard.wire.messages import OFFLINE_AFTER_SECONDS

_LONGEST_MONITOR = 20  # letters
_OFFLINE_AFTER = timedelta(seconds=OFFLINE_AFTER_SECONDS)


@dataclass(frozen=True, slots=True)
class Banner:
    """A strip across the board that cannot be overlooked."""

    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """What the screen says when there are no rows to show; `is_numbers` where that is no trouble, but all there is."""

    headline: str
    text: str
    hint: str = ""
    is_numbers: bool = False


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


def _is_rehearsal(link: Link) -> bool:
    """Whether the poller's clock is meant to be another than the machine's."""
    return isinstance(link, Joined) and link.boards.rehearsal is not None


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
        badge=starting() if isinstance(link, Starting) and not counted else _badge(freshness),
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
            return translate("condition", "Live", "the data is fresh")
        case Freshness.LATE:
            return translate("condition", "Late", "the data is late")
        case Freshness.STALE:
            return translate("condition", "Stale data")
        case Freshness.SILENT:
            return translate("condition", "No data yet")
        case Freshness.OFFLINE:
            return translate("condition", "Not connected")
    assert_never(freshness)


def _notice(replica: Replica, link: Link, at: timedelta) -> str:
    status = replica.status
    if status is None:
        return ""
    if status.cause is not None:
        now = poller_now(replica, at, rate_of(link))
        return cause_words.failed_poll(status.cause, status.next_try_at, now, zone_of(link))
    if status.clock_off_s is not None and not _is_rehearsal(link):
        return cause_words.clock_off(timedelta(seconds=status.clock_off_s))
    if isinstance(link, Joined) and status.cadence_s > link.boards.cadence_s:
        return translate("condition", "Updating every {seconds} s: rate limit").format(seconds=number(status.cadence_s))
    if status.budget.sweep_s is not None and status.budget.sweep_s > status.cadence_s:
        within = number(ceil(status.budget.sweep_s))
        return translate("condition", "Everybody updated within {seconds} s: rate limit").format(seconds=within)
    return ""


def _banner(freshness: Freshness, replica: Replica, link: Link, at: timedelta) -> Banner | None:
    age = since_good(replica, at, rate_of(link))
    if age is None:
        last = translate("condition", "No update since the service started.")
    else:
        last = translate("condition", "Last update {age} ago.").format(age=words.span(age))
    match freshness:
        case Freshness.LIVE | Freshness.LATE | Freshness.SILENT:
            return None
        case Freshness.STALE:
            overdue = translate("condition", "The next update is overdue.")
            return Banner(translate("condition", "STALE DATA"), f"{last} {_why(replica, link, at, overdue)}")
        case Freshness.OFFLINE:
            return Banner(translate("condition", "NOT CONNECTED"), f"{last} {_no_answer()}")
    assert_never(freshness)


def _message(freshness: Freshness, replica: Replica, link: Link, at: timedelta) -> Message:
    if freshness is Freshness.OFFLINE:
        return Message(_badge(freshness), _no_answer())
    if isinstance(link, Starting):
        return Message(starting(), translate("condition", "The wallboard's own service is being started."))
    on_their_way = translate("condition", "The first numbers are on their way.")
    return Message(_badge(Freshness.SILENT), _why(replica, link, at, on_their_way))


def starting() -> str:
    """While the poller is looked for."""
    return translate("condition", "Starting")


def stands_in(monitor: str) -> str:
    """That the wall stands on another monitor than the one that it was meant for."""
    name = monitor if len(monitor) <= _LONGEST_MONITOR else monitor[:_LONGEST_MONITOR].rstrip() + "…"
    return translate("condition", "Meant for the monitor {name}, which is not there").format(name=name)


def not_set_up() -> str:
    """What is to be done first of all."""
    return translate("condition", "Connect this wallboard")


def _no_answer() -> str:
    return translate("condition", "The wallboard's own service does not answer; starting it again.")


def _nobody(replica: Replica, link: Link, *, distrusted: bool) -> Message | None:
    shown = replica.shown
    if shown is not None and shown.rows:
        return None
    if shown is not None and shown.summary.active:  # a board of totals alone, which names nobody
        totals, waiting = summary_face.both(shown.summary, shown.updated_at, thresholds_of(link))
        agents, work = totals[:-2], totals[-2:]  # what they do, and what they did
        line = summary_face.line
        return Message(line(work), line(agents), line(waiting), is_numbers=True)
    if distrusted:
        return Message(
            translate("condition", "Nobody was active"),
            translate("condition", "No agent of this board was available, on a call or in wrap-up."),
        )
    return Message(
        translate("condition", "Nobody is active"),
        translate("condition", "No agent of this board is available, on a call or in wrap-up right now."),
    )


def _refused(link: Refused) -> Condition:
    message = Message(
        translate("condition", "The wallboard cannot start"),
        link.message,
        translate("condition", "It looks again every few seconds and starts by itself once this is mended."),
    )
    return _stuck(Freshness.OFFLINE, translate("condition", "Not running"), message)


def _not_set_up(link: SetupNeeded) -> Condition:
    """The sign-in page stands in this message's place (app.setup_face); a log and a picture that fails have these."""
    badge = translate("condition", "Not set up")
    return _stuck(Freshness.SILENT, badge, Message(not_set_up(), link.setup.reason))


def _stuck(freshness: Freshness, badge: str, message: Message) -> Condition:
    return Condition(freshness, badge, "", faded=False, counted=False, banner=None, message=message, stuck=True)


def _why(replica: Replica, link: Link, at: timedelta, otherwise: str) -> str:
    """What keeps the numbers away, and when the poller tries again; `otherwise` where nothing failed."""
    status = replica.status
    if status is None or status.cause is None:
        return otherwise
    now = poller_now(replica, at, rate_of(link))
    trouble = cause_words.trouble(status.cause, status.next_try_at, now, zone_of(link))
    return translate("condition", "{trouble}.", "ends a sentence").format(trouble=trouble)
