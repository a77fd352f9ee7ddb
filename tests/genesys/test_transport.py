"""Requests over a real socket: whatever the other side does, there is a whole answer in time or a named error."""

import asyncio
import contextlib
import errno
import gzip
import os
import socket
import urllib.parse
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from tests.poller.listening import Tunnel, certified, hang_up, listening
from wallboard.genesys import transport as transport_module
from wallboard.genesys.errors import BadReply, Distrusted, GenesysError, ProxyRefuses, TimedOut, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.transport import HttpTransport, trusted_authorities
from wallboard.host.network_settings import Network
from wallboard.host.secret import Secret
from wallboard.host.ways import WayOut

pytestmark = pytest.mark.asyncio

REQUEST = Request("GET", "/api/v2/x", (("a", "1"), ("b", "ü &=")), headers={"Authorization": "Bearer hush"})
HANG = b"<hang>"


@dataclass
class Loopback:
    """A server that answers every request with the same bytes; `HANG` inside them waits until the caller goes."""

    answer: bytes
    port: int = 0
    asked: list[bytes] = field(default_factory=list)
    hanging: asyncio.Event = field(default_factory=asyncio.Event)
    serving: list[asyncio.Task[None]] = field(default_factory=list)

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.serving.append(asyncio.create_task(self.serve(reader, writer)))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self.asked.append(head + await reader.readexactly(int(length or 0)))
            before, hang, _ = self.answer.partition(HANG)
            writer.write(before)
            await writer.drain()
            if hang:
                self.hanging.set()
                await reader.read()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[Loopback]:
    loopback = Loopback(answer)
    listening = await asyncio.start_server(loopback.accept, "127.0.0.1", 0)
    loopback.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield loopback
        await asyncio.gather(*loopback.serving)  # each ends when its caller goes


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


async def fetched(base_url: str, request: Request = REQUEST, limit_seconds: float = 5.0) -> Reply:
    opened = HttpTransport.open("wallboard/test")
    transport = HttpTransport(opened._client, limit_seconds)
    try:
        return await transport.fetch(base_url, request)
    finally:
        await transport.close()


def http(body: bytes, head: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode() + body


async def failure(answer: bytes, limit_seconds: float = 5.0) -> GenesysError:
    async with answering(answer) as loopback:
        with pytest.raises(GenesysError) as caught:
            await fetched(loopback.url, limit_seconds=limit_seconds)
    assert "hush" not in f"{caught.value} {caught.value!r}"
    return caught.value


class TestNobodyAnswers:
    async def test_a_name_that_nobody_knows_is_told_in_the_systems_words(self) -> None:
        with pytest.raises(Unreachable) as caught:
            await fetched("http://organisation.invalid")
        assert "http://organisation.invalid cannot be reached (" in str(caught.value)
        assert "Error" not in str(caught.value)

    async def test_a_port_where_nobody_listens_is_told_in_the_systems_words(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            with pytest.raises(Unreachable) as caught:
                await fetched(f"http://127.0.0.1:{taken.getsockname()[1]}")
        assert caught.value.reason.endswith(f"cannot be reached ({os.strerror(errno.ECONNREFUSED)})")

    async def test_what_speaks_no_tls_is_told_as_such(self) -> None:
        async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"no TLS at all")
            with contextlib.suppress(ConnectionError):
                await writer.drain()
            writer.close()

        async with await asyncio.start_server(accept, "127.0.0.1", 0) as listening_here:
            port = listening_here.sockets[0].getsockname()[1]
            with pytest.raises(Unreachable, match="no TLS: "):
                await fetched(f"https://127.0.0.1:{port}")


class TestAnswer:
    async def test_status_headers_and_body_come_as_they_are(self) -> None:
        async with answering(
            b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nX-Odd: A\r\nContent-Length: 2\r\n\r\nno"
        ) as loopback:
            reply = await fetched(loopback.url)
        assert (reply.status, reply.body) == (429, b"no")
        assert (reply.headers["retry-after"], reply.headers["x-odd"]) == ("7", "A")

    async def test_the_request_is_sent_as_it_was_made(self) -> None:
        async with answering(http(b"{}")) as loopback:
            await fetched(loopback.url)
        (head,) = loopback.asked
        line, *headers = head.decode().split("\r\n")
        assert line == "GET /api/v2/x?a=1&b=%C3%BC+%26%3D HTTP/1.1"
        assert "Authorization: Bearer hush" in headers
        assert "User-Agent: wallboard/test" in headers
        assert any(one.lower().startswith("accept-encoding:") and "gzip" in one for one in headers)

    async def test_a_form_is_posted(self) -> None:
        request = Request("POST", "/oauth/token", form={"grant_type": "client_credentials"})
        async with answering(http(b"{}")) as loopback:
            await fetched(loopback.url, request)
        head, _, body = loopback.asked[0].decode().partition("\r\n\r\n")
        assert head.startswith("POST /oauth/token HTTP/1.1\r\n")
        assert "Content-Type: application/x-www-form-urlencoded" in head
        assert urllib.parse.parse_qs(body) == {"grant_type": ["client_credentials"]}

    async def test_a_zipped_body_is_unzipped(self) -> None:
        async with answering(http(gzip.compress(b'{"a": 1}'), "Content-Encoding: gzip\r\n")) as loopback:
            assert (await fetched(loopback.url)).body == b'{"a": 1}'

    async def test_a_body_in_chunks_is_put_together(self) -> None:
        answer = b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n4\r\n": 1\r\n1\r\n}\r\n0\r\n\r\n'
        async with answering(answer) as loopback:
            assert (await fetched(loopback.url)).body == b'{"a": 1}'

    async def test_a_redirect_is_an_answer_and_nobody_follows_it(self) -> None:
        async with answering(http(b"caught")) as elsewhere:
            there = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.url}/\r\nContent-Length: 0\r\n\r\n".encode()
            async with answering(there) as loopback:
                assert (await fetched(loopback.url)).status == 302
            assert elsewhere.asked == []


