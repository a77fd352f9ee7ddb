"""What travels between the poller and its screens, version 1. Times are UTC, durations whole milliseconds.

A field may be added within `/v1`; none changes its meaning. Written by the poller, read by the app.
"""

from datetime import datetime
from typing import Literal

import msgspec

PROTOCOL = 1

# Liveness of a process is measured in the machine's own time, also in a rehearsal.
HEARTBEAT_SECONDS = 5.0
OFFLINE_AFTER_SECONDS = 15.0

FreshnessWord = Literal["live", "late", "stale", "silent", "offline"]
CauseCode = Literal[
    "throttled",
    "timeout",
    "unreachable",
    "proxy",
    "certificate",
    "server_error",
    "bad_reply",
    "wrong_secret",
    "wrong_region",
    "revoked",
    "expired",
    "forbidden",
    "hidden",
]
# Why a board that ranks by closed per hour on queue is not told the time of everybody, in the words of this version.
# On the wire it is any word: one that is added must not cost an older screen the whole event.
PerHourLack = Literal["realtime", "rate_limit", "not_yet", "failed"]


class Handshake(msgspec.Struct, frozen=True, gc=False):
    """The poller's first line, and its run record: where it is and what opens it.

    The line bears the token only to a screen that started the poller (`--child`). Elsewhere standard output may end in
    a journal, so `token` is empty there and stands in the run record alone.
    """

    port: int
    token: str
    pid: int
    protocol: int = PROTOCOL


class Refusal(msgspec.Struct, frozen=True, gc=False):
    """The poller's first line when it cannot run: `code` for programs, `refused` for people."""

    refused: str
    code: Literal["settings", "already_running", "no_secret", "internal"]
    protocol: int = PROTOCOL


class Window(msgspec.Struct, frozen=True, gc=False, rename={"from_": "from"}):
    """The shift that the numbers count in."""

    from_: datetime
    to: datetime


class Queues(msgspec.Struct, frozen=True, gc=False):
    """What waits in the board's queues now, and since when the one who has waited longest; null: not known.

    Where only some of the queues are known, two others tell of them: at least so many wait, the longest since then or
    before. Of the window: `service_level`, from 0 to 1, as the organisation reckons it, and how many hung up.
    """

    waiting: int | None = None
    longest_since: datetime | None = None
    service_level: float | None = None
    abandoned: int | None = None
    waiting_at_least: int | None = None
    longest_at_least_since: datetime | None = None


class TeamTotals(msgspec.Struct, frozen=True, gc=False):
    """One team of those that the board compares: how many members are `active`, how many closed something, and what.

    Null: not known yet, or of so few that a board without names does not tell. The rest is as in a row.
    """

    name: str
    active: int | None = None
    took_part: int | None = None
    closed: int | None = None
    aht_ms: int | None = None
    aht_bound_ms: int | None = None


class Summary(msgspec.Struct, frozen=True, gc=False):
    """Head-counts of the board's active agents, and what they closed together.

    `aht_ms` is over all of that, null while nothing is closed; `aht_bound_ms` is as in a row. `queues` is null where
    nobody tells of them. `closed_by_everybody` counts also who is not active any more; null before the first numbers.
    """

    active: int = 0
    available: int = 0
    on_call: int = 0
    wrap_up: int = 0
    closed: int = 0
    aht_ms: int | None = None
    aht_bound_ms: int | None = None
    queues: Queues | None = None
    closed_by_everybody: int | None = None
    teams: tuple[TeamTotals, ...] = ()


class Row(msgspec.Struct, frozen=True, gc=False):
    """One agent's place among the board's active agents.

    `place` counts 0, 1, 2, … without gaps and gives the order; `rank` is what people read (1, 2, 2, 4), null for who
    has not closed enough to be ranked.
    `aht_bound_ms`: 0 exact, n the most `aht_ms` can be off, null not known yet (`aht_ms` is then the most it can be).
    `call_since` is the running conversation's start. `call_at_least` / `status_at_least`: it began then or before.
    `moved` is places gained since the snapshot's `reference_at`; null for an agent who was not ranked then.
    `started`, and `handle_ms` that `aht_ms` is made of, are null on a board that does not show them.
    `as_of` and `status_as_of` are null where they equal the board's. `picture` tells one picture of the agent from
    another one; null: she has none.
    `per_hour` are closed conversations per hour on queue, to a tenth; told on boards that rank by it, else null; null
    there as well while it is not known, or `on_queue_ms` is still too short for it. `per_hour_at_most`: it is the most
    it can be. `per_hour_as_of` is null where it is about as old as the board.
    """

    id: str
    place: int
    rank: int | None
    name: str
    status: str
    closed: int
    status_since: datetime | None = None
    status_at_least: bool = False
    aht_ms: int | None = None
    aht_bound_ms: int | None = None
    call_since: datetime | None = None
    call_at_least: bool = False
    moved: int | None = None
    as_of: datetime | None = None
    status_as_of: datetime | None = None
    picture: str | None = None
    started: int | None = None
    handle_ms: int | None = None
    per_hour: float | None = None
    per_hour_at_most: bool = False
    on_queue_ms: int | None = None
    per_hour_as_of: datetime | None = None


