"""`wallboard demo`: a stage of its own, with a simulator on a recorded day and settings that lead the poller to it.

Everything lies in a private folder that is gone afterwards: a demo is never mixed with a real organisation.
Entered by app.main.
"""

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from wallboard.app.child import Child
from wallboard.host import paths
from wallboard.wire.codec import BadMessage, decode

_START_LIMIT = timedelta(seconds=15)
_DAY = "1999-02-02"
_ZONE = "Asia/Jerusalem"


class CannotStage(Exception):
    """The demo cannot start: why, in words for a person."""


class Simulated(msgspec.Struct, frozen=True):
    """The simulator's first line: where it is, what opens it, and which time it plays."""

    base_url: str
    client_id: str
    client_secret: str
    origin: datetime
    rate: float


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a poller finds its settings, is found, keeps its history, and writes its log."""

    config: Path
    run_directory: Path
    state_directory: Path
    log_directory: Path


@asynccontextmanager
async def staged() -> AsyncIterator[Stage]:
    """The simulator runs, and the settings lie there, while the block runs. Raises CannotStage."""
    with tempfile.TemporaryDirectory(prefix="wallboard-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            simulator = Child.start(simulator_command())
        except OSError as error:
            raise CannotStage(f"the simulator cannot be started: {error}") from error
        try:
            yield _set(folder, await _first_line(simulator))
        finally:
            await simulator.end()


def simulator_command() -> list[str]:
    """The command line of the demo's simulator."""
    calls = paths.resource("demo", f"bank-calls-{_DAY}.csv")
    scene = ["--day", _DAY, "--start", "14:20", "--speed", "10", "--wrap-up", "20", "--time-zone", _ZONE]
    return [*paths.program("wallboard-simulator"), "--calls", str(calls), *scene, "--child"]


def settings_text(told: Simulated) -> str:
    """The poller's settings, as TOML."""
    # JSON's strings are TOML's. The secret may stand in a file only because it opens nothing but a simulator.
    return f"""\
[genesys]
base_url = {json.dumps(told.base_url)}
client_id = {json.dumps(told.client_id)}
client_secret = {json.dumps(told.client_secret)}
api = "realtime"

[[boards]]
id = "all"
title = "All agents"
time_zone = "{_ZONE}"
shift_starts = ["07:00"]

[rehearsal]
origin = {told.origin.isoformat()}
rate = {told.rate!r}
"""


async def _first_line(simulator: Child) -> Simulated:
    try:
        line = await simulator.first_line(_START_LIMIT)
    except TimeoutError as error:
        raise CannotStage("the simulator gives no sign of life") from error
    try:
        return decode(Simulated, line)
    except BadMessage as error:
        raise CannotStage("the simulator did not start") from error


def _set(folder: Path, told: Simulated) -> Stage:
    run_directory = folder / "run"
    config, logs = folder / "wallboard.toml", run_directory / "logs"
    stage = Stage(config, run_directory, state_directory=folder, log_directory=logs)
    stage.run_directory.mkdir(mode=0o700)
    stage.config.touch(mode=0o600)
    stage.config.write_text(settings_text(told), "utf-8")
    return stage
