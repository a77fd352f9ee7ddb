"""Run the service of one settings file: its polls, its local interface, its heartbeat. Used by poller.main."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from starlette.routing import BaseRoute

from wallboard.host.clock import SystemClock
from wallboard.host.secret import Secret
from wallboard.host.settings import Settings
from wallboard.poller import lease, monitoring, server
from wallboard.poller.assembly import Carriers, Service, build, clock_of, keeper_of
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.gate import Gate
from wallboard.poller.report import Notices
from wallboard.poller.settings_news import SettingsNews
from wallboard.poller.sign_in import SignIn, pictures_transport_to, transport_to
from wallboard.wire.messages import HEARTBEAT_SECONDS, Handshake


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of this poller: for its lock and record, for what outlives it, and for its log; None: no file."""

    run: Path
    state: Path
    logs: Path | None = None


@asynccontextmanager
async def running(
    chosen: Settings,
    sign_in: SignIn,
    places: Places,
    announce: Callable[[Handshake], None],
    more: Sequence[BaseRoute] = (),
    news: SettingsNews | None = None,
    notices: Notices | None = None,
) -> AsyncIterator[Service]:
    """Poll and serve while the block runs; `announce` is told once the port is open and the history is read.

    `more` are routes that are served beside the service's own; `news`, which is of the settings, and `notices` are told
    in its status.
    """
    notices = notices or Notices()
    transport, wary = transport_to(sign_in.way_out), pictures_transport_to(sign_in.way_out)
    listener = server.bound_socket()
    token = Secret(secrets.token_urlsafe(32))
    port: int = listener.getsockname()[1]
    keeper = keeper_of(chosen, places.state)
    try:
        service = build(chosen, sign_in, Carriers(transport, wary), keeper, places.state, clock_of(chosen))
        for loop in service.loops:
            await loop.restore()
        routes = (*service.api.more, *more)
        api = replace(service.api, more=routes, news=news or SettingsNews(), notices=notices)
        gate = Gate(api.application(), token, port)
        listener.listen()
        handshake = Handshake(port, token.reveal(), os.getpid())
        lease.announce(places.run, handshake)
        announce(handshake)
        async with asyncio.TaskGroup() as tasks:
            watched = monitoring.serve(chosen.monitoring.port, api, notices, SystemClock())
            owned = [
                tasks.create_task(server.serve(gate, listener), name="http"),
                tasks.create_task(watched, name="monitoring"),
                tasks.create_task(_beat(service.broadcast), name="heartbeat"),
                tasks.create_task(service.allowance.run(), name="limits"),
                *(tasks.create_task(loop.run(), name="poll") for loop in service.loops),
                *(tasks.create_task(one.run(), name="reconcile") for one in service.reconciling),
            ]
            yield service
            for task in owned:
                task.cancel()
    finally:
        listener.close()
        await transport.close()
        await wary.close()
        await keeper.close()


async def _beat(broadcast: Broadcast) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        broadcast.beat()
