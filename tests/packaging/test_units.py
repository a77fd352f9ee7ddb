"""What starts the wall on Linux and on Windows: files that the system understands, and that name the right programs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.line.units import LINUX, lines
from wallboard.app.arguments import read_arguments
from wallboard.host import sealing
from wallboard.poller.exits import Exit
from wallboard.poller.main import parser

WINDOWS = LINUX.parent / "windows"
USER = ["wallboard.service", "wallboard-poller.service"]
SYSTEM = ["wallboard-keyring@.service", "wallboard-enrol@.service", "wallboard-cage@.service"]
ONCE = SYSTEM[:2]  # they end when it is done
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def verified(folder: Path, name: str, *, user: bool) -> str:
    """What systemd finds wrong with a unit, its programs aside: nothing of ours is installed here."""
    text = re.sub(r"/usr/bin/(wallboard[\w-]*|cage)", "/bin/true", (LINUX / name).read_text("utf-8"))
    (folder / name.replace("@", "@1000")).write_text(text, "utf-8")
    whose = ["--user"] if user else []
    words = [
        "systemd-analyze",
        *whose,
        "verify",
        "--man=no",
        "--recursive-errors=no",
        "./" + name.replace("@", "@1000"),
    ]
    environment = {"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(folder), "SYSTEMD_UNIT_PATH": f"{folder}:"}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + ("" if done.returncode == 0 else f"ended with {done.returncode}")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
class TestSystemd:
    @pytest.mark.parametrize("name", USER + SYSTEM)
    def test_it_understands_the_units(self, tmp_path: Path, name: str) -> None:
        assert verified(tmp_path, name, user=name in USER) == ""

    def test_it_would_have_told_what_it_does_not_understand(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "bad.service").write_text("[Service]\nExecStart=/bin/true\nLockPersonalty=yes\n", "utf-8")
        monkeypatch.setattr("tests.packaging.test_units.LINUX", tmp_path)
        (tmp_path / "there").mkdir()
        assert "LockPersonalty" in verified(tmp_path / "there", "bad.service", user=True)


def test_no_unit_is_left_out_here() -> None:
    assert {path.name for path in LINUX.glob("*.service")} == {*USER, *SYSTEM}


@pytest.mark.parametrize("name", USER + SYSTEM)
def test_a_unit_is_never_given_up(name: str) -> None:
    assert lines(name, "StartLimitIntervalSec") == ["0"]
    assert lines(name, "Restart") == ["on-failure" if name in ONCE else "always"]
    assert len(lines(name, "WantedBy")) == 1


@pytest.mark.parametrize("name", USER + SYSTEM)
def test_no_unit_leaves_what_it_knows_on_the_disk(name: str) -> None:
    assert lines(name, "LimitCORE") == ["0"]


@pytest.mark.parametrize("name", SYSTEM)
def test_a_unit_of_the_system_runs_as_the_user_whose_number_it_bears(name: str) -> None:
    assert lines(name, "User") == ["%i"]


def test_what_the_units_start_is_understood() -> None:
    (screen,) = lines("wallboard.service", "ExecStart")
    assert screen.split()[0] == "/usr/bin/wallboard"
    assert read_arguments(screen.split()[1:]).fullscreen
    assert lines("wallboard-cage@.service", "ExecStart") == [f"/usr/bin/cage -- {screen}"]
    for unit in ("wallboard-poller.service", "wallboard-enrol@.service"):
        (poller,) = lines(unit, "ExecStart")
        program, *words = poller.split()
        assert program == "/usr/bin/wallboard-poller"
        assert callable(parser().parse_args(words).carry_out)


def test_a_sealed_file_has_the_name_that_its_unit_asks_for() -> None:
    (loaded,) = lines("wallboard-enrol@.service", "LoadCredentialEncrypted")
    (command,) = lines("wallboard-enrol@.service", "ExecStart")
    assert loaded.split(":")[0] == sealing.NAME
    assert command.endswith(f"%d/{sealing.NAME}")
    (again,) = lines("wallboard-enrol@.service", "RestartPreventExitStatus")
    assert {Exit(int(code)) for code in again.split()} == {Exit.SETTINGS, Exit.SEALED}


@pytest.mark.skipif(sys.platform != "linux", reason="a desktop file is Linux's")
def test_the_desktop_understands_its_file() -> None:
    path = LINUX / "wallboard-autostart.desktop"
    told = dict(re.findall(r"^([\w-]+)=(.*)$", path.read_text("utf-8"), re.MULTILINE))
    assert (told["TryExec"], told["Terminal"]) == ("wallboard", "false")
    assert "wallboard --fullscreen" in told["Exec"]
    if shutil.which("desktop-file-validate"):
        words = ["desktop-file-validate", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.stdout + done.stderr == ""


class TestTasks:
    def test_the_wall_is_started_at_logon_and_again_for_as_long_as_it_takes(self) -> None:
        task = ElementTree.parse(WINDOWS / "wallboard-task.xml").getroot()  # noqa: S314  our own file
        assert task.tag == f"{TASK}Task"
        again = task.find(f"{TASK}Triggers/{TASK}LogonTrigger/{TASK}Repetition")
        assert again is not None
        assert again.findtext(f"{TASK}Interval") == "PT1M"
        assert again.find(f"{TASK}Duration") is None  # no end
        settings = task.find(f"{TASK}Settings")
        assert settings is not None
        assert settings.findtext(f"{TASK}ExecutionTimeLimit") == "PT0S"  # no end
        assert settings.findtext(f"{TASK}MultipleInstancesPolicy") == "IgnoreNew"
        assert settings.findtext(f"{TASK}RestartOnFailure/{TASK}Interval") == "PT1M"
        program = task.find(f"{TASK}Actions/{TASK}Exec")
        assert program is not None
        assert (program.findtext(f"{TASK}Command") or "").endswith(r"\Wallboard\wallboard.exe")
        assert read_arguments((program.findtext(f"{TASK}Arguments") or "").split()).fullscreen

    def test_a_sealed_file_is_taken_in_at_logon_where_there_is_one(self) -> None:
        task = ElementTree.parse(WINDOWS / "wallboard-enrol-task.xml").getroot()  # noqa: S314
        words = task.findtext(f"{TASK}Actions/{TASK}Exec/{TASK}Arguments") or ""
        condition, program, said = re.fullmatch(r'/d /c if exist "([^"]+)" "([^"]+)" (.+)', words).groups()  # type: ignore[union-attr]
        assert program.endswith(r"\Wallboard\wallboard-poller.exe")
        asked = parser().parse_args(said.replace('"', "").split())
        assert str(asked.sealed) == condition
        # Its folder is closed to others; the machine's settings, one above, are for all to read.
        assert condition == r"%ProgramData%\Wallboard\enrolment\enrolment.sealed"
        assert callable(asked.carry_out)

    @pytest.mark.parametrize("name", ["wallboard-task.xml", "wallboard-enrol-task.xml"])
    def test_it_runs_as_who_is_signed_in_and_without_more_rights(self, name: str) -> None:
        task = ElementTree.parse(WINDOWS / name).getroot()  # noqa: S314
        assert task.findtext(f"{TASK}Principals/{TASK}Principal/{TASK}GroupId") == "S-1-5-32-545"  # users
        assert task.findtext(f"{TASK}Principals/{TASK}Principal/{TASK}RunLevel") == "LeastPrivilege"


class TestReadme:
    """Its commands are those of the files that lie here."""

    README = (LINUX.parent.parent / "README.md").read_text("utf-8")

    def test_it_names_every_unit_and_task_and_no_other(self) -> None:
        there = {path.name for path in (*LINUX.glob("*.service"), *LINUX.glob("*-autostart.*"), *WINDOWS.glob("*.xml"))}
        named = re.findall(r"wallboard[\w-]*@?\.(?:service|xml)|wallboard-autostart\.desktop", self.README)
        assert set(named) == there

    def test_the_units_that_it_enables_are_here(self) -> None:
        enabled = re.findall(r"^systemctl (?:--global |--user )?enable (.+)$", self.README, re.MULTILINE)
        units = [word.replace('"$(id -u kiosk)"', "") for line in enabled for word in line.split(" wall")]
        assert {("" if unit.startswith("wall") else "wall") + unit for unit in units} <= {*USER, *SYSTEM}
        assert len(units) == 4
