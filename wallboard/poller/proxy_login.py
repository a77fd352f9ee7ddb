"""`login --proxy` and `logout --proxy`: put the password of the network's proxy into the keyring, and take it out.

It is not tried: a proxy answers for a way to somewhere, and doctor asks for those that count. Used by poller.admin.
"""

import argparse
from collections.abc import Callable

from wallboard.host import settings_words
from wallboard.host.network_settings import Network, check_network
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, Kind, SecretsError, TooLong, check_length
from wallboard.host.settings_file import line_of
from wallboard.host.settings_words import SettingsError
from wallboard.poller.exits import Exit, refuse, say
from wallboard.poller.sign_in import BadSecret, proxy_account


def login(asked: argparse.Namespace, keyring: Keyring, read: Callable[[bool], Secret]) -> Exit:
    """Keep a password; `read` gets it, from standard input or not."""
    try:
        account = _account(asked)
        keyring.find(account, Kind.PROXY_PASSWORD)  # before a person types what cannot be kept
        password = read(asked.stdin)
        check_length(password)
        keyring.store(account, Kind.PROXY_PASSWORD, password)
    except (SettingsError, BadSecret, TooLong) as error:
        return refuse(str(error), Exit.SETTINGS)
    except SecretsError as error:
        return refuse(str(error), Exit.KEYRING, error.choices)
    lines = [line_of("proxy", asked.proxy), line_of("proxy_user", asked.proxy_user)]
    say(f"The password of {_of(account)} is in the keyring; wallboard-poller doctor tries it.")
    say("\n".join(["The settings file needs this section:", "", "[network]", *lines]))
    return Exit.OK


def logout(asked: argparse.Namespace, keyring: Keyring) -> Exit:
    """Remove a password."""
    try:
        account = _account(asked)
        removed = keyring.forget(account, Kind.PROXY_PASSWORD)
    except SettingsError as error:
        return refuse(str(error), Exit.SETTINGS)
    except SecretsError as error:
        return refuse(str(error), Exit.KEYRING, error.choices)
    if removed:
        say(f"Removed from the keyring: the password of {_of(account)}.")
    else:
        say(f"The keyring held no password of {_of(account)}.")
    return Exit.OK


def _account(asked: argparse.Namespace) -> Account:
    """Raises SettingsError."""
    if asked.proxy is None or asked.proxy_user is None:
        raise SettingsError("--proxy and --proxy-user belong together: an address, and the name that signs in there")
    found = list(check_network(Network(asked.proxy, asked.proxy_user)))
    if found:
        raise settings_words.all_of([settings_words.told(one, {}) for one in found])
    return proxy_account(asked.proxy, asked.proxy_user)


def _of(account: Account) -> str:
    return f"{account.client_id} ({account.organisation})"
