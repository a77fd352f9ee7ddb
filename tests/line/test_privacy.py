"""Boards without names: whatever a real poller tells, logs or keeps, and what a wall shows, names nobody."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import httpx
import pytest

from tests.line.hiding import places_of
from tests.line.home import Home, ask
from tests.line.stack import PATIENCE_SECONDS
from wallboard.app.row_face import row_face
from wallboard.wire.codec import decode
from wallboard.wire.messages import Handshake, Snapshot

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]

LEVELS = ("initials", "pseudonym", "team_totals")
PER_HOUR = 'rank_by = ["most_closed_per_hour"]\n'
PATHS = ("/v1/boards", "/v1/status", "/v1/health", "/metrics", "/v1/nothing")


@dataclass(frozen=True, slots=True)
class Crowd:
    """A simulated organisation of agents with first and family names, by their user ids."""

    told: dict[str, object]
    names: dict[str, str]

    def settings(self, *boards: str, more: str = "") -> str:
        """A settings file with a board for each privacy; `more` is said of each."""
        where = "\n".join(f"{key} = {json.dumps(self.told[key])}" for key in ("base_url", "client_id", "client_secret"))
        shown = [
            f'[[boards]]\nid = "{one}"\ntitle = "A board"\nshift_starts = ["00:00"]\nprivacy = "{one}"\n{more}'
            for one in boards
        ]
        clock = f"[rehearsal]\norigin = {self.told['origin']}\nrate = {self.told['rate']}\n"
        return "\n".join(["[genesys]", where, *shown, clock])

    def sought(self) -> dict[str, str]:
        """What may be nowhere: every user id and every full name."""
        full = {f"name {number}": name for number, name in enumerate(self.names.values())}
        return full | {f"id {number}": one for number, one in enumerate(self.names)}


@asynccontextmanager
async def crowd() -> AsyncIterator[Crowd]:
    words = ("--agents", "200", "--seed", "7", "--contract", "platform", "--child")
    simulator = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "wallboard.simulator.main", *words),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert simulator.stdout is not None
    try:
        told = json.loads(await simulator.stdout.readline())
        yield Crowd(told, await everybody(told))
    finally:
        simulator.terminate()
        await simulator.wait()


async def everybody(told: dict[str, object]) -> dict[str, str]:
    """All users, as the organisation lists them."""
    async with httpx.AsyncClient(base_url=str(told["base_url"]), trust_env=False, timeout=30) as client:
        secrets = (str(told["client_id"]), str(told["client_secret"]))
        token = await client.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=secrets)
        headers = {"Authorization": f"Bearer {token.json()['access_token']}"}
        users = await client.get("/api/v2/users?pageSize=500&pageNumber=1", headers=headers)
    return {one["id"]: one["name"] for one in users.json()["entities"]}


@asynccontextmanager
async def poller_of(home: Home) -> AsyncIterator[Handshake]:
    """A poller, once its first board has numbers."""
    async with home._serving() as poller:
        yield poller


async def shown(poller: Handshake, board: str, query: str = "") -> Snapshot:
    """A board's rows, once it has polled."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            answer = await ask(poller, "GET", f"/v1/boards/{board}/snapshot?limit=300{query}")
            told = decode(Snapshot, answer.raise_for_status().content)
            if told.as_of is not None and told.summary.active:
                return told
            await asyncio.sleep(0.2)


async def stream_of(poller: Handshake, board: str) -> bytes:
    """What a view's stream begins with: a snapshot and a status."""
    asked = json.dumps({"board": board, "ranges": [[0, 300]]}).encode()
    view = (await ask(poller, "POST", "/v1/views", asked)).json()["id"]
    headers = {"Authorization": f"Bearer {poller.token}"}
    heard = b""
    async with (
        httpx.AsyncClient(headers=headers, timeout=PATIENCE_SECONDS, trust_env=False) as client,
        client.stream("GET", f"http://127.0.0.1:{poller.port}/v1/views/{view}/events") as answer,
    ):
        async for chunk in answer.aiter_bytes():
            heard += chunk
            if b"event: status" in heard:
                return heard
    return heard


