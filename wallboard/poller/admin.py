"""`wallboard-poller login` and `logout`: put the client secret into the keyring, and take it out again.

A secret comes by prompt or by standard input, never as an argument. Verbs of poller.main.
"""

import argparse
import asyncio
import getpass
import json
import sys
import warnings
from collections.abc import Callable
from typing import BinaryIO, TextIO

from wallboard.genesys.errors import BadReply, Forbidden, GenesysError, Rejected
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.session import Session
from wallboard.host import paths
from wallboard.host.clock import SystemClock
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, Kind, SecretsError, TooLong, check_length
from wallboard.host.settings import Genesys, check_genesys
from wallboard.host.settings_words import SettingsError
from wallboard.poller.exits import EPILOG, Exit, refuse
from wallboard.poller.sign_in import account_of, endpoints_of, transport_to

_MOST_BYTES = 65_536

Try = Callable[[Genesys, Secret], None]


class BadSecret(Exception):
    """What was given is no client secret: the words say why, and never quote it."""


def add_verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Teach a parser both verbs; `add` is its subparsers' own `add_parser`."""
    login_verb = _verb(add, "login", "keep the client secret of an organisation in this user's keyring")
    login_verb.add_argument("--stdin", action="store_true", help="read the secret from standard input: no prompt")
    login_verb.set_defaults(carry_out=lambda asked: login(asked, Keyring(), sign_in, read_secret))
    logout_verb = _verb(add, "logout", "remove the client secret and the access token from the keyring")
    logout_verb.set_defaults(carry_out=lambda asked: logout(asked, Keyring()))


def _verb(add: Callable[..., argparse.ArgumentParser], name: str, words: str) -> argparse.ArgumentParser:
    shape = argparse.RawDescriptionHelpFormatter
    verb = add(name, help=words, description=words, epilog=EPILOG, formatter_class=shape)
    where = verb.add_mutually_exclusive_group(required=True)
    where.add_argument("--region", help="the organisation's domain, such as mypurecloud.ie")
    where.add_argument("--base-url", help="in its place, the address of a simulator")
    verb.add_argument("--client-id", required=True, help="the id of its OAuth client")
    return verb


def login(asked: argparse.Namespace, keyring: Keyring, try_it: Try, read: Callable[[bool], Secret]) -> Exit:
    """Keep a secret that signs in, or one that cannot be tried now."""
    try:
        genesys = _genesys(asked)
        account = account_of(genesys)
        keyring.find(account, Kind.CLIENT_SECRET)  # before a person types what cannot be kept
        secret = read(asked.stdin)
        check_length(secret)
        untried = _untried(genesys, secret, try_it)
        keyring.forget(account, Kind.ACCESS_TOKEN)  # it was given for the secret before
        keyring.store(account, Kind.CLIENT_SECRET, secret)
    except (SettingsError, BadSecret, TooLong) as error:
        return refuse(str(error), Exit.SETTINGS)
    except SecretsError as error:
        return refuse(str(error), Exit.KEYRING, error.choices)
    except GenesysError as error:
        return refuse(f"{error}. Nothing was kept.", Exit.REJECTED)
    _say(f"The client secret of {_of(account)} is in the keyring; {untried or 'it signs in'}.")
    _say(f"The settings file needs these two lines ({paths.settings_file()}):\n\n{_section(genesys)}")
    return Exit.OK


def logout(asked: argparse.Namespace, keyring: Keyring) -> Exit:
    """Remove all that is kept of an account."""
    try:
        account = account_of(_genesys(asked))
        removed = [kind.value for kind in Kind if keyring.forget(account, kind)]
    except SettingsError as error:
        return refuse(str(error), Exit.SETTINGS)
    except SecretsError as error:
        return refuse(str(error), Exit.KEYRING, error.choices)
    if removed:
        _say(f"Removed from the keyring: {' and '.join(removed)} of {_of(account)}.")
        _say("A poller that runs now stays signed in until it ends.")
    else:
        _say(f"The keyring held nothing of {_of(account)}.")
    return Exit.OK


def sign_in(genesys: Genesys, secret: Secret) -> None:
    """Sign in once. Raises GenesysError."""
    asyncio.run(_sign_in(genesys, secret))


async def _sign_in(genesys: Genesys, secret: Secret) -> None:
    transport = transport_to(genesys)
    try:
        credentials = Credentials(genesys.client_id, secret)
        await Session(transport, endpoints_of(genesys), credentials, SystemClock()).prepare()
    finally:
        await transport.close()


def _untried(genesys: Genesys, secret: Secret, try_it: Try) -> str:
    """Why the secret could not be tried; empty for one that signs in. Raises GenesysError for one that does not."""
    try:
        try_it(genesys, secret)
    except (Rejected, BadReply, Forbidden):
        raise
    except GenesysError as error:  # the trouble of a moment says nothing of the secret
        return f"it could not be tried ({error})"
    return ""


def read_secret(from_stdin: bool) -> Secret:
    """What the person gives. Raises BadSecret."""
    if sys.stdin is None:  # a console program that was started without a window
        raise BadSecret("There is no standard input to read the client secret from.")
    return read_piped(sys.stdin.buffer) if from_stdin else prompt(sys.stdin)


def read_piped(stream: BinaryIO) -> Secret:
    """A secret from a pipe or a file, without the line's end. Raises BadSecret."""
    given = stream.read(_MOST_BYTES)
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadSecret("What standard input gave is no text.") from None
    return _checked(text.removesuffix("\n").removesuffix("\r"))


def prompt(terminal: TextIO) -> Secret:
    """A secret that a person types, unseen. Raises BadSecret."""
    if not terminal.isatty():
        raise BadSecret("There is no terminal to ask for the client secret at: add --stdin and pipe it in.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would show what is typed
            return _checked(getpass.getpass("Client secret (nothing will be shown): "))
    except getpass.GetPassWarning:
        raise BadSecret("This terminal would show the client secret: add --stdin and pipe it in.") from None
    except (EOFError, KeyboardInterrupt):
        raise BadSecret("No client secret was given.") from None


def _checked(text: str) -> Secret:
    if not text:
        raise BadSecret("No client secret was given.")
    if not text.isprintable() or " " in text:
        raise BadSecret("A client secret is one word: this holds blanks, line ends or marks that cannot be seen.")
    return Secret(text)


def _genesys(asked: argparse.Namespace) -> Genesys:
    genesys = Genesys(client_id=asked.client_id, region=asked.region, base_url=asked.base_url)
    check_genesys(genesys)
    return genesys


def _of(account: Account) -> str:
    return f"{account.client_id} ({account.organisation})"


def _section(genesys: Genesys) -> str:
    where = ("region", genesys.region) if genesys.region is not None else ("base_url", genesys.base_url)
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in (where, ("client_id", genesys.client_id))
    ]
    return "\n".join(["[genesys]", *lines])


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
