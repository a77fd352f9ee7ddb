"""How the local service answers: the words of a refusal, its headers, and nothing of a failure but that it is one."""

import asyncio
import logging

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wallboard.poller import answers
from wallboard.wire.messages import Painted, Problem, ViewMade

pytestmark = pytest.mark.asyncio


async def _painted(request: Request) -> Response:
    told = await answers.body_of(request, Painted)
    if told.revision == 0:
        raise HTTPException(503, "later", {"retry-after": "7"})
    if told.revision < 0:
        raise ZeroDivisionError("the-secret-itself")
    return answers.json_answer(ViewMade(told.board), 201, {"x-more": "1"})


async def post(content: bytes) -> httpx.Response:
    application = Starlette(
        routes=[Route("/painted", _painted, methods=["POST"])],
        exception_handlers={HTTPException: answers.problem, Exception: answers.fault},
    )
    transport = httpx.ASGITransport(application, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as http, asyncio.timeout(5):
        return await http.post("/painted", content=content)


async def test_an_answer_is_json_that_nobody_keeps() -> None:
    answer = await post(b'{"board": "all", "revision": 1}')
    assert (answer.status_code, answer.json()) == (201, {"id": "all"})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-more"] == "1"


async def test_a_refusal_is_a_problem_with_its_headers() -> None:
    answer = await post(b'{"board": "all", "revision": 0}')
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert answer.json() == {"error": Problem("later").error, "code": None}


@pytest.mark.parametrize(("content", "status"), [(b"{}", 400), (b"", 400), (b" " * 65_537, 413)])
async def test_a_body_that_cannot_be_read_is_refused(content: bytes, status: int) -> None:
    assert (await post(content)).status_code == status


async def test_a_failure_is_told_as_one_and_its_trace_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    answer = await post(b'{"board": "all", "revision": -1}')
    assert (answer.status_code, answer.json()["error"]) == (500, "this service failed; its log says why")
    assert "the-secret-itself" not in answer.text
    assert [record.message for record in caplog.records] == ["http.failed"]
