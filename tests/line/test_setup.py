"""From nothing to a live board, and back: a screen and the poller that it starts, with a real keyring."""

import sys
from pathlib import Path

import pytest

from tests.line.hiding import places_of
from tests.line.home import HAS_KEYRING, Home, ask
from tests.line.stack import organisation, record, running
from wallboard.host.secret import Secret
from wallboard.wire.codec import encode
from wallboard.wire.setup import Credentials

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(120),
    pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can a test make a keyring of its own"),
    pytest.mark.skipif(not HAS_KEYRING, reason="needs the Debian packages gnome-keyring and dbus"),
]

QT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


async def test_a_screen_follows_its_poller_from_set_up_to_the_board_and_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with organisation(tmp_path) as there, home.session():
        (tmp_path / "wallboard.toml").unlink()
        secret = there.simulator.client_secret
        given = Credentials(there.simulator.client_id, Secret(secret), base_url=f"http://127.0.0.1:{there.port}")
        places = ("--config", str(tmp_path / "wallboard.toml"), "--run-dir", str(tmp_path / "run"))
        async with running("wallboard.app.main", *places, env=home.env | QT) as wall:
            seen = await wall.says('screen.says badge="Not set up"')
            waiting = record(tmp_path)
            assert there.simulator.requests.counts().by_path == {}
            assert (await ask(waiting, "POST", "/v1/credentials", encode(given))).status_code == 200
            seen = await wall.says('screen.says badge="Live"', seen)
            polling = record(tmp_path)
            assert polling.pid == waiting.pid
            assert polling.token != waiting.token
            assert places_of({"secret": secret}, home) == set()
            assert (await ask(polling, "DELETE", "/v1/credentials")).status_code == 204
            await wall.says('screen.says badge="Not set up"', seen)
            assert secret not in "\n".join(wall.lines)
