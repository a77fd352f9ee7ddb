"""Secrets lie in the system's own keyring or nowhere; what is wrong is told in words, and never the secret."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NoReturn

import keyring
import pytest
import secretstorage
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.macOS import Keyring as Keychain
from keyring.backends.SecretService import Keyring as SecretService
from keyring.backends.Windows import WinVaultKeyring
from keyring.errors import InitError, NoKeyringError, PasswordDeleteError, PasswordSetError
from keyring.errors import KeyringLocked as LibraryLocked

from tests.fakes import FakeBackend
from wallboard.host.secret import Secret
from wallboard.host.secrets import (
    LONGEST,
    Account,
    Keyring,
    KeyringFailed,
    KeyringLocked,
    Kind,
    NoKeyring,
    SecretsError,
    TooLong,
    system_backend,
)

ACCOUNT = Account("mypurecloud.ie", "the-client")
SECRET = "the-secret-itself"


class Bus:
    """A session bus in memory, and the keyring behind it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.there = self.offers = self.opened_once = True
        self.locked = False
        self.closed = 0
        monkeypatch.setattr(secretstorage, "dbus_init", self.connect)
        monkeypatch.setattr(secretstorage, "check_service_availability", lambda _: self.offers)
        monkeypatch.setattr(secretstorage, "Collection", self.collection)
        monkeypatch.setattr(secretstorage, "get_default_collection", forbidden)

    def connect(self) -> "Bus":
        if not self.there:
            raise secretstorage.SecretServiceNotAvailableException("DBUS_SESSION_BUS_ADDRESS is unset")
        return self

    def collection(self, _bus: "Bus", _path: str) -> "Bus":
        if not self.opened_once:
            raise secretstorage.ItemNotFoundException("Item does not exist!")
        return self

    def is_locked(self) -> bool:
        return self.locked

    def unlock(self) -> NoReturn:
        forbidden()

    def close(self) -> None:
        self.closed += 1


def forbidden(*_: object) -> NoReturn:
    raise AssertionError("this could open a dialog, or choose a keyring by itself")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Bus:
    return Bus(monkeypatch)


