"""sse-starlette on uvicorn as its readme shows it: a queue for each reader, and a task that fills them all.

Its first line on standard output says where it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import sys
import time
from collections.abc import AsyncIterator

import uvicorn
from payload import event_of
from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

_QUEUES: set[asyncio.Queue[str]] = set()


async def _events() -> AsyncIterator[dict[str, str]]:
    queue: asyncio.Queue[str] = asyncio.Queue()
    _QUEUES.add(queue)
    try:
        while True:
            yield {"event": "delta", "data": await queue.get()}
    finally:
        _QUEUES.discard(queue)


async def _stream(_: Request) -> EventSourceResponse:
    return EventSourceResponse(_events())


async def _serve(size: int, every: float) -> None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(4096)
    application = Starlette(routes=[Route("/events", _stream)])
    config = uvicorn.Config(application, log_config=None, access_log=False, lifespan="off", loop="asyncio")
    serving = asyncio.create_task(uvicorn.Server(config).serve(sockets=[listener]))
    print(json.dumps({"port": listener.getsockname()[1]}), flush=True)
    while not serving.done():
        await asyncio.sleep(every)
        event = event_of(size, time.monotonic_ns()).decode()
        for queue in _QUEUES:
            queue.put_nowait(event)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2])))
