"""Faults on order: which fault the next request to a path meets. No I/O.

Ordered through control or by flag, committed by gate.
"""

import asyncio
from enum import Enum
from typing import Annotated

import msgspec

from wallboard.simulator import realtime


class Fault(Enum):
    """What can go wrong with a request."""

    THROTTLED = "throttled"
    THROTTLED_WITHOUT_WISH = "throttled_without_wish"
    SERVER_ERROR = "server_error"
    HANG = "hang"
    CUT_OFF = "cut_off"


class FaultOrder(msgspec.Struct, frozen=True):
    """One fault, for requests whose path begins with `path`; `times` None: until it is cleared.

    `retry_after` is the wish of THROTTLED, in seconds of the simulated clock.
    """

    fault: Fault
    path: str = realtime.PATH
    times: Annotated[int, msgspec.Meta(ge=1)] | None = None
    retry_after: Annotated[int, msgspec.Meta(ge=0)] = 30


FaultPlan = tuple[FaultOrder, ...]


def take(plan: FaultPlan, path: str) -> tuple[FaultOrder | None, FaultPlan]:
    """The order that a request to this path meets, and the plan after it. The oldest order comes first."""
    for place, order in enumerate(plan):
        if path.startswith(order.path):
            return order, plan[:place] + _once_less(order) + plan[place + 1 :]
    return None, plan


def _once_less(order: FaultOrder) -> FaultPlan:
    if order.times is None:
        return (order,)
    if order.times == 1:
        return ()
    return (msgspec.structs.replace(order, times=order.times - 1),)


class FaultDesk:
    """Takes orders, and hands out one fault at a time. `cleared` is set once the present orders are withdrawn."""

    def __init__(self) -> None:
        self._plan: FaultPlan = ()
        self.cleared = asyncio.Event()

    def order(self, order: FaultOrder) -> None:
        """Requests meet this fault from now on, after the orders that are there already."""
        self._plan = (*self._plan, order)

    def take(self, path: str) -> FaultOrder | None:
        """The order that a request to this path meets."""
        met, self._plan = take(self._plan, path)
        return met

    def clear(self) -> None:
        """Withdraw all orders, and let go of whatever hangs because of one."""
        self._plan = ()
        self.cleared.set()
        self.cleared = asyncio.Event()
