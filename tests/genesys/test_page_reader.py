"""One page of a chain: asked for with as many as the organisation bears, taken in, and its token looked at."""

import pytest

from tests.builders import NOON, SHIFT_START, FakeGenesys, agent_json, json_reply, page_reply
from wallboard.board.window import MetricsWindow
from wallboard.genesys.budget import Urgency
from wallboard.genesys.chains import Chain
from wallboard.genesys.errors import BadReply, ServerFailed
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.page_reader import PageReader

pytestmark = pytest.mark.asyncio

WINDOW = MetricsWindow(SHIFT_START, NOON)


def asked_for(genesys: FakeGenesys) -> list[int]:
    return [int(dict(one.params)["maxRecords"]) for one in genesys.asked]


async def test_a_size_that_is_refused_is_asked_for_again_at_once_as_a_smaller_one() -> None:
    def api(request: Request) -> Reply:
        if int(dict(request.params)["maxRecords"]) > 300:
            return json_reply({"code": "bad.request", "message": "maxRecords must be 300 at most"}, 400)
        return page_reply(agent_json("a"))

    genesys, chain = FakeGenesys(api), Chain(None)
    reader = PageReader(genesys.session(), "auto")
    looks, endless = await reader.advance(chain, WINDOW, Urgency.POLL)
    assert ([one.agent_id for one in looks], endless, chain.is_done) == (["a"], None, True)
    assert asked_for(genesys) == [1000, 500, 250]
    assert reader.size == 250


async def test_a_number_of_the_settings_that_is_refused_is_an_error() -> None:
    genesys = FakeGenesys(lambda _: json_reply({"code": "bad.request", "message": "maxRecords is too large"}, 400))
    with pytest.raises(BadReply):
        await PageReader(genesys.session(), 1000).advance(Chain(None), WINDOW, Urgency.POLL)
    assert asked_for(genesys) == [1000]


async def test_a_failure_leaves_the_chain_where_it_is() -> None:
    replies = [page_reply(agent_json("a"), cursor="p2"), Reply(503, {}, b""), page_reply(agent_json("b"))]
    genesys, chain = FakeGenesys(lambda _: replies.pop(0)), Chain("north")
    reader = PageReader(genesys.session(), "auto")
    await reader.advance(chain, WINDOW, Urgency.SPARE)
    with pytest.raises(ServerFailed):
        await reader.advance(chain, WINDOW, Urgency.SPARE)
    assert (chain.cursor, chain.pages) == ("p2", 1)
    looks, _ = await reader.advance(chain, WINDOW, Urgency.SPARE)
    assert [one.agent_id for one in looks] == ["b"]
    assert [dict(one.params).get("nextPageToken") for one in genesys.asked] == [None, "p2", "p2"]
    assert {dict(one.params)["groupId"] for one in genesys.asked} == {"north"}


async def test_the_looks_of_a_page_whose_token_leads_nowhere_are_good() -> None:
    genesys, chain = FakeGenesys(lambda _: page_reply(agent_json("a"), cursor="p2")), Chain(None)
    reader = PageReader(genesys.session(), "auto")
    await reader.advance(chain, WINDOW, Urgency.POLL)
    looks, endless = await reader.advance(chain, WINDOW, Urgency.POLL)
    assert [one.agent_id for one in looks] == ["a"]
    assert endless is not None
    assert "circle" in endless.reason
