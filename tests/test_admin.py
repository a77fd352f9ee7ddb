"""What packaging/ADMIN.md says is so: its commands, settings and tables against the programs themselves.

What happens without a permission is seen in tests/line/test_documented.py.
"""

import argparse
import importlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
import warnings
import xml.etree.ElementTree as ET
from enum import IntEnum
from pathlib import Path
from typing import get_args

import platformdirs.macos
import platformdirs.unix
import platformdirs.windows
import pytest

from tests import documents
from tests.app.tongues import ENGLISH, speaking
from tests.documents import NOT_YET, ROOT, fenced, ticked
from wallboard.app import cause_words
from wallboard.app import main as screen
from wallboard.app.arguments import read_arguments
from wallboard.genesys.regions import REGIONS
from wallboard.genesys.trial import Need
from wallboard.host import settings
from wallboard.host.configuration import check_part, is_policy
from wallboard.host.layers import merged
from wallboard.host.policy import of_tables
from wallboard.poller import doctor
from wallboard.poller import main as poller
from wallboard.poller.doctor_verdicts import Check
from wallboard.poller.exits import Exit
from wallboard.simulator import permissions
from wallboard.wire.messages import Cause, CauseCode

PAGE = documents.page("ADMIN.md")
COMMANDS = [line for block in fenced(PAGE, "sh") for line in block.splitlines() if not line.startswith("#")]
EXITS = documents.table(PAGE, "program", "code", "name", "meaning", "what to do")
CAUSES = documents.table(PAGE, "code", "on the wall", "what it means", "what to do")
PLACES = {row[0]: row[1:] for row in documents.table(PAGE, "what", "Linux", "Windows", "macOS")}
FOUNDATION = """
[[boards]]
id = "x"
title = "X"
shift_starts = ["07:00"]
[genesys]
region = "mypurecloud.ie"
client_id = "c"
"""


def of(program: str) -> list[str]:
    """What is said to a program, at the start of a line or after what leads to it."""
    before = r"(?:^|\bdo |/bin/|cage -- )"
    return [words for line in COMMANDS for words in re.findall(rf"{before}{program} ([^;|#]+)", line)]


def is_there(words: str) -> bool:
    """Whether a command's verb, or its verb with its first option, is no part that is still to be merged."""
    return not any(words == one or words.startswith(f"{one} ") for one in NOT_YET)


def verbs() -> set[str]:
    """The verbs of the poller."""
    actions = poller.parser()._actions
    return {name for one in actions if isinstance(one, argparse._SubParsersAction) for name in one.choices}


@pytest.mark.parametrize("words", [words for words in of("wallboard-poller") if is_there(words)])
def test_what_it_says_to_the_poller_is_understood(words: str) -> None:
    assert callable(poller.parser().parse_args(shlex.split(words)).carry_out)


