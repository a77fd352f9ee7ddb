"""How the simulator's callers were served, as the aggregates tell it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tests.simulator import openapi
from wallboard.simulator.aggregate_query import parse
from wallboard.simulator.day import VOICE, Wait
from wallboard.simulator.queue_levels import answer, asks_for_levels

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def wait(queue: str, lasted: int, ended: int, *, answered: bool) -> Wait:
    """So many seconds, until so many from noon."""
    end = NOON + timedelta(seconds=ended)
    return Wait(queue, VOICE, end - timedelta(seconds=lasted), end, answered=answered)


def query(**body: object) -> dict[str, object]:
    window = "2026-11-23T11:00:00.000Z/2026-11-23T12:00:00.000Z"
    return {"interval": window, "groupBy": ["queueId"], "metrics": ["oServiceLevel", "tAbandon"], **body}


def told(waits: list[Wait], **body: object) -> list[dict[str, Any]]:
    found = answer(parse(json.dumps(query(**body)).encode()), waits, NOON)
    assert openapi.faults("ConversationAggregateQueryResponse", found) == []
    results: list[dict[str, Any]] = json.loads(msgspec.json.encode(found))["results"]
    return results


def test_who_was_answered_within_twenty_seconds_was_served() -> None:
    waits = [
        wait("a", 20, -9, answered=True),
        wait("a", 21, -9, answered=True),
        wait("a", 3, 0, answered=False),
        wait("a", 3, 1, answered=True),  # not over yet
        wait("a", 3, -3_601, answered=True),  # before the window
    ]
    assert told(waits) == [
        {
            "group": {"mediaType": "voice", "queueId": "a"},
            "data": [
                {
                    "interval": "2026-11-23T11:00:00.000Z/2026-11-23T12:00:00.000Z",
                    "metrics": [
                        {
                            "metric": "oServiceLevel",
                            "stats": {"ratio": 1 / 3, "numerator": 1, "denominator": 3, "target": 20_000},
                        },
                        {"metric": "tAbandon", "stats": {"count": 1}},
                    ],
                }
            ],
        }
    ]


def test_queues_are_filtered_and_told_apart() -> None:
    waits = [wait("b", 1, -9, answered=True), wait("a", 1, -9, answered=True)]
    assert [one["group"]["queueId"] for one in told(waits)] == ["a", "b"]
    wanted = {"type": "and", "predicates": [{"dimension": "queueId", "value": "b"}]}
    assert [one["group"]["queueId"] for one in told(waits, filter=wanted)] == ["b"]
    assert told(waits, metrics=["tAnswered"])[0]["data"][0]["metrics"][0]["stats"] == {"count": 1}


@pytest.mark.parametrize(
    ("body", "expected"),
    [({}, True), ({"groupBy": ["userId"]}, False), ({"metrics": ["tHandle", "tAbandon"]}, False)],
)
def test_which_queries_are_for_queues(body: dict[str, object], expected: bool) -> None:
    assert asks_for_levels(parse(json.dumps(query(**body)).encode())) is expected
