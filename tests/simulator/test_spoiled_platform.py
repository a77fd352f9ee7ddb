"""Good answers of the Platform API, spoilt."""

import copy
import json
import math
from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest

from tests.simulator.organisation import at, recorded_day
from wallboard.simulator import agent_status, aggregates, spoiled
from wallboard.simulator.aggregate_query import parse
from wallboard.simulator.delay import Delay
from wallboard.simulator.directory import directory
from wallboard.simulator.faults import Fault
from wallboard.simulator.realtime import to_text
from wallboard.simulator.spoiled_platform import SpoiltAgents, is_missing, spoil_groups, spoil_statuses

NOW = at("14:20")
DAY = recorded_day()
QUERY = parse(
    json.dumps(
        {
            "interval": f"{to_text(at('07:00'))}/{to_text(NOW - timedelta(seconds=30))}",
            "groupBy": ["userId"],
            "metrics": ["tHandle", "nConnected"],
        }
    ).encode()
)
RANKING = msgspec.json.encode(aggregates.answer(QUERY, DAY.timelines.values(), {}, NOW, Delay()))
STATUSES = msgspec.json.encode(agent_status.answer(agent_status.parse(b"{}"), directory(DAY), DAY.timelines, NOW))
UNTOUCHED = [Fault.NAN, Fault.NEGATIVE, Fault.HUGE, Fault.SHRINKING]


def groups(fault: SpoiltAgents | None = None) -> list[dict[str, Any]]:
    """Those of agents, in their order."""
    body = RANKING if fault is None else spoiled.spoil(fault, RANKING)
    return [group for group in json.loads(body)["results"] if "userId" in group["group"]]


def number(group: dict[str, Any], metric: str, name: str) -> Any:  # noqa: ANN401  whatever was put there
    (told,) = [one for one in group["data"][0]["metrics"] if one["metric"] == metric]
    return told.get("stats", {}).get(name)


@pytest.mark.parametrize(
    ("fault", "metric", "name", "place", "value"),
    [
        (Fault.WRONG_TYPES, "tHandle", "count", 0, "many"),
        (Fault.WRONG_TYPES, "nConnected", "count", -1, "7"),
        (Fault.MISSING_METRICS, "tHandle", "sum", 0, None),
        (Fault.MISSING_METRICS, "nConnected", "count", -1, None),
        (Fault.NEGATIVE, "tHandle", "count", 0, -3),
        (Fault.NEGATIVE, "tHandle", "sum", -1, -1),
        (Fault.HUGE, "tHandle", "sum", 0, 1e30),
        (Fault.HUGE, "nConnected", "count", -1, 2**64),
    ],
)
def test_the_first_and_the_last_group_are_spoilt(
    fault: SpoiltAgents, metric: str, name: str, place: int, value: object
) -> None:
    assert number(groups(fault)[place], metric, name) == value
    assert groups(fault)[1:-1] == groups()[1:-1]


def test_what_is_no_number_stands_bare_in_the_body() -> None:
    assert b'"sum": NaN' in spoiled.spoil(Fault.NAN, RANKING)
    assert math.isinf(number(groups(Fault.NAN)[-1], "nConnected", "count"))


def test_counters_shrink_to_half() -> None:
    for good, shrunk in zip(groups(), groups(Fault.SHRINKING), strict=True):
        for metric, name in (("tHandle", "count"), ("tHandle", "sum"), ("nConnected", "count")):
            assert number(shrunk, metric, name) == number(good, metric, name) // 2


def test_the_same_half_is_missing_in_both_kinds_of_answers() -> None:
    left = {group["group"]["userId"] for group in groups(Fault.HALF_MISSING)}
    everybody = {group["group"]["userId"] for group in groups()}
    assert left == {agent for agent in everybody if not is_missing(agent)} < everybody
    entities = json.loads(spoiled.spoil(Fault.HALF_MISSING, STATUSES))["entities"]
    assert {entity["userId"] for entity in entities} & everybody == left


def test_an_agent_stands_twice_with_different_numbers() -> None:
    *first, twin = groups(Fault.DUPLICATE_AGENT)
    assert first == groups()
    assert twin["group"] == first[0]["group"]
    assert number(twin, "tHandle", "count") == number(first[0], "tHandle", "count") + 1


def test_groups_of_nobody_are_left_alone() -> None:
    def nobodys(body: bytes) -> list[dict[str, Any]]:
        return [group for group in json.loads(body)["results"] if "userId" not in group["group"]]

    assert nobodys(RANKING)
    for fault in (*get_args(spoiled.SpoiltTwo), Fault.SHRINKING, Fault.HALF_MISSING):
        assert nobodys(spoiled.spoil(fault, RANKING)) == nobodys(RANKING)


def statuses(fault: SpoiltAgents) -> list[dict[str, Any]]:
    entities: list[dict[str, Any]] = json.loads(spoiled.spoil(fault, STATUSES))["entities"]
    return entities


GOOD_STATUSES = json.loads(STATUSES)["entities"]


def test_a_status_is_one_that_nobody_knows() -> None:
    first, *rest = statuses(Fault.UNKNOWN_STATUS)
    assert (first["routingStatus"], first["systemPresence"], first["sessions"]) == ("MEDITATING", "MEDITATING", [])
    assert rest == GOOD_STATUSES[1:]
    assert groups(Fault.UNKNOWN_STATUS) == groups()  # an aggregate has none


def test_a_status_is_no_word_or_not_there() -> None:
    assert statuses(Fault.WRONG_TYPES)[0]["routingStatus"] == 7
    assert statuses(Fault.WRONG_TYPES)[-1]["sessions"] == "none"
    assert "routingStatus" not in statuses(Fault.MISSING_METRICS)[0]
    assert "systemPresence" not in statuses(Fault.MISSING_METRICS)[-1]


def test_an_agent_has_two_statuses() -> None:
    *first, twin = statuses(Fault.DUPLICATE_AGENT)
    assert first == GOOD_STATUSES
    assert (twin["userId"], twin["routingStatus"]) == (first[0]["userId"], "OFF_QUEUE")


@pytest.mark.parametrize("fault", UNTOUCHED, ids=lambda fault: fault.value)
def test_a_status_answer_has_no_numbers_to_spoil(fault: SpoiltAgents) -> None:
    assert statuses(fault) == GOOD_STATUSES


ALL_FAULTS = (*get_args(spoiled.SpoiltTwo), Fault.SHRINKING, Fault.DUPLICATE_AGENT, Fault.HALF_MISSING)


@pytest.mark.parametrize("fault", ALL_FAULTS, ids=lambda fault: fault.value)
@pytest.mark.parametrize("count", [0, 1])
def test_one_agent_or_nobody_can_be_spoilt(fault: SpoiltAgents, count: int) -> None:
    some, entities = groups()[:count], GOOD_STATUSES[:count]
    for before, after in (
        (some, spoil_groups(fault, copy.deepcopy(some))),
        (entities, spoil_statuses(fault, copy.deepcopy(entities))),
    ):
        assert 0 <= len(after) <= 2 * len(before)  # at most told twice, and nobody is made up


def test_ids_are_no_utf8() -> None:
    for body in (RANKING, STATUSES):
        with pytest.raises(UnicodeDecodeError):
            spoiled.spoil(Fault.BAD_UTF8, body).decode()