@pytest.mark.parametrize("words", of("wallboard"))
def test_what_it_says_to_the_screen_is_understood(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended: int | str | None = 0
    try:
        read_arguments(shlex.split(words))
    except SystemExit as end:  # as --version
        ended = end.code
    assert (ended, capsys.readouterr().err) == (0, "")


def test_every_verb_of_the_poller_is_told_of() -> None:
    told = {shlex.split(words)[0] for words in of("wallboard-poller")}
    assert verbs() - {"run"} <= told
    assert told <= verbs() | {one.split()[0] for one in NOT_YET}


@pytest.mark.parametrize("block", [one for one in fenced(PAGE, "toml") if "[enforced" not in one])
def test_its_settings_are_accepted(block: str) -> None:
    if block.splitlines()[0] in NOT_YET:
        tomllib.loads(block)
        return
    settings.parse(block + FOUNDATION)
    assert documents.unknown_keys(block) == []


def test_its_policy_can_be_used(tmp_path: Path) -> None:
    (block,) = (one for one in fenced(PAGE, "toml") if "[enforced" in one)
    file = tmp_path / "policy.toml"
    file.write_text(block, "utf-8")
    file.chmod(0o644)
    assert is_policy(file)
    assert check_part(file) == ()


def test_its_policy_comes_to_settings() -> None:
    (block,) = (one for one in fenced(PAGE, "toml") if "[enforced" in one)
    found = settings.settings_of(merged(of_tables(tomllib.loads(block), "the page")).table)
    assert (found.genesys.region, found.history.days, found.boards[0].privacy) == ("mypurecloud.de", 7, "pseudonym")


def codes(kind: type[IntEnum]) -> set[tuple[str, str]]:
    return {(str(one.value), one.name) for one in kind if one.name not in NOT_YET}


def test_the_exit_codes_of_the_poller_are_all_told() -> None:
    told = {(row[1], row[2]) for row in EXITS if row[0] == "`wallboard-poller`" and row[2] not in NOT_YET}
    assert told == codes(Exit)


def test_the_exit_codes_of_the_screen_are_all_told() -> None:
    told = {row[2]: int(row[1]) for row in EXITS if row[0] == "`wallboard`" and row[2] != "–"}
    assert told == {name: value for name, value in vars(screen).items() if name.startswith("EXIT_")}


def test_each_exit_code_stands_once_and_says_what_to_do() -> None:
    keys = [(row[0], row[1]) for row in EXITS]
    assert len(set(keys)) == len(keys)
    assert [row for row in EXITS if not all(row)] == []


def test_every_check_of_the_doctor_is_told_with_its_code() -> None:
    told = {
        ticked(row[0])[0]: row[1] for row in documents.table(PAGE, "check", "exit code", "fails when", "what to do")
    }
    known = {one.value: doctor.CODES.get(one) for one in Check}
    expected = {one: "–" if code is None else str(code.value) for one, code in known.items()}
    both = [[pair for pair in pairs.items() if pair[0] not in NOT_YET] for pairs in (told, expected)]
    assert both[0] == both[1]  # in their order


def test_every_cause_is_told_in_the_words_of_the_wall() -> None:
    told = {ticked(row[0])[0]: row[1] for row in CAUSES}
    assert told.keys() - set(NOT_YET) == set(get_args(CauseCode)) - set(NOT_YET)
    with speaking(ENGLISH):
        for code in get_args(CauseCode):
            if code not in NOT_YET:
                assert told[code] == cause_words.cause(Cause(code)), code


def test_what_the_screen_says_are_its_own_words() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "wallboard" / "app").glob("*.py"))
    rows = documents.table(PAGE, "the screen says", "what it means", "what to do")
    told = [words for row in rows for words in re.findall(r'"(.*?)"', row[0]) if words not in NOT_YET]
    assert len(told) > 5
    assert [words for words in told if not all(part in sources for part in words.split("…"))] == []


def test_every_region_is_told_with_its_hosts() -> None:
    told = [
        (row[0], *ticked(row[1]), *ticked(row[2]))
        for row in documents.table(PAGE, "region", "sign-in", "everything else")
    ]
    assert told == [(one.name, one.login_host, one.api_host) for one in REGIONS]


ROLE = documents.table(PAGE, "permission", "request", "`doctor` asks", "what for", "without it")


@pytest.mark.parametrize("row", ROLE, ids=[row[0] for row in ROLE])
def test_a_permission_is_the_one_that_its_requests_need(row: list[str]) -> None:
    (permission,) = ticked(row[0])
    assert permissions.is_held(permission)
    for path in ticked(row[1]):
        assert any(permission in one for one in permissions.needs(path)), path


def test_every_permission_that_is_asked_for_is_told() -> None:
    # The list of users takes none by the public description; the doctor names one all the same.
    assert {ticked(row[0])[0] for row in ROLE} == {need.value for need in Need} - {Need.NAMES.value}


def home_of(path: Path) -> str:
    return f"~/{path.relative_to(Path.home()).as_posix()}"


