"""Say what is wrong with a setting: the key, its value, and what is allowed. Pure. Used by host.settings.

A key is a path into the file, such as `boards[1].scenes[0].seconds`; people are told of board 2, scene 1.
"""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ALLOWED = {
    "genesys": "one [genesys] section",
    "genesys.region": "a Genesys Cloud domain such as mypurecloud.ie",
    "genesys.base_url": "https://host, or http://127.0.0.1:port for a rehearsal",
    "genesys.client_id": "the client id of a Genesys Cloud OAuth client",
    "genesys.client_secret": "a text in quotes",
    "genesys.api": '"auto", "realtime" or "platform"',
    "genesys.poll_interval": "seconds from 10 to 600",
    "genesys.lag": "seconds from 30 to 300: newer events are not yet visible to everybody",
    "genesys.max_records": '"auto" or a whole number from 1 to 1000',
    "genesys.requests_per_minute": "a whole number from 10 to 100000",
    "genesys.share_for_others": "a number from 0 to 0.9",
    "boards": "one or more [[boards]] sections",
    "boards.id": "a text that no other board has",
    "boards.title": "a text to show",
    "boards.group_ids": "a list of group ids in quotes",
    "boards.team_ids": "a list of team ids in quotes",
    "boards.queue_ids": "a list of queue ids in quotes",
    "boards.division_ids": "a list of division ids in quotes",
    "boards.media_types": "a list of voice, callback, chat, email, message, cobrowse, screenshare, video, in quotes",
    "boards.rank_by": "one to three of most_closed or fewest_closed, shortest_aht or longest_aht, "
    "most_closed_per_hour or fewest_closed_per_hour, in quotes",
    "boards.minimum_closed": "a whole number from 0 to 10000",
    "boards.statuses": "a list of available, on_call, wrap_up, off_queue, other, in quotes",
    "boards.aht": '"completed", "all_over_closed" or "all_over_started"',
    "boards.scenes": "one or more [[boards.scenes]] sections",
    "boards.scenes.show": '"ranking", "podium", "teams" or "goal"',
    "boards.scenes.seconds": "seconds from 5 to 600",
    "boards.goal": "one [boards.goal] section",
    "boards.goal.closed": "a whole number from 1 to 10000000",
    "boards.goal.aht": "seconds from 1 to 86400",
    "boards.goal.service_level": "percent from 1 to 100",
    "boards.teams": "two to twelve [[boards.teams]] sections",
    "boards.teams.name": "a text of at most 40 letters that no other team of the board has",
    "boards.teams.group_ids": "a list of group ids in quotes",
    "boards.teams.team_ids": "a list of team ids in quotes",
    "boards.columns": "a list of status, closed, started, aht, handle_time, per_hour, in quotes, each once, a number",
    "boards.privacy": '"full", "first_name_initial", "initials", "pseudonym" or "team_totals"',
    "boards.may_open": "a list of explain, pictures, search, in quotes",
    "boards.time_zone": "an IANA time zone such as Europe/Berlin",
    "boards.shift_starts": 'a list of times of day such as "07:00"',
    "boards.movement_since": '"quarter_hour" or "shift_start"',
    "boards.thresholds": "one [boards.thresholds] section below its [[boards]]",
    "boards.thresholds.waiting": "a whole number of callers from 0 to 10000",
    "boards.thresholds.longest_wait": "a whole number of seconds from 1 to 86400",
    "boards.thresholds.service_level": "a whole number of percent from 1 to 100",
    "boards.thresholds.abandoned": "a whole number of callers from 0 to 1000000",
    "boards.thresholds.aht": "a whole number of seconds from 1 to 86400",
    "boards.thresholds.long_call": "a whole number of minutes from 1 to 1440",
    "boards.since": "an instant with its offset such as 2026-11-23T00:00:00Z",
    "rehearsal": "one [rehearsal] section",
    "rehearsal.origin": "an instant with its offset such as 2026-11-23T14:20:00+02:00",
    "rehearsal.rate": "a number from 0.1 to 1000",
    "history": "one [history] section",
    "history.days": "a whole number from 1 to 400",
    "screen": "one [screen] section",
    "screen.theme": '"dark", "light" or "high_contrast"',
    "screen.accent": 'a colour such as "#5aa9ff"',
    "screen.logo": "the whole path of a PNG file on this machine, in quotes",
    "screen.diagonal": "inches from 5 to 300",
    "screen.furthest_seat": "metres from 0.3 to 50",
    "screen.safe_area": "percent from 0 to 10",
    "screen.motion": '"full", "calm" or "off"',
    "screen.quiet_hours": 'hours such as "22:00-06:00" or "Sa-Su 00:00-24:00", in a list',
    "screen.quiet": '"blank" or "dim"',
    "screen.keep_awake": "true or false",
    "screen.language": '"en", "de" or "ar"',
    "screen.clock": '"24h" or "12h"',
    "network": "one [network] section",
    "network.proxy": '"system", "none", or the address of a proxy such as "http://proxy.example.org:8080", also https',
    "network.proxy_user": "the name that signs in to the proxy, without a colon",
    "network.ca_file": "the whole path of a PEM file on this machine, in quotes",
    "logs": "one [logs] section",
    "logs.file": "true or false",
    "logs.megabytes": "a number from 0.1 to 1000, for each file",
    "logs.files": "a whole number from 2 to 100",
    "monitoring": "one [monitoring] section",
    "monitoring.port": "a whole number from 1024 to 65535: a port of this machine that nothing else uses",
    "reconcile": "one [reconcile] section",
    "reconcile.automatic": "true or false",
    "reconcile.after_minutes": "minutes from 1 to 1440 after a shift has ended",
    "reconcile.aht_percent": "percent from 0 to 100",
    "reconcile.conversations": "a whole number from 1 to 1000",
}
# A name with its password behind a colon is what stands most often in the place of the last one.
_SECRET_KEYS = {"genesys.client_secret", "network.proxy_user"}
# Up to the last @, as a password may hold any mark; what a browser would take for the host is not asked.
_USER_IN_URL = re.compile(r"(?s)^(https?://)?.*@")
_INDEX = re.compile(r"\[(\d+)\]")
_PARTS = {"boards": "board", "scenes": "scene", "teams": "team"}
_MOST_TOLD = 5
_LARGEST_SHOWN = 64  # bits