class Snapshot(msgspec.Struct, frozen=True, gc=False):
    """All that a view shows. `total` counts the rows that fit the view's search, shown or not; null: unknown yet.

    Counts are true at `as_of`, statuses at `status_as_of`.
    """

    epoch: str
    seq: int
    revision: int
    board: str
    total: int | None
    as_of: datetime | None
    updated_at: datetime | None
    since_good_ms: int | None
    window: Window | None
    summary: Summary
    reference_at: datetime | None
    rows: list[Row]
    status_as_of: datetime | None = None


class Delta(msgspec.Struct, frozen=True, gc=False):
    """The change from the event before it on the same stream: replace `upserts` by id, drop `removed`."""

    epoch: str
    seq: int
    revision: int
    as_of: datetime | None
    updated_at: datetime | None
    since_good_ms: int | None
    total: int | None
    window: Window | None
    summary: Summary
    reference_at: datetime | None
    upserts: list[Row]
    removed: list[str]
    status_as_of: datetime | None = None


# Among the causes that are told as unreachable: a certificate is not valid at the time of this machine's clock.
BY_CLOCK = "clock"


class Cause(msgspec.Struct, frozen=True, gc=False):
    """Why the last poll brought nothing. `retry_after_ms` is the server's wish, `http_status` its answer.

    `detail` names what is missing or where: a permission, a region, the host of a certificate; after a 404 a
    group, team or queue, by that word; or that it is the clock (BY_CLOCK).
    """

    code: CauseCode
    http_status: int | None = None
    retry_after_ms: int | None = None
    detail: str | None = None


class Reconciled(msgspec.Struct, frozen=True, gc=False):
    """A window that is over, asked for again later: of so many `agents`, `differing` are off by too much."""

    window: Window
    at: datetime
    agents: int
    differing: int


class Budget(msgspec.Struct, frozen=True, gc=False):
    """What remains in the server's rate window, as its last answer said, and what all boards `used` in the last minute.

    `share` is theirs; `predicted` would bring all with every poll. `sweep_s`: all are updated within; null: each poll.
    """

    allowed: int | None = None
    remaining: int | None = None
    resets_in_ms: int | None = None
    used: int | None = None
    share: int | None = None
    predicted: int | None = None
    sweep_s: float | None = None


class Status(msgspec.Struct, frozen=True, gc=False):
    """How the polling goes; sent with every poll, good or bad. `cause` is null after a good one.

    `now` is the poller's clock, corrected to Genesys Cloud's. `cadence_s` is the interval in force. `per_hour_lacks` is
    null where time on queue is told of everybody, and of a board that does not rank by it; a word that is not known is
    passed over. `settings_wrong`: the settings that are there cannot be used, and the last good ones count.
    `clock_off_s` is by how much the machine's clock is ahead of Genesys Cloud's, or behind (negative), where that is
    minutes; null where it is right, or not known.
    """

    epoch: str
    seq: int
    since_good_ms: int | None
    freshness: FreshnessWord
    cause: Cause | None
    next_try_at: datetime | None
    cadence_s: float
    budget: Budget
    now: datetime
    reconciled: Reconciled | None = None
    per_hour_lacks: str | None = None
    settings_wrong: bool = False
    clock_off_s: int | None = None


class Heartbeat(msgspec.Struct, frozen=True, gc=False):
    """The poller lives; sent every 5 s of the machine's time."""

    epoch: str
    seq: int
    since_good_ms: int | None
    now: datetime


Event = Snapshot | Delta | Status | Heartbeat


class ViewRequest(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What a screen asks to see: `ranges` are [offset, count] pairs of places, `q` a part of a name."""

    board: str
    ranges: list[tuple[int, int]]
    q: str = ""


class ViewMade(msgspec.Struct, frozen=True, gc=False):
    """The answer of `POST /v1/views`; its events are at `/v1/views/{id}/events`."""

    id: str


class Painted(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """`POST /v1/painted`: the newest revision of a board that reached the screen's glass."""

    board: str
    revision: int


class Problem(msgspec.Struct, frozen=True, gc=False):
    """The body of every answer that is not a success, in words for a person; `code` where a program can tell it."""

    error: str
    code: CauseCode | None = None
