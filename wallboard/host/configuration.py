"""The settings as they count on this machine: policy over machine over user over the policy's defaults.

Read by poller.setup, poller.credentials and the verbs. host.layers lays them over each other, host.settings judges what
comes of it. A user's file that names a loopback address is a rehearsal, and stands alone: it is never mixed with real.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wallboard.host import ownership, paths, policy, time_zone
from wallboard.host.layers import Layer, Merged, Rank, Table, merged
from wallboard.host.policy import Policy
from wallboard.host.settings import Settings, is_loopback, problems_of, settings_of, table_of
from wallboard.host.settings_file import first_board
from wallboard.host.settings_shape import without_unknown
from wallboard.host.settings_text import text_of
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


class Unusable(SettingsError):
    """What there is cannot be used as it stands; `known` is what there is, right or wrong."""

    def __init__(self, error: SettingsError, known: Merged) -> None:
        super().__init__(str(error), error.lines)
        self.known = known


class NoSettings(Unusable):
    """There is no settings file of the user's, and what there is besides does not do."""

    def __init__(self, words: str, known: Merged, warnings: Sequence[str]) -> None:
        super().__init__(SettingsError("\n".join((words, *warnings))), known)
        self.warnings = tuple(warnings)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where settings come from: the user's file alone, unless more is said.

    `time_zone` is that of the built-in first board; None where the machine's is not known, and then there is no board.
    """

    user: Path
    machine: Path | None = None
    policy: Policy = policy.none
    administrator: int = ownership.ROOT  # the number of the user who alone may write the machine's file
    time_zone: str | None = None

    @staticmethod
    def of_this_machine(user: Path) -> "Sources":
        """This file, below what the machine and the organisation say."""
        zone = time_zone.of_this_machine()
        return Sources(user, paths.machine_settings_file(), policy.of_this_machine, time_zone=zone)

    def read(self, first: str | None = None) -> Configuration:
        """What counts now, or would with `first` as the text of the user's file. Raises NoSettings, SettingsError."""
        mine = _layer_of_file(self.user, Rank.USER) if first is None else _layer(Rank.USER, self.user, first)
        return self._counted(mine, is_written=first is None)

    def check(self) -> Configuration:
        """As `read`, but what the user's file says must be right also where another has the say. Raises the same."""
        mine = _layer_of_file(self.user, Rank.USER)
        return self._counted(mine, alone=[] if mine is None else [mine])

    def _counted(self, mine: Layer | None, *, is_written: bool = True, alone: Sequence[Layer] = ()) -> Configuration:
        if mine is not None and _is_rehearsal(mine.table):
            layers = [mine]
        else:
            layers = [*self.policy(), *filter(None, (self._of_machine(), mine))]
        found = _judged(layers, self.user, complete=mine is not None, zone=self.time_zone, alone=alone)
        if is_written and found.settings.genesys.client_secret is not None:
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


def said_in(path: Path) -> list[Table]:
    """What a settings file says, or each table of a policy. Raises SettingsError, also where that is nothing."""
    layer = _layer_of_file(path, Rank.USER)
    if layer is None:
        raise SettingsError(f"{path}: there is no such file")
    if not layer.table:
        raise SettingsError(f"{path} holds nothing: no section and no key")
    tables = [layer.table.get(name) for name in policy.TABLES] if is_policy(path) else [layer.table]
    return [one for one in tables if isinstance(one, dict)]


def check_part(path: Path, *, as_machine: bool = False) -> tuple[str, ...]:
    """What is odd about a policy file, or a machine's, alone. Raises SettingsError for what is wrong."""
    machine = _layer_of_file(path, Rank.MACHINE) if as_machine or not is_policy(path) else None
    layers = policy.of_file(path, None) if machine is None else [machine]
    try:
        return _judged(layers, path, complete=False, alone=layers).warnings
    except NoSettings as few:  # as it should be: the rest is the user's
        return few.warnings


def fixed(known: Merged) -> list[str]:
    """Of region, base_url and client_id those in which a user's file has no say."""
    keys = ("region", "base_url", "client_id")
    layers = {key: known.sources.get(f"genesys.{key}") for key in keys}  # not the section: it may be empty
    return [key for key, layer in layers.items() if layer is not None and layer.rank > Rank.USER]


