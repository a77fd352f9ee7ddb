"""Enrol a machine without a keyboard: `seal` writes a file for it alone, `login --sealed` takes it in and deletes it.

The file is for one use. It goes only after its secret is in the keyring, so that a power cut between the two costs
nothing: the next start takes it in again. Verbs of poller.main, the second by way of poller.admin.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from wallboard.genesys.errors import GenesysError
from wallboard.host import files, settings_file
from wallboard.host.sealing import KEYS, Sealer, SealError, sealer_of
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, Kind, SecretsError, TooLong, check_length
from wallboard.host.settings import Genesys, check_genesys
from wallboard.host.settings_words import SettingsError
from wallboard.poller.check_organisation import Findings
from wallboard.poller.exits import EPILOG, Exit, refuse, say, tell
from wallboard.poller.sign_in import BadSecret, account_of, secret_of
from wallboard.wire.codec import BadMessage, decode, encode

VERSION = 1
_LARGEST = 65_536  # bytes
_BY_ROOT = "Let root have it taken in for the user of the screen: systemctl start wallboard-enrol@$(id -u USER).service"

Try = Callable[[Genesys, Secret], Findings | GenesysError]


class Enrolment(msgspec.Struct, frozen=True, gc=False):
    """What a sealed file holds. A later version may add fields; one that cannot be read so counts `version` up."""

    version: int
    client_id: str
    client_secret: Secret
    region: str | None = None
    base_url: str | None = None


class _BadFile(Exception):
    """It cannot be taken in: the words say why, `choices` what to do."""

    def __init__(self, words: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.choices = choices


def add_verb(
    add: Callable[..., argparse.ArgumentParser],
    genesys_of: Callable[[argparse.Namespace], Genesys],
    read: Callable[[bool], Secret],
) -> None:
    """Teach a parser `seal`; `genesys_of` reads its arguments, `read` the secret."""
    words = "write a file that brings the client secret into the keyring of this machine's screen, once"
    shape = argparse.RawDescriptionHelpFormatter
    verb = add("seal", help=words, description=words, epilog=EPILOG, formatter_class=shape)
    verb.add_argument("out", type=Path, metavar="OUT", help="the file to write; this machine alone can open it")
    where = verb.add_mutually_exclusive_group(required=True)
    where.add_argument("--region", help="the organisation's region, such as mypurecloud.ie")
    where.add_argument("--base-url", help="in its place, the address of a simulator")
    verb.add_argument("--client-id", required=True, help="the id of its OAuth client")
    verb.add_argument("--stdin", action="store_true", help="read the secret from standard input: no prompt")
    verb.add_argument("--with-key", choices=KEYS, default="auto", help="Linux: the key of systemd-creds")
    verb.set_defaults(carry_out=lambda asked: seal(asked, genesys_of, sealer_of, read))


def add_sealed(where: argparse._ActionsContainer) -> None:
    """Teach `login` to take a sealed file, which tells the client as well, in the place of the region."""
    words = "in their place, and without --client-id, a file that the verb seal wrote; it is deleted"
    where.add_argument("--sealed", type=Path, metavar="FILE", help=words)


def seal(
    asked: argparse.Namespace,
    genesys_of: Callable[[argparse.Namespace], Genesys],
    sealer: Callable[[str], Sealer],
    read: Callable[[bool], Secret],
) -> Exit:
    """Write the file. The secret is not tried: this machine may have no network yet."""
    try:
        genesys = genesys_of(asked)
        way = sealer(asked.with_key)
        secret = read(asked.stdin)
        check_length(secret)
        held = Enrolment(VERSION, genesys.client_id, secret, genesys.region, genesys.base_url)
        files.write_bytes(asked.out, way.seal(encode(held)))
    except (SettingsError, BadSecret, TooLong) as error:
        return refuse(str(error), Exit.SETTINGS)
    except SealError as error:
        return refuse(str(error), Exit.SEALED, error.choices)
    except OSError as error:
        return refuse(f"{asked.out} cannot be written: {error.strerror}.", Exit.SEALED)
    say(f"Sealed for this machine alone: {asked.out}. It goes when it has been taken in (login --sealed).")
    say(f"The settings file of this machine needs this section:\n\n{settings_file.section_of(genesys)}")
    return Exit.OK


def take_in(
    asked: argparse.Namespace,
    keyring: Keyring,
    try_it: Try,
    sealer: Callable[[], Sealer] = sealer_of,
    environment: Mapping[str, str] = os.environ,
) -> Exit:
    """Keep what a sealed file holds, then delete the file. It is tried first only where that was asked for."""
    file: Path = asked.sealed
    opened = _is_opened(file, environment)
    try:
        held = _held(file, opened, sealer)
        genesys = Genesys(client_id=held.client_id, region=held.region, base_url=held.base_url)
        check_genesys(genesys)
        secret = secret_of(held.client_secret.reveal())
        account = account_of(genesys)
        found = try_it(genesys, secret) if asked.try_it else None
        keyring.forget(account, Kind.ACCESS_TOKEN)  # it was given for the secret before
        keyring.store(account, Kind.CLIENT_SECRET, secret)
    except _BadFile as error:
        return refuse(f"{error} Nothing was kept.", Exit.SEALED, error.choices)
    except (SettingsError, BadSecret, TooLong) as error:
        return refuse(f"What {file} holds makes no sense: {error}. Nothing was kept.", Exit.SEALED)
    except SecretsError as error:
        return refuse(f"{error} {file} stays for another try.", Exit.KEYRING, error.choices)
    except GenesysError as error:
        return refuse(f"{error}. Nothing was kept, and {file} stays.", Exit.REJECTED)
    _tell_kept(account, found)
    return Exit.OK if opened else _deleted(file)


def _held(file: Path, opened: bool, sealer: Callable[[], Sealer]) -> Enrolment:
    try:
        with file.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        raise _BadFile(f"There is no {file}: was it taken in already?") from None
    except OSError as error:
        choices = (_BY_ROOT,) if isinstance(error, PermissionError) and sys.platform == "linux" else ()
        raise _BadFile(f"{file} cannot be read: {error.strerror}.", choices) from None
    if len(content) > _LARGEST:
        raise _BadFile(f"{file} is no sealed file: it has more than {_LARGEST} bytes.")
    try:
        plain = content if opened else sealer().unseal(content)
        held = decode(Enrolment, plain)
    except SealError as error:
        raise _BadFile(f"{file}: {error}", error.choices) from None
    except BadMessage:  # its words name fields; nothing of the content is quoted here
        raise _BadFile(
            f"{file} was opened, and holds no enrolment.", ("Write it with: wallboard-poller seal",)
        ) from None
    if held.version != VERSION:
        choice = "Install the newer version here, or seal with this one."
        raise _BadFile(f"{file} was written by another version ({held.version} and not {VERSION}).", (choice,))
    return held


def _is_opened(file: Path, environment: Mapping[str, str]) -> bool:
    """Whether systemd has opened it for this unit already: what lies there is plain, read only, and goes with it."""
    folder = environment.get("CREDENTIALS_DIRECTORY")
    return bool(folder) and file.absolute().parent == Path(folder or "").absolute()


def _tell_kept(account: Account, found: Findings | GenesysError | None) -> None:
    kept = f"The client secret of {account.client_id} ({account.organisation}) is in the keyring"
    match found:
        case None:
            say(f"{kept}; it was not tried. The wallboard does so by itself, and says what is wrong.")
        case GenesysError():
            say(f"{kept}; it could not be tried ({found}).")
        case _:
            say(f"{kept}; it signs in.")


def _deleted(file: Path) -> Exit:
    try:
        files.remove(file)
    except OSError as error:
        why = f"{file} cannot be deleted: {error.strerror}"
        return refuse(f"the secret is kept, but {why}. Delete it: it can be opened on this machine.", Exit.NOT_DELETED)
    tell(f"{file} was deleted.")
    return Exit.OK
