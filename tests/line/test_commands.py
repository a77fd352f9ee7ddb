"""Every command that the pages give to `wallboard-poller` is run as it stands there, by a user who signs in.

Nothing leaves the machine: the proxy that her session names takes no connection.
"""

import asyncio
import re
import shlex
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.documents import ROOT, fenced, page
from tests.line.home import HAS_KEYRING, Home
from wallboard.poller.exits import Exit

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(not HAS_KEYRING, reason="dbus-run-session or gnome-keyring-daemon is not here"),
]

PAGES = ((ROOT / "README.md").read_text("utf-8"), page("ADMIN.md"), page("PRIVACY.md"))
BLOCKS = [block for text in PAGES for block in fenced(text, "sh")]
COMMANDS = sorted({line for block in BLOCKS for line in re.findall(r"^wallboard-poller (.+)$", block, re.MULTILINE)})
SETTINGS = """
[genesys]
region = "mypurecloud.ie"
client_id = "3f6c1c1e-8a55-4a5e-9a43-1f7f0a8f2d10"

[[boards]]
id = "all"
title = "All agents"
time_zone = "Europe/Berlin"
shift_starts = ["07:00"]
"""
# How each ends for a user of settings and no secret, whose network leads nowhere.
ENDS = {
    "config": Exit.OK,
    "diagnostics": Exit.OK,
    "doctor": Exit.DOCTOR_KEYRING,
    "login": Exit.OK,  # kept, with the word that it could not be tried
    "login --proxy": Exit.OK,  # a password is kept without being tried
    "login --sealed": Exit.SEALED,  # there is no such file
    "logout": Exit.OK,
    "reconcile": Exit.SETTINGS,  # nothing has been polled yet
    "seal": Exit.OK,
    "status": Exit.NOT_RUNNING,
}


@pytest_asyncio.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    """Signed in, with settings, and with nothing else."""
    home = Home(tmp_path)
    home.env["HTTPS_PROXY"] = "http://127.0.0.1:9"
    async with home.session():
        for file in (tmp_path / "wallboard.toml", tmp_path / "config" / "wallboard" / "wallboard.toml"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(SETTINGS, "utf-8")
        yield home


def expected(words: list[str]) -> Exit:
    """How a command ends: by its verb, or by verb and option where those are told apart."""
    if words[0] in {"login", "seal"} and {"--stdin", "--sealed"}.isdisjoint(words):
        return Exit.SETTINGS  # it asks a person, and there is no terminal
    told = [one for one in words[1:] if f"{words[0]} {one}" in ENDS]
    return ENDS[" ".join((words[0], *told))]


def test_the_pages_give_commands_of_every_verb_but_run() -> None:
    assert {command.split()[0] for command in COMMANDS} == {verb.split()[0] for verb in ENDS}


@pytest.mark.asyncio
async def test_each_ends_as_it_should_and_tells_no_traceback(home: Home) -> None:
    ended: dict[str, object] = {}
    for command in COMMANDS:
        words = shlex.split(command.replace("/etc/wallboard", str(home.folder)))
        async with asyncio.timeout(60):
            done = await home.done(*words, given="one-word\n")
        assert "Traceback" not in done.out + done.err, command
        assert done.out + done.err, command
        if done.code != expected(words):
            ended[command] = (done.code, done.out, done.err)
    assert ended == {}, ended
