"""The way to the hosts is looked at step by step, and no further than it is open."""

import asyncio
from pathlib import Path

import pytest
import trustme

from tests.poller.listening import Tunnel, certified, hang_up, listening
from wallboard.host.network_settings import Network
from wallboard.host.secret import Secret
from wallboard.host.settings import Genesys
from wallboard.host.ways import WayOut
from wallboard.poller.doctor_verdicts import Check, Judged, Verdict
from wallboard.poller.doctor_way import look_at_way

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def looked(genesys: Genesys, way_out: WayOut = WayOut()) -> tuple[bool, list[Judged]]:  # noqa: B008
    judged: list[Judged] = []

    def add(one: Judged) -> bool:
        judged.append(one)
        return one.verdict is not Verdict.FAILED

    return await asyncio.to_thread(look_at_way, genesys, way_out, add), judged


async def test_towards_this_machine_no_proxy_is_used_and_no_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with listening(Tunnel(200).serve) as port:
        is_open, judged = await looked(Genesys("3f6c", base_url=f"http://127.0.0.1:{port}"))
    assert is_open
    assert [(one.check, one.verdict) for one in judged] == [
        (Check.NAMES, Verdict.OK),
        (Check.PROXY, Verdict.OK),
        (Check.CONNECTION, Verdict.OK),
        (Check.TLS, Verdict.SKIPPED),
    ]


async def test_both_hosts_of_a_region_are_asked_for_at_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    tunnel = Tunnel(403)
    with listening(tunnel.serve) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        is_open, judged = await looked(Genesys("3f6c", region="mypurecloud.invalid"))
    assert not is_open
    assert [one.check for one in judged] == [Check.NAMES, Check.PROXY]
    asked = [head.split()[1] for head in tunnel.heads]
    assert asked == ["login.mypurecloud.invalid:443", "api.mypurecloud.invalid:443"]
    assert "403 for login.mypurecloud.invalid" in judged[-1].found


async def test_through_a_proxy_over_tls_both_certificates_are_looked_at(tmp_path: Path) -> None:
    office, far_away = trustme.CA(organization_name="Office"), trustme.CA(organization_name="Far away")
    (tmp_path / "ca.pem").write_bytes(office.cert_pem.bytes() + far_away.cert_pem.bytes())
    with listening(hang_up, certified(far_away)) as far:
        tunnel = Tunnel(200, far)
        with listening(tunnel.serve, certified(office)) as port:
            network = Network(f"https://localhost:{port}", ca_file=str(tmp_path / "ca.pem"))
            found = await looked(Genesys("3f6c", base_url="https://gateway.invalid"), WayOut(network))
    is_open, judged = found
    assert not is_open  # its certificate is one for localhost
    assert [(one.check, one.verdict) for one in judged] == [
        (Check.NAMES, Verdict.OK),
        (Check.PROXY, Verdict.OK),
        (Check.CONNECTION, Verdict.OK),
        (Check.TLS, Verdict.FAILED),
    ]
    assert "issued by Far away" in judged[-1].found


async def test_a_proxy_over_tls_that_nobody_vouches_for_is_not_asked(tmp_path: Path) -> None:
    tunnel = Tunnel(200)
    with listening(tunnel.serve, certified(trustme.CA(organization_name="Somebody"))) as port:
        way_out = WayOut(Network(f"https://localhost:{port}", "ada"), Secret("the-secret-itself"))
        is_open, judged = await looked(Genesys("3f6c", region="mypurecloud.invalid"), way_out)
    assert (is_open, tunnel.heads) == (False, [])
    assert (judged[-1].check, judged[-1].verdict) == (Check.PROXY, Verdict.FAILED)
    assert "issued by Somebody" in judged[-1].found
    assert "network.ca_file" in judged[-1].next_step


async def test_the_settings_say_which_proxy_and_who_signs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    tunnel = Tunnel(407)
    with listening(tunnel.serve) as port:
        way_out = WayOut(Network(f"http://127.0.0.1:{port}", "ada"), Secret("the-secret-itself"))
        is_open, judged = await looked(Genesys("3f6c", region="mypurecloud.invalid"), way_out)
    assert not is_open
    assert "\r\nProxy-Authorization: Basic YWRhOnRoZS1zZWNyZXQtaXRzZWxm\r\n" in tunnel.heads[0]
    assert judged[-1].found == f"http://127.0.0.1:{port} refuses name and password (407)"


async def test_a_proxy_of_another_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
    is_open, judged = await looked(Genesys("3f6c", region="mypurecloud.invalid"))
    assert not is_open
    assert [(one.check, one.verdict) for one in judged] == [(Check.PROXY, Verdict.FAILED)]
    assert "socks5://" in judged[0].found
