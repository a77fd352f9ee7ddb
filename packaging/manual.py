"""Put the manual beside what is installed: the pages with what they lead to, and an example of the settings.

The files lie to each other as in the sources, so that the links among them hold. Used by package.py.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)[^)]*\)")
_SETTINGS = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIRST = "README.md"
EXAMPLE = Path("examples", "wallboard.toml")


def pages(root: Path) -> list[Path]:
    """README.md and all that links lead to from there, by their places below the sources."""
    found, left = set(), [Path(_FIRST)]
    while left:
        page = left.pop()
        if page not in found:
            found.add(page)
            if page.suffix == ".md":
                leads = _LINK.findall((root / page).read_text("utf-8"))
                left += [(root / page.parent / target).resolve().relative_to(root.resolve()) for target in leads]
    return sorted(page for page in found if (root / page).is_file())


def example(root: Path) -> str:
    """The settings that the README shows, as a file."""
    blocks: list[str] = _SETTINGS.findall((root / _FIRST).read_text("utf-8"))
    return max(blocks, key=len)


def write(root: Path, folder: Path) -> None:
    """Write all of it into `folder`, beside what is there."""
    for page in pages(root):
        target = folder / page
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / page, target)
    target = folder / EXAMPLE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(example(root), "utf-8", newline="\n")
