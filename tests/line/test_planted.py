"""A secret planted in settings, environment and keyring is nowhere where somebody looks who is to help."""

import asyncio
import json
import sys
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.line.hiding import places_of
from tests.line.home import HAS_KEYRING, Home, ask, polled
from tests.line.stack import PATIENCE_SECONDS, Organisation, Program, organisation, running
from tests.line.test_secrets import account, files, said_by_runs, tokens
from wallboard.poller import server
from wallboard.poller.exits import Exit
from wallboard.wire.messages import Handshake

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(240),
    pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can a test make a keyring of its own"),
    pytest.mark.skipif(not HAS_KEYRING, reason="needs the Debian packages gnome-keyring and dbus"),
]

PLANTED = "planted-in-the-environment-0815"
PASSWORD = "planted-in-a-proxys-address"
ENVIRONMENT = {
    **dict.fromkeys(("WALLBOARD_CLIENT_SECRET", "GENESYS_CLIENT_SECRET", "QT_TOKEN", "PYTHON_KEYRING_X"), PLANTED),
    **dict.fromkeys(("HTTPS_PROXY", "http_proxy", "ALL_PROXY"), f"http://me:{PASSWORD}@127.0.0.1:9"),
    "XDG_PLANTED": f"a{PLANTED}b",
    "QT_QPA_PLATFORM": "offscreen",
    "QT_QUICK_BACKEND": "software",
}


class Place:
    """A poller and a screen of one user, and everything that anybody can be told of them, in files among hers."""

    def __init__(self, home: Home, there: Organisation, port: int) -> None:
        self.home = home
        self.there = there
        self.port = port

    @asynccontextmanager
    async def screen(self) -> AsyncIterator[Program]:
        words = ("--config", str(self.home.folder / "wallboard.toml"), "--run-dir", str(self.home.folder / "run"))
        async with running("wallboard.app.main", *words, env=self.home.env) as program:
            await program.says("poller.found")
            yield program

    async def ready(self, poller: Handshake) -> None:
        """Return when the screen has painted."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await ask(poller, "GET", "/v1/health")).status_code != 200:  # noqa: ASYNC110  another process
                await asyncio.sleep(0.1)

    async def tell_all(self, poller: Handshake, name: str) -> Path:
        """Ask for everything that is told; the folder of the archive's members."""
        folder = self.home.folder / name
        folder.mkdir()
        for path in ("/v1/health", "/v1/status", "/v1/boards"):
            (folder / path.replace("/", "-")).write_bytes((await ask(poller, "GET", path)).content)
        async with httpx.AsyncClient(trust_env=False) as http:
            for path in ("/health", "/metrics"):
                answer = await http.get(f"http://127.0.0.1:{self.port}{path}")
                (folder / path.replace("/", "monitoring-")).write_bytes(answer.content)
        config, run = str(self.home.folder / "wallboard.toml"), str(self.home.folder / "run")
        for words in (("status",), ("status", "--json")):
            await self.home.done(*words, "--run-dir", run)
        for words in (("doctor",), ("doctor", "--json")):
            await self.home.done(*words, "--config", config)
        places = ("--config", config, "--run-dir", run, "--state-dir", str(self.home.folder / "state"))
        done = await self.home.done("diagnostics", str(folder / "out.zip"), *places)
        assert done.code == Exit.OK, done
        with zipfile.ZipFile(folder / "out.zip") as archive:
            archive.extractall(folder / "archive")
        return folder / "archive"

    def found(self, secrets: dict[str, str]) -> set[str]:
        """Where any of these stands, but for the environments that it was planted in."""
        return {place for place in places_of(secrets, self.home) if " environ: " not in place}


@asynccontextmanager
async def place(folder: Path, *, in_file: bool) -> AsyncIterator[Place]:
    home = Home(folder)
    async with organisation(folder) as there, home.session():
        home.env |= ENVIRONMENT
        with server.bound_socket() as free:
            port = free.getsockname()[1]
        lines = [one for one in there.settings().splitlines() if in_file or "client_secret" not in one]
        more = ["[monitoring]", f"port = {port}", "[logs]", "megabytes = 1"]
        (folder / "wallboard.toml").write_text("\n".join([*lines, *more]), "utf-8")
        if not in_file:
            done = await home.done("login", *account(there), "--stdin", given=there.simulator.client_secret)
            assert done.code == Exit.OK, done
        yield Place(home, there, port)


@pytest.mark.parametrize("in_file", [True, False], ids=["in the settings", "in the keyring"])
async def test_what_is_planted_is_told_nowhere(tmp_path: Path, in_file: bool) -> None:
    async with place(tmp_path, in_file=in_file) as here, here.home.polling() as poller:
        async with here.screen():
            await here.ready(poller)
            archive = await here.tell_all(poller, "well")
            assert names(tmp_path / "run" / "logs", ".log") == {"poller.log", "screen.log"}
            assert json.loads((archive / "health.json").read_text("utf-8"))["ready"]
            assert names(archive / "logs") == {"poller.log", "screen.log"}

            await here.there.go()
            await _grows(tmp_path / "run" / "logs" / "poller.log", "poll.bad")
            troubled = await here.tell_all(poller, "troubled")
            assert "FAILED   connection" in (troubled / "doctor.txt").read_text("utf-8")
            await here.there.come()

            secrets = {"planted": PLANTED, "password": PASSWORD, "secret": here.there.simulator.client_secret}
            kept = {"wallboard.toml: secret"} if in_file else set()
            assert here.found(secrets | tokens(here.there)) == kept
            everywhere = places_of({"planted": PLANTED}, here.home)  # the search sees it where it was planted
            assert f"{poller.pid} environ: planted" in everywhere
            assert here.found({"loopback token": poller.token}) == {"run/poller.json: loopback token"}
            assert here.found({"id": here.there.simulator.client_id}) >= {
                "wallboard.toml: id"
            }  # what is there is found
            assert not [name for name in files(tmp_path) if Path(name).name.startswith("core")]
        for folder in (archive, troubled):
            _names_nobody(folder, tmp_path / "state" / "people.json")


def names(folder: Path, ending: str = "") -> set[str]:
    return {path.name for path in folder.iterdir() if path.name.endswith(ending)}


async def _grows(log: Path, words: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while words not in await asyncio.to_thread(log.read_text, "utf-8"):  # noqa: ASYNC110  another process
            await asyncio.sleep(0.1)


def _names_nobody(archive: Path, kept: Path) -> None:
    """Neither a name nor an id of anybody whom the poller knows, in no member."""
    texts = "".join(path.read_text("utf-8") for path in archive.rglob("*") if path.is_file())
    people = json.loads(kept.read_text("utf-8"))["people"]
    assert len(people) > 5
    assert [one for one in people if one["agent_id"] in texts or (one["name"] or one["agent_id"]) in texts] == []


async def test_a_poller_still_ends_well_and_polls_without_a_place_for_its_log(tmp_path: Path) -> None:
    async with place(tmp_path, in_file=True) as here:
        (tmp_path / "run" / "logs").write_text("a file where the folder should be", "utf-8")
        async with here.home.polling() as poller:
            await polled(poller)
        assert said_by_runs(tmp_path).count("log.no_file") == 1
