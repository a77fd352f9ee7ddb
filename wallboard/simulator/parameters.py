"""Read a query parameter, or refuse it by name. Pure.

Used by realtime and directory.
"""

from collections.abc import Mapping

from wallboard.simulator.errors import bad_parameter

_MOST_DIGITS = 9


def whole_number(params: Mapping[str, str], name: str, default: int, most: int = 10**_MOST_DIGITS - 1) -> int:
    """A number from 1 to `most`. Raises Refused."""
    text = params.get(name, str(default))
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    if not is_number or not 1 <= int(text) <= most:
        raise bad_parameter(name, f"must be a number from 1 to {most}, not {text!r}")
    return int(text)