class SettingsError(ValueError):
    """The settings cannot be used; the message is fit for a person and names no secret. `lines` tell all of it."""

    def __init__(self, words: str, lines: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.lines = lines or (words,)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one setting, or odd: `words` follow its name. `key` is its path, or a `[section]`.

    `by_itself`: whatever stands beside it.
    """

    key: str
    words: str
    by_itself: bool = False

    @property
    def section(self) -> str:
        """The part of the file that it lies in: `genesys`, or `boards[1]`."""
        return self.key.strip("[]") if self.key.startswith("[") else self.key.partition(".")[0]

    @property
    def part(self) -> str:
        """What it is about within its section: `scenes` of `boards[1].scenes[0].seconds`; empty for the whole."""
        return _INDEX.sub("", self.key.partition(".")[2].partition(".")[0])


def refused(key: str, value: object) -> Problem:
    """A value that is not allowed."""
    words = f"= {shown(key, value)} is not allowed; allowed is {ALLOWED.get(bare(key), 'another value')}"
    return Problem(key, words, by_itself=True)


def missing(key: str) -> Problem:
    """A value without which there is nothing to do."""
    return Problem(key, f"is missing; it must be {ALLOWED.get(bare(key), f'a [{key}] section')}")


def unknown(key: str, known: Sequence[str]) -> Problem:
    """A key that nobody knows, and the nearest of those that may stand in its place; else all of them."""
    near = difflib.get_close_matches(key.rpartition(".")[2], known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
    return Problem(key, f"is not known; {hint}")


def all_of(lines: Sequence[str]) -> SettingsError:
    """The error that tells of all these, or of the first ones."""
    more = len(lines) - _MOST_TOLD
    told = [*lines[:_MOST_TOLD], *([f"and {more} more: wallboard-poller config check tells them all"] * (more > 0))]
    return SettingsError("\n".join(told), lines)


def told(problem: Problem, raw: Mapping[str, Any]) -> str:
    """A problem in one line; `raw` is the file, which knows what its boards are called."""
    return f"{_named(problem.key, raw)} {problem.words}"


def bare(key: str) -> str:
    """A key without the places in its lists: `boards.title`."""
    return _INDEX.sub("", key)


def _named(key: str, raw: Mapping[str, Any]) -> str:
    """A key as a person calls it, who counts from 1: `board 2 "sales", scene 1: seconds`."""
    places, names = [], []
    for part in key.split("."):
        found = _INDEX.search(part)
        singular = None if found is None else _PARTS.get(part[: found.start()])
        if found is None or singular is None:
            names.append(_INDEX.sub(lambda one: f"[{int(one[1]) + 1}]", part))
            continue
        number = int(found[1])
        name = _board_id(raw, number) if singular == "board" else ""
        places.append(f"{singular} {number + 1}{name}")
    return ": ".join(filter(None, (", ".join(places), ".".join(names))))


def _board_id(raw: Mapping[str, Any], number: int) -> str:
    try:
        name = raw["boards"][number]["id"]
    except (KeyError, IndexError, TypeError):
        return ""
    return f' "{name}"' if isinstance(name, str) and name else ""


def shown(key: str, value: object) -> str:
    """A value in one line as it may be told, right or wrong: what may be secret is hidden."""
    return "***" if any(f"{bare(key)}.".startswith(f"{one}.") for one in _SECRET_KEYS) else _shown(value)


def _shown(value: object) -> str:
    if isinstance(value, str):
        masked = _USER_IN_URL.sub(r"\1***@", value)
        return f'"{masked}"'
    if isinstance(value, Mapping):
        return "[section]"  # not what it holds: a secret may be inside
    if isinstance(value, list):
        return f"[{', '.join(_shown(one) for one in value)}]"
    if isinstance(value, float):
        return f"{value:g}"  # 1, as it may stand in the file, and not 1.0
    if isinstance(value, int) and value.bit_length() > _LARGEST_SHOWN:  # Python refuses to write out very long ones
        return "a number that is too long"
    return str(value).lower() if isinstance(value, bool) else str(value)
