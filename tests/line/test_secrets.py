"""From login to logout with a real keyring, and nothing secret anywhere but in it: with real processes."""

import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.line.hiding import places_of
from tests.line.home import HAS_KEYRING, Home, ask, polled
from tests.line.stack import Organisation, organisation
from wallboard.host import settings
from wallboard.host.secret import Secret
from wallboard.poller.exits import Exit
from wallboard.wire import run_record
from wallboard.wire.codec import encode
from wallboard.wire.setup import Credentials

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


def said_by_runs(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in folder.glob("*-run.err"))


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
        async with home.waiting() as (_, setup):
            assert setup.reason.startswith("The keyring holds no client secret")
        assert sign_ins(there) == 0

        logged_in = await home.done("login", *account(there), "--stdin", given=there.simulator.client_secret + "\n")
        assert (logged_in.code, "it signs in to " in logged_in.out) == (Exit.OK, True), logged_in
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
        async with home.waiting() as (_, setup):
            assert setup.needs == "secret"
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
async def test_what_a_person_gives_on_the_screen_is_kept_in_the_keyring_and_stands_nowhere_else(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with without_secret(tmp_path) as there, home.session():
        config = tmp_path / "wallboard.toml"
        config.unlink()
        given = Credentials(
            there.simulator.client_id,
            Secret(there.simulator.client_secret),
            base_url=f"http://127.0.0.1:{there.port}",
            time_zone="Asia/Jerusalem",
            shift_start="07:00",
        )
        async with home.waiting() as (poller, setup):
            assert setup.needs == "settings"
            wrong = encode(given).replace(there.simulator.client_secret.encode(), b"the-wrong-secret")
            refused = await ask(poller, "POST", "/v1/credentials", wrong)
            assert (refused.status_code, refused.json()["code"]) == (422, "wrong_secret")
            assert (config.exists(), "the-wrong-secret" in refused.text) == (False, False)

            kept = await ask(poller, "POST", "/v1/credentials", encode(given))
            assert (kept.status_code, kept.json()["missing"]) == (200, [])
            board = await home.after(poller)
            await polled(board)
            assert settings.parse(config.read_text("utf-8")).boards[0].shift_starts == ["07:00"]
            secrets = {"secret": there.simulator.client_secret, "wrong": "the-wrong-secret"} | tokens(there)
            assert places_of(secrets, home) == set()

            assert (await ask(board, "DELETE", "/v1/credentials")).status_code == 204
            await home.after(board)
        nothing = await home.done("logout", *account(there))
        assert "held nothing" in nothing.out
        assert places_of(secrets | tokens(there), home) == set()


@with_keyring
@pytest.mark.asyncio
async def test_a_poller_that_waits_finds_what_login_keeps(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with without_secret(tmp_path) as there, home.session(), home.waiting() as (poller, _):
        logged_in = await home.done("login", *account(there), "--stdin", given=there.simulator.client_secret)
        assert logged_in.code == Exit.OK, logged_in
        await polled(await home.after(poller))


@with_keyring
@pytest.mark.asyncio
async def test_a_locked_keyring_is_told_in_words_and_without_a_dialog(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with without_secret(tmp_path) as there, home.session():
        await home.lock_keyring()
        async with home.waiting() as (_, setup):
            assert "The keyring of this user is locked. Sign in to" in setup.reason
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
        async with home.waiting() as (_, setup):
            pass
        assert (login.code, logout.code) == (Exit.KEYRING, Exit.KEYRING)
        for told in (login.err, logout.err, setup.reason):
            assert "There is no keyring: this is not the session of a signed-in user (no session bus)." in told
        for told in (login.err, logout.err, said_by_runs(tmp_path)):
            assert "\n  - On a server: give the poller a session of its own" in told
        assert places_of({"secret": there.simulator.client_secret}, home) == set()
        written = {name for name in files(tmp_path) - before if not name.endswith((".out", ".err"))}
        assert written <= {"run/poller.lock", "run/logs/poller.log", "run/logs/poller.log.lock"}
        assert sign_ins(there) == 0
