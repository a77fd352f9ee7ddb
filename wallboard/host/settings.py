"""The settings: a table in, typed settings out; what is wrong is named with key, value and what is allowed.

host.configuration makes the table of files and policy; poller.admin checks its arguments here. What the values mean to
the domain is made of them in poller.scopes.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

from wallboard.host import settings_words
from wallboard.host.board_settings import Board, check_boards
from wallboard.host.log_settings import Logs
from wallboard.host.monitoring_settings import Monitoring
from wallboard.host.network_settings import Network, check_network
from wallboard.host.screen_settings import Screen, check_screen
from wallboard.host.secret import Secret
from wallboard.host.settings_shape import annotations_of, converted, made, misfits, struct_in, without_unknown
from wallboard.host.settings_words import Problem, SettingsError, refused


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
    """All of them. A section that is new stands here, in _CHECKS, and with what is allowed in host.settings_words."""

    genesys: Genesys
    boards: list[Board]
    rehearsal: Rehearsal | None = None
    history: History = History()
    reconcile: Reconcile = Reconcile()
    screen: Screen = Screen()
    network: Network = Network()
    logs: Logs = Logs()
    monitoring: Monitoring = Monitoring()


LIMITS: Mapping[str, tuple[float, float]] = {
    "genesys.poll_interval": (10, 600),
    "genesys.lag": (30, 300),
    "genesys.max_records": (1, 1000),
    "genesys.requests_per_minute": (10, 100_000),
    "genesys.share_for_others": (0, 0.9),
    "history.days": (1, 400),
    "reconcile.after_minutes": (1, 1440),
    "reconcile.aht_percent": (0, 100),
    "reconcile.conversations": (1, 1000),
    "rehearsal.rate": (0.1, 1000),
    "logs.megabytes": (0.1, 1000),
    "logs.files": (2, 100),
    "monitoring.port": (1024, 65_535),
}


_DEEPEST = 20  # a table or list within another; no setting lies deeper than 5
_SECTION_TWICE = re.compile(r"Cannot declare \(.*\) twice")
_NESTED = "sections or lists that are nested too deep"


def parse(text: str) -> Settings:
    """The settings of a TOML text; keys that nobody knows have no say. Raises SettingsError, which tells all."""
    raw, _ = without_unknown(table_of(text), Settings)
    problems = problems_of(raw)
    if problems:
        raise settings_words.all_of([settings_words.told(one, raw) for one in problems])
    return settings_of(raw)


def table_of(text: str) -> dict[str, Any]:
    """What a TOML text holds. Raises SettingsError."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is no TOML: {_in_words(str(error))}") from error
    except (ValueError, RecursionError) as error:  # Python ends at some 4300 digits, and at some depth
        raise SettingsError(f"holds a number that is too long, or {_NESTED}") from error
    level: list[object] = [found]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in _within(one)]
    if level:
        raise SettingsError(f"holds {_NESTED}")
    return found


def _in_words(error: str) -> str:
    """What the reader of TOML says, where it does not speak of files."""
    return _SECTION_TWICE.sub("a section stands twice", error.replace("Cannot overwrite a value", "a key stands twice"))


