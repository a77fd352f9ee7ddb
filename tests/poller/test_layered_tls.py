"""A handshake over a stream: whose certificate it was. That it lies over another one, test_doctor_probes shows."""

import asyncio
import socket
import ssl

import pytest
import trustme
from cryptography import x509

from tests.poller.listening import certified, hang_up, listening
from wallboard.poller.layered_tls import peer_certificate

pytestmark = pytest.mark.asyncio


def shown(port: int, context: ssl.SSLContext) -> bytes | None:
    with socket.create_connection(("127.0.0.1", port), 10) as stream:
        return peer_certificate(stream, context, "localhost")


async def test_the_certificate_of_a_host_that_is_believed() -> None:
    authority, context = trustme.CA(organization_name="Honest"), ssl.create_default_context()
    authority.configure_trust(context)
    with listening(hang_up, certified(authority)) as port:
        der = await asyncio.to_thread(shown, port, context)
    assert der is not None
    assert "Honest" in x509.load_der_x509_certificate(der).issuer.rfc4514_string()


async def test_one_that_is_not_believed() -> None:
    with listening(hang_up, certified(trustme.CA())) as port, pytest.raises(ssl.SSLCertVerificationError):
        await asyncio.to_thread(shown, port, ssl.create_default_context())


async def test_who_hangs_up_is_not_waited_for() -> None:
    with listening(hang_up) as port, pytest.raises(OSError):  # noqa: PT011  whatever the system calls it
        await asyncio.to_thread(shown, port, ssl.create_default_context())
