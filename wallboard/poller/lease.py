"""The right to be this user's poller: one lock, and the run record that leads screens here. Used by poller.main."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock

from wallboard.wire import run_record
from wallboard.wire.messages import Handshake


class AlreadyHeld(Exception):
    """Another poller of this user runs already."""


@contextmanager
def held(run_directory: Path) -> Iterator[None]:
    """Hold the lock while the block runs; the record is gone before and after. Raises AlreadyHeld."""
    lock = run_record.lock(run_directory)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise AlreadyHeld(f"another poller runs already: it holds {run_record.lock_path(run_directory)}") from error
    try:
        run_record.forget(run_directory)
        yield
    finally:
        run_record.forget(run_directory)
        lock.release()


def announce(run_directory: Path, handshake: Handshake) -> None:
    """Leave the record for screens that come later."""
    run_record.write(run_directory, handshake)
