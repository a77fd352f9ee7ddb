"""Out of the network through a real intercepting proxy, with a sign-in and an authority of its own: real processes.

The hosts of the region have no address but at the proxy, so that whoever goes around it reaches nobody.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.line.hiding import places_of
from tests.line.home import HAS_KEYRING, Home, polled
from tests.line.intercepting import PASSWORD, REGION, USER, Intercepting, intercepting
from tests.poller.test_doctor import organisation
from wallboard.poller.exits import Exit
from wallboard.simulator.api import GenesysSimulator
from wallboard.wire.messages import Cause

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(180),  # the first of them makes build/proxy
    pytest.mark.skipif(not HAS_KEYRING or sys.platform != "linux", reason="needs the packages gnome-keyring and dbus"),
]


@dataclass(frozen=True, slots=True)
class Office:
    """A machine behind the proxy, the simulator behind that, and who is signed in at the machine."""

    home: Home
    proxy: Intercepting
    simulator: GenesysSimulator

    def settings(self, *network: str) -> None:
        """Write the settings, with these lines about the network, for the poller and as the user's own."""
        board = '[[boards]]\nid = "all"\ntitle = "All"\nshift_starts = ["00:00"]'
        genesys = f'[genesys]\nregion = "{REGION}"\nclient_id = "{self.simulator.client_id}"'
        text = "\n".join([genesys, board, "[network]", *network])
        own = self.home.folder / "config" / "wallboard" / "wallboard.toml"
        own.parent.mkdir(exist_ok=True)
        for path in (own, self.home.folder / "wallboard.toml"):
            path.write_text(text, "utf-8")

    def explicit(self) -> tuple[str, str, str]:
        """All that it takes."""
        return f'proxy = "{self.proxy.url}"', f'proxy_user = "{USER}"', f'ca_file = "{self.proxy.ca_file}"'

    async def log_in(self) -> str:
        """Keep the client secret; what the program says of it."""
        words = ("login", "--region", REGION, "--client-id", self.simulator.client_id, "--stdin")
        done = await self.home.done(*words, given=self.simulator.client_secret)
        assert done.code == Exit.OK, done
        return done.out

    async def keep_password(self, password: str) -> None:
        done = await self.home.done("login", *self.account(), "--stdin", given=password)
        assert done.code == Exit.OK, done

    def account(self) -> tuple[str, ...]:
        return ("--proxy", self.proxy.url, "--proxy-user", USER)

    async def doctor(self) -> tuple[int | None, str]:
        done = await self.home.done("doctor", "--config", str(self.home.folder / "wallboard.toml"))
        assert PASSWORD not in done.out + done.err
        return done.code, done.out


@asynccontextmanager
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    for name in ("home", "proxy"):
        (tmp_path / name).mkdir()
    home = Home(tmp_path / "home")
    (home.folder / "run").mkdir(mode=0o700)
    async with organisation() as (simulator, text):
        port = int(text.split('"')[1].rpartition(":")[2])
        async with intercepting(tmp_path / "proxy", port) as proxy, home.session():
            yield Office(home, proxy, simulator)


async def test_with_name_password_and_authority_it_polls_and_doctor_finds_all_well(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        there.settings(*there.explicit())
        await there.keep_password(PASSWORD)
        assert "it signs in to Rehearsal Bank" in await there.log_in()
        carried = there.proxy.carried()
        assert carried > 0
        async with there.home.polling():
            assert places_of({"password": PASSWORD, "secret": there.simulator.client_secret}, there.home) == set()
        assert there.proxy.carried() > carried

        code, found = await there.doctor()
        assert code == Exit.OK, found
        assert f"{there.proxy.url} lets through to login.{REGION}, api.{REGION}" in found
        assert "trusted, issued by mitmproxy" in found

        gone = await there.home.done("logout", *there.account())
        assert (gone.code, gone.out.split(":")[0]) == (Exit.OK, "Removed from the keyring")
        again = await there.home.done("logout", *there.account())
        assert again.out.startswith("The keyring held no password")


async def test_a_missing_and_a_wrong_password_are_told_apart(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        there.settings(*there.explicit())
        assert "could not be tried" in await there.log_in()
        async with there.home.failing() as (_, cause):
            assert cause == Cause("proxy", 407)
        code, found = await there.doctor()
        assert code == Exit.DOCTOR_KEYRING, found
        assert f"wallboard-poller login --proxy {there.proxy.url} --proxy-user {USER}" in found

        await there.keep_password("another")
        async with there.home.failing() as (_, cause):
            assert cause == Cause("proxy", 407)
            code, found = await there.doctor()
            assert code == Exit.DOCTOR_PROXY, found
            assert "refuses name and password (407)" in found
        assert there.proxy.carried() == 0


@pytest.mark.slow
async def test_a_poller_that_runs_takes_up_the_right_password_by_itself(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        there.settings(*there.explicit())
        await there.keep_password("another")
        await there.log_in()
        async with there.home.failing() as (poller, cause):
            assert cause == Cause("proxy", 407)
            await there.keep_password(PASSWORD)
            await polled(await there.home.after(poller))


async def test_without_the_proxys_authority_nothing_is_sent_and_the_certificate_is_named(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        proxy, user, _ = there.explicit()
        there.settings(proxy, user)
        await there.keep_password(PASSWORD)
        assert f"the certificate of login.{REGION} is not trusted" in await there.log_in()
        async with there.home.failing() as (_, cause):
            assert cause == Cause("certificate", detail=f"login.{REGION}")
        code, found = await there.doctor()
        assert code == Exit.DOCTOR_TLS, found
        assert "the one that was offered is issued by mitmproxy" in found
        assert "network.ca_file" in found
        assert there.proxy.carried() == 0


async def test_the_environments_proxy_is_taken_but_for_whom_it_spares_and_not_where_there_is_to_be_none(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as there:
        there.home.env["HTTPS_PROXY"] = there.proxy.url.replace("//", f"//{USER}:{PASSWORD}@")
        there.home.env["SSL_CERT_FILE"] = str(there.proxy.ca_file)
        there.settings('proxy = "system"')
        assert "it signs in" in await there.log_in()
        async with there.home.polling():
            pass
        carried = there.proxy.carried()

        there.settings('proxy = "none"')
        async with there.home.failing() as (_, cause):
            assert cause == Cause("unreachable")
        there.settings()
        there.home.env["NO_PROXY"] = f"elsewhere.test,{REGION}"
        async with there.home.failing() as (_, cause):
            assert cause == Cause("unreachable")
        code, found = await there.doctor()
        assert code == Exit.DOCTOR_NAMES, found
        assert there.proxy.carried() == carried > 0


async def test_through_a_proxy_over_tls_the_hosts_certificates_are_seen_as_well(tmp_path: Path) -> None:
    async with office(tmp_path) as there:
        _, user, ca_file = there.explicit()
        there.proxy.scheme = "https"
        there.settings(f'proxy = "{there.proxy.url}"', user, ca_file)
        await there.keep_password(PASSWORD)
        assert "it signs in" in await there.log_in()
        code, found = await there.doctor()
        assert code == Exit.OK, found
        assert f"{there.proxy.url} lets through" in found
        assert "trusted, issued by mitmproxy" in found
