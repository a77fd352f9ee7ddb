"""What a screen is told of the boards before it asks for their rows: `GET /v1/boards`. Part of wire.messages."""

from datetime import datetime
from typing import Literal

import msgspec

from wallboard.host import log_settings, scene_settings, screen_settings, thresholds
from wallboard.wire.setup import Setup

AhtWord = Literal["completed", "all_over_closed", "all_over_started"]


class Scene(msgspec.Struct, frozen=True, gc=False):
    """A scene that a board shows in turn, and for how many seconds; a screen passes over one that it does not know."""

    show: str
    seconds: float


class Goal(scene_settings.Goal, frozen=True, gc=False, forbid_unknown_fields=False):
    """What a board is to reach."""


class Thresholds(thresholds.Thresholds, frozen=True, gc=False, forbid_unknown_fields=False):
    """From where on a board marks a figure, as the settings have it."""


class BoardInfo(msgspec.Struct, frozen=True, gc=False):
    """What a screen needs to know of a board besides its rows. One of `shift_starts` and `since` is filled.

    `rank_by` are figures with their directions, the first counts most. Who closed fewer than `minimum_closed` has no
    rank yet. `aht` is the formula of all averages. `columns` are what a row tells besides who it is of, from the left.
    """

    id: str
    title: str
    time_zone: str
    shift_starts: list[str]
    since: datetime | None
    rank_by: tuple[str, ...] = ("most_closed", "shortest_aht")
    minimum_closed: int = 0
    statuses: tuple[str, ...] = ("available", "on_call", "wrap_up")
    aht: AhtWord = "completed"
    columns: tuple[str, ...] = ("status", "closed", "aht")
    scenes: tuple[Scene, ...] = ()
    goal: Goal | None = None
    thresholds: Thresholds = Thresholds()


class Rehearsal(msgspec.Struct, frozen=True, gc=False):
    """A clock of its own: `rate` of its seconds pass in one of the machine's."""

    rate: float


class Screen(screen_settings.Screen, frozen=True, gc=False, forbid_unknown_fields=False):
    """How the screens look and move, as the settings have it."""


class Logs(log_settings.Logs, frozen=True, gc=False, forbid_unknown_fields=False):
    """How much of the disk the log files of a screen may take, as the settings have it."""


class Boards(msgspec.Struct, frozen=True, gc=False):
    """The answer of `GET /v1/boards`. `lag_s` is the number in "Data delayed by up to … s".

    `organisation` tells whose numbers these are, without saying it: another one shares no row with it.
    With `setup` there is no board, and nothing is polled until it is done.
    """

    boards: list[BoardInfo]
    rehearsal: Rehearsal | None
    lag_s: float
    cadence_s: float
    now: datetime
    organisation: str = ""
    setup: Setup | None = None
    screen: Screen = Screen()
    logs: Logs = Logs()
