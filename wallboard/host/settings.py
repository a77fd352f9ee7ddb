"""The settings file: TOML in, typed settings out; what is wrong is named with key, value and what is allowed.

Read by poller.main alone; poller.admin checks its arguments here. What the values mean to the domain is made of them
in poller.scopes.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from wallboard.host import settings_words
from wallboard.host.board_settings import Board, check_boards
from wallboard.host.screen_settings import Screen, check_screen
from wallboard.host.secret import Secret
from wallboard.host.settings_words import SettingsError


class Genesys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the organisation is, who asks, and how often. Durations in seconds.

    `requests_per_minute` is the most that is ever asked, None: as much as the organisation allows, which leaves
    `share_for_others` of it to others.
    """

    client_id: str
    region: str | None = None
    base_url: str | None = None
    client_secret: Secret | None = None
    api: Literal["auto", "realtime", "platform"] = "auto"
    poll_interval: float = 30.0
    lag: float = 30.0
    max_records: int | Literal["auto"] = "auto"
    requests_per_minute: int | None = None
    share_for_others: float = 0.2


class Rehearsal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clock of a rehearsal."""

    origin: datetime
    rate: float = 1.0


class History(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long what was shown is kept."""

    days: int = 30


class Reconcile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a board's last numbers may be from those that are told later, and whether to ask by itself."""

    automatic: bool = False
    after_minutes: float = 60.0
    aht_percent: float = 2.0
    conversations: int = 1


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of the file."""

    genesys: Genesys
    boards: list[Board]
    rehearsal: Rehearsal | None = None
    history: History = History()
    reconcile: Reconcile = Reconcile()
    screen: Screen = Screen()


def read(path: Path) -> Settings:
    """The settings of a file. Raises SettingsError."""
    try:
        text = path.read_text("utf-8-sig")  # Windows' Notepad writes a mark before the text
    except FileNotFoundError:
        raise SettingsError(f"there is no settings file {path}: write one as the README shows") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    try:
        return parse(text)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def parse(text: str) -> Settings:
    """The settings of a TOML text. Raises SettingsError."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is no TOML: {error}") from error
    try:
        settings = msgspec.convert(raw, Settings, dec_hook=_secret)
    except msgspec.ValidationError as error:
        raise settings_words.of_validation(str(error), raw) from None
    check_genesys(settings.genesys)
    check_boards(settings.boards)
    check_screen(settings.screen)
    _check_api(settings)
    _check_numbers(
        {
            "history.days": (settings.history.days, 1, 400),
            "reconcile.after_minutes": (settings.reconcile.after_minutes, 1, 1440),
            "reconcile.aht_percent": (settings.reconcile.aht_percent, 0, 100),
            "reconcile.conversations": (settings.reconcile.conversations, 1, 1000),
        }
    )
    _check_rehearsal(settings)
    return settings


def check_genesys(genesys: Genesys) -> None:
    """Whether that section makes sense. Raises SettingsError."""
    _check_numbers(
        {
            "genesys.poll_interval": (genesys.poll_interval, 10, 600),
            "genesys.lag": (genesys.lag, 30, 300),
            "genesys.max_records": (1000 if genesys.max_records == "auto" else genesys.max_records, 1, 1000),
            "genesys.requests_per_minute": (genesys.requests_per_minute or 300, 10, 100_000),
            "genesys.share_for_others": (genesys.share_for_others, 0, 0.9),
        }
    )
    if not genesys.client_id.strip():
        raise settings_words.refused("genesys.client_id", genesys.client_id)
    if (genesys.region is None) == (genesys.base_url is None):
        raise SettingsError("[genesys] needs either region or base_url, and not both")
    if genesys.region is not None and not _is_region(genesys.region):
        raise settings_words.refused("genesys.region", genesys.region)
    if genesys.base_url is not None and not _is_base_url(genesys.base_url):
        raise settings_words.refused("genesys.base_url", genesys.base_url)
    if genesys.client_secret is not None and not (genesys.base_url and is_loopback(genesys.base_url)):
        raise SettingsError(
            "genesys.client_secret may stand in a file only beside a loopback base_url; keep a real one in the keyring"
        )


def is_loopback(url: str) -> bool:
    """Whether an address can only mean this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _secret(kind: type, value: Any) -> Any:  # noqa: ANN401 msgspec's own signature
    if kind is Secret and isinstance(value, str):
        return Secret(value)
    raise TypeError("a text in quotes")


def _is_region(region: str) -> bool:
    return "." in region and all(part and part.replace("-", "").isalnum() for part in region.split("."))


def _is_base_url(url: str) -> bool:
    if not url.isprintable() or any(mark in url for mark in " ?#@"):  # no credentials, nothing after the path
        return False
    try:
        parts = urlsplit(url)
        well_formed = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    bare = parts.path in {"", "/"}
    return well_formed and bare and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url)))


def _check_numbers(numbers: Mapping[str, tuple[float, float, float]]) -> None:
    for key, (value, least, most) in numbers.items():
        if not least <= value <= most:
            raise settings_words.refused(key, value)


def _check_api(settings: Settings) -> None:
    """The realtime contract knows groups alone, and nothing of time on queue."""
    if settings.genesys.api != "realtime":
        return
    for number, board in enumerate(settings.boards):
        for key in ("team_ids", "queue_ids", "division_ids", "media_types"):
            if getattr(board, key):
                raise SettingsError(
                    f'boards[{number}].{key} needs genesys.api = "platform" or "auto": realtime knows group_ids alone'
                )
        if board.uses_per_hour:
            raise SettingsError(
                f'boards[{number}].rank_by needs genesys.api = "platform" or "auto": realtime tells no time on queue, '
                "and without it nobody's conversations per hour are known"
            )


def _check_rehearsal(settings: Settings) -> None:
    rehearsal = settings.rehearsal
    if rehearsal is None:
        return
    if settings.genesys.base_url is None or not is_loopback(settings.genesys.base_url):
        raise SettingsError(
            "[rehearsal] is allowed only beside a loopback genesys.base_url: it is never mixed with real"
        )
    if rehearsal.origin.tzinfo is None:
        raise settings_words.refused("rehearsal.origin", rehearsal.origin)
    if not 0.1 <= rehearsal.rate <= 1000:
        raise settings_words.refused("rehearsal.rate", rehearsal.rate)
