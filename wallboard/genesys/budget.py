"""How fast this organisation may be asked: what is allowed, less a share for others, spent evenly and never exceeded.

Every request of genesys.session waits here for its turn. `Pacing` decides and knows no clock; `Budget` waits, in the
poller's own clock. Told by poller.report; poller.loop stretches its cadence by it.
"""

from collections import Counter, deque
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from wallboard.genesys.errors import Throttled
from wallboard.genesys.exchange import RateLimit
from wallboard.host.clock import Clock

UNTOLD = 300  # requests a minute, where neither settings nor answers say
SHARE_FOR_OTHERS = 0.2
_NOTHING = timedelta()
_MINUTE = timedelta(minutes=1)
_SPAN = _MINUTE + timedelta(seconds=0.5)  # what was sent a minute apart may arrive a little closer together
_BURST = 2  # background requests on end: one that waited a moment too long is caught up with
_ROUNDED = timedelta(seconds=1)  # Retry-After is cut off to whole seconds
_WITHOUT_WISH = timedelta(seconds=10)  # how long an endpoint is left alone that refuses and does not say for how long
_WITHOUT_RESET = timedelta(seconds=10)  # how long a word on what remains is good, where it does not say itself
_LONGEST_DEMAND = timedelta(minutes=20)
_CROWDED, _ROOMY = 0.9, 0.75  # shares of what is ours that polls alone need: the cadence stretches, and shrinks again
_STRETCH, _SHRINK = 1.5, 1.25
_LONGEST_STRETCH = 20.0


class Urgency(Enum):
    """Whose turn it is. A poll comes first; what is only good to have is asked for at once while there is room.

    Background requests keep an even distance, so that a poll never finds a minute that is spent already.
    """

    POLL = "poll"
    SPARE = "spare"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class _Told:
    """What an answer said of the limit, to a request sent at `sent`; good `until` then."""

    remaining: int
    sent: timedelta
    until: timedelta


class Pacing:
    """When the next request may be sent. Instants are those of one clock that never steps back."""

    def __init__(self, per_minute: int | None = None, share_for_others: float = SHARE_FOR_OTHERS) -> None:
        self._most = per_minute
        self._for_others = share_for_others
        self.told_allowed: int | None = None
        self._told: _Told | None = None
        self._sent: deque[timedelta] = deque()
        self._next_even = _NOTHING
        self._left_alone: dict[str, timedelta] = {}

    @property
    def allowed(self) -> int:
        """Requests a minute, by the organisation's word or the settings', whichever is less."""
        known = [one for one in (self._most, self.told_allowed) if one is not None]
        return min(known, default=UNTOLD)

    @property
    def share(self) -> int:
        """How many of them are ours."""
        return max(int(self.allowed * (1 - self._for_others) + 1e-9), 1)

    def told_allowance(self, per_minute: int) -> None:
        """The organisation said how much it allows."""
        self.told_allowed = max(per_minute, 1)

    def wait(self, urgency: Urgency, now: timedelta, ahead: int = 0) -> timedelta:
        """How long until this may be sent, behind so many who are `ahead`; nothing: now."""
        waits = [self._until_room(now, ahead), self._until_reset(urgency, now)]
        if urgency is Urgency.BACKGROUND:
            waits.append(self._next_even - (_BURST - 1) * self._distance(now) - now)
        return max(_NOTHING, *waits)

    def spend(self, now: timedelta) -> None:
        """One request is sent."""
        self._forget(now)
        self._sent.append(now)
        self._next_even = max(self._next_even, now) + self._distance(now)

    def learn(self, limit: RateLimit, sent: timedelta, now: timedelta) -> None:
        """What the answer to a request sent at `sent` says of the limit."""
        if limit.allowed is not None:
            self.told_allowance(limit.allowed)
        # Of answers that overtook each other the one to the newer request knows more.
        if limit.remaining is not None and (self._told is None or sent >= self._told.sent):
            resets_in = _WITHOUT_RESET if limit.resets_in is None else limit.resets_in
            self._told = _Told(limit.remaining, sent, now + min(resets_in, _SPAN))

    def refused(self, endpoint: str, wish: timedelta | None, now: timedelta) -> None:
        """An endpoint asks to be left alone."""
        until = now + (_WITHOUT_WISH if wish is None else wish + _ROUNDED)
        self._left_alone[endpoint] = max(until, self._left_alone.get(endpoint, until))

    def left_alone(self, endpoint: str, now: timedelta) -> timedelta:
        """For how long an endpoint still is to be left alone."""
        return max(self._left_alone.get(endpoint, now) - now, _NOTHING)

    def used(self, now: timedelta) -> int:
        """How many were sent in the last minute."""
        return sum(now - at < _MINUTE for at in self._sent)

    def is_spare(self, requests: int, now: timedelta) -> bool:
        """Whether so many more leave half of all that is allowed to others and to what comes."""
        left = self._left(now)
        used = max(self.used(now), 0 if left is None else self.allowed - left)
        return used + requests <= min(self.allowed / 2, self.share)

    def _forget(self, now: timedelta) -> None:
        while self._sent and now - self._sent[0] >= _SPAN:
            self._sent.popleft()

    def _until_room(self, now: timedelta, ahead: int) -> timedelta:
        self._forget(now)
        too_many = len(self._sent) + ahead - self.share
        if too_many < 0 or not self._sent:
            return _NOTHING
        return self._sent[min(too_many, len(self._sent) - 1)] + _SPAN - now

    def _left(self, now: timedelta) -> int | None:
        """What remains for everybody, by the server's word and by what was sent since; None where it says nothing."""
        if self._told is None or now >= self._told.until:
            return None
        return self._told.remaining - sum(at > self._told.sent for at in self._sent)

    def _until_reset(self, urgency: Urgency, now: timedelta) -> timedelta:
        left = self._left(now)
        least = self._low / 3 if urgency is Urgency.BACKGROUND else 0
        return _NOTHING if left is None or left > least or self._told is None else self._told.until - now

    def _distance(self, now: timedelta) -> timedelta:
        """Between two background requests. Where others use up what remains, it grows before there is nothing left."""
        even, left = _SPAN / self.share, self._left(now)
        return even if left is None or left >= self._low else even * (self._low / max(left, 1))

    @property
    def _low(self) -> float:
        return self.allowed * self._for_others / 2


