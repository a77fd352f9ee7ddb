"""Write the first settings file of a user, where there is none. A person's file is never written over.

Used by poller.credentials; what it writes is read again by host.settings.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wallboard.host.settings import Genesys

FIRST_START = "00:00"
_HEAD = """\
# Written when the first client secret was given; it is in the keyring and not in here.
# Yours from now on: this program never changes it again. The README shows all that may stand in it.
"""


def first_text(genesys: Genesys, time_zone: str, shift_start: str) -> str:
    """The smallest settings: this organisation, and one board of everybody in it."""
    return "\n".join([_HEAD, sections_of(genesys, time_zone, shift_start), ""])


def sections_of(genesys: Genesys, time_zone: str, shift_start: str) -> str:
    """The two sections that every settings file needs."""
    return "\n".join([section_of(genesys), "", "[[boards]]", *_lines(first_board(time_zone, shift_start))])


def first_board(time_zone: str, shift_start: str = FIRST_START) -> dict[str, Any]:
    """The board where nobody has said any: everybody in the organisation."""
    return {"id": "all", "title": "All agents", "time_zone": time_zone, "shift_starts": [shift_start]}


def section_of(genesys: Genesys) -> str:
    """The section that names an organisation and its client."""
    where = {"region": genesys.region} if genesys.region is not None else {"base_url": genesys.base_url}
    return "\n".join(["[genesys]", *_lines({**where, "client_id": genesys.client_id})])


def line_of(key: str, value: object) -> str:
    """One setting, as it stands in the file."""
    return f"{key} = {json.dumps(value, ensure_ascii=False)}"


def write_first(path: Path, text: str) -> None:
    """Leave the file, whole and for this user alone. Raises FileExistsError where there is one, else OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix="wallboard-", suffix=".tmp")  # 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        _take_place(Path(name), path)
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()


def _take_place(written: Path, path: Path) -> None:
    """Put it there if nothing is there. A plain renaming would put it over a file that came meanwhile, but for
    Windows; and a file system that knows no second name for a file is told to make a new one."""
    if os.name == "nt":
        written.rename(path)
        return
    try:
        path.hardlink_to(written)
    except FileExistsError:
        raise
    except OSError:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(written.read_bytes())


def _lines(values: Mapping[str, object]) -> list[str]:
    return [line_of(key, value) for key, value in values.items()]
