"""Keeps sweeps in a history for ever, for a test that kills it: says the number of each one that is on the disk.

In sweep n every one of its agents has closed n conversations, and her name ends in n.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from tests.builders import NOON, SHIFT_START, agent_look
from wallboard.board import completed
from wallboard.board.agents import Since
from wallboard.board.window import MetricsWindow
from wallboard.poller.history import Bounds, History, Sweep
from wallboard.poller.known import Known

AGENTS = 400
SCOPE = "everybody"


def instant(number: int) -> datetime:
    """When sweep `number` is true."""
    return NOON + timedelta(seconds=30 * number)


def sweep(number: int) -> Sweep:
    """One sweep that changes everybody."""
    at = instant(number)
    looks = [agent_look(f"{agent:04}", closed=number, handled=100 * number, as_of=at) for agent in range(AGENTS)]
    known = [Known(completed.absorb(None, look, SHIFT_START), Since(at, exact=False)) for look in looks]
    names = {look.agent_id: f"Agent {look.agent_id} of {number}" for look in looks}
    return Sweep(MetricsWindow(SHIFT_START, at), at, known, (), names)


def go_on(path: Path) -> None:
    """Append until killed."""
    history = History.open(path, Bounds())
    last = history.last(SCOPE)
    number = 0 if last is None else (last.window.end - NOON) // timedelta(seconds=30)
    while True:
        number += 1
        history.append(SCOPE, sweep(number))
        print(number, flush=True)


if __name__ == "__main__":
    go_on(Path(sys.argv[1]))
