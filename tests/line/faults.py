"""Every fault of the simulator, against the whole product in real processes: at the start, while it runs, and healed.

`python3 -m tests.line.faults [NAME ...]` prints the table, and ends with 1 when a cell is not as it should be.
Ages and waits are asserted in the rehearsal's clock, as the screen and the poller tell them.
"""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.line.stack import DAY, PATIENCE_SECONDS, TODAY, WRAP_UP, Organisation, Program, events, organisation
from tests.line.stack import record, screen
from tests.rows import ACTIVE, check_rows, expected
from wallboard.simulator import realtime, spoiled
from wallboard.simulator.api import Terms
from wallboard.simulator.faults import SIGN_IN, Fault, FaultOrder
from wallboard.wire.messages import Delta, Snapshot, Status

RATE = 40.0
PAGES = Terms(page_cap=6)
CADENCE = timedelta(seconds=30)
USERS = "/api/v2/users"
LIVE = r'screen\.says badge="Live" notice="" banner="" instead=""'
FAILED = r'screen\.says .*notice="Last poll failed, retrying"'
DISTRUSTED = re.compile(r'screen\.says .*(badge="(Stale data|Not connected|No data yet)"|notice="Last)')
_AGE = re.compile(r"Last update (?:(\d+) h ?)?(?:(\d+) min ?)?(?:(\d+) s)? ago")
_UNREADABLE = "Genesys Cloud sends answers that cannot be read; next try in"
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
    assert not any(spoiled.is_missing(row.id) for row in shown.rows) or len(shown.rows) >= len(active) / 2


def without_names(shown: Snapshot) -> None:
    """The numbers are there, under ids; once known, a name stays."""
    assert shown.rows
    assert all(row.name == row.id[:8] or row.name in _everybody(shown) for row in shown.rows)


@dataclass(frozen=True)
class Case:
    """One line of the table.

    `words`: what the screen says of the fault, "" where the numbers go on; `reason`: what `status` names, "" where
    nothing is refused; `notice`: what stands beside the badge before the board is stale, "" where that is too short.
    `revoked`: tokens are revoked with it, since a sign-in is asked for but once a day.
    """

    order: FaultOrder
    words: str = ""
    reason: str = ""
    holds: Callable[[Snapshot], None] = as_recorded
    notice: str = FAILED
    has_context: bool = True
    endpoint: str = realtime.PATH
    revoked: bool = False
    rate: float = RATE
    fast: bool = False

    @property
    def name(self) -> str:
        """How the line is called."""
        seconds = "" if self.order.seconds is None else f" {self.order.seconds:g} s"
        where = "" if self.order.path is None else f" of {self.order.path}"
        return f"{self.order.fault.value}{seconds}{where}"


def _unreadable(fault: Fault, reason: str, *, fast: bool = False) -> Case:
    return Case(FaultOrder(fault), _UNREADABLE, reason, fast=fast)


