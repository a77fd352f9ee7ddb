"""`wallboard-poller status` as a process, beside real pollers: its words, its JSON, its codes, and never a token."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.line.home import ask, polled
from tests.line.stack import organisation, record, running
from wallboard.poller import main as poller
from wallboard.poller.exits import Exit
from wallboard.poller.status_verb import look
from wallboard.wire import run_record
from wallboard.wire.codec import encode
from wallboard.wire.messages import Handshake, Painted

pytestmark = pytest.mark.asyncio


async def status(folder: Path, *words: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "wallboard.poller.main", "status", "--run-dir", str(folder / "run"), *words),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert err == b""
    return process.returncode, out.decode()


async def told(folder: Path) -> dict[str, Any]:
    code, out = await status(folder, "--json")
    found: dict[str, Any] = json.loads(out)
    assert found["code"] == code
    assert record(folder).token not in out
    return found


def words(folder: Path) -> list[str]:
    places = ["--config", str(folder / "wallboard.toml"), "--run-dir", str(folder / "run")]
    return ["wallboard.poller.main", "run", *places]


async def test_without_a_poller_it_says_so_with_a_code_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    code, out = await status(tmp_path)
    assert (code, out) == (Exit.NOT_RUNNING, f"No poller runs here: there is no record in {tmp_path / 'run'}.\n")
    code, out = await status(tmp_path, "--json")
    assert (code, json.loads(out)["running"], json.loads(out)["boards"]) == (Exit.NOT_RUNNING, False, [])


async def test_a_poller_is_ready_once_its_numbers_are_painted(tmp_path: Path) -> None:
    # In the machine's own time: what is painted stays new while programs start and end.
    async with organisation(tmp_path, rate=1.0), running(*words(tmp_path)) as program:
        await program.says("poller.ready")
        here = record(tmp_path)
        await polled(here)
        found = await told(tmp_path)
        assert (found["code"], found["reason"], found["boards"][0]["freshness"]) == (11, "not_painted", "live")

        assert (await ask(here, "POST", "/v1/painted", encode(Painted("all", 1)))).status_code == 204
        found = await told(tmp_path)
        assert (found["code"], found["ready"], found["settings"]) == (0, True, "in_use")
        assert found["requests"]["last_minute"] > 0
        assert found["painted_age_s"] >= 0
        code, out = await status(tmp_path)
        assert (code, out.splitlines()[0].endswith(": ready")) == (Exit.OK, True)
        assert here.token not in out


async def test_of_one_that_waits_to_be_set_up_it_says_what_is_lacking(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    async with running(*words(tmp_path)) as program:
        await program.says("poller.set_up")
        found = await told(tmp_path)
        assert (found["code"], found["reason"], found["settings"]) == (11, "set_up", "no_settings")
        _, out = await status(tmp_path)
        assert f"settings    There is no settings file yet: {tmp_path / 'wallboard.toml'}" in out


async def test_settings_that_are_spoilt_while_it_runs_are_told(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there, running(*words(tmp_path)) as program:
        await program.says("poller.ready")
        (tmp_path / "wallboard.toml").write_text(there.settings().replace("07:00", "7 o'clock"), "utf-8")
        await program.says("poller.goes_on")
        found = await told(tmp_path)
        assert found["settings"] == "refused"
        assert "7 o'clock" in found["settings_error"]


async def test_a_poller_of_another_version_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_record.write(tmp_path, Handshake(1, "the-token", 4711))
    monkeypatch.setattr("wallboard.poller.running.ask", lambda *_: b'{"odd": true}')
    found = look(tmp_path)
    assert (found.code, found.running, "another version" in found.words) == (Exit.NOT_READY, True, True)


async def test_without_a_folder_to_look_in_it_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> Path:
        raise PermissionError("not yours")

    monkeypatch.setattr("wallboard.host.paths.run_directory", none)
    asked = poller.parser().parse_args(["status"])
    assert asked.carry_out(asked) is Exit.INTERNAL
    assert "no folder to look in: not yours" in capsys.readouterr().err
