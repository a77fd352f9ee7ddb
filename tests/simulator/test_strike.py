"""Faults on the wire."""

import asyncio
import gzip
import json

import httpx
import pytest

from tests.simulator.organisation import Organisation, at, error_of, organisation
from wallboard.simulator.api import Terms
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.realtime import to_text

pytestmark = pytest.mark.asyncio

SIX_A_PAGE = Terms(page_cap=6)
# These end without an answer, or with one of 100 MB; they have tests of their own.
NO_ANSWER = {Fault.HANG, Fault.CUT_OFF, Fault.HUGE_BODY, Fault.ZIPPED_FLOOD}
# An aggregate holds no status and has no pages; a clock that is off shows in the headers.
HARMLESS = {Fault.UNKNOWN_STATUS, Fault.LOST_PAGE_TOKEN, Fault.SLOW, Fault.CLOCK_OFF, Fault.DATE_OFF}


async def token_of(on: Organisation, page_token: str | None) -> str:
    """The token of the next page, which header and body tell alike."""
    answer = await (on.page() if page_token is None else on.page(nextPageToken=page_token))
    token: str = answer.json()["nextPageToken"]
    assert answer.headers.get_list("next-page-token") == [token]
    return token


async def test_throttled_with_a_wish() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.THROTTLED, times=1, retry_after=42))
        answer = await on.page()
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "42")
        assert "[42] seconds" in error_of(answer)["message"]
        assert (await on.page()).status_code == 200


async def test_throttled_without_a_wish_gives_no_hint() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.THROTTLED_WITHOUT_WISH))
        answer = await on.page()
        assert answer.status_code == 429
        assert not {"retry-after", "inin-ratelimit-reset"} & set(answer.headers)
        assert error_of(answer)["code"] == "too.many.requests"


async def test_a_server_error() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.SERVER_ERROR))
        answer = await on.page()
        assert answer.status_code == 500
        assert error_of(answer)["code"] == "internal.server.error"


async def test_a_body_is_cut_off_on_the_wire(caplog: pytest.LogCaptureFixture) -> None:
    async with organisation() as on:
        whole = await on.page()
        on.simulator.faults.order(FaultOrder(Fault.CUT_OFF, times=1))
        with pytest.raises(httpx.RemoteProtocolError, match=f"expected {len(whole.content)}"):
            await on.page()
        assert (await on.page()).content == whole.content
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_hanging_answer_comes_once_the_fault_is_cleared() -> None:
    async with organisation() as on, asyncio.TaskGroup() as tasks:
        on.simulator.faults.order(FaultOrder(Fault.HANG, times=1))
        hanging = tasks.create_task(on.page())
        while not on.simulator.requests.counts().by_fault:
            await on.http.get("/control/requests")
        later = await on.page()
        assert not hanging.done()
        assert (await on.http.delete("/control/faults")).status_code == 204
        assert (await hanging).content == later.content


async def test_a_client_may_leave_a_hanging_answer() -> None:
    async with asyncio.TaskGroup() as tasks, organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.HANG, times=1))
        hanging = tasks.create_task(on.page())
        while not on.simulator.requests.counts().by_fault:
            await on.http.get("/control/requests")
        hanging.cancel()
        await asyncio.wait({hanging})
        await on.page(maxRecords="0")  # answered after the server has learnt of the closed connection
    counts = on.simulator.requests.counts()
    assert (counts.by_fault, counts.by_status) == ({"hang": 1}, {200: 1, 400: 1})


async def test_the_end_of_service_frees_what_hangs() -> None:
    async with organisation() as on, asyncio.TaskGroup() as tasks:
        async with on.simulator.served() as other_url:
            on.simulator.faults.order(FaultOrder(Fault.HANG, path="/api/v2/users"))
            hanging = tasks.create_task(on.http.get(f"{other_url}/api/v2/users"))
            while not on.simulator.requests.counts().by_fault:
                await on.http.get("/control/requests")
        assert (await hanging).status_code == 200


async def test_hours_of_waiting_are_asked_for() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.RETRY_AFTER_HOURS))
        answer = await on.page()
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7200")


async def test_a_slow_answer_comes_in_the_end() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.SLOW, times=1, seconds=0.01))
        slow = await on.page()
        assert slow.content == (await on.page()).content


async def test_a_slow_answer_comes_at_once_when_the_fault_is_cleared() -> None:
    async with organisation() as on, asyncio.TaskGroup() as tasks:
        on.simulator.faults.order(FaultOrder(Fault.SLOW, seconds=1_000))
        slow = tasks.create_task(on.page())
        while not on.simulator.requests.counts().by_fault:
            await on.http.get("/control/requests")
        on.simulator.faults.clear()
        assert (await slow).status_code == 200


async def test_an_expired_token_is_good_for_one_request() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.EXPIRED_TOKEN))
        statuses = [(await on.page()).status_code for _ in range(3)]
        await on.sign_in()
        statuses.append((await on.page()).status_code)
        on.simulator.faults.clear()
        statuses.append((await on.page()).status_code)
    assert statuses == [200, 401, 401, 200, 200]


async def test_in_a_token_loop_no_token_is_good() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.TOKEN_LOOP))
        await on.sign_in()
        answer = await on.page()
        assert answer.status_code == 401
        assert error_of(answer)["code"] == "bad.credentials"


async def test_a_permission_may_be_missing() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.FORBIDDEN))
        answer = await on.page()
        assert (answer.status_code, error_of(answer)["code"]) == (403, "missing.any.permissions")


async def test_a_sign_in_may_be_refused() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.REJECTED))
        with pytest.raises(httpx.HTTPStatusError, match="401 Unauthorized"):
            await on.sign_in()
        assert (await on.page()).status_code == 200


