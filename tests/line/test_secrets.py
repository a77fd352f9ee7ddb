"""From login to logout with a real keyring, and nothing secret anywhere but in it: with real processes."""

import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.line.hiding import places_of
from tests.line.home import HAS_KEYRING, Home
from tests.line.stack import Organisation, organisation
from wallboard.poller.exits import Exit
from wallboard.wire import run_record
from wallboard.wire.codec import decode
from wallboard.wire.messages import Refusal

SIGN_IN = "/oauth/token"
with_keyring = pytest.mark.skipif(
    not HAS_KEYRING, reason="needs the Debian packages gnome-keyring and dbus: dev.py test installs them where it may"
)
pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can a test make a keyring of its own"),
]


@asynccontextmanager
async def without_secret(folder: Path) -> AsyncIterator[Organisation]:
    """An organisation whose settings file holds no secret."""
    async with organisation(folder) as there:
        lines = there.settings().splitlines()
        (folder / "wallboard.toml").write_text("\n".join(one for one in lines if "client_secret" not in one), "utf-8")
        yield there


def account(there: Organisation) -> tuple[str, ...]:
    return ("--base-url", f"http://127.0.0.1:{there.port}", "--client-id", there.simulator.client_id)


def sign_ins(there: Organisation) -> int:
    return there.simulator.requests.counts().by_path.get(SIGN_IN, 0)


def tokens(there: Organisation) -> dict[str, str]:
    """Every access token that was given out."""
    return {f"token {number}": token for number, token in enumerate(there.simulator.tokens._ends)}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("before", [b"", b"a", b"ab", b"client:"])
def test_the_search_finds_what_is_hidden(tmp_path: Path, before: bytes) -> None:
    home = Home(tmp_path)
    (tmp_path / "home" / "file").write_bytes(b"x" + b64encode(before + b"the-secret-itself" + b"tail"))
    assert places_of({"secret": "the-secret-itself"}, home) == {"home/file: secret in base64"}


@with_keyring
@pytest.mark.asyncio
async def test_login_poll_restart_and_logout_leave_nothing_secret_anywhere(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with without_secret(tmp_path) as there, home.session():
        refused = await home.refused()
        assert decode(Refusal, refused.out).refused.startswith("The keyring holds no client secret")

        logged_in = await home.done("login", *account(there), "--stdin", given=there.simulator.client_secret + "\n")
        assert (logged_in.code, "it signs in" in logged_in.out) == (Exit.OK, True), logged_in
        assert sign_ins(there) == 1

        for _ in range(2):  # the second start finds the token of the first
            async with home.polling() as poller:
                assert sign_ins(there) == len(tokens(there)) == 2
                assert len(list(home.processes())) >= 4  # poller, bus, keyring, and what keeps the session
                assert places_of({"secret": there.simulator.client_secret} | tokens(there), home) == set()
                # What is there is found, and stands where it belongs and nowhere else.
                assert places_of({"loopback token": poller.token}, home) == {"run/poller.json: loopback token"}
                assert run_record.record_path(tmp_path / "run").stat().st_mode & 0o777 == 0o600

        logged_out = await home.done("logout", *account(there))
        assert logged_out.code == Exit.OK
        assert logged_out.out.startswith("Removed from the keyring: client secret and access token of ")
        refused = await home.refused()
        assert (refused.code, decode(Refusal, refused.out).code) == (Exit.NO_SECRET, "no_secret")
        assert sign_ins(there) == 2
        assert places_of({"secret": there.simulator.client_secret} | tokens(there), home) == set()


@with_keyring
@pytest.mark.asyncio
async def test_a_revoked_token_is_replaced_and_a_wrong_secret_never_kept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with without_secret(tmp_path) as there, home.session():
        wrong = await home.done("login", *account(there), "--stdin", given="the-wrong-secret")
        assert (wrong.code, "Nothing was kept" in wrong.err) == (Exit.REJECTED, True), wrong
        nothing = await home.done("logout", *account(there))
        assert (nothing.code, "held nothing" in nothing.out) == (Exit.OK, True), nothing

        await there.go()
        untried = await home.done("login", *account(there), "--stdin", given=there.simulator.client_secret)
        assert (untried.code, "could not be tried" in untried.out) == (Exit.OK, True), untried
        await there.come()
        for _ in range(2):
            there.simulator.tokens.revoke_all()
            async with home.polling():
                assert len(tokens(there)) == 1
        assert places_of({"wrong": "the-wrong-secret", "right": there.simulator.client_secret}, home) == set()


@with_keyring
@pytest.mark.asyncio
async def test_a_locked_keyring_is_refused_in_words_and_without_a_dialog(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with without_secret(tmp_path) as there, home.session():
        await home.lock_keyring()
        refused = await home.refused()
        assert refused.code == Exit.NO_SECRET
        assert "The keyring of this user is locked. Sign in to" in decode(Refusal, refused.out).refused
        for words in (("login", "--stdin"), ("logout",)):
            done = await home.done(*words, *account(there), given=there.simulator.client_secret)
            assert (done.code, "is locked" in done.err) == (Exit.KEYRING, True), done


@pytest.mark.asyncio
async def test_without_a_session_it_is_refused_with_the_choices_and_nothing_is_written(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with without_secret(tmp_path) as there:
        before = files(tmp_path)
        login = await home.done("login", *account(there), "--stdin", given=there.simulator.client_secret)
        logout = await home.done("logout", *account(there))
        refused = await home.refused()
        assert (login.code, logout.code, refused.code) == (Exit.KEYRING, Exit.KEYRING, Exit.NO_SECRET)
        for done in (login, logout, refused):
            assert "There is no keyring: this is not the session of a signed-in user (no session bus)." in done.err
            assert "\n  - On a server: give the poller a session of its own" in done.err
        assert decode(Refusal, refused.out).code == "no_secret"
        assert places_of({"secret": there.simulator.client_secret}, home) == set()
        written = {name for name in files(tmp_path) - before if not name.endswith((".out", ".err"))}
        assert written <= {"run/poller.lock"}
        assert sign_ins(there) == 0
