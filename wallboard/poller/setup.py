"""What a poller has and what it lacks: a settings file, and a client secret for it. Looks, and changes nothing.

Used by poller.modes, which polls with what is there, or serves poller.setup_api until it is.
"""

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from wallboard.genesys.regions import REGIONS
from wallboard.host import settings
from wallboard.host.secrets import Keyring
from wallboard.host.settings import Settings
from wallboard.host.settings_words import SettingsError
from wallboard.poller.sign_in import NoSecret, SignIn, sign_in_of
from wallboard.wire.setup import Setup

_DOMAINS = [region.domain for region in REGIONS]


@dataclass(frozen=True, slots=True)
class Ready:
    """All that it takes to poll."""

    chosen: Settings
    sign_in: SignIn

    def is_other_than(self, before: "Ready") -> bool:
        """Whether settings or secret are others."""
        one, other = self.sign_in.client_secret, before.sign_in.client_secret
        return _without_secret(self.chosen) != _without_secret(before.chosen) or one.reveal() != other.reveal()


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is to be done first; `choices` are ways out that a terminal is told besides."""

    setup: Setup
    choices: tuple[str, ...] = ()


def look(config: Path, keyring: Keyring) -> Ready | Lacking:
    """What is there now. Blocks. Raises SettingsError for a file that is there and cannot be used."""
    if not config.exists():
        return without_settings(f"There is no settings file yet: {config}.")
    chosen = settings.read(config)
    try:
        return Ready(chosen, sign_in_of(chosen.genesys, keyring))
    except NoSecret as error:
        there = chosen.genesys
        setup = Setup("secret", str(error), _DOMAINS, there.region, there.base_url, there.client_id)
        return Lacking(setup, error.choices)


def look_again(config: Path, keyring: Keyring) -> Ready | Lacking:
    """The same for a poller that runs already: a file that became wrong is no reason to end, but one to say so."""
    try:
        return look(config, keyring)
    except SettingsError as error:
        return without_settings(f"The settings file cannot be used. {error}")


def _without_secret(chosen: Settings) -> Settings:
    """The settings without the secret of a rehearsal: no Secret equals another one."""
    return replace(chosen, genesys=replace(chosen.genesys, client_secret=None))


def without_settings(reason: str) -> Lacking:
    """There is nothing to begin with."""
    return Lacking(Setup("settings", reason, _DOMAINS))
