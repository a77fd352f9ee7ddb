"""Every fault of the simulator, against the whole product in real processes: at the start, while it runs, and healed.

`python3 -m tests.line.faults [PART OF A NAME]` prints the table, and ends with 1 when a cell is not as it should be.
Ages and waits are asserted in the rehearsal's clock, as the poller and the screen tell them.
"""

import asyncio
import json
import os
import re
import sys
import tempfile
from contextlib import aclosing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.line.fault_cases import CASES, Case, as_recorded
from tests.line.stack import PATIENCE_SECONDS, Organisation, Program, events, organisation, record, screen
from wallboard.simulator.api import Terms
from wallboard.wire.codec import decode
from wallboard.wire.messages import Snapshot, Status

SIX_A_PAGE = Terms(page_cap=6)
CADENCE = timedelta(seconds=30)
LATEST = timedelta(minutes=3)  # a good poll after it was due: at this speed a moment of a busy machine is long
LIVE = r'screen\.says badge="Live" notice="(Reconnected after [^"]+)?" banner="" instead=""'
ALARM = re.compile(r'screen\.says .*(STALE DATA|NOT CONNECTED|Genesys Cloud|notice="Last)')
AGE = re.compile(r"Last update (?:(\d+) h ?)?(?:(\d+) min ?)?(?:(\d+) s)? ago")


class Rehearsal:
    """One organisation with the fault of one case, and what its poller says."""

    def __init__(self, case: Case, folder: Path, there: Organisation) -> None:
        self._case = case
        self._folder = folder
        self._there = there

    def strike(self) -> None:
        """The fault is there from now on."""
        self._there.simulator.faults.order(self._case.order)
        if self._case.revoked:
            self._there.simulator.tokens.revoke_all()

    async def starts(self, wall: Program) -> str:
        """What the screen says when the product starts under the fault."""
        if not self._case.words:
            return await self._goes_on(wall, await wall.says(LIVE))
        seen = await wall.says(f'instead="No data yet {self._case.words}')
        assert (await self._snapshot()).as_of is None
        await self._check_status("silent")
        return _said(wall.lines[seen - 1], "instead")

    async def runs(self, wall: Program) -> str:
        """What the screen says when the fault strikes a product that runs."""
        case, seen = self._case, len(wall.lines)
        if case.start_only:
            return "not asked for again"
        self.strike()
        if not case.words:
            return await self._goes_on(wall, seen)
        if case.notice:
            seen = await wall.says(rf"screen\.says .*{case.notice}", seen)
        seen = await wall.says(f'badge="Stale data" .*banner="STALE DATA Last update .* ago. {case.words}', seen)
        said = _said(wall.lines[seen - 1], "banner")
        assert _age(said) >= 2 * CADENCE, said
        await self._check_status("stale")
        return said

    async def heals(self, wall: Program) -> str:
        """What comes after the fault: numbers that are right, as soon as the poller had said that it tries again."""
        due = datetime.fromisoformat((await self._status())["next_try_at"])
        over, seen = self._there.clock.now(), len(wall.lines)
        self._there.simulator.faults.clear()
        if self._case.words:
            await wall.says(LIVE, seen)
        shown = await self._after_polls(2)
        as_recorded(shown)
        assert (await self._status())["cause"] is None
        assert shown.updated_at is not None
        assert shown.updated_at <= max(due, over) + LATEST
        return f"live by {(shown.updated_at - over).total_seconds():.0f} s after it"

    async def _goes_on(self, wall: Program, seen: int) -> str:
        """The numbers go on as they should, and nobody is alarmed; what was refused beside them is named."""
        met = self._met()
        while self._met() < met + 2:
            await self._after_polls(1)
        shown = await self._after_polls(2)
        self._case.holds(shown)
        alarms = [line for line in wall.lines[seen:] if ALARM.search(line)]
        assert len(alarms) <= self._case.stumbles, alarms
        assert "STALE" not in "".join(alarms)
        status = await self._status()
        assert status["cause"] is None
        if self._case.reason:
            self._check_last_error(status)
        return f"{status['freshness']}, {len(shown.rows)} rows"

    def _met(self) -> int:
        return self._there.simulator.requests.counts().by_fault.get(self._case.order.fault.value, 0)

    async def _check_status(self, freshness: str) -> None:
        status = await self._status()
        assert status["freshness"] == freshness
        assert status["cause"] is not None
        self._check_last_error(status)

    def _check_last_error(self, status: dict[str, Any]) -> None:
        last = status["last_error"]
        assert last["endpoint"] == self._case.endpoint
        assert re.search(self._case.reason, last["reason"]), last["reason"]
        assert (last["context_id"] is not None) is self._case.has_context, last

    async def _after_polls(self, count: int) -> Snapshot:
        """What the board shows after so many good polls from now on."""
        seen = -1  # the first status says how it was
        async with aclosing(events(record(self._folder))) as reader, asyncio.timeout(PATIENCE_SECONDS):
            async for event in reader:
                seen += isinstance(event, Status) and (seen < 0 or event.cause is None)
                if seen == count:
                    break
        return await self._snapshot()

    async def _snapshot(self) -> Snapshot:
        return decode(Snapshot, await self._asked("boards/all/snapshot"))

    async def _status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(await self._asked("status"))["boards"][0]
        return status

    async def _asked(self, path: str) -> bytes:
        poller = record(self._folder)
        headers = {"Authorization": f"Bearer {poller.token}"}
        async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
            answer = await client.get(f"http://127.0.0.1:{poller.port}/v1/{path}")
        return answer.raise_for_status().content


async def table_line(case: Case, folder: Path) -> list[str]:
    """The cells of one line: start, running, recovery; every one asserted."""
    async with organisation(folder, case.rate, SIX_A_PAGE) as there:
        rehearsal = Rehearsal(case, folder, there)
        rehearsal.strike()
        async with screen(folder) as wall:
            cells = [await rehearsal.starts(wall)]
            await rehearsal.heals(wall)
            cells.append(await rehearsal.runs(wall))
            cells.append(await rehearsal.heals(wall))
    return cells


def _said(line: str, part: str) -> str:
    found = re.search(rf'{part}="([^"]*)"', line)
    assert found is not None
    return found[1]


def _age(said: str) -> timedelta:
    found = AGE.search(said)
    assert found is not None, said
    hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def main(wanted: str = "") -> int:
    """Print the table."""
    os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")
    failed = 0
    for case in CASES:
        if wanted not in case.name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                cells = asyncio.run(table_line(case, Path(folder)))
            except AssertionError as error:
                failed += 1
                cells = [f"WRONG: {error}"]
        print(f"{case.name}\n" + "".join(f"    {cell}\n" for cell in cells), flush=True)
    print(f"{failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
