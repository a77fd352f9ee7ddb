"""What the archive tells of a machine: enough to help, and nothing that opens or names anything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.host.test_settings import SECRET, toml
from wallboard import __version__
from wallboard.host import settings
from wallboard.poller import findings


def test_versions_and_system() -> None:
    told = findings.about()
    assert f"wallboard    {__version__} (source)\n" in told
    assert "PySide6-Essentials   6." in told


def test_a_part_whose_version_nobody_knows_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_PARTS", ("no-such-part",))
    assert "no-such-part         not known\n" in findings.about()


def test_settings_without_the_secret_and_with_the_end_of_the_client_id() -> None:
    told = findings.settings_of(settings.parse(toml({"client_id": '"3f6c1c1e-8a55-4a5e"'})))
    assert SECRET not in told
    read = json.loads(told)
    assert (read["genesys"]["client_id"], read["genesys"]["client_secret"]) == ("…4a5e", "Secret(***)")
    assert read["boards"][0]["title"] == "All agents"
    assert read["logs"] == {"file": True, "megabytes": 5.0, "files": 4}


@pytest.mark.parametrize(("client_id", "told"), [("the-client-4711", "…4711"), ("short", "…"), ("", "…")])
def test_of_a_client_id_the_end_is_told(client_id: str, told: str) -> None:
    assert findings.short(client_id) == told


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LANG", "de_DE.UTF-8", "LANG = 'de_DE.UTF-8'\n"),
        ("QT_QPA_PLATFORM", "wayland", "QT_QPA_PLATFORM = 'wayland'\n"),
        ("QT_OF_SOMEBODY", "hush", "QT_OF_SOMEBODY is set\n"),
        ("WALLBOARD_SECRET", "hush", "WALLBOARD_SECRET is set\n"),
        ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x,guid=hush", "DBUS_SESSION_BUS_ADDRESS is set\n"),
        ("HTTPS_PROXY", "http://me:hush@proxy:8080", "HTTPS_PROXY = proxy:8080 (with a sign-in)\n"),
        ("https_proxy", "me:hush@proxy", "https_proxy = proxy (with a sign-in)\n"),
        ("ALL_PROXY", "socks5://proxy:1080/hush", "ALL_PROXY = proxy:1080\n"),
        ("http_proxy", "http://me:hush@proxy:port", "http_proxy = is no address\n"),
        ("NO_PROXY", "localhost", "NO_PROXY is set\n"),
        ("AWS_SECRET_ACCESS_KEY", "hush", ""),
        ("SSH_AUTH_SOCK", "hush", ""),
    ],
)
def test_of_the_environment_names_are_told_and_few_values(name: str, value: str, told: str) -> None:
    assert findings.environment({name: value}) == told


def test_files_are_told_by_name_and_size_and_pictures_by_their_number(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite").write_bytes(b"x" * 1234)
    (tmp_path / "pictures").mkdir()
    for number in range(3):
        (tmp_path / "pictures" / f"of-somebody-{number}").write_bytes(b"x" * 100)
    told = findings.listing({"state": tmp_path, "run": tmp_path / "none", "one": tmp_path / "history.sqlite"})
    assert "1234  history.sqlite  20" in told
    assert "300  pictures/ (3)\n" in told
    assert told.count("1234  history.sqlite  20") == 2
    assert "of-somebody" not in told
    assert f"run: {tmp_path / 'none'} (is not there)\n" in told


def test_logs_are_taken_the_older_ones_too_and_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "poller.log").write_bytes("zwölf".encode() + b"\xff")
    (tmp_path / "poller.log.1").write_text("older", "utf-8")
    (tmp_path / "poller.log.lock").write_text("", "utf-8")
    (tmp_path / "screen.log").symlink_to(tmp_path / "poller.log")
    found = {member.name: member.text for member in findings.logs(tmp_path)}
    assert found == {"logs/poller.log": "zwölf\ufffd", "logs/poller.log.1": "older"}
    assert list(findings.logs(tmp_path / "none")) == []


def test_of_a_log_that_is_too_large_the_end_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_LARGEST_LOG", 4)
    (tmp_path / "poller.log").write_text("123456", "utf-8")
    assert [member.text for member in findings.logs(tmp_path)] == ["3456"]


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        (["/opt/wallboard/wallboard-poller", "run", "--child"], True),
        (["python3", "-m", "wallboard.poller.main", "run"], True),
        (["/usr/bin/python3", "/opt/venv/bin/wallboard", "--fullscreen"], True),
        (["vi", "/etc/wallboard/wallboard.toml"], False),
        (["less", "a", "wallboard"], False),
        ([""], False),
    ],
)
def test_our_programs_are_known_by_their_name_or_module(words: list[str], ours: bool) -> None:
    assert findings.is_ours(words) is ours


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_processes_are_told_with_their_arguments(tmp_path: Path) -> None:
    script = "import sys; print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, "wallboard.poller.main", "two words"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        told = findings.processes()
        process.communicate()
    (line,) = [one for one in told.splitlines() if one.split()[0] == str(process.pid)]
    assert line.split()[1] == str(os.getpid())
    assert line.endswith("wallboard.poller.main 'two words'")
    assert " kB  " in line
    with pytest.raises(OSError, match="none"):
        findings.processes(tmp_path / "none")
