"""Take in everybody without a garbage collection in between: fifty thousand agents are no garbage yet.

Measured: of the time that an answer of 50,000 agents took, collections that found nothing were half. Used by
genesys.aggregates, genesys.realtime and poller.table.
"""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


def uncollected(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """The function, during which objects are made and none is looked through; as before after it, failed or not."""

    @wraps(function)
    def without_collections(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        if not gc.isenabled():
            return function(*args, **kwargs)
        gc.disable()
        try:
            return function(*args, **kwargs)
        finally:
            gc.enable()

    return without_collections
