"""Good answers, spoilt."""

import json
import math
from typing import Any, get_args

import msgspec
import pytest
from starlette.datastructures import QueryParams

from tests.simulator.organisation import at, query, recorded_day
from wallboard.simulator import spoiled
from wallboard.simulator.delay import Delay
from wallboard.simulator.faults import Fault
from wallboard.simulator.realtime import USUAL_RULES, answer, parse

NOW = at("14:20")
AGENTS = list(recorded_day().timelines.values())
BODY = msgspec.json.encode(
    answer(parse(QueryParams(query(at("07:00"), NOW)), NOW), AGENTS, NOW, Delay(), USUAL_RULES, b"key")
)


def agents(body: bytes) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(body)["groupBy"]["agent"]
    return told


def values(fault: spoiled.SpoiltBody, name: str) -> list[Any]:
    return [agent["metrics"].get(name, {}).get("value") for agent in agents(spoiled.spoil(fault, BODY))]


GOOD = agents(BODY)


@pytest.mark.parametrize(
    ("fault", "name", "place", "value"),
    [
        (Fault.WRONG_TYPES, "conversationCountClosed", 0, str(GOOD[0]["metrics"]["conversationCountClosed"]["value"])),
        (Fault.WRONG_TYPES, "agentStatus", -1, 7),
        (Fault.MISSING_METRICS, "handleTime", 0, None),
        (Fault.MISSING_METRICS, "agentStatus", -1, None),
        (Fault.UNKNOWN_STATUS, "agentStatus", 0, "Meditating"),
        (Fault.NEGATIVE, "conversationCountClosed", 0, -3),
        (Fault.NEGATIVE, "handleTime", -1, -1),
        (Fault.HUGE, "handleTime", 0, 1e30),
        (Fault.HUGE, "conversationCount", -1, 2**64),
    ],
)
def test_one_value_is_spoilt(fault: spoiled.SpoiltTwo, name: str, place: int, value: object) -> None:
    assert values(fault, name)[place] == value
    untouched = agents(spoiled.spoil(fault, BODY))[1:-1]
    assert untouched == GOOD[1:-1]


def test_what_is_no_number_stands_bare_in_the_body() -> None:
    body = spoiled.spoil(Fault.NAN, BODY)
    assert b'{"value": NaN}' in body
    assert b'{"value": Infinity}' in body
    assert math.isnan(agents(body)[0]["metrics"]["handleTime"]["value"])


def test_counters_shrink_to_half() -> None:
    for name in ("conversationCount", "conversationCountClosed", "handleTime"):
        assert values(Fault.SHRINKING, name) == [agent["metrics"][name]["value"] // 2 for agent in GOOD]


def test_the_same_half_is_missing_every_time() -> None:
    left = {agent["id"] for agent in agents(spoiled.spoil(Fault.HALF_MISSING, BODY))}
    assert left == {agent["id"] for agent in GOOD if not spoiled.is_missing(agent["id"])}
    assert len(GOOD) / 4 < len(left) < len(GOOD) * 3 / 4


def test_an_agent_stands_twice_with_different_numbers() -> None:
    *first, twin = agents(spoiled.spoil(Fault.DUPLICATE_AGENT, BODY))
    assert first == GOOD
    assert (twin["id"], twin["metrics"]["agentStatus"]) == (GOOD[0]["id"], GOOD[0]["metrics"]["agentStatus"])
    assert twin["metrics"] != GOOD[0]["metrics"]


def test_bodies_that_are_no_page() -> None:
    assert spoiled.spoil(Fault.NOT_JSON, BODY).startswith(b"<!DOCTYPE html>")
    assert spoiled.spoil(Fault.EMPTY_BODY, BODY) == b""
    assert "entities" in json.loads(spoiled.spoil(Fault.WRONG_CONTENT, BODY))
    with pytest.raises(UnicodeDecodeError):
        spoiled.spoil(Fault.BAD_UTF8, BODY).decode()


@pytest.mark.parametrize("fault", get_args(spoiled.SpoiltTwo), ids=lambda fault: fault.value)
@pytest.mark.parametrize("count", [0, 1])
def test_a_page_of_one_or_of_nobody_can_be_spoilt(fault: spoiled.SpoiltTwo, count: int) -> None:
    alone = agents(BODY)[:count]
    assert len(spoiled.spoil_agents(fault, alone)) == count


def test_an_answer_to_another_question_keeps_its_content() -> None:
    users = b'{"entities": []}'
    assert spoiled.spoil(Fault.NAN, users) == users


def test_the_first_page_is_asked_for_when_a_token_is_taken_out() -> None:
    assert spoiled.without_page_token(b"dateTo=a%3Ab&nextPageToken=x%3D&groupId=") == b"dateTo=a%3Ab&groupId="


def test_tokens_go_round() -> None:
    assert spoiled.next_token(Fault.LOOPING_PAGE_TOKENS, b"a=1", "new") == "to-a"
    assert spoiled.next_token(Fault.LOOPING_PAGE_TOKENS, b"nextPageToken=to-a", "new") == "to-b"
    assert spoiled.next_token(Fault.REPEATED_PAGE_TOKEN, b"a=1", "new") == "the-same-again"
    assert spoiled.next_token(Fault.ENDLESS_PAGES, b"a=1", "new") == "new"
    assert json.loads(spoiled.with_token(BODY, "next"))["nextPageToken"] == "next"
