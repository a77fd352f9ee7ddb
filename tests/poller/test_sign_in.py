"""Whose secret it is, where it is looked for, and what is said when it cannot be had."""

import shlex
from pathlib import Path

import pytest

from tests.fakes import FakeBackend
from wallboard.genesys.session import KEEPS_NOTHING, Endpoints
from wallboard.host.configuration import Sources
from wallboard.host.network_settings import Network
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, KeyringFailed, KeyringLocked, Kind, NoKeyring, SecretsError
from wallboard.host.settings import Genesys
from wallboard.host.ways import WayOut
from wallboard.poller.main import parser
from wallboard.poller.sign_in import (
    BadSecret,
    NoSecret,
    account_of,
    endpoints_of,
    login_command,
    password_of,
    proxy_account,
    sign_in_of,
    way_out_by,
    way_out_of,
)
from wallboard.poller.token_store import KeyringTokens

REGION = Genesys(client_id="3f6c", region="MyPureCloud.ie")
REHEARSAL = Genesys(client_id="3f6c", base_url="http://127.0.0.1:9000/", client_secret=Secret("rehearsed"))
BASE_URL = Genesys(client_id="3f6c", base_url="http://127.0.0.1:9000/")


def test_an_account_is_the_same_however_its_place_is_written() -> None:
    assert account_of(REGION) == Account("mypurecloud.ie", "3f6c")
    assert account_of(BASE_URL) == Account("http://127.0.0.1:9000", "3f6c")


def test_a_region_has_two_hosts_and_a_base_url_is_both() -> None:
    assert endpoints_of(REGION) == Endpoints("https://login.mypurecloud.ie", "https://api.mypurecloud.ie")
    assert endpoints_of(BASE_URL) == Endpoints("http://127.0.0.1:9000", "http://127.0.0.1:9000")


def test_a_rehearsals_secret_is_used_as_it_stands_and_the_keyring_is_left_alone() -> None:
    backend = FakeBackend()
    backend.trouble = AssertionError("asked")
    found = sign_in_of(REHEARSAL, Keyring(backend.open))
    assert found.client_secret.reveal() == "rehearsed"
    assert found.tokens is KEEPS_NOTHING


def test_any_other_secret_is_the_keyrings_and_so_is_the_token() -> None:
    kept = Keyring(FakeBackend().open)
    kept.store(account_of(REGION), Kind.CLIENT_SECRET, Secret("kept"))
    found = sign_in_of(REGION, kept)
    assert found.client_secret.reveal() == "kept"
    assert isinstance(found.tokens, KeyringTokens)


@pytest.mark.parametrize("genesys", [REGION, BASE_URL], ids=["region", "base URL"])
def test_without_an_entry_it_says_what_is_missing_and_the_command_that_mends_it(genesys: Genesys) -> None:
    with pytest.raises(NoSecret) as caught:
        sign_in_of(genesys, Keyring(FakeBackend().open))
    assert str(caught.value) == (
        f"The keyring holds no client secret for this client of {account_of(genesys).organisation}. "
        f"Run: {login_command(genesys)}"
    )


@pytest.mark.parametrize(
    ("trouble", "state", "words"),
    [
        (
            NoKeyring("There is no keyring."),
            "absent",
            "There is no keyring. To see the choices, run: wallboard-poller login ",
        ),
        (KeyringLocked("It is locked."), "locked", "It is locked. Sign in to this machine with the password. To see"),
        (KeyringFailed("It failed."), "failed", "It failed. To see the choices, run: wallboard-poller login "),
    ],
    ids=["none", "locked", "failed"],
)
def test_each_trouble_has_its_words_its_next_step_and_its_choices(
    trouble: SecretsError, state: str, words: str
) -> None:
    backend = FakeBackend()
    backend.trouble = trouble
    with pytest.raises(NoSecret) as caught:
        sign_in_of(REGION, Keyring(backend.open))
    assert words in str(caught.value)
    assert len(str(caught.value)) < 250  # it is read on a wall
    assert caught.value.choices == trouble.choices != ()
    assert caught.value.keyring == state


@pytest.mark.parametrize("genesys", [REGION, BASE_URL, Genesys(client_id="a b;c", region="x.y")])
def test_the_command_it_tells_is_one(genesys: Genesys) -> None:
    _, *words = shlex.split(login_command(genesys))
    asked = parser().parse_args(words)
    assert account_of(Genesys(asked.client_id, asked.region, asked.base_url)) == account_of(genesys)


class TestWayOut:
    NETWORK = Network("http://proxy.x:8080", "ada")

    def test_nobody_who_signs_in_needs_no_keyring(self) -> None:
        backend = FakeBackend()
        backend.trouble = AssertionError("asked")
        network = Network("http://proxy.x:8080")
        assert way_out_of(network, Keyring(backend.open)) == WayOut(network)
        found = sign_in_of(REHEARSAL, Keyring(backend.open), self.NETWORK)
        assert found.way_out == WayOut(self.NETWORK)  # a rehearsal never leaves this machine

    def test_the_password_is_the_keyrings(self) -> None:
        kept = Keyring(FakeBackend().open)
        kept.store(account_of(REGION), Kind.CLIENT_SECRET, Secret("kept"))
        assert sign_in_of(REGION, kept, self.NETWORK).way_out == WayOut(self.NETWORK)  # and without it goes on
        kept.store(proxy_account("http://Proxy.x:8080/", "ada"), Kind.PROXY_PASSWORD, Secret("hush"))
        password = sign_in_of(REGION, kept, self.NETWORK).way_out.password
        assert password is not None
        assert password.reveal() == "hush"

    def test_by_a_settings_file_that_may_lack_or_be_wrong_and_by_a_keyring_that_may_fail(self, tmp_path: Path) -> None:
        backend = FakeBackend()
        config = tmp_path / "wallboard.toml"
        assert way_out_by(Sources(config), Keyring(backend.open)) == WayOut()
        board = '[[boards]]\nid = "a"\ntitle = "A"\nshift_starts = ["07:00"]\n'
        network = '[network]\nproxy = "http://proxy.x:8080"\nproxy_user = "ada"\n'
        config.write_text(f'[genesys]\nregion = "x.y"\nclient_id = "3f6c"\n{board}{network}', "utf-8")
        assert way_out_by(Sources(config), Keyring(backend.open)).network == self.NETWORK
        backend.trouble = KeyringLocked("locked")
        assert way_out_by(Sources(config), Keyring(backend.open)) == WayOut(self.NETWORK)
        machine = tmp_path / "machine.toml"
        machine.write_text(network, "utf-8")
        machine.chmod(0o600)
        few = Sources(tmp_path / "none.toml", machine, administrator=machine.stat().st_uid)
        assert way_out_by(few, Keyring(backend.open)) == WayOut(self.NETWORK)  # as at the first start behind a proxy
        config.write_text("nothing", "utf-8")
        assert way_out_by(Sources(config), Keyring(backend.open)) == WayOut()


@pytest.mark.parametrize("text", ["", "two\nlines", "a\0b"])
def test_what_is_no_password_is_not_repeated(text: str) -> None:
    with pytest.raises(BadSecret) as caught:
        password_of(text)
    assert not text or text not in str(caught.value)
    assert password_of("with blanks and ü").reveal() == "with blanks and ü"
