"""`wallboard-poller config`: which settings count and why, whether a file could be used, and what may stand in one.

A verb of poller.main. Reads, and changes nothing; no secret is told.
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from wallboard.host import paths
from wallboard.host.configuration import NoSettings, Sources, check_part, is_policy
from wallboard.host.settings_schema import schema
from wallboard.host.settings_words import SettingsError
from wallboard.poller.config_words import explained
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
    check_part.set_defaults(carry_out=lambda asked: check(asked.file, Sources.of_this_machine))
    schema_part = parts.add_parser("schema", help="print the JSON Schema of the settings file")
    schema_part.set_defaults(carry_out=lambda _asked: print_schema())


def explain(asked: argparse.Namespace, usage: str, sources_of: SourcesOf) -> Exit:
    """Print what counts."""
    if not asked.explain:
        return refuse(f"config needs --explain, check FILE or schema. {usage.strip()}", Exit.SETTINGS)
    try:
        found = sources_of(asked.config).read()
    except SettingsError as error:
        return _refuse(error)
    sys.stdout.write(explained(found))
    for warning in found.warnings:
        tell(warning)
    return Exit.OK


def check(file: Path, sources_of: SourcesOf) -> Exit:
    """Whether this file could stand in the place of the user's; or as a policy, or the machine's, if it is one."""
    try:
        is_part = is_policy(file) or (file.exists() and file.absolute() == sources_of(file).machine)
        warnings = check_part(file) if is_part else sources_of(file).read().warnings
    except NoSettings as error:
        return refuse(str(error), Exit.SETTINGS)
    except SettingsError as error:
        return _refuse(error)
    for warning in warnings:
        sys.stdout.write(f"{warning}\n")
    odd = f"; {len(warnings)} of its lines may not do what was meant" if warnings else ""
    sys.stdout.write(f"{file} can be used{odd}.\n")
    return Exit.OK


def print_schema() -> Exit:
    """Print the schema."""
    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
    return Exit.OK


def _refuse(error: SettingsError) -> Exit:
    for line in error.lines:
        tell(line)
    return Exit.SETTINGS
