"""The gate that every request passes: it is counted, meets its fault, and its answer gets the simulated date.

Stands before api's routes, which it knows only as an ASGI application; server offers it the way to cut a connection.
"""

import asyncio
from collections import Counter
from email.utils import format_datetime
from typing import assert_never

from datetime import timedelta
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wallboard.host.clock import Clock
from wallboard.simulator import faults
from wallboard.simulator.answers import refusal
from wallboard.simulator.errors import server_error, throttled
from wallboard.simulator.faults import Fault, FaultOrder, FaultPlan
from wallboard.simulator.server import CUT_EXTENSION

CONTROL = "/control/"


class Gate:
    """An ASGI application around another one. Control requests pass uncounted and unharmed."""

    def __init__(self, app: ASGIApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._plan: FaultPlan = ()
        self._cleared = asyncio.Event()
        self.by_path: Counter[str] = Counter()
        self.by_fault: Counter[str] = Counter()
        self.by_status: Counter[int] = Counter()

    def order(self, order: FaultOrder) -> None:
        """From now on requests meet this fault, after the orders that are there already."""
        self._plan = (*self._plan, order)

    def clear(self) -> None:
        """Forget all orders, and let go of the answers that hang."""
        self._plan = ()
        self._cleared.set()
        self._cleared = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_control = scope["path"].startswith(CONTROL)

        async def stamp(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = format_datetime(self._clock.now(), usegmt=True).encode()
                message["headers"] = [*message.get("headers", ()), (b"date", date)]
                if not is_control:
                    self.by_status[message["status"]] += 1
            await send(message)

        if is_control:
            await self._app(scope, receive, stamp)
            return
        met, self._plan = faults.take(self._plan, scope["path"])
        self.by_path[scope["path"]] += 1
        if met is None:
            await self._app(scope, receive, stamp)
            return
        self.by_fault[met.fault.value] += 1
        await self._commit(met, scope, receive, stamp)

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
        cleared = self._cleared
        answer = await self._answer(scope, receive)
        async with asyncio.TaskGroup() as tasks:
            waits = {
                tasks.create_task(_until_gone(receive), name="client goes"),
                tasks.create_task(_until_set(cleared), name="fault is cleared"),
            }
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
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
