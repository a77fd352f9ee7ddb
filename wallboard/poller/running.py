"""Ask the poller that runs, from another program of the same user: found by its record, opened with its token.

For the verbs that look: poller.status_verb and poller.diagnostics. Never through a proxy, and the token stays here.
"""

import http.client
from pathlib import Path

from wallboard.wire import run_record
from wallboard.wire.messages import Handshake

_PATIENCE_SECONDS = 10.0
_LARGEST = 16_000_000  # bytes


class NotRunning(Exception):
    """No poller runs here; the message says so for a person."""


class NoAnswer(Exception):
    """One runs, and does not answer; the message says so for a person."""


def find(run_directory: Path) -> Handshake:
    """The record of the running poller. Raises NotRunning and NoAnswer."""
    found = run_record.read(run_directory)
    if found is not None:
        return found
    if _is_held(run_directory):
        raise NoAnswer(f"The poller of {run_directory} runs, but has left no record that this version can read.")
    raise NotRunning(f"No poller runs here: there is no record in {run_directory}.")


def ask(poller: Handshake, run_directory: Path, path: str) -> bytes:
    """What it answers, whatever its status. Raises NotRunning and NoAnswer."""
    connection = http.client.HTTPConnection("127.0.0.1", poller.port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", path, headers={"Authorization": f"Bearer {poller.token}"})
        return connection.getresponse().read(_LARGEST)
    except (OSError, http.client.HTTPException) as error:
        if not _is_held(run_directory):
            raise NotRunning(f"No poller runs here: the one of the record in {run_directory} is gone.") from None
        raise NoAnswer(f"The poller (process {poller.pid}) runs, but does not answer: {_words(error)}.") from None
    finally:
        connection.close()


def _is_held(run_directory: Path) -> bool:
    return run_record.lock_path(run_directory).exists() and run_record.is_held(run_directory)


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
