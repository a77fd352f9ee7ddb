"""An organisation as its client sees it: what an answer leads to, and what is not asked for any more after it."""

import pytest

from tests.poller.test_doctor import organisation
from wallboard.genesys.realtime import PATH as AGENTS
from wallboard.genesys.session import KEEPS_NOTHING
from wallboard.host import settings
from wallboard.host.secret import Secret
from wallboard.poller.doctor_organisation import look_at_organisation
from wallboard.poller.doctor_verdicts import Check, Judged, Verdict
from wallboard.poller.sign_in import SignIn
from wallboard.simulator.faults import Fault, FaultOrder

pytestmark = pytest.mark.asyncio

LIMITS = "/api/v2/organizations/limits/namespaces/platform.api"


async def looked(text: str) -> dict[Check, Judged]:
    judged: list[Judged] = []

    def add(one: Judged) -> bool:
        judged.append(one)
        return one.verdict is not Verdict.FAILED

    chosen = settings.parse(text)
    assert isinstance(chosen.genesys.client_secret, Secret)
    await look_at_organisation(chosen, SignIn(chosen.genesys.client_secret, KEEPS_NOTHING), add)
    assert [one.check for one in judged] == [check for check in Check if check in {one.check for one in judged}]
    return {one.check: one for one in judged}


async def test_one_sign_in_and_a_handful_of_requests() -> None:
    async with organisation() as (simulator, text):
        judged = await looked(text)
        counts = simulator.requests.counts().by_path
    assert {one.verdict for one in judged.values()} == {Verdict.OK}
    assert counts["/oauth/token"] == 1
    assert sum(counts.values()) <= 8


async def test_a_rehearsal_has_a_clock_of_its_own() -> None:
    async with organisation() as (_, text):
        judged = await looked(text + '[rehearsal]\norigin = "2026-11-23T14:20:00+02:00"\n'.replace('"', ""))
    assert judged[Check.CLOCK].verdict is Verdict.SKIPPED


async def test_without_a_sign_in_nothing_more_is_asked() -> None:
    async with organisation() as (simulator, text):
        simulator.faults.order(FaultOrder(Fault.REJECTED))
        judged = await looked(text)
        assert set(simulator.requests.counts().by_path) == {"/oauth/token"}
    assert list(judged) == [Check.CLOCK, Check.TOKEN]


async def test_a_sign_in_that_is_asked_to_wait_is_a_matter_of_the_limit() -> None:
    async with organisation() as (simulator, text):
        simulator.faults.order(FaultOrder(Fault.THROTTLED, "/oauth/token"))
        judged = await looked(text)
    assert judged[Check.TOKEN].verdict is Verdict.SKIPPED
    assert judged[Check.LIMIT].verdict is Verdict.FAILED


async def test_numbers_that_are_throttled_are_a_matter_of_the_limit() -> None:
    async with organisation() as (simulator, text):
        simulator.faults.order(FaultOrder(Fault.THROTTLED, AGENTS))
        judged = await looked(text)
    assert judged[Check.PERMISSIONS].verdict is Verdict.SKIPPED
    assert judged[Check.LIMIT].verdict is Verdict.FAILED


async def test_an_api_that_fails_is_told() -> None:
    async with organisation() as (simulator, text):
        simulator.faults.order(FaultOrder(Fault.SERVER_ERROR, "/api/v2/tokens/me"))
        judged = await looked(text)
    assert judged[Check.ANSWERS].verdict is Verdict.FAILED
    assert "500" in judged[Check.ANSWERS].found
    assert judged[Check.PERMISSIONS].verdict is Verdict.SKIPPED  # it says nothing of them


async def test_limits_that_are_not_told_are_no_failure() -> None:
    async with organisation() as (simulator, text):
        simulator.faults.order(FaultOrder(Fault.FORBIDDEN, LIMITS))
        judged = await looked(text)
    assert judged[Check.ALLOWANCE].verdict is Verdict.SKIPPED
