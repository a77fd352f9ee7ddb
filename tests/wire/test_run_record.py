"""The run record is whole, private, and believed only beside a held lock."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import filelock
import pytest

from wallboard.wire import run_record
from wallboard.wire.messages import Handshake

POLLER = Handshake(4321, "secret", 77)
HOLD = """
import sys, pathlib
from wallboard.wire import run_record
held = run_record.lock(pathlib.Path(sys.argv[1]))
held.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_what_was_written_is_read(tmp_path: Path) -> None:
    run_record.write(tmp_path, POLLER)
    assert run_record.read(tmp_path) == POLLER


def test_a_newer_record_replaces_the_older_and_leaves_nothing_else(tmp_path: Path) -> None:
    run_record.write(tmp_path, Handshake(1, "old", 1))
    run_record.write(tmp_path, POLLER)
    assert run_record.read(tmp_path) == POLLER
    assert list(tmp_path.iterdir()) == [run_record.record_path(tmp_path)]


@pytest.mark.skipif(os.name == "nt", reason="Windows protects by the folder")
def test_nobody_else_can_read_the_token(tmp_path: Path) -> None:
    run_record.write(tmp_path, POLLER)
    assert stat.S_IMODE(run_record.record_path(tmp_path).stat().st_mode) == 0o600


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    run_record.record_path(tmp_path).mkdir()
    with pytest.raises(OSError, match=r"poller\.json"):
        run_record.write(tmp_path, POLLER)
    assert list(tmp_path.iterdir()) == [run_record.record_path(tmp_path)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b'{"port": 1}',
        b'{"protocol": 99, "port": 1, "token": "t", "pid": 1}',
        b'{"port": 0, "token": "t", "pid": 1}',
        b'{"port": 65536, "token": "t", "pid": 1}',
        b'{"port": 1, "token": "t", "pid": 0}',
        b'{"port": 1, "token": "t", "pid": -1}',
    ],
)
def test_a_record_that_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    run_record.record_path(tmp_path).write_bytes(content)
    assert run_record.read(tmp_path) is None


def test_no_record_is_none(tmp_path: Path) -> None:
    assert run_record.read(tmp_path) is None
    assert run_record.read(tmp_path / "missing") is None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="file owners are a matter of POSIX")
def test_the_record_of_another_user_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_record.write(tmp_path, POLLER)
    monkeypatch.setattr(os, "getuid", lambda: 12_345)
    assert run_record.read(tmp_path) is None


def test_forgetting_is_allowed_twice(tmp_path: Path) -> None:
    run_record.write(tmp_path, POLLER)
    run_record.forget(tmp_path)
    run_record.forget(tmp_path)
    assert run_record.read(tmp_path) is None


def test_the_lock_is_held_as_long_as_its_holder_lives(tmp_path: Path) -> None:
    assert not run_record.is_held(tmp_path)
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline().strip() == b"held"
        assert run_record.is_held(tmp_path)
        with pytest.raises(filelock.Timeout):
            run_record.lock(tmp_path).acquire(timeout=0)
        holder.kill()
        holder.wait()
    assert not run_record.is_held(tmp_path)


def test_asking_leaves_the_lock_free(tmp_path: Path) -> None:
    assert not run_record.is_held(tmp_path)
    with run_record.lock(tmp_path).acquire(timeout=0):
        assert run_record.is_held(tmp_path)
