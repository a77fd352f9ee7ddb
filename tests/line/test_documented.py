"""What packaging/PRIVACY.md and packaging/ADMIN.md say of a poller that runs.

Whom it connects to, which files it leaves, and what it does without a permission.
"""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests import documents
from tests.app.tongues import ENGLISH, speaking
from tests.documents import ticked
from tests.line.home import ask, polled
from tests.line.stack import PATIENCE_SECONDS, RATE, Organisation, record
from wallboard.app import cause_words
from wallboard.simulator.api import STANDARD_TERMS
from wallboard.simulator.terms import Contract, Terms
from wallboard.wire.codec import decode
from wallboard.wire.messages import Cause, Handshake, Snapshot

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(120)]

FILES = [
    pattern
    for row in documents.table(documents.page("PRIVACY.md"), "file", "holds", "about people", "how long")
    for pattern in ticked(row[0])
]
# Writes down every address that this process asks for, before it is asked.
WATCHED = """
import os, sys
heard = open(os.environ["HEARD"], "a", buffering=1)
def hear(event, words):
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        heard.write(f"{words[1]}\\n")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        heard.write(f"{words[0]!r}\\n")
sys.addaudithook(hear)
from wallboard.poller.main import main
sys.exit(main())
"""


@asynccontextmanager
async def poller_in(folder: Path) -> AsyncIterator[Handshake]:
    """A poller whose every connection is written down in `heard`."""
    (folder / "run").mkdir(mode=0o700, exist_ok=True)
    (folder / "state").mkdir(mode=0o700, exist_ok=True)
    places = ("--config", "wallboard.toml", "--run-dir", "run", "--state-dir", "state")
    with (folder / "err").open("wb") as err:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", WATCHED, "run", *places),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=err,
            env=os.environ | {"HEARD": "heard"},
            cwd=folder,
        )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            decode(Handshake, await process.stdout.readline())
        yield record(folder)
    finally:
        process.terminate()
        await process.wait()


def heard_in(folder: Path) -> set[str]:
    return set((folder / "heard").read_text("utf-8").splitlines())


def left_in(folder: Path) -> list[str]:
    """The files of the poller, by their names below its folders."""
    return [
        path.relative_to(folder / place).as_posix()
        for place in ("run", "state")
        for path in (folder / place).rglob("*")
        if path.is_file()
    ]


def is_told_of(file: str) -> bool:
    return any(fnmatch(file, pattern) or fnmatch(file.rpartition("/")[2], pattern) for pattern in FILES)


@pytest.mark.parametrize(("mask", "named"), [("full", {"history.sqlite", "people.json"}), ("initials", set[str]())])
async def test_nobody_else_is_asked_and_no_other_file_is_left(tmp_path: Path, mask: str, named: set[str]) -> None:
    organisation = Organisation(RATE, STANDARD_TERMS)
    await organisation.come()
    try:
        text = organisation.settings().replace("title =", f'privacy = "{mask}"\ntitle =')
        (tmp_path / "wallboard.toml").write_text(text, "utf-8")
        async with poller_in(tmp_path) as poller:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await polled(poller)
            shown = decode(Snapshot, (await ask(poller, "GET", "/v1/boards/all/snapshot")).content)
            assert shown.rows
            for row in shown.rows:
                await ask(poller, "GET", f"/v1/boards/all/agents/{row.id}/picture")
            files = left_in(tmp_path)
    finally:
        await organisation.go()
    files += left_in(tmp_path)
    address = f"('127.0.0.1', {organisation.port})"
    assert heard_in(tmp_path) - {"'127.0.0.1'"} == {address}
    assert [file for file in files if not is_told_of(file)] == []
    assert {"history.sqlite", "people.json"} & {*files} == named


async def test_before_it_is_set_up_nobody_is_asked_at_all(tmp_path: Path) -> None:
    async with poller_in(tmp_path) as poller:
        assert (await ask(poller, "GET", "/v1/boards")).status_code == 200
    assert heard_in(tmp_path) == set()


ROLE = documents.table(documents.page("ADMIN.md"), "permission", "request", "`doctor` asks", "what for", "without it")
OF_ITS_OWN = {  # what a board must have for the permission to be needed
    "analytics:userAggregate:view": 'rank_by = ["most_closed_per_hour"]',
    "groups:team:view": 'team_ids = ["6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10"]',
}


@pytest.mark.parametrize("row", ROLE, ids=[ticked(row[0])[0] for row in ROLE])
async def test_without_a_permission_the_wall_is_as_it_says(tmp_path: Path, row: list[str]) -> None:
    (permission,), said = ticked(row[0]), row[4]
    contract = Contract.REALTIME if permission == "analytics:realtime:view" else Contract.PLATFORM
    organisation = Organisation(RATE, Terms(contract=contract, withheld=frozenset({permission})))
    await organisation.come()
    try:
        text = organisation.settings().replace("[rehearsal]", f"{OF_ITS_OWN.get(permission, '')}\n[rehearsal]")
        (tmp_path / "wallboard.toml").write_text(text, "utf-8")
        async with poller_in(tmp_path) as poller:
            cause, shown = await first_poll(poller)
    finally:
        await organisation.go()
    if said.startswith("no numbers"):
        assert shown.as_of is None
        assert cause is not None
        with speaking(ENGLISH):
            words = cause_words.cause(cause)
        assert all(words.startswith(one.rstrip("… ")) for one in re.findall(r'"(.*?)"', said)), words
    elif said.startswith("nobody is ranked"):
        assert {(one.rank, one.per_hour) for one in shown.rows} == {(None, None)}
    else:
        assert said.startswith("the ranking is there; the right of the line below it is empty")
        assert shown.rows[0].rank == 1
        assert shown.summary.queues is None


async def first_poll(poller: Handshake) -> tuple[Cause | None, Snapshot]:
    """Why the first poll failed, or the board after it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            told = (await ask(poller, "GET", "/v1/status")).json()["boards"][0]
            shown = decode(Snapshot, (await ask(poller, "GET", "/v1/boards/all/snapshot")).content)
            if told["cause"] is not None:
                return Cause(**told["cause"]), shown
            if shown.rows:
                return None, shown
            await asyncio.sleep(0.05)
