"""Faults on order: which fault the next request to a path meets. No I/O.

Ordered through control or by flag, handed out by gate, carried out by strike.
"""

import asyncio
from enum import Enum
from random import Random
from typing import Annotated

import msgspec

from wallboard.simulator import realtime

EVERY_PATH = "/"


class Fault(Enum):
    """What can go wrong with a request.

    In the stead of an answer, or around a good one; then what is wrong inside a page of agents; then what is wrong
    with its next page's token; then answers that are no page at all.
    """

    THROTTLED = "throttled"
    THROTTLED_WITHOUT_WISH = "throttled_without_wish"
    RETRY_AFTER_HOURS = "retry_after_hours"
    SERVER_ERROR = "server_error"
    UNAVAILABLE = "unavailable"
    HANG = "hang"
    SLOW = "slow"
    CUT_OFF = "cut_off"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105
    TOKEN_LOOP = "token_loop"  # noqa: S105
    REJECTED = "rejected"
    FORBIDDEN = "forbidden"
    CLOCK_OFF = "clock_off"
    DATE_OFF = "date_off"
    REDIRECT = "redirect"
    REDIRECT_AWAY = "redirect_away"

    WRONG_TYPES = "wrong_types"
    MISSING_METRICS = "missing_metrics"
    UNKNOWN_STATUS = "unknown_status"
    NAN = "nan"
    NEGATIVE = "negative"
    HUGE = "huge"
    SHRINKING = "shrinking"
    HALF_MISSING = "half_missing"
    DUPLICATE_AGENT = "duplicate_agent"

    LOST_PAGE_TOKEN = "lost_page_token"  # noqa: S105
    REPEATED_PAGE_TOKEN = "repeated_page_token"  # noqa: S105
    LOOPING_PAGE_TOKENS = "looping_page_tokens"
    ENDLESS_PAGES = "endless_pages"

    NOT_JSON = "not_json"
    EMPTY_BODY = "empty_body"
    WRONG_CONTENT = "wrong_content"
    BAD_UTF8 = "bad_utf8"
    HUGE_BODY = "huge_body"
    ZIPPED_FLOOD = "zipped_flood"


SIGN_IN = "/oauth/token"
# Where these strike unless told otherwise; every other fault is one of the numbers.
_OWN_PATHS = {Fault.CLOCK_OFF: EVERY_PATH, Fault.DATE_OFF: EVERY_PATH, Fault.REJECTED: SIGN_IN}
_SECONDS = {Fault.CLOCK_OFF: 420.0, Fault.DATE_OFF: 420.0, Fault.SLOW: 2.0}


class FaultOrder(msgspec.Struct, frozen=True):
    """One fault, for requests whose path begins with `path`; `times` None: until it is cleared.

    `retry_after` is the wish of THROTTLED, in seconds of the simulated clock. `seconds` is how far ahead the clock of
    CLOCK_OFF and DATE_OFF is, below zero how far behind, and how long SLOW takes, in the machine's own time.
    """

    fault: Fault
    path: str | None = None
    times: Annotated[int, msgspec.Meta(ge=1)] | None = None
    retry_after: Annotated[int, msgspec.Meta(ge=0)] = 30
    seconds: Annotated[float, msgspec.Meta(ge=-(10**7), le=10**7)] | None = None

    def strikes(self, path: str) -> bool:
        """Whether requests to this path meet the fault."""
        own = _OWN_PATHS.get(self.fault, realtime.PATH)
        return path.startswith(own if self.path is None else self.path)

    def told_seconds(self) -> float:
        """The seconds that were told, else those that are usual for this fault."""
        return _SECONDS.get(self.fault, 0.0) if self.seconds is None else self.seconds


# What a bad hour is made of: refusals, breakdowns, a line that breaks, and answers that come late.
_CHAOS = (Fault.THROTTLED, Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.CUT_OFF, Fault.SLOW)


class Chaos(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """This share of the requests to paths that begin with `path` meets a fault, by chance, the same for each seed.

    `late` is how long a late answer takes at most, in seconds of the machine's own time, since it is the client's
    patience that it tries; `retry_after` is the wish of a refusal, in seconds of the simulated clock.
    """

    share: Annotated[float, msgspec.Meta(ge=0, le=1)]
    seed: int = 0
    late: Annotated[float, msgspec.Meta(ge=0, le=10**7)] = 2.0
    retry_after: Annotated[int, msgspec.Meta(ge=0)] = 5
    path: str = "/api/"


def draw(chaos: Chaos, path: str, chance: Random) -> FaultOrder | None:
    """The fault that the next request to this path meets. A path that is spared uses up no chance."""
    if not path.startswith(chaos.path) or chance.random() >= chaos.share:
        return None
    fault = chance.choice(_CHAOS)
    seconds = chance.uniform(0.25, 1) * chaos.late if fault is Fault.SLOW else None
    return FaultOrder(fault, path=chaos.path, times=1, retry_after=chaos.retry_after, seconds=seconds)


FaultPlan = tuple[FaultOrder, ...]


def take(plan: FaultPlan, path: str) -> tuple[FaultOrder | None, FaultPlan]:
    """The order that a request to this path meets, and the plan after it. The oldest order comes first."""
    for place, order in enumerate(plan):
        if order.strikes(path):
            return order, plan[:place] + _once_less(order) + plan[place + 1 :]
    return None, plan


def _once_less(order: FaultOrder) -> FaultPlan:
    if order.times is None:
        return (order,)
    if order.times == 1:
        return ()
    return (msgspec.structs.replace(order, times=order.times - 1),)


class FaultDesk:
    """Takes orders, and hands out one fault at a time. `cleared` is set once the present orders are withdrawn.

    `served` holds the tokens that EXPIRED_TOKEN has let pass once.
    """

    def __init__(self) -> None:
        self._plan: FaultPlan = ()
        self._chaos: Chaos | None = None
        self._chance = Random()  # noqa: S311 - a rehearsal, not a secret
        self.cleared = asyncio.Event()
        self.served: set[str] = set()

    def order(self, order: FaultOrder) -> None:
        """Requests meet this fault from now on, after the orders that are there already."""
        self._plan = (*self._plan, order)

    def break_loose(self, chaos: Chaos) -> None:
        """From now on requests that meet no order may meet a fault by chance."""
        self._chaos = chaos
        self._chance.seed(chaos.seed)

    def take(self, path: str) -> FaultOrder | None:
        """The order that a request to this path meets."""
        met, self._plan = take(self._plan, path)
        if met is None and self._chaos is not None:
            return draw(self._chaos, path, self._chance)
        return met

    def clear(self) -> None:
        """Withdraw all orders, end the chaos, and let go of whatever hangs because of one."""
        self._plan = ()
        self._chaos = None
        self.served.clear()
        self.cleared.set()
        self.cleared = asyncio.Event()
