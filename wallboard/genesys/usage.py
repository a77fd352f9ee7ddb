"""What the asking costs: requests by endpoint, in the last minute and as they would add up in a month. Pure.

Kept by genesys.session; told by poller.report. Fair use of Genesys Cloud is counted by the month.
"""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_MONTH = timedelta(days=30)
_ID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}")


def endpoint_of(method: str, path: str) -> str:
    """A request's endpoint, whatever it is asked about.

    >>> endpoint_of("GET", "/api/v2/groups/6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10/members")
    'GET /api/v2/groups/{id}/members'
    """
    return f"{method} {_ID.sub('{id}', path)}"


@dataclass(frozen=True, slots=True)
class Costs:
    """`a_minute` by endpoint, over the last minute. `a_month` at the pace of the last hour, or of the time since the
    start; None in the first minute, which tells nothing of a month.

    `share` a minute are ours; `predicted` would bring everybody with every poll.
    """

    a_minute: Mapping[str, int]
    a_month: int | None
    share: int | None = None
    predicted: int | None = None


NO_COSTS = Costs({}, None)


class Usage:
    """The requests of the last hour. Instants are those of one clock that never steps back."""

    def __init__(self, started: timedelta) -> None:
        self._started = started
        self._asked: deque[tuple[timedelta, str]] = deque()

    def count(self, endpoint: str, at: timedelta) -> None:
        """One request was sent."""
        self._asked.append((at, endpoint))
        self._forget(at)

    def costs(self, at: timedelta, share: int | None = None, predicted: int | None = None) -> Costs:
        """What it costs, as of now, beside what genesys.budget makes of it."""
        self._forget(at)
        last_minute: dict[str, int] = {}
        for asked_at, endpoint in reversed(self._asked):
            if at - asked_at > MINUTE:
                break
            last_minute[endpoint] = last_minute.get(endpoint, 0) + 1
        span = min(at - self._started, _HOUR)
        a_month = None if span < MINUTE else round(len(self._asked) * (_MONTH / span))
        return Costs(dict(sorted(last_minute.items())), a_month, share, predicted)

    def _forget(self, at: timedelta) -> None:
        while self._asked and at - self._asked[0][0] > _HOUR:
            self._asked.popleft()
