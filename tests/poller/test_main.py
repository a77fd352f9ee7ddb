"""`wallboard-poller` as a process: its first line, its exit codes, its one place."""

import asyncio
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.line.stack import organisation
from wallboard.poller.exits import Exit
from wallboard.wire import run_record
from wallboard.wire.boards import Boards
from wallboard.wire.codec import decode
from wallboard.wire.messages import Handshake, Refusal
from wallboard.wire.setup import Setup

pytestmark = pytest.mark.asyncio


async def start(folder: Path, *more: str, before: Callable[[], None] | None = None) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "wallboard.poller.main", "run"),
        *("--config", str(folder / "wallboard.toml"), "--run-dir", str(folder / "run"), *more),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=before,
    )


async def refused(folder: Path) -> tuple[Refusal, str, int | None]:
    """What a poller that cannot run says to programs and to people, and what it ends with."""
    process = await start(folder)
    out, err = await process.communicate()
    return decode(Refusal, out), err.decode(), process.returncode


async def test_a_bad_setting_is_named_to_programs_and_people(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        (tmp_path / "wallboard.toml").write_text(there.settings().replace("07:00", "7 o'clock"), "utf-8")
        refusal, told, code = await refused(tmp_path)
        assert (refusal.code, code) == ("settings", Exit.SETTINGS)
        for words in (refusal.refused, told):
            assert 'board 1 "all": shift_starts = "7 o\'clock" is not allowed; allowed is' in words
            assert str(tmp_path / "wallboard.toml") in words
        assert "Traceback" not in told
        assert there.simulator.client_secret not in told + refusal.refused


async def waits_for(folder: Path) -> Setup:
    """What a poller that lacks something serves, until it is told to end; nothing of it is a failure."""
    poller = await start(folder, "--child")
    assert poller.stdout is not None
    told = decode(Handshake, await poller.stdout.readline())
    assert run_record.read(folder / "run") == told
    headers = {"Authorization": f"Bearer {told.token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{told.port}", trust_env=False, headers=headers) as http:
        boards = decode(Boards, (await http.get("/v1/boards")).content)
        assert (await http.get("/v1/health")).status_code == 503
    poller.send_signal(signal.SIGTERM)
    out, said = await poller.communicate()
    assert (poller.returncode, out) == (Exit.OK, b"")
    assert run_record.read(folder / "run") is None
    assert boards.setup is not None
    assert f"wallboard-poller: waiting to be set up. {boards.setup.reason}\n" in said.decode()
    assert "Traceback" not in said.decode()
    return boards.setup


async def test_without_a_settings_file_it_serves_the_set_up_and_says_where_one_belongs(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    setup = await waits_for(tmp_path)
    assert setup.needs == "settings"
    assert str(tmp_path / "wallboard.toml") in setup.reason


async def test_without_a_client_secret_it_serves_the_set_up_and_asks_nobody(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        settings = there.settings().splitlines()
        kept = [line for line in settings if "client_secret" not in line]
        (tmp_path / "wallboard.toml").write_text("\n".join(kept), "utf-8")
        setup = await waits_for(tmp_path)
        assert (setup.needs, setup.client_id) == ("secret", there.simulator.client_id)
        assert setup.base_url == f"http://127.0.0.1:{there.port}"
        assert there.simulator.requests.counts().by_path == {}


@pytest.mark.parametrize("child", [True, False])
async def test_its_first_line_bears_the_token_only_for_the_screen_that_started_it(tmp_path: Path, child: bool) -> None:
    async with organisation(tmp_path):
        poller = await start(tmp_path, *(["--child"] if child else []))
        assert poller.stdout is not None
        told = decode(Handshake, await poller.stdout.readline())
        recorded = run_record.read(tmp_path / "run")
        assert recorded is not None
        assert told == (recorded if child else msgspec.structs.replace(recorded, token=""))
        assert len(recorded.token) > 40
        assert run_record.record_path(tmp_path / "run").stat().st_mode & 0o777 == 0o600
        poller.send_signal(signal.SIGTERM)
        out, log = await poller.communicate()
        assert recorded.token not in (out + log).decode()


async def test_one_runs_the_second_is_refused_and_the_first_leaves_nothing(tmp_path: Path) -> None:
    async with organisation(tmp_path):
        first = await start(tmp_path, "--child")
        assert first.stdout is not None
        told = decode(Handshake, await first.stdout.readline())
        assert told.pid == first.pid
        assert run_record.read(tmp_path / "run") == told
        refusal, _, code = await refused(tmp_path)
        assert (refusal.code, code) == ("already_running", Exit.RUNNING)
        assert run_record.read(tmp_path / "run") == told
        first.send_signal(signal.SIGTERM)
        _, log = await first.communicate()
        assert first.returncode == Exit.OK
        assert told.token not in log.decode()
        assert run_record.read(tmp_path / "run") is None
        assert not run_record.is_held(tmp_path / "run")


def _write_nothing() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


async def test_a_run_directory_that_takes_no_record_is_told_to_programs_and_people(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    process = await start(tmp_path, before=_write_nothing)
    out, err = await process.communicate()
    refusal, told = decode(Refusal, out), err.decode()
    assert (refusal.code, process.returncode) == ("internal", Exit.INTERNAL)
    assert refusal.refused.startswith("The poller cannot run on this machine: ")
    assert refusal.refused in told
    assert "Traceback" not in told


async def test_a_verb_that_nobody_reads_ends_without_a_traceback(tmp_path: Path) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    program = (sys.executable, "-m", "wallboard.poller.main", "doctor", "--config", str(tmp_path / "none.toml"))
    process = await asyncio.create_subprocess_exec(*program, stdout=writes, stderr=asyncio.subprocess.PIPE)
    os.close(writes)
    _, complaint = await process.communicate()
    assert (process.returncode, complaint) == (Exit.UNREAD, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    "words",
    [("config", "schema"), ("status", "--json"), ("doctor", "--json"), ("--help",), ("--version",)],
    ids=" ".join,
)
async def test_a_verb_whose_words_find_no_room_says_so_in_one_line(tmp_path: Path, words: tuple[str, ...]) -> None:
    places = {"XDG_RUNTIME_DIR": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    env = os.environ | places | {"PYTHONUNBUFFERED": ""}
    full = os.open("/dev/full", os.O_WRONLY)
    program = (sys.executable, "-m", "wallboard.poller.main", *words)
    process = await asyncio.create_subprocess_exec(*program, stdout=full, stderr=asyncio.subprocess.PIPE, env=env)
    os.close(full)
    _, complaint = await process.communicate()
    told = complaint.decode().splitlines()
    assert (process.returncode, len(told)) == (Exit.UNREAD, 1)
    assert told[0].endswith("could not be written to its end: No space left on device.")
