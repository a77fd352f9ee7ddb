"""Sealed files: written for one machine, taken in once, and gone only after their secret is kept."""

import os
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from tests.fakes import FakeBackend
from wallboard.genesys.errors import GenesysError, Rejected, Unreachable
from wallboard.host import files
from wallboard.host.sealing import SealError
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, KeyringLocked, Kind
from wallboard.host.settings import Genesys
from wallboard.poller import enrolment
from wallboard.poller.check_organisation import Findings
from wallboard.poller.exits import Exit
from wallboard.poller.main import main, parser
from wallboard.wire.codec import encode

SECRET = "the-secret-itself"
ACCOUNT = Account("mypurecloud.ie", "3f6c")


class FakeSealer:
    """Turns the bytes round; `trouble` is raised by whatever is asked of it."""

    def __init__(self) -> None:
        self.trouble: SealError | None = None

    def seal(self, plain: bytes) -> bytes:
        return self.unseal(plain)

    def unseal(self, sealed: bytes) -> bytes:
        if self.trouble is not None:
            raise self.trouble
        return sealed[::-1]


class Machine:
    """A machine with a keyring and a folder, and a Genesys Cloud that is asked only if that is wished."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = folder / "enrolment.cred"
        self.sealer = FakeSealer()
        self.backend = FakeBackend()
        self.keyring = Keyring(self.backend.open)
        self.environment: dict[str, str] = {}
        self.tried: list[str] = []
        self.trouble: GenesysError | None = None
        self._capsys = capsys

    def seal(self, secret: str = SECRET, out: Path | None = None) -> Exit:
        asked = Namespace(out=out or self.file, with_key="auto", stdin=True)
        genesys = Genesys("3f6c", "mypurecloud.ie")
        return enrolment.seal(asked, lambda _: genesys, lambda _: self.sealer, lambda _: Secret(secret))

    def take_in(self, file: Path | None = None, *, try_it: bool = False) -> Exit:
        asked = Namespace(sealed=file or self.file, try_it=try_it)
        return enrolment.take_in(asked, self.keyring, self._try, lambda: self.sealer, self.environment)

    def kept(self, kind: Kind = Kind.CLIENT_SECRET) -> str | None:
        found = self.keyring.find(ACCOUNT, kind)
        return None if found is None else found.reveal()

    def told(self) -> str:
        out, err = self._capsys.readouterr()
        assert SECRET not in out + err
        return out + err

    def _try(self, _genesys: Genesys, secret: Secret) -> Findings | GenesysError:
        self.tried.append(secret.reveal())
        match self.trouble:
            case None:
                return Findings("Example Org", ())
            case Rejected():
                raise self.trouble
        return self.trouble


@pytest.fixture
def machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Machine:
    return Machine(tmp_path, capsys)


class TestSeal:
    def test_what_is_sealed_is_taken_in_once_and_the_file_goes(self, machine: Machine) -> None:
        assert machine.seal() is Exit.OK
        assert SECRET.encode() not in machine.file.read_bytes()
        assert "Sealed for this machine alone" in machine.told()
        machine.keyring.store(ACCOUNT, Kind.ACCESS_TOKEN, Secret("of an older secret"))
        assert machine.take_in() is Exit.OK
        assert (machine.kept(), machine.kept(Kind.ACCESS_TOKEN), machine.tried) == (SECRET, None, [])
        assert not machine.file.exists()
        assert "was not tried" in machine.told()
        assert machine.take_in() is Exit.SEALED
        assert "was it taken in already? Nothing was kept." in machine.told()

    @pytest.mark.skipif(sys.platform == "win32", reason="rights are the folder's there")
    def test_nobody_else_reads_it(self, machine: Machine) -> None:
        machine.seal()
        assert machine.file.stat().st_mode & 0o077 == 0

    def test_it_tells_the_section_of_the_settings(self, machine: Machine) -> None:
        machine.seal()
        assert '[genesys]\nregion = "mypurecloud.ie"\nclient_id = "3f6c"' in machine.told()

    def test_where_it_cannot_be_sealed_no_file_is_left(self, machine: Machine) -> None:
        machine.sealer.trouble = SealError("It cannot be sealed.", ("Run it as root.",))
        assert machine.seal() is Exit.SEALED
        assert not machine.file.exists()
        assert "It cannot be sealed.\n  - Run it as root." in machine.told()

    def test_a_folder_that_is_not_there_is_told(self, machine: Machine, tmp_path: Path) -> None:
        assert machine.seal(out=tmp_path / "none" / "file") is Exit.SEALED
        assert "cannot be written: No such file or directory" in machine.told()

    def test_a_secret_that_no_keyring_holds_is_refused_now(self, machine: Machine) -> None:
        assert machine.seal("x" * 2000) is Exit.SETTINGS
        assert not machine.file.exists()

    def test_the_verb_reads_the_secret_as_login_does(self, capsys: pytest.CaptureFixture[str]) -> None:
        words = ["seal", "out", "--region", "mypurecloud.ie", "--client-id", "3f6c", "--with-key", "host"]
        asked = parser().parse_args([*words, "--stdin"])
        assert (asked.out, asked.with_key, asked.stdin) == (Path("out"), "host", True)
        if not os.isatty(0):
            assert main(words) == Exit.SETTINGS
            assert "add --stdin" in capsys.readouterr().err


class TestTrying:
    def test_one_that_signs_in_is_kept(self, machine: Machine) -> None:
        machine.seal()
        assert (machine.take_in(try_it=True), machine.kept(), machine.tried) == (Exit.OK, SECRET, [SECRET])
        assert "it signs in" in machine.told()

    def test_one_that_does_not_stays_where_it_was(self, machine: Machine) -> None:
        machine.seal()
        machine.trouble = Rejected(401, "https://login")
        assert (machine.take_in(try_it=True), machine.kept()) == (Exit.REJECTED, None)
        assert machine.file.exists()
        assert f"Nothing was kept, and {machine.file} stays." in machine.told()

    def test_one_that_cannot_be_tried_now_is_kept(self, machine: Machine) -> None:
        machine.seal()
        machine.trouble = Unreachable("no network")
        assert (machine.take_in(try_it=True), machine.kept()) == (Exit.OK, SECRET)
        assert "could not be tried (no network)" in machine.told()


class TestTrouble:
    def test_a_keyring_that_is_locked_leaves_the_file_for_another_try(self, machine: Machine) -> None:
        machine.seal()
        machine.backend.trouble = KeyringLocked("The keyring of this user is locked.")
        assert machine.take_in() is Exit.KEYRING
        assert f"is locked. {machine.file} stays for another try." in machine.told()
        machine.backend.trouble = None
        assert (machine.take_in(), machine.kept(), machine.file.exists()) == (Exit.OK, SECRET, False)

    def test_a_file_that_cannot_be_opened_is_told_with_the_reason(self, machine: Machine) -> None:
        machine.seal()
        machine.sealer.trouble = SealError("It cannot be opened: another machine.", ("Start the unit.",))
        assert machine.take_in() is Exit.SEALED
        assert machine.file.exists()
        assert "It cannot be opened: another machine. Nothing was kept.\n  - Start the unit." in machine.told()

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"no json", "holds no enrolment"),
            (b'{"version":1,"client_id":"3f6c"}', "holds no enrolment"),
            (b'{"version":2,"client_id":"3f6c","client_secret":"s","more":1}', r"another version (2 and not 1)"),
            (b'{"version":1,"client_id":"","client_secret":"s","region":"x.ie"}', "makes no sense"),
            (b'{"version":1,"client_id":"3f6c","client_secret":"the-secret-itself"}', "either region or base_url"),
            (b'{"version":1,"client_id":"3f6c","client_secret":["the-secret-itself"]}', "holds no enrolment"),
            (b"x" * 65_537, "more than 65536 bytes"),
        ],
    )
    def test_what_is_no_enrolment_is_refused_and_not_quoted(self, machine: Machine, content: bytes, told: str) -> None:
        machine.file.write_bytes(content[::-1])
        assert (machine.take_in(), machine.kept()) == (Exit.SEALED, None)
        assert machine.file.exists()
        assert told in machine.told()

    def test_a_folder_is_no_file(self, machine: Machine, tmp_path: Path) -> None:
        assert machine.take_in(tmp_path) is Exit.SEALED
        assert "cannot be read: " in machine.told()

    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no unit takes it in")
    def test_a_file_that_is_roots_is_taken_in_by_a_unit(
        self, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        machine.seal()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", refuse)
            assert machine.take_in() is Exit.SEALED
        assert f"{machine.file} cannot be read: Permission denied. Nothing was kept." in (told := machine.told())
        assert "systemctl start wallboard-enrol@" in told

    def test_a_file_that_cannot_be_deleted_is_told_and_the_secret_kept(
        self, machine: Machine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_path: Path) -> None:
            raise PermissionError(13, "Permission denied")

        machine.seal()
        monkeypatch.setattr(files, "remove", refuse)
        assert (machine.take_in(), machine.kept()) == (Exit.NOT_DELETED, SECRET)
        assert f"the secret is kept, but {machine.file} cannot be deleted: Permission denied." in machine.told()


class TestOpenedBySystemd:
    def test_what_lies_among_a_units_credentials_is_open_already_and_stays(self, machine: Machine) -> None:
        machine.environment["CREDENTIALS_DIRECTORY"] = str(machine.file.parent)
        machine.file.write_bytes(encode(enrolment.Enrolment(1, "3f6c", Secret(SECRET), "mypurecloud.ie")))
        assert (machine.take_in(), machine.kept()) == (Exit.OK, SECRET)
        assert machine.file.exists()
        assert "deleted" not in machine.told()

    @pytest.mark.parametrize("folder", ["", "/run/credentials/another.service"])
    def test_anywhere_else_it_is_sealed(self, machine: Machine, folder: str) -> None:
        machine.environment["CREDENTIALS_DIRECTORY"] = folder
        machine.seal()
        assert (machine.take_in(), machine.file.exists()) == (Exit.OK, False)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--sealed", "file", "--region", "mypurecloud.ie"], "not allowed with argument"),
        (["--client-id", "3f6c"], "--sealed is required"),
    ],
)
def test_a_sealed_file_stands_in_the_place_of_a_region(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["login", *words])
    assert told in capsys.readouterr().err


def test_the_usage_of_login_asks_for_no_client_beside_a_sealed_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["login", "--help"])
    assert "[--client-id CLIENT_ID | --proxy-user PROXY_USER]" in " ".join(capsys.readouterr().out.split())


def test_login_goes_the_way_that_was_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    taken: list[Path] = []

    def take_in(asked: Namespace, *_: object) -> Exit:
        taken.append(asked.sealed)
        return Exit.OK

    monkeypatch.setattr(enrolment, "take_in", take_in)
    assert main(["login", "--sealed", str(tmp_path / "file")]) == Exit.OK
    assert taken == [tmp_path / "file"]
    with pytest.raises(SystemExit):
        main(["login", "--region", "mypurecloud.ie"])
