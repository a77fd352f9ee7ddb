"""The archive of `wallboard-poller diagnostics`: its members, the list of what is in it, and the file.

Every text passes the scrubbing here, whoever made it. Used by poller.diagnostics.
"""

import os
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wallboard.host import redaction
from wallboard.host.redaction import Names

MANIFEST = "MANIFEST.txt"
_NEVER = (
    "client secret, access token, password of a proxy: they are in the keyring and stay there",
    "history, people and pictures of agents: names and numbers of people",
    "run record: it opens the running poller",
    "settings file as it stands: its settings are in settings.json",
    "environment: names alone, and the values of a few that hold no secret",
)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive, and in words what it is."""

    name: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What should be in the archive and is not, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Scrubbing:
    """What is taken out of every text: these secrets, these people, and what `stand_ins` have something for."""

    secrets: tuple[str, ...] = ()
    people: Names = field(default_factory=lambda: Names(()))
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    def of(self, text: str) -> str:
        """The text as it may leave this machine. Secrets go first and last: nothing else may put one together."""
        text = redaction.without(text, self.secrets)
        text = redaction.shortened(self.people.without(text), self.stand_ins)
        text = redaction.without_ids(redaction.without_credentials(text))
        return redaction.without(text, self.secrets)


Make = Callable[[], Iterable[Member]]


def gather(parts: Sequence[tuple[str, Make]], scrubbing: Scrubbing) -> tuple[list[Member], list[LeftOut]]:
    """What each part has to give, scrubbed; one that fails is left out, and the others are there all the same."""
    members, left_out = [], []
    for name, make in parts:
        try:
            made = [Member(one.name, one.what, scrubbing.of(one.text)) for one in make()]
        except Exception as error:  # noqa: BLE001  whatever is wrong with this machine is why somebody asks
            left_out.append(LeftOut(name, scrubbing.of(_words(error))))
            continue
        members += made
    return members, left_out


def _words(error: Exception) -> str:
    ours = type(error).__module__.startswith("wallboard.")  # its message is for people
    words = str(error) if ours else f"{type(error).__name__}: {error}"
    return "; ".join(words.splitlines())


def manifest(members: Sequence[Member], left_out: Sequence[LeftOut]) -> str:
    """The list of what is in the archive and what is not, for people."""
    lines = ["What is in this archive:", ""]
    lines += [f"  {one.name:<28} {len(one.text.encode()):>9} bytes  {one.what}" for one in members]
    if left_out:
        lines += ["", "What could not be had:", "", *(f"  {one.name:<28} {one.why}" for one in left_out)]
    return "\n".join([*lines, "", "What is never in it:", "", *(f"  {one}" for one in _NEVER)]) + "\n"


def write(path: Path, members: Sequence[Member]) -> None:
    """Write the archive, for this user alone. Raises FileExistsError where something is there, else OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for one in members:
                archive.writestr(one.name, one.text.encode("utf-8", "backslashreplace"))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
