"""A sweep: every page of every chain, each handed on at once, and no chain without an end."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.builders import NOON, SHIFT_START, FakeGenesys, agent_json, page_reply
from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply, GenesysError, ServerFailed
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.realtime_source import RealtimeSource, in_order_of_time
from wallboard.genesys.source import ScopeFilter

pytestmark = pytest.mark.asyncio

WINDOW = MetricsWindow(SHIFT_START, NOON)


def asked(request: Request) -> dict[str, str]:
    return dict(request.params)


async def swept(
    api: Callable[[Request], Reply], group_ids: frozenset[str] = frozenset()
) -> tuple[list[list[str]], FakeGenesys, GenesysError | None]:
    """The ids of each page, who was asked, and what broke it off."""
    genesys = FakeGenesys(api)
    source = RealtimeSource(genesys.session(), ScopeFilter(group_ids), 2)
    pages: list[list[str]] = []
    try:
        async for looks in source.sweep(WINDOW):
            pages.append([one.agent_id for one in looks])  # noqa: PERF401 what came before an error counts
    except GenesysError as error:
        return pages, genesys, error
    return pages, genesys, None


async def test_every_page_is_asked_with_the_token_of_the_page_before() -> None:
    replies = {
        None: page_reply(agent_json("a"), agent_json("b"), cursor="p2"),
        "p2": page_reply(agent_json("c"), agent_json("d"), cursor="p3"),
        "p3": page_reply(agent_json("e")),
    }
    pages, genesys, error = await swept(lambda request: replies[asked(request).get("nextPageToken")])
    assert (pages, error) == ([["a", "b"], ["c", "d"], ["e"]], None)
    assert [asked(one).get("nextPageToken") for one in genesys.asked] == [None, "p2", "p3"]
    assert {(asked(one)["maxRecords"], asked(one)["dateTo"]) for one in genesys.asked} == {
        ("2", "2026-11-23T12:00:00.000Z")
    }


async def test_an_empty_page_in_between_is_no_end() -> None:
    replies = {None: page_reply(cursor="p2"), "p2": page_reply(agent_json("a"))}
    pages, _, error = await swept(lambda request: replies[asked(request).get("nextPageToken")])
    assert (pages, error) == ([[], ["a"]], None)


async def test_without_groups_everybody_is_asked_for_at_once() -> None:
    _, genesys, _ = await swept(lambda _: page_reply(agent_json("a")))
    assert ["groupId" in asked(one) for one in genesys.asked] == [False]


async def test_each_group_has_a_chain_of_its_own() -> None:
    def api(request: Request) -> Reply:
        group, cursor = asked(request)["groupId"], asked(request).get("nextPageToken")
        return page_reply(agent_json(f"{group}-{cursor}"), cursor=None if cursor else "p2")

    pages, _, error = await swept(api, frozenset({"g2", "g1"}))
    assert (pages, error) == ([["g1-None"], ["g1-p2"], ["g2-None"], ["g2-p2"]], None)


async def test_a_chain_that_goes_round_is_a_bad_reply() -> None:
    following = {None: "p2", "p2": "p3", "p3": "p2"}
    pages, genesys, error = await swept(
        lambda request: page_reply(agent_json("a"), cursor=following[asked(request).get("nextPageToken")])
    )
    assert isinstance(error, BadReply)
    assert len(genesys.asked) == len(pages) == 3


async def test_pages_before_a_broken_one_are_handed_on() -> None:
    replies = {None: page_reply(agent_json("a"), cursor="p2"), "p2": Reply(503, {}, b"")}
    pages, _, error = await swept(lambda request: replies[asked(request).get("nextPageToken")])
    assert pages == [["a"]]
    assert isinstance(error, ServerFailed)


async def test_pages_that_came_at_once_are_told_in_order_of_time_and_a_failure_last() -> None:
    async def page(seconds: int | None) -> Looks | None:
        if seconds is None:
            raise ServerFailed(500, None, "/api", None)
        return Looks((), (), NOON + timedelta(seconds=seconds))

    async def none() -> Looks | None:
        return None

    done = [asyncio.create_task(one) for one in (page(None), page(9), none(), page(3))]
    await asyncio.wait(done)
    first, second, *rest = in_order_of_time(done)
    assert (first, second) == (done[3], done[1])
    assert set(rest) == {done[0], done[2]}
