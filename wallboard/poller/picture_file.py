"""Pictures on the disk: a file each, bounded in number and bytes, the least recently used let go first.

A disk that is full or broken keeps nothing, and nobody fails for it. What stands in a file is checked before it is
used: a picture that a power cut left half written is not there. Blocks: poller.pictures calls it on threads.
"""

import contextlib
import logging
import os
import threading
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import msgspec

from wallboard.genesys.picture import Marks
from wallboard.host import files

log = logging.getLogger(__name__)

MOST_FILES = 2_000
MOST_BYTES = 64 * 1024 * 1024
_LONGEST_HEADER = 4_096


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a screen gets it; `etag` changes with its bytes, and with them alone."""

    media_type: str
    body: bytes = field(repr=False)

    @property
    def etag(self) -> str:
        """The mark of RFC 9110, in its quotes."""
        return f'"{_digest(self.body)}"'


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture, the marks of the host that gave it, and when that host last said that it is the newest."""

    picture: Picture
    marks: Marks
    checked_at: datetime


class _Header(msgspec.Struct, frozen=True):
    """The first line of a file; the picture's bytes follow."""

    media_type: str
    digest: str
    checked_at: datetime
    etag: str | None = None
    last_modified: str | None = None


class PictureFolder:
    """The folder of the pictures; made when it is first needed."""

    def __init__(self, folder: Path, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most_files = most_files
        self._most_bytes = most_bytes
        self._failing = False
        self._keeping = threading.Lock()

    def find(self, address: str) -> KeptPicture | None:
        """The picture that was fetched from this address; None where there is none that can be read."""
        path = self._path(address)
        try:
            kept = _read(path.read_bytes())
            if kept is None:
                path.unlink()
            else:
                os.utime(path)  # used now
        except FileNotFoundError:
            return None
        except OSError as error:
            self._failed(error)
            return None
        return kept

    def keep(self, address: str, kept: KeptPicture) -> bool:
        """Keep a picture in the place of an older one; whether the disk took it."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._keeping:
                files.write_bytes(self._path(address), _file(kept))
                self._let_go()
        except OSError as error:
            self._failed(error)
            return False
        self._failing = False
        return True

    def forget(self, address: str) -> None:
        """Let go of a picture that is no more."""
        with contextlib.suppress(OSError):
            self._path(address).unlink()

    def _path(self, address: str) -> Path:
        # The address itself may open a store for files: it is not written down.
        return self._folder / _digest(address.encode())

    def _let_go(self) -> None:
        """Of all files, also those that a cut left half written, the least recently used until the bounds are kept."""
        found = []
        for path in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # found to be broken meanwhile
                told = path.lstat()
                found.append((told.st_mtime_ns, told.st_size, path))
        found.sort()
        count, total = len(found), sum(size for _, size, _ in found)
        for _, size, path in found:
            if count <= self._most_files and total <= self._most_bytes:
                break
            path.unlink(missing_ok=True)
            count, total = count - 1, total - size

    def _failed(self, error: OSError) -> None:
        if not self._failing:
            log.info("pictures.not_kept", extra={"reason": str(error)})
        self._failing = True


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _file(kept: KeptPicture) -> bytes:
    picture, marks = kept.picture, kept.marks
    header = _Header(picture.media_type, _digest(picture.body), kept.checked_at, marks.etag, marks.last_modified)
    return msgspec.json.encode(header) + b"\n" + picture.body


def _read(content: bytes) -> KeptPicture | None:
    """What a file holds; None for one that is cut off or of another version."""
    line, _, body = content.partition(b"\n")
    try:
        header = msgspec.json.decode(line[:_LONGEST_HEADER], type=_Header)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if header.digest != _digest(body) or header.checked_at.tzinfo is None:
        return None
    return KeptPicture(Picture(header.media_type, body), Marks(header.etag, header.last_modified), header.checked_at)
