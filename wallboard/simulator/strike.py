"""Carry out a fault on one request. Called by gate; knows the organisation only as an ASGI application.

What is wrong inside a body is decided by spoiled; a clock that is off is gate's to show.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Literal, TypeAlias, assert_never
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wallboard.simulator import spoiled
from wallboard.simulator.answers import json_answer, refusal
from wallboard.simulator.errors import (
    Refused,
    bad_parameter,
    bad_token,
    forbidden,
    server_error,
    throttled,
    unavailable,
    wrong_secret,
)
from wallboard.simulator.faults import Fault, FaultDesk, FaultOrder
from wallboard.simulator.permissions import needs
from wallboard.simulator.server import CUT_EXTENSION

_OF_ANY_PATH = ("directory:user:view",)  # what is said to be missing where a path needs nothing
_HOURS = timedelta(hours=2)
_ELSEWHERE = "https://sign-in.elsewhere.invalid/"
_FLOOD_CHUNKS, _FLOOD_CHUNK = 100, b" " * 1_000_000
RefusedAs: TypeAlias = Literal[
    Fault.THROTTLED, Fault.THROTTLED_WITHOUT_WISH, Fault.RETRY_AFTER_HOURS, Fault.SERVER_ERROR, Fault.TOKEN_LOOP,
    Fault.FORBIDDEN, Fault.UNAVAILABLE,
]  # fmt: skip
Instead: TypeAlias = (
    RefusedAs | Literal[Fault.REJECTED, Fault.REDIRECT, Fault.REDIRECT_AWAY, Fault.HUGE_BODY, Fault.ZIPPED_FLOOD]
)


class Strike:
    """One request to `app`, and how it can go wrong."""

    def __init__(self, app: ASGIApp, desk: FaultDesk, scope: Scope, receive: Receive, send: Send) -> None:
        self._app = app
        self._desk = desk
        self._scope = scope
        self._receive = receive
        self._send = send

    async def carry_out(self, order: FaultOrder) -> None:
        """Serve the request as this fault wants it."""
        match order.fault:
            case Fault.CLOCK_OFF | Fault.DATE_OFF:
                await self._app(self._scope, self._receive, self._send)
            case Fault.HANG:
                await self._hold(None)
            case Fault.SLOW:
                await self._hold(order.told_seconds())
            case Fault.CUT_OFF:
                await self._cut_off()
            case Fault.EXPIRED_TOKEN:
                await self._expire()
            case Fault.LOST_PAGE_TOKEN:
                await self._lose_page()
            case Fault.REPEATED_PAGE_TOKEN | Fault.LOOPING_PAGE_TOKENS | Fault.ENDLESS_PAGES:
                await self._lead_round(order.fault)
            case (
                Fault.THROTTLED | Fault.THROTTLED_WITHOUT_WISH | Fault.RETRY_AFTER_HOURS | Fault.SERVER_ERROR
                | Fault.TOKEN_LOOP | Fault.REJECTED | Fault.FORBIDDEN | Fault.REDIRECT | Fault.REDIRECT_AWAY
                | Fault.HUGE_BODY | Fault.ZIPPED_FLOOD | Fault.UNAVAILABLE
            ):  # fmt: skip
                wish = timedelta(seconds=order.retry_after)
                await self._reply(_instead(order.fault, wish, self._scope["path"]))
            case _:
                await self._spoil(order.fault)

    async def _hold(self, seconds: float | None) -> None:
        """Answer after so long, None: never; sooner when the fault is cleared, not at all when the client goes."""
        cleared = self._desk.cleared
        answer = await self._answer()
        async with asyncio.TaskGroup() as tasks:
            gone = tasks.create_task(_until_gone(self._receive), name="client goes")
            waits = {gone, tasks.create_task(_until_set(cleared), name="fault is cleared")}
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
        if gone.cancelled():
            for message in answer:
                await self._send(message)

    async def _cut_off(self) -> None:
        start, *parts = await self._answer()
        body = _body(parts)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        self._scope["extensions"][CUT_EXTENSION]()
        await _until_gone(self._receive)

    async def _expire(self) -> None:
        """A token is good for one request; from then on it is refused."""
        token = Headers(scope=self._scope).get("authorization", "")
        if token in self._desk.served:
            await self._reply(refusal(bad_token()))
        else:
            self._desk.served.add(token)
            await self._app(self._scope, self._receive, self._send)

    async def _lose_page(self) -> None:
        if b"nextPageToken=" in self._scope["query_string"]:
            await self._reply(refusal(bad_parameter("nextPageToken", "is unknown, or belongs to another query")))
        else:
            await self._app(self._scope, self._receive, self._send)

    async def _lead_round(self, fault: spoiled.SpoiltToken) -> None:
        """The first page, again and again, as if another one came after it."""
        query: bytes = self._scope["query_string"]
        self._scope = {**self._scope, "query_string": spoiled.without_page_token(query)}
        start, *parts = await self._answer()
        if start["status"] == 200:
            token = spoiled.next_token(fault, query, fresh=uuid4().hex)
            MutableHeaders(raw=start["headers"])["next-page-token"] = token
            await self._send_changed(start, spoiled.with_token(_body(parts), token))
        else:
            await self._send_changed(start, _body(parts))

    async def _spoil(self, fault: spoiled.SpoiltBody) -> None:
        start, *parts = await self._answer()
        body = _body(parts)
        await self._send_changed(start, spoiled.spoil(fault, body) if start["status"] == 200 else body)

    async def _answer(self) -> list[Message]:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(self._scope, self._receive, keep)
        return messages

    async def _send_changed(self, start: Message, body: bytes) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(body))
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})

    async def _reply(self, response: Response) -> None:
        await response(self._scope, self._receive, self._send)


def _instead(fault: Instead, wish: timedelta, path: str) -> Response:
    """What is answered in the stead of what was asked for."""
    match fault:
        case Fault.REJECTED:
            return json_answer(wrong_secret().body, wrong_secret().status)
        case Fault.REDIRECT | Fault.REDIRECT_AWAY:
            return RedirectResponse("/sign-in" if fault is Fault.REDIRECT else _ELSEWHERE, 302)
        case Fault.HUGE_BODY:
            return StreamingResponse(_flood(), media_type="application/json")
        case Fault.ZIPPED_FLOOD:
            headers = {"Content-Encoding": "gzip"}
            return StreamingResponse(_zipped(_flood()), headers=headers, media_type="application/json")
        case _:
            return refusal(_refused(fault, wish, path))


def _refused(fault: RefusedAs, wish: timedelta, path: str) -> Refused:
    match fault:
        case Fault.THROTTLED:
            return throttled(wish)
        case Fault.THROTTLED_WITHOUT_WISH:
            return throttled(None)
        case Fault.RETRY_AFTER_HOURS:
            return throttled(_HOURS)
        case Fault.SERVER_ERROR:
            return server_error()
        case Fault.TOKEN_LOOP:
            return bad_token()
        case Fault.FORBIDDEN:
            return forbidden(needs(path)[0] if needs(path) else _OF_ANY_PATH)
        case Fault.UNAVAILABLE:
            return unavailable()
    assert_never(fault)


async def _flood() -> AsyncIterator[bytes]:
    """100 MB that begin like a page."""
    yield b'{"groupBy":{"agent":['
    for _ in range(_FLOOD_CHUNKS):
        await asyncio.sleep(0)  # so that the server hears of it when the client has had enough
        yield _FLOOD_CHUNK
    yield b"]}}"


async def _zipped(plain: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)  # with gzip's header
    async for chunk in plain:
        yield packer.compress(chunk)
    yield packer.flush()


def _body(parts: list[Message]) -> bytes:
    return b"".join(part.get("body", b"") for part in parts)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _until_set(event: asyncio.Event) -> None:
    await event.wait()
