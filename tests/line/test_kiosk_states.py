"""What a wall without a keyboard says of itself when something is missing, and that it mends by itself: real processes.

A monitor that is missing is played in tests.app.test_kiosk_xorg, a clock that keeps Genesys Cloud away in
tests.genesys.test_untimely.
"""

import sys
from pathlib import Path

import pytest

from tests.line.home import HAS_KEYRING, Home
from tests.line.stack import Organisation, organisation
from tests.line.test_power_cut import LIVE, LOCKED, NOT_SET_UP, wall, without_secret
from wallboard.poller.exits import Exit

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(120)]

with_keyring = pytest.mark.skipif(
    sys.platform != "linux" or not HAS_KEYRING, reason="needs a Linux with the Debian packages gnome-keyring and dbus"
)
_OPEN = "printf %s 'a password' | gnome-keyring-daemon --replace --unlock --components=secrets"


async def log_in(home: Home, there: Organisation) -> None:
    account = ("--base-url", f"http://127.0.0.1:{there.port}", "--client-id", there.simulator.client_id)
    done = await home.done("login", *account, "--stdin", given=there.simulator.client_secret)
    assert done.code == Exit.OK, done


@with_keyring
async def test_a_locked_keyring_is_named_and_the_board_comes_once_it_is_open(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with organisation(tmp_path) as there:
        without_secret(there, tmp_path)
        async with home.session():
            await log_in(home, there)
        async with home.session(LOCKED), wall(home) as shown:
            seen = await shown.says(f"{NOT_SET_UP}.*The keyring of this user is locked")
            await home.shell(_OPEN)
            await shown.says(LIVE, seen)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every user has a keyring")
async def test_a_session_without_a_keyring_is_named(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with organisation(tmp_path) as there:
        without_secret(there, tmp_path)
        async with wall(home) as shown:
            await shown.says(f"{NOT_SET_UP}.*There is no keyring")


async def test_without_a_network_it_waits_and_tries_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with organisation(tmp_path) as there:
        await there.go()
        async with wall(home) as shown:
            seen = await shown.says("No data yet Genesys Cloud cannot be reached; next try in ")
            await there.come()
            await shown.says(LIVE, seen)


async def test_a_clock_that_is_wrong_is_told_beside_numbers_that_are_right(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with organisation(tmp_path, rate=1.0) as there:  # its day is another one than this machine's
        text = there.settings()
        (tmp_path / "wallboard.toml").write_text(text[: text.index("[rehearsal]")], "utf-8")
        (tmp_path / "wallboard.toml").chmod(0o600)
        async with wall(home) as shown:
            await shown.says(f"{LIVE}.*notice=\"Machine's clock .+ (ahead|behind); the time here is right")
