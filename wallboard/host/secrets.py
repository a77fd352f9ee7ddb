"""Keep secrets in the system's own keyring, and nowhere else. The only module that imports keyring.

The backend is named, never guessed: what the library would choose by itself may write plain text into a file.
Every call blocks, for a limited time. Used by poller.sign_in, poller.token_store and poller.admin.

SecretsError
├── NoKeyring      there is none here that may be used
├── KeyringLocked  it is there, but closed: only a person can open it
├── KeyringFailed  it failed, or did not answer: try again
└── TooLong        the secret does not fit
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any, Protocol, TypeVar

from wallboard.host.secret import Secret

LONGEST = 1280  # characters: Windows' store holds no more, and fails there in its own way

# Below the 15 s after which a screen gives a poller up that has not told that it started.
_PATIENCE = timedelta(seconds=8)

T = TypeVar("T")


class SecretsError(Exception):
    """What is wrong, in one sentence for a person; `choices` are the ways out. Nothing secret is in either."""

    choices: tuple[str, ...] = ()


class NoKeyring(SecretsError):
    """Nothing here may hold a secret."""

    choices = (
        "On a desktop: run it inside the session of the signed-in user, as that user.",
        "On Linux, where no keyring is installed: sudo apt-get install gnome-keyring, then sign in anew.",
        "On a server: give the poller a session of its own, with dbus-run-session and gnome-keyring-daemon --unlock.",
        "A file, an argument or the environment is no choice: a secret is never kept there.",
    )


class KeyringLocked(SecretsError):
    """The keyring must be opened first; no dialog is opened from here, since a wall has no keyboard."""

    choices = (
        "Sign in to this session with the password: it opens the keyring. An automatic sign-in does not.",
        "For a wall without a keyboard: the unit wallboard-keyring@ opens gnome-keyring at each start (see README).",
        "Give the poller a session of its own, with dbus-run-session and gnome-keyring-daemon --unlock.",
    )


class KeyringFailed(SecretsError):
    """The keyring is there and of no use now."""

    choices = ("Try again; if it stays so, sign out of the session and in again.",)


class TooLong(SecretsError):
    """The secret does not fit."""

    def __init__(self, length: int) -> None:
        super().__init__(f"It has {length} characters, and a keyring holds {LONGEST} at most: is it the right text?")


class Kind(Enum):
    """What is kept for an account."""

    CLIENT_SECRET = "client secret"  # noqa: S105  a name
    ACCESS_TOKEN = "access token"  # noqa: S105  a name
    PROXY_PASSWORD = "proxy password"  # noqa: S105  a name


OF_CLIENT = (Kind.CLIENT_SECRET, Kind.ACCESS_TOKEN)  # what a logout removes, the secret first


@dataclass(frozen=True, slots=True)
class Account:
    """A client of an organisation: the region or the base URL, and the client id; or a proxy, and who signs in."""

    organisation: str
    client_id: str


class Backend(Protocol):
    """What is asked of a backend of the keyring library."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store a secret, in the place of an older one."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Remove a secret that is there."""
        ...


def system_backend(platform: str = sys.platform) -> Backend:
    """The one backend of this system that may be used, open for use. Raises SecretsError."""
    match platform:
        case "linux":
            return _secret_service()
        case "win32":
            from keyring.backends.Windows import WinVaultKeyring  # noqa: PLC0415  each system has its own alone

            return _viable(WinVaultKeyring, "Windows' credential store")
        case "darwin":
            from keyring.backends.macOS import Keyring as Keychain  # noqa: PLC0415

            return _viable(Keychain, "the macOS keychain")
    raise NoKeyring(f"No keyring is known on this system ({platform}).")


class Keyring:
    """The secrets of this user. Every method raises SecretsError."""

    def __init__(self, open_backend: Callable[[], Backend] = system_backend, patience: timedelta = _PATIENCE) -> None:
        self._open_backend = open_backend
        self._patience = patience
        self._late: threading.Thread | None = None  # the attempt that nobody waits for any more

    def store(self, account: Account, kind: Kind, secret: Secret) -> None:
        """Keep a secret, in the place of an older one."""
        check_length(secret)
        self._within(lambda: self._open_backend().set_password(*_entry(account, kind), secret.reveal()))

    def find(self, account: Account, kind: Kind) -> Secret | None:
        """The secret; None where none is kept."""
        text = self._within(lambda: self._open_backend().get_password(*_entry(account, kind)))
        return None if text is None else Secret(text)

    def forget(self, account: Account, kind: Kind) -> bool:
        """Remove a secret; whether there was one."""

        def remove() -> bool:
            backend = self._open_backend()
            if backend.get_password(*_entry(account, kind)) is None:
                return False
            backend.delete_password(*_entry(account, kind))
            return True

        return self._within(remove)

    def _within(self, work: Callable[[], T]) -> T:
        """What the work comes to. Nobody waits for its thread: a bus that hangs must not hold the process.

        While one attempt hangs no other is begun: each would keep a thread and its open files.
        """
        if self._late is not None and self._late.is_alive():
            raise self._no_answer()
        outcome: Future[T] = Future()

        def attempt() -> None:
            try:
                outcome.set_result(work())
            except SecretsError as error:
                outcome.set_exception(error)
            except Exception as error:  # noqa: BLE001  each backend fails with errors of its own
                outcome.set_exception(_translated(error))

        thread = threading.Thread(target=attempt, name="keyring", daemon=True)
        thread.start()
        try:
            return outcome.result(self._patience.total_seconds())
        except TimeoutError:
            self._late = thread
            raise self._no_answer() from None

    def _no_answer(self) -> KeyringFailed:
        seconds = self._patience.total_seconds()
        return KeyringFailed(f"The keyring did not answer within {seconds:.0f} s: perhaps it shows a dialog somewhere.")


def check_length(secret: Secret) -> None:
    """Whether it fits every system's keyring. Raises TooLong."""
    length = len(secret.reveal().encode("utf-16-le", "surrogatepass")) // 2  # as Windows counts
    if length > LONGEST:
        raise TooLong(length)


