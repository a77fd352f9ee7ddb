"""By which way a request leaves this machine: straight, or through a proxy. Asks the system, and sends nothing.

Used by genesys.transport for every request, and by poller.doctor_way, so that both go the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib import request
from urllib.parse import unquote, urlsplit

from wallboard.host.network_settings import NONE, SYSTEM, Network
from wallboard.host.secret import Secret
from wallboard.host.settings import is_loopback

PORTS = {"http": 80, "https": 443}


class NoWay(Exception):
    """The proxy that is named cannot be used; the words say why, and quote nothing that opens it."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy, and what opens it: by Basic, no other way."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: Secret | None = None

    @property
    def shown(self) -> str:
        """Its address, without what opens it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def pair(self) -> tuple[str, str] | None:
        """Name and password; None where it is asked without."""
        if self.user is None or self.password is None:
            return None
        return self.user, self.password.reveal()


class System(Protocol):
    """What a system says of its proxies: the environment first; on Windows and macOS then its own settings."""

    def proxies(self) -> Mapping[str, str]:
        """The addresses, by the scheme of what is asked for."""
        ...

    def spares(self, host: str) -> bool:
        """Whether a host is asked without."""
        ...


class _ThisSystem:
    def proxies(self) -> Mapping[str, str]:
        return request.getproxies()

    def spares(self, host: str) -> bool:
        return bool(request.proxy_bypass(host))


THIS_SYSTEM: System = _ThisSystem()


@dataclass(frozen=True, slots=True)
class WayOut:
    """What the settings say, and the password that opens the proxy."""

    network: Network = field(default_factory=Network)
    password: Secret | None = None

    def proxy_to(self, url: str, system: System = THIS_SYSTEM) -> Proxy | None:
        """The proxy that a request to this address takes; None: it goes straight, as all do within this machine.

        May block where the system looks up names. Raises NoWay.
        """
        chosen = self.network.proxy
        if chosen == NONE or is_loopback(url):
            return None
        if chosen == SYSTEM:
            return _of_system(url, system)
        return _parsed(chosen, self.network.proxy_user, self.password)


def _of_system(url: str, system: System) -> Proxy | None:
    parts = urlsplit(url)
    found = system.proxies()
    address = found.get(parts.scheme) or found.get("all")
    if not address or system.spares(parts.hostname or ""):
        return None
    return _parsed(address if "://" in address else f"http://{address}")


def _parsed(address: str, user: str | None = None, password: Secret | None = None) -> Proxy:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise NoWay("the proxy's address cannot be read") from None
    if parts.scheme not in PORTS or not host:
        raise NoWay(f"a proxy of the kind {parts.scheme}:// cannot be used")
    if parts.username is not None:  # as it may stand in HTTPS_PROXY
        user, password = unquote(parts.username), Secret(unquote(parts.password or ""))
    return Proxy(parts.scheme, host, port or PORTS[parts.scheme], user, password)
