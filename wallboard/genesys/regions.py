"""The regions of Genesys Cloud and the hosts of each. Pure.

Source: the list in Genesys Cloud's own client libraries. Used by genesys.session and whoever lets a person choose.
A region that is not in the list is taken by its domain: new ones open, and a rehearsal or a gateway has none.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """One region; `name` is for a person who chooses, `domain` for the settings."""

    name: str
    domain: str

    @property
    def login_host(self) -> str:
        """Where a client signs in."""
        return f"login.{self.domain}"

    @property
    def api_host(self) -> str:
        """Where everything else is asked."""
        return f"api.{self.domain}"


REGIONS = (
    Region("Americas (US East)", "mypurecloud.com"),
    Region("Americas (US West)", "usw2.pure.cloud"),
    Region("Americas (US East, FedRAMP)", "use2.us-gov-pure.cloud"),
    Region("Americas (Canada)", "cac1.pure.cloud"),
    Region("Americas (Mexico)", "mxc1.pure.cloud"),
    Region("Americas (São Paulo)", "sae1.pure.cloud"),
    Region("EMEA (Ireland)", "mypurecloud.ie"),
    Region("EMEA (London)", "euw2.pure.cloud"),
    Region("EMEA (Frankfurt)", "mypurecloud.de"),
    Region("EMEA (Zurich)", "euc2.pure.cloud"),
    Region("EMEA (European sovereign cloud)", "edee1.eusc-pure.cloud"),
    Region("EMEA (UAE)", "mec1.pure.cloud"),
    Region("Asia Pacific (Mumbai)", "aps1.pure.cloud"),
    Region("Asia Pacific (Seoul)", "apne2.pure.cloud"),
    Region("Asia Pacific (Tokyo)", "mypurecloud.jp"),
    Region("Asia Pacific (Osaka)", "apne3.pure.cloud"),
    Region("Asia Pacific (Singapore)", "apse1.pure.cloud"),
    Region("Asia Pacific (Sydney)", "mypurecloud.com.au"),
)
_BY_DOMAIN = {region.domain: region for region in REGIONS}
_HOSTS_OF_A_REGION = ("login.", "api.", "apps.")


def region_of(text: str) -> Region:
    """The region that a person means: by its domain, or by one of its hosts as copied from a browser.

    >>> region_of("https://apps.MyPureCloud.ie/directory").domain
    'mypurecloud.ie'
    """
    host = text.strip().casefold().removeprefix("https://").split("/")[0]
    for prefix in _HOSTS_OF_A_REGION:
        host = host.removeprefix(prefix)
    return _BY_DOMAIN.get(host) or Region(host, host)
