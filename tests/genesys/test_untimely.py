"""A clock that is wrong is told from a network that is: with real TLS, and certificates of another time."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from wallboard.genesys.errors import Unreachable
from wallboard.genesys.exchange import Request
from wallboard.genesys.transport import HttpTransport
from wallboard.genesys.untimely import is_untimely
from wallboard.poller.schedule import Failed, outcome_of
from wallboard.wire.messages import BY_CLOCK, Cause

NOW = datetime.now(UTC).replace(tzinfo=None)  # what trustme takes
DAY = timedelta(days=1)
ORDINARY = (NOW - DAY, NOW + DAY)


@asynccontextmanager
async def host(authority: trustme.CA, valid: tuple[datetime, datetime]) -> AsyncIterator[str]:
    """The address of a host whose certificate is valid between these instants."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued = authority.issue_cert("localhost", not_before=valid[0], not_after=valid[1])
    issued.configure_cert(context)

    def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "localhost", 0, ssl=context)
    async with server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


async def trouble(url: str) -> Unreachable:
    transport = HttpTransport.open("test")
    try:
        with pytest.raises(Unreachable) as caught:
            await transport.fetch(url, Request("GET", "/"))
    finally:
        await transport.close()
    return caught.value


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "valid", [(NOW + DAY, NOW + 2 * DAY), (NOW - 2 * DAY, NOW - DAY)], ids=["not yet", "no longer"]
)
async def test_a_certificate_of_another_time_is_told_as_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, valid: tuple[datetime, datetime]
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    async with host(authority, valid) as url:
        error = await trouble(url)
    assert is_untimely(error)
    assert outcome_of(error) == Failed(Cause("unreachable", detail=BY_CLOCK))


@pytest.mark.asyncio
async def test_a_stranger_and_nobody_at_all_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    async with host(trustme.CA(), ORDINARY) as url:
        assert not is_untimely(await trouble(url))
    assert not is_untimely(await trouble(url))
