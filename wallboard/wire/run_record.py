"""How screens find the running poller: its record and its lock, both in the run directory.

The poller takes `lock(run_directory)` (and keeps it while it lives), calls `forget` at once, and `write` when it
listens: so a record that lies beside a held lock is the holder's. Read by app.companion.
"""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wallboard.wire.codec import BadMessage, decode, encode
from wallboard.wire.messages import PROTOCOL, Handshake

if TYPE_CHECKING:
    import filelock

# A screen may hold the lock for an instant to see whether anybody does: a poller that starts waits that long.
LOCK_PATIENCE_SECONDS = 1.0


def record_path(run_directory: Path) -> Path:
    """Where the record of the running poller lies."""
    return run_directory / "poller.json"


def lock_path(run_directory: Path) -> Path:
    """The file that the running poller holds locked."""
    return run_directory / "poller.lock"


def lock(run_directory: Path) -> "filelock.BaseFileLock":
    """The poller's lock, not yet taken: `acquire()` raises filelock.Timeout when another poller holds it."""
    import filelock  # noqa: PLC0415  12 ms of a screen's start, which asks for no lock where all is well

    # A lock of another thread is a lock: the poller may be stopped from a thread that did not take it.
    return filelock.FileLock(lock_path(run_directory), timeout=LOCK_PATIENCE_SECONDS, mode=0o600, thread_local=False)


def is_held(run_directory: Path) -> bool:
    """Whether a poller lives. Ask only with a doubt: it takes the lock for an instant when nobody holds it."""
    import filelock  # noqa: PLC0415  see above

    probe = lock(run_directory)
    try:
        probe.acquire(timeout=0)
    except filelock.Timeout:
        return True
    probe.release()
    return False


def write(run_directory: Path, handshake: Handshake) -> None:
    """Leave the record, whole and for this user alone. The caller holds the lock."""
    descriptor, name = tempfile.mkstemp(dir=run_directory, prefix="poller-", suffix=".tmp")  # 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(encode(handshake))
        Path(name).replace(record_path(run_directory))
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def forget(run_directory: Path) -> None:
    """Remove the record, if there is one. The caller holds the lock."""
    record_path(run_directory).unlink(missing_ok=True)


def read(run_directory: Path) -> Handshake | None:
    """The record that lies there, perhaps of a poller that is gone; None for none that this version can read."""
    try:
        with record_path(run_directory).open("rb") as file:
            if _is_foreign(os.fstat(file.fileno())):
                return None
            record = decode(Handshake, file.read())
    except (OSError, BadMessage):
        return None
    return record if _is_sound(record) else None


def _is_sound(record: Handshake) -> bool:
    # A process id below 1 means whole groups of processes to the system, and a hung poller is ended by its id.
    return record.protocol == PROTOCOL and 0 < record.port < 65_536 and record.pid > 0


def _is_foreign(stat: os.stat_result) -> bool:
    # Where the run directory had to be made in a shared folder, another user could lead the screen to a false poller.
    return hasattr(os, "getuid") and stat.st_uid != os.getuid()
