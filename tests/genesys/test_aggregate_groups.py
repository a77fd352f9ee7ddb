"""One group of an aggregates answer; the answer as a whole is tested in test_aggregates."""

import json

import msgspec
import pytest

from tests.genesys.platform_bodies import INTERVAL, WINDOW, group
from wallboard.genesys.aggregate_groups import Result, counters_of, handled, interval_of, longest_ms_in


def read(told: object) -> Result:
    return msgspec.json.decode(json.dumps(told).encode(), type=Result)


def test_a_window_is_written_as_it_is_told() -> None:
    assert interval_of(WINDOW) == INTERVAL


def test_what_it_counts() -> None:
    told = read(group("ada", 2, 3_000.4, 3))
    assert counters_of(told, "ada", INTERVAL, WINDOW, longest_ms_in(WINDOW)) == (3, 2, 3_000)
    assert handled(told) == 2


def test_a_conversation_takes_at_most_what_lies_between_31_days_before_the_window_and_its_end() -> None:
    longest = longest_ms_in(WINDOW)
    assert longest == (31 * 24 + 6) * 3_600_000 + 35 * 60_000
    assert counters_of(read(group("ada", 1, longest)), "ada", INTERVAL, WINDOW, longest)[2] == longest
    with pytest.raises(ValueError, match="has handled 1 conversations"):
        counters_of(read(group("ada", 1, longest + 1)), "ada", INTERVAL, WINDOW, longest)
