"""Poll one scope for ever: run a cycle, tell how it went, wait as long as the schedule says.

One per scope, each a named task of poller.service.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import msgspec

from wallboard.genesys import server_time
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.session import Session
from wallboard.host.clock import Clock
from wallboard.poller import events, schedule
from wallboard.poller.boards import Board, LastError, Polling
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.cycle import Cycle
from wallboard.poller.schedule import Outcome, Succeeded
from wallboard.wire.messages import Budget, Cause

log = logging.getLogger(__name__)


class PollLoop:
    """The loop of one scope; `chance` gives numbers from 0 to 1."""

    def __init__(
        self,
        cycle: Cycle,
        boards: Sequence[Board],
        broadcast: Broadcast,
        session: Session,
        clock: Clock,
        chance: Callable[[], float],
    ) -> None:
        self._cycle = cycle
        self._boards = boards
        self._broadcast = broadcast
        self._session = session
        self._clock = clock
        self._chance = chance
        self._polling: Polling = boards[0].polling
        self._wished = self._polling.cadence

    async def restore(self) -> None:
        """Show what was known before a restart."""
        await self._cycle.restore()

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            outcome = await self._poll()
            wait = self._told(outcome)
            await self._clock.sleep(wait)

    async def _poll(self) -> Outcome:
        started = self._clock.elapsed()
        try:
            await self._cycle.run()
        except GenesysError as error:
            self._refused(error)
            outcome = schedule.outcome_of(error)
            self._log(outcome, str(error))
            return outcome
        except Exception as error:  # a bug or an answer that nobody thought of: the wall lives on, and says so
            log.exception("poll.unexpected")
            self._refused(GenesysError(f"unexpected: {type(error).__name__}"))
            outcome = schedule.Failed(Cause("bad_reply"))
            self._log(outcome, repr(error))
            return outcome
        if self._cycle.failed_beside is not None:
            self._refused(self._cycle.failed_beside)
        outcome = Succeeded(self._clock.elapsed() - started)
        self._log(outcome, "")
        return outcome

    def _refused(self, error: GenesysError) -> None:
        last = LastError(error.endpoint, error.reason, error.context_id, self._session.now())
        self._polling = replace(self._polling, last_error=last)

    def _told(self, outcome: Outcome) -> timedelta:
        """Tell every screen of this scope how the poll went; how long to wait before the next."""
        before = self._polling
        cause = _cause(outcome)
        streak = 0 if cause is None else before.streak + 1
        cadence = self._session.budget.next_cadence(self._wished)
        wait = schedule.next_wait(outcome, streak, cadence, self._chance())
        self._polling = replace(
            before,
            cadence=cadence,
            cause=cause,
            streak=streak,
            polls=before.polls + 1,
            next_try_at=self._session.now() + wait,
            budget=self._budget(),
            clock_off_s=server_time.seconds_off(self._session.skew),
        )
        for board in self._boards:
            board.polling = self._polling
            self._broadcast.publish_status(board)
        return wait

    def _budget(self) -> Budget:
        budget, sweep = self._session.budget, self._boards[0].expected_sweep
        return msgspec.structs.replace(
            events.budget_of(self._session.rate_limit),
            used=budget.used,
            share=budget.share,
            predicted=budget.predicted(self._wished),
            sweep_s=sweep.total_seconds() if sweep else None,
        )

    def _log(self, outcome: Outcome, reason: str) -> None:
        """The edge, not the level: once when it breaks or breaks otherwise, once when it mends."""
        was, now = self._polling.cause, _cause(outcome)
        if self._polling.polls and (was is None) == (now is None) and (was is None or was.code == _code(now)):
            return
        boards = ",".join(board.info.id for board in self._boards)
        if now is None:
            log.info("poll.good", extra={"boards": boards})
        else:
            log.warning("poll.bad", extra={"boards": boards, "cause": now.code, "reason": reason})


def _cause(outcome: Outcome) -> Cause | None:
    return None if isinstance(outcome, Succeeded) else outcome.cause


def _code(cause: Cause | None) -> str | None:
    return None if cause is None else cause.code
