"""What is asked beside a poll, and must never hold one up: whether there is room for it, until when, and what failed.

One scope's; used by poller.cycle, poller.on_queue_round and poller.membership.
"""

import asyncio
from datetime import timedelta

from wallboard.genesys.budget import Urgency
from wallboard.genesys.errors import GenesysError, Throttled, TimedOut
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.session import Session
from wallboard.host.clock import Clock

_WITHOUT_A_WISH = timedelta(minutes=5)  # where the server did not say how long to wait
_SHARES = 48  # of so many requests that are ours in a minute, one in a poll is for names or for members
_LAST_BEGINS = timedelta(seconds=5)  # half of the shortest cadence


class Beside:
    """`longest` is how long all that is fetched here may take together, from `begin` on: half a cadence, say.

    What failed in the newest poll is left in `failed`; None when nothing did.
    """

    def __init__(self, session: Session, clock: Clock, longest: timedelta) -> None:
        self._session = session
        self._clock = clock
        self._longest = longest
        self._begun = timedelta()
        self._spared_until = timedelta()
        self.failed: GenesysError | None = None

    @property
    def is_held_back(self) -> bool:
        """Whether Genesys Cloud wished that we wait: then nothing is asked but the poll itself."""
        return self._clock.elapsed() < self._spared_until

    @property
    def pages(self) -> int:
        """How many pages of a long list one poll leaves room for."""
        return max(self._session.budget.share // _SHARES, 1)

    def is_spare(self, requests: int) -> bool:
        """Whether so many requests leave enough to polls and to others."""
        return not self.is_held_back and self._session.budget.is_spare(requests)

    def begin(self) -> None:
        """The poll has been told: from now on there is time."""
        self._begun = self._clock.elapsed()

    def may_ask(self) -> bool:
        """Whether there is room and time for one request more."""
        return self._clock.elapsed() - self._begun < _LAST_BEGINS and self.is_spare(1)

    async def fetch(self, request: Request) -> Reply:
        """As the session fetches. Raises GenesysError, TimedOut also where the time for all of it is over."""
        left = self._begun + self._longest - self._clock.elapsed()
        try:
            async with asyncio.timeout(max(left.total_seconds(), 0.0) / self._clock.rate):
                # Not as a poll: what polls need stretches their cadence.
                return await self._session.fetch(request, Urgency.SPARE)
        except TimeoutError:
            raise TimedOut("no answer in the time that a poll leaves", request.path) from None

    def note(self, error: GenesysError | None) -> None:
        """What a question came to that was asked in this poll; a wish to wait holds back whatever is not a poll.

        Only then: an old failure that is noted again would hold everything back for ever.
        """
        self.failed = error or self.failed
        if isinstance(error, Throttled):
            wish = error.retry_after or _WITHOUT_A_WISH
            self._spared_until = self._clock.elapsed() + wish + timedelta(seconds=1)