def _layer_of_file(path: Path, rank: Rank) -> Layer | None:
    """What a file says; None where there is none. Raises SettingsError."""
    text = text_of(path)
    return None if text is None else _layer(rank, path, text)


def _layer(rank: Rank, path: Path, text: str) -> Layer:
    try:
        return Layer(rank, str(path), table_of(text))
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error


def _is_rehearsal(table: Table) -> bool:
    genesys = table.get("genesys")
    base_url = genesys.get("base_url") if isinstance(genesys, dict) else None
    return isinstance(base_url, str) and is_loopback(base_url)


def _judged(
    layers: Sequence[Layer], user: Path, *, complete: bool, zone: str | None = None, alone: Sequence[Layer] = ()
) -> Configuration:
    """What these come to, and whether each of `alone` would be right alone. Raises NoSettings where the user has no
    file and one is needed, else Unusable."""
    known, warnings = [], []
    for layer in layers:
        table, odd = without_unknown(layer.table, Settings)
        known.append(Layer(layer.rank, layer.where, table))
        warnings += [f"{layer.where}: {told(one, table)}" for one in odd]
    one = _with_first_board(merged(known), zone)
    first = Layer(Rank.POLICY_DEFAULT, str(user), _FIRST)
    secrets = [(layer.where, told(problem, {})) for layer, problem in _misplaced_secrets(known)]
    wheres = {layer.where for layer in alone}
    by_itself = [one for layer in known if layer.where in wheres for one in _wrong(merged([first, layer]), user)]
    wrong = [*secrets, *_wrong(one, user), *by_itself]
    if wrong and not complete:
        wrong = [*secrets, *_wrong(merged([first, *known]), user), *by_itself]  # below all others
        if not wrong:
            raise NoSettings(f"There is no settings file yet: {user}.{_lacking(one)}", one, warnings)
    if wrong:  # a slip in a key is why another is missing
        raise Unusable(all_of([*_lines(dict.fromkeys(wrong)), *warnings]), one)
    found = Configuration(settings_of(one.table), one, tuple(warnings))
    return _with_warnings(found, [f"{_where(odd, one, user)}: {told(odd, one.table)}" for odd in _oddities(found)])


def _with_first_board(one: Merged, zone: str | None) -> Merged:
    """With one board of everybody, where nobody says of boards, and the user has no say in who asks."""
    above = fixed(one)
    if zone is None or "boards" in one.table or "client_id" not in above or len(above) == 1:
        return one
    return Merged({**one.table, "boards": [first_board(zone)]}, one.sources)


def _lacking(one: Merged) -> str:
    """What the others would have to say besides, where they say something."""
    if not one.table:
        return ""
    said: Table = one.table.get("genesys", {})
    places = ("region", "base_url")
    lacks = [
        *(["genesys.region"] * said.keys().isdisjoint(places)),
        *(["genesys.client_id"] * ("client_id" not in said)),
        *(["[[boards]]"] * ("boards" not in one.table)),
    ]
    return f" What there is besides lacks {', '.join(lacks)}."


def _misplaced_secrets(layers: Sequence[Layer]) -> Iterator[tuple[Layer, Problem]]:
    for layer in layers:
        genesys = layer.table.get("genesys")
        if layer.rank is not Rank.USER and isinstance(genesys, dict) and "client_secret" in genesys:
            words = f"may not stand in {layer.where}: keep it in the keyring of the screen's user"
            yield layer, Problem("genesys.client_secret", words)


def _wrong(one: Merged, user: Path) -> list[tuple[str, str]]:
    """Each problem in words, with whose it is."""
    return [(_where(problem, one, user), told(problem, one.table)) for problem in problems_of(one.table)]


def _lines(wrong: Iterable[tuple[str, str]]) -> list[str]:
    """Each problem; the file is named where it is another than before."""
    lines, before = [], ""
    for where, words in wrong:
        lines.append(words if where == before else f"{where}: {words}")
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