async def all_that_is_told(poller: Handshake, people: dict[str, str]) -> bytes:
    """The answers of every route, to everything that could be asked of a person; also to who knows her id."""
    heard = b"".join([(await ask(poller, "GET", path)).content for path in PATHS])
    for board in LEVELS:
        told = await shown(poller, board)
        heard += (await ask(poller, "GET", f"/v1/boards/{board}/snapshot?limit=300")).content
        heard += await stream_of(poller, board)
        for agent in [*(row.id for row in told.rows[:5]), *list(people)[:5]]:
            for what in ("explain", "picture"):
                answer = await ask(poller, "GET", f"/v1/boards/{board}/agents/{agent}/{what}")
                assert answer.status_code == 403
                heard += answer.content
    return heard


async def test_no_name_and_no_user_id_is_told_logged_kept_or_shown(tmp_path: Path) -> None:
    async with crowd() as there:
        assert len(there.names) >= 200
        home = Home(tmp_path)
        (tmp_path / "run").mkdir(mode=0o700)
        (tmp_path / "wallboard.toml").write_text(there.settings(*LEVELS), "utf-8")
        async with poller_of(home) as poller:
            heard = await all_that_is_told(poller, there.names)
            told = await shown(poller, "initials")
            assert told.rows
            assert all(len(row.name) <= 6 for row in told.rows)
            assert not (await shown(poller, "team_totals")).rows
            faces = [repr(row_face(row, told.as_of, UTC, risen=False)) for row in told.rows]
            words = [row.name for row in (await shown(poller, "pseudonym")).rows]
            (tmp_path / "heard").write_bytes(heard + "\n".join(faces).encode())
        assert (tmp_path / "state" / "history-masked.sqlite").stat().st_size
        assert places_of(there.sought(), home) == set()

        async with poller_of(home) as poller:  # from what was kept
            again = [row.name for row in (await shown(poller, "pseudonym")).rows]
            assert len(set(again) & set(words)) > len(words) / 2
            (tmp_path / "heard").write_bytes(await all_that_is_told(poller, there.names))
        assert places_of(there.sought(), home) == set()


async def test_figures_per_hour_name_nobody(tmp_path: Path) -> None:
    async with crowd() as there:
        home = Home(tmp_path)
        (tmp_path / "run").mkdir(mode=0o700)
        (tmp_path / "wallboard.toml").write_text(there.settings(*LEVELS, more=PER_HOUR), "utf-8")
        async with poller_of(home) as poller:
            told = await shown(poller, "pseudonym")
            while not any(row.per_hour for row in told.rows):
                told = await shown(poller, "pseudonym")
            assert not {row.id for row in told.rows} & there.names.keys()
            faces = [repr(row_face(row, told.as_of, UTC, risen=False)) for row in told.rows]
            heard = await all_that_is_told(poller, there.names)
            (tmp_path / "heard").write_bytes(heard + "\n".join(faces).encode())
        assert places_of(there.sought(), home) == set()


async def test_what_was_kept_with_names_is_let_go_of_when_no_board_has_them_any_more(tmp_path: Path) -> None:
    async with crowd() as there:
        home = Home(tmp_path)
        (tmp_path / "run").mkdir(mode=0o700)
        (tmp_path / "wallboard.toml").write_text(there.settings("first_name_initial", "initials"), "utf-8")
        async with poller_of(home) as poller:
            named = {row.name for row in (await shown(poller, "first_name_initial")).rows}
            assert all(name.count(" ") == 1 for name in named)
            masked = await shown(poller, "initials")
            assert not {row.id for row in masked.rows} & there.names.keys()
        assert places_of(there.sought(), home)
        (tmp_path / "wallboard.toml").write_text(there.settings("initials"), "utf-8")
        async with poller_of(home) as poller:
            await shown(poller, "initials")
        assert places_of(there.sought(), home) == set()
