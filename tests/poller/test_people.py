"""Names: asked once for each agent; what goes wrong costs nobody else her name."""

import logging

import pytest

from tests.builders import FakeGenesys, json_reply
from wallboard.board.agents import AgentId
from wallboard.genesys.errors import Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.poller.people import People

pytestmark = pytest.mark.asyncio


def ids_of(request: Request) -> list[str]:
    return [text for key, text in request.params if key == "id"]


class Directory:
    """Names everybody after her id, but for those who have none or whom it can not bear."""

    def __init__(self) -> None:
        self.nameless: set[str] = set()
        self.unbearable: set[str] = set()
        self.reply: Reply | None = None
        self.down = False

    def __call__(self, request: Request) -> Reply:
        if self.down:
            raise Unreachable("nobody there")
        if self.reply is not None:
            return self.reply
        if self.unbearable & set(ids_of(request)):
            return json_reply({"message": "bad id"}, 400)
        return json_reply(
            {"entities": [{"id": one, "name": one.title()} for one in ids_of(request) if one not in self.nameless]}
        )


def agents(number: int) -> list[AgentId]:
    return [AgentId(f"agent-{index:04}") for index in range(number)]


async def test_names_are_learnt() -> None:
    people = People(FakeGenesys(Directory()).session())
    await people.learn([AgentId("tova"), AgentId("avi")])
    assert people.names == {"tova": "Tova", "avi": "Avi"}


async def test_nobody_is_asked_for_twice_also_who_has_no_name() -> None:
    directory = Directory()
    directory.nameless = {"avi"}
    genesys = FakeGenesys(directory)
    people = People(genesys.session())
    await people.learn([AgentId("tova"), AgentId("avi")])
    await people.learn([AgentId("avi"), AgentId("tova"), AgentId("noa")])
    assert [ids_of(one) for one in genesys.asked] == [["avi", "tova"], ["noa"]]
    assert people.names == {"tova": "Tova", "noa": "Noa"}


async def test_nobody_new_asks_nothing() -> None:
    genesys = FakeGenesys(Directory())
    await People(genesys.session()).learn([])
    assert genesys.hosts == []


async def test_a_failure_leaves_them_for_the_next_time_and_raises_nothing() -> None:
    directory = Directory()
    people = People(FakeGenesys(directory).session())
    directory.down = True
    await people.learn(agents(150))
    assert people.names == {}
    directory.down = False
    await people.learn(agents(150))
    assert len(people.names) == 150


async def test_one_whom_the_server_can_not_bear_does_not_hold_up_the_others_for_ever() -> None:
    directory = Directory()
    directory.unbearable = {"agent-0007"}
    people = People(FakeGenesys(directory).session())
    for _ in range(3):
        await people.learn(agents(450))
    assert set(people.names) == set(agents(450)[100:])
    directory.unbearable = set()
    await people.learn(agents(450))
    assert set(people.names) == set(agents(450))


async def test_a_server_that_can_bear_nobody_is_asked_once_each_time() -> None:
    directory = Directory()
    directory.reply = Reply(404, {}, b"")
    genesys = FakeGenesys(directory)
    people = People(genesys.session())
    for _ in range(3):
        await people.learn(agents(450))
    assert len(genesys.asked) == 3


async def test_the_log_tells_when_it_breaks_and_when_it_mends(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wallboard.poller.people")
    directory = Directory()
    people = People(FakeGenesys(directory).session())
    directory.down = True
    for _ in range(3):
        await people.learn(agents(3))
    directory.down = False
    for _ in range(3):
        await people.learn(agents(3))
    assert [record.getMessage() for record in caplog.records] == ["names.failed", "names.good"]
