"""Which processes run from a folder."""

import importlib
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

processes: Any = importlib.import_module("processes")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    return Path(shutil.copy(shutil.which("sleep") or pytest.skip("there is no sleep"), folder / "one"))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_only_those_of_the_folder_are_told(program: Path, tmp_path: Path) -> None:
    (tmp_path / "here-too").mkdir()
    with subprocess.Popen([str(program), "60"]) as one:
        try:
            assert processes.processes_of(program.parent) == {one.pid: str(program)}
            assert processes.processes_of(tmp_path / "here-too") == {}
        finally:
            one.kill()


def test_elsewhere_the_systems_list_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = f"  17 {tmp_path}/wallboard-poller\n 18 /usr/bin/other\n\n".encode()
    monkeypatch.setattr(processes.sys, "platform", "darwin")
    monkeypatch.setattr(
        processes.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0, stdout=listed)
    )
    assert processes.processes_of(tmp_path) == {17: f"{tmp_path}/wallboard-poller"}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_was_started_with_a_variable_is_found_and_ended(program: Path, tmp_path: Path) -> None:
    with subprocess.Popen([str(program), "60"], env={"ITS_PLACE": str(tmp_path)}) as one:
        threading.Timer(0, one.wait).start()  # a child that nobody waits for stays in the list
        try:
            assert processes.processes_given(f"ITS_PLACE={tmp_path}") == [one.pid]
            assert processes.processes_given(f"ITS_PLACE={tmp_path.parent}") == []
            processes.end_given(f"ITS_PLACE={tmp_path}")
            assert processes.processes_given(f"ITS_PLACE={tmp_path}") == []
        finally:
            one.kill()
