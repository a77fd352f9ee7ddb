"""The small questions: each is what the published interface takes, and its answer is read for whom it names."""

from datetime import timedelta

import msgspec
import pytest

from tests.builders import NOON, agent_json, json_reply, page_reply
from wallboard.board.window import MetricsWindow
from wallboard.genesys import trial
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply
from wallboard.genesys.trial import PURPOSES, Need, Seen

WINDOW = trial.window_before(NOON, timedelta(minutes=15))
INTERVAL = "2026-11-23T11:44:30.000Z/2026-11-23T11:59:30.000Z"


def numbers(*groups: dict[str, str]) -> Reply:
    metric = {"metric": "tHandle", "stats": {"count": 2, "sum": 5000}}
    data = [{"interval": INTERVAL, "metrics": [metric]}]
    return json_reply({"results": [{"group": group, "data": data} for group in groups]})


def test_the_window_ends_where_everybody_is_visible() -> None:
    assert MetricsWindow(NOON - timedelta(minutes=15, seconds=30), NOON - timedelta(seconds=30)) == WINDOW
    assert trial.window_before(NOON + timedelta(microseconds=1), timedelta(minutes=1)).end == WINDOW.end


def test_every_need_has_its_purpose_and_its_question() -> None:
    assert set(PURPOSES) == set(Need)
    asked = {need: trial.request_for(need, WINDOW) for need in Need}
    assert {request.path for request in asked.values()} == {
        "/api/v2/analytics/realtime/agents",
        "/api/v2/analytics/conversations/aggregates/query",
        "/api/v2/analytics/agents/status/query",
        "/api/v2/users",
        "/api/v2/routing/queues",
        "/api/v2/teams",
        "/api/v2/analytics/queues/observations/query",
        "/api/v2/analytics/users/aggregates/query",
    }
    body = asked[Need.NUMBERS].body
    assert body is not None
    assert msgspec.json.decode(body)["interval"] == INTERVAL
    assert ("pageSize", "1") in asked[Need.NAMES].params


@pytest.mark.parametrize(
    ("need", "reply", "seen"),
    [
        (Need.REALTIME, page_reply(agent_json("a"), agent_json("b")), Seen(2)),
        (Need.NUMBERS, numbers({"userId": "a", "mediaType": "voice"}, {"userId": "a", "mediaType": "chat"}), Seen(1)),
        (Need.NUMBERS, numbers({"userId": "a", "mediaType": "voice"}, {"mediaType": "voice"}), Seen(1)),
        (Need.NUMBERS, numbers({"mediaType": "voice"}), Seen(0, hidden=True)),
        (Need.NUMBERS, numbers(), Seen(0)),
        (Need.STATUSES, json_reply({"entities": [{"userId": "a"}, {}]}), Seen(1)),
        (Need.STATUSES, json_reply({"entities": [{"divisionId": "d"}]}), Seen(0, hidden=True)),
        (Need.STATUSES, json_reply({}), Seen(0)),
        (Need.NAMES, json_reply({"entities": [{"id": "a", "name": "Tova"}]}), Seen(1)),
        (Need.QUEUES, json_reply({"entities": [{"id": "q", "name": "Sales"}]}), Seen(0)),
        (Need.TEAMS, json_reply({"entities": []}), Seen(0)),
        (Need.WAITING, json_reply({"results": []}), Seen(0)),
        (Need.TIME_ON_QUEUE, json_reply({"results": []}), Seen(0)),
    ],
)
def test_an_answer_tells_whom_it_names(need: Need, reply: Reply, seen: Seen) -> None:
    assert trial.seen_in(need, reply, WINDOW) == seen


@pytest.mark.parametrize("need", list(Need))
def test_a_page_of_a_proxy_is_no_answer(need: Need) -> None:
    with pytest.raises(BadReply):
        trial.seen_in(need, Reply(200, {}, b"<html>"), WINDOW)
