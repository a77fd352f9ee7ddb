"""login and logout: what is kept, what is refused, and what a person is told; never the secret."""

import getpass
import io
import os
import warnings
from argparse import Namespace
from collections.abc import Callable

import pytest

from tests.fakes import FakeBackend
from wallboard.genesys.errors import (
    BadReply,
    Forbidden,
    GenesysError,
    Rejected,
    ServerFailed,
    Throttled,
    TimedOut,
    Unreachable,
)
from wallboard.genesys.trial import Need, Seen
from wallboard.host import settings
from wallboard.host.secret import Secret
from wallboard.host.secrets import LONGEST, OF_CLIENT, Account, Keyring, KeyringLocked, Kind
from wallboard.host.settings import Genesys
from wallboard.poller import admin
from wallboard.poller.check_organisation import Answer, Findings
from wallboard.poller.exits import Exit
from wallboard.poller.main import main
from wallboard.poller.sign_in import BadSecret

SECRET = "the-secret-itself"
ACCOUNT = Account("mypurecloud.ie", "3f6c")
BOARD = '\n[[boards]]\nid = "all"\ntitle = "All"\nshift_starts = ["07:00"]\n'


class Desk:
    """Somebody at a terminal, with a keyring, and a Genesys Cloud that answers `trouble` or lets sign in."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.backend = FakeBackend()
        self.keyring = Keyring(self.backend.open)
        self.given = SECRET
        self.reads = 0
        self.trouble: GenesysError | None = None
        self.tried: list[str] = []
        self.findings = Findings("Example Org", (Answer(Need.NUMBERS, Seen(3)),))
        self._capsys = capsys

    def login(self, **more: str | None) -> Exit:
        return admin.login(asked(**more), self.keyring, self._try, self._read)

    def logout(self, **more: str | None) -> Exit:
        return admin.logout(asked(**more), self.keyring)

    def kept(self, kind: Kind = Kind.CLIENT_SECRET) -> str | None:
        found = self.keyring.find(ACCOUNT, kind)
        return None if found is None else found.reveal()

    def told(self) -> tuple[str, str]:
        out, err = self._capsys.readouterr()
        assert SECRET not in out + err
        return out, err

    def _try(self, genesys: Genesys, secret: Secret) -> Findings:
        assert genesys.client_id == "3f6c"
        self.tried.append(secret.reveal())
        if self.trouble is not None:
            raise self.trouble
        return self.findings

    def _read(self, _from_stdin: bool) -> Secret:
        self.reads += 1
        return Secret(self.given)


def asked(**more: str | None) -> Namespace:
    return Namespace(**{"region": "mypurecloud.ie", "base_url": None, "client_id": "3f6c", "stdin": True} | more)


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(capsys)


class TestLogin:
    def test_a_secret_that_signs_in_is_kept(self, desk: Desk) -> None:
        assert desk.login() is Exit.OK
        assert (desk.kept(), desk.tried) == (SECRET, [SECRET])
        out, err = desk.told()
        assert "The client secret of 3f6c (mypurecloud.ie) is in the keyring; it signs in to Example Org." in out
        assert "lacks" not in out
        assert err == ""

    def test_where_the_organisation_is_not_named_it_signs_in_all_the_same(self, desk: Desk) -> None:
        desk.findings = Findings(None, ())
        assert desk.login() is Exit.OK
        assert "is in the keyring; it signs in." in desk.told()[0]

    def test_a_permission_that_is_missing_is_named_and_the_secret_kept(self, desk: Desk) -> None:
        lacking = Forbidden("/status", "no", "c-1", missing=("analytics:agentState:view",))
        desk.findings = Findings("Example Org", (Answer(Need.STATUSES, lacking),))
        assert (desk.login(), desk.kept()) == (Exit.OK, SECRET)
        out, _ = desk.told()
        assert "lacks permissions" in out
        assert "  - analytics:agentState:view (for what the agents do now)" in out.splitlines()

    def test_what_could_not_be_asked_is_told_and_is_no_missing_permission(self, desk: Desk) -> None:
        desk.findings = Findings("Example Org", (Answer(Need.NUMBERS, TimedOut("too late", "/numbers")),))
        assert (desk.login(), desk.kept()) == (Exit.OK, SECRET)
        out, _ = desk.told()
        assert "lacks" not in out
        assert "  - /numbers: too late" in out.splitlines()

    def test_a_region_that_nobody_knows_is_doubted_and_tried(self, desk: Desk) -> None:
        backend = desk.backend
        assert desk.login(region="mypurecloud.i") is Exit.OK
        assert [user for _, user in backend.entries] == ["3f6c"]
        assert "did you mean mypurecloud.ie, EMEA (Ireland)? It is taken as it stands." in desk.told()[1]

    @pytest.mark.parametrize(
        "region", ["MyPureCloud.ie", "https://apps.mypurecloud.ie/directory", "api.mypurecloud.ie"]
    )
    def test_a_region_may_be_given_as_it_was_copied(self, desk: Desk, region: str) -> None:
        assert (desk.login(region=region), desk.kept()) == (Exit.OK, SECRET)
        assert desk.told()[1] == ""

    @pytest.mark.parametrize(
        "place", [{"region": "mypurecloud.ie"}, {"region": None, "base_url": "http://127.0.0.1:9000"}]
    )
    def test_what_it_says_of_the_settings_file_is_right(self, desk: Desk, place: dict[str, str | None]) -> None:
        assert desk.login(**place) is Exit.OK
        out, _ = desk.told()
        chosen = settings.parse(out[out.index("[genesys]") :]).genesys
        assert chosen == Genesys("3f6c", place["region"], place.get("base_url"))

    def test_it_takes_the_place_of_an_older_one_and_its_token_goes(self, desk: Desk) -> None:
        for kind in OF_CLIENT:
            desk.keyring.store(ACCOUNT, kind, Secret("older"))
        assert desk.login() is Exit.OK
        assert (desk.kept(), desk.kept(Kind.ACCESS_TOKEN)) == (SECRET, None)

    @pytest.mark.parametrize(
        "trouble", [Rejected(401, "https://login"), BadReply("/oauth/token", "no sign-in: is the region right?", 404)]
    )
    def test_one_that_does_not_sign_in_is_not_kept(self, desk: Desk, trouble: GenesysError) -> None:
        desk.keyring.store(ACCOUNT, Kind.CLIENT_SECRET, Secret("older"))
        desk.trouble = trouble
        assert desk.login() is Exit.REJECTED
        assert desk.kept() == "older"
        assert desk.told()[1] == f"wallboard-poller: {trouble}. Nothing was kept.\n"

    @pytest.mark.parametrize(
        "trouble", [Unreachable("nobody there"), TimedOut("too late"), ServerFailed(503, None), Throttled(None)]
    )
    def test_one_that_cannot_be_tried_now_is_kept_and_that_is_said(self, desk: Desk, trouble: GenesysError) -> None:
        desk.trouble = trouble
        assert desk.login() is Exit.OK
        assert desk.kept() == SECRET
        assert f"is in the keyring; it could not be tried ({trouble})." in desk.told()[0]

    def test_one_that_is_too_long_is_refused_before_it_is_sent_anywhere(self, desk: Desk) -> None:
        desk.given = SECRET + "x" * LONGEST
        assert desk.login() is Exit.SETTINGS
        assert (desk.backend.entries, desk.tried) == ({}, [])
        assert f"a keyring holds {LONGEST} at most" in desk.told()[1]

    def test_without_a_keyring_nobody_is_asked_for_the_secret(self, desk: Desk) -> None:
        desk.backend.trouble = KeyringLocked("The keyring of this user is locked.")
        assert desk.login() is Exit.KEYRING
        assert (desk.reads, desk.tried) == (0, [])
        words, *choices = desk.told()[1].splitlines()
        assert words == "wallboard-poller: The keyring of this user is locked."
        assert choices == [f"  - {choice}" for choice in KeyringLocked.choices]

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"region": "ireland"}, 'genesys.region = "ireland" is not allowed'),
            ({"region": "ireland"}, "did you mean mypurecloud.ie, EMEA (Ireland)?"),
            ({"region": None, "base_url": "http://example.org"}, "genesys.base_url"),
            ({"client_id": " "}, "genesys.client_id"),
        ],
    )
    def test_the_arguments_follow_the_rules_of_the_settings(
        self, desk: Desk, more: dict[str, str | None], words: str
    ) -> None:
        assert desk.login(**more) is Exit.SETTINGS
        assert desk.logout(**more) is Exit.SETTINGS
        assert desk.reads == 0
        assert desk.told()[1].count(words) == 2


class TestLogout:
    def test_secret_and_token_go(self, desk: Desk) -> None:
        for kind in OF_CLIENT:
            desk.keyring.store(ACCOUNT, kind, Secret(SECRET))
        assert desk.logout() is Exit.OK
        assert desk.backend.entries == {}
        assert "Removed from the keyring: client secret and access token of 3f6c (mypurecloud.ie)." in desk.told()[0]

    def test_where_there_was_none_it_says_so(self, desk: Desk) -> None:
        assert desk.logout() is Exit.OK
        assert desk.told()[0] == "The keyring held nothing of 3f6c (mypurecloud.ie).\n"

    def test_another_clients_secret_stays(self, desk: Desk) -> None:
        desk.login()
        assert desk.logout(client_id="another") is Exit.OK
        assert desk.kept() == SECRET

    def test_without_a_keyring_it_is_refused(self, desk: Desk) -> None:
        desk.backend.trouble = KeyringLocked("locked")
        assert desk.logout() is Exit.KEYRING


class Terminal(io.StringIO):
    """Standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


