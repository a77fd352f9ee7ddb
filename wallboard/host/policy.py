"""What an organisation prescribes for its machines, each system in its own manner: a file, the registry, a profile.

Read by host.configuration. What is enforced stands above every file, what is a default below them. The readers of the
registry and of profiles are called through a seam: neither has run on its own system yet.
"""

import plistlib
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

import msgspec

from wallboard.host import ownership
from wallboard.host.layers import Layer, Rank, Table
from wallboard.host.settings import Settings, table_of
from wallboard.host.settings_shape import annotations_of, struct_in
from wallboard.host.settings_text import text_of
from wallboard.host.settings_words import ALLOWED, SettingsError

FILE = Path("/etc/wallboard/policy.toml")
PROFILE = Path("/Library/Managed Preferences/com.wallboard.plist")
REGISTRY_KEY = r"Software\Policies\Wallboard"
TABLES = _ENFORCED, _DEFAULT = "enforced", "default"

Policy = Callable[[], list[Layer]]
# The values of a key below HKEY_LOCAL_MACHINE; None where there is no such key.
Values = Callable[[str], Mapping[str, Any] | None]


def none() -> list[Layer]:
    """Nobody prescribes anything."""
    return []


def of_this_machine() -> list[Layer]:
    """What is prescribed here. Raises SettingsError for what cannot be read."""
    if sys.platform == "win32":
        return of_registry(_registry_values)
    if sys.platform == "darwin":
        return of_profile(PROFILE)
    return of_file(FILE)


def of_file(path: Path, administrator: int | None = ownership.ROOT) -> list[Layer]:
    """What a TOML file says in [enforced] and [default]. Raises SettingsError.

    `administrator` is the number of the user who alone may write it; None: a draft, which holds for nobody.
    """
    try:
        text = text_of(path)
    except SettingsError as error:
        raise SettingsError(f"the policy {error}") from error
    if text is None:
        return []
    try:
        fault = None if administrator is None else ownership.fault(path, administrator)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(f"the policy {path} cannot be read: {error.strerror}") from error
    if fault is not None:
        raise SettingsError(f"the policy {path} {fault}")
    try:
        return of_tables(table_of(text), str(path))
    except SettingsError as error:
        raise SettingsError(f"the policy {path}: {error}") from error


def of_tables(tables: Mapping[str, Any], where: str) -> list[Layer]:
    """The layers of a policy's two tables. Raises SettingsError."""
    others = sorted(set(tables) - {*TABLES})
    if others:
        raise SettingsError(f"{others[0]} is not known; a policy has the tables [{_ENFORCED}] and [{_DEFAULT}]")
    layers = []
    for name, rank in ((_ENFORCED, Rank.POLICY), (_DEFAULT, Rank.POLICY_DEFAULT)):
        table = tables.get(name, {})
        if not isinstance(table, dict):
            raise SettingsError(f"{name} is not allowed here; allowed is one [{name}] section")
        layers.append(Layer(rank, f"{where} [{name}]", table))
    return layers


def of_profile(path: Path) -> list[Layer]:
    """What a profile of macOS prescribes: sections as dictionaries; defaults in one more, `Default`. Raises
    SettingsError."""
    try:
        told = plistlib.loads(path.read_bytes())
    except FileNotFoundError:
        return []
    except (OSError, plistlib.InvalidFileException, ExpatError, ValueError, RecursionError) as error:
        raise SettingsError(f"the policy {path} cannot be read: {error}") from error
    if not isinstance(told, dict):
        raise SettingsError(f"the policy {path} is no dictionary of settings")
    enforced = _aware({key: value for key, value in told.items() if key != "Default"})
    return of_tables({_ENFORCED: enforced, _DEFAULT: _aware(told.get("Default", {}))}, str(path))


def _aware(value: Any) -> Any:  # noqa: ANN401  what a property list holds
    """A property list's instants are of UTC, and do not say so."""
    if isinstance(value, dict):
        return {key: _aware(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_aware(one) for one in value]
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def of_registry(values: Values) -> list[Layer]:
    """What the registry prescribes: values named by dotted keys; defaults below the key `Default`. Raises
    SettingsError."""
    layers = []
    for key, rank in ((REGISTRY_KEY, Rank.POLICY), (rf"{REGISTRY_KEY}\Default", Rank.POLICY_DEFAULT)):
        where = rf"HKLM\{key}"
        try:
            layers.append(Layer(rank, where, _nested(values(key) or {})))
        except OSError as error:
            raise SettingsError(f"the policy {where} cannot be read: {error}") from error
        except SettingsError as error:
            raise SettingsError(f"the policy {where}: {error}") from error
    return layers


def _nested(values: Mapping[str, Any]) -> Table:
    table: Table = {}
    for name, value in values.items():
        section, _, key = name.partition(".")
        if not section:
            continue  # the nameless value that each key may have
        if not key:
            table[section] = _written_out(section, value)
            continue
        inner = table.setdefault(section, {})
        if not isinstance(inner, dict):
            raise SettingsError(f"{section} and {name} are both there; allowed is one of them")
        inner[key] = _of_its_kind(section, key, value)
    return table


def _written_out(name: str, value: object) -> object:
    """A whole section or list in one text, as JSON or as it would stand in a settings file. Raises SettingsError."""
    text = "\n".join(value) if isinstance(value, list) else value
    if not isinstance(text, str):
        return value
    if text.lstrip().startswith(("[[", "#")) or not text.lstrip().startswith(("[", "{")):
        return _alone_in(text, name)
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return _alone_in(text, name)


def _alone_in(text: str, name: str) -> object:
    table = table_of(text)
    if table.keys() != {name}:
        found = ", ".join(sorted(table)) or "nothing"
        raise SettingsError(f"{name} holds {found}; allowed is {ALLOWED.get(name, name)}, with its header, or JSON")
    return table[name]


def _of_its_kind(section: str, key: str, value: object) -> object:
    """The registry knows texts and whole numbers alone: "0.2" is a number where one belongs, and 1 is true."""
    inner = struct_in(annotations_of(Settings).get(section))
    annotation = None if inner is None else annotations_of(inner).get(key)
    if annotation is None:
        return value
    try:
        made = msgspec.convert(value, annotation, strict=False)
    except (msgspec.ValidationError, TypeError):
        return value  # as it is, for the check to refuse
    return made if isinstance(made, bool | int | float) else value


def _registry_values(key: str) -> Mapping[str, Any] | None:
    winreg: Any = import_module("winreg")  # there is none elsewhere
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            count = winreg.QueryInfoKey(opened)[1]
            found = [winreg.EnumValue(opened, number) for number in range(count)]
    except FileNotFoundError:
        return None
    return {name: value for name, value, _ in found}
