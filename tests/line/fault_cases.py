"""The lines of the fault table: what is ordered, what the screen has to say of it, and what `status` has to name.

Carried out by tests.line.faults.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.line.stack import DAY, TODAY, WRAP_UP
from tests.rows import ACTIVE, check_rows, expected
from wallboard.simulator import realtime, spoiled
from wallboard.simulator.faults import SIGN_IN, Fault, FaultOrder
from wallboard.wire.messages import Snapshot

RATE = 40.0
USERS = "/api/v2/users"
FAILED = 'notice="Last poll failed, retrying"'
_UNTIL = r"Genesys Cloud asks to wait until \d\d:\d\d:\d\d"
_UNREADABLE_NOTICE = 'notice="Genesys Cloud sends answers that cannot be read, retrying"'
_UNREADABLE = "Genesys Cloud sends answers that cannot be read; next try in"
_UNAVAILABLE = r"Genesys Cloud reports a fault of its own \(503\)"
_EXPIRED = "Sign-in expired, and it cannot be renewed yet"
_REFUSES = r"Genesys Cloud does not accept what the wallboard asks: tell IT \(400\); next try in"
_ELSEWHERE = r"The network leads elsewhere than to Genesys Cloud: ask IT to check it \(302\); next try in"


def as_recorded(shown: Snapshot) -> None:
    """Every row is what the record says at that instant."""
    check_rows(shown, DAY, TODAY, WRAP_UP)


def _everybody(shown: Snapshot) -> dict[str, tuple[int, str]]:
    assert shown.as_of is not None
    return {name: (one.closed, one.status) for name, one in expected(shown.as_of, DAY, TODAY, WRAP_UP).items()}


def _rows(shown: Snapshot) -> dict[str, tuple[int, str]]:
    return {row.name: (row.closed, row.status) for row in shown.rows}


def halved(shown: Snapshot) -> None:
    """Counters are what the answers say, half of what they were."""
    active = {name: (closed // 2, status) for name, (closed, status) in _everybody(shown).items() if status in ACTIVE}
    assert _rows(shown) == active


def some_of_the_recorded(shown: Snapshot) -> None:
    """Who is left on the board has the right numbers; somebody who is active is missing."""
    active = {name: one for name, one in _everybody(shown).items() if one[1] in ACTIVE}
    assert _rows(shown).items() < active.items()


def half_of_the_recorded(shown: Snapshot) -> None:
    """The ones who are told are on the board, with the right numbers."""
    some_of_the_recorded(shown)
    assert not any(spoiled.is_missing(row.id) for row in shown.rows)


def without_names(shown: Snapshot) -> None:
    """The numbers are there, under ids; once known, a name stays."""
    assert shown.rows
    assert all(row.name.endswith(row.id[:8]) or row.name in _everybody(shown) for row in shown.rows)


@dataclass(frozen=True)
class Case:
    """One line of the table.

    `words`: what the screen says of the fault, "" where the numbers go on; `reason`: what `status` names, "" where
    nothing is refused; `notice`: what the badge says before the board is stale, FAILED where the cause has no room
    there, "" where that is too short.
    `revoked`: tokens are revoked with it, since a sign-in is asked for but once a day. `start_only`: what it strikes
    is asked for but once. `stumbles`: one poll fails before the numbers go on.
    """

    order: FaultOrder
    words: str = ""
    reason: str = ""
    holds: Callable[[Snapshot], None] = as_recorded
    notice: str = FAILED
    has_context: bool = True
    endpoint: str = realtime.PATH
    revoked: bool = False
    start_only: bool = False
    stumbles: bool = False
    rate: float = RATE
    fast: bool = False

    @property
    def name(self) -> str:
        """How the line is called."""
        seconds = "" if self.order.seconds is None else f" {self.order.seconds:g} s"
        where = "" if self.order.path is None else f" of {self.order.path}"
        return f"{self.order.fault.value}{seconds}{where}"


def _unreadable(fault: Fault, reason: str) -> Case:
    return Case(FaultOrder(fault), _UNREADABLE, reason, notice=_UNREADABLE_NOTICE)


CASES = (
    Case(FaultOrder(Fault.THROTTLED), f"{_UNTIL}; next try in", "asks to wait 30 s", notice=f'notice="{_UNTIL}"'),
    Case(
        FaultOrder(Fault.THROTTLED_WITHOUT_WISH),
        "Genesys Cloud asks to wait; next try in",
        "asks to wait a while",
        notice='notice="Genesys Cloud asks to wait, retrying"',
        fast=True,
    ),
    Case(
        FaultOrder(Fault.RETRY_AFTER_HOURS),
        r"Genesys Cloud asks to wait until 1[678]:\d\d:\d\d\.",
        "asks to wait 7200 s",
        notice=r'notice="Genesys Cloud asks to wait until 1[678]:\d\d:\d\d"',
        rate=400.0,
    ),
    Case(
        FaultOrder(Fault.SERVER_ERROR),
        r"Genesys Cloud reports a fault of its own \(500\); next try in",
        "failed with 500",
        notice=r'notice="Genesys Cloud reports a fault of its own \(500\), retrying"',
        fast=True,
    ),
    Case(
        FaultOrder(Fault.UNAVAILABLE),
        r"Genesys Cloud reports a fault of its own \(503\); next try in",
        "failed with 503",
        notice=r'notice="Genesys Cloud reports a fault of its own \(503\), retrying"',
    ),
    Case(
        FaultOrder(Fault.HANG),
        "Genesys Cloud did not answer in time; ",
        "no whole answer within 10 s",
        notice="",
        has_context=False,
        fast=True,
    ),
    Case(FaultOrder(Fault.SLOW, seconds=0.2)),
    Case(
        FaultOrder(Fault.SLOW, seconds=11),
        "Genesys Cloud did not answer in time; ",
        "no whole answer within 10 s",
        notice="",
        has_context=False,
    ),
    Case(
        FaultOrder(Fault.CUT_OFF),
        _UNREADABLE,
        "cut off or is no HTTP",
        notice=_UNREADABLE_NOTICE,
        has_context=False,
        fast=True,
    ),
    Case(FaultOrder(Fault.EXPIRED_TOKEN)),
    Case(
        FaultOrder(Fault.TOKEN_LOOP),
        r"Genesys Cloud refuses the sign-in that it has just given: tell IT \(401\); next try in",
        "401 with a new token",
    ),
    Case(
        FaultOrder(Fault.REJECTED),
        # A secret that was right once is not mistyped: what is refused later was revoked.
        "(Wrong client secret|Sign-in revoked): ask IT to run wallboard-poller login; next try in",
        "rejects the client secret|no longer accepts this client",
        endpoint=SIGN_IN,
        revoked=True,
    ),
    Case(
        FaultOrder(Fault.FORBIDDEN),
        "Permission missing: ask IT for analytics:realtime:view; next try in",
        "analytics:realtime:view",
    ),
    Case(FaultOrder(Fault.CLOCK_OFF, seconds=420)),
    Case(FaultOrder(Fault.CLOCK_OFF, seconds=-420), stumbles=True),
    Case(FaultOrder(Fault.DATE_OFF, seconds=420), _REFUSES, "dateTo must not be in the future"),
    Case(FaultOrder(Fault.DATE_OFF, seconds=-420)),
    Case(FaultOrder(Fault.REDIRECT), _ELSEWHERE, "redirects within its host"),
    Case(FaultOrder(Fault.REDIRECT_AWAY), _ELSEWHERE, "redirects to https://sign-in.elsewhere.invalid"),
    _unreadable(Fault.WRONG_TYPES, "got `str` .*conversationCountClosed"),
    _unreadable(Fault.MISSING_METRICS, "missing required field `handleTime`"),
    Case(FaultOrder(Fault.UNKNOWN_STATUS), holds=some_of_the_recorded),
    _unreadable(Fault.NAN, "malformed: invalid character"),
    _unreadable(Fault.NEGATIVE, "-3 closed"),
    _unreadable(Fault.HUGE, r"in 1e\+30 ms"),
    Case(FaultOrder(Fault.SHRINKING), holds=halved),
    Case(FaultOrder(Fault.HALF_MISSING), holds=half_of_the_recorded),
    _unreadable(Fault.DUPLICATE_AGENT, "stands twice on one page"),
    Case(FaultOrder(Fault.LOST_PAGE_TOKEN), _REFUSES, "nextPageToken is unknown"),
    _unreadable(Fault.REPEATED_PAGE_TOKEN, "round in a circle"),
    _unreadable(Fault.LOOPING_PAGE_TOKENS, "round in a circle"),
    _unreadable(Fault.ENDLESS_PAGES, "no end of pages"),
    _unreadable(Fault.NOT_JSON, "malformed"),
    _unreadable(Fault.EMPTY_BODY, "cannot be read"),
    _unreadable(Fault.WRONG_CONTENT, "missing required field `groupBy`"),
    _unreadable(Fault.BAD_UTF8, "utf-8"),
    _unreadable(Fault.HUGE_BODY, "larger than"),
    _unreadable(Fault.ZIPPED_FLOOD, "larger than"),
    Case(
        FaultOrder(Fault.UNAVAILABLE, path=SIGN_IN),
        # A client that was signed in has lost its sign-in; one that starts never had it.
        rf"({_UNAVAILABLE}|{_EXPIRED}); next try",
        "failed with 503",
        notice=f'notice="({_UNAVAILABLE}|{_EXPIRED}), retrying"',
        endpoint=SIGN_IN,
        revoked=True,
    ),
    Case(
        FaultOrder(Fault.NOT_JSON, path=SIGN_IN),
        _UNREADABLE,
        "no token in the answer",
        notice=_UNREADABLE_NOTICE,
        endpoint=SIGN_IN,
        revoked=True,
    ),
    Case(
        FaultOrder(Fault.NOT_JSON, path=USERS), reason="malformed", holds=without_names, endpoint=USERS, start_only=True
    ),
)
