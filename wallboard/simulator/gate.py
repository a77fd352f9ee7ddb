"""The gate that every request passes: it is counted, meets its fault, and its answer gets date and correlation id.

Stands before api's routes, which it knows only as an ASGI application; strike carries a fault out.
"""

from datetime import UTC, timedelta
from email.utils import format_datetime
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wallboard.host.clock import Clock
from wallboard.simulator.faults import Fault, FaultDesk, FaultOrder
from wallboard.simulator.ledger import Ledger
from wallboard.simulator.strike import Strike

CONTROL = "/control/"
AHEAD = "wallboard.ahead"  # in a request's scope: how far the organisation's clock is ahead, when a fault has it so


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
            await self._app(scope, receive, self._stamped(send, timedelta()))
            return
        met = self._desk.take(path)
        self._ledger.came(path, None if met is None else met.fault.value)
        send = self._entered(self._stamped(send, _ahead(met, Fault.CLOCK_OFF, Fault.DATE_OFF)))
        scope = {**scope, AHEAD: _ahead(met, Fault.CLOCK_OFF)}
        if met is None:
            await self._app(scope, receive, send)
        else:
            await Strike(self._app, self._desk, scope, receive, send).carry_out(met)

    def _stamped(self, send: Send, ahead: timedelta) -> Send:
        async def stamp(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", ())))
                headers["Date"] = format_datetime((self._clock.now() + ahead).astimezone(UTC), usegmt=True)
                headers.setdefault("ININ-Correlation-Id", str(uuid4()))
                message["headers"] = headers.raw
            await send(message)

        return stamp

    def _entered(self, send: Send) -> Send:
        async def enter(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._ledger.answered(message["status"])
            await send(message)

        return enter


def _ahead(met: FaultOrder | None, *off: Fault) -> timedelta:
    return timedelta(seconds=met.told_seconds()) if met is not None and met.fault in off else timedelta()
