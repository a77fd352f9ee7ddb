"""What a poller has and what it lacks: settings, and a client secret for them. Looks, and changes nothing.

Used by poller.modes, which polls with what is there, or serves poller.setup_api until it is.
"""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from wallboard.genesys.regions import REGIONS
from wallboard.host.configuration import NoSettings, Sources, fixed
from wallboard.host.layers import Merged
from wallboard.host.secrets import Keyring
from wallboard.host.settings import Settings
from wallboard.host.settings_words import SettingsError
from wallboard.poller.sign_in import NoSecret, SignIn, sign_in_of
from wallboard.wire.setup import Setup

_DOMAINS = [region.domain for region in REGIONS]


@dataclass(frozen=True, slots=True)
class Ready:
    """All that it takes to poll; `warnings` tell what is odd about the settings."""

    chosen: Settings
    sign_in: SignIn
    warnings: tuple[str, ...] = ()

    def is_other_than(self, before: "Ready") -> bool:
        """Whether settings or secrets are others."""
        return _without_secret(self.chosen) != _without_secret(before.chosen) or _revealed(self) != _revealed(before)


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is to be done first; `choices` are ways out that a terminal is told besides.

    `chosen` are the settings where it is not they that are lacking.
    """

    setup: Setup
    choices: tuple[str, ...] = ()
    chosen: Settings | None = None

    def is_of_others(self, before: Ready) -> bool:
        """Whether it is of other settings that something is lacking."""
        return self.chosen is not None and _without_secret(self.chosen) != _without_secret(before.chosen)


def look(sources: Sources, keyring: Keyring) -> Ready | Lacking:
    """What is there now. Blocks. Raises SettingsError for settings that are there and cannot be used."""
    try:
        found = sources.read()
    except NoSettings as error:
        return _without_settings(str(error), error.known)
    chosen = found.settings
    try:
        return Ready(chosen, sign_in_of(chosen.genesys, keyring, chosen.network), found.warnings)
    except NoSecret as error:
        there, set_above = chosen.genesys, fixed(found.merged)
        account = (there.region, there.base_url, there.client_id)
        setup = Setup("secret", str(error), _DOMAINS, *account, set_above, error.keyring)
        return Lacking(setup, error.choices, chosen)


def look_again(sources: Sources, keyring: Keyring, before: Ready | Setup | None = None) -> Ready | Lacking:
    """The same for a poller that runs already: settings that became wrong are no reason to end, but one to say so.

    What was set `before` is told on, and what nobody could change then stays so.
    """
    try:
        return look(sources, keyring)
    except SettingsError as error:
        known = _known(before) if isinstance(before, Ready) else before or Setup("settings", "", _DOMAINS)
        reason = f"The settings cannot be used. {error}"
        return Lacking(replace(known, needs="settings", reason=reason, keyring=None))


def _known(ready: Ready) -> Setup:
    """What settings that counted say: a file that is there is nobody's to change from a screen."""
    there = ready.chosen.genesys
    fixed = ["client_id", "base_url" if there.region is None else "region"]
    return Setup("settings", "", _DOMAINS, there.region, there.base_url, there.client_id, fixed)


def _revealed(ready: Ready) -> tuple[str, str | None]:
    password = ready.sign_in.way_out.password
    return ready.sign_in.client_secret.reveal(), None if password is None else password.reveal()


def _without_secret(chosen: Settings) -> Settings:
    """The settings without the secret of a rehearsal: no Secret equals another one."""
    return replace(chosen, genesys=replace(chosen.genesys, client_secret=None))


def _without_settings(reason: str, known: Merged) -> Lacking:
    """There is too little to begin with; what there is is told."""
    there: dict[str, Any] = known.table.get("genesys", {})
    where = there.get("region"), there.get("base_url"), there.get("client_id")
    return Lacking(Setup("settings", reason, _DOMAINS, *where, fixed(known)))
