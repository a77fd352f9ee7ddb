"""Who signs in, where, and with which secret. Used by poller.main, poller.admin and poller.service."""

import shlex
from dataclasses import dataclass, field

from wallboard import __version__
from wallboard.genesys import picture
from wallboard.genesys.session import KEEPS_NOTHING, Endpoints, TokenStore, endpoints_of_region
from wallboard.genesys.transport import HttpTransport
from wallboard.host.configuration import NoSettings, Sources
from wallboard.host.network_settings import Network
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, KeyringLocked, Kind, NoKeyring, SecretsError
from wallboard.host.settings import Genesys
from wallboard.host.settings_shape import converted
from wallboard.host.settings_words import SettingsError
from wallboard.host.ways import WayOut
from wallboard.poller.token_store import KeyringTokens
from wallboard.wire.setup import KeyringState


@dataclass(frozen=True, slots=True)
class SignIn:
    """The client secret, where the access token is kept for the next start, and how requests leave this machine."""

    client_secret: Secret
    tokens: TokenStore
    way_out: WayOut = field(default_factory=WayOut)


class NoSecret(Exception):
    """There is no client secret to sign in with: the words are fit for a wall, `choices` for a terminal.

    `keyring` is its state, where that is why.
    """

    def __init__(self, words: str, choices: tuple[str, ...] = (), keyring: KeyringState | None = None) -> None:
        super().__init__(words)
        self.choices = choices
        self.keyring = keyring


class BadSecret(Exception):
    """What was given is no client secret: the words say why, and never quote it."""


def secret_of(text: str) -> Secret:
    """A client secret as a person gave it. Raises BadSecret."""
    if not text:
        raise BadSecret("No client secret was given.")
    if not text.isprintable() or " " in text:
        raise BadSecret("A client secret is one word: this holds blanks, line ends or marks that cannot be seen.")
    return Secret(text)


def password_of(text: str) -> Secret:
    """A password as a person gave it. Raises BadSecret."""
    if not text:
        raise BadSecret("No password was given.")
    if not text.isprintable():
        raise BadSecret("A password stands in one line: this holds line ends or marks that cannot be seen.")
    return Secret(text)


def sign_in_of(genesys: Genesys, keyring: Keyring, network: Network = Network()) -> SignIn:  # noqa: B008  it never changes
    """With the secret of a rehearsal, or the one in the keyring. Raises NoSecret."""
    if genesys.client_secret is not None:
        return SignIn(genesys.client_secret, KEEPS_NOTHING, WayOut(network))
    account = account_of(genesys)
    try:
        secret = keyring.find(account, Kind.CLIENT_SECRET)
        way_out = way_out_of(network, keyring)
    except SecretsError as error:
        mend = "Sign in to this machine with the password. " if isinstance(error, KeyringLocked) else ""
        words = f"The client secret cannot be had. {error} {mend}To see the choices, run: {login_command(genesys)}"
        raise NoSecret(words, error.choices, _state(error)) from error
    if secret is None:
        words = f"The keyring holds no client secret for this client of {account.organisation}."
        raise NoSecret(f"{words} Run: {login_command(genesys)}")
    return SignIn(secret, KeyringTokens(keyring, account), way_out)


def way_out_of(network: Network, keyring: Keyring) -> WayOut:
    """With the proxy's password, where somebody signs in to it: without one the proxy is asked all the same, and says
    whether it lets through. Blocks. Raises SecretsError.
    """
    if network.proxy_user is None:
        return WayOut(network)
    return WayOut(network, keyring.find(proxy_account(network.proxy, network.proxy_user), Kind.PROXY_PASSWORD))


def way_out_by(sources: Sources, keyring: Keyring) -> WayOut:
    """As the settings say, also those that are too few to begin with; as this machine does, where they are wrong.

    Blocks.
    """
    try:
        network = sources.read().settings.network
    except NoSettings as error:
        network = converted(error.known.table.get("network", {}), Network)
    except SettingsError:
        network = Network()
    try:
        return way_out_of(network, keyring)
    except SecretsError:
        return WayOut(network)  # the proxy says that it misses the password


def proxy_account(proxy: str, user: str) -> Account:
    """What the password of a proxy is kept for."""
    return Account(proxy.lower().rstrip("/"), user)


def _state(error: SecretsError) -> KeyringState:
    match error:
        case KeyringLocked():
            return "locked"
        case NoKeyring():
            return "absent"
    return "failed"


def account_of(genesys: Genesys) -> Account:
    """What the secrets are kept for."""
    return Account(_place(genesys).lower(), genesys.client_id)


def endpoints_of(genesys: Genesys) -> Endpoints:
    """The hosts of the organisation."""
    if genesys.base_url is not None:
        return Endpoints(login_url=_place(genesys), api_url=_place(genesys))
    return endpoints_of_region(_place(genesys))


def transport_to(way_out: WayOut) -> HttpTransport:
    """A way to the organisation."""
    return HttpTransport.open(f"wallboard/{__version__}", way_out)


def pictures_transport_to(way_out: WayOut) -> HttpTransport:
    """A way to the hosts of agents' pictures, who are nobody's: it carries no token and takes little."""
    return HttpTransport.open_wary(f"wallboard/{__version__}", picture.LARGEST, way_out)


def login_command(genesys: Genesys) -> str:
    """What a person has to type to keep the secret."""
    where = ["--region", genesys.region] if genesys.region is not None else ["--base-url", _place(genesys)]
    return shlex.join(["wallboard-poller", "login", *where, "--client-id", genesys.client_id])


def proxy_login_command(network: Network) -> str:
    """What a person has to type to keep the password of the proxy."""
    words = ["wallboard-poller", "login", "--proxy", network.proxy, "--proxy-user", network.proxy_user or ""]
    return shlex.join(words)


def _place(genesys: Genesys) -> str:
    return genesys.region or (genesys.base_url or "").rstrip("/")
