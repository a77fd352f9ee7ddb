"""Every trouble is on the screen in the right words, and gone from it when it is over: with real processes."""

from pathlib import Path

import pytest

from tests.line.stack import organisation, record, screen
from wallboard.simulator.faults import Fault, FaultOrder

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]

LIVE = r'screen\.says badge="Live" notice="" '
FAILED = r'screen\.says .*notice="Last poll failed, retrying"'
WORDS = {
    Fault.THROTTLED: "Genesys Cloud asks to wait; next try in",
    Fault.THROTTLED_WITHOUT_WISH: "Genesys Cloud asks to wait; next try in",
    Fault.SERVER_ERROR: r"Genesys Cloud reports a fault of its own \(500\); next try in",
    Fault.HANG: "Genesys Cloud did not answer in time; ",
    Fault.CUT_OFF: "Genesys Cloud's answer could not be read; next try in",
}


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
async def test_a_fault_is_told_and_mends_itself(tmp_path: Path, fault: Fault) -> None:
    async with organisation(tmp_path) as there, screen(tmp_path) as wall:
        seen = await wall.says(LIVE)
        there.simulator.faults.order(FaultOrder(fault))
        if fault is not Fault.HANG:  # at this speed it is stale before the request's limit of 10 s
            seen = await wall.says(FAILED, seen)
        seen = await wall.says(f'badge="Stale data" .*banner="STALE DATA Last update .* ago. {WORDS[fault]}', seen)
        there.simulator.faults.clear()
        await wall.says(LIVE, seen)


async def test_an_organisation_that_is_gone_is_told_and_found_again(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there, screen(tmp_path) as wall:
        seen = await wall.says(LIVE)
        await there.go()
        seen = await wall.says(FAILED, seen)
        seen = await wall.says('badge="Stale data" .*Genesys Cloud cannot be reached; next try in', seen)
        await there.come()
        await wall.says(LIVE, seen)


async def test_a_killed_poller_is_replaced(tmp_path: Path) -> None:
    async with organisation(tmp_path), screen(tmp_path) as wall:
        seen = await wall.says(LIVE)
        first = record(tmp_path)
        wall.kill_child(first.pid)
        seen = await wall.says('badge="(Late|Stale data|Live)"', seen)
        await wall.says(LIVE, seen - 1)
        assert record(tmp_path).pid != first.pid


async def test_an_organisation_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        await there.go()
        async with screen(tmp_path) as wall:
            seen = await wall.says('instead="No data yet Genesys Cloud cannot be reached; next try in')
            await there.come()
            await wall.says(LIVE, seen)
