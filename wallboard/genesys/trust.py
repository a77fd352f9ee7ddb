"""Whose certificates are believed: the system's authorities, and those of one more file. There is no way around them.

Used by genesys.transport. On Windows and macOS truststore asks the system itself; elsewhere OpenSSL reads the files
that the system keeps, once for all connections.
"""

import os
import ssl
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import truststore

# Where systems keep the one file of all authorities: a frozen OpenSSL knows only the places of the system it is from.
PLACES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  # the same, newer
    "/etc/ssl/ca-bundle.pem",  # SUSE
    "/etc/ssl/cert.pem",  # Alpine
)


def authorities(
    ca_file: str | None,
    bundled: Callable[[], ssl.SSLContext],
    *,
    platform: str = sys.platform,
    places: Sequence[str] = PLACES,
) -> ssl.SSLContext:
    """Checks certificate and name of whoever is connected to; `bundled` stands in for a system without a store.

    SSL_CERT_FILE and SSL_CERT_DIR count: elsewhere than on Windows and macOS in the place of the system's store, as
    OpenSSL has it; there besides it. Raises OSError for a file that cannot be read.
    """
    if platform in {"win32", "darwin"}:
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _add_of_environment(context)
    else:
        context = _of_files(places) or bundled()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


def _add_of_environment(context: ssl.SSLContext) -> None:
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file or folder:
        context.load_verify_locations(file or None, folder or None)


def _of_files(places: Sequence[str]) -> ssl.SSLContext | None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    known = ssl.get_default_verify_paths()  # of the environment, else of OpenSSL; None for what is not there
    if known.cafile or (known.capath and any(Path(known.capath).iterdir())):
        context.load_default_certs()
        return context
    for place in places:
        if Path(place).is_file():
            context.load_verify_locations(place)
            return context
    return None