CASES = (
    Case(FaultOrder(Fault.THROTTLED), "Genesys Cloud asks to wait; next try in", "asks to wait 30 s"),
    Case(FaultOrder(Fault.THROTTLED_WITHOUT_WISH), "Genesys Cloud asks to wait; next try in", "asks to wait a while"),
    Case(
        FaultOrder(Fault.RETRY_AFTER_HOURS),
        r"Genesys Cloud asks to wait until 1[678]:\d\d\.",
        "asks to wait 7200 s",
        notice=r'notice="Genesys Cloud asks to wait until 1[678]:\d\d"',
        rate=400.0,
    ),
    Case(
        FaultOrder(Fault.SERVER_ERROR),
        r"Genesys Cloud reports a fault of its own \(500\); next try in",
        "failed with 500",
        fast=True,
    ),
    Case(
        FaultOrder(Fault.HANG),
        "Genesys Cloud did not answer in time; ",
        "no whole answer within 10 s",
        notice="",
        has_context=False,
    ),
    Case(FaultOrder(Fault.SLOW, seconds=0.2)),
    Case(
        FaultOrder(Fault.SLOW, seconds=11),
        "Genesys Cloud did not answer in time; ",
        "no whole answer within 10 s",
        notice="",
        has_context=False,
    ),
    Case(FaultOrder(Fault.CUT_OFF), _UNREADABLE, "cut off or is no HTTP", has_context=False),
    Case(FaultOrder(Fault.EXPIRED_TOKEN)),
    Case(
        FaultOrder(Fault.TOKEN_LOOP),
        r"This wallboard may not read the numbers: ask IT to check its permissions \(401\); next try in",
        "401 with a new token",
    ),
    Case(
        FaultOrder(Fault.REJECTED),
        "The sign-in of this wallboard is refused: ask IT to run wallboard-poller login; next try in",
        "rejects the client id or its secret",
        endpoint=SIGN_IN,
        revoked=True,
    ),
    Case(
        FaultOrder(Fault.FORBIDDEN),
        r"This wallboard may not read the numbers: ask IT to check its permissions \(403\); next try in",
        "analytics:realtime:view",
        fast=True,
    ),
    Case(FaultOrder(Fault.CLOCK_OFF, seconds=420)),
    Case(FaultOrder(Fault.CLOCK_OFF, seconds=-420)),
    Case(FaultOrder(Fault.DATE_OFF, seconds=420), _REFUSES, "dateTo must not be in the future"),
    Case(FaultOrder(Fault.DATE_OFF, seconds=-420)),
    Case(FaultOrder(Fault.REDIRECT), _ELSEWHERE, "redirects within its host"),
    Case(FaultOrder(Fault.REDIRECT_AWAY), _ELSEWHERE, "redirects to https://sign-in.elsewhere.invalid"),
    _unreadable(Fault.WRONG_TYPES, "got `str` .*conversationCountClosed"),
    _unreadable(Fault.MISSING_METRICS, "missing required field `handleTime`", fast=True),
    Case(FaultOrder(Fault.UNKNOWN_STATUS), holds=some_of_the_recorded),
    _unreadable(Fault.NAN, "malformed: invalid character"),
    _unreadable(Fault.NEGATIVE, "-3 closed"),
    _unreadable(Fault.HUGE, r"in 1e\+30 ms"),
    Case(FaultOrder(Fault.SHRINKING), holds=halved),
    Case(FaultOrder(Fault.HALF_MISSING), holds=some_of_the_recorded),
    _unreadable(Fault.DUPLICATE_AGENT, "stands twice on one page"),
    Case(FaultOrder(Fault.LOST_PAGE_TOKEN), _REFUSES, "nextPageToken is unknown"),
    Case(FaultOrder(Fault.REPEATED_PAGE_TOKEN), _UNREADABLE, "round in a circle", has_context=False, fast=True),
    Case(FaultOrder(Fault.LOOPING_PAGE_TOKENS), _UNREADABLE, "round in a circle", has_context=False),
    Case(FaultOrder(Fault.ENDLESS_PAGES), _UNREADABLE, "no end of pages", has_context=False),
    _unreadable(Fault.NOT_JSON, "malformed"),
    _unreadable(Fault.EMPTY_BODY, "cannot be read"),
    _unreadable(Fault.WRONG_CONTENT, "missing required field `groupBy`"),
    _unreadable(Fault.BAD_UTF8, "utf-8"),
    _unreadable(Fault.HUGE_BODY, "larger than"),
    _unreadable(Fault.ZIPPED_FLOOD, "larger than"),
    Case(
        FaultOrder(Fault.NOT_JSON, path=SIGN_IN),
        _UNREADABLE,
        "no token in the answer",
        endpoint=SIGN_IN,
        revoked=True,
    ),
    Case(FaultOrder(Fault.NOT_JSON, path=USERS), reason="malformed", holds=without_names, endpoint=USERS),
)


@dataclass
class Told:
    """The cells of one line, as far as they were reached."""

    case: Case
    cells: list[str] = field(default_factory=list)


