"""What the README says is so: its commands exist, its settings are accepted, its links lead somewhere."""

import importlib
import re
import shlex
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from wallboard.host import settings
from wallboard.host.configuration import check_part
from wallboard.poller import main as poller
from wallboard.simulator.arguments import Record, read_arguments

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ENTRANCE = "python3 packaging/dev.py "


def fenced(language: str) -> list[str]:
    """The README's blocks in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def verbs(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401  a script, not a module of the product
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("verbs")


def test_its_two_commands_come_first() -> None:
    commands = [line for block in fenced("sh") for line in block.splitlines()]
    assert commands[:2] == [ENTRANCE + "demo", ENTRANCE + "test"]
    assert [one for one in commands[2:] if ENTRANCE in one] == []


def test_what_it_says_to_the_poller_is_understood() -> None:
    words = re.findall(r"wallboard-poller ([^'\n]+)", "".join(fenced("sh")))
    for one in words:
        assert callable(poller.parser().parse_args(shlex.split(one)).carry_out)
    verbs = re.findall(r"^    (\w+)$|^    (\w+)  ", poller.parser().format_help(), re.MULTILINE)
    assert {shlex.split(one)[0] for one in words} == {one or other for one, other in verbs}


def test_what_it_says_to_the_simulator_is_understood() -> None:
    commands = re.findall(r"^wallboard-simulator (.+)$", "".join(fenced("sh")), re.MULTILINE)
    told = [read_arguments(shlex.split(one)) for one in commands]
    assert len(told) == 2
    assert all(isinstance(one.cast, Record) and (ROOT / one.cast.calls).is_file() for one in told)


def test_every_verb_it_names_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    known = verbs(monkeypatch)
    named = set(re.findall(rf"{re.escape(ENTRANCE)}(\w+)", README))
    assert named <= {*known.PLAIN, *known.PASSING_ON}


def test_the_help_names_exactly_the_verbs_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    known = verbs(monkeypatch)
    assert set(re.findall(r"^  (\w+) ", known.HELP, re.MULTILINE)) == {*known.PLAIN, *known.PASSING_ON}


def test_ci_runs_what_the_readme_says() -> None:
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    commands = [line for line in lines if line.startswith("python3")]
    assert commands[:2] == [ENTRANCE + "check", ENTRANCE + "test"]
    assert commands[2:] == [ENTRANCE + "test tests/packages --packages"]
    assert sys.platform == "win32" or (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("text", fenced("toml"))
def test_its_settings_are_accepted(text: str) -> None:
    settings.parse(text)


@pytest.mark.parametrize("text", fenced("toml policy"))
def test_its_policy_is_accepted(text: str, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text(text, "utf-8")
    assert check_part(tmp_path / "policy.toml") == ()


def test_a_line_of_settings_that_is_commented_out_is_settings_too() -> None:
    for line in re.findall(r"^# (\w+ = .*)$", "\n".join(fenced("toml")), re.MULTILINE):
        assert tomllib.loads(line)


def test_its_links_lead_to_files() -> None:
    targets = re.findall(r"\]\((?!https?://)([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []
