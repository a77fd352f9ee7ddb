"""A poller's service with everybody in its table: every so often an answer comes that changes some of the first.

Tells where it is, waits for a line, serves so many answers, and tells at last when each revision's answer had come.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import replace
from datetime import timedelta

import ours
from payload import Answers, Crowd
from serve_ours import TOKEN

from wallboard.board.window import MetricsWindow
from wallboard.poller import server

_FIRST = 100  # agents on the page that comes again and again: those who lead
_CHANGED = 10
_AHEAD = 500  # conversations
_SECOND = timedelta(seconds=1)


async def _serve(agents: int, updates: int, every: float) -> None:
    crowd = Crowd(agents)
    for one in range(_FIRST):
        crowd.closed[one] += _AHEAD + one
        crowd.handle_ms[one] += (_AHEAD + one) * 90_000
    core = ours.Core(crowd.names)
    answers = crowd.poll(aggregates=False)
    core.cycle_of_pages(answers)
    listener = server.bound_socket()
    port = listener.getsockname()[1]
    serving = asyncio.create_task(server.serve(ours.Service(core, TOKEN, port).application, listener))
    listener.listen()
    print(json.dumps({"port": port}), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    came: dict[int, int] = {}
    for turn in range(updates):
        await asyncio.sleep(every)
        answers = _next(crowd, answers, turn)
        begun = time.monotonic_ns()
        core.take_page(core.decoder.page(answers.pages[0], MetricsWindow(answers.start, answers.end)), answers)
        came[core.board.revision] = begun
    await asyncio.sleep(every)
    print(json.dumps(came), flush=True)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


def _next(crowd: Crowd, before: Answers, turn: int) -> Answers:
    """A second later, some of the first have closed one more; one of them stands where she can be seen."""
    end = before.end + _SECOND
    leader = _FIRST - 1 - turn % 8
    for one in {leader, *((turn * 7 + place * 11) % _FIRST for place in range(_CHANGED))}:
        crowd.closed[one] += 1
        crowd.handle_ms[one] += 900
    return replace(before, end=end, pages=(crowd.page(end, 0, _FIRST),))


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
