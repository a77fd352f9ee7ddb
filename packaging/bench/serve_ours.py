"""The product's own stream server as a process: a board of a few rows, of which all change every so often.

Its first line on standard output says where it is. Ends when it is told to, as servers do.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time

import ours
from payload import stamp

from wallboard.poller import server

_BYTES_A_ROW = 330
TOKEN = "the-benchmark's"  # noqa: S105  it opens this process alone


async def _serve(size: int, every: float) -> None:
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it tells of every reader who is let go
    core = ours.Core({})
    publish = ours.few_rows(max(size // _BYTES_A_ROW, 2), core, lambda: stamp(time.monotonic_ns()))
    publish()
    listener = server.bound_socket()
    port = listener.getsockname()[1]
    serving = asyncio.create_task(server.serve(ours.Service(core, TOKEN, port).application, listener))
    listener.listen(4096)
    print(json.dumps({"port": port}), flush=True)
    while not serving.done():
        await asyncio.sleep(every)
        publish()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2])))
