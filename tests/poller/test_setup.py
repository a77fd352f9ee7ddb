"""What a poller lacks is named, in the order in which a person can give it."""

from pathlib import Path

import pytest

from tests.fakes import FakeBackend
from wallboard.genesys.regions import REGIONS
from wallboard.host import settings_file
from wallboard.host.configuration import Sources
from wallboard.host.network_settings import Network
from wallboard.host.policy import of_file
from wallboard.host.secret import Secret
from wallboard.host.secrets import Keyring, KeyringLocked, Kind
from wallboard.host.settings import Genesys
from wallboard.host.settings_words import SettingsError
from wallboard.poller.setup import Lacking, Ready, look, look_again
from wallboard.poller.sign_in import account_of, proxy_account

GENESYS = Genesys("3f6c", region="mypurecloud.ie")


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "wallboard.toml"
    path.write_text(settings_file.first_text(GENESYS, "UTC", "00:00"), "utf-8")
    return path


def lacks(config: Path, backend: FakeBackend) -> Lacking:
    found = look(Sources(config), Keyring(backend.open))
    assert isinstance(found, Lacking)
    assert found == look_again(Sources(config), Keyring(backend.open))
    assert found.setup.regions == [region.domain for region in REGIONS]
    return found


def test_with_settings_and_a_secret_it_is_ready(config: Path, backend: FakeBackend) -> None:
    Keyring(backend.open).store(account_of(GENESYS), Kind.CLIENT_SECRET, Secret("kept"))
    found = look(Sources(config), Keyring(backend.open))
    assert isinstance(found, Ready)
    assert found.chosen.genesys == GENESYS
    assert found.sign_in.client_secret.reveal() == "kept"


def test_without_settings_the_keyring_is_not_asked(tmp_path: Path, backend: FakeBackend) -> None:
    backend.trouble = AssertionError("asked")
    setup = lacks(tmp_path / "none.toml", backend).setup
    assert (setup.needs, setup.region, setup.client_id) == ("settings", None, None)
    assert str(tmp_path / "none.toml") in setup.reason


def test_without_a_secret_what_the_settings_hold_is_told(config: Path, backend: FakeBackend) -> None:
    lacking = lacks(config, backend)
    assert lacking.setup.needs == "secret"
    assert (lacking.setup.region, lacking.setup.base_url, lacking.setup.client_id) == ("mypurecloud.ie", None, "3f6c")
    assert "holds no client secret" in lacking.setup.reason


def test_a_locked_keyring_says_so(config: Path, backend: FakeBackend) -> None:
    backend.trouble = KeyringLocked("The keyring of this user is locked.")
    lacking = lacks(config, backend)
    assert lacking.setup.needs == "secret"
    assert "is locked" in lacking.setup.reason
    assert lacking.choices == KeyringLocked.choices
    assert lacking.setup.keyring == "locked"


def test_settings_that_are_wrong_end_a_start_and_no_poller_that_runs(config: Path, backend: FakeBackend) -> None:
    config.write_text("[genesys]\nregoin = 1", "utf-8")
    with pytest.raises(SettingsError):
        look(Sources(config), Keyring(backend.open))
    found = look_again(Sources(config), Keyring(backend.open))
    assert isinstance(found, Lacking)
    assert found.setup.needs == "settings"
    assert "regoin" in found.setup.reason


def test_what_the_organisation_has_set_is_told_as_such(tmp_path: Path, backend: FakeBackend) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(
        f'[enforced.genesys]\nregion = "{GENESYS.region}"\n[default.genesys]\nclient_id = "3f6c"\n', "utf-8"
    )
    sources = Sources(tmp_path / "none.toml", policy=lambda: of_file(policy, None))
    found = look(sources, Keyring(backend.open))
    assert isinstance(found, Lacking)
    setup = found.setup
    assert (setup.needs, setup.region, setup.client_id) == ("settings", GENESYS.region, "3f6c")
    assert setup.fixed == ["region"]
    sources.user.write_text(settings_file.first_text(GENESYS, "UTC", "00:00"), "utf-8")
    found = look(sources, Keyring(backend.open))
    assert isinstance(found, Lacking)
    assert (found.setup.needs, found.setup.fixed) == ("secret", ["region"])


