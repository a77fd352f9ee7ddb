"""Search a user's home and session for what should be nowhere: files, environments, command lines; in any disguise."""

import contextlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from pathlib import Path

from tests.line.home import Home


def places_of(secrets: Mapping[str, str], home: Home) -> set[str]:
    """Where each of these texts stands, by the names they are given."""
    sought = _forms(secrets)
    contents = {path.relative_to(home.folder).as_posix(): path for path in home.folder.rglob("*") if path.is_file()}
    for process in home.processes():
        for part in ("environ", "cmdline"):
            contents[f"{process.pid} {part}"] = Path("/proc", str(process.pid), part)
    return {f"{place}: {sought[form]}" for place, path in contents.items() for form in sought if form in _read(path)}


def _forms(secrets: Mapping[str, str]) -> dict[bytes, str]:
    """As they are, in the wide letters of Windows, in hexadecimal digits, and as a part of something in base64."""
    found: dict[bytes, str] = {}
    for name, text in secrets.items():
        plain = text.encode()
        found[plain] = name
        found[text.encode("utf-16-le")] = f"{name} in wide letters"
        found[plain.hex().encode()] = f"{name} in hexadecimal"
        for shift in range(3):  # it can lie there in three ways; what stands before and after touches both ends
            for encode in (b64encode, urlsafe_b64encode):
                found[encode(bytes(shift) + plain)[4:-4]] = f"{name} in base64"
    return found


def _read(path: Path) -> bytes:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it ended meanwhile
        return path.read_bytes()
    return b""
