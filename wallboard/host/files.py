"""Small files of the program's own: written whole or not at all, for this user alone, and read without trust.

Used wherever something small outlives the process: poller.choice, poller.people, poller.enrolment.
"""

import contextlib
import logging
import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec

log = logging.getLogger(__name__)

T = TypeVar("T")


def read_json(path: Path, kind: type[T]) -> T | None:
    """What the file holds; None for no file, or one that cannot be read: the caller begins anew."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        log.info("file.not_read", extra={"file": path.name, "reason": type(error).__name__})
        return None


def write_json(path: Path, content: object) -> bool:
    """Put it into the file; whether that went well. A disk that fails is no reason to stop."""
    try:
        write_bytes(path, msgspec.json.encode(content))
    except OSError as error:
        log.info("file.not_written", extra={"file": path.name, "reason": str(error)})
        return False
    return True


def write_bytes(path: Path, content: bytes) -> None:
    """Put these bytes in the file's place at once, also when the power goes. Raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}-", suffix=".tmp")  # 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def remove(path: Path) -> None:
    """Delete a file, also from what the disk shows after the power went. Raises OSError.

    Its bytes are not written over: no disk of today writes them where they were.
    """
    path.unlink()
    if os.name == "nt":
        return  # a folder cannot be told to write itself there
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
