"""One step towards a host at a time, over real sockets: what is found, and that nothing waits for ever or tells all."""

import asyncio
import ssl
import threading

import pytest
import trustme

from tests.poller.listening import Tunnel, certified, hang_up, listening
from wallboard.host.secret import Secret
from wallboard.host.ways import Proxy
from wallboard.poller import doctor_probes as probes
from wallboard.poller.doctor_probes import Certificate, Distrusted, Failed, ProxyAnswer, Target

ANYBODY = ssl.create_default_context()


class TestTarget:
    @pytest.mark.parametrize(
        ("url", "target"),
        [
            ("https://api.mypurecloud.ie", Target("api.mypurecloud.ie", 443, True)),
            ("https://gateway.example:8443/", Target("gateway.example", 8443, True)),
            ("http://127.0.0.1:9000", Target("127.0.0.1", 9000, False)),
            ("http://[::1]", Target("::1", 80, False)),
        ],
    )
    def test_of_an_address(self, url: str, target: Target) -> None:
        assert Target.of(url) == target


class TestAddresses:
    def test_of_this_machine(self) -> None:
        assert probes.addresses("127.0.0.1") == ("127.0.0.1",)

    def test_of_a_name_that_nobody_has(self) -> None:
        assert isinstance(probes.addresses("nobody.invalid"), Failed)

    def test_a_name_server_that_hangs_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        held = threading.Event()
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: held.wait())
        answer = probes.addresses("api.x.org", limit=0.01)
        held.set()
        assert isinstance(answer, Failed)
        assert "does not answer" in answer.why


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.mark.asyncio
class TestSteps:
    async def test_a_port_that_is_open_and_one_that_is_not(self) -> None:
        with listening(hang_up) as port:
            assert await asyncio.to_thread(probes.reach, Target("127.0.0.1", port, True), None, ANYBODY) is None
        refused = await asyncio.to_thread(probes.reach, Target("127.0.0.1", port, True), None, ANYBODY)
        assert isinstance(refused, Failed)

    async def test_a_certificate_that_is_trusted_names_its_issuer(self) -> None:
        authority = trustme.CA(organization_name="Honest")
        with listening(hang_up, certified(authority)) as port:
            seen = await asyncio.to_thread(
                probes.certificate, Target("localhost", port, True), None, trusting(authority)
            )
        assert isinstance(seen, Certificate)
        assert "Honest" in seen.issuer

    async def test_a_foreign_certificate_names_its_issuer_as_well(self) -> None:
        with listening(hang_up, certified(trustme.CA(organization_name="Office Proxy"))) as port:
            target = Target("localhost", port, True)
            seen = await asyncio.to_thread(probes.certificate, target, None, ssl.create_default_context())
        assert isinstance(seen, Distrusted)
        assert seen.offered is not None
        assert "Office Proxy" in seen.offered.issuer

    async def test_a_certificate_of_another_host_is_distrusted(self) -> None:
        authority = trustme.CA()
        with listening(hang_up, certified(authority)) as port:
            target = Target("127.0.0.1", port, True)
            seen = await asyncio.to_thread(probes.certificate, target, None, trusting(authority))
        assert isinstance(seen, Distrusted)

    async def test_what_speaks_no_tls_is_no_certificate(self) -> None:
        with listening(hang_up) as port:
            target = Target("127.0.0.1", port, True)
            seen = await asyncio.to_thread(probes.certificate, target, None, ssl.create_default_context())
        assert isinstance(seen, Failed)

    async def test_a_proxy_is_asked_for_the_way_with_what_opens_it(self) -> None:
        tunnel = Tunnel(407)
        with listening(tunnel.serve) as port:
            proxy = Proxy("http", "127.0.0.1", port, "ada", Secret("the-secret-itself"))
            context = ssl.create_default_context()
            answer = await asyncio.to_thread(probes.ask_proxy, proxy, Target("api.x.org", 443, True), context)
            assert answer == ProxyAnswer(407)
            lost = await asyncio.to_thread(probes.reach, Target("api.x.org", 443, True), proxy, ANYBODY)
        assert lost == Failed("the proxy answers 407")
        assert tunnel.heads[0].startswith("CONNECT api.x.org:443 HTTP/1.1\r\nHost: api.x.org:443\r\n")
        assert "\r\nProxy-Authorization: Basic YWRhOnRoZS1zZWNyZXQtaXRzZWxm\r\n" in tunnel.heads[0]

    async def test_a_proxy_says_which_ways_in_it_knows(self) -> None:
        tunnel = Tunnel(407, says="Proxy-Authenticate: Negotiate\r\nproxy-authenticate: NTLM\r\n")
        with listening(tunnel.serve) as port:
            target = Target("api.x.org", 443, True)
            answer = await asyncio.to_thread(probes.ask_proxy, Proxy("http", "127.0.0.1", port), target, ANYBODY)
        assert answer == ProxyAnswer(407, ("Negotiate", "NTLM"))
        assert "Proxy-Authorization" not in tunnel.heads[0]

    async def test_a_certificate_is_looked_at_through_a_proxy(self) -> None:
        authority = trustme.CA(organization_name="Honest")
        with listening(hang_up, certified(authority)) as far:
            tunnel = Tunnel(200, far)
            with listening(tunnel.serve) as port:
                proxy = Proxy("http", "127.0.0.1", port)
                target = Target("localhost", 443, True)
                seen = await asyncio.to_thread(probes.certificate, target, proxy, trusting(authority))
        assert isinstance(seen, Certificate)
        assert tunnel.heads[0].startswith("CONNECT localhost:443 ")

    async def test_a_certificate_is_looked_at_through_a_proxy_that_is_encrypted_itself(self) -> None:
        authority = trustme.CA(organization_name="Honest")
        with (
            listening(hang_up, certified(authority)) as far,
            listening(Tunnel(200, far).serve, certified(authority)) as port,
        ):
            proxy, target = Proxy("https", "localhost", port), Target("localhost", 443, True)
            seen = await asyncio.to_thread(probes.certificate, target, proxy, trusting(authority))
            foreign = await asyncio.to_thread(probes.ask_proxy, proxy, target, ANYBODY)
        assert isinstance(seen, Certificate)
        assert isinstance(foreign, Distrusted)
        assert foreign.offered is not None
        assert "Honest" in foreign.offered.issuer

    async def test_what_is_no_proxy_is_told_as_such(self) -> None:
        with listening(hang_up) as port:
            proxy = Proxy("http", "127.0.0.1", port)
            context = ssl.create_default_context()
            answer = await asyncio.to_thread(probes.ask_proxy, proxy, Target("api.x.org", 443, True), context)
        assert isinstance(answer, Failed)
