"""Read the JSON body of a request, or refuse it by what is wrong with it. Pure.

Used by aggregate_query, agent_status and control.
"""

from typing import TypeVar

import msgspec

from wallboard.simulator.errors import bad_body

T = TypeVar("T")


def read(body: bytes, shape: type[T]) -> T:
    """The body in this shape. Raises Refused."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise bad_body(str(error)) from error
