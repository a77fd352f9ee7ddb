"""From which state of the source a build says that it is made."""

import importlib
import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from wallboard.host.build import Build

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
    made_from = identity.of(checkout)
    asked = ["git", "rev-parse", "HEAD"]
    head = subprocess.run(asked, cwd=checkout, check=True, capture_output=True, text=True).stdout
    assert (made_from.commit, made_from.date, made_from.epoch) == (head[:7], "2026-11-29", 1795953600)
    assert made_from.words == f"build {head[:7]}, 2026-11-29"
    assert json.loads(identity.told(made_from)) == {"commit": head[:7], "date": "2026-11-29"}


def test_a_changed_file_is_told(checkout: Path) -> None:
    (checkout / "one.txt").write_text("two", "utf-8")
    made_from = identity.of(checkout)
    assert made_from.words.startswith(f"build {made_from.commit}-changed, ")
    assert json.loads(identity.told(made_from))["commit"] == f"{made_from.commit}-changed"


def test_where_there_is_no_git_there_is_none(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    assert identity.of(checkout) is None


def test_outside_a_checkout_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert identity.of(tmp_path) is None


def test_the_program_reads_what_is_told() -> None:
    made_from = identity.Identity("3f2c1a9", changed=True, date="2026-11-29", epoch=1795953600)
    told = [msgspec.json.decode(identity.told(one), type=Build, strict=True) for one in (made_from, None)]
    assert told == [Build("3f2c1a9-changed", "2026-11-29"), Build("unknown", None)]
