"""`wallboard-poller login` and `logout`: put the client secret into the keyring, and take it out again.

A secret comes by prompt or by standard input, never as an argument. What they do for a proxy's password stands in
poller.proxy_login. Verbs of poller.main.
"""

import argparse
import asyncio
import getpass
import os
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, NoReturn, TextIO

from wallboard.genesys.errors import BadReply, Expired, Forbidden, GenesysError, Hidden, Rejected
from wallboard.genesys.regions import region_of
from wallboard.host import paths, settings_file, time_zone
from wallboard.host.configuration import Sources
from wallboard.host.secret import Secret
from wallboard.host.secrets import OF_CLIENT, Account, Keyring, Kind, SecretsError, TooLong, check_length
from wallboard.host.settings import Genesys, check_genesys
from wallboard.host.settings_words import SettingsError
from wallboard.poller import enrolment, proxy_login
from wallboard.poller.check_organisation import Findings, proving
from wallboard.poller.exits import EPILOG, Exit, refuse, say, tell
from wallboard.poller.region_hint import hint_for
from wallboard.poller.sign_in import BadSecret, account_of, password_of, secret_of

_MOST_BYTES = 65_536

Try = Callable[[Genesys, Secret], Findings]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person is asked for; `of` makes it of what she gives, and raises BadSecret."""

    name: str
    of: Callable[[str], Secret]


CLIENT_SECRET = Wanted("client secret", secret_of)
PROXY_PASSWORD = Wanted("password", password_of)


def add_verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Teach a parser these verbs, and `seal`; `add` is its subparsers' own `add_parser`."""
    login_verb, where, who = _verb(
        add, "login", "keep the client secret of an organisation, or a proxy's password, in this user's keyring"
    )
    enrolment.add_sealed(where)
    who.required = False  # a sealed file tells it
    login_verb.add_argument("--stdin", action="store_true", help="read the secret from standard input: no prompt")
    login_verb.add_argument("--try", dest="try_it", action="store_true", help="try also what a sealed file holds")
    login_verb.set_defaults(carry_out=lambda asked: _login(asked, login_verb.error))
    logout_verb, _, _ = _verb(
        add, "logout", "remove the client secret and the access token, or a proxy's password, from the keyring"
    )
    logout_verb.set_defaults(carry_out=_logout)
    enrolment.add_verb(add, _genesys, read_secret)


def _verb(
    add: Callable[..., argparse.ArgumentParser], name: str, words: str
) -> tuple[argparse.ArgumentParser, argparse._MutuallyExclusiveGroup, argparse._MutuallyExclusiveGroup]:
    shape = argparse.RawDescriptionHelpFormatter
    verb = add(name, help=words, description=words, epilog=EPILOG, formatter_class=shape)
    where = verb.add_mutually_exclusive_group(required=True)
    where.add_argument("--region", help="the organisation's region, such as mypurecloud.ie")
    where.add_argument("--base-url", help="in its place, the address of a simulator")
    where.add_argument("--proxy", help="in its place, the address of the network's proxy, to which somebody signs in")
    who = verb.add_mutually_exclusive_group(required=True)
    who.add_argument("--client-id", help="the id of the organisation's OAuth client")
    who.add_argument("--proxy-user", help="who signs in to the proxy")
    return verb, where, who


def _login(asked: argparse.Namespace, misused: Callable[[str], NoReturn]) -> Exit:
    if asked.sealed is not None:
        return enrolment.take_in(asked, Keyring(), lambda genesys, secret: _tried(genesys, secret, look_round))
    if asked.client_id is None and asked.proxy_user is None:
        misused("one of the arguments --client-id --proxy-user is required")
    if asked.proxy is None and asked.proxy_user is None:
        return login(asked, Keyring(), look_round, read_secret)
    return proxy_login.login(asked, Keyring(), lambda piped: read_secret(piped, PROXY_PASSWORD))


def _logout(asked: argparse.Namespace) -> Exit:
    if asked.proxy is None and asked.proxy_user is None:
        return logout(asked, Keyring())
    return proxy_login.logout(asked, Keyring())


def login(asked: argparse.Namespace, keyring: Keyring, try_it: Try, read: Callable[[bool], Secret]) -> Exit:
    """Keep a secret that signs in, or one that cannot be tried now."""
    try:
        genesys = _genesys(asked)
        account = account_of(genesys)
        keyring.find(account, Kind.CLIENT_SECRET)  # before a person types what cannot be kept
        secret = read(asked.stdin)
        check_length(secret)
        found = _tried(genesys, secret, try_it)
        keyring.forget(account, Kind.ACCESS_TOKEN)  # it was given for the secret before
        keyring.store(account, Kind.CLIENT_SECRET, secret)
    except (SettingsError, BadSecret, TooLong) as error:
        return refuse(str(error), Exit.SETTINGS)
    except SecretsError as error:
        return refuse(str(error), Exit.KEYRING, error.choices)
    except GenesysError as error:
        return refuse(f"{error}. Nothing was kept.", Exit.REJECTED)
    _tell_found(account, found)
    zone = time_zone.of_this_machine() or "UTC"
    sections = settings_file.sections_of(genesys, zone, settings_file.FIRST_START)
    say(f"Settings need these sections, in {paths.settings_file()}, the machine's file or a policy:\n\n{sections}")
    return Exit.OK


