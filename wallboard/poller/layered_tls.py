"""A TLS handshake over any stream, also over one that is TLS itself: Python's sockets do not lie over each other.

Used by poller.doctor_probes, for a host behind a proxy of the kind https://.
"""

import socket
import ssl

_AT_ONCE = 65_536


def peer_certificate(stream: socket.socket, context: ssl.SSLContext, host: str) -> bytes | None:
    """The certificate that a host shows, as DER, once the context believes it; nothing but the handshake is sent.

    Raises OSError: ssl.SSLCertVerificationError for a certificate that is not believed.
    """
    received, to_send = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = context.wrap_bio(received, to_send, server_hostname=host)
    while not _is_done(tls):
        stream.sendall(to_send.read())
        more = stream.recv(_AT_ONCE)
        if more:
            received.write(more)
        else:
            received.write_eof()
    stream.sendall(to_send.read())
    return tls.getpeercert(binary_form=True)


def _is_done(tls: ssl.SSLObject) -> bool:
    try:
        tls.do_handshake()
    except ssl.SSLWantReadError:
        return False
    return True
