"""What was refused is named in `status`; a chain without an end and the loss of many are not taken for granted."""

import json
import logging
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from tests.builders import CADENCE, NOON, SHIFT_START, FakeGenesys, agent_json, agent_look, board_info, page_reply
from tests.fakes import ManualClock
from tests.poller.test_cycle import CASES, at, line
from tests.poller.test_loop import polling
from tests.rows import check_rows
from wallboard.board.agents import AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys.budget import Budget
from wallboard.genesys.errors import BadReply, TimedOut
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.source import ScopeFilter
from wallboard.poller.boards import Board, LastError
from wallboard.poller.report import status_of
from wallboard.poller.table import Table
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.wire.codec import encode

pytestmark = pytest.mark.expected_log_warnings

AGENTS = "/api/v2/analytics/realtime/agents"
WINDOW = MetricsWindow(SHIFT_START, NOON)
DAY, WRAP_UP = CASES[-1]


def last_error(board: Board) -> dict[str, str] | None:
    """What `GET /v1/status` says was refused last."""
    told: dict[str, str] | None = json.loads(encode(status_of([board], timedelta(), "1.0")))["boards"][0]["last_error"]
    return told


def test_before_any_refusal_there_is_none() -> None:
    assert last_error(Board(board_info(), CADENCE)) is None


def test_a_refusal_is_told_with_all_that_support_asks_for() -> None:
    board = Board(board_info(), CADENCE)
    board.polling = replace(board.polling, last_error=LastError(AGENTS, "malformed", "c-1", NOON))
    assert last_error(board) == {
        "endpoint": AGENTS,
        "reason": "malformed",
        "context_id": "c-1",
        "at": "2026-11-23T12:00:00Z",
    }


@pytest.mark.asyncio
class TestLoop:
    async def test_what_was_refused_last_is_named_and_stays_when_all_is_well_again(self) -> None:
        async with polling() as running:
            await running.wait()
            (board,) = running.boards
            assert last_error(board) is None
            running.trouble = BadReply(AGENTS, "malformed", 200, "c-1")
            await running.again()
            refused = LastError(AGENTS, "malformed", "c-1", running.clock.now())
            assert board.polling.last_error == refused
            running.trouble = None
            await running.again()
            assert (board.polling.cause, board.polling.last_error) == (None, refused)
            running.trouble = TimedOut("no whole answer within 10 s", AGENTS)
            await running.again()
            assert board.polling.last_error == LastError(
                AGENTS, "no whole answer within 10 s", None, running.clock.now()
            )

    async def test_names_that_are_refused_are_named_though_the_poll_is_good(self) -> None:
        async with polling() as running:
            numbers = running.genesys.api
            users = Reply(200, {"inin-correlation-id": "c-2"}, b"<html>")
            running.genesys.api = lambda request: users if request.path.endswith("/users") else numbers(request)
            await running.wait()
            (board,) = running.boards
            assert board.polling.cause is None
            last = board.polling.last_error
            assert last is not None
            assert (last.endpoint, last.context_id) == ("/api/v2/users", "c-2")