def _entry(account: Account, kind: Kind) -> tuple[str, str]:
    # The service is one of its own for each entry: Windows' store has room for one user name under a service.
    return f"wallboard {kind.value} {account.organisation} {account.client_id}", account.client_id


def _secret_service() -> Backend:
    import secretstorage  # noqa: PLC0415  on Linux alone; keyring brings it
    from keyring.backends import SecretService  # noqa: PLC0415

    backend: Backend = SecretService.Keyring()  # type: ignore[no-untyped-call]
    chosen: str = getattr(backend, "preferred_collection", "/org/freedesktop/secrets/aliases/default")
    try:
        with closing(secretstorage.dbus_init()) as bus:
            if not secretstorage.check_service_availability(bus):
                raise NoKeyring("There is no keyring: nothing in this session offers the Secret Service.")
            # Looked at before the library does: it would open a dialog, to unlock or to choose a password.
            if secretstorage.Collection(bus, chosen).is_locked():
                raise KeyringLocked("The keyring of this user is locked.")
    except secretstorage.ItemNotFoundException:
        raise KeyringLocked("The keyring of this user has never been opened.") from None
    except secretstorage.SecretServiceNotAvailableException:
        raise NoKeyring("There is no keyring: this is not the session of a signed-in user (no session bus).") from None
    return backend


def _viable(named: Any, words: str) -> Backend:  # noqa: ANN401  the library's classes are half typed
    if not named.viable:
        raise NoKeyring(f"There is no keyring: {words} cannot be reached.")
    backend: Backend = named()
    return backend


def _translated(error: Exception) -> SecretsError:
    """Tells the kind alone: the words of a foreign error may quote what it was given."""
    from keyring import errors  # noqa: PLC0415  half of what this program does needs no keyring

    match error:
        case errors.KeyringLocked():
            return KeyringLocked("The keyring of this user is locked.")
        case errors.NoKeyringError():
            return NoKeyring("There is no keyring.")
    return KeyringFailed(f"The keyring failed ({type(error).__name__}).")
