"""The manual that is installed: its links lead somewhere, and its example can be used."""

import importlib
from pathlib import Path
from typing import Any

import pytest

from tests import documents

ROOT = Path(__file__).resolve().parents[2]

manual: Any = importlib.import_module("manual")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    manual.write(ROOT, tmp_path)
    return tmp_path


def test_the_pages_are_there_and_their_links_lead_somewhere(written: Path) -> None:
    assert {"README.md", "packaging/ADMIN.md", "packaging/PRIVACY.md", "LICENSE"} <= {
        path.relative_to(written).as_posix() for path in written.rglob("*")
    }
    for page in written.rglob("*.md"):
        for target in documents.links(page.read_text("utf-8")):
            assert (page.parent / target.partition("#")[0]).exists(), (page, target)


def test_the_example_is_a_settings_file(written: Path) -> None:
    text = (written / manual.EXAMPLE).read_text("utf-8")
    assert text.startswith("[genesys]")
    assert documents.unknown_keys(text) == []
