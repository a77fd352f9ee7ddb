"""What is missing is found, and installed or named, by the rights there are."""

import importlib
import shutil
import subprocess
import sys
import time
from typing import Any

import pytest

debian: Any = importlib.import_module("debian")
console: Any = importlib.import_module("console")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="about Linux")


class Machine:
    """A machine that lacks some packages: what is run on it is written down, and apt may bring them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, lacks: set[str]) -> None:
        self.lacks = lacks
        self.ran: list[list[str]] = []
        self.apt_works = True
        self.has = {"apt-get"}
        self.uid = 0
        self.sudo_code = 1
        for kind in (debian.Library, debian.Program, debian.File, debian.Module):
            monkeypatch.setattr(kind, "present", lambda need: need.package not in self.lacks)
        monkeypatch.setattr(debian.shutil, "which", lambda name: f"/bin/{name}" if name in self.has else None)
        monkeypatch.setattr(debian.os, "geteuid", lambda: self.uid)
        monkeypatch.setattr(debian.subprocess, "run", self.quick)
        monkeypatch.setattr(debian, "run", self.install)

    def quick(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        self.ran.append(command)
        return subprocess.CompletedProcess(command, self.sudo_code if command[0] == "sudo" else 0)

    def install(self, command: list[str], **_: object) -> None:
        self.ran.append(command)
        if self.apt_works:
            self.lacks.clear()


def test_a_machine_that_has_all_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, lacks=set())
    debian.provide(debian.OFFSCREEN, debian.X11, purpose="Qt")
    assert (machine.ran, capsys.readouterr().out) == ([], "")


def test_root_installs_what_is_missing_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(monkeypatch, lacks={"libgl1", "xvfb"})
    debian.provide(debian.OFFSCREEN, (*debian.X11, *debian.XVFB), purpose="Qt")
    assert "Installing 2 system package(s) for Qt: libgl1 xvfb" in capsys.readouterr().out
    update, install = machine.ran
    assert update[0] == "env"
    assert update[-1] == "update"
    assert install[-4:] == ["-y", "--no-install-recommends", "libgl1", "xvfb"]


def test_sudo_that_asks_nothing_does_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, lacks={"libgl1"})
    machine.uid, machine.sudo_code = 1000, 0
    machine.has.add("sudo")
    debian.provide(debian.OFFSCREEN, purpose="Qt")
    assert machine.ran[0] == ["sudo", "-n", "true"]
    assert machine.ran[-1][:3] == ["sudo", "-n", "env"]


@pytest.mark.parametrize("sudo", [True, False])
def test_without_rights_the_line_is_printed_and_that_is_an_end(monkeypatch: pytest.MonkeyPatch, sudo: bool) -> None:
    machine = Machine(monkeypatch, lacks={"libgl1", "libegl1"})
    machine.uid = 1000
    if sudo:
        machine.has.add("sudo")  # but it asks for a password
    with pytest.raises(console.Failed) as failed:
        debian.provide(debian.OFFSCREEN, purpose="Qt")
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in str(failed.value)


def test_without_what_is_only_wished_for_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Machine(monkeypatch, lacks={"xvfb"}).uid = 1000
    debian.provide(debian.OFFSCREEN, debian.XVFB, purpose="the tests")
    assert "sudo apt-get install -y --no-install-recommends xvfb" in capsys.readouterr().out


def test_another_linux_is_told_the_names_of_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, lacks={"libgl1"})
    machine.has.clear()
    with pytest.raises(console.Failed, match=r"package manager what gives libGL\.so\.1"):
        debian.provide(debian.OFFSCREEN, purpose="Qt")


def test_an_install_that_brought_nothing_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    Machine(monkeypatch, lacks={"libgl1"}).apt_works = False
    with pytest.raises(console.Failed, match="Cannot go on"):
        debian.provide(debian.OFFSCREEN, purpose="Qt")


def test_the_dynamic_linker_the_path_and_python_are_asked() -> None:
    assert debian.Library("libc6", "libc.so.6").present()
    assert not debian.Library("none", "libno-such-thing.so.0").present()
    assert debian.Program("any", "sh").present() == (shutil.which("sh") is not None)
    assert debian.File("any", __file__).present()
    assert not debian.File("none", f"{__file__}.none").present()
    assert debian.Module("any", "json").present()
    assert not debian.Module("any", "no_such_module").present()


def test_asking_takes_no_time_that_a_person_would_notice() -> None:
    begun = time.perf_counter()
    debian.missing([*debian.OFFSCREEN, *debian.X11, *debian.XVFB])
    assert time.perf_counter() - begun < 5  # 0.02 s; the bound only catches a network or a package list
