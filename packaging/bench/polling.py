"""A whole poller but for its screens, on a simulated organisation: as fast as its clock, watched from inside.

Part of ours.py, apart for its length: the other file that knows how the product is built.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from wallboard.genesys.session import KEEPS_NOTHING
from wallboard.host import settings
from wallboard.poller.assembly import Carriers, Service, build, keeper_of
from wallboard.poller.loop import PollLoop
from wallboard.poller.sign_in import SignIn, pictures_transport_to, transport_to


@asynccontextmanager
async def polling(text: str) -> AsyncIterator[Service]:
    """The poller of these settings polls while the block runs."""
    chosen = settings.parse(text)
    if chosen.genesys.client_secret is None:
        raise ValueError("a rehearsal's settings hold the secret")
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-") as folder:
        state = Path(folder)
        transport, wary = transport_to(chosen.genesys), pictures_transport_to(chosen.genesys)
        keeper = keeper_of(chosen, state)
        sign_in = SignIn(chosen.genesys.client_secret, KEEPS_NOTHING)
        service = build(chosen, sign_in, Carriers(transport, wary), keeper, state)
        tasks = [asyncio.create_task(loop.run()) for loop in service.loops]
        tasks.append(asyncio.create_task(service.allowance.run()))
        try:
            yield service
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await transport.close()
            await wary.close()
            await keeper.close()


def oldest(service: Service, loop: PollLoop) -> tuple[int, timedelta]:
    """How many agents are known, and how old the counts of the oldest are."""
    table = loop._cycle._table  # noqa: SLF001  nobody else has to ask for everybody at once
    ages = [] if table is None else [service.api.now() - one.as_of for one in table.metrics()]
    return len(ages), max(ages, default=timedelta())