def _within(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def problems_of(raw: Mapping[str, Any]) -> list[Problem]:
    """All that is wrong with a table, of whose keys each is known; none: it can be used."""
    found = list(misfits(raw, Settings))
    spoilt: dict[str, set[str]] = {}
    for one in found:
        spoilt.setdefault(one.section, set()).add(one.part)
    kinds = annotations_of(Settings)
    further: list[Problem] = []
    for name, check in _CHECKS.items():
        section = made(raw.get(name), struct_in(kinds[name]), spoilt.get(name, set()))
        further += () if section is None else check(section)
    if isinstance(raw.get("boards"), list):
        boards = {n: made(one, Board, spoilt.get(f"boards[{n}]", set())) for n, one in enumerate(raw["boards"])}
        further += check_boards({number: one for number, one in boards.items() if isinstance(one, Board)})
        if not raw["boards"]:
            found.append(refused("boards", []))
    found += [one for one in further if _is_sure(one, spoilt.get(one.section, set()))]
    return found or list(_check_together(settings_of(raw)))


def _is_sure(problem: Problem, spoilt: AbstractSet[str]) -> bool:
    """Beside values that had to be left out, only what is wrong by itself is."""
    return not spoilt or (problem.by_itself and problem.part not in spoilt)


def settings_of(raw: Mapping[str, Any]) -> Settings:
    """The settings of a table that nothing is wrong with."""
    settings: Settings = converted(raw, Settings)
    return settings


def check_genesys(genesys: Genesys) -> None:
    """Whether that section makes sense. Raises SettingsError."""
    found = list(_check_genesys(genesys))
    if found:
        raise settings_words.all_of([settings_words.told(one, {}) for one in found])


def is_loopback(url: str) -> bool:
    """Whether an address can only mean this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


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


def _check_genesys(genesys: Genesys) -> Iterator[Problem]:
    yield from _check_numbers("genesys", genesys)
    if not genesys.client_id.strip():
        yield refused("genesys.client_id", genesys.client_id)
    if (genesys.region is None) == (genesys.base_url is None):
        yield Problem("[genesys]", "needs either region or base_url, and not both")
    if genesys.region is not None and not _is_region(genesys.region):
        yield refused("genesys.region", genesys.region)
    if genesys.base_url is not None and not _is_base_url(genesys.base_url):
        yield refused("genesys.base_url", genesys.base_url)
    if genesys.client_secret is not None and not (genesys.base_url and is_loopback(genesys.base_url)):
        words = "may stand in a file only beside a loopback base_url; keep a real one in the keyring"
        yield Problem("genesys.client_secret", words)


def _check_rehearsal(rehearsal: Rehearsal) -> Iterator[Problem]:
    yield from _check_numbers("rehearsal", rehearsal)
    if rehearsal.origin.tzinfo is None:
        yield refused("rehearsal.origin", rehearsal.origin)


def _check_numbers(section: str, values: msgspec.Struct) -> Iterator[Problem]:
    """Whether the numbers of a section are within their limits; a word or nothing in the place of one is."""
    for name, value in msgspec.structs.asdict(values).items():
        least, most = LIMITS.get(f"{section}.{name}", (0, 0))
        if most and isinstance(value, int | float) and not least <= value <= most:
            yield refused(f"{section}.{name}", value)


_CHECKS: Mapping[str, Callable[[Any], Iterator[Problem]]] = {
    "genesys": _check_genesys,
    "rehearsal": _check_rehearsal,
    "history": lambda history: _check_numbers("history", history),
    "reconcile": lambda reconcile: _check_numbers("reconcile", reconcile),
    "logs": lambda logs: _check_numbers("logs", logs),
    "monitoring": lambda monitoring: _check_numbers("monitoring", monitoring),
    "screen": check_screen,
    "network": check_network,
}


def _check_together(settings: Settings) -> Iterator[Problem]:
    """Whether sections fit each other: the realtime contract knows groups alone, and nothing of time on queue."""
    base_url = settings.genesys.base_url
    if settings.rehearsal is not None and (base_url is None or not is_loopback(base_url)):
        yield Problem("[rehearsal]", "is allowed only beside a loopback genesys.base_url: it is never mixed with real")
    if settings.genesys.api != "realtime":
        return
    needs = 'needs genesys.api = "platform" or "auto"'
    for number, board in enumerate(settings.boards):
        for key in ("team_ids", "queue_ids", "division_ids", "media_types"):
            if getattr(board, key):
                yield Problem(f"boards[{number}].{key}", f"{needs}: realtime knows group_ids alone")
        if board.uses_per_hour:
            yield Problem(
                f"boards[{number}].rank_by",
                f"{needs}: realtime tells no time on queue, and without it nobody's conversations per hour are known",
            )
