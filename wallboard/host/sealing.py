"""Seal a few bytes for this machine alone, and open them again: a copy of the file is of no use elsewhere.

Linux has systemd-creds for it, Windows DPAPI; macOS has nothing like it. Used by poller.enrolment.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from wallboard.host import dpapi, paths

# Sealed with the bytes: the units of packaging/linux ask for it by this name, and a file of another one is refused.
NAME = "wallboard.enrolment"
KEYS = ("auto", "host", "tpm2", "host+tpm2")
_PATIENCE_SECONDS = 60  # a TPM takes its time


class SealError(Exception):
    """What is wrong, in one sentence for a person; `choices` are the ways out. Nothing secret is in either."""

    def __init__(self, words: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.choices = choices


class Sealer(Protocol):
    """This machine's way to seal."""

    def seal(self, plain: bytes) -> bytes:
        """Bytes that this machine alone can open. Raises SealError."""
        ...

    def unseal(self, sealed: bytes) -> bytes:
        """What was sealed here. Raises SealError."""
        ...


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its code, what it wrote, and what it complained of."""

    code: int
    out: bytes
    err: str


Run = Callable[[Sequence[str], bytes], Ended]


def sealer_of(key: str = "auto", platform: str = sys.platform) -> Sealer:
    """The one of this system; `key` is one of KEYS, and for Linux alone. Raises SealError."""
    match platform:
        case "linux":
            return SystemdCreds(key)
        case "win32":
            return MachineScope(dpapi.Windows())
    choice = "Run login --stdin as the user of the screen, out of whatever manages this machine."
    raise SealError(f"Nothing on this system ({platform}) seals a file for one machine.", (choice,))


class SystemdCreds:
    """systemd's credentials: sealed with the machine's TPM, a key in its system folder, or both."""

    def __init__(self, key: str = "auto", run: Run | None = None) -> None:
        self._key = key
        self._run = _run if run is None else run

    def seal(self, plain: bytes) -> bytes:
        """What LoadCredentialEncrypted= of a unit opens. Raises SealError."""
        words = ("systemd-creds", "encrypt", f"--name={NAME}", f"--with-key={self._key}", "-", "-")
        return self._ask(words, plain, "It cannot be sealed", "Run it as root; --with-key=host needs no TPM.")

    def unseal(self, sealed: bytes) -> bytes:
        """What was sealed here; as root alone. Raises SealError."""
        words = ("systemd-creds", "decrypt", f"--name={NAME}", "-", "-")
        choice = "Only root and systemd can open it: start wallboard-enrol@, with the user's number behind the @."
        return self._ask(words, sealed, "It cannot be opened", choice)

    def _ask(self, words: Sequence[str], given: bytes, wrong: str, choice: str) -> bytes:
        try:
            ended = self._run(words, given)
        except FileNotFoundError:
            raise SealError(f"{wrong}: there is no systemd-creds here. It comes with systemd, from 250 on.") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SealError(f"{wrong}: systemd-creds did not do it ({type(error).__name__}).", (choice,)) from None
        if ended.code != 0:
            why = (ended.err.strip().splitlines() or ["it does not say why"])[-1]
            raise SealError(f"{wrong}: systemd-creds says: {why.rstrip('.')}.", (choice,))
        return ended.out


class MachineScope:
    """Windows: any program on this machine can open it, so who may read the file is for its folder to say."""

    def __init__(self, system: dpapi.System) -> None:
        self._system = system

    def seal(self, plain: bytes) -> bytes:
        """Raises SealError."""
        try:
            return dpapi.seal(self._system, plain, NAME.encode())
        except dpapi.Failed as error:
            raise SealError(f"It cannot be sealed: {error}.") from None

    def unseal(self, sealed: bytes) -> bytes:
        """Raises SealError."""
        try:
            return dpapi.unseal(self._system, sealed, NAME.encode())
        except dpapi.Failed as error:
            choice = "Was it sealed on this very machine, and since Windows was installed? Seal it anew here."
            raise SealError(f"It cannot be opened: {error}.", (choice,)) from None


def _run(words: Sequence[str], given: bytes) -> Ended:
    env = paths.environment_for_others(os.environ)
    # The secret goes through pipes: no argument, no file.
    ended = subprocess.run(words, input=given, capture_output=True, timeout=_PATIENCE_SECONDS, check=False, env=env)  # noqa: S603
    return Ended(ended.returncode, ended.stdout, ended.stderr.decode("utf-8", "replace"))
