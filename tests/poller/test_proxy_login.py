"""login --proxy and logout --proxy: what is kept, what is refused, and what a person is told; never the password."""

import shlex
import sys
from argparse import Namespace

import pytest

from tests.fakes import FakeBackend
from wallboard.host import settings
from wallboard.host.network_settings import Network
from wallboard.host.secret import Secret
from wallboard.host.secrets import LONGEST, Account, Keyring, KeyringLocked, Kind
from wallboard.poller import proxy_login
from wallboard.poller.exits import Exit
from wallboard.poller.main import main, parser
from wallboard.poller.sign_in import BadSecret, proxy_login_command

PASSWORD = "the password itself"
PROXY = "http://proxy.example.org:8080"
ACCOUNT = Account(PROXY, "ada")
REST = '[genesys]\nregion = "x.y"\nclient_id = "3f6c"\n[[boards]]\nid = "a"\ntitle = "A"\nshift_starts = ["07:00"]\n'


class Desk:
    """Somebody at a terminal, with a keyring."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.backend = FakeBackend()
        self.keyring = Keyring(self.backend.open)
        self.given = PASSWORD
        self.reads = 0
        self._capsys = capsys

    def login(self, proxy: str | None = PROXY, user: str | None = "ada") -> Exit:
        return proxy_login.login(Namespace(proxy=proxy, proxy_user=user, stdin=True), self.keyring, self._read)

    def logout(self, proxy: str | None = PROXY, user: str | None = "ada") -> Exit:
        return proxy_login.logout(Namespace(proxy=proxy, proxy_user=user), self.keyring)

    def told(self) -> tuple[str, str]:
        told = self._capsys.readouterr()
        assert PASSWORD not in told.out + told.err
        return told.out, told.err

    def _read(self, from_stdin: bool) -> Secret:
        assert from_stdin
        self.reads += 1
        if not self.given:
            raise BadSecret("No password was given.")
        return Secret(self.given)


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(capsys)


def test_a_password_is_kept_and_the_section_that_needs_it_is_told(desk: Desk) -> None:
    assert desk.login() is Exit.OK
    kept = desk.keyring.find(ACCOUNT, Kind.PROXY_PASSWORD)
    assert kept is not None
    assert kept.reveal() == PASSWORD
    told = desk.told()[0]
    network = settings.parse(REST + told[told.index("[network]") :]).network
    assert network == Network(PROXY, "ada")


def test_without_a_console_it_is_kept_and_removed_all_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert desk.login() is Exit.OK
    assert desk.backend.entries
    assert desk.logout() is Exit.OK
    assert desk.logout() is Exit.OK


def test_an_address_is_the_same_however_it_is_written(desk: Desk) -> None:
    assert desk.login("http://Proxy.Example.ORG:8080/") is Exit.OK
    assert desk.logout() is Exit.OK
    assert "Removed from the keyring: the password of ada" in desk.told()[0]
    assert desk.backend.entries == {}


def test_where_there_was_none_it_says_so(desk: Desk) -> None:
    assert desk.logout() is Exit.OK
    assert desk.told()[0] == f"The keyring held no password of ada ({PROXY}).\n"


@pytest.mark.parametrize(
    ("proxy", "user", "words"),
    [
        (PROXY, None, "--proxy and --proxy-user belong together"),
        (None, "ada", "--proxy and --proxy-user belong together"),
        ("http://ada:hush@proxy", "ada", "may hold no name and no password"),
        ("system", "ada", "needs the address of a proxy"),
        ("socks5://proxy", "ada", "is not allowed"),
        (PROXY, "a:da", "without a colon"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_asked(
    desk: Desk, proxy: str | None, user: str | None, words: str
) -> None:
    assert desk.login(proxy, user) is Exit.SETTINGS
    assert desk.logout(proxy, user) is Exit.SETTINGS
    err = desk.told()[1]
    assert (err.count(words), "hush" in err, desk.reads) == (2, False, 0)


@pytest.mark.parametrize("given", ["", "x" * (LONGEST + 1)])
def test_what_cannot_be_kept_is_refused(desk: Desk, given: str) -> None:
    desk.given = given
    assert desk.login() is Exit.SETTINGS
    assert desk.backend.entries == {}


def test_without_a_keyring_nobody_is_asked_for_it(desk: Desk) -> None:
    desk.backend.trouble = KeyringLocked("locked")
    assert (desk.login(), desk.logout(), desk.reads) == (Exit.KEYRING, Exit.KEYRING, 0)
    assert "\n  - Sign in" in desk.told()[1]


def test_the_command_that_is_told_is_one() -> None:
    _, *words = shlex.split(proxy_login_command(Network(PROXY, "EXAMPLE\\ada b")))
    asked = parser().parse_args(words)
    assert (asked.proxy, asked.proxy_user) == (PROXY, "EXAMPLE\\ada b")


@pytest.mark.parametrize("verb", ["login", "logout"])
@pytest.mark.parametrize(
    "words",
    [("--proxy", PROXY, "--client-id", "3f6c"), ("--region", "x.y", "--proxy-user", "ada")],
    ids=["a proxy's client", "a region's user"],
)
def test_a_proxy_and_an_organisation_are_not_mixed(
    verb: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, *words]) == Exit.SETTINGS
    assert "belong together" in capsys.readouterr().err
