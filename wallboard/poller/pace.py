"""How often to poll, how far to stay behind, how much to ask for at once. Pure. Used by poller.cycle."""

from dataclasses import dataclass
from datetime import timedelta

from wallboard.genesys.page_size import Wished
from wallboard.host.settings import Settings


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to poll, how far to stay behind Genesys Cloud's now, and how many agents to ask for at once."""

    cadence: timedelta
    lag: timedelta
    max_records: Wished


def pace_of(chosen: Settings) -> Pace:
    """As the settings have it."""
    return Pace(
        cadence=timedelta(seconds=chosen.genesys.poll_interval),
        lag=timedelta(seconds=chosen.genesys.lag),
        max_records=chosen.genesys.max_records,
    )
