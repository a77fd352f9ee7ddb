"""The settings as they count on this machine: policy over machine over user over the policy's defaults.

Read by poller.setup, poller.credentials and the verbs. host.layers lays them over each other, host.settings judges what
comes of it. A user's file that names a loopback address is a rehearsal, and stands alone: it is never mixed with real.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wallboard.host import ownership, paths, policy
from wallboard.host.layers import Layer, Merged, Rank, Table, merged
from wallboard.host.policy import Policy
from wallboard.host.settings import Settings, is_loopback, problems_of, settings_of, table_of
from wallboard.host.settings_shape import without_unknown
from wallboard.host.settings_words import Problem, SettingsError, all_of, told

_READABLE_BY_OTHERS = 0o077
# What a person gives at the first start. With it, whatever is wrong is not merely missing.
_FIRST: Table = {
    "genesys": {"region": "mypurecloud.com", "client_id": "id"},
    "boards": [{"id": "all", "title": "All agents", "shift_starts": ["00:00"]}],
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings, where each of their values is from, and what is odd about them without being wrong."""

    settings: Settings
    merged: Merged
    warnings: tuple[str, ...] = ()


class NoSettings(SettingsError):
    """There is no settings file of the user's, and what there is besides does not do. `known` is what there is."""

    def __init__(self, words: str, known: Merged, warnings: Sequence[str]) -> None:
        super().__init__("\n".join((words, *warnings)))
        self.known = known
        self.warnings = tuple(warnings)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where settings come from: the user's file alone, unless more is said."""

    user: Path
    machine: Path | None = None
    policy: Policy = policy.none
    administrator: int = ownership.ROOT  # the number of the user who alone may write the machine's file

    @staticmethod
    def of_this_machine(user: Path) -> "Sources":
        """This file, below what the machine and the organisation say."""
        return Sources(user, paths.machine_settings_file(), policy.of_this_machine)

    def read(self, first: str | None = None) -> Configuration:
        """What counts now, or would with `first` as the text of the user's file. Raises NoSettings, SettingsError."""
        mine = _layer_of_file(self.user, Rank.USER) if first is None else _layer(Rank.USER, self.user, first)
        if mine is not None and _is_rehearsal(mine.table):
            layers = [mine]
        else:
            layers = [*self.policy(), *filter(None, (self._of_machine(), mine))]
        found = _judged(layers, self.user, complete=mine is not None)
        if first is None and found.settings.genesys.client_secret is not None:
            return _with_warnings(found, _open_file(self.user))
        return found

    def _of_machine(self) -> Layer | None:
        if self.machine is None:
            return None
        try:
            fault = ownership.fault(self.machine, self.administrator)
        except OSError:
            fault = None  # reading it tells what is wrong, or that it is not there
        if fault is not None:
            raise SettingsError(f"{self.machine} {fault}")
        return _layer_of_file(self.machine, Rank.MACHINE)


def is_policy(path: Path) -> bool:
    """Whether a file is written as a policy. Raises SettingsError for one that cannot be read."""
    layer = _layer_of_file(path, Rank.USER)
    return layer is not None and not layer.table.keys().isdisjoint(policy.TABLES)


def check_part(path: Path) -> tuple[str, ...]:
    """What is odd about a policy file, or a machine's, alone. Raises SettingsError for what is wrong."""
    machine = None if is_policy(path) else _layer_of_file(path, Rank.MACHINE)
    try:
        return _judged(policy.of_file(path, None) if machine is None else [machine], path, complete=False).warnings
    except NoSettings as few:  # as it should be: the rest is the user's
        return few.warnings


def fixed(known: Merged) -> list[str]:
    """Of region, base_url and client_id those in which a user's file has no say."""
    keys = ("region", "base_url", "client_id")
    layers = {key: known.sources.get(f"genesys.{key}") for key in keys}  # not the section: it may be empty
    return [key for key, layer in layers.items() if layer is not None and layer.rank > Rank.USER]


def _layer_of_file(path: Path, rank: Rank) -> Layer | None:
    """What a file says; None where there is none. Raises SettingsError."""
    try:
        text = path.read_text("utf-8-sig")  # Windows' Notepad writes a mark before the text
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    return _layer(rank, path, text)


def _layer(rank: Rank, path: Path, text: str) -> Layer:
    try:
        return Layer(rank, str(path), table_of(text))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def _is_rehearsal(table: Table) -> bool:
    genesys = table.get("genesys")
    base_url = genesys.get("base_url") if isinstance(genesys, dict) else None
    return isinstance(base_url, str) and is_loopback(base_url)


def _judged(layers: Sequence[Layer], user: Path, *, complete: bool) -> Configuration:
    """What these come to. Raises NoSettings where the user has no file and one is needed, else SettingsError."""
    known, warnings = [], []
    for layer in layers:
        table, odd = without_unknown(layer.table, Settings)
        known.append(Layer(layer.rank, layer.where, table))
        warnings += [f"{layer.where}: {told(one, table)}" for one in odd]
    one = merged(known)
    problems = [*_misplaced_secrets(known), *problems_of(one.table)]
    if problems and not complete:
        with_first = merged([Layer(Rank.POLICY_DEFAULT, str(user), _FIRST), *known])  # below all others
        problems = [*_misplaced_secrets(known), *problems_of(with_first.table)]
        if not problems:
            raise NoSettings(f"There is no settings file yet: {user}.", one, warnings)
    if problems:
        raise all_of([*_lines(problems, one, user), *warnings])  # a slip in a key is why another is missing
    found = Configuration(settings_of(one.table), one, tuple(warnings))
    return _with_warnings(found, [f"{_where(odd, one, user)}: {told(odd, one.table)}" for odd in _oddities(found)])


def _misplaced_secrets(layers: Sequence[Layer]) -> Iterator[Problem]:
    for layer in layers:
        genesys = layer.table.get("genesys")
        if layer.rank is not Rank.USER and isinstance(genesys, dict) and "client_secret" in genesys:
            yield Problem(
                "genesys.client_secret", f"may not stand in {layer.where}: keep it in the keyring of the screen's user"
            )


def _lines(problems: Sequence[Problem], one: Merged, user: Path) -> list[str]:
    """Each problem; the file is named where it is another than before."""
    lines, before = [], ""
    for problem in problems:
        where = _where(problem, one, user)
        lines.append(told(problem, one.table) if where == before else f"{where}: {told(problem, one.table)}")
        before = where
    return lines


def _where(problem: Problem, one: Merged, user: Path) -> str:
    layer = one.source_of(problem.key)
    return str(user) if layer is None else layer.where


def _oddities(found: Configuration) -> Iterator[Problem]:
    """What counts, and has no effect."""
    screen = found.settings.screen
    if screen.diagonal is not None and screen.furthest_seat is None:
        yield Problem("screen.diagonal", "has no effect without furthest_seat: both tell how large rows must be")
    if screen.furthest_seat is not None and screen.diagonal is None:
        yield Problem("screen.furthest_seat", "has no effect without diagonal: both tell how large rows must be")


def _open_file(path: Path) -> list[str]:
    """Whether others may read a file that holds a secret, if only that of a rehearsal."""
    try:
        others = os.name == "posix" and path.stat().st_mode & _READABLE_BY_OTHERS
    except OSError:
        return []
    return [f"{path}: holds a client_secret and may be read by others: run chmod 600 {path}"] if others else []


def _with_warnings(found: Configuration, more: Sequence[str]) -> Configuration:
    return Configuration(found.settings, found.merged, (*found.warnings, *more))
