"""Look at the way to Genesys Cloud's hosts: names, proxy, connection, certificate. Blocks, but never without a limit.

Used by poller.doctor; poller.doctor_probes looks at a single host, poller.doctor_verdicts judges.
"""

import ssl
from collections.abc import Callable, Sequence

from wallboard.genesys.transport import trusted_authorities
from wallboard.host.network_settings import SYSTEM
from wallboard.host.proxy_script import named_script
from wallboard.host.settings import Genesys, is_loopback
from wallboard.host.ways import NoWay, Proxy, WayOut
from wallboard.poller import doctor_probes as probes
from wallboard.poller import doctor_verdicts as verdicts
from wallboard.poller.doctor_probes import Target
from wallboard.poller.doctor_verdicts import Check, Judged, failed, skipped
from wallboard.poller.sign_in import endpoints_of

Add = Callable[[Judged], bool]


def look_at_way(genesys: Genesys, way_out: WayOut, add: Add) -> bool:
    """Whether the way is open; `add` is told of each step, and says whether the next can be made."""
    endpoints = endpoints_of(genesys)
    targets = list(dict.fromkeys(Target.of(url) for url in (endpoints.login_url, endpoints.api_url)))
    try:
        proxy = way_out.proxy_to(endpoints.login_url)
    except NoWay as error:
        return add(failed(Check.PROXY, str(error), "Name a proxy of the kind http:// in network.proxy or HTTPS_PROXY."))
    trusted = trusted_authorities(way_out.network.ca_file)
    asks_system = way_out.network.proxy == SYSTEM and not is_loopback(endpoints.login_url)
    return _look(targets, proxy, trusted, named_script() if proxy is None and asks_system else None, add)


def _look(
    targets: Sequence[Target], proxy: Proxy | None, trusted: ssl.SSLContext, script: str | None, add: Add
) -> bool:
    first = targets if proxy is None else [Target.at(proxy)]
    shown = None if proxy is None else proxy.shown
    if not add(verdicts.names({one.host: probes.addresses(one.host) for one in first}, shown)):
        return False
    asked = {} if proxy is None else {one.host: probes.ask_proxy(proxy, one, trusted) for one in targets}
    if proxy is None:
        add(verdicts.no_proxy(script))
    elif not add(verdicts.proxy(proxy.shown, asked, signs_in=proxy.pair is not None)):
        return False
    if not add(verdicts.connection({f"{one.host}:{one.port}": probes.reach(one, proxy, trusted) for one in targets})):
        return False
    if not targets[0].tls:
        return add(skipped(Check.TLS, "none towards this machine itself"))
    return add(verdicts.tls({one.host: probes.certificate(one, proxy, trusted) for one in targets}))
