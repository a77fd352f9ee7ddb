"""Settings that change while a real poller runs: wrong ones are told and change nothing, good ones are taken up."""

import asyncio
import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.line.home import ask, polled
from tests.line.stack import events, organisation, record, running
from wallboard.wire.boards import Boards
from wallboard.wire.codec import decode
from wallboard.wire.messages import Handshake, Status

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(120)]


async def boards(poller: Handshake) -> Boards:
    return decode(Boards, (await ask(poller, "GET", "/v1/boards")).content)


async def status(poller: Handshake) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((await ask(poller, "GET", "/v1/status")).content)
    return told


async def told_to_a_screen(poller: Handshake) -> None:
    """Return when the next poll tells screens that newer settings are wrong."""
    async with asyncio.timeout(30), contextlib.aclosing(events(poller)) as reader:
        async for event in reader:
            if isinstance(event, Status) and event.settings_wrong:
                return


async def test_wrong_settings_keep_the_last_good_ones_and_mended_ones_are_taken_up(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        mine, policy = tmp_path / "wallboard.toml", tmp_path / "policy.toml"
        where = f'base_url = "http://127.0.0.1:{there.port}"'
        whole = there.settings().replace(where, "lagg = 40").replace("client_id", "# client_id")
        client = f'client_id = "{there.simulator.client_id}"'
        prescribed = f'[enforced.genesys]\n{where}\n{client}\n[enforced.screen]\ntheme = "light"\n'
        mine.write_text(whole + '[screen]\ntheme = "dark"\n', "utf-8")
        policy.write_text(prescribed, "utf-8")
        words = ("tests.line.prescribed", str(policy), "run", "--config", str(mine), "--run-dir", str(tmp_path / "run"))
        async with running(*words) as poller:
            seen = await poller.says(r"settings\.odd .*did you mean lag\?")
            await poller.says(r"poller\.ready")
            before = record(tmp_path)
            await polled(before)
            assert (await boards(before)).screen.theme == "light"  # as the policy has it, not the user
            told = await status(before)
            assert told["settings_error"] is None
            assert [one.partition(";")[0] for one in told["settings_warnings"][:1]] == [
                f"{mine}: genesys.lagg is not known"
            ]

            mine.write_text(whole.replace('"07:00"', "7").replace("All agents", "Night shift"), "utf-8")
            policy.write_text(prescribed.replace('"light"', '"pink"'), "utf-8")
            seen = await poller.says(r"poller\.goes_on", seen)
            assert record(tmp_path) == before
            error = (await status(before))["settings_error"]
            assert f'{policy} [enforced]: screen.theme = "pink" is not allowed' in error
            assert f'{mine}: board 1 "all": shift_starts[1] = 7 is not allowed' in error
            assert there.simulator.client_secret not in error + "\n".join(poller.lines)
            await told_to_a_screen(before)
            assert [one.title for one in (await boards(before)).boards] == ["All agents"]

            mine.write_text(whole.replace("All agents", "Night shift"), "utf-8")
            policy.write_text(prescribed.replace('"light"', '"high_contrast"'), "utf-8")
            seen = await poller.says(r"poller\.begins_anew", seen)
            await poller.says(r"poller\.ready", seen)
            after = record(tmp_path)
            now = await boards(after)
            assert ([one.title for one in now.boards], now.screen.theme) == (["Night shift"], "high_contrast")
            assert (await status(after))["settings_error"] is None


async def test_a_policy_that_makes_no_sense_is_told_at_the_start(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        mine, policy = tmp_path / "wallboard.toml", tmp_path / "policy.toml"
        mine.write_text(there.settings().replace("127.0.0.1", "wallboard.invalid"), "utf-8")
        policy.write_text("[enforced.genesys\n", "utf-8")
        words = ("tests.line.prescribed", str(policy), "run", "--config", str(mine), "--run-dir", str(tmp_path / "run"))
        async with running(*words) as poller:
            await poller.says(rf"the policy {policy}: is no TOML: .*line 1")
            assert await poller.process.wait() == 2


async def test_a_rehearsal_is_not_mixed_with_what_the_machine_prescribes(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        mine, policy = tmp_path / "wallboard.toml", tmp_path / "policy.toml"
        policy.write_text(
            '[enforced.genesys]\nregion = "mypurecloud.de"\n[enforced.screen]\ntheme = "light"\n', "utf-8"
        )
        words = ("tests.line.prescribed", str(policy), "run", "--config", str(mine), "--run-dir", str(tmp_path / "run"))
        async with running(*words) as poller:
            await poller.says(r"poller\.ready")
            here = record(tmp_path)
            await polled(here)
            assert (await boards(here)).screen.theme == "dark"
            assert there.simulator.requests.counts().by_path["/oauth/token"] == 1


async def test_without_settings_what_the_organisation_has_set_is_told_and_nothing_else_is_asked(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir(mode=0o700)
    policy = tmp_path / "policy.toml"
    policy.write_text('[enforced.genesys]\nregion = "mypurecloud.de"\n[default.genesys]\nclient_id = "3f6c"\n', "utf-8")
    places = ("--config", str(tmp_path / "wallboard.toml"), "--run-dir", str(tmp_path / "run"))
    async with running("tests.line.prescribed", str(policy), "run", *places) as poller:
        await poller.says(r"waiting to be set up\. There is no settings file yet")
        setup = (await boards(record(tmp_path))).setup
        assert setup is not None
        assert (setup.needs, setup.region, setup.client_id, setup.fixed) == (
            *("settings", "mypurecloud.de", "3f6c"),
            ["region"],
        )