@pytest.mark.skipif(sys.platform == "win32", reason="these places are written with slashes")
def test_things_lie_where_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    unix = platformdirs.unix.Unix("wallboard", appauthor=False)
    mac = platformdirs.macos.MacOS("wallboard", appauthor=False)
    told: dict[str, str] = {}
    for number, system in ((0, unix), (2, mac)):
        told = {what: ticked(cells[number])[0] for what, cells in PLACES.items()}
        assert told["user's settings"] == home_of(system.user_config_path) + "/wallboard.toml"
        assert told["state: history, people, pictures"] == home_of(system.user_state_path)
        assert told["log"] == home_of(system.user_log_path)
    assert told["run record"] == home_of(mac.user_runtime_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(Path.home() / "run"))
    named, *others = ticked(PLACES["run record"][0])
    assert named == home_of(unix.user_runtime_path).replace("~/run", "$XDG_RUNTIME_DIR")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", platformdirs.RuntimeDirWarning)
        other = str(unix.user_runtime_path)
    assert other.replace(tempfile.gettempdir(), "/tmp").replace(str(os.getuid()), "UID") in others  # noqa: S108  its name


def test_things_lie_where_it_says_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platformdirs.windows, "get_win_folder", lambda _: "%LOCALAPPDATA%")
    windows = platformdirs.windows.Windows("wallboard", appauthor=False)
    places = {
        "user's settings": windows.user_config_path / "wallboard.toml",
        "state: history, people, pictures": windows.user_state_path,
        "log": windows.user_log_path,
        "run record": windows.user_runtime_path,
    }
    told = {what: ticked(PLACES[what][1])[0] for what in places}
    assert told == {what: str(path).replace("/", "\\") for what, path in places.items()}


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
@pytest.mark.parametrize("block", fenced(PAGE, "sh"))
def test_a_shell_can_read_its_commands(block: str) -> None:
    read = subprocess.run([str(shutil.which("sh")), "-n"], input=block, capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_the_installers_properties_are_those_of_its_source() -> None:
    source = ROOT / "packaging" / "windows" / "wallboard.wxs"
    if not source.is_file():
        pytest.skip("the installer is not merged yet")
    properties = ET.parse(source).iter("{http://schemas.microsoft.com/wix/2006/wi}Property")  # noqa: S314  our own file
    known = {one.attrib["Id"] for one in properties if one.attrib.get("Secure") == "yes"}
    told = [name for row in documents.table(PAGE, "property", "sets") for name in ticked(row[0])]
    assert set(told) == known
    given = re.findall(r"\b([A-Z]{5,})=", "".join(fenced(PAGE, "bat")))
    assert given
    assert set(given) <= known


def test_the_units_and_tasks_that_it_names_are_there() -> None:
    named = set(
        re.findall(r"wallboard[\w-]*@?\.(?:service|desktop)|wallboard[\w-]*-task\.xml|com\.wallboard\.plist", PAGE)
    )
    assert len(named) > 4
    there = {path.name for name in ("linux", "windows", "macos") for path in (ROOT / "packaging" / name).glob("**/*")}
    assert named - set(NOT_YET) <= there


def test_the_metrics_are_those_that_are_told() -> None:
    if importlib.util.find_spec("wallboard.poller.metrics") is None:
        pytest.skip("the metrics are not merged yet")
    source = (ROOT / "wallboard" / "poller" / "metrics.py").read_text("utf-8")
    known = set(re.findall(r'"(wallboard_\w+)"', source))
    told = {word.partition("{")[0] for row in documents.table(PAGE, "metric", "tells") for word in ticked(row[0])}
    names = {re.sub(r"_(total|info)$", "", word) for word in told if word.startswith("wallboard_")}
    assert names == known
    alerts = re.findall(
        r"`(wallboard_\w+)", "".join(row[0] for row in documents.table(PAGE, "alert when", "for", "first look"))
    )
    assert set(alerts) <= known


def test_its_links_lead_somewhere() -> None:
    assert documents.broken_links("ADMIN.md") == []


def test_every_verb_of_the_set_up_that_it_names_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    known = importlib.import_module("verbs")
    both = PAGE + documents.page("PRIVACY.md")
    named = set(re.findall(r"packaging/dev\.py (\w+)", both))
    assert named <= {*known.PLAIN, *known.PASSING_ON}


def test_it_stays_below_450_lines() -> None:
    assert PAGE.count("\n") < 450