class TestReading:
    @pytest.mark.parametrize("end", ["", "\n", "\r\n"])
    def test_a_piped_secret_loses_its_lines_end(self, end: str) -> None:
        assert admin.read_piped(io.BytesIO(f"{SECRET}{end}".encode())).reveal() == SECRET

    @pytest.mark.parametrize("given", [b"", b"\n", b"\xff\xfe", b"a b", b"a\n\n", b"a\x00", b"a\tb"])
    def test_what_is_no_secret_is_refused_without_a_quotation(self, given: bytes) -> None:
        with pytest.raises(BadSecret) as caught:
            admin.read_piped(io.BytesIO(SECRET.encode() + given if len(given) > 1 else given))
        assert SECRET not in f"{caught.value!r} {caught.value.__cause__!r}"

    def test_without_a_terminal_it_says_what_to_do(self) -> None:
        with pytest.raises(BadSecret, match="--stdin"):
            admin.prompt(io.StringIO(SECRET))

    def test_what_is_piped_into_a_program_without_a_console_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read_end, write_end = os.pipe()
        os.write(write_end, f"{SECRET}\r\n".encode())
        os.close(write_end)
        monkeypatch.setattr("sys.stdin", None)  # so it is in a window's program of Windows
        monkeypatch.setattr("os.dup", lambda number: {0: read_end}[number])
        assert admin.read_secret(True).reveal() == SECRET

    def test_where_nothing_is_piped_in_it_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def closed(_number: int) -> int:
            raise OSError(9, "Bad file descriptor")

        monkeypatch.setattr("sys.stdin", None)
        monkeypatch.setattr("os.dup", closed)
        with pytest.raises(BadSecret, match="no standard input"):
            admin.read_secret(True)
        with pytest.raises(BadSecret, match="no terminal"):
            admin.read_secret(False)

    def test_a_terminal_is_asked_unseen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("getpass.getpass", lambda _: SECRET)
        assert admin.prompt(Terminal()).reveal() == SECRET

    def test_a_terminal_that_would_show_it_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def shows(_: str) -> str:
            warnings.warn("Can not control echo", getpass.GetPassWarning, stacklevel=1)
            return SECRET

        monkeypatch.setattr("getpass.getpass", shows)
        with pytest.raises(BadSecret, match="would show"):
            admin.prompt(Terminal())

    @pytest.mark.parametrize("ended", [EOFError, KeyboardInterrupt])
    def test_who_gives_none_is_told_so(self, monkeypatch: pytest.MonkeyPatch, ended: type[BaseException]) -> None:
        monkeypatch.setattr("getpass.getpass", _raises(ended))
        with pytest.raises(BadSecret, match="No client secret was given"):
            admin.prompt(Terminal())


def _raises(error: type[BaseException]) -> Callable[[str], str]:
    def fail(_: str) -> str:
        raise error

    return fail


@pytest.mark.parametrize(
    "words",
    [
        ["login", "--client-id", "a"],
        ["login", "--region", "a.b"],
        ["login", "--region", "a.b", "--base-url", "https://c", "--client-id", "a"],
        ["logout", "--region", "a.b"],
    ],
)
def test_half_a_command_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == Exit.SETTINGS


@pytest.mark.parametrize("words", [["--client-secret", SECRET], [f"--client-secret={SECRET}"], [SECRET]])
def test_a_secret_among_the_arguments_is_refused_and_not_repeated(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["login", "--region", "a.b", "--client-id", "a", *words]) == Exit.SETTINGS
    told = capsys.readouterr()
    assert SECRET not in told.out + told.err
    assert "is not known" in told.err
