"""The fault table, line by line: said on the screen, named in `status`, and healed. With real processes."""

from pathlib import Path

import pytest

from tests.line.fault_cases import CASES, Case
from tests.line.faults import table_line
from wallboard.simulator.faults import Fault

LINES = [pytest.param(case, marks=() if case.fast else pytest.mark.slow, id=case.name) for case in CASES]


@pytest.mark.asyncio
@pytest.mark.timeout(300)
@pytest.mark.parametrize("case", LINES)
async def test_a_fault_is_told_and_heals(tmp_path: Path, case: Case) -> None:
    assert all(await table_line(case, tmp_path))


def test_every_fault_has_its_line() -> None:
    assert {case.order.fault for case in CASES} == set(Fault)