def test_what_nobody_could_change_stays_so_while_the_settings_are_broken(tmp_path: Path, backend: FakeBackend) -> None:
    policy, keyring = tmp_path / "policy.toml", Keyring(backend.open)
    policy.write_text(f'[enforced.genesys]\nregion = "{GENESYS.region}"\nclient_id = "3f6c"\n', "utf-8")
    sources = Sources(tmp_path / "none.toml", policy=lambda: of_file(policy))
    before = look(sources, keyring)
    assert isinstance(before, Lacking)
    policy.write_text("[enforced", "utf-8")
    found = look_again(sources, keyring, before.setup)
    assert isinstance(found, Lacking)
    assert (found.setup.needs, found.setup.region, found.setup.client_id) == ("settings", GENESYS.region, "3f6c")
    assert found.setup.fixed == ["region", "client_id"]
    assert str(policy) in found.setup.reason


def test_of_settings_that_counted_nothing_can_be_changed_while_they_are_broken(
    config: Path, backend: FakeBackend
) -> None:
    keyring = Keyring(backend.open)
    keyring.store(account_of(GENESYS), Kind.CLIENT_SECRET, Secret("kept"))
    before = look(Sources(config), keyring)
    assert isinstance(before, Ready)
    config.write_text("[genesys", "utf-8")
    found = look_again(Sources(config), keyring, before)
    assert isinstance(found, Lacking)
    assert (found.setup.region, found.setup.fixed) == (GENESYS.region, ["client_id", "region"])


def test_where_the_organisation_says_who_asks_the_secret_alone_is_lacking(tmp_path: Path, backend: FakeBackend) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(f'[enforced.genesys]\nregion = "{GENESYS.region}"\nclient_id = "3f6c"\n', "utf-8")
    sources = Sources(tmp_path / "none.toml", policy=lambda: of_file(policy, None), time_zone="UTC")
    found = look(sources, Keyring(backend.open))
    assert isinstance(found, Lacking)
    assert (found.setup.needs, found.setup.fixed) == ("secret", ["region", "client_id"])
    Keyring(backend.open).store(account_of(GENESYS), Kind.CLIENT_SECRET, Secret("kept"))
    ready = look(sources, Keyring(backend.open))
    assert isinstance(ready, Ready)
    assert [board.title for board in ready.chosen.boards] == ["All agents"]


def test_what_is_odd_about_the_settings_is_told_and_stops_nothing(config: Path, backend: FakeBackend) -> None:
    Keyring(backend.open).store(account_of(GENESYS), Kind.CLIENT_SECRET, Secret("kept"))
    config.write_text(config.read_text("utf-8") + "\n[screeen]\n", "utf-8")
    found = look(Sources(config), Keyring(backend.open))
    assert isinstance(found, Ready)
    (odd,) = found.warnings
    assert "did you mean screen?" in odd


class TestIsOtherThan:
    REHEARSAL = (
        "[genesys]\nbase_url = 'http://127.0.0.1:9'\nclient_id = '3f6c'\nclient_secret = '{secret}'\n"
        "[[boards]]\nid = '{board}'\ntitle = 'A'\ntime_zone = 'UTC'\nshift_starts = ['07:00']\n"
    )

    def ready(self, path: Path, secret: str = "made up", board: str = "all") -> Ready:  # noqa: S107  none is real
        path.write_text(self.REHEARSAL.format(secret=secret, board=board), "utf-8")
        found = look(Sources(path), Keyring(FakeBackend().open))
        assert isinstance(found, Ready)
        return found

    def test_the_same_file_read_again_is_no_other_also_where_it_holds_the_secret(self, tmp_path: Path) -> None:
        path = tmp_path / "wallboard.toml"
        assert not self.ready(path).is_other_than(self.ready(path))

    def test_another_secret_and_other_settings_are(self, tmp_path: Path) -> None:
        path = tmp_path / "wallboard.toml"
        assert self.ready(path, secret="another").is_other_than(self.ready(path))
        assert self.ready(path, board="north").is_other_than(self.ready(path))

    def test_another_password_of_the_proxy_is(self, config: Path, backend: FakeBackend) -> None:
        network = Network("http://proxy.x:8080", "ada")
        text = config.read_text("utf-8") + '[network]\nproxy = "http://proxy.x:8080"\nproxy_user = "ada"\n'
        config.write_text(text, "utf-8")
        keyring = Keyring(backend.open)
        keyring.store(account_of(GENESYS), Kind.CLIENT_SECRET, Secret("kept"))
        found = [look(Sources(config), keyring)]
        for password in ("one", "one", "another"):
            keyring.store(proxy_account(network.proxy, "ada"), Kind.PROXY_PASSWORD, Secret(password))
            found.append(look(Sources(config), keyring))
        ready = [one for one in found if isinstance(one, Ready)]
        assert [one.is_other_than(before) for one, before in zip(ready[1:], ready, strict=False)] == [True, False, True]
