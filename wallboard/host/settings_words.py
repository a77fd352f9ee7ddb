"""Say what is wrong with a setting: the key, its value, and what is allowed. Pure. Used by host.settings."""

import difflib
import re
from typing import Any

_ALLOWED = {
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
    "reconcile": "one [reconcile] section",
    "reconcile.automatic": "true or false",
    "reconcile.after_minutes": "minutes from 1 to 1440 after a shift has ended",
    "reconcile.aht_percent": "percent from 0 to 100",
    "reconcile.conversations": "a whole number from 1 to 1000",
}
_SECRET_KEYS = {"genesys.client_secret"}
_USER_IN_URL = re.compile(r"(?<=//)[^/]*@")
_AT = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<key>[^`]*)`")
_MISSING = re.compile(r"Object missing required field `(?P<key>[^`]*)`")


class SettingsError(ValueError):
    """The settings cannot be used; the message is fit for a person and names no secret."""


def refused(key: str, value: object) -> SettingsError:
    """The error for a value that is not allowed."""
    bare = re.sub(r"\[.*?\]", "", key)
    shown = "***" if bare in _SECRET_KEYS else _shown(value)
    return SettingsError(f"{key} = {shown} is not allowed; allowed is {_ALLOWED.get(bare, 'another value')}")


def of_validation(message: str, raw: dict[str, Any]) -> SettingsError:
    """The error for what a validation of the raw file found, told as `what - at `$.path``."""
    found = _AT.search(message)
    path = found["path"] if found else ""
    unknown, missing = _UNKNOWN.search(message), _MISSING.search(message)
    if unknown is not None:
        return _unknown_key(_joined(path, unknown["key"]), path)
    if missing is not None:
        key = _joined(path, missing["key"])
        allowed = _ALLOWED.get(re.sub(r"\[.*?\]", "", key), f"a [{key}] section")
        return SettingsError(f"{key} is missing; it must be {allowed}")
    return refused(path.removesuffix("[...]"), _value_at(path, raw))


def _unknown_key(key: str, section: str) -> SettingsError:
    bare = re.sub(r"\[.*?\]", "", section)
    prefix = f"{bare}." if bare else ""
    known = sorted({name.removeprefix(prefix).split(".")[0] for name in _ALLOWED if name.startswith(prefix)})
    near = difflib.get_close_matches(key.rpartition(".")[2], known, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return SettingsError(f"{key} is not known; {hint}known here: {', '.join(known)}")


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{_USER_IN_URL.sub("***@", value)}"'
    if isinstance(value, dict):
        return "[section]"  # not what it holds: a secret may be inside
    if isinstance(value, list):
        return f"[{', '.join(_shown(one) for one in value)}]"
    if isinstance(value, float):
        return f"{value:g}"  # 1, as it may stand in the file, and not 1.0
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value_at(path: str, raw: Any) -> object:  # noqa: ANN401 what a TOML file holds
    value = raw
    for key, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        try:
            value = value[key] if key else value[int(index)]
        except (KeyError, IndexError, TypeError):
            return value
    return value