@pytest.mark.asyncio
class TestCycle:
    async def test_looks_back_that_are_refused_are_named_and_do_the_poll_no_harm(self) -> None:
        async with line(DAY, at("14:20"), WRAP_UP) as on:
            # The first request to the numbers is the poll's own.
            on.simulator.faults.order(FaultOrder(Fault.SLOW, times=1, seconds=0))
            on.simulator.faults.order(FaultOrder(Fault.NOT_JSON, times=1))
            await on.cycle.run()
            check_rows(on.snapshot(), DAY, at("14:20").date(), WRAP_UP)
            refused = on.cycle.failed_beside
            assert refused is not None
            assert (refused.endpoint, refused.context_id is None) == (AGENTS, False)
            on.clock.advance(CADENCE)
            await on.cycle.run()
            assert on.cycle.failed_beside is None

    async def test_looks_back_that_would_hold_up_the_next_poll_are_left_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with line(DAY, at("14:20"), WRAP_UP) as on:
            fetch = on.transport.fetch

            async def slowly(base_url: str, request: Request) -> Reply:
                on.clock.advance(timedelta(seconds=5) if request.path == AGENTS else timedelta())
                return await fetch(base_url, request)

            monkeypatch.setattr(on.transport, "fetch", slowly)
            await on.cycle.run()
            assert 2 <= on.simulator.requests.counts().by_path[AGENTS] * 5 <= CADENCE.seconds

    async def test_many_who_leave_at_once_are_logged_once(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.WARNING)
        async with line(DAY, at("14:20"), WRAP_UP) as on:
            await on.cycle.run()
            on.simulator.faults.order(FaultOrder(Fault.HALF_MISSING))
            for _ in range(3):
                on.clock.advance(CADENCE)
                await on.cycle.run()
        assert [record.getMessage() for record in caplog.records] == ["sweep.many_left"]

    @pytest.mark.parametrize("fault", [Fault.SHRINKING, Fault.HALF_MISSING, Fault.UNKNOWN_STATUS, Fault.DATE_OFF])
    async def test_after_numbers_that_were_wrong_every_row_is_right_again(self, fault: Fault) -> None:
        async with line(DAY, at("14:20"), WRAP_UP) as on:
            await on.cycle.run()
            for _ in range(3):
                on.simulator.faults.order(FaultOrder(fault, times=2, seconds=-420))
                for _ in range(6):
                    on.clock.advance(CADENCE)
                    await on.cycle.run()
                check_rows(on.snapshot(), DAY, at("14:20").date(), WRAP_UP)


def test_a_clock_that_was_put_back_starts_a_new_reference() -> None:
    board = Board(board_info(), CADENCE)
    table = Table(SHIFT_START, 2 * CADENCE)
    for as_of in (NOON, NOON - timedelta(minutes=7)):
        board.complete(MetricsWindow(SHIFT_START, as_of), as_of, timedelta())
        board.rank(table, {})
    assert board.reference_at == NOON - timedelta(minutes=7)


def test_a_sweep_that_is_shorter_says_how_many_it_lacks() -> None:
    table = Table(SHIFT_START, 2 * CADENCE)
    looks: list[AgentLook] = [agent_look(name) for name in ("a", "b", "c")]
    table.absorb(looks)
    assert table.retain({looks[0].agent_id}) == 2
    assert table.retain({looks[0].agent_id}) == 0


@pytest.mark.asyncio
class TestSweep:
    async def swept(self, genesys: FakeGenesys) -> BadReply:
        session = genesys.session()
        session.budget = Budget(ManualClock(NOON), paced=False)  # thousands of pages take their time
        with pytest.raises(BadReply) as caught:
            async for _ in RealtimeSource(session, ScopeFilter(), 2).sweep(WINDOW):
                pass
        return caught.value

    async def test_pages_that_bring_nobody_new_come_to_an_end(self) -> None:
        fresh = count()
        genesys = FakeGenesys(lambda _: page_reply(agent_json("a"), cursor=f"p{next(fresh)}"))
        assert "no end of pages after 11" in (await self.swept(genesys)).reason
        assert len(genesys.asked) == 11

    async def test_an_absurd_number_of_pages_comes_to_an_end(self) -> None:
        fresh = count()

        def api(_: Request) -> Reply:
            number = next(fresh)
            reply = page_reply(agent_json(f"agent {number}"), cursor=f"p{number}")
            return replace(reply, headers={**reply.headers, "inin-correlation-id": "c-1"})

        refused = await self.swept(FakeGenesys(api))
        assert (refused.reason, refused.context_id) == ("there is no end of pages after 5000", "c-1")

    async def test_a_few_empty_pages_are_no_reason_to_give_up(self) -> None:
        following = iter([*(f"p{number}" for number in range(9)), None])
        genesys = FakeGenesys(lambda _: page_reply(cursor=next(following)))
        pages = [page async for page in RealtimeSource(genesys.session(), ScopeFilter(), 2).sweep(WINDOW)]
        assert pages == [()] * 10
