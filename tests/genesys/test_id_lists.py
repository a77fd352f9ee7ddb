"""The organisation's divisions and queues, page by page."""

import pytest

from tests.builders import FakeGenesys, json_reply
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.id_lists import DIVISIONS, QUEUES, decode_page, read


def page(*ids: str, pages: int | None = None) -> Reply:
    told = {"entities": [{"id": one, "name": one.upper()} for one in ids]}
    return json_reply(told if pages is None else {**told, "pageCount": pages})


@pytest.mark.asyncio
async def test_all_pages_are_read() -> None:
    pages = {"1": page("a", "b", pages=3), "2": page("c", pages=3), "3": page("d", pages=3)}

    def answer(request: Request) -> Reply:
        return pages[dict(request.params)["pageNumber"]]

    genesys = FakeGenesys(answer)
    assert await read(genesys.session(), DIVISIONS) == {"a", "b", "c", "d"}
    assert len(genesys.asked) == 3


@pytest.mark.asyncio
async def test_one_page_without_a_number_of_pages_is_all() -> None:
    assert await read(FakeGenesys(lambda _: page("a")).session(), QUEUES) == {"a"}


@pytest.mark.parametrize("reply", [Reply(200, {}, b"<html>"), json_reply({"entities": [{}]}), page("a", pages=10**6)])
def test_what_is_no_list_is_refused(reply: Reply) -> None:
    with pytest.raises(BadReply):
        decode_page(reply, DIVISIONS)
