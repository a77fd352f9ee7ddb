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
from typing import Any, assert_never

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

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
LOOK_WHILE_POLLING = timedelta(seconds=15)
_ALONE = timedelta(seconds=lifeline.ALONE_SECONDS)

Announce = Callable[[Handshake], None]


@dataclass(frozen=True, slots=True)
class Lifelines:
    """What ends the process: the signal, and with `parent_gone` also that nobody is left who looks."""

    stop: asyncio.Event
    parent_gone: asyncio.Event | None = None

    async def cut_before(self, end: Coroutine[Any, Any, object], alone: Callable[[], Awaitable[None]]) -> bool:
        """Whether the process was over before this work came to its end."""
        return await first_of(end, self.stop.wait(), self._left(alone)) > 0

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
        self._log_file = None if places.logs is None else LogFile(places.logs, "poller")
        self._chosen: Settings | None = None  # as they were last, also while they cannot be read

    async def run(self, found: Ready | Lacking, lifelines: Lifelines) -> None:
        """Begin with what was found, and go on until a lifeline ends."""
        try:
            await self._run(found, lifelines)
        except (OSError, sqlite3.Error) as error:  # poller.main tells it to a person
            log.error("poller.cannot_run", extra={"why": str(error)})  # noqa: TRY400  it is no fault of ours
            raise
        except Exception:
            log.exception("poller.failed")
            raise
        finally:
            if self._log_file is not None:
                self._log_file.close()

    async def _run(self, found: Ready | Lacking, lifelines: Lifelines) -> None:
        over = False
        while not over:
            self._desk.changed.clear()
            self._chosen = found.chosen or self._chosen
            if self._log_file is not None:
                self._log_file.use(Logs() if self._chosen is None else self._chosen.logs)
            match found:
                case Ready():
                    over = await self._poll(found, lifelines)
                case Lacking():
                    over = await self._wait(found, lifelines)
                case _:
                    assert_never(found)
            run_record.forget(self._places.run)  # nobody listens there any more
            if not over:
                found = await self._look()

    async def _poll(self, ready: Ready, lifelines: Lifelines) -> bool:
        """Poll; whether the process is over, and not merely other settings or credentials there."""
        chosen, news = ready.chosen, SettingsNews()
        more = ([self._route], news, self._notices)
        async with running(chosen, ready.sign_in, self._places, self._announce, *more) as service:
            boards = service.api.boards.values()
            news.hear(ready, boards)
            log.info("poller.ready", extra={"boards": len(chosen.boards), "rehearsal": chosen.rehearsal is not None})
            until_other = self._until_other(ready, lambda found: news.hear(found, boards))
            return await lifelines.cut_before(until_other, alone=lambda: lifeline.alone(service.broadcast))

    async def _until_other(self, ready: Ready, hear: Callable[[Ready | Lacking], None]) -> None:
        """Look now and then whether settings or secret are others by now, and whole: what lacks is left until then."""
        while True:
            if await first_of(self._desk.changed.wait(), self._clock.sleep(LOOK_WHILE_POLLING)) == 0:
                return
            found = await self._look()
            if isinstance(found, Ready) and found.is_other_than(ready):
                log.info("poller.begins_anew")
                return
            hear(found)

    async def _wait(self, lacking: Lacking, lifelines: Lifelines) -> bool:
        """Serve the set-up; whether the process is over, and not merely all there by now."""
        api = SetupApi(lacking.setup, self._clock, [self._route], self._notices)
        async with self._served(api):
            self._tell(lacking)
            return await lifelines.cut_before(
                self._until_there(api, lacking), alone=lambda: setup_api.left_alone(api, self._clock, _ALONE)
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
            async with asyncio.TaskGroup() as tasks:
                owned = [
                    tasks.create_task(server.serve(gate, listener), name="http"),
                    tasks.create_task(monitoring.serve(watched, api, self._notices, SystemClock()), name="monitoring"),
                ]
                listener.listen()
                handshake = Handshake(port, token.reveal(), os.getpid())
                lease.announce(self._places.run, handshake)
                self._announce(handshake)
                yield
                for task in owned:
                    task.cancel()
        finally:
            listener.close()

    async def _until_there(self, api: SetupApi, lacking: Lacking) -> None:
        """Look now and then, and at once after a person gave something, whether anything is lacking still."""
        while True:
            await first_of(self._clock.sleep(LOOK_EVERY), self._desk.changed.wait())
            self._desk.changed.clear()
            found = await self._look()
            if isinstance(found, Ready):
                return
            api.setup = found.setup
            if found != lacking:
                lacking = found
                self._tell(lacking)

    async def _look(self) -> Ready | Lacking:
        return await asyncio.to_thread(look_again, self._sources, self._keyring)

    def _tell(self, lacking: Lacking) -> None:
        log.info("poller.set_up", extra={"needs": lacking.setup.needs, "why": lacking.setup.reason})
        self._lacks(lacking)
