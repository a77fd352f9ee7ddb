"""Who waits in the queues: how it is asked for, and what is made of the answer."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from wallboard.board.queues import Waiting
from wallboard.genesys import observations
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_it_asks_for_these_queues_alone_and_for_each_who_waits() -> None:
    asked = observations.request({"b", "a"}, {"voice"})
    assert (asked.method, asked.path) == ("POST", "/api/v2/analytics/queues/observations/query")
    assert msgspec.json.decode(asked.body or b"") == {
        "filter": {
            "type": "and",
            "clauses": [
                {
                    "type": "or",
                    "predicates": [{"dimension": "queueId", "value": "a"}, {"dimension": "queueId", "value": "b"}],
                },
                {"type": "or", "predicates": [{"dimension": "mediaType", "value": "voice"}]},
            ],
        },
        "metrics": ["oWaiting"],
        "detailMetrics": ["oWaiting"],
    }


def test_several_queues_and_media_are_counted_together() -> None:
    told = _decoded(
        _group("a", "voice", 2, "2026-11-23T11:58:48.000Z", "2026-11-23T11:59:00.000Z"),
        _group("a", "callback", 1, "2026-11-23T11:59:30.000Z"),
        _group("b", "voice", 0),
    )
    assert told == Waiting(3, NOON - timedelta(seconds=72))


def test_a_group_of_all_media_counts_nobody_twice() -> None:
    assert _decoded(_group("a", None, 2), _group("a", "voice", 2), _group("b", None, 1)).count == 3


def test_a_queue_that_is_not_told_of_is_not_an_empty_one() -> None:
    assert _decoded(_group("a", "voice", 2)) == Waiting(2, None, at_least=True)
    assert _decoded(_group("a", "voice", 0)) == _decoded() == Waiting()


def test_a_count_that_is_not_told_is_not_known() -> None:
    silent = {"group": {"queueId": "b"}, "data": [{"metric": "oWaiting"}]}
    assert _decoded(_group("a", "voice", 2), silent) == Waiting(2, None, at_least=True)
    assert _decoded(silent) == Waiting()


def test_other_queues_are_nothing_of_ours() -> None:
    assert _decoded(_group("a", "voice", 1), _group("b", "voice", 0), _group("c", "voice", 9)).count == 1


def test_nobody_waits_since_later_than_now() -> None:
    ahead = _decoded(_group("a", "voice", 1, "2026-11-23T12:00:03.000Z"), _group("b", "voice", 0))
    assert ahead.longest_since == NOON


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        ([("a", "voice", -1)], "-1 waiting"),
        ([("a", "voice", 1.5)], "1.5 waiting"),
        ([("a", "voice", 10**9)], "waiting"),
        ([("a", "voice", 1), ("a", "voice", 2)], "stands twice"),
        ([("a", "voice", 1, "2026-11-23T11:59:00.000")], "zone"),
    ],
)
def test_what_cannot_be_is_refused(groups: list[Any], why: str) -> None:
    with pytest.raises(BadReply, match=why):
        _decoded(*(_group(*one) for one in groups))


def test_an_answer_that_is_no_json_is_refused() -> None:
    with pytest.raises(BadReply, match="cannot be read"):
        observations.decode(Reply(200, {}, b"<html>"), {"a"}, NOON)


def _group(queue: str, media: str | None, count: float, *since: str) -> dict[str, Any]:
    group = {"queueId": queue} if media is None else {"queueId": queue, "mediaType": media}
    details = [{"observationDate": one} for one in since]
    return {"group": group, "data": [{"metric": "oWaiting", "stats": {"count": count}, "observations": details}]}


def _decoded(*groups: dict[str, Any]) -> Waiting:
    return observations.decode(Reply(200, {}, msgspec.json.encode({"results": groups})), {"a", "b"}, NOON)