class TestSystem:
    def test_on_linux_it_is_the_secret_service(self, bus: Bus) -> None:
        assert type(system_backend("linux")) is SecretService
        assert bus.closed == 1

    @pytest.mark.parametrize(("platform", "named"), [("win32", WinVaultKeyring), ("darwin", Keychain)])
    def test_elsewhere_it_is_the_systems_own(
        self, monkeypatch: pytest.MonkeyPatch, platform: str, named: type[KeyringBackend]
    ) -> None:
        monkeypatch.setattr(named, "viable", True)
        assert type(system_backend(platform)) is named

    @pytest.mark.parametrize("platform", ["win32", "darwin"])
    def test_a_system_whose_own_cannot_be_reached_has_none(
        self, monkeypatch: pytest.MonkeyPatch, platform: str
    ) -> None:
        for named in (WinVaultKeyring, Keychain):
            monkeypatch.setattr(named, "viable", False)
        with pytest.raises(NoKeyring, match="cannot be reached"):
            system_backend(platform)

    def test_a_system_that_nobody_named_has_none(self) -> None:
        with pytest.raises(NoKeyring, match="sunos5"):
            system_backend("sunos5")

    def test_without_a_session_bus_there_is_none(self, bus: Bus) -> None:
        bus.there = False
        with pytest.raises(NoKeyring, match="no session bus"):
            system_backend("linux")

    def test_without_a_secret_service_there_is_none(self, bus: Bus) -> None:
        bus.offers = False
        with pytest.raises(NoKeyring, match="Secret Service"):
            system_backend("linux")
        assert bus.closed == 1

    def test_a_locked_one_is_told_and_no_dialog_is_opened(self, bus: Bus) -> None:
        bus.locked = True
        with pytest.raises(KeyringLocked, match="locked"):
            system_backend("linux")

    def test_one_that_was_never_opened_is_told_and_no_dialog_is_opened(self, bus: Bus) -> None:
        bus.opened_once = False
        with pytest.raises(KeyringLocked, match="never been opened"):
            system_backend("linux")

    def test_the_library_is_never_asked_to_choose(self, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
        class PlainText(KeyringBackend):
            priority = 100.0
            get_password = set_password = delete_password = forbidden  # type: ignore[assignment]

        registered: set[type[KeyringBackend]] = KeyringBackend._classes
        try:
            monkeypatch.setattr(keyring, "get_keyring", forbidden)
            monkeypatch.setattr(keyring.core, "get_keyring", forbidden)
            bus.there = False
            with pytest.raises(NoKeyring):
                Keyring().find(ACCOUNT, Kind.CLIENT_SECRET)
        finally:
            registered.discard(PlainText)


@pytest.fixture
def backend() -> FakeBackend:
    return FakeBackend()


@pytest.fixture
def kept(backend: FakeBackend) -> Keyring:
    return Keyring(backend.open)


class TestKeyring:
    def test_what_is_stored_is_found_until_it_is_forgotten(self, kept: Keyring) -> None:
        assert kept.find(ACCOUNT, Kind.CLIENT_SECRET) is None
        kept.store(ACCOUNT, Kind.CLIENT_SECRET, Secret("older"))
        kept.store(ACCOUNT, Kind.CLIENT_SECRET, Secret(SECRET))
        found = kept.find(ACCOUNT, Kind.CLIENT_SECRET)
        assert found is not None
        assert found.reveal() == SECRET
        assert kept.forget(ACCOUNT, Kind.CLIENT_SECRET)
        assert not kept.forget(ACCOUNT, Kind.CLIENT_SECRET)
        assert kept.find(ACCOUNT, Kind.CLIENT_SECRET) is None

    def test_every_entry_has_a_service_of_its_own(self, kept: Keyring, backend: FakeBackend) -> None:
        accounts = [ACCOUNT, Account("mypurecloud.de", "the-client"), Account("mypurecloud.ie", "another")]
        for account in accounts:
            for kind in Kind:
                kept.store(account, kind, Secret(f"{account} {kind}"))
        assert len({service for service, _ in backend.entries}) == len(accounts) * len(Kind)
        assert {username for _, username in backend.entries} == {"the-client", "another"}

    def test_a_secret_of_the_greatest_length_fits(self, kept: Keyring, backend: FakeBackend) -> None:
        kept.store(ACCOUNT, Kind.CLIENT_SECRET, Secret("x" * LONGEST))
        assert list(backend.entries.values()) == ["x" * LONGEST]

    @pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "\N{SNOWFLAKE}" * (LONGEST + 1), "𝕩" * (LONGEST // 2 + 1)])
    def test_a_longer_one_is_refused_before_the_backend_is_asked(
        self, kept: Keyring, backend: FakeBackend, text: str
    ) -> None:
        backend.trouble = AssertionError("asked")
        with pytest.raises(TooLong, match="1280 at most"):
            kept.store(ACCOUNT, Kind.CLIENT_SECRET, Secret(text))

    @given(st.text(min_size=1))
    def test_any_text_that_fits_comes_back_as_it_was(self, text: str) -> None:
        kept = Keyring(FakeBackend().open)
        kept.store(ACCOUNT, Kind.ACCESS_TOKEN, Secret(text))
        found = kept.find(ACCOUNT, Kind.ACCESS_TOKEN)
        assert found is not None
        assert found.reveal() == text


def ask(how: str, kept: Keyring) -> object:
    asked: dict[str, Callable[[], object]] = {
        "store": lambda: kept.store(ACCOUNT, Kind.CLIENT_SECRET, Secret(SECRET)),
        "find": lambda: kept.find(ACCOUNT, Kind.CLIENT_SECRET),
        "forget": lambda: kept.forget(ACCOUNT, Kind.CLIENT_SECRET),
    }
    return asked[how]()


@pytest.mark.parametrize("how", ["store", "find", "forget"])
class TestTrouble:
    @pytest.mark.parametrize(
        ("trouble", "told"),
        [
            (KeyringLocked("locked"), KeyringLocked),
            (LibraryLocked("Failed to unlock"), KeyringLocked),
            (NoKeyringError("none"), NoKeyring),
            (InitError("no"), KeyringFailed),
            (PasswordSetError("no"), KeyringFailed),
            (PasswordDeleteError("no"), KeyringFailed),
            (secretstorage.SecretStorageException("no"), KeyringFailed),
            (ConnectionResetError("gone"), KeyringFailed),
            (TimeoutError("the bus"), KeyringFailed),
            (type("error", (Exception,), {})(1783, "CredWrite", "too long"), KeyringFailed),
        ],
        ids=lambda value: getattr(value, "__name__", type(value).__name__),
    )
    def test_it_is_one_of_ours(
        self, kept: Keyring, backend: FakeBackend, how: str, trouble: Exception, told: type[SecretsError]
    ) -> None:
        backend.trouble = trouble
        with pytest.raises(told) as caught:
            ask(how, kept)
        assert caught.value.choices

    def test_a_foreign_error_that_quotes_the_secret_is_not_quoted(
        self, kept: Keyring, backend: FakeBackend, how: str
    ) -> None:
        backend.trouble = RuntimeError(f"cannot store {SECRET}")
        with pytest.raises(KeyringFailed) as caught:
            ask(how, kept)
        error = caught.value
        assert SECRET not in f"{error} {error!r} {error.__cause__!r} {error.__context__!r}"
        assert "RuntimeError" in str(error)

    def test_one_that_hangs_is_waited_for_only_so_long(self, hanging: Keyring, how: str) -> None:
        with pytest.raises(KeyringFailed, match="did not answer"):
            ask(how, hanging)


class Hanging:
    """A backend whose first `hangs` openings come to their end once `over` is set."""

    def __init__(self, hangs: int = 1) -> None:
        self.over = threading.Event()
        self.opened: list[threading.Thread] = []
        self.backend = FakeBackend()
        self._hangs = hangs

    def open(self) -> FakeBackend:
        self.opened.append(threading.current_thread())
        if len(self.opened) <= self._hangs:
            self.over.wait()
        return self.backend

    def goes_on(self) -> None:
        self.over.set()
        for one in self.opened:
            one.join()


class TestHanging:
    def test_it_is_asked_again_only_once_it_has_answered(self) -> None:
        asked = Hanging()
        kept = Keyring(asked.open, patience=timedelta(milliseconds=20))
        for how in ("find", "store", "forget", "find"):
            with pytest.raises(KeyringFailed, match="did not answer"):
                ask(how, kept)
        assert len(asked.opened) == 1
        asked.goes_on()
        ask("store", kept)
        found = kept.find(ACCOUNT, Kind.CLIENT_SECRET)
        assert found is not None
        assert found.reveal() == SECRET

    def test_several_that_hang_are_all_waited_for(self) -> None:
        asked = Hanging(hangs=2)
        kept = Keyring(asked.open, patience=timedelta(milliseconds=200))

        def fail() -> None:
            with pytest.raises(KeyringFailed):
                ask("find", kept)

        other = threading.Thread(target=fail)
        other.start()
        fail()
        other.join()
        before = len(asked.opened)
        for _ in range(3):
            fail()
        assert len(asked.opened) == before
        asked.goes_on()
        assert kept.find(ACCOUNT, Kind.CLIENT_SECRET) is None


@pytest.fixture
def hanging() -> Iterator[Keyring]:
    over = threading.Event()

    def hang() -> Any:  # noqa: ANN401
        over.wait()
        raise NoKeyring("too late")

    yield Keyring(hang, patience=timedelta(milliseconds=20))
    over.set()
