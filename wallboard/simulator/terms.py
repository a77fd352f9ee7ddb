"""How this Genesys Cloud treats its clients: which paths there are, how many requests it takes, how much it answers.

Given to api by main and by tests.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from wallboard.simulator import realtime
from wallboard.simulator.delay import Delay
from wallboard.simulator.limits import RateLimit


class Contract(Enum):
    """Which ways there are to read the organisation."""

    BOTH = "both"
    REALTIME = "realtime"
    PLATFORM = "platform"


class OverCap(Enum):
    """How an aggregate of too many groups is refused."""

    TOO_LARGE = "too large"
    TIMED_OUT = "timed out"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms; times are those of the simulated clock.

    A page holds `page_cap` agents at most, also when more records are asked for, up to `most_records`; more than these
    are refused. A page token belongs to what `page_token_bound_to` says, and is good for `page_token_lifetime`, None:
    for ever. `endpoint_limit` counts each path of
    a token apart, beside `rate_limit`, which counts them together. `aggregate_groups_cap` is the most groups that an
    aggregate may have, None: any number. `lasting_presences`: a presence counts while it lasts, and not only when it is
    over.
    """

    delay: Delay = field(default_factory=Delay)
    rate_limit: RateLimit = field(default_factory=RateLimit)
    endpoint_limit: RateLimit | None = None
    limit_headers: bool = True
    token_lifetime: timedelta = timedelta(days=1)
    page_cap: int = realtime.MOST_RECORDS
    most_records: int = realtime.MOST_RECORDS
    page_token_bound_to: realtime.BoundTo = realtime.BoundTo.WINDOW
    page_token_lifetime: timedelta | None = None
    contract: Contract = Contract.BOTH
    withheld: frozenset[str] = frozenset()
    aggregate_groups_cap: int | None = None
    over_cap: OverCap = OverCap.TOO_LARGE
    lasting_presences: bool = True

    @property
    def pages(self) -> realtime.PageRules:
        """How pages of agents are given; a cap above what may be asked for raises that too."""
        most = max(self.page_cap, self.most_records)
        return realtime.PageRules(self.page_cap, most, self.page_token_bound_to, self.page_token_lifetime)


STANDARD_TERMS = Terms()
