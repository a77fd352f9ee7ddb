"""The way to the hosts is looked at step by step, and no further than it is open."""

import asyncio
from pathlib import Path

import pytest
import trustme

from tests.poller.listening import Tunnel, certified, hang_up, listening
from wallboard.host.settings import Genesys
from wallboard.poller.doctor_verdicts import Check, Judged, Verdict
from wallboard.poller.doctor_way import look_at_way

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


async def looked(genesys: Genesys) -> tuple[bool, list[Judged]]:
    judged: list[Judged] = []

    def add(one: Judged) -> bool:
        judged.append(one)
        return one.verdict is not Verdict.FAILED

    return await asyncio.to_thread(look_at_way, genesys, add), judged


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


async def test_through_a_proxy_over_tls_the_rest_is_left_to_the_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with listening(hang_up) as far:
        tunnel = Tunnel(200, far)
        with listening(tunnel.serve, certified(authority)) as port:
            monkeypatch.setenv("HTTPS_PROXY", f"https://localhost:{port}")
            is_open, judged = await looked(Genesys("3f6c", region="mypurecloud.invalid"))
    assert is_open
    assert len(tunnel.heads) == 2
    assert [(one.check, one.verdict) for one in judged] == [
        (Check.NAMES, Verdict.OK),
        (Check.PROXY, Verdict.OK),
        (Check.CONNECTION, Verdict.SKIPPED),
        (Check.TLS, Verdict.SKIPPED),
    ]


async def test_a_proxy_of_another_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
    is_open, judged = await looked(Genesys("3f6c", region="mypurecloud.invalid"))
    assert not is_open
    assert [(one.check, one.verdict) for one in judged] == [(Check.PROXY, Verdict.FAILED)]
    assert "socks5://" in judged[0].found
