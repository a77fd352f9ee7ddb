"""Answers of the Platform API that are broken in any way: taken, where they can be true, or refused as a BadReply."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.genesys import platform_bodies
from tests.genesys.platform_bodies import ADA, WINDOW
from wallboard.board.agents import AgentId
from wallboard.genesys import agent_status, aggregates, memberships, organisation, roster
from wallboard.genesys.errors import BadReply, Hidden
from wallboard.genesys.exchange import Reply, Request, failure_of
from wallboard.genesys.memberships import Circle, CircleKind

AS_OF = WINDOW.end
QUEUE = Circle(CircleKind.QUEUE, "the-queue")
COUNTS = (
    b'{"routingStatusCounts": [{"routingStatus": "IDLE", "count": 3}, {"routingStatus": "INTERACTING", "count": 2}],'
    b' "segmentCounts": [{"segmentType": "wrapup", "count": 1}]}'
)


def check_aggregates(reply: Reply) -> None:
    looks = aggregates.decode(reply, WINDOW).looks
    assert len({look.agent_id for look in looks}) == len(looks)
    for look in looks:
        assert 0 < len(look.agent_id) <= 100
        assert 0 <= look.started <= 1_000_000
        assert 0 <= look.closed <= 1_000_000
        assert timedelta() <= look.handle_time <= timedelta(milliseconds=10**12)
        assert look.closed or not look.handle_time
        assert (look.as_of - look.handle_time).tzinfo is not None  # it can be reckoned with
    aggregates.decode_by_queue(reply, WINDOW).of(["a", platform_bodies.SALES])


def check_statuses(reply: Reply) -> None:
    answer = agent_status.decode_query(reply, [AgentId(ADA)], AS_OF)
    assert set(answer.statuses) <= {ADA}
    for status in answer.statuses.values():
        assert 0 < len(status.words) < 100
        for instant in (status.since, status.call_since):
            assert instant is None or timedelta() <= AS_OF - instant < timedelta(days=100_000)


def check_counts(reply: Reply) -> None:
    counts = agent_status.decode_counts(reply)
    assert 0 <= counts.wrap_up <= counts.active
    assert counts.active == counts.available + counts.on_call + counts.wrap_up


def check_page(reply: Reply) -> None:
    page = roster.decode_page(reply)
    assert 0 <= page.pages <= 10_000
    for person in page.people:
        assert 0 < len(person.agent_id) <= 100
        assert person.name is None or person.name.strip()
    roster.decode_names(reply)


def check_members(reply: Reply) -> None:
    members = memberships.decode_members(reply, QUEUE)
    assert all(0 < len(one) <= 100 for one in members.agents)
    assert members.cursor is None or len(members.cursor) <= 4_000


def check_owner(reply: Reply) -> None:
    organisation.decode_token_owner(reply)


def check_failure(reply: Reply) -> None:
    failure = failure_of(Request("POST", "/x"), Reply(403, {}, reply.body))
    assert failure is not None
    assert str(failure)


CONTRACTS: list[tuple[bytes, Callable[[Reply], None]]] = [
    (platform_bodies.DOCUMENTED_AGGREGATE, check_aggregates),
    (
        platform_bodies.aggregate(platform_bodies.group(ADA, 2, 5, 3, queue=platform_bodies.SALES)).body,
        check_aggregates,
    ),
    (platform_bodies.DOCUMENTED_STATUS, check_statuses),
    (COUNTS, check_counts),
    (platform_bodies.DOCUMENTED_USERS, check_page),
    (platform_bodies.DOCUMENTED_QUEUE_MEMBERS, check_members),
    (platform_bodies.DOCUMENTED_TOKEN, check_owner),
    (platform_bodies.DOCUMENTED_FORBIDDEN, check_failure),
]
every_contract = pytest.mark.parametrize(
    ("body", "check"), CONTRACTS, ids=[f"{check.__name__}-{len(body)}" for body, check in CONTRACTS]
)

odd_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=200)
    | st.datetimes(timezones=st.timezones() | st.none()).map(datetime.isoformat),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def taken_or_refused(body: bytes, check: Callable[[Reply], None]) -> None:
    try:
        check(Reply(200, {"inin-correlation-id": "c-1"}, body))
    except (BadReply, Hidden) as refused:
        assert refused.endpoint  # noqa: PT017  both ways are right
        assert refused.context_id == "c-1"  # noqa: PT017


def places(part: object) -> Iterator[tuple[Any, Any]]:
    """Every place of a body that holds a value: its holder and its key."""
    if isinstance(part, dict | list):
        for key in list(part) if isinstance(part, dict) else range(len(part)):
            yield part, key
            yield from places(part[key])


@every_contract
def test_whole_it_is_taken(body: bytes, check: Callable[[Reply], None]) -> None:
    check(Reply(200, {}, body))


@every_contract
@given(st.data())
def test_bytes_that_flip(body: bytes, check: Callable[[Reply], None], data: st.DataObject) -> None:
    spoilt = bytearray(body)
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=4)):
        spoilt[place] = data.draw(st.integers(0, 255))
    taken_or_refused(bytes(spoilt), check)


@every_contract
@given(st.data())
def test_a_body_that_is_cut_off(body: bytes, check: Callable[[Reply], None], data: st.DataObject) -> None:
    taken_or_refused(body[: data.draw(st.integers(0, len(body)))], check)


@every_contract
@given(st.data())
def test_another_value_in_any_place(body: bytes, check: Callable[[Reply], None], data: st.DataObject) -> None:
    told = json.loads(body)
    holder, key = data.draw(st.sampled_from(list(places(told))))
    holder[key] = data.draw(odd_values)
    taken_or_refused(json.dumps(told).encode(), check)


@every_contract
@given(st.data())
def test_any_place_left_out(body: bytes, check: Callable[[Reply], None], data: st.DataObject) -> None:
    told = json.loads(body)
    holder, key = data.draw(st.sampled_from(list(places(told))))
    del holder[key]
    taken_or_refused(json.dumps(told).encode(), check)
