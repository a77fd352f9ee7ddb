"""Ask the poller that runs: found by its record, and told apart from one that is gone or hangs."""

import socket
from pathlib import Path

import pytest

from wallboard.poller import running, server
from wallboard.poller.running import NoAnswer, NotRunning
from wallboard.wire import run_record
from wallboard.wire.messages import Handshake


def test_without_a_record_none_runs_and_no_lock_is_left(tmp_path: Path) -> None:
    with pytest.raises(NotRunning, match=r"No poller runs here"):
        running.find(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_lock_without_a_record_is_a_poller_that_says_nothing(tmp_path: Path) -> None:
    with run_record.lock(tmp_path), pytest.raises(NoAnswer, match="has left no record"):
        running.find(tmp_path)


def test_a_record_of_one_that_is_gone(tmp_path: Path) -> None:
    with server.bound_socket() as free:
        port = free.getsockname()[1]
    run_record.write(tmp_path, Handshake(port, "the-token", 4711))
    with pytest.raises(NotRunning, match="is gone"):
        running.ask(running.find(tmp_path), tmp_path, "/v1/health")


def test_one_that_hangs_is_told_with_its_process_and_never_its_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_PATIENCE_SECONDS", 0.2)
    with run_record.lock(tmp_path), socket.create_server(("127.0.0.1", 0)) as silent:
        run_record.write(tmp_path, Handshake(silent.getsockname()[1], "the-token", 4711))
        with pytest.raises(NoAnswer, match=r"process 4711\) runs, but does not answer") as caught:
            running.ask(running.find(tmp_path), tmp_path, "/v1/health")
    assert "the-token" not in str(caught.value)
