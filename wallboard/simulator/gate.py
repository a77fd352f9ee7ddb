"""The gate that every request passes: it is counted, meets its fault, and its answer gets the simulated date.

Stands before api's routes, which it knows only as an ASGI application; server offers it the way to cut a connection.
"""

import asyncio
from datetime import UTC, timedelta
from email.utils import format_datetime
from typing import assert_never

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wallboard.host.clock import Clock
from wallboard.simulator.answers import refusal
from wallboard.simulator.errors import server_error, throttled
from wallboard.simulator.faults import Fault, FaultDesk, FaultOrder
from wallboard.simulator.ledger import Ledger
from wallboard.simulator.server import CUT_EXTENSION

CONTROL = "/control/"


class Gate:
    """An ASGI application around another one. Requests to the control endpoint pass uncounted and unharmed."""

    def __init__(self, app: ASGIApp, clock: Clock, desk: FaultDesk, ledger: Ledger) -> None:
        self._app = app
        self._clock = clock
        self._desk = desk
        self._ledger = ledger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path: str = scope["path"]
        if path.startswith(CONTROL):
            await self._app(scope, receive, self._stamped(send))
            return
        send = self._entered(self._stamped(send))
        met = self._desk.take(path)
        if met is None:
            self._ledger.came(path, None)
            await self._app(scope, receive, send)
        else:
            self._ledger.came(path, met.fault.value)
            await self._commit(met, scope, receive, send)

    def _stamped(self, send: Send) -> Send:
        async def stamp(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = format_datetime(self._clock.now().astimezone(UTC), usegmt=True).encode()
                message["headers"] = [*message.get("headers", ()), (b"date", date)]
            await send(message)

        return stamp

    def _entered(self, send: Send) -> Send:
        async def enter(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._ledger.answered(message["status"])
            await send(message)

        return enter

    async def _commit(self, order: FaultOrder, scope: Scope, receive: Receive, send: Send) -> None:
        match order.fault:
            case Fault.THROTTLED:
                wish = timedelta(seconds=order.retry_after)
                await refusal(throttled(wish))(scope, receive, send)
            case Fault.THROTTLED_WITHOUT_WISH:
                await refusal(throttled(None))(scope, receive, send)
            case Fault.SERVER_ERROR:
                await refusal(server_error())(scope, receive, send)
            case Fault.HANG:
                await self._hang(scope, receive, send)
            case Fault.CUT_OFF:
                await self._cut_off(scope, receive, send)
            case _:
                assert_never(order.fault)

    async def _hang(self, scope: Scope, receive: Receive, send: Send) -> None:
        cleared = self._desk.cleared
        answer = await self._answer(scope, receive)
        async with asyncio.TaskGroup() as tasks:
            gone = tasks.create_task(_until_gone(receive), name="client goes")
            waits = {gone, tasks.create_task(_until_set(cleared), name="fault is cleared")}
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
        if gone.cancelled():
            for message in answer:
                await send(message)

    async def _cut_off(self, scope: Scope, receive: Receive, send: Send) -> None:
        start, *parts = await self._answer(scope, receive)
        body = b"".join(part.get("body", b"") for part in parts)
        await send(start)
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        scope["extensions"][CUT_EXTENSION]()
        await _until_gone(receive)

    async def _answer(self, scope: Scope, receive: Receive) -> list[Message]:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        return messages


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _until_set(event: asyncio.Event) -> None:
    await event.wait()
