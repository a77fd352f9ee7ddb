"""What travels between the poller and a screen before there are credentials. Part of wire.messages."""

from typing import Literal

import msgspec

from wallboard.host.secret import Secret

KeyringState = Literal["locked", "absent", "failed"]


class Setup(msgspec.Struct, frozen=True, gc=False):
    """What this poller lacks before it can poll; it runs all the same, so that a screen can ask a person for it.

    `needs` settings: there is no settings file yet. `needs` secret: there is one, and no client secret for it.
    `reason` says why in words for a person. What the settings hold already is told; `regions` are those to choose from.
    `fixed` names what the organisation or the machine has set, of region, base_url and client_id: nobody can change it
    here. `keyring` is the keyring's state where that alone keeps the secret away, in the words of this version
    (KeyringState); on the wire it is any word.
    """

    needs: Literal["settings", "secret"]
    reason: str
    regions: list[str]
    region: str | None = None
    base_url: str | None = None
    client_id: str | None = None
    fixed: list[str] = []
    keyring: str | None = None


class Credentials(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """`POST /v1/credentials`: who is to sign in, and where; one of `region` and `base_url` is filled.

    `time_zone` (IANA) and `shift_start` are for the first settings file, and have no say where there is one.
    """

    client_id: str
    client_secret: Secret
    region: str | None = None
    base_url: str | None = None
    time_zone: str = "UTC"
    shift_start: str = "00:00"


class SignedIn(msgspec.Struct, frozen=True, gc=False):
    """The answer of `POST /v1/credentials` once they are kept. `missing` are permissions, each for something named."""

    organisation: str | None
    missing: list[str]