def logout(asked: argparse.Namespace, keyring: Keyring) -> Exit:
    """Remove all that is kept of an account."""
    try:
        account = account_of(_genesys(asked))
        removed = [kind.value for kind in OF_CLIENT if keyring.forget(account, kind)]
    except SettingsError as error:
        return refuse(str(error), Exit.SETTINGS)
    except SecretsError as error:
        return refuse(str(error), Exit.KEYRING, error.choices)
    if removed:
        say(f"Removed from the keyring: {' and '.join(removed)} of {_of(account)}.")
        say("A poller that runs now stays signed in until it ends.")
    else:
        say(f"The keyring held nothing of {_of(account)}.")
    return Exit.OK


def look_round(genesys: Genesys, secret: Secret) -> Findings:
    """Sign in once, and look what can be seen. Raises GenesysError."""
    return asyncio.run(proving(Sources.of_this_machine(paths.settings_file()), Keyring())(genesys, secret))


def _tried(genesys: Genesys, secret: Secret, try_it: Try) -> Findings | GenesysError:
    """What a secret that signs in leads to, or why it could not be tried. Raises GenesysError for one that does not."""
    try:
        return try_it(genesys, secret)
    except (Rejected, BadReply, Forbidden, Hidden, Expired):
        raise
    except GenesysError as error:  # the trouble of a moment says nothing of the secret
        return error


def _tell_found(account: Account, found: Findings | GenesysError) -> None:
    kept = f"The client secret of {_of(account)} is in the keyring"
    if isinstance(found, GenesysError):
        say(f"{kept}; it could not be tried ({found}).")
        return
    say(f"{kept}; it signs in{'' if found.organisation is None else f' to {found.organisation}'}.")
    if found.missing:
        say("Its client lacks permissions, which an administrator of Genesys Cloud gives to one of its roles:")
        say("\n".join(f"  - {one}" for one in found.missing))
    if found.unclear:
        say("Not all could be asked now (the verb doctor asks again):")
        say("\n".join(f"  - {one}" for one in found.unclear))


def read_secret(from_stdin: bool, wanted: Wanted = CLIENT_SECRET) -> Secret:
    """What the person gives. Raises BadSecret."""
    if from_stdin and sys.stdin is None:  # a program without a console: what was piped in may be there all the same
        try:
            with os.fdopen(os.dup(0), "rb") as stream:
                return read_piped(stream, wanted)
        except OSError:
            raise BadSecret(f"There is no standard input to read the {wanted.name} from.") from None
    if sys.stdin is None:
        raise BadSecret(f"There is no terminal to ask for the {wanted.name} at: add --stdin and pipe it in.")
    return read_piped(sys.stdin.buffer, wanted) if from_stdin else prompt(sys.stdin, wanted)


def read_piped(stream: BinaryIO, wanted: Wanted = CLIENT_SECRET) -> Secret:
    """A secret from a pipe or a file, without the line's end. Raises BadSecret."""
    given = stream.read(_MOST_BYTES)
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadSecret("What standard input gave is no text.") from None
    return wanted.of(text.removesuffix("\n").removesuffix("\r"))


def prompt(terminal: TextIO, wanted: Wanted = CLIENT_SECRET) -> Secret:
    """A secret that a person types, unseen. Raises BadSecret."""
    if not terminal.isatty():
        raise BadSecret(f"There is no terminal to ask for the {wanted.name} at: add --stdin and pipe it in.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would show what is typed
            return wanted.of(getpass.getpass(f"{wanted.name.capitalize()} (nothing will be shown): "))
    except getpass.GetPassWarning:
        raise BadSecret(f"This terminal would show the {wanted.name}: add --stdin and pipe it in.") from None
    except (EOFError, KeyboardInterrupt):
        raise BadSecret(f"No {wanted.name} was given.") from None


def _genesys(asked: argparse.Namespace) -> Genesys:
    region = None if asked.region is None else region_of(asked.region).domain
    genesys = Genesys(client_id=asked.client_id, region=region, base_url=asked.base_url)
    doubt = "" if region is None else hint_for(region)
    try:
        check_genesys(genesys)
    except SettingsError as error:
        raise SettingsError(f"{error}. {doubt}".removesuffix(". ")) from error
    if doubt:
        tell(f"{doubt} It is taken as it stands.")
    return genesys


def _of(account: Account) -> str:
    return f"{account.client_id} ({account.organisation})"
