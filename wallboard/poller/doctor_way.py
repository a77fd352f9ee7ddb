"""Look at the way to Genesys Cloud's hosts: names, proxy, connection, certificate. Blocks, but never without a limit.

Used by poller.doctor; poller.doctor_probes looks at a single host, poller.doctor_verdicts judges.
"""

from collections.abc import Callable, Sequence

from wallboard.genesys.transport import trusted_authorities
from wallboard.host.settings import Genesys, is_loopback
from wallboard.poller import doctor_probes as probes
from wallboard.poller import doctor_verdicts as verdicts
from wallboard.poller.doctor_probes import Failed, Proxy, Target
from wallboard.poller.doctor_verdicts import Check, Judged, failed, skipped
from wallboard.poller.sign_in import endpoints_of

Add = Callable[[Judged], bool]


def look_at_way(genesys: Genesys, add: Add) -> bool:
    """Whether the way is open; `add` is told of each step, and says whether the next can be made."""
    endpoints = endpoints_of(genesys)
    targets = list(dict.fromkeys(Target.of(url) for url in (endpoints.login_url, endpoints.api_url)))
    here = is_loopback(genesys.base_url or "")
    proxy = None if here else probes.proxy_of(endpoints.login_url)
    if isinstance(proxy, Failed):
        return add(failed(Check.PROXY, proxy.why, "Name a proxy of the kind http:// in HTTPS_PROXY."))
    return _look(targets, proxy, here, add)


def _look(targets: Sequence[Target], proxy: Proxy | None, here: bool, add: Add) -> bool:
    first = targets if proxy is None else [proxy.target]
    shown = None if proxy is None else proxy.shown
    trusted = trusted_authorities(behind_proxy=not here)
    if not add(verdicts.names({one.host: probes.addresses(one.host) for one in first}, shown)):
        return False
    asked = {} if proxy is None else {one.host: probes.ask_proxy(proxy, one, trusted) for one in targets}
    if not add(verdicts.proxy(shown, asked)):
        return False
    if proxy is not None and proxy.target.tls:
        why = "not looked at through a proxy of the kind https://"
        return add(skipped(Check.CONNECTION, why)) and add(skipped(Check.TLS, why))
    if not add(verdicts.connection({f"{one.host}:{one.port}": probes.reach(one, proxy) for one in targets})):
        return False
    if not targets[0].tls:
        return add(skipped(Check.TLS, "none towards this machine itself"))
    return add(verdicts.tls({one.host: probes.certificate(one, proxy, trusted) for one in targets}))