class TestNoAnswer:
    @pytest.mark.parametrize(
        "answer",
        [HANG, b"HTTP/1.1 200 OK\r\nX-Half: a" + HANG, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf" + HANG],
        ids=["nothing", "half a head", "half a body"],
    )
    async def test_a_server_that_hangs_is_given_up_in_time(self, answer: bytes) -> None:
        assert isinstance(await failure(answer, limit_seconds=0.2), TimedOut)

    async def test_a_refused_connection_is_unreachable_and_names_the_host(self) -> None:
        with socket.socket() as nobody:
            nobody.bind(("127.0.0.1", 0))
            base_url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
            with pytest.raises(Unreachable, match=base_url):
                await fetched(base_url)

    @pytest.mark.parametrize("base_url", ["http://" + "a" * 70 + ".invalid", "http://[::1", "ftp://127.0.0.1", ""])
    async def test_an_address_that_can_not_be_is_unreachable(self, base_url: str) -> None:
        with pytest.raises(Unreachable):
            await fetched(base_url)

    async def test_who_no_longer_wants_the_answer_is_let_go(self) -> None:
        async with answering(HANG) as loopback:
            asking = asyncio.create_task(fetched(loopback.url))
            await loopback.hanging.wait()
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking


class TestBadAnswer:
    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"\x16\x03\x01 not http\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\ncut off",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            http(b"not zipped at all", "Content-Encoding: gzip\r\n"),
        ],
        ids=["nothing", "garbage", "cut off", "a chunk cut off", "a chunk without a size", "not zipped"],
    )
    async def test_what_is_cut_off_or_no_http_is_a_bad_reply(self, answer: bytes) -> None:
        assert isinstance(await failure(answer), BadReply)

    async def test_a_body_that_is_too_large_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(transport_module, "_LARGEST_BODY", 1000)
        assert isinstance(await failure(http(b"x" * 1001)), BadReply)
        async with answering(http(b"x" * 1000)) as loopback:
            assert len((await fetched(loopback.url)).body) == 1000

    async def test_a_small_body_that_unzips_to_a_flood_is_refused(self) -> None:
        flood = gzip.compress(bytes(40 * 1024 * 1024))
        assert isinstance(await failure(http(flood, "Content-Encoding: gzip\r\n")), BadReply)


class TestWaryTransport:
    """Towards hosts that are not Genesys Cloud's."""

    async def wary(self, answer: bytes, *, times: int = 1) -> tuple[Reply | GenesysError, list[bytes]]:
        async with answering(answer) as loopback:
            transport = HttpTransport.open_wary("wallboard/test", 1000)
            try:
                reply: Reply | GenesysError
                for _ in range(times):
                    reply = await transport.fetch(loopback.url, Request("GET", "/ada.png"))
            except GenesysError as error:
                reply = error
            finally:
                await transport.close()
        return reply, loopback.asked

    async def test_a_body_is_taken_up_to_the_limit_and_no_further(self) -> None:
        reply, _ = await self.wary(http(b"x" * 1000))
        assert isinstance(reply, Reply)
        assert len(reply.body) == 1000
        assert isinstance((await self.wary(http(b"x" * 1001)))[0], BadReply)
        endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000 + HANG
        assert isinstance((await self.wary(endless))[0], BadReply)

    async def test_nothing_is_unpacked(self) -> None:
        packed = gzip.compress(bytes(40 * 1024))
        reply, _ = await self.wary(http(packed, "Content-Encoding: gzip\r\n"))
        assert isinstance(reply, Reply)
        assert reply.body == packed

    async def test_no_cookie_is_kept(self) -> None:
        _, asked = await self.wary(http(b"", "Set-Cookie: a=b; Path=/\r\n"), times=2)
        assert len(asked) == 2
        assert not any(b"cookie" in head.lower() for head in asked)


