"""Everything the sign-in page says, and what a filled form means. Pure; app.sign_in keeps the attempt.

Nobody may be there to read it: so it says also who can mend what is missing, and how without this page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never
from urllib.parse import urlsplit

from wallboard.app.condition import not_set_up
from wallboard.app.tongue import translate
from wallboard.host.secret import Secret
from wallboard.wire.messages import Problem
from wallboard.wire.setup import Credentials, Setup, SignedIn

_TIME_OF_DAY = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_UNSEEN = re.compile(r"\s")
_SHIFT_START = "00:00"


class Field(Enum):
    """Where in the form something is wrong."""

    REGION = "region"
    CLIENT = "client"
    SECRET = "secret"  # noqa: S105  a name
    SHIFT = "shift"


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody has sent anything yet."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The poller tries what it was given."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It was refused: why, and in which fields the first place to look is. None of them: it is none of the form's."""

    words: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Connected:
    """It signs in, and is kept."""

    signed_in: SignedIn


Attempt = Idle | Sending | Failed | Connected


@dataclass(frozen=True, slots=True)
class Form:
    """What a person has filled in."""

    region: str
    client_id: str
    client_secret: Secret
    shift_start: str


@dataclass(frozen=True, slots=True)
class SetupFace:
    """The whole page. Empty texts are not shown; a field with a problem is marked. `asks`: the form is shown.

    `region_fixed` and `client_fixed`: the organisation has set it, and the form merely shows it.
    """

    headline: str
    text: str = ""
    who: str = ""
    command: str = ""
    hint: str = ""
    asks: bool = True
    asks_shift: bool = False
    sending: bool = False
    regions: tuple[str, ...] = ()
    region: str = ""
    client_id: str = ""
    region_fixed: bool = False
    client_fixed: bool = False
    shift_start: str = _SHIFT_START
    problem: str = ""
    region_problem: str = ""
    client_problem: str = ""
    secret_problem: str = ""
    shift_problem: str = ""
    missing: tuple[str, ...] = ()


def setup_face(setup: Setup, attempt: Attempt) -> SetupFace:
    """What the page says."""
    match attempt:
        case Connected(signed_in):
            return _connected(signed_in)
        case _ if setup.keyring is not None:  # no form helps: what it is given cannot be kept
            return _closed(setup.keyring)
        case Idle():
            return _form(setup)
        case Sending():
            return _form(setup, sending=True)
        case Failed():
            return _form(setup, failed=attempt)
    assert_never(attempt)


def failed(problem: Problem) -> Failed:
    """Where to look first after the poller has refused."""
    match problem.code:
        case "wrong_secret":
            return Failed(problem.error, (Field.SECRET,))
        case "wrong_region":
            return Failed(problem.error, (Field.REGION, Field.CLIENT))
        case "revoked":
            return Failed(problem.error, (Field.CLIENT,))
        case _:
            return Failed(problem.error)


def read_form(form: Form, setup: Setup, time_zone: str) -> Credentials | Failed:
    """What to send, or what to correct first."""
    where = _region_within(form.region.strip(), setup.regions)
    client_id = form.client_id.strip()
    secret = form.client_secret.reveal().strip()
    starts = form.shift_start.strip() if setup.needs == "settings" else _SHIFT_START
    base_url = None if _HOST.fullmatch(where) else _base_url(where)
    if not where:
        return Failed(translate("setup", "Choose the region of your organisation."), (Field.REGION,))
    if base_url is None and not _HOST.fullmatch(where):
        said = translate("setup", "Choose a region, or give a domain such as mypurecloud.ie.")
        return Failed(said, (Field.REGION,))
    if not client_id or _UNSEEN.search(client_id):
        said = translate("setup", "Give the id of the OAuth client: letters and digits, no spaces.")
        return Failed(said, (Field.CLIENT,))
    if not secret:
        said = translate("setup", "Give the client secret. It is not kept in this form.")
        return Failed(said, (Field.SECRET,))
    if not _TIME_OF_DAY.fullmatch(starts):
        return Failed(translate("setup", "Give a time of day such as 07:00."), (Field.SHIFT,))
    return Credentials(
        client_id=client_id,
        client_secret=Secret(secret),
        region=None if base_url else where.lower(),
        base_url=base_url,
        time_zone=time_zone,
        shift_start=starts.zfill(5),
    )


