"""Build the service of one settings file and run it. The only place that builds; used by poller.main."""

import asyncio
import os
import random
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from starlette.routing import Route

from wallboard.genesys.oauth import Credentials
from wallboard.genesys.session import Session
from wallboard.genesys.transport import HttpTransport
from wallboard.host import settings
from wallboard.host.clock import Clock, RehearsalClock, SystemClock
from wallboard.host.secret import Secret
from wallboard.host.settings import Settings
from wallboard.poller import lease, server
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.cycle import Cycle
from wallboard.poller.gate import Gate
from wallboard.poller.history import Bounds
from wallboard.poller.http_api import HttpApi
from wallboard.poller.keeper import Keeper
from wallboard.poller.loop import PollLoop
from wallboard.poller.organisation import Organisation
from wallboard.poller.pace import pace_of
from wallboard.poller.scopes import Scope, organisation_of, scope_of
from wallboard.poller.sign_in import SignIn, endpoints_of, transport_to
from wallboard.poller.views import Views
from wallboard.wire.messages import HEARTBEAT_SECONDS, BoardInfo, Boards, Handshake, Rehearsal


@dataclass(frozen=True, slots=True)
class Service:
    """All parts of a running service, built and joined."""

    loops: Sequence[PollLoop]
    broadcast: Broadcast
    api: HttpApi


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of this poller: for its lock and record, and for what outlives it."""

    run: Path
    state: Path


@asynccontextmanager
async def running(
    chosen: Settings,
    sign_in: SignIn,
    places: Places,
    announce: Callable[[Handshake], None],
    more: Sequence[Route] = (),
) -> AsyncIterator[Service]:
    """Poll and serve while the block runs; `announce` is told once the port is open and the history is read.

    `more` are routes that are served beside the service's own.
    """
    transport = transport_to(chosen.genesys)
    listener = server.bound_socket()
    token = Secret(secrets.token_urlsafe(32))
    port: int = listener.getsockname()[1]
    keeper = Keeper.open(places.state / "history.sqlite", Bounds(days=chosen.history.days))
    try:
        service = build(chosen, sign_in, transport, keeper, places.state)
        for loop in service.loops:
            await loop.restore()
        async with asyncio.TaskGroup() as tasks:
            gate = Gate(replace(service.api, more=more).application(), token, port)
            owned = [
                tasks.create_task(server.serve(gate, listener), name="http"),
                tasks.create_task(_beat(service.broadcast), name="heartbeat"),
                *(tasks.create_task(loop.run(), name="poll") for loop in service.loops),
            ]
            listener.listen()
            handshake = Handshake(port, token.reveal(), os.getpid())
            lease.announce(places.run, handshake)
            announce(handshake)
            yield service
            for task in owned:
                task.cancel()
    finally:
        listener.close()
        await transport.close()
        await keeper.close()


def build(chosen: Settings, sign_in: SignIn, transport: HttpTransport, keeper: Keeper, state: Path | None) -> Service:
    """Join the parts. Nothing runs yet. `state` is where what is learnt of the organisation lies; None: nowhere."""
    clock = _clock(chosen)
    credentials = Credentials(chosen.genesys.client_id, sign_in.client_secret)
    session = Session(transport, endpoints_of(chosen.genesys), credentials, clock, sign_in.tokens)
    pace = pace_of(chosen)
    boards = {one.id: Board(_info(one), pace.cadence) for one in chosen.boards}
    broadcast = Broadcast(secrets.token_hex(4), boards.values(), clock, session.now)
    organisation = Organisation(chosen, session, state)
    scopes: dict[Scope, list[Board]] = {}
    for one in chosen.boards:
        scopes.setdefault(scope_of(one, organisation_of(chosen)), []).append(boards[one.id])
    loops = [
        PollLoop(
            Cycle(
                scope,
                pace,
                organisation.inquiry(scope),
                shown,
                broadcast,
                keeper,
                clock,
            ),
            shown,
            broadcast,
            session,
            clock,
            random.random,
        )
        for scope, shown in scopes.items()
    ]
    api = HttpApi(boards, _about(chosen, clock), broadcast, Views(SystemClock()), clock, session.now)
    return Service(loops, broadcast, api)


async def _beat(broadcast: Broadcast) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT_SECONDS)
        broadcast.beat()


def _clock(chosen: Settings) -> Clock:
    if chosen.rehearsal is None:
        return SystemClock()
    return RehearsalClock(chosen.rehearsal.origin, chosen.rehearsal.rate)


def _info(board: settings.Board) -> BoardInfo:
    return BoardInfo(board.id, board.title, board.time_zone, board.shift_starts, board.since)


def _about(chosen: Settings, clock: Clock) -> Boards:
    return Boards(
        boards=[_info(board) for board in chosen.boards],
        rehearsal=None if chosen.rehearsal is None else Rehearsal(chosen.rehearsal.rate),
        lag_s=chosen.genesys.lag,
        cadence_s=chosen.genesys.poll_interval,
        now=clock.now(),
        organisation=blake2b(organisation_of(chosen).encode(), digest_size=8).hexdigest(),
    )
