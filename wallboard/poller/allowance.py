"""How often this organisation may be asked, by its own word: read soon after the start, and once a day.

A named task of poller.service; told by poller.report. Nothing depends on it: what cannot be had is None.
"""

import logging
from datetime import timedelta

from wallboard.genesys import organisation
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.session import Session
from wallboard.host.clock import Clock

log = logging.getLogger(__name__)

_FIRST_AFTER = timedelta(seconds=20)  # the numbers come first
_AGAIN_AFTER = timedelta(days=1)
_RETRY_AFTER = timedelta(hours=1)


class Allowance:
    """`a_minute` are the requests that the organisation allows this client; None until it told."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self.a_minute: int | None = None

    async def run(self) -> None:
        """Ask until cancelled."""
        wait = _FIRST_AFTER
        while True:
            await self._clock.sleep(wait)
            wait = _AGAIN_AFTER if await self._ask() else _RETRY_AFTER

    async def _ask(self) -> bool:
        try:
            reply = await self._session.fetch(organisation.LIMITS)
            self.a_minute = organisation.decode_limits(reply).per_minute
            if self.a_minute is not None:
                self._session.budget.told_allowance(self.a_minute)
        except GenesysError as error:
            log.info("limits.not_told", extra={"reason": str(error)})
            return False
        except Exception:  # nothing depends on it, and a service that ends for it would be a dark wall
            log.exception("limits.unexpected")
            return False
        return True
