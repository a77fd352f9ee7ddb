"""Which build this is: told by `--version` of every program, from a file that every build carries."""

import msgspec

from wallboard import __version__
from wallboard.host import files, paths


class Build(msgspec.Struct, frozen=True):
    """The commit that a build was made from, and its date as YYYY-MM-DD; None where no commit was known."""

    commit: str
    date: str | None


def this_build() -> Build | None:
    """None when it runs from its source."""
    try:
        return files.read_json(paths.resource("build.json"), Build)
    except FileNotFoundError:
        return None


def version_line(program: str, build: Build | None) -> str:
    """`wallboard 0.1.0 (build 3f2c1a9, 2026-11-29)`."""
    if build is None:
        return f"{program} {__version__} (source)"
    date = "" if build.date is None else f", {build.date}"
    return f"{program} {__version__} (build {build.commit}{date})"
