"""Be the poller that can be: poll with what is there, or serve the set-up until it is. One process, one lock.

Run by poller.main inside the lease. Each mode opens a port of its own and leaves a record of its own; screens that
lose the one find the other. Waits here count in the machine's time: a process does not rehearse.
"""

import asyncio
import logging
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, assert_never

from wallboard.host.build import this_build
from wallboard.host.clock import Clock, SystemClock
from wallboard.host.configuration import Sources
from wallboard.host.log_files import LogFile
from wallboard.host.log_settings import Logs
from wallboard.host.secret import Secret
from wallboard.host.secrets import Keyring
from wallboard.host.settings import Settings
from wallboard.poller import credentials_api, lease, lifeline, monitoring, server, setup_api
from wallboard.poller.credentials import CredentialsDesk
from wallboard.poller.gate import Gate
from wallboard.poller.report import Notices
from wallboard.poller.service import Places, running
from wallboard.poller.settings_news import SettingsNews
from wallboard.poller.setup import Lacking, Ready, look_again
from wallboard.poller.setup_api import SetupApi
from wallboard.wire import run_record
from wallboard.wire.messages import Handshake
from wallboard.wire.setup import Setup

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
LOOK_WHILE_POLLING = timedelta(seconds=15)
_ALONE = timedelta(seconds=lifeline.ALONE_SECONDS)

