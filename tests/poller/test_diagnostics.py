"""`wallboard-poller diagnostics`: one archive whatever is wrong, and what could be secret looked up and taken out."""

import json
import stat
import sys
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes import FakeBackend
from tests.host.test_settings import SECRET, toml
from wallboard.genesys.session import KeptToken
from wallboard.host import files
from wallboard.host.configuration import Sources
from wallboard.host.secret import Secret
from wallboard.host.secrets import Keyring, KeyringLocked, Kind
from wallboard.poller import diagnostics, main
from wallboard.poller.exits import Exit
from wallboard.poller.sign_in import account_of, proxy_account
from wallboard.poller.token_store import entry
from wallboard.wire import run_record
from wallboard.wire.messages import Handshake

CLIENT = "3f6c1c1e-8a55-4a5e-9a43-1f7f0a8f2d10"
TOKEN, KEPT, PASSWORD = "access-token-0815", "kept-in-the-keyring", "of-the-proxy%21"
ENVIRONMENT = {"HTTPS_PROXY": f"http://me:{PASSWORD}@proxy:8080", "LANG": "de_DE.UTF-8"}


class Machine:
    """The folders of a poller that does not run, and a keyring in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.backend = FakeBackend()
        self.out = folder / "out.zip"
        for name in ("run", "state", "run/logs"):
            (folder / name).mkdir()
        self.config = folder / "wallboard.toml"
        self.environment: Mapping[str, str] = ENVIRONMENT

    def real_settings(self) -> None:
        """An organisation whose secret and token lie in the keyring."""
        text = toml({"client_id": f'"{CLIENT}"', "region": '"mypurecloud.ie"'})
        lines = [line for line in text.splitlines() if not line.startswith(("base_url", "client_secret"))]
        self.config.write_text("\n".join(lines), "utf-8")
        account, keyring = account_of(Sources(self.config).read().settings.genesys), Keyring(self.backend.open)
        keyring.store(account, Kind.CLIENT_SECRET, Secret(KEPT))
        token = KeptToken(Secret(TOKEN), datetime(2026, 11, 23, tzinfo=UTC))
        keyring.store(account, Kind.ACCESS_TOKEN, entry(token))

    def log(self, *lines: str) -> None:
        (self.folder / "run" / "logs" / "poller.log").write_text("\n".join(lines), "utf-8")

    def run(self, *words: str) -> Exit:
        places = ("--config", str(self.config), "--run-dir", str(self.folder / "run"))
        state = ("--state-dir", str(self.folder / "state"))
        asked = main.parser().parse_args(["diagnostics", str(self.out), *places, *state, *words])
        return diagnostics.diagnostics(asked, Keyring(self.backend.open), self.environment)

    def members(self) -> dict[str, str]:
        with zipfile.ZipFile(self.out) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_anything_there_is_an_archive_that_says_what_is_missing(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert machine.run() is Exit.OK
    told = machine.members()
    assert stat.S_IMODE(machine.out.stat().st_mode) == 0o600
    assert told["MANIFEST.txt"] in capsys.readouterr().out
    assert f"settings.json                There is no settings file yet: {machine.config}" in told["MANIFEST.txt"]
    assert "status.json                  No poller runs here" in told["MANIFEST.txt"]
    assert "There is no settings file yet" in told["doctor.txt"]
    assert told.keys() >= {"about.txt", "folders.txt", "environment.txt"}
    assert ("processes.txt" in told) is (sys.platform == "linux")


def test_what_doctor_asks_of_the_network_can_be_left_out(machine: Machine) -> None:
    assert machine.run("--no-doctor") is Exit.OK
    assert "doctor.txt" not in machine.members()


def test_no_secret_that_can_be_looked_up_survives_in_any_text(machine: Machine) -> None:
    machine.real_settings()
    run_record.write(machine.folder / "run", Handshake(1, "token-of-the-record", 4711))
    machine.log(KEPT, f"a {TOKEN} b", "token-of-the-record", PASSWORD, "of-the-proxy!", f"client {CLIENT}")
    assert machine.run("--no-doctor") is Exit.OK
    told = machine.members()
    assert told["logs/poller.log"].splitlines() == ["***", "a *** b", "***", "***", "***", "client …2d10"]
    assert json.loads(told["settings.json"])["genesys"]["client_id"] == "…2d10"
    assert '\ngenesys.client_id            "…2d10"' in told["sources.txt"]
    assert CLIENT not in "".join(told.values())
    assert "HTTPS_PROXY = proxy:8080 (with a sign-in)\nLANG = 'de_DE.UTF-8'\n" in told["environment.txt"]


def test_the_password_of_a_proxy_goes_as_well(machine: Machine) -> None:
    machine.config.write_text(toml() + '[network]\nproxy = "http://proxy:8080"\nproxy_user = "me"\n', "utf-8")
    account = proxy_account("http://proxy:8080", "me")
    Keyring(machine.backend.open).store(account, Kind.PROXY_PASSWORD, Secret("opens-the-proxy"))
    machine.log("opens-the-proxy")
    assert machine.run("--no-doctor") is Exit.OK
    assert machine.members()["logs/poller.log"] == "***"


def test_the_secret_of_a_rehearsal_goes_as_well(machine: Machine) -> None:
    machine.config.write_text(toml(), "utf-8")
    machine.log(SECRET)
    assert machine.run("--no-doctor") is Exit.OK
    assert machine.members()["logs/poller.log"] == "***"
    assert SECRET not in "".join(machine.members().values())


def test_whoever_is_known_by_name_is_in_no_text(machine: Machine) -> None:
    people = [{"agent_id": "a0007", "name": "Tova Levi", "division_id": None, "picture": None}]
    content: dict[str, object] = {"organisation": "x", "people": people, "asked_at": {}, "listed_at": None}
    files.write_json(machine.folder / "state" / "people.json", content)
    machine.log("agent a0007 is Tova Levi, 6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10")
    assert machine.run("--no-doctor") is Exit.OK
    told = machine.members()
    assert told["logs/poller.log"] == "agent {name} is {name}, {id}"
    assert "people.json" in told["folders.txt"]
    assert "Tova" not in "".join(told.values())


def test_the_home_folder_is_told_without_whose_it_is(machine: Machine) -> None:
    machine.environment = {"HOME": str(machine.folder)}
    assert machine.run("--no-doctor") is Exit.OK
    assert "run: ~/run\n" in machine.members()["folders.txt"]
    assert str(machine.folder) not in "".join(machine.members().values())


def test_the_home_folder_of_windows_is_found_also_where_json_or_an_address_has_it(machine: Machine) -> None:
    home = "C:\\Users\\anna märz"
    machine.environment = {"USERPROFILE": home}
    machine.log(f"{home}\\a", json.dumps(f"{home}\\b"), repr(f"{home}\\c"), "C:/Users/anna märz/d")
    assert machine.run("--no-doctor") is Exit.OK
    told = machine.members()["logs/poller.log"].splitlines()
    assert told == ["~\\a", '"~\\\\b"', "'~\\\\c'", "~/d"]


def test_a_keyring_that_is_closed_is_told_and_the_rest_is_there(machine: Machine) -> None:
    machine.real_settings()
    machine.backend.trouble = KeyringLocked("The keyring of this user is locked.")
    assert machine.run("--no-doctor") is Exit.OK
    told = machine.members()
    assert "the keyring could not be asked for them: The keyring of this user is locked." in told["MANIFEST.txt"]
    assert "settings.json" in told


def test_spoilt_settings_are_told_in_words(machine: Machine) -> None:
    machine.config.write_text(toml().replace("07:00", "7 o'clock"), "utf-8")
    assert machine.run("--no-doctor") is Exit.OK
    told = machine.members()["MANIFEST.txt"]
    assert 'shift_starts = "7 o\'clock" is not allowed' in told
    assert "a search for secrets         the keyring was not asked for them: that needs settings" in told


def test_nothing_is_written_over_nor_where_there_is_no_folder(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.out.write_text("mine", "utf-8")
    assert machine.run("--no-doctor") is Exit.NOT_WRITTEN
    assert machine.out.read_text("utf-8") == "mine"
    machine.out = machine.folder / "none" / "out.zip"
    assert machine.run("--no-doctor") is Exit.NOT_WRITTEN
    told = capsys.readouterr()
    assert "is there already: name another file" in told.err
    assert "cannot be written: No such file or directory" in told.err
    assert told.out == ""