@pytest.mark.parametrize(
    ("fault", "location"),
    [(Fault.REDIRECT, "/sign-in"), (Fault.REDIRECT_AWAY, "https://sign-in.elsewhere.invalid/")],
)
async def test_a_redirect_leads_away(fault: Fault, location: str) -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(fault))
        answer = await on.page()
        assert (answer.status_code, answer.headers["Location"]) == (302, location)


async def test_a_lost_page_token_is_unknown_and_the_first_page_still_comes() -> None:
    async with organisation(terms=SIX_A_PAGE) as on:
        on.simulator.faults.order(FaultOrder(Fault.LOST_PAGE_TOKEN))
        first = await on.page()
        lost = await on.page(nextPageToken=first.json()["nextPageToken"])
        assert (first.status_code, lost.status_code) == (200, 400)
        assert "nextPageToken is unknown" in error_of(lost)["message"]


@pytest.mark.parametrize(
    ("fault", "tokens"),
    [
        (Fault.REPEATED_PAGE_TOKEN, ["the-same-again"] * 4),
        (Fault.LOOPING_PAGE_TOKENS, ["to-a", "to-b", "to-a", "to-b"]),
    ],
)
async def test_page_tokens_lead_round(fault: Fault, tokens: list[str]) -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(fault))
        told: list[str] = []
        for _ in tokens:
            told.append(await token_of(on, told[-1] if told else None))
    assert told == tokens


async def test_endless_pages_have_a_new_token_every_time() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.ENDLESS_PAGES))
        told: list[str] = []
        for _ in range(5):
            told.append(await token_of(on, told[-1] if told else None))
    assert len(set(told)) == 5


async def test_a_question_that_is_refused_stays_refused_under_a_fault_of_the_answer() -> None:
    async with organisation() as on:
        for fault in (Fault.ENDLESS_PAGES, Fault.NAN, Fault.NOT_JSON):
            on.simulator.faults.order(FaultOrder(fault, times=1))
            assert error_of(await on.page(maxRecords="0"))["status"] == 400


async def test_a_spoilt_body_has_its_own_length() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.HALF_MISSING, times=1))
        half = await on.page()
        whole = await on.page()
    assert int(half.headers["Content-Length"]) == len(half.content) < len(whole.content)
    assert 0 < len(half.json()["groupBy"]["agent"]) < len(whole.json()["groupBy"]["agent"])


async def test_a_huge_body_is_streamed() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.HUGE_BODY))
        seen = 0
        async with on.http.stream("GET", "/api/v2/analytics/realtime/agents") as answer:
            assert "Content-Length" not in answer.headers
            async for chunk in answer.aiter_bytes():
                seen += len(chunk)
    assert seen > 100_000_000


async def test_a_zipped_flood_is_small_on_the_wire() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.ZIPPED_FLOOD))
        async with on.http.stream("GET", "/api/v2/analytics/realtime/agents") as answer:
            wire = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert len(wire) < 200_000
    plain = gzip.decompress(wire)
    assert len(plain) > 100_000_000
    assert json.loads(plain) == {"groupBy": {"agent": []}}


AGGREGATES = "/api/v2/analytics/conversations/aggregates/query"


async def ranking(on: Organisation) -> httpx.Response:
    shift = f"{to_text(at('07:00'))}/{to_text(at('14:19:30'))}"
    body = {"interval": shift, "groupBy": ["userId"], "metrics": ["tHandle", "nConnected"]}
    return await on.http.post(AGGREGATES, json=body)


@pytest.mark.parametrize(
    ("path", "permission"),
    [
        (None, "analytics:realtime:view"),
        (AGGREGATES, "analytics:conversationAggregate:view"),
        ("/api/v2/analytics/agents/status/query", "analytics:agentState:view"),
        ("/api/v2/tokens/me", "directory:user:view"),
    ],
)
async def test_what_is_forbidden_names_what_its_path_needs(path: str | None, permission: str) -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.FORBIDDEN, path=path))
        answer = await (on.page() if path is None else on.http.get(path))
        assert error_of(answer)["messageParams"] == {"permissions": f"[{permission}]"}


async def test_nobody_stands_behind_the_counter() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.UNAVAILABLE, times=1))
        answer = await on.page()
        assert (answer.status_code, error_of(answer)["code"]) == (503, "service.unavailable")


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault not in NO_ANSWER], ids=lambda fault: fault.value)
async def test_a_fault_strikes_a_query_of_the_platform_api_when_it_is_ordered_there(fault: Fault) -> None:
    async with organisation() as on:
        good = await ranking(on)
        on.simulator.faults.order(FaultOrder(fault, path=AGGREGATES, seconds=0.01, times=2))
        await ranking(on)
        struck = await ranking(on)
        assert on.simulator.requests.counts().by_fault == {fault.value: 2}
        assert (struck.content.replace(b" ", b"") == good.content) is (fault in HARMLESS)
        assert (await ranking(on)).content == good.content


async def test_a_query_is_cut_off_and_held_as_any_other_request() -> None:
    async with organisation() as on:
        on.simulator.faults.order(FaultOrder(Fault.CUT_OFF, path=AGGREGATES, times=1))
        with pytest.raises(httpx.RemoteProtocolError):
            await ranking(on)
        on.simulator.faults.order(FaultOrder(Fault.HANG, path=AGGREGATES))
        async with asyncio.TaskGroup() as tasks:
            held = tasks.create_task(ranking(on))
            while "hang" not in on.simulator.requests.counts().by_fault:
                await on.http.get("/control/requests")
            on.simulator.faults.clear()
        assert held.result().status_code == 200
