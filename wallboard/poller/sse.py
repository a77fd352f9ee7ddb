"""The event stream of one view, as an ASGI application. Used by poller.http_api."""

import asyncio

from starlette.types import Receive, Scope, Send

from wallboard.poller.broadcast import Broadcast, Stream
from wallboard.poller.server import Line, line_of
from wallboard.poller.views import Views
from wallboard.wire.codec import encode
from wallboard.wire.messages import Problem

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
]
_FAREWELL_SECONDS = 1.0


class EventStream:
    """`GET /v1/views/{id}/events`: frames until the reader goes, stalls, or opens the view again."""

    def __init__(self, views: Views, broadcast: Broadcast) -> None:
        self._views = views
        self._broadcast = broadcast

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one reader."""
        view = self._views.find(scope["path_params"]["view"])
        if view is None:
            await _answer_unknown(send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        line = line_of(scope)
        stream = Stream(view.spec, send, line)
        self._views.opened(view, stream)
        self._broadcast.join(stream)
        try:
            if line is None:
                await _until_over(stream, receive)
            else:
                # No task, and nothing in between: a thousand readers are a thousand of what waits here.
                line.tell_when_over(stream.ended.set)
                await stream.ended.wait()
        finally:
            self._broadcast.leave(stream)
            self._views.closed(view, stream)
        await _say_farewell(send, line)


async def _until_over(stream: Stream, receive: Receive) -> None:
    gone = asyncio.create_task(_disconnected(stream, receive), name="reader")
    try:
        await stream.ended.wait()
    finally:
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)


async def _disconnected(stream: Stream, receive: Receive) -> None:
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        stream.ended.set()


async def _say_farewell(send: Send, line: Line | None) -> None:
    """End the answer properly where the reader still takes it, and cut off one who does not."""
    last = {"type": "http.response.body", "body": b"", "more_body": False}
    try:
        async with asyncio.timeout(_FAREWELL_SECONDS):
            await send(last)
    except TimeoutError:
        if line is not None:
            line.cut()
            await send(last)  # it waits until the connection is gone, and writes nothing
    except OSError:
        return


async def _answer_unknown(send: Send) -> None:
    body = encode(Problem("there is no such view: it ended; make another with POST /v1/views"))
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})