def _region_within(where: str, regions: Sequence[str]) -> str:
    """The region that an address of Genesys Cloud's own belongs to, pasted from a browser; else what was given."""
    host = where.casefold().removeprefix("https://").partition("/")[0]
    return next((region for region in regions if host == region or host.endswith(f".{region}")), where)


def _base_url(where: str) -> str | None:
    """The address of a host that was given with its scheme; None for anything else."""
    try:
        parts = urlsplit(where)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.path not in ("", "/") or port == 0:
        return None
    return f"{parts.scheme}://{parts.netloc}"


def _form(setup: Setup, *, sending: bool = False, failed: Failed | None = None) -> SetupFace:
    at = () if failed is None else failed.fields
    said = dict.fromkeys(Field, "")
    if failed is not None and at:
        said |= dict.fromkeys(at, translate("setup", "Or is this wrong?")) | {at[0]: failed.words}
    return SetupFace(
        headline=not_set_up(),
        text=setup.reason,
        who=_who(setup),
        command=_command(setup),
        hint=translate("setup", "This page goes away by itself once that is done."),
        asks_shift=setup.needs == "settings",
        sending=sending,
        regions=tuple(setup.regions),
        region=setup.base_url or setup.region or "",
        client_id=setup.client_id or "",
        region_fixed=not {"region", "base_url"}.isdisjoint(setup.fixed),
        client_fixed="client_id" in setup.fixed,
        problem=failed.words if failed is not None and not at else "",
        region_problem=said[Field.REGION],
        client_problem=said[Field.CLIENT],
        secret_problem=said[Field.SECRET],
        shift_problem=said[Field.SHIFT],
    )


def _who(setup: Setup) -> str:
    """Who can mend it, and how. `login` keeps the secret, and tells the lines for the settings file."""
    if setup.needs == "settings":
        return translate(
            "setup",
            "IT can do it here. Without a keyboard: run this on this machine, as the user of this screen, and write "
            "the settings file as it says.",
        )
    return translate(
        "setup", "IT can do it here. Without a keyboard: run this on this machine, as the user of this screen."
    )


def _command(setup: Setup) -> str:
    where = f"--base-url {setup.base_url}" if setup.base_url else f"--region {setup.region or 'REGION'}"
    # The line is broken here, or the page would break it within an option.
    return f"wallboard-poller login {where}\n  --client-id {setup.client_id or 'ID'}"


def _closed(keyring: str) -> SetupFace:
    """The secret may be there, but not to be had. Nobody need press a key: the poller looks every few seconds."""
    match keyring:
        case "locked":
            headline = translate("setup", "The keyring is locked")
            text = translate("setup", "It holds this wallboard's client secret. An automatic sign-in does not open it.")
            who = translate(
                "setup",
                "Ask IT: sign in to this machine once with its user's password, or have the keyring opened at each "
                "start.",
            )
        case "absent":
            headline = translate("setup", "There is no keyring")
            text = translate("setup", "This wallboard's client secret is kept in a keyring alone.")
            who = translate(
                "setup", "Ask IT: start the wallboard in its user's session; on Linux, install gnome-keyring."
            )
        case _:
            headline = translate("setup", "The keyring does not answer")
            text = translate("setup", "It holds this wallboard's client secret.")
            who = translate("setup", "Ask IT: sign out of this machine and in again. This tells what is wrong:")
    hint = translate("setup", "The board comes by itself, seconds after the keyring can be read.")
    return SetupFace(headline, text, who, "wallboard-poller doctor", hint, asks=False)


def _connected(signed_in: SignedIn) -> SetupFace:
    organisation = signed_in.organisation or "Genesys Cloud"
    lacks = translate("setup", "It lacks permissions. Ask IT to add them to the role of its client:")
    return SetupFace(
        headline=translate("setup", "Connected to {organisation}").format(organisation=organisation),
        text=lacks if signed_in.missing else "",
        hint=translate("setup", "The board comes by itself."),
        asks=False,
        missing=tuple(signed_in.missing),
    )


def shown_regions(regions: Sequence[str], typed: str) -> list[str]:
    """The regions to choose from: those that contain what was typed, or all of them once one is chosen.

    >>> shown_regions(["mypurecloud.com", "mypurecloud.ie"], ".IE")
    ['mypurecloud.ie']
    """
    wanted = typed.strip().casefold()
    if wanted in regions:
        return list(regions)
    return [region for region in regions if wanted in region.casefold()]
