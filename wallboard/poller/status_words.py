"""The words and the JSON of `wallboard-poller status`. Pure. Used by poller.status_verb.

The keys of `Told` are kept from version to version: others may be added.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from wallboard.poller.boards import LastError
from wallboard.poller.exits import Exit
from wallboard.poller.report import BoardReport, HealthReport, SettingsState, StatusReport, WhyNotReady

_WHY: dict[WhyNotReady, str] = {
    "set_up": "it waits to be set up",
    "no_numbers": "a board has no numbers yet",
    "old_numbers": "the numbers of a board are old",
    "not_painted": "no screen has painted new numbers for two polls",
}
_NEVER_PAINTED = "no screen has painted its numbers yet"
_HEAD = ("board", "freshness", "numbers", "painted", "agents", "failures", "cause")


class Requests(msgspec.Struct, frozen=True):
    """Requests to Genesys Cloud: of the last minute, and how many a minute are allowed, ours, and wanted for all."""

    last_minute: int
    allowed: int | None
    share: int | None
    wanted: int | None


class BoardTold(msgspec.Struct, frozen=True):
    """One board; `cause` is null after a good poll, `last_error` is what was refused last, however long ago."""

    board: str
    freshness: str
    data_age_s: float | None
    painted_age_s: float | None
    agents: int
    failures_in_a_row: int
    cause: str | None
    next_try_at: datetime | None
    last_error: LastError | None


class Told(msgspec.Struct, frozen=True):
    """What `status --json` prints. Null is not known; ages are in seconds.

    `build` is the commit that it was built from, null also where it runs from its source.
    `reason` is why it is not ready, `words` the same for people; `settings` is "in_use", "refused", "no_settings" or
    "no_secret".
    """

    code: int
    running: bool
    live: bool = False
    ready: bool = False
    reason: str | None = None
    words: str = ""
    version: str | None = None
    build: str | None = None
    data_age_s: float | None = None
    painted_age_s: float | None = None
    settings: SettingsState | None = None
    settings_error: str | None = None
    settings_warnings: tuple[str, ...] = ()
    monitoring_error: str | None = None
    requests: Requests | None = None
    boards: tuple[BoardTold, ...] = ()


def told(health: HealthReport, status: StatusReport) -> Told:
    """What a poller says of itself."""
    costs = status.costs
    asked = sum(costs.requests_a_minute.values())
    return Told(
        code=Exit.OK if health.ready else Exit.NOT_READY,
        running=True,
        live=health.live,
        ready=health.ready,
        reason=health.reason,
        words=_why(health),
        version=status.version,
        build=status.build,
        data_age_s=_seconds(health.oldest_since_good_ms),
        painted_age_s=_seconds(health.since_painted_ms),
        settings=status.settings,
        settings_error=status.settings_error,
        settings_warnings=tuple(status.settings_warnings),
        monitoring_error=status.monitoring_error,
        requests=Requests(asked, costs.allowed_a_minute, costs.share_a_minute, costs.predicted_a_minute),
        boards=tuple(_board(one) for one in status.boards),
    )


def _why(health: HealthReport) -> str:
    if health.reason is None:
        return ""
    return _NEVER_PAINTED if health.reason == "not_painted" and health.since_painted_ms is None else _WHY[health.reason]


def lines(of: Told) -> Sequence[str]:
    """The same for people."""
    if of.version is None:
        return [of.words]
    version = of.version if of.build is None else f"{of.version} (build {of.build})"
    found = [f"wallboard-poller {version}: {'ready' if of.ready else f'not ready: {of.words}'}"]
    found += [f"settings    {line}" for line in (of.settings_error or "").splitlines()]
    found += [f"settings    {line}" for line in of.settings_warnings]
    found += [] if of.monitoring_error is None else [f"monitoring  {of.monitoring_error}"]
    if of.boards:
        found += _table([_HEAD, *map(_cells, of.boards)])
        found += [line for one in of.boards if (line := _refused(one))]
    if of.requests is not None and of.boards:
        found.append(_requests(of.requests))
    return found


def _board(one: BoardReport) -> BoardTold:
    cause = None if one.cause is None else one.cause.code
    good, painted = _seconds(one.since_good_ms), _seconds(one.since_painted_ms)
    numbers = (good, painted, one.agents, one.failures_in_a_row)
    return BoardTold(one.board, one.freshness, *numbers, cause, one.next_try_at, one.last_error)


def _cells(one: BoardTold) -> tuple[str, ...]:
    numbers = (_age(one.data_age_s), _age(one.painted_age_s), str(one.agents), str(one.failures_in_a_row))
    return (one.board, one.freshness, *numbers, one.cause or "-")


def _refused(one: BoardTold) -> str:
    """What was refused last, as Genesys Cloud's support asks for it."""
    last = one.last_error
    if last is None:
        return ""
    where = "" if last.endpoint is None else f"{last.endpoint}: "
    which = "" if last.context_id is None else f" (contextId {last.context_id})"
    return f"last error  {one.board}, {last.at:%Y-%m-%d %H:%M:%S} UTC: {where}{last.reason}{which}"


def _table(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _requests(asked: Requests) -> str:
    words = f"requests    {asked.last_minute} in the last minute"
    if asked.share is not None:
        words += f"; {asked.share} a minute are ours"
    if asked.allowed is not None:
        words += f"; {asked.allowed} are allowed"
    return words


def _age(seconds: float | None) -> str:
    if seconds is None:
        return "never"
    return f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min"


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
