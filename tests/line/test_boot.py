"""A wall's machine boots, is enrolled, loses its power and boots again: Debian's own systemd runs the units."""

import asyncio
import re
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.line.boot import KIOSK, Machine, NoRoot, why_not
from tests.line.stack import organisation
from tests.line.test_power_cut import README, without_secret

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform != "linux" or bool(why_not()), reason=why_not() or "systemd is Linux's"),
    pytest.mark.skipif(
        sys.version_info[:2] != (3, 11), reason="the machine's Python is 3.11, and runs what is installed here"
    ),
]
GOOD = "poll.good"
KEYRING, ENROL = f"wallboard-keyring@{KIOSK}.service", f"wallboard-enrol@{KIOSK}.service"


async def test_a_machine_enrols_itself_and_is_live_again_after_a_power_cut(tmp_path: Path) -> None:
    do = asyncio.to_thread
    try:
        machine = await do(Machine, tmp_path / "root", Path(sysconfig.get_path("purelib")))
    except NoRoot as error:
        pytest.skip(f"no root can be made here: {error}")
    etc = machine.root / "etc" / "wallboard"
    async with organisation(tmp_path) as there:
        without_secret(there, tmp_path)
        settings = machine.root / "home" / "kiosk" / ".config" / "wallboard"
        settings.mkdir(parents=True)
        (tmp_path / "wallboard.toml").rename(settings / "wallboard.toml")
        await do(machine.install, "chown", "-R", "kiosk:kiosk", "/home/kiosk")
        (line,) = re.findall(r"^head -c .+keyring\.cred$", README, re.MULTILINE)
        await do(machine.install, "sh", "-c", line)
        seal = ("wallboard-poller", "seal", "/etc/wallboard/enrolment.cred", "--stdin")
        where = ("--base-url", f"http://127.0.0.1:{there.port}", "--client-id", there.simulator.client_id)
        secret = there.simulator.client_secret
        await do(lambda: machine.install(*seal, *where, given=secret))
        await do(machine.install, "systemctl", "enable", KEYRING, ENROL)
        await do(machine.install, "systemctl", "--global", "enable", "wallboard-poller.service")

        with machine.on() as first:
            said = await do(machine.says, first, GOOD)
            assert any("is in the keyring; it was not tried" in line for line in said)
            assert secret not in "".join(said)
            assert [one.name for one in etc.iterdir()] == ["keyring.cred"]

        with machine.on() as first:
            said = await do(machine.says, first, GOOD)
            assert not any("is in the keyring" in line for line in said)
            assert (await do(machine.asks, first, "systemctl", "is-active", KEYRING, ENROL)).split() == [
                "active",
                "inactive",
            ]
            # The keyring's own program dies: another takes its place, open, while the poller goes on.
            pid = await do(machine.asks, first, "systemctl", "show", "--property=MainPID", "--value", KEYRING)
            await do(machine.asks, first, "kill", "-9", pid.strip())
            await do(machine.says, first, f"Started {KEYRING}", 2)
            assert (await do(machine.asks, first, "systemctl", "is-active", KEYRING)).strip() == "active"
