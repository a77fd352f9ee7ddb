"""Bodies that can be read, and bodies that are refused by what is wrong with them."""

import msgspec
import pytest

from wallboard.simulator import bodies
from wallboard.simulator.errors import Refused


class Shape(msgspec.Struct):
    name: str


def test_a_body_in_its_shape_is_read() -> None:
    assert bodies.read(b'{"name": "Tova"}', Shape) == Shape("Tova")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "Input data was truncated"),
        (b"{", "Input data was truncated"),
        (b"<html>", "malformed"),
        (b"[]", "Expected `object`, got `array`"),
        (b"{}", "missing required field `name`"),
        (b'{"name": 7}', r"Expected `str`, got `int` - at `\$.name`"),
        (b'{"name": "\xff"}', "utf-8"),
    ],
)
def test_any_other_body_is_answered_400_with_the_reason(body: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        bodies.read(body, Shape)
    assert (refused.value.status, refused.value.code) == (400, "bad.request")
