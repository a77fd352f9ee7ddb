"""Who waits in the simulator's queues, and in which words it is told."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tests.simulator import openapi
from wallboard.simulator.day import VOICE, Wait
from wallboard.simulator.errors import Refused
from wallboard.simulator.queue_observations import answer, parse

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
QUEUES = {"a": "Regular", "b": "Internet"}
BY_QUEUE = {"type": "or", "predicates": [{"dimension": "queueId", "value": "a"}]}


def wait(queue: str, begun: int, ended: int) -> Wait:
    """Seconds from noon."""
    return Wait(queue, VOICE, NOON + timedelta(seconds=begun), NOON + timedelta(seconds=ended), answered=True)


def told(waits: list[Wait], **body: object) -> list[dict[str, Any]]:
    query = parse(json.dumps({"filter": BY_QUEUE, "metrics": ["oWaiting"], **body}).encode())
    found = answer(query, QUEUES, waits, NOON)
    assert openapi.faults("QueueObservationQueryResponse", found) == []
    results: list[dict[str, Any]] = json.loads(msgspec.json.encode(found))["results"]
    return results


def test_who_waits_now_is_counted_for_each_medium() -> None:
    waits = [wait("a", -20, 5), wait("a", -5, 0), wait("a", 0, 9), wait("a", 1, 9), wait("b", -9, 9)]
    assert [(one["group"], one["data"][0]["stats"]) for one in told(waits)] == [
        ({"queueId": "a", "mediaType": "callback"}, {"count": 0}),
        ({"queueId": "a", "mediaType": "voice"}, {"count": 2}),
    ]


def test_details_are_told_where_they_are_asked_for_the_oldest_first() -> None:
    waits = [wait("a", -5, 9), wait("a", -20, 5)]
    assert "observations" not in told(waits)[1]["data"][0]
    seen = told(waits, detailMetrics=["oWaiting"])[1]["data"][0]
    assert [one["observationDate"] for one in seen["observations"]] == [
        "2026-11-23T11:59:40.000Z",
        "2026-11-23T11:59:55.000Z",
    ]
    assert seen["truncated"] is False


def test_of_many_details_the_oldest_and_the_newest_half_are_told() -> None:
    seen = told([wait("a", -begun, 9) for begun in range(1, 251)], detailMetrics=["oWaiting"])[1]["data"][0]
    assert (seen["stats"]["count"], len(seen["observations"]), seen["truncated"]) == (250, 100, True)
    assert seen["observations"][0]["observationDate"] == "2026-11-23T11:55:50.000Z"


@pytest.mark.parametrize(
    "body",
    [
        {"metrics": []},
        {"metrics": ["oNothing"]},
        {"filter": {"type": "and"}},
        {"more": 1},
    ],
)
def test_what_makes_no_sense_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(Refused):
        told([], **body)
