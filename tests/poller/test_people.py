"""Names: asked once for each agent; what goes wrong costs nobody else her name."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import NOON, FakeGenesys, json_reply
from tests.fakes import ManualClock
from wallboard.board.agents import AgentId
from wallboard.genesys.errors import Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.poller.people import REQUESTS_A_CYCLE, People

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


class Listed:
    """An organisation that lists all its users, page by page, and answers for some by id."""

    def __init__(self, users: int, on_a_page: int = 500) -> None:
        self.users = [{"id": f"agent-{index:04}", "name": f"Agent {index}"} for index in range(users)]
        self.on_a_page = on_a_page
        self.genesys = FakeGenesys(self._answer)

    def _answer(self, request: Request) -> Reply:
        ids = ids_of(request)
        if ids:
            return json_reply({"entities": [one for one in self.users if one["id"] in ids]})
        number = int(dict(request.params)["pageNumber"])
        begin = (number - 1) * self.on_a_page
        pages = -(-len(self.users) // self.on_a_page)
        return json_reply({"entities": self.users[begin : begin + self.on_a_page], "pageCount": pages})


async def test_everybody_is_read_page_by_page_within_what_a_cycle_may_ask() -> None:
    listed = Listed(2500, on_a_page=100)
    people = People(listed.genesys.session())
    people.lists_all = True
    await people.learn([])
    assert (len(people.everybody), len(listed.genesys.asked)) == (2000, REQUESTS_A_CYCLE)
    await people.learn([])
    await people.learn([])
    assert (len(people.everybody), len(listed.genesys.asked)) == (2500, 25)
    assert people.names["agent-2499"] == "Agent 2499"  # type: ignore[index]


async def test_after_a_day_all_are_read_anew_and_who_left_is_no_longer_there() -> None:
    listed, clock = Listed(3), ManualClock(NOON)
    people = People(listed.genesys.session(clock))
    people.lists_all = True
    await people.learn([])
    listed.users = [{"id": "agent-0001", "name": "Married Name"}]
    clock.advance(timedelta(hours=23))
    await people.learn([])
    assert len(people.everybody) == 3
    clock.advance(timedelta(hours=1))
    await people.learn([])
    assert set(people.everybody) == {"agent-0001"}
    assert people.names[AgentId("agent-0001")] == "Married Name"


async def test_names_of_some_are_asked_for_again_after_a_day() -> None:
    directory, clock = Directory(), ManualClock(NOON)
    genesys = FakeGenesys(directory)
    people = People(genesys.session(clock))
    for hours in (0, 23, 24):
        clock.advance(timedelta(hours=hours) - clock.elapsed())
        await people.learn([AgentId("tova")])
    assert len(genesys.asked) == 2


async def test_a_restart_asks_for_nothing_that_is_younger_than_a_day(tmp_path: Path) -> None:
    listed, path = Listed(3), tmp_path / "people.json"
    listed.users[0]["images"] = [{"resolution": "x400", "imageUri": "https://example.invalid/0.png"}]  # type: ignore[assignment]
    listed.users[1]["division"] = {"id": "d-1", "name": "One"}  # type: ignore[assignment]
    before = People(listed.genesys.session(ManualClock(NOON)), "org", path)
    before.lists_all = True
    await before.learn([])
    asked = len(listed.genesys.asked)
    after = People(listed.genesys.session(ManualClock(NOON + timedelta(hours=23))), "org", path)
    after.lists_all = True
    await after.restore({})
    await after.learn(agents(3))
    assert len(listed.genesys.asked) == asked
    assert (after.names, after.pictures) == (before.names, before.pictures)
    assert after.picture_address(AgentId("agent-0000")) == "https://example.invalid/0.png"
    assert after.of_divisions(["d-1"]) == {"agent-0001"}


async def test_people_of_another_organisation_are_not_taken_over(tmp_path: Path) -> None:
    listed, path = Listed(3), tmp_path / "people.json"
    before = People(listed.genesys.session(), "org", path)
    before.lists_all = True
    await before.learn([])
    after = People(listed.genesys.session(), "another", path)
    await after.restore({})
    assert not after.names


async def test_two_scopes_that_learn_at_once_lose_nobody() -> None:
    listed, clock = Listed(2000), ManualClock(NOON)
    people = People(listed.genesys.session(clock))
    people.lists_all = True
    for day in range(3):
        await asyncio.gather(people.learn([]), people.learn([]))
        assert (len(people.everybody), len(listed.genesys.asked)) == (2000, 4 * (day + 1))
        clock.advance(timedelta(days=1))


async def test_a_name_that_is_learnt_is_another_version() -> None:
    people = People(FakeGenesys(Directory()).session())
    before = people.version
    await people.learn([AgentId("tova")])
    learnt = people.version
    assert learnt != before
    await people.learn([AgentId("tova")])
    assert people.version == learnt