async def test_whose_certificates_are_believed_is_what_the_environment_says_else_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA(organization_name="Of this network")
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    (own,) = trusted_authorities().get_ca_certs()
    assert "Of this network" in str(own["issuer"])
    monkeypatch.delenv("SSL_CERT_FILE")
    assert len(trusted_authorities().get_ca_certs()) > 10


class TestTheWay:
    """Through small proxies on real sockets; a real one is gone through in tests.line.test_proxy."""

    async def trouble(
        self, network: Network, url: str = "https://host.invalid", password: str | None = None
    ) -> GenesysError:
        way_out = WayOut(network, None if password is None else Secret(password))
        transport = HttpTransport.open("wallboard/test", way_out)
        try:
            with pytest.raises(GenesysError) as caught:
                await transport.fetch(url, REQUEST)
        finally:
            await transport.close()
        assert "hush" not in f"{caught.value} {caught.value!r}"
        return caught.value

    async def test_a_proxy_that_refuses_the_sign_in(self) -> None:
        proxy = Tunnel(407)
        with listening(proxy.serve) as port:
            network = Network(f"http://127.0.0.1:{port}", "ada")
            error = await self.trouble(network, password="hush")
            await self.trouble(network)
        assert isinstance(error, ProxyRefuses)
        assert (error.status, error.endpoint) == (407, REQUEST.path)
        assert error.reason == f"the proxy http://127.0.0.1:{port} refuses the sign-in (407)"
        assert ["Proxy-Authorization: Basic YWRhOmh1c2g=" in head for head in proxy.heads] == [True, False]

    async def test_a_proxy_that_does_not_let_through(self) -> None:
        with listening(Tunnel(403).serve) as port:
            error = await self.trouble(Network(f"http://127.0.0.1:{port}"))
        assert isinstance(error, ProxyRefuses)
        assert error.status == 403
        assert error.reason.endswith("does not let through to host.invalid (403 Word)")

    async def test_a_proxy_that_is_not_there(self) -> None:
        with listening(hang_up) as port:
            pass
        error = await self.trouble(Network(f"http://127.0.0.1:{port}"))
        assert isinstance(error, ProxyRefuses)
        assert (error.status, error.reason) == (None, f"the proxy http://127.0.0.1:{port} cannot be reached")

    async def test_a_proxy_that_cannot_be_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "socks5://ada:hush@127.0.0.1:9")
        error = await self.trouble(Network())
        assert isinstance(error, ProxyRefuses)
        assert error.reason == "a proxy of the kind socks5:// cannot be used"

    async def test_a_certificate_that_nobody_here_vouches_for_gets_no_request(self) -> None:
        with listening(hang_up, certified(trustme.CA())) as port:
            error = await self.trouble(Network("none"), f"https://localhost:{port}")
        assert isinstance(error, Distrusted)
        assert error.host == "localhost"
        assert "unable to get local issuer certificate" in str(error)

    async def test_what_speaks_no_tls_is_no_matter_of_trust(self) -> None:
        with listening(hang_up) as far, listening(Tunnel(200, far).serve) as port:
            straight = await self.trouble(Network("none"), f"https://localhost:{far}")
            through = await self.trouble(Network(f"http://127.0.0.1:{port}"))
        assert (type(straight), type(through)) == (Unreachable, Unreachable)

    async def test_within_this_machine_no_proxy_is_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        async with answering(http(b"here")) as loopback:
            assert (await fetched(loopback.url)).body == b"here"

    async def test_one_more_authority_is_believed_also_for_a_proxy(self, tmp_path: Path) -> None:
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        proxy = Tunnel(403)
        with listening(proxy.serve, certified(authority)) as port:
            address = f"https://localhost:{port}"
            believed = await self.trouble(Network(address, ca_file=str(tmp_path / "ca.pem")))
            foreign = await self.trouble(Network(address))
        assert isinstance(believed, ProxyRefuses)
        assert isinstance(foreign, Distrusted)
        assert foreign.host == "host.invalid or of the proxy localhost"
        assert len(proxy.heads) == 1
