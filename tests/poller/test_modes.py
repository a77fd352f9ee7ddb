"""From set-up to polling and back in one process, over its own port and on a simulated organisation."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from logging.handlers import RotatingFileHandler
from pathlib import Path

import httpx
import pytest

from tests.builders import NOON
from tests.fakes import FakeBackend, ManualClock
from tests.poller.test_doctor import organisation
from wallboard.host import settings, settings_file
from wallboard.host.configuration import Sources
from wallboard.host.log_files import OnceThere
from wallboard.host.secret import Secret
from wallboard.host.secrets import Keyring, Kind
from wallboard.host.settings import Genesys
from wallboard.poller import lease, modes, server
from wallboard.poller.check_organisation import prove
from wallboard.poller.credentials import CredentialsDesk
from wallboard.poller.modes import Lifelines, Modes, first_of, machine_fault
from wallboard.poller.service import Places
from wallboard.poller.setup import Lacking, Ready, look, look_again
from wallboard.poller.sign_in import account_of
from wallboard.simulator.api import GenesysSimulator
from wallboard.wire import run_record
from wallboard.wire.boards import Boards
from wallboard.wire.codec import decode, encode
from wallboard.wire.messages import Handshake
from wallboard.wire.setup import Credentials, Setup

pytestmark = pytest.mark.asyncio

PATIENCE = 15.0
ALONE = timedelta(seconds=60)


class WatchedClock(ManualClock):
    """A clock that a test moves once somebody waits by it."""

    def __init__(self) -> None:
        super().__init__(NOON)
        self._begun: asyncio.Queue[timedelta] = asyncio.Queue()

    async def sleep(self, wait: timedelta) -> None:
        self._begun.put_nowait(wait)
        await super().sleep(wait)

    async def until_waiting(self, wait: timedelta) -> None:
        """Return when somebody has begun to wait for so long."""
        while await self._begun.get() != wait:
            pass


class Machine:
    """A poller that begins with nothing; a clock that a test moves; a keyring in memory."""

    def __init__(self, folder: Path, simulator: GenesysSimulator, base_url: str) -> None:
        self.config = folder / "wallboard.toml"
        self.places = Places(folder / "run", folder / "state", folder / "logs")
        for place in (self.places.run, self.places.state):
            place.mkdir()
        self.clock = WatchedClock()
        self.backend = FakeBackend()
        self.keyring = Keyring(self.backend.open)
        self.simulator = simulator
        self.genesys = Genesys(simulator.client_id, base_url=base_url)
        self.announced: asyncio.Queue[Handshake] = asyncio.Queue()
        self.lacked: list[Lacking] = []
        self.lifelines = Lifelines(asyncio.Event(), asyncio.Event())
        self.ended = asyncio.Event()
        self._here: Handshake | None = None

    async def run(self) -> None:
        desk = CredentialsDesk(Sources(self.config), self.keyring, prove)
        announce = self.announced.put_nowait
        one = Modes(Sources(self.config), self.keyring, self.places, desk, announce, self.lacked.append, self.clock)
        with lease.held(self.places.run):
            await one.run(look(Sources(self.config), self.keyring), self.lifelines)
        self.ended.set()

    def has_settings(self) -> None:
        text = settings_file.first_text(self.genesys, "UTC", "00:00")
        settings_file.write_first(self.config, text)

    def has_secret(self) -> None:
        secret = Secret(self.simulator.client_secret)
        self.keyring.store(account_of(self.genesys), Kind.CLIENT_SECRET, secret)

    async def next_mode(self) -> Boards:
        """What the next mode serves; its record is the one that screens find."""
        self._here = await self.announced.get()
        assert run_record.read(self.places.run) == self._here
        return await self.boards()

    async def boards(self) -> Boards:
        return decode(Boards, (await self.ask("GET", "/v1/boards")).content)

    async def ask(self, method: str, path: str, content: bytes = b"") -> httpx.Response:
        assert self._here is not None
        headers = {"Authorization": f"Bearer {self._here.token}"}
        base_url = f"http://127.0.0.1:{self._here.port}"
        async with httpx.AsyncClient(base_url=base_url, headers=headers, trust_env=False) as http:
            return await http.request(method, path, content=content)

    async def looked(self) -> None:
        """Return when the poller has looked, and waits to look again."""
        await self.clock.until_waiting(modes.LOOK_EVERY)

    async def looked_while_polling(self) -> None:
        """Return when the poller has looked while it polls, and waits to look again."""
        await self.clock.until_waiting(modes.LOOK_WHILE_POLLING)

    def later(self) -> None:
        """Let the poller look again."""
        self.clock.advance(modes.LOOK_EVERY)

    def credentials(self) -> bytes:
        secret = Secret(self.simulator.client_secret)
        return encode(Credentials(self.simulator.client_id, secret, base_url=self.genesys.base_url))


@asynccontextmanager
async def machine(folder: Path, has_settings: bool = False) -> AsyncIterator[Machine]:
    async with organisation() as (simulator, text), asyncio.timeout(PATIENCE):
        one = Machine(folder, simulator, settings.parse(text).genesys.base_url or "")
        if has_settings:
            one.has_settings()
        running = asyncio.create_task(one.run())
        try:
            yield one
        finally:
            one.lifelines.stop.set()
            await running
            assert run_record.read(one.places.run) is None


async def test_a_secret_that_a_person_gives_makes_it_poll_and_one_that_she_takes_makes_it_wait(tmp_path: Path) -> None:
    async with machine(tmp_path) as here:
        first = await here.next_mode()
        assert first.setup is not None
        assert (first.setup.needs, first.boards) == ("settings", [])
        assert here.simulator.requests.counts().by_path == {}  # nothing leaves the machine before a person asks
        given = await here.ask("POST", "/v1/credentials", here.credentials())
        assert (given.status_code, given.json()["missing"]) == (200, [])

        polling = await here.next_mode()
        assert polling.setup is None
        assert [board.id for board in polling.boards] == ["all"]

        assert (await here.ask("DELETE", "/v1/credentials")).status_code == 204
        again = await here.next_mode()
        assert again.setup is not None
        assert (again.setup.needs, again.setup.client_id) == ("secret", here.simulator.client_id)
        assert here.backend.entries == {}


async def test_a_secret_that_is_wrong_changes_nothing(tmp_path: Path) -> None:
    async with machine(tmp_path) as here:
        await here.next_mode()
        wrong = here.credentials().replace(here.simulator.client_secret.encode(), b"another")
        given = await here.ask("POST", "/v1/credentials", wrong)
        assert (given.status_code, given.json()["code"]) == (422, "wrong_secret")
        assert (await here.boards()).setup is not None
        assert (here.backend.entries, here.config.exists()) == ({}, False)


async def test_what_is_put_there_by_hand_is_found_step_by_step(tmp_path: Path) -> None:
    async with machine(tmp_path) as here:
        await here.next_mode()
        await here.looked()
        here.has_settings()
        here.later()
        await here.looked()
        now = (await here.boards()).setup
        assert now is not None
        assert (now.needs, now.client_id) == ("secret", here.simulator.client_id)
        here.later()
        await here.looked()
        assert [lacking.setup.needs for lacking in here.lacked] == ["settings", "secret"]  # each is told once
        here.has_secret()
        here.later()
        assert (await here.next_mode()).setup is None


async def test_another_secret_starts_the_polling_anew(tmp_path: Path) -> None:
    async with machine(tmp_path, has_settings=True) as here:
        await here.next_mode()
        await here.looked()
        here.has_secret()
        here.later()
        await here.next_mode()
        assert (await here.ask("POST", "/v1/credentials", here.credentials())).status_code == 200
        assert (await here.next_mode()).setup is None


async def test_settings_that_are_changed_start_the_polling_anew_once_they_are_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with machine(tmp_path, has_settings=True) as here:
        await here.next_mode()
        here.has_secret()
        await here.looked()
        here.later()
        assert [board.title for board in (await here.next_mode()).boards] == ["All agents"]
        whole = here.config.read_text("utf-8").replace("All agents", "Night shift")
        here.config.write_text(whole.replace("00:00", "midnight"), "utf-8")
        await here.looked_while_polling()
        here.clock.advance(modes.LOOK_WHILE_POLLING)
        await here.looked_while_polling()
        assert [board.title for board in (await here.boards()).boards] == ["All agents"]  # it goes on with the old ones
        assert "poller.goes_on" in caplog.messages
        here.config.write_text(whole, "utf-8")
        here.clock.advance(modes.LOOK_WHILE_POLLING)
        assert [board.title for board in (await here.next_mode()).boards] == ["Night shift"]


async def test_settings_that_were_found_whole_count_also_when_they_are_broken_a_moment_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with machine(tmp_path, has_settings=True) as here:
        here.has_secret()
        await here.next_mode()
        await here.looked_while_polling()
        whole = here.config.read_text("utf-8").replace("All agents", "Night shift")
        here.config.write_text(whole, "utf-8")

        def look_and_break(sources: Sources, keyring: Keyring, before: Ready | Setup) -> Ready | Lacking:
            found = look_again(sources, keyring, before)
            here.config.write_text(whole.replace("00:00", "midnight"), "utf-8")
            return found

        monkeypatch.setattr(modes, "look_again", look_and_break)
        here.clock.advance(modes.LOOK_WHILE_POLLING)
        now = await here.next_mode()
        assert (now.setup, [board.title for board in now.boards]) == (None, ["Night shift"])


async def test_what_a_person_takes_while_a_mode_ends_is_not_overlooked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with machine(tmp_path, has_settings=True) as here:
        here.has_secret()
        await here.next_mode()
        await here.looked_while_polling()
        here.config.write_text(here.config.read_text("utf-8").replace("All agents", "Night shift"), "utf-8")
        looked, go_on = threading.Event(), threading.Event()

        def look_slowly(sources: Sources, keyring: Keyring, before: Ready | Setup) -> Ready | Lacking:
            found = look_again(sources, keyring, before)
            looked.set()
            go_on.wait(PATIENCE)
            return found

        monkeypatch.setattr(modes, "look_again", look_slowly)
        here.clock.advance(modes.LOOK_WHILE_POLLING)
        await asyncio.to_thread(looked.wait, PATIENCE)
        assert (await here.ask("DELETE", "/v1/credentials")).status_code == 204
        go_on.set()
        while (now := await here.next_mode()).setup is None:
            pass
        assert now.setup.needs == "secret"


async def test_a_secret_that_login_keeps_starts_the_polling_anew(tmp_path: Path) -> None:
    async with machine(tmp_path, has_settings=True) as here:
        await here.next_mode()
        account = account_of(here.genesys)
        here.keyring.store(account, Kind.CLIENT_SECRET, Secret("an older one"))
        await here.looked()
        here.later()
        assert (await here.next_mode()).setup is None
        here.has_secret()
        await here.looked_while_polling()
        here.clock.advance(modes.LOOK_WHILE_POLLING)
        assert (await here.next_mode()).setup is None


async def test_a_child_that_nobody_looks_at_ends(tmp_path: Path) -> None:
    async with machine(tmp_path) as here:
        await here.next_mode()
        assert here.lifelines.parent_gone is not None
        here.lifelines.parent_gone.set()
        await here.clock.until_waiting(ALONE)
        here.clock.advance(ALONE)
        await here.ended.wait()


class TestFirstOf:
    async def test_the_others_are_given_up(self) -> None:
        never = asyncio.Event()
        before = asyncio.all_tasks()
        assert await first_of(never.wait(), asyncio.sleep(0), never.wait()) == 1
        assert asyncio.all_tasks() == before

    async def test_what_fails_is_told(self) -> None:
        async def fail() -> None:
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await first_of(asyncio.Event().wait(), fail())


@pytest.mark.expected_log_warnings
async def test_its_log_goes_into_a_file_while_it_runs_and_as_the_settings_have_it(tmp_path: Path) -> None:
    handlers = list(logging.getLogger().handlers)
    async with machine(tmp_path, has_settings=True) as here:
        await here.next_mode()
        await here.looked()
        (handler,) = [one for one in logging.getLogger().handlers if one not in handlers]
        assert isinstance(handler, OnceThere)
        file = handler.file
        assert isinstance(file, RotatingFileHandler)
        assert (file.maxBytes, file.backupCount) == (5_000_000, 3)
        logging.getLogger("wallboard.test").error("heard")
        here.config.write_text(here.config.read_text("utf-8") + "[logs]\nfile = false\n", "utf-8")
        here.has_secret()
        here.later()
        await here.next_mode()
        assert logging.getLogger().handlers == handlers
    assert "ERROR heard" in (tmp_path / "logs" / "poller.log").read_text("utf-8")


async def test_the_monitoring_is_answered_on_its_port_in_both_modes(tmp_path: Path) -> None:
    with server.bound_socket() as free:
        port = free.getsockname()[1]
    async with machine(tmp_path, has_settings=True) as here, httpx.AsyncClient(trust_env=False) as http:
        here.config.write_text(here.config.read_text("utf-8") + f"[monitoring]\nport = {port}\n", "utf-8")
        await here.next_mode()
        await here.looked()
        told = await http.get(f"http://127.0.0.1:{port}/health")
        assert (told.status_code, told.json()["reason"]) == (503, "set_up")
        assert 'wallboard_settings{state="no_secret"} 1.0' in (await http.get(f"http://127.0.0.1:{port}/metrics")).text
        here.has_secret()
        here.later()
        await here.next_mode()
        await here.looked_while_polling()
        told = await http.get(f"http://127.0.0.1:{port}/health")
        assert (told.status_code, told.json()["reason"]) in {(503, "no_numbers"), (503, "not_painted")}


@pytest.mark.expected_log_warnings
async def test_settings_that_are_refused_while_it_polls_are_told_until_they_are_mended(tmp_path: Path) -> None:
    async with machine(tmp_path, has_settings=True) as here:
        here.has_secret()
        await here.next_mode()
        await here.looked_while_polling()
        whole = here.config.read_text("utf-8")
        wrong, other = whole.replace("00:00", "midnight"), whole.replace(here.simulator.client_id, "another")
        for text, state in ((wrong, "refused"), (whole, "in_use"), (other, "refused"), (whole, "in_use")):
            here.config.write_text(text, "utf-8")
            here.clock.advance(modes.LOOK_WHILE_POLLING)
            await here.looked_while_polling()
            assert (await here.ask("GET", "/v1/status")).json()["settings"] == state


@pytest.mark.parametrize("has_secret", [True, False], ids=["polling", "set-up"])
async def test_what_this_machine_lacks_is_told_plainly_wherever_it_fails(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, has_secret: bool
) -> None:
    async def fail(*_: object) -> None:
        raise OSError(24, "Too many open files")

    async with organisation() as (simulator, text), asyncio.timeout(PATIENCE):
        one = Machine(tmp_path, simulator, settings.parse(text).genesys.base_url or "")
        one.has_settings()
        if has_secret:
            one.has_secret()
        monkeypatch.setattr(server, "serve", fail)
        with pytest.raises(OSError, match="Too many open files"):
            await one.run()
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert (record.getMessage(), record.exc_info) == ("poller.cannot_run", None)


async def test_what_failed_together_with_a_fault_of_ours_is_one() -> None:
    full = OSError(28, "full")
    assert machine_fault(ExceptionGroup("", [ExceptionGroup("", [full])])) is full
    locked = sqlite3.OperationalError("database is locked")
    assert (machine_fault(full), machine_fault(locked)) == (full, locked)
    assert machine_fault(ExceptionGroup("", [full, ValueError()])) is None
    assert machine_fault(ValueError()) is None


@pytest.mark.parametrize(
    ("fault", "told"), [(PermissionError(13, "not yours"), "poller.cannot_run"), (ValueError("a bug"), "poller.failed")]
)
async def test_why_it_ended_stands_in_its_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, fault: Exception, told: str
) -> None:
    def fail() -> None:
        raise fault

    async with organisation() as (simulator, text), asyncio.timeout(PATIENCE):
        one = Machine(tmp_path, simulator, settings.parse(text).genesys.base_url or "")
        monkeypatch.setattr(server, "bound_socket", fail)
        with pytest.raises(type(fault)):
            await one.run()
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert (record.getMessage(), record.exc_info is None) == (told, isinstance(fault, OSError))
    assert told in (tmp_path / "logs" / "poller.log").read_text("utf-8")