class Rehearsal:
    """One organisation, one screen and its poller, and the fault of one case."""

    def __init__(self, case: Case, folder: Path, there: Organisation) -> None:
        self._case = case
        self._folder = folder
        self._there = there

    async def start(self, wall: Program) -> str:
        """The product starts under the fault; then it is withdrawn."""
        case = self._case
        if not case.words:
            await wall.says(LIVE)
            return await self._goes_on(wall, 0)
        seen = await wall.says(f'instead="No data yet {case.words}')
        assert (await self._snapshot())["as_of"] is None
        self._check_named((await self._status()), "silent")
        return _message(wall.lines[seen - 1], "instead")

    async def heal(self, wall: Program, seen: int) -> str:
        """The fault is withdrawn, and the numbers are right again."""
        next_try = (await self._status())["next_try_at"]
        cleared = self._there.clock.now()
        self._there.simulator.faults.clear()
        if self._case.words:
            await wall.says(LIVE, seen)
        shown = (await self._polls(2))[-1]
        as_recorded(shown)
        status = await self._status()
        assert (status["freshness"], status["cause"]) == ("live", None)
        assert shown.updated_at is not None
        due = max(datetime.fromisoformat(next_try), cleared)
        took = shown.updated_at - due
        assert took < 6 * CADENCE, f"{took} after it was due"
        return f"live {max(shown.updated_at - cleared, timedelta()).total_seconds():.0f} s after it was over"

    async def run(self, wall: Program) -> str:
        """The fault strikes a product that runs."""
        case, seen = self._case, len(wall.lines)
        self._strike()
        if not case.words:
            return await self._goes_on(wall, seen)
        if case.notice:
            seen = await wall.says(case.notice, seen)
        seen = await wall.says(f'badge="Stale data" .*banner="STALE DATA Last update .* ago. {case.words}', seen)
        said = _message(wall.lines[seen - 1], "banner")
        assert _age(said) > 2 * CADENCE
        self._check_named(await self._status(), "stale")
        return said

    def strike_first(self) -> None:
        """Order the fault before anything runs."""
        self._there.simulator.faults.order(self._case.order)

    def _strike(self) -> None:
        self._there.simulator.faults.order(self._case.order)
        if self._case.revoked:
            self._there.simulator.tokens.revoke_all()

    async def _goes_on(self, wall: Program, seen: int) -> str:
        """The numbers go on as they should, and nobody is alarmed; what was refused beside them is named."""
        met = self._met()
        while self._met() < met + 2:
            shown = (await self._polls(1))[-1]
        shown = (await self._polls(2))[-1]
        self._case.holds(shown)
        alarms = [line for line in wall.lines[seen:] if DISTRUSTED.search(line) and "on their way" not in line]
        assert alarms == []
        status = await self._status()
        assert status["cause"] is None
        if self._case.reason:
            self._check_last_error(status)
        return "live"

    def _met(self) -> int:
        return self._there.simulator.requests.counts().by_fault.get(self._case.order.fault.value, 0)

    def _check_named(self, status: dict[str, Any], freshness: str) -> None:
        assert status["freshness"] == freshness
        assert status["cause"] is not None
        self._check_last_error(status)

    def _check_last_error(self, status: dict[str, Any]) -> None:
        last = status["last_error"]
        assert last["endpoint"] == self._case.endpoint
        assert re.search(self._case.reason, last["reason"]), last["reason"]
        assert (last["context_id"] is not None) is self._case.has_context, last
        ago = self._there.clock.now() - datetime.fromisoformat(last["at"])
        assert abs(ago) < timedelta(hours=3)

    async def _polls(self, count: int) -> list[Snapshot]:
        """What the board shows after each of so many good polls from now on."""
        shown: list[Snapshot] = []
        async with aclosing(events(record(self._folder))) as reader, asyncio.timeout(PATIENCE_SECONDS):
            polled = False
            async for event in reader:
                polled = polled or isinstance(event, Delta)
                if polled and isinstance(event, Status) and event.cause is None:
                    shown.append(await self._whole())
                if len(shown) == count:
                    break
        return shown
