"""A whole poller but for its screens, on an organisation in the same process, in simulated time; watched from inside.

Part of ours.py, apart for its length: the other file that knows how the product is built. An answer takes what the way
there and back takes, and what this machine takes to make and to read it takes no time: other figures measure that.
"""

from __future__ import annotations

import asyncio
import gc
import json
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from simulated_time import SimulatedClock, at_once

from wallboard.app.demo import Simulated, settings_text
from wallboard.board.agents import AgentId
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.roster import Person
from wallboard.genesys.session import KEEPS_NOTHING
from wallboard.genesys.transport import Transport
from wallboard.host import settings
from wallboard.host.secret import Secret
from wallboard.poller.assembly import Carriers, Service, build, keeper_of
from wallboard.poller.sign_in import SignIn, pictures_transport_to, transport_to
from wallboard.simulator import crowd
from wallboard.simulator.api import GenesysSimulator
from wallboard.simulator.arguments import read_arguments
from wallboard.simulator.day import Replay
from wallboard.simulator.directory import directory


@dataclass(frozen=True, slots=True)
class Reading:
    """How an organisation is read, and how soon it answers.

    The poller `knows_names` where it has run earlier that day; else it asks for them beside. The pages of a chain are
    asked for one by one: where an answer takes more than 0.25 s, it is these, and no longer an allowance of 300, that a
    sweep waits for, but `in_groups`, each of which has a chain of its own.
    """

    api: str
    a_page: int
    knows_names: bool = False
    in_groups: bool = False
    answered_in: timedelta = timedelta(seconds=0.12)


class _Way:
    """To the organisation: time passes on the way alone."""

    def __init__(self, carrier: Transport, clock: SimulatedClock, each_way: timedelta) -> None:
        self._carrier = carrier
        self._clock = clock
        self._each_way = each_way

    async def fetch(self, base_url: str, request: Request) -> Reply:
        """There, and back."""
        await self._clock.sleep(self._each_way)
        with at_once():
            reply = await self._carrier.fetch(base_url, request)
        await self._clock.sleep(self._each_way)
        return reply


class Polling:
    """A poller that polls."""

    def __init__(self, service: Service, simulator: GenesysSimulator, clock: SimulatedClock) -> None:
        self._board = service.loops[0]._boards[0]  # noqa: SLF001  nobody else has to ask for everybody at once
        self._simulator = simulator
        self._clock = clock

    async def pass_on(self, span: timedelta) -> None:
        """Let so much time pass."""
        await self._clock.sleep(span)

    def ages(self) -> tuple[int, timedelta]:
        """How many agents the screens were told of, and how old the numbers of the oldest are by now."""
        seen_at = self._board.standings._ranking._seen_at  # noqa: SLF001
        return len(seen_at), self._clock.now() - min(seen_at.values(), default=self._clock.now())

    def counts(self) -> tuple[int, int]:
        """All requests so far, and those refused for their number."""
        counts = self._simulator.requests.counts()
        return counts.total, counts.by_status.get(429, 0)


@asynccontextmanager
async def polling(agents: int, terms: Sequence[str], reading: Reading) -> AsyncIterator[Polling]:
    """A poller polls a crowd while the block runs; `terms` are words of the simulator's command line."""
    clock = SimulatedClock()
    replay, simulator = _simulator(agents, terms, clock)
    async with AsyncExitStack() as stack:
        base_url = await stack.enter_async_context(simulator.served())
        told = Simulated(base_url, simulator.client_id, simulator.client_secret, clock.now(), clock.rate)
        state = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wallboard-bench-")))
        groups = [group.id for group in directory(replay).groups] if reading.in_groups else []
        chosen = settings.parse(_settings_text(told, reading, groups))
        service = _built(chosen, state, clock, reading.answered_in / 2, stack)
        if reading.knows_names:
            _introduce(service, replay.names, clock.now())
        tasks = [asyncio.create_task(loop.run()) for loop in service.loops]
        tasks.append(asyncio.create_task(service.allowance.run()))
        try:
            yield Polling(service, simulator, clock)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _settings_text(told: Simulated, reading: Reading, groups: Sequence[str]) -> str:
    text = settings_text(told).replace('api = "realtime"', f'api = "{reading.api}"\nmax_records = {reading.a_page}')
    return text.replace('id = "all"', f'id = "all"\ngroup_ids = {json.dumps(groups)}')


def _simulator(agents: int, terms: Sequence[str], clock: SimulatedClock) -> tuple[Replay, GenesysSimulator]:
    told = read_arguments(["--agents", str(agents), *terms])
    today = clock.now().astimezone(told.zone).date()
    replay = crowd.replay(agents, 1, today, ZoneInfo(told.zone.key), told.wrap_up)
    gc.freeze()  # as the simulator's own program does: a crowd is there to stay
    return replay, GenesysSimulator(replay, clock, told.terms)


def _introduce(service: Service, names: Mapping[AgentId, str], now: datetime) -> None:
    """As if everybody had been asked for."""
    people = service.loops[0]._cycle._people  # noqa: SLF001  nobody else knows names unasked
    people._take(Person(agent, name, None, None) for agent, name in names.items())  # noqa: SLF001
    people._asked_at.update(dict.fromkeys(names, now))  # noqa: SLF001
    people._listed_at = now  # noqa: SLF001


def _built(
    chosen: settings.Settings, state: Path, clock: SimulatedClock, each_way: timedelta, stack: AsyncExitStack
) -> Service:
    """The service as its program builds it, but for its clock and its way out."""
    keeper = keeper_of(chosen, state)
    sign_in = SignIn(chosen.genesys.client_secret or Secret(""), KEEPS_NOTHING)
    transport, wary = transport_to(sign_in.way_out), pictures_transport_to(sign_in.way_out)
    for one in (transport, wary, keeper):
        stack.push_async_callback(one.close)
    return build(chosen, sign_in, Carriers(_Way(transport, clock, each_way), wary), keeper, state, clock)
