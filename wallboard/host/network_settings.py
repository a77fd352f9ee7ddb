"""The [network] section: which proxy requests leave by, who signs in to it, and whose certificates count besides.

Part of host.settings. A password never stands here: host.secrets keeps it.
"""

import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from wallboard.host.settings_words import Problem, refused

SYSTEM, NONE = "system", "none"


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How requests leave this machine.

    `proxy`: "system" as the environment or the system says, "none", or an address of a proxy, to which `proxy_user`
    signs in. `ca_file` is a PEM file of authorities that count besides those of the system.
    """

    proxy: str = SYSTEM
    proxy_user: str | None = None
    ca_file: str | None = None


def check_network(network: Network) -> Iterator[Problem]:
    """What makes no sense in that section; its file has to be there."""
    if network.proxy not in {SYSTEM, NONE}:
        yield from _check_proxy(network.proxy)
    if network.proxy_user is not None:
        yield from _check_user(network.proxy_user, network.proxy)
    if network.ca_file is not None:
        yield from _check_ca_file(network.ca_file)


def _check_proxy(address: str) -> Iterator[Problem]:
    if "@" in address:
        words = (
            "may hold no name and no password: the name stands in proxy_user, and the password is kept in the "
            "keyring, by wallboard-poller login --proxy"
        )
        yield Problem("network.proxy", words)
        return
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        yield refused("network.proxy", address)
        return
    if known and parts.path not in {"", "/"}:
        words = (
            f'= "{address}" is not allowed: a script that chooses a proxy (PAC) is not read; allowed is the address of '
            'the proxy that it chooses, such as "http://proxy.example.org:8080"'
        )
        yield Problem("network.proxy", words)
    elif not known or not address.isprintable() or any(mark in address for mark in " ?#"):
        yield refused("network.proxy", address)


def _check_user(user: str, proxy: str) -> Iterator[Problem]:
    if proxy in {SYSTEM, NONE}:
        yield Problem("network.proxy_user", f'needs the address of a proxy in proxy, not "{proxy}"')
    elif ":" in user:  # Basic ends the name at its first colon; what follows here is most often the password
        words = "must be a name without a colon: the password is kept in the keyring, by wallboard-poller login --proxy"
        yield Problem("network.proxy_user", words)
    elif not user.strip() or not user.isprintable():
        yield refused("network.proxy_user", user)


def _check_ca_file(name: str) -> Iterator[Problem]:
    if "://" in name or not Path(name).is_absolute():
        yield refused("network.ca_file", name)
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(name)
    except ssl.SSLError:
        yield Problem("network.ca_file", f'= "{name}" holds no certificate (in PEM, as text)')
    except OSError as error:
        yield Problem("network.ca_file", f'= "{name}" cannot be read: {error.strerror}')
    except ValueError:  # a NUL in it
        yield refused("network.ca_file", name)
