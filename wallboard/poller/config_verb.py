"""`wallboard-poller config`: which settings count and why, whether a file could be used, and what may stand in one.

A verb of poller.main. Reads, and changes nothing; no secret is told.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from wallboard.host import paths
from wallboard.host.configuration import Sources, Unusable, check_part, is_policy, said_in
from wallboard.host.settings_schema import schema
from wallboard.host.settings_words import SettingsError
from wallboard.poller.config_words import doubts, explained, said
from wallboard.poller.exits import EPILOG, Exit, refuse, tell

SourcesOf = Callable[[Path], Sources]


def add_verb(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Teach a parser the verb; `add` is its subparsers' own `add_parser`."""
    words = "tell which settings count and who says so, or check a file"
    shape = argparse.RawDescriptionHelpFormatter
    verb = add("config", help=words, description=words, epilog=EPILOG, formatter_class=shape)
    verb.add_argument("--explain", action="store_true", help="tell each setting, its value, and where it is from")
    verb.add_argument("--config", type=Path, default=paths.settings_file(), help="the settings file (TOML)")
    verb.set_defaults(carry_out=lambda asked: explain(asked, verb.format_usage(), Sources.of_this_machine))
    parts = verb.add_subparsers(metavar="WHAT")
    check_part = parts.add_parser("check", help="tell all that is wrong or odd with a settings file or a policy file")
    check_part.add_argument("file", type=Path, metavar="FILE")
    check_part.add_argument(
        "--machine", action="store_true", help="it is a machine's file, of which parts may be missing"
    )
    check_part.set_defaults(carry_out=lambda asked: check(asked.file, Sources.of_this_machine, asked.machine))
    schema_part = parts.add_parser("schema", help="print the JSON Schema of the settings file")
    schema_part.set_defaults(carry_out=lambda _asked: print_schema())


def explain(asked: argparse.Namespace, usage: str, sources_of: SourcesOf) -> Exit:
    """Print what counts."""
    if not asked.explain:
        return refuse(f"config needs --explain, check FILE or schema. {usage.strip()}", Exit.SETTINGS)
    try:
        found = sources_of(asked.config).read()
    except Unusable as error:
        sys.stdout.write(said(error.known))
        return _refuse(error)
    except SettingsError as error:
        return _refuse(error)
    sys.stdout.write(explained(found))
    for warning in found.warnings:
        tell(warning)
    return Exit.OK


def check(file: Path, sources_of: SourcesOf, as_machine: bool = False) -> Exit:
    """Whether this file could stand in the place of the user's; or as a policy, or the machine's, if it is one."""
    doubted: list[str] = []
    try:
        doubted += [f"{file}: {doubt}" for table in said_in(file) for doubt in doubts(table.get("genesys"))]
        is_part = as_machine or is_policy(file) or file.absolute() == sources_of(file).machine
        odd = check_part(file, as_machine=as_machine) if is_part else sources_of(file).check().warnings
    except SettingsError as error:
        return _refuse(error, doubted)
    warnings = [*odd, *doubted]
    for warning in warnings:
        sys.stdout.write(f"{warning}\n")
    how_many = f"; {len(warnings)} of its lines may not do what was meant" if warnings else ""
    sys.stdout.write(f"{file} can be used{how_many}.\n")
    return Exit.OK


def print_schema() -> Exit:
    """Print the schema."""
    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
    return Exit.OK


def _refuse(error: SettingsError, doubted: Sequence[str] = ()) -> Exit:
    for line in (*error.lines, *doubted):
        tell(line)
    return Exit.SETTINGS
