"""Read the pages in packaging/: their code blocks and their tables.

`NOT_YET` is what they say of parts that are not merged yet: it is left out of the tests, and goes when they are there.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from wallboard.host.settings import Settings, table_of
from wallboard.host.settings_shape import without_unknown

ROOT = Path(__file__).resolve().parent.parent
# Verbs with their options, sections of the settings, exit codes and checks by their names, causes, messages, decoders,
# words of the wall, units, tasks, files.
NOT_YET: Sequence[str] = ()


def page(name: str) -> str:
    """The text of a page."""
    return (ROOT / "packaging" / name).read_text("utf-8")


def fenced(text: str, language: str) -> list[str]:
    """The blocks in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def tables(text: str) -> dict[tuple[str, ...], list[list[str]]]:
    """Every table: its rows under its heads. Two tables of equal heads are one."""
    found: dict[tuple[str, ...], list[list[str]]] = {}
    for block in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        heads, rule, *rows = ([cell.strip() for cell in line[1:-1].split("|")] for line in block.splitlines())
        assert all(re.fullmatch(":?-+:?", cell) for cell in rule), heads
        assert all(len(row) == len(heads) for row in rows), heads
        found.setdefault(tuple(heads), []).extend(rows)
    return found


def table(text: str, *heads: str) -> list[list[str]]:
    """The rows of the table with these heads."""
    return tables(text)[heads]


def ticked(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def unknown_keys(toml: str) -> list[str]:
    """The keys of a settings file that nobody knows: they stop nothing, and mean nothing."""
    return [problem.key for problem in without_unknown(table_of(toml), Settings)[1]]


def links(text: str) -> list[str]:
    """The targets of its links that are not on the web."""
    return re.findall(r"\]\((?!https?://)([^)]+)\)", text)


def anchors(text: str) -> set[str]:
    """What a link can lead to within a page."""
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}


def broken_links(name: str) -> list[str]:
    """The links of a page that lead nowhere."""
    return [target for target in links(page(name)) if not _leads_somewhere(name, target)]


def _leads_somewhere(name: str, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = ROOT / "packaging" / (path or name)
    if not file.exists():
        return False
    return not anchor or anchor in anchors(file.read_text("utf-8"))
