"""Who signs in, where, and with which secret. Used by poller.main, poller.admin and poller.service."""

import shlex
from dataclasses import dataclass

from wallboard import __version__
from wallboard.genesys import picture
from wallboard.genesys.session import KEEPS_NOTHING, Endpoints, TokenStore, endpoints_of_region
from wallboard.genesys.transport import HttpTransport
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, KeyringLocked, Kind, SecretsError
from wallboard.host.settings import Genesys, is_loopback
from wallboard.poller.token_store import KeyringTokens


@dataclass(frozen=True, slots=True)
class SignIn:
    """The client secret, and where the access token is kept for the next start."""

    client_secret: Secret
    tokens: TokenStore


class NoSecret(Exception):
    """There is no client secret to sign in with: the words are fit for a wall, `choices` for a terminal."""

    def __init__(self, words: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.choices = choices


class BadSecret(Exception):
    """What was given is no client secret: the words say why, and never quote it."""


def secret_of(text: str) -> Secret:
    """A client secret as a person gave it. Raises BadSecret."""
    if not text:
        raise BadSecret("No client secret was given.")
    if not text.isprintable() or " " in text:
        raise BadSecret("A client secret is one word: this holds blanks, line ends or marks that cannot be seen.")
    return Secret(text)


def sign_in_of(genesys: Genesys, keyring: Keyring) -> SignIn:
    """With the secret of a rehearsal, or the one in the keyring. Raises NoSecret."""
    if genesys.client_secret is not None:
        return SignIn(genesys.client_secret, KEEPS_NOTHING)
    account = account_of(genesys)
    try:
        secret = keyring.find(account, Kind.CLIENT_SECRET)
    except SecretsError as error:
        mend = "Sign in to this machine with the password. " if isinstance(error, KeyringLocked) else ""
        words = f"The client secret cannot be had. {error} {mend}To see the choices, run: {login_command(genesys)}"
        raise NoSecret(words, error.choices) from error
    if secret is None:
        words = f"The keyring holds no client secret for this client of {account.organisation}."
        raise NoSecret(f"{words} Run: {login_command(genesys)}")
    return SignIn(secret, KeyringTokens(keyring, account))


def account_of(genesys: Genesys) -> Account:
    """What the secrets are kept for."""
    return Account(_place(genesys).lower(), genesys.client_id)


def endpoints_of(genesys: Genesys) -> Endpoints:
    """The hosts of the organisation."""
    if genesys.base_url is not None:
        return Endpoints(login_url=_place(genesys), api_url=_place(genesys))
    return endpoints_of_region(_place(genesys))


def transport_to(genesys: Genesys) -> HttpTransport:
    """A way to the organisation: through the network's proxy, unless it is on this machine."""
    return HttpTransport.open(f"wallboard/{__version__}", behind_proxy=not is_loopback(genesys.base_url or ""))


def pictures_transport_to(genesys: Genesys) -> HttpTransport:
    """A way to the hosts of agents' pictures, who are nobody's: it carries no token and takes little."""
    behind_proxy = not is_loopback(genesys.base_url or "")
    return HttpTransport.open_wary(f"wallboard/{__version__}", picture.LARGEST, behind_proxy=behind_proxy)


def login_command(genesys: Genesys) -> str:
    """What a person has to type to keep the secret."""
    where = ["--region", genesys.region] if genesys.region is not None else ["--base-url", _place(genesys)]
    return shlex.join(["wallboard-poller", "login", *where, "--client-id", genesys.client_id])


def _place(genesys: Genesys) -> str:
    return genesys.region or (genesys.base_url or "").rstrip("/")
