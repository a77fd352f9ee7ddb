"""How callers were served: how it is asked for, and what is made of the answer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from wallboard.board.queues import Served
from wallboard.board.window import MetricsWindow
from wallboard.genesys import service_levels
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_it_asks_for_these_queues_in_the_window() -> None:
    asked = service_levels.request(MetricsWindow(NOON - timedelta(hours=5), NOON), {"b", "a"}, {"voice"})
    body = msgspec.json.decode(asked.body or b"")
    assert (asked.method, asked.path) == ("POST", "/api/v2/analytics/conversations/aggregates/query")
    assert (body["interval"], body["groupBy"]) == ("2026-11-23T07:00:00.000Z/2026-11-23T12:00:00.000Z", ["queueId"])
    assert body["metrics"] == ["oServiceLevel", "tAbandon"]
    assert [clause["predicates"][0]["value"] for clause in body["filter"]["clauses"]] == ["a", "voice"]


def test_queues_and_media_are_added_and_groups_of_no_queue_of_ours_are_left_out() -> None:
    told = _decoded(
        _group({"queueId": "a", "mediaType": "voice"}, 8, 10, 2),
        _group({"queueId": "a", "mediaType": "callback"}, 1, 1, 0),
        _group({"queueId": "b"}, 0, 2, 1),
        _group({"mediaType": "voice"}, 8, 12, 3),
        _group({"queueId": "z"}, 5, 5, 5),
    )
    assert told == Served(9, 13, 3)


def test_to_a_queue_that_is_not_told_of_nobody_came() -> None:
    assert _decoded() == Served(0, 0, 0)
    assert _decoded({"group": {"queueId": "a"}, "data": [{"metrics": []}]}) == Served(0, 0, 0)


@pytest.mark.parametrize(("in_target", "counted", "abandoned"), [(-1, 2, 0), (3, 2, 0), (1.5, 2, 0), (1, 2, -1)])
def test_what_cannot_be_is_refused(in_target: float, counted: float, abandoned: float) -> None:
    with pytest.raises(BadReply, match="queue 'a' tells"):
        _decoded(_group({"queueId": "a"}, in_target, counted, abandoned))


def _group(group: dict[str, str], in_target: float, counted: float, abandoned: float) -> dict[str, Any]:
    level = {"metric": "oServiceLevel", "stats": {"numerator": in_target, "denominator": counted, "target": 20000}}
    return {"group": group, "data": [{"metrics": [level, {"metric": "tAbandon", "stats": {"count": abandoned}}]}]}


def _decoded(*groups: dict[str, Any]) -> Served:
    return service_levels.decode(Reply(200, {}, msgspec.json.encode({"results": groups})), {"a", "b"})