class Budget:
    """The turns of one organisation's requests.

    `paced` is False for a tool that asks a dozen questions and wants to know how the organisation refuses them.
    """

    def __init__(
        self,
        clock: Clock,
        per_minute: int | None = None,
        share_for_others: float = SHARE_FOR_OTHERS,
        *,
        paced: bool = True,
    ) -> None:
        self._clock = clock
        self._pacing = Pacing(per_minute, share_for_others)
        self._paced = paced
        self._waiting: Counter[Urgency] = Counter()
        self._polls: deque[timedelta] = deque()
        self._plans: dict[Hashable, float] = {}
        self._stretch = 1.0
        self._stretched_at = clock.elapsed()

    @property
    def allowed(self) -> int:
        """Requests a minute that the organisation allows."""
        return self._pacing.allowed

    @property
    def told_allowed(self) -> int | None:
        """The organisation's own word on it; None until it told."""
        return self._pacing.told_allowed

    @property
    def share(self) -> int:
        """How many of them are ours."""
        return self._pacing.share

    @property
    def used(self) -> int:
        """How many were sent in the last minute."""
        return self._pacing.used(self._clock.elapsed())

    def elapsed(self) -> timedelta:
        """The clock in which turns are waited for."""
        return self._clock.elapsed()

    async def sleep(self, wait: timedelta) -> None:
        """Wait in that clock."""
        await self._clock.sleep(wait)

    async def turn(self, endpoint: str, urgency: Urgency) -> None:
        """Wait until this may be sent. Raises Throttled at once where the server wishes to be left alone."""
        if self._paced:
            await self._wait(endpoint, urgency)
        now = self._clock.elapsed()
        self._pacing.spend(now)
        if urgency is Urgency.POLL:
            self._polls.append(now)

    async def _wait(self, endpoint: str, urgency: Urgency) -> None:
        self._waiting[urgency] += 1
        try:
            while True:
                now = self._clock.elapsed()
                left_alone = self._pacing.left_alone(endpoint, now)
                if left_alone > _NOTHING:
                    raise Throttled(left_alone, endpoint)
                ahead = 0 if urgency is Urgency.POLL else self._waiting[Urgency.POLL]
                wait = self._pacing.wait(urgency, now, ahead)
                if wait <= _NOTHING:
                    return
                await self._clock.sleep(wait)
        finally:
            self._waiting[urgency] -= 1

    def learn(self, limit: RateLimit, sent: timedelta) -> None:
        """What the answer to a request sent at `sent` says of the limit."""
        self._pacing.learn(limit, sent, self._clock.elapsed())

    def told_allowance(self, per_minute: int) -> None:
        """The organisation said how much it allows."""
        self._pacing.told_allowance(per_minute)

    def refused(self, endpoint: str, wish: timedelta | None) -> None:
        """An endpoint asks to be left alone."""
        self._pacing.refused(endpoint, wish, self._clock.elapsed())

    def is_spare(self, requests: int) -> bool:
        """Whether so many more leave half of all that is allowed to others and to what comes."""
        return self._pacing.is_spare(requests, self._clock.elapsed())

    def plan(self, whose: Hashable, requests_a_minute: float) -> None:
        """A sweep of many pages would take so many requests, if it were to end within each poll."""
        self._plans[whose] = requests_a_minute

    def predicted(self, cadence: timedelta) -> int:
        """Requests a minute that would bring everything with each poll, at the cadence that is wished for."""
        in_force = self.cadence(cadence)
        return round(self._asked_by_polls(in_force) * (_MINUTE / cadence) + sum(self._plans.values()))

    def cadence(self, wished: timedelta) -> timedelta:
        """The cadence in force."""
        return wished * self._stretch

    def next_cadence(self, wished: timedelta) -> timedelta:
        """The cadence in force from now on: longer where polls alone need nearly all that is ours."""
        now, in_force = self._clock.elapsed(), self.cadence(wished)
        if now - self._stretched_at >= in_force:
            self._stretched_at = now
            self._stretch = self._new_stretch(wished, in_force)
        return self.cadence(wished)

    def _new_stretch(self, wished: timedelta, in_force: timedelta) -> float:
        needed = self._asked_by_polls(in_force) * (_MINUTE / in_force) / self.share
        shorter = max(self._stretch / _SHRINK, 1.0)
        if needed > _CROWDED:
            return min(self._stretch * _STRETCH, _LONGEST_STRETCH)
        return shorter if needed * (in_force / (wished * shorter)) <= _ROOMY else self._stretch

    def _asked_by_polls(self, span: timedelta) -> int:
        now = self._clock.elapsed()
        while self._polls and now - self._polls[0] > _LONGEST_DEMAND:
            self._polls.popleft()
        return sum(now - at < span for at in self._polls)
