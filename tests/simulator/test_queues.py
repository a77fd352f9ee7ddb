"""Queues and their members, against the call file."""

import csv

import pytest
from starlette.datastructures import QueryParams

from tests.simulator import openapi
from tests.simulator.organisation import DAY, recorded_day
from tests.truth import CALLS
from wallboard.simulator.day import queue_id
from wallboard.simulator.directory import BANK, directory
from wallboard.simulator.errors import Refused
from wallboard.simulator.queues import list_queue_members, list_queues

KNOWN = directory(recorded_day())
NAMES = ["Callbacks", "English", "Internet", "New customers", "Regular", "Stock exchange"]
EVERYBODY = "pageSize=100"


def members_by_service() -> dict[str, set[str]]:
    """The names of those who answered a call of a service on the day."""
    found: dict[str, set[str]] = {}
    with CALLS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            answered = row["date"] == DAY.isoformat() and row["agent"] not in ("", "NO_SERVER")
            found.setdefault(row["service"], set()).update({row["agent"].title()} if answered else ())
    return found


def names(query: str) -> list[str]:
    return [queue.name for queue in list_queues(KNOWN, QueryParams(query)).entities]


def members(service: str, query: str = EVERYBODY) -> list[str]:
    return [one.name for one in list_queue_members(KNOWN, queue_id(service), QueryParams(query)).entities]


def test_the_queues_are_listed_by_name() -> None:
    assert names("") == NAMES


def test_a_member_of_a_queue_has_answered_a_call_of_it() -> None:
    truth = members_by_service()
    assert len(truth) == len(NAMES)
    for service, expected in truth.items():
        assert members(service) == sorted(expected)
        (queue,) = list_queues(KNOWN, QueryParams(f"id={queue_id(service)}")).entities
        assert queue.member_count == queue.joined_member_count == len(expected)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("english", ["English"]),
        ("Eng", []),
        ("Eng*", ["English"]),
        ("*s", ["Callbacks", "New customers"]),
        ("*e*", ["English", "Internet", "New customers", "Regular", "Stock exchange"]),
        ("*", NAMES),
    ],
)
def test_a_name_is_whole_unless_an_asterisk_leaves_it_open(asked: str, found: list[str]) -> None:
    assert names(f"name={asked}") == found


def test_queues_are_found_by_division() -> None:
    assert names(f"divisionId={BANK.id}") == NAMES
    assert names("divisionId=another") == []


def test_members_are_found_by_a_part_of_the_name_and_have_all_joined() -> None:
    assert members("PS", "name=OV") == [name for name in members("PS") if "ov" in name.lower()]
    assert members("PS", f"joined=true&{EVERYBODY}") == members("PS")
    assert members("PS", "joined=false") == []


def test_the_lists_have_the_published_shape() -> None:
    assert openapi.faults("QueueEntityListing", list_queues(KNOWN, QueryParams("pageSize=2&pageNumber=2"))) == []
    listed = list_queue_members(KNOWN, queue_id("PS"), QueryParams("pageSize=2&pageNumber=2"), "http://127.0.0.1:1")
    assert openapi.faults("QueueMemberEntityListing", listed) == []


@pytest.mark.parametrize("query", ["pageSize=101", "joined=perhaps"])
def test_a_bad_parameter_is_refused(query: str) -> None:
    with pytest.raises(Refused, match=f"The query parameter {query.partition('=')[0]} "):
        members("PS", query)


def test_an_unknown_queue_is_not_found() -> None:
    with pytest.raises(Refused) as refused:
        members("none")
    assert (refused.value.status, refused.value.code) == (404, "not.found")
