"""From which state of the source a build says that it is made."""

import importlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

identity: Any = importlib.import_module("identity")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@example.org")
        monkeypatch.setenv(f"GIT_{who}_DATE", "2026-11-29T12:00:00+00:00")
    (tmp_path / "one.txt").write_text("one", "utf-8")
    for words in (["init", "--quiet"], ["add", "one.txt"], ["commit", "--quiet", "-m", "One"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)  # noqa: S607
    return tmp_path


def test_it_is_the_commit_and_its_date(checkout: Path) -> None:
    told = identity.of(checkout)
    asked = ["git", "rev-parse", "HEAD"]
    head = subprocess.run(asked, cwd=checkout, check=True, capture_output=True, text=True).stdout
    assert (told.commit, told.date, told.epoch) == (head[:7], "2026-11-29", 1795953600)
    assert told.words == f"build {head[:7]}, 2026-11-29"
    assert json.loads(told.to_json()) == {"commit": head[:7], "date": "2026-11-29"}


def test_a_changed_file_is_told(checkout: Path) -> None:
    (checkout / "one.txt").write_text("two", "utf-8")
    told = identity.of(checkout)
    assert told.words.startswith(f"build {told.commit}-changed, ")
    assert json.loads(told.to_json())["commit"] == f"{told.commit}-changed"


def test_where_there_is_no_git_there_is_none(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    assert identity.of(checkout) is None


def test_outside_a_checkout_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert identity.of(tmp_path) is None
