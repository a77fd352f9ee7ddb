"""Time on queue: how it is asked for, and what is made of the answer."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from tests.builders import NOON, json_reply
from wallboard.board.agents import AgentId
from wallboard.board.on_queue import TimeOnQueue
from wallboard.board.window import MetricsWindow
from wallboard.genesys import user_aggregates
from wallboard.genesys.errors import BadReply
from wallboard.genesys.user_aggregates import Told

HOUR = timedelta(hours=1)
WINDOW = MetricsWindow(NOON - 5 * HOUR, NOON)
INTERVAL = "2026-11-23T07:00:00.000Z/2026-11-23T12:00:00.000Z"
TOVA, IDIT = AgentId("tova"), AgentId("idit")


def user(agent: str | None, interval: str = INTERVAL, **hours: float) -> dict[str, Any]:
    metrics = [
        {"metric": "tSystemPresence", "qualifier": presence, "stats": {"sum": lasted * 3_600_000}}
        for presence, lasted in hours.items()
    ]
    group = {} if agent is None else {"userId": agent}
    return {"group": group, "data": [{"interval": interval, "metrics": metrics}]}


def told_of(*results: dict[str, Any]) -> Told:
    reply = json_reply({"systemToOrganizationMappings": {"ON_QUEUE": ["x"]}, "results": results})
    return user_aggregates.decode(reply, [TOVA, IDIT], WINDOW)


def decoded(*results: dict[str, Any]) -> dict[AgentId, TimeOnQueue]:
    told = told_of(*results)
    assert not told.left_out
    return told.times


def test_it_asks_for_the_presences_of_these_agents_in_the_window() -> None:
    asked = user_aggregates.request(WINDOW, [TOVA, IDIT])
    assert (asked.method, asked.path) == ("POST", "/api/v2/analytics/users/aggregates/query")
    assert msgspec.json.decode(asked.body or b"") == {
        "interval": INTERVAL,
        "groupBy": ["userId"],
        "metrics": ["tSystemPresence"],
        "filter": {
            "type": "or",
            "predicates": [{"dimension": "userId", "value": "idit"}, {"dimension": "userId", "value": "tova"}],
        },
    }


def test_time_on_queue_and_what_no_presence_was_told_for() -> None:
    told = decoded(user("tova", ON_QUEUE=3, BREAK=0.5, OFFLINE=1.5), user("idit", ON_QUEUE=2, MEAL=1))
    assert told == {TOVA: TimeOnQueue(3 * HOUR, 0 * HOUR, NOON), IDIT: TimeOnQueue(2 * HOUR, 2 * HOUR, NOON)}


def test_other_presences_alone_are_no_time_on_queue_and_none_at_all_is_not_known() -> None:
    told = decoded(user("tova", OFFLINE=5), user("idit"), user("stranger", ON_QUEUE=1), user(None, ON_QUEUE=9))
    assert told == {TOVA: TimeOnQueue(0 * HOUR, 0 * HOUR, NOON)}
    assert decoded() == {}


def test_other_metrics_and_presences_without_a_name_are_left_out() -> None:
    others = {
        "metrics": [
            {"metric": "tAgentRoutingStatus", "qualifier": "ON_QUEUE", "stats": {"sum": 9}},
            {"metric": "tSystemPresence", "stats": {"sum": 9}},
        ],
        "interval": INTERVAL,
    }
    assert decoded({"group": {"userId": "tova"}, "data": [others]}) == {}


def test_the_interval_may_be_told_in_other_letters() -> None:
    other = "2026-11-23T07:00:00+00:00/2026-11-23T12:00:00+00:00"
    assert decoded(user("tova", other, ON_QUEUE=1))[TOVA].time == HOUR


def test_presences_that_were_rounded_up_are_no_more_than_the_window() -> None:
    told = decoded(user("tova", ON_QUEUE=5 + 0.5 / 3_600))
    assert told[TOVA] == TimeOnQueue(5 * HOUR, 0 * HOUR, NOON)


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ([user("tova", ON_QUEUE=6)], "longer than the 18000000 ms"),
        ([user("tova", ON_QUEUE=-1)], "less than 0"),
        ([user("tova", ON_QUEUE=4, BREAK=2)], "presences of 21600000 ms"),
        ([user("tova", ON_QUEUE=1), user("tova", ON_QUEUE=2)], "twice"),
    ],
)
def test_of_whom_is_told_what_cannot_be_is_left_out_alone(results: list[dict[str, Any]], why: str) -> None:
    told = told_of(*results, user("idit", ON_QUEUE=2))
    assert told.times == {IDIT: TimeOnQueue(2 * HOUR, 3 * HOUR, NOON)}
    assert told.left_out.keys() == {TOVA}
    assert why in told.left_out[TOVA]


def test_who_stands_there_once_more_with_a_time_that_can_be_is_left_out_all_the_same() -> None:
    told = told_of(user("tova", ON_QUEUE=2), user("tova", ON_QUEUE=6), user("tova", ON_QUEUE=2))
    assert not told.times
    assert told.left_out.keys() == {TOVA}


def test_one_presence_told_twice_with_different_times_is_left_out() -> None:
    one, other = user("tova", ON_QUEUE=1), user("tova", ON_QUEUE=2)
    told = told_of({"group": {"userId": "tova"}, "data": [*one["data"], *other["data"]]})
    assert "two different times" in told.left_out[TOVA]


def test_times_of_another_window_are_refused_whole() -> None:
    with pytest.raises(BadReply, match=r"'tova' has times of .*, asked was") as refused:
        told_of(user("idit", ON_QUEUE=2), user("tova", "2026-11-23T07:00:00.000Z/2026-11-23T11:00:00.000Z", ON_QUEUE=1))
    assert refused.value.status == 200
