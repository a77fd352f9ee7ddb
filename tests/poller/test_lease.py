"""The lease: one poller at a time, and a record that lies there only while it is held."""

import stat
import sys
from pathlib import Path

import pytest

from wallboard.poller import lease
from wallboard.wire import run_record
from wallboard.wire.messages import Handshake

HANDSHAKE = Handshake(port=8700, token="the-token", pid=4711)


def test_of_two_one_alone_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_record, "LOCK_PATIENCE_SECONDS", 0.05)
    with lease.held(tmp_path):
        assert run_record.is_held(tmp_path)
        with pytest.raises(lease.AlreadyHeld, match=r"poller\.lock"), lease.held(tmp_path):
            pytest.fail("both hold it")
        assert run_record.is_held(tmp_path)
    assert not run_record.is_held(tmp_path)


def test_who_comes_after_holds_it_in_turn(tmp_path: Path) -> None:
    for _ in range(2):
        with lease.held(tmp_path):
            lease.announce(tmp_path, HANDSHAKE)
            assert run_record.read(tmp_path) == HANDSHAKE


def test_the_record_lies_there_only_while_the_lease_is_held(tmp_path: Path) -> None:
    run_record.write(tmp_path, Handshake(port=1, token="of one that crashed", pid=1))
    with lease.held(tmp_path):
        assert run_record.read(tmp_path) is None
        lease.announce(tmp_path, HANDSHAKE)
        assert run_record.read(tmp_path) == HANDSHAKE
    assert run_record.read(tmp_path) is None


def test_who_is_refused_leaves_the_holders_record_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_record, "LOCK_PATIENCE_SECONDS", 0.05)
    with lease.held(tmp_path):
        lease.announce(tmp_path, HANDSHAKE)
        with pytest.raises(lease.AlreadyHeld), lease.held(tmp_path):
            pytest.fail("both hold it")
        assert run_record.read(tmp_path) == HANDSHAKE


def test_a_crash_inside_gives_it_back(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="invalid literal"), lease.held(tmp_path):
        int("oops")
    assert run_record.read(tmp_path) is None
    assert not run_record.is_held(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder's own rights keep others out")
def test_what_lies_there_is_for_this_user_alone(tmp_path: Path) -> None:
    with lease.held(tmp_path):
        lease.announce(tmp_path, HANDSHAKE)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == {"poller.json": 0o600, "poller.lock": 0o600}
