"""Whole numbers in a query."""

import pytest

from wallboard.simulator.errors import Refused
from wallboard.simulator.parameters import whole_number


def test_a_number_or_its_default() -> None:
    assert whole_number({"pageSize": "7"}, "pageSize", 25, 500) == 7
    assert whole_number({}, "pageSize", 25, 500) == 25


@pytest.mark.parametrize("text", ["0", "501", "-1", "", "ten", "1.5", "²", "٣", " 7", "0000000999", "9" * 5000])
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(Refused, match="pageSize must be a number from 1 to 500"):
        whole_number({"pageSize": text}, "pageSize", 25, 500)
