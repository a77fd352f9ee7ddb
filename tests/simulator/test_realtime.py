"""The realtime contract: parameters, metrics and pages."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from tests.simulator.organisation import at, query, recorded_day
from wallboard.simulator.delay import Delay
from wallboard.simulator.errors import Refused
from wallboard.simulator.realtime import USUAL_RULES, BoundTo, PageRules, answer, parse

NOW = at("14:20")
END = NOW - timedelta(seconds=30)
AGENTS = list(recorded_day().timelines.values())
GOOD = query(at("07:00"), END)


def page(
    changes: dict[str, str] | None = None, rules: PageRules = USUAL_RULES, late: timedelta = timedelta()
) -> dict[str, Any]:
    asked = parse(QueryParams(GOOD | (changes or {})), NOW + late, rules)
    body: dict[str, Any] = msgspec.to_builtins(answer(asked, AGENTS, NOW + late, Delay(), rules, b"secret"))
    return body


def test_the_body_has_the_contracts_shape() -> None:
    body = page()
    assert set(body) == {"dateFrom", "dateTo", "groupBy"}
    assert (body["dateFrom"], body["dateTo"]) == ("2026-11-23T05:00:00.000Z", "2026-11-23T12:19:30.000Z")
    agents = body["groupBy"]["agent"]
    assert [agent["id"] for agent in agents] == list(recorded_day().names)
    assert set(agents[0]["metrics"]) == {"agentStatus", "conversationCount", "conversationCountClosed", "handleTime"}


def test_only_the_metrics_that_were_asked_for_are_told() -> None:
    for agent in page({"metricIds": "agentStatus,handleTime"})["groupBy"]["agent"]:
        assert set(agent["metrics"]) == {"agentStatus", "handleTime"}
        assert set(agent["metrics"]["handleTime"]) == {"value"}


def test_an_agent_without_a_call_in_the_window_is_told_with_zeros() -> None:
    told = page({"dateFrom": GOOD["dateTo"]})["groupBy"]["agent"]
    assert len(told) == len(AGENTS)
    assert {agent["metrics"]["conversationCount"]["value"] for agent in told} <= {0, 1}


@given(st.integers(1, 25), st.integers(1, 25))
def test_pages_joined_are_one_big_page(max_records: int, cap: int) -> None:
    joined: list[object] = []
    more: dict[str, str] = {}
    while True:
        one = page({"maxRecords": str(max_records)} | more, PageRules(cap))
        assert 1 <= len(one["groupBy"]["agent"]) <= min(max_records, cap)
        joined += one["groupBy"]["agent"]
        if "nextPageToken" not in one:
            break
        more = {"nextPageToken": one["nextPageToken"]}
    assert joined == page()["groupBy"]["agent"]


@pytest.mark.parametrize("name", ["dateFrom", "dateTo", "groupId"])
def test_a_page_token_is_bound_to_its_query(name: str) -> None:
    token = page({"maxRecords": "5"})["nextPageToken"]
    other = {"dateFrom": GOOD["dateFrom"].replace("05", "06"), "dateTo": GOOD["dateTo"].replace("30", "29")}
    with pytest.raises(Refused, match="nextPageToken is unknown"):
        page({"nextPageToken": token, name: other.get(name, "team")})


def test_the_metrics_may_change_from_page_to_page() -> None:
    token = page({"maxRecords": "5"})["nextPageToken"]
    assert page({"nextPageToken": token, "metricIds": "agentStatus"})["groupBy"]["agent"][0]["id"] == AGENTS[5].agent_id


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dateFrom", "2026-11-23"),
        ("dateFrom", "2026-11-23T05:00:00Z"),
        ("dateFrom", "2026-11-23T25:00:00.000Z"),
        ("dateFrom", "2026-11-23T07:00:00.000+02:00"),
        ("dateFrom", "2026-11-23T12:19:30.001Z"),
        ("dateTo", "yesterday"),
        ("dateTo", "2026-11-23T12:20:00.001Z"),
        ("groupBy", "queue"),
        ("metricIds", ""),
        ("metricIds", "handleTime,mood"),
        ("maxRecords", "0"),
        ("maxRecords", "101"),
        ("nextPageToken", "made-up"),
        ("nextPageToken", ""),
    ],
)
def test_a_bad_parameter_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(Refused, match=f"The query parameter {name} ") as refused:
        page({name: value})
    assert refused.value.status == 400


@pytest.mark.parametrize("name", ["dateFrom", "dateTo", "groupBy", "metricIds"])
def test_a_missing_parameter_is_refused_by_name(name: str) -> None:
    asked = {known: value for known, value in GOOD.items() if known != name}
    with pytest.raises(Refused, match=f"The query parameter {name} "):
        parse(QueryParams(asked), NOW)


def test_now_is_allowed_and_an_empty_window_too() -> None:
    window = parse(QueryParams(query(NOW, NOW)), NOW).window
    assert window.start == window.end == NOW


OTHERS = {"dateFrom": GOOD["dateFrom"].replace("05", "06"), "dateTo": GOOD["dateTo"].replace("30", "29")}


def test_a_page_token_may_be_bound_to_the_beginning_and_the_group_alone() -> None:
    by_query = PageRules(bound_to=BoundTo.QUERY)
    token = {"nextPageToken": page({"maxRecords": "5"}, by_query)["nextPageToken"]}
    moved = page(token | {"dateTo": OTHERS["dateTo"]}, by_query)
    assert moved["dateTo"] == OTHERS["dateTo"]
    assert moved["groupBy"]["agent"][0]["id"] == AGENTS[5].agent_id
    for name, value in (("dateFrom", OTHERS["dateFrom"]), ("groupId", "team")):
        with pytest.raises(Refused, match="nextPageToken is unknown"):
            page(token | {name: value}, by_query)


def test_a_page_token_may_end() -> None:
    rules = PageRules(token_lifetime=timedelta(seconds=90))
    token = {"nextPageToken": page({"maxRecords": "5"}, rules)["nextPageToken"], "maxRecords": "5"}
    later = page(token, rules, late=timedelta(seconds=89.999))
    with pytest.raises(Refused, match="nextPageToken has expired") as refused:
        page(token, rules, late=timedelta(seconds=90))
    assert refused.value.status == 400
    # The token of the next page has a life of its own.
    following = {"nextPageToken": later["nextPageToken"]}
    assert page(following, rules, late=timedelta(seconds=179))["groupBy"]["agent"][0]["id"] == AGENTS[10].agent_id


def test_more_records_may_be_asked_for_where_they_are_granted_or_cut() -> None:
    lines = AGENTS * 20
    for rules, length in ((PageRules(250, 1000), 250), (PageRules(100, 1000), 100)):
        asked = parse(QueryParams(GOOD | {"maxRecords": "300"}), NOW, rules)
        assert len(answer(asked, lines, NOW, Delay(), rules, b"secret").group_by.agent) == length
        usual = parse(QueryParams(GOOD), NOW, rules)
        assert len(answer(usual, lines, NOW, Delay(), rules, b"secret").group_by.agent) == 100
    with pytest.raises(Refused, match="maxRecords must be a number from 1 to 1000"):
        page({"maxRecords": "1001"}, PageRules(1000, 1000))
