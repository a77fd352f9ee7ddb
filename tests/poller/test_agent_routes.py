"""The picture and the explanation of one agent, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from tests.builders import NOON, SHIFT_START, PolledBoard, agent_look, served
from tests.fakes import ManualClock
from tests.images import PictureHost, http, image, picture_host
from wallboard.board.agents import AgentId
from wallboard.board.privacy import Guise, Privacy
from wallboard.genesys.picture import LARGEST
from wallboard.genesys.transport import HttpTransport
from wallboard.poller import answers
from wallboard.poller.agent_routes import AgentRoutes, Desk
from wallboard.poller.boards import Question
from wallboard.poller.explain import Explanation
from wallboard.poller.past import Between
from wallboard.poller.picture_file import PictureFolder
from wallboard.poller.pictures import Pictures
from wallboard.wire.codec import decode
from wallboard.wire.messages import Problem

pytestmark = pytest.mark.asyncio

PNG = image("png")
PICTURE, EXPLAIN = "/v1/boards/all/agents/tova/picture", "/v1/boards/all/agents/tova/explain"


@dataclass
class Office:
    """The routes of one board, a client of them, and the host of the pictures."""

    polled: PolledBoard
    http: httpx.AsyncClient
    host: PictureHost
    asked: list[tuple[datetime, AgentId, int]]


@asynccontextmanager
async def office(folder: Path, counted: Between | None = None) -> AsyncIterator[Office]:
    clock = ManualClock(NOON)
    polled = PolledBoard(clock)
    asked: list[tuple[datetime, AgentId, int]] = []

    async def when(begun: datetime, agent: AgentId, closed: int) -> Between | None:
        asked.append((begun, agent, closed))
        return counted

    def no_question() -> Question | None:
        return None

    async with picture_host(tova=http(PNG)) as host:
        carrier = HttpTransport.open_wary("wallboard/test", LARGEST)
        pictures = Pictures(
            lambda agent: f"{host.url}/tova" if agent == "tova" else None,
            host.url,
            carrier,
            PictureFolder(folder / "pictures"),
            clock,
        )
        desk = Desk(polled.board, lambda agent: polled.table.known().get(agent), no_question, when)
        routes = AgentRoutes({"all": desk}, polled.names, pictures)

        def application(_port: int) -> ASGIApp:
            return Starlette(routes=routes.routes(), exception_handlers={HTTPException: answers.problem})

        async with (
            served(application) as port,
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client,
        ):
            yield Office(polled, client, host, asked)
        await carrier.close()


def words(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    return decode(Problem, answer.content).error


class TestPicture:
    async def test_it_comes_with_what_a_reader_needs_to_keep_it_for_himself(self, tmp_path: Path) -> None:
        async with office(tmp_path) as there:
            there.polled.poll(agent_look("tova"))
            answer = await there.http.get(PICTURE)
            assert (answer.status_code, answer.content) == (200, PNG)
            assert answer.headers["content-type"] == "image/png"
            assert answer.headers["cache-control"] == "private"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["etag"].startswith('"')

    @pytest.mark.parametrize("shape", ["{}", "W/{}", '"other", {}', "*"])
    async def test_who_has_it_is_not_sent_it_again(self, tmp_path: Path, shape: str) -> None:
        async with office(tmp_path) as there:
            there.polled.poll(agent_look("tova"))
            etag = (await there.http.get(PICTURE)).headers["etag"]
            answer = await there.http.get(PICTURE, headers={"If-None-Match": shape.format(etag)})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
            other = await there.http.get(PICTURE, headers={"If-None-Match": '"other"'})
            assert other.status_code == 200

    async def test_who_has_none_is_told_in_words(self, tmp_path: Path) -> None:
        async with office(tmp_path) as there:
            there.polled.poll(agent_look("avi"))
            answer = await there.http.get("/v1/boards/all/agents/avi/picture")
            assert words(answer, 404) == "there is no picture of this agent"

    async def test_nobody_is_asked_for_an_agent_whom_the_board_does_not_have(self, tmp_path: Path) -> None:
        async with office(tmp_path) as there:
            there.polled.poll(agent_look("avi"))
            assert words(await there.http.get(PICTURE), 404) == "board 'all' has no such agent"
            assert there.host.asked == []


class TestExplain:
    async def test_an_agent_is_explained(self, tmp_path: Path) -> None:
        async with office(tmp_path, Between(NOON, NOON)) as there:
            there.polled.poll(agent_look("tova", 4, 400), agent_look("avi", 7, 700))
            answer = await there.http.get(EXPLAIN)
            assert answer.headers["content-type"] == "application/json"
            told = decode(Explanation, answer.content)
            assert (told.name, told.rank, told.closed, told.aht_ms) == ("Tova", 2, 4, 100_000)
            assert told.above is not None
            assert told.above.apart == "Avi closed 3 more"
            assert told.last_counted is not None
            assert there.asked == [(SHIFT_START, "tova", 4)]

    async def test_an_agent_whom_the_board_does_not_have_is_told_in_words(self, tmp_path: Path) -> None:
        async with office(tmp_path) as there:
            there.polled.poll(agent_look("avi"))
            assert words(await there.http.get(EXPLAIN), 404) == "board 'all' has no such agent"
            nowhere = await there.http.get("/v1/boards/nowhere/agents/tova/explain")
            assert words(nowhere, 404) == "there is no board 'nowhere'; there are: all"

    async def test_on_a_masked_board_the_keyed_id_is_explained_and_her_own_is_nobodys(self, tmp_path: Path) -> None:
        async with office(tmp_path, Between(NOON, NOON)) as there:
            board = there.polled.board
            board.guise = Guise(Privacy.PSEUDONYM, b"k" * 32)
            there.polled.poll(agent_look("tova", 4, 400), agent_look("avi", 7, 700))
            assert words(await there.http.get(EXPLAIN), 404) == "board 'all' has no such agent"
            row = board.standings[1]
            told = decode(Explanation, (await there.http.get(EXPLAIN.replace("tova", row.agent_id))).content)
            assert (told.id, told.name, told.closed) == (row.agent_id, row.name, 4)
            assert told.query is None
            assert told.above is not None
            assert not any(word in str(told).casefold() for word in ("tova", "avi"))
            board.open_to_viewers = frozenset()
            refused = words(await there.http.get(EXPLAIN), 403)
            assert refused.startswith("board 'all' explains no agent's row")

    async def test_before_the_first_sweep_there_is_nothing(self, tmp_path: Path) -> None:
        async with office(tmp_path) as there:
            there.polled.table.absorb([agent_look("tova")])
            assert words(await there.http.get(EXPLAIN), 404) == "board 'all' has no numbers yet"
            assert there.asked == []