Announce = Callable[[Handshake], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lifelines:
    """What ends the process: the signal, and with `parent_gone` also that nobody is left who looks."""

    stop: asyncio.Event
    parent_gone: asyncio.Event | None = None

    async def cut_before(self, end: Callable[[], Awaitable[T]], alone: Callable[[], Awaitable[None]]) -> T | None:
        """What this work comes to; None where the process is over before."""
        come_to: list[T] = []

        async def to_its_end() -> None:
            come_to.append(await end())

        await first_of(to_its_end(), self.stop.wait(), self._left(alone))
        return come_to[0] if come_to else None

    async def _left(self, alone: Callable[[], Awaitable[None]]) -> None:
        if self.parent_gone is None:
            await self.stop.wait()
        else:
            await self.parent_gone.wait()
            await alone()


async def first_of(*works: Coroutine[Any, Any, object]) -> int:
    """Which of these ends first; the others are given up. Raises what it raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()
        return next(number for number, one in enumerate(tasks) if one in done)
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def machine_fault(error: Exception) -> OSError | sqlite3.Error | None:
    """What the machine lacks, also where tasks failed by it; None for a fault that is ours, if only among others."""
    match error:
        case OSError() | sqlite3.Error():
            return error
        case ExceptionGroup():
            faults = [machine_fault(one) for one in error.exceptions]
            return None if None in faults else faults[0]
    return None


class Modes:
    """The poller of one user's settings; `announce` is told of each port, `lacks` of each thing that is lacking."""

    def __init__(
        self,
        sources: Sources,
        keyring: Keyring,
        places: Places,
        desk: CredentialsDesk,
        announce: Announce,
        lacks: Callable[[Lacking], None],
        clock: Clock,
    ) -> None:
        self._sources = sources
        self._keyring = keyring
        self._places = places
        self._desk = desk
        self._announce = announce
        self._lacks = lacks
        self._clock = clock
        self._route = credentials_api.route(desk)
        build = this_build()
        self._notices = Notices(None if build is None else build.commit)
        self._log_file = None if places.logs is None else LogFile(places.logs, "poller", SystemClock())
        self._chosen: Settings | None = None  # as they were last, also while they cannot be read

    async def run(self, found: Ready | Lacking, lifelines: Lifelines) -> None:
        """Begin with what was found, and go on until a lifeline ends. Raises OSError and sqlite3.Error."""
        try:
            await self._run(found, lifelines)
        except Exception as error:
            fault = machine_fault(error)
            if fault is None:
                log.exception("poller.failed")
                raise
            log.error("poller.cannot_run", extra={"why": str(fault)})  # noqa: TRY400  it is no fault of ours
            raise fault from None  # poller.main tells it to a person
        finally:
            if self._log_file is not None:
                self._log_file.close()

    async def _run(self, found: Ready | Lacking, lifelines: Lifelines) -> None:
        now: Ready | Lacking | None = found
        while now is not None:
            self._chosen = now.chosen or self._chosen
            if self._log_file is not None:
                self._log_file.use(Logs() if self._chosen is None else self._chosen.logs)
            match now:
                case Ready():
                    now = await self._poll(now, lifelines)
                case Lacking():
                    now = await self._wait(now, lifelines)
                case _:
                    assert_never(now)
            run_record.forget(self._places.run)  # nobody listens there any more

    async def _poll(self, ready: Ready, lifelines: Lifelines) -> Ready | Lacking | None:
        """Poll until something else is there, and tell what; None: the process is over."""
        chosen, news = ready.chosen, SettingsNews()
        more = ([self._route], news, self._notices)
        async with running(chosen, ready.sign_in, self._places, self._announce, *more) as service:
            boards = service.api.boards.values()
            news.hear(ready, boards)
            log.info("poller.ready", extra={"boards": len(chosen.boards), "rehearsal": chosen.rehearsal is not None})
            return await lifelines.cut_before(
                lambda: self._until_other(ready, lambda found: news.hear(found, boards)),
                alone=lambda: lifeline.alone(service.broadcast),
            )

    async def _until_other(self, ready: Ready, hear: Callable[[Ready | Lacking], None]) -> Ready | Lacking:
        """Look now and then whether settings or secret are others by now, and whole: what lacks is left until then.

        What a person changed at the desk counts at once, also where something is lacking for it.
        """
        while True:
            changed = await first_of(self._desk.changed.wait(), self._clock.sleep(LOOK_WHILE_POLLING)) == 0
            found = await self._look(ready)
            if changed or (isinstance(found, Ready) and found.is_other_than(ready)):
                log.info("poller.begins_anew")
                return found
            hear(found)

    async def _wait(self, lacking: Lacking, lifelines: Lifelines) -> Ready | None:
        """Serve the set-up until all is there; None: the process is over."""
        api = SetupApi(lacking.setup, self._clock, [self._route], self._notices)
        async with self._served(api):
            self._tell(lacking)
            return await lifelines.cut_before(
                lambda: self._until_there(api, lacking),
                alone=lambda: setup_api.left_alone(api, self._clock, _ALONE),
            )

    @asynccontextmanager
    async def _served(self, api: SetupApi) -> AsyncIterator[None]:
        """Serve the set-up while the block runs."""
        watched = None if self._chosen is None else self._chosen.monitoring.port
        listener = server.bound_socket()
        token = Secret(secrets.token_urlsafe(32))
        port: int = listener.getsockname()[1]
        gate = Gate(api.application(), token, port)
        try:
            listener.listen()
            handshake = Handshake(port, token.reveal(), os.getpid())
            lease.announce(self._places.run, handshake)
            self._announce(handshake)
            async with asyncio.TaskGroup() as tasks:
                owned = [
                    tasks.create_task(server.serve(gate, listener), name="http"),
                    tasks.create_task(monitoring.serve(watched, api, self._notices, SystemClock()), name="monitoring"),
                ]
                yield
                for task in owned:
                    task.cancel()
        finally:
            listener.close()

    async def _until_there(self, api: SetupApi, lacking: Lacking) -> Ready:
        """Look now and then, and at once after a person gave something, whether anything is lacking still."""
        while True:
            await first_of(self._clock.sleep(LOOK_EVERY), self._desk.changed.wait())
            found = await self._look(api.setup)
            if isinstance(found, Ready):
                return found
            api.setup = found.setup
            if found != lacking:
                lacking = found
                self._tell(lacking)

    async def _look(self, before: Ready | Setup) -> Ready | Lacking:
        self._desk.changed.clear()  # before: a change while it looks is for the next look
        return await asyncio.to_thread(look_again, self._sources, self._keyring, before)

    def _tell(self, lacking: Lacking) -> None:
        log.info("poller.set_up", extra={"needs": lacking.setup.needs, "why": lacking.setup.reason})
        self._lacks(lacking)
