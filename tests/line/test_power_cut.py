"""A power cut, and then no key pressed: with a real keyring, the real systemd-creds, and the lines of the units."""

import os
import re
import shutil
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.line.hiding import places_of
from tests.line.home import HAS_KEYRING, Home
from tests.line.stack import Organisation, Program, organisation, running
from tests.line.units import LINUX, Units
from wallboard.poller.exits import Exit

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(180),
    pytest.mark.skipif(sys.platform != "linux", reason="systemd and the Secret Service are Linux's"),
    pytest.mark.skipif(not HAS_KEYRING, reason="needs the Debian packages gnome-keyring and dbus"),
    pytest.mark.skipif(
        not all(shutil.which(program) for program in ("systemd-creds", "busctl")), reason="there is no systemd here"
    ),
    pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can seal a file for its machine"),
]

QT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
README = (LINUX.parent.parent / "README.md").read_text("utf-8")
LOCKED = ":"  # nobody opens the keyring: so it is after an automatic sign-in
LIVE = 'screen.says badge="Live"'
NOT_SET_UP = 'screen.says badge="Not set up"'
KEYRING, ENROL = "wallboard-keyring@.service", "wallboard-enrol@.service"


def wall(home: Home) -> AbstractAsyncContextManager[Program]:
    """The screen as the session starts it, with a poller of its own."""
    places = ("--config", str(home.folder / "wallboard.toml"), "--run-dir", str(home.folder / "run"))
    return running("wallboard.app.main", "--fullscreen", *places, env=home.env | QT)


def without_secret(there: Organisation, folder: Path) -> None:
    """The machine's settings file: it holds no secret."""
    lines = [line for line in there.settings().splitlines() if "client_secret" not in line]
    (folder / "wallboard.toml").write_text("\n".join(lines), "utf-8")


async def test_a_machine_is_enrolled_and_is_live_again_after_a_power_cut_without_a_key_pressed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    units = Units(home)
    (line,) = re.findall(r"^head -c .+keyring\.cred$", README, re.MULTILINE)
    await units.follow(line)
    password = (await units.opened("wallboard.keyring")).decode()
    assert len(password) == 32
    async with organisation(tmp_path) as there:
        without_secret(there, tmp_path)
        secret = there.simulator.client_secret
        enrolment = units.etc / "enrolment.cred"
        where = ("--base-url", f"http://127.0.0.1:{there.port}", "--client-id", there.simulator.client_id)
        sealed = await home.done("seal", str(enrolment), *where, "--with-key", "host", "--stdin", given=f"{secret}\n")
        assert (sealed.code, enrolment.exists()) == (Exit.OK, True), sealed
        assert there.simulator.requests.counts().by_path == {}

        async with home.session(LOCKED), wall(home) as first:
            seen = await first.says(NOT_SET_UP)
            assert await units.start(ENROL) == Exit.KEYRING  # too early: systemd tries again
            assert enrolment.exists()
            assert await units.start(KEYRING) == 0
            assert await units.start(ENROL) == 0
            assert not enrolment.exists()
            await first.says(LIVE, seen)
            assert places_of({"secret": secret, "password": password}, home) == set()
            await home.cut_power()

        async with home.session(LOCKED), wall(home) as second:
            seen = await second.says(NOT_SET_UP)
            assert await units.start(KEYRING) == 0
            assert await units.start(ENROL) == 0  # nothing is there any more
            await second.says(LIVE, seen)
            assert await units.start(KEYRING) == 0  # open already: left as it is
            assert places_of({"secret": secret, "password": password}, home) == set()


async def test_a_keyring_of_another_password_stays_locked_and_the_unit_says_so(tmp_path: Path) -> None:
    home = Home(tmp_path)
    units = Units(home)
    async with organisation(tmp_path):
        await units.seal("wallboard.keyring", b"one password")
        async with home.session(LOCKED):
            assert await units.start(KEYRING) == 0
            await home.cut_power()
        await units.seal("wallboard.keyring", b"another password")
        async with home.session(LOCKED):
            assert await units.start(KEYRING) != 0
            login = await home.done(
                "login", "--base-url", "http://127.0.0.1:1", "--client-id", "c", "--stdin", given="s"
            )
            assert (login.code, "is locked" in login.err) == (Exit.KEYRING, True), login
