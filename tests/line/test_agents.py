"""One agent's picture and explanation, from a real poller, by either API; the truth is that of the recorded calls."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.line.home import Home
from tests.line.stack import DAY, TODAY, WRAP_UP, Organisation, organisation
from tests.rows import expected
from wallboard.poller.explain import Explanation
from wallboard.simulator import portraits
from wallboard.wire.codec import decode
from wallboard.wire.messages import Snapshot

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]


class Desk:
    """A client of a poller that has polled."""

    def __init__(self, there: Organisation, http: httpx.AsyncClient) -> None:
        self.there = there
        self._http = http

    async def snapshot(self) -> Snapshot:
        return decode(Snapshot, (await self._http.get("/boards/all/snapshot?limit=300")).raise_for_status().content)

    async def ask(self, agent: str, what: str, **headers: str) -> httpx.Response:
        return await self._http.get(f"/boards/all/agents/{agent}/{what}", headers=headers)

    def pictures_given(self) -> int:
        """How often the organisation gave a picture out, or said that it has not changed."""
        counts = self.there.simulator.requests.counts().by_path
        return sum(number for path, number in counts.items() if path.startswith("/pictures/"))


@asynccontextmanager
async def polled(folder: Path, api: str) -> AsyncIterator[Desk]:
    async with organisation(folder) as there:
        text = there.settings().replace("[[boards]]", f'api = "{api}"\n[[boards]]', 1)
        (folder / "wallboard.toml").write_text(text, "utf-8")
        async with Home(folder).polling() as poller:
            headers = {"Authorization": f"Bearer {poller.token}"}
            base_url = f"http://127.0.0.1:{poller.port}/v1"
            async with httpx.AsyncClient(base_url=base_url, headers=headers, timeout=30, trust_env=False) as http:
                yield Desk(there, http)


@pytest.mark.parametrize("api", ["realtime", "platform"])
async def test_every_row_is_explained_as_it_was_recorded(tmp_path: Path, api: str) -> None:
    async with polled(tmp_path, api) as desk:
        shown = await desk.snapshot()
        assert shown.rows
        for row in shown.rows:
            told = decode(Explanation, (await desk.ask(row.id, "explain")).raise_for_status().content)
            one = expected(told.as_of, DAY, TODAY, WRAP_UP)[row.name]
            handled_ms = one.handled.total_seconds() * 1000
            assert (told.name, told.closed, told.source) == (row.name, one.closed, api)
            assert told.handle_least_ms - 1 <= handled_ms <= told.handle_most_ms + 1
            assert told.query is not None
            assert told.query.method == ("GET" if api == "realtime" else "POST")
            assert told.window.to == told.as_of
            assert (told.above is None) == (told.place == 0)
        nobody = await desk.ask("nobody", "explain")
        assert nobody.status_code == 404


async def test_pictures_are_those_of_the_organisation_and_are_fetched_once(tmp_path: Path) -> None:
    async with polled(tmp_path, "platform") as desk:
        rows = (await desk.snapshot()).rows
        assert {row.id: row.picture is not None for row in rows} == {
            row.id: portraits.has_portrait(row.id) for row in rows
        }
        with_picture = [row.id for row in rows if row.picture is not None]
        assert with_picture
        for agent in [*with_picture, *with_picture]:
            answer = await desk.ask(agent, "picture")
            assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
            assert answer.content in {portraits.portrait(agent, size).png for size in portraits.SIZES}
            again = await desk.ask(agent, "picture", **{"If-None-Match": answer.headers["etag"]})
            assert again.status_code == 304
        assert desk.pictures_given() == len(with_picture)
        for row in rows:
            if row.picture is None:
                assert (await desk.ask(row.id, "picture")).status_code == 404
    assert len(list((tmp_path / "state" / "pictures").iterdir())) == len(with_picture)
