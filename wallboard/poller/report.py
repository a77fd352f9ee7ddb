"""What the service says of itself, for people and monitoring. Pure. Used by poller.http_api and poller.setup_api."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

import msgspec

from wallboard.board.freshness import Freshness, judge
from wallboard.genesys.usage import NO_COSTS, Costs
from wallboard.poller.boards import Board, LastError
from wallboard.poller.events import milliseconds
from wallboard.wire.messages import Budget, Cause
from wallboard.wire.setup import Setup

_PAINTED_CADENCES = 2

SettingsState = Literal["in_use", "refused", "no_settings", "no_secret"]
WhyNotReady = Literal["set_up", "no_numbers", "old_numbers", "not_painted"]


@dataclass(slots=True)
class Notices:
    """What is to be told beside the polling, as it is now; kept by poller.modes and poller.monitoring.

    `build`: the commit that the program was built from; None: it runs from its source.
    `monitoring`: why nobody can ask on the monitoring's port; empty: all can, or there is none.
    """

    build: str | None = None
    monitoring: str = ""


class BoardReport(msgspec.Struct, frozen=True):
    """How one board's polling goes. `last_error` is what was refused last, also when all has been well since.

    `api` is how the organisation is read; null before the first good poll.
    """

    board: str
    api: str | None
    freshness: str
    polls: int
    failures_in_a_row: int
    agents: int
    painted_revision: int | None
    since_painted_ms: int | None
    as_of: datetime | None
    since_good_ms: int | None
    cadence_s: float
    next_try_at: datetime | None
    cause: Cause | None
    last_error: LastError | None
    budget: Budget


class CostReport(msgspec.Struct, frozen=True):
    """What all boards cost together: requests of the last minute, as they would add up in 30 days, and what is allowed.

    Null where it is not known: in the first minute, and where the organisation does not tell its limit. Of what is
    allowed `share_a_minute` is ours; `predicted_a_minute` would bring everybody with every poll.
    """

    requests_a_minute: dict[str, int]
    requests_a_month: int | None
    allowed_a_minute: int | None
    share_a_minute: int | None = None
    predicted_a_minute: int | None = None


class StatusReport(msgspec.Struct, frozen=True):
    """The answer of `GET /v1/status`.

    `build` is the commit that the program was built from; null: it runs from its source.
    `settings`: whether they are in use; "refused": those before are, since the new ones cannot be used; else what is
    lacking before anything can be polled. `settings_error` says why, null: nothing is wrong. `settings_warnings` are
    what is odd about those that count, such as a key that nobody knows. `monitoring_error`: why its port is not served.
    """

    version: str
    costs: CostReport
    boards: list[BoardReport]
    settings: SettingsState = "in_use"
    settings_error: str | None = None
    settings_warnings: list[str] = []
    monitoring_error: str | None = None
    build: str | None = None


class HealthReport(msgspec.Struct, frozen=True):
    """The answer of `GET /v1/health`.

    `ready` when every board's numbers are live or late, and a screen painted something new within two cadences; else
    `reason` says what is lacking first.
    """

    live: bool
    ready: bool
    version: str
    oldest_since_good_ms: int | None
    since_painted_ms: int | None
    reason: WhyNotReady | None = None


class Reporting(Protocol):
    """Who tells both, as they are now."""

    def health(self) -> HealthReport:
        """Whether the numbers may be shown."""
        ...

    def status(self) -> StatusReport:
        """How it goes."""
        ...


def status_of(
    boards: Iterable[Board],
    elapsed: timedelta,
    version: str,
    costs: Costs = NO_COSTS,
    allowed: int | None = None,
    notices: Notices | None = None,
) -> StatusReport:
    """All boards, with their polling, and what it costs."""
    cost = CostReport(dict(costs.a_minute), costs.a_month, allowed, costs.share, costs.predicted)
    told = notices or Notices()
    return StatusReport(
        version,
        cost,
        [_report(board, elapsed) for board in boards],
        monitoring_error=told.monitoring or None,
        build=told.build,
    )


def status_of_setup(setup: Setup, version: str, notices: Notices) -> StatusReport:
    """The status of a poller that cannot poll yet."""
    state: SettingsState = "no_settings" if setup.needs == "settings" else "no_secret"
    nothing = CostReport({}, None, None)
    return StatusReport(version, nothing, [], state, setup.reason, [], notices.monitoring or None, notices.build)


def health_of(boards: Iterable[Board], elapsed: timedelta, version: str) -> HealthReport:
    """Whether the numbers may be shown."""
    shown = list(boards)
    reason = _why_not_ready(shown, elapsed)
    ages = [board.since_good(elapsed) for board in shown]
    known = [age for age in ages if age is not None]
    oldest = max(known) if known and len(known) == len(ages) else None
    painted = [ago for board in shown if (ago := board.since_painted(elapsed)) is not None]
    return HealthReport(
        live=True,
        ready=reason is None,
        version=version,
        oldest_since_good_ms=milliseconds(oldest),
        since_painted_ms=milliseconds(min(painted, default=None)),
        reason=reason,
    )


def _why_not_ready(boards: Sequence[Board], elapsed: timedelta) -> WhyNotReady | None:
    if not boards:
        return "set_up"
    found = {_freshness(board, elapsed) for board in boards}
    if Freshness.SILENT in found:
        return "no_numbers"
    if not found <= {Freshness.LIVE, Freshness.LATE}:
        return "old_numbers"
    return None if any(_is_painted(board, elapsed) for board in boards) else "not_painted"


def _is_painted(board: Board, elapsed: timedelta) -> bool:
    ago = board.since_painted(elapsed)
    return ago is not None and ago <= _PAINTED_CADENCES * board.polling.cadence


def _report(board: Board, elapsed: timedelta) -> BoardReport:
    polling = board.polling
    return BoardReport(
        board=board.info.id,
        api=None if board.question is None else board.question.kind.value,
        freshness=_freshness(board, elapsed).value,
        polls=polling.polls,
        failures_in_a_row=polling.streak,
        agents=len(board.standings),
        painted_revision=board.painted_revision,
        since_painted_ms=milliseconds(board.since_painted(elapsed)),
        as_of=board.as_of,
        since_good_ms=milliseconds(board.since_good(elapsed)),
        cadence_s=polling.cadence.total_seconds(),
        next_try_at=polling.next_try_at,
        cause=polling.cause,
        last_error=polling.last_error,
        budget=polling.budget,
    )


def _freshness(board: Board, elapsed: timedelta) -> Freshness:
    return judge(board.since_good(elapsed), board.polling.cadence, silence=timedelta(), offline_after=timedelta.max)
