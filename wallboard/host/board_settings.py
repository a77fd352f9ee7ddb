"""A board's settings, and whether they make sense. Part of host.settings.

What the values mean to the domain is made of them in poller.scopes.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from wallboard.host.scene_settings import Goal, Scene, Team, check_goal, check_scenes, check_teams, has_numbers
from wallboard.host.settings_words import Problem, refused
from wallboard.host.thresholds import Thresholds, check_thresholds

MEDIA_TYPES = frozenset({"voice", "callback", "chat", "email", "message", "cobrowse", "screenshare", "video"})
COLUMNS = frozenset({"status", "closed", "started", "aht", "handle_time", "per_hour"})
STATUSES = frozenset({"available", "on_call", "wrap_up", "off_queue", "other"})
_FIGURE_OF = {
    "most_closed": "closed",
    "fewest_closed": "closed",
    "shortest_aht": "aht",
    "longest_aht": "aht",
    "most_closed_per_hour": "per hour",
    "fewest_closed_per_hour": "per hour",
}
_TIME_OF_DAY = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")


Privacy = Literal["full", "first_name_initial", "initials", "pseudonym", "team_totals"]
Opened = Literal["explain", "pictures", "search"]
# What a viewer may open where the settings say nothing: on a board without names nothing that tells of one person.
_OPEN: dict[Privacy, list[Opened]] = {
    "full": ["explain", "pictures", "search"],
    "first_name_initial": ["explain", "pictures", "search"],
    "initials": ["search"],
    "pseudonym": ["search"],
    "team_totals": [],
}


_COLUMNS = ("status", "closed", "aht")


class Board(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One board: whom it shows and what it counts. Each list names whom or what; an empty one leaves nobody out.

    `may_open` is what a viewer may ask for beside the rows; None: as the privacy has it. `scenes` are shown in turn;
    none: the ranking alone.
    """

    id: str
    title: str
    group_ids: list[str] = []
    time_zone: str = "UTC"
    shift_starts: list[str] = []
    since: datetime | None = None
    team_ids: list[str] = []
    queue_ids: list[str] = []
    division_ids: list[str] = []
    media_types: list[str] = []
    rank_by: tuple[str, ...] = ("most_closed", "shortest_aht")
    minimum_closed: int = 0
    statuses: tuple[str, ...] = ("available", "on_call", "wrap_up")
    aht: Literal["completed", "all_over_closed", "all_over_started"] = "completed"
    privacy: Privacy = "first_name_initial"
    may_open: list[Opened] | None = None
    columns: tuple[str, ...] | None = None
    scenes: tuple[Scene, ...] = ()
    goal: Goal | None = None
    teams: tuple[Team, ...] = ()
    movement_since: Literal["quarter_hour", "shift_start"] = "quarter_hour"
    thresholds: Thresholds = Thresholds()

    @property
    def uses_per_hour(self) -> bool:
        """Whether time on queue is needed, which the Platform API alone tells."""
        return any(_FIGURE_OF.get(one) == "per hour" for one in self.rank_by)

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The columns; where nothing is said of them, with the figure that ranks."""
        if self.columns is not None:
            return self.columns
        return (*_COLUMNS, "per_hour") if self.uses_per_hour else _COLUMNS

    @property
    def open_to_viewers(self) -> frozenset[Opened]:
        """What a viewer may ask for beside the rows."""
        return frozenset(_OPEN[self.privacy] if self.may_open is None else self.may_open)


def check_boards(boards: Mapping[int, Board]) -> Iterator[Problem]:
    """What makes no sense in these boards, which stand at these places of the list."""
    taken: set[str] = set()
    for number, board in boards.items():
        key = f"boards[{number}]"
        if not board.id or board.id in taken:
            yield refused(f"{key}.id", board.id)
        taken.add(board.id)
        if not board.title.strip():
            yield refused(f"{key}.title", board.title)
        yield from _check_filter(key, board)
        yield from _check_window(key, board)
        yield from _check_rules(key, board)
        yield from _check_privacy(key, board)
        yield from check_goal(key, board.goal)
        yield from check_teams(key, board.teams)
        yield from check_scenes(
            key,
            board.scenes,
            totals_only=board.privacy == "team_totals",
            has_goal=has_numbers(board.goal),
            has_teams=bool(board.teams),
        )
        yield from check_thresholds(f"{key}.thresholds", board.thresholds)


def _check_filter(key: str, board: Board) -> Iterator[Problem]:
    for name in ("group_ids", "team_ids", "queue_ids", "division_ids"):
        ids = getattr(board, name)
        if not all(one.strip() for one in ids):
            yield refused(f"{key}.{name}", ids)
    if not MEDIA_TYPES.issuperset(board.media_types):
        yield refused(f"{key}.media_types", board.media_types)


def _check_rules(key: str, board: Board) -> Iterator[Problem]:
    figures = [_FIGURE_OF.get(one) for one in board.rank_by]
    if not figures or None in figures or len({*figures}) < len(figures):
        yield refused(f"{key}.rank_by", list(board.rank_by))
    if not 0 <= board.minimum_closed <= 10_000:
        yield refused(f"{key}.minimum_closed", board.minimum_closed)
    columns = board.shown_columns
    figures = [one for one in columns if one != "status"]
    if not figures or not COLUMNS.issuperset(columns) or len({*columns}) < len(columns):
        yield refused(f"{key}.columns", list(columns))
    if "per_hour" in columns and not board.uses_per_hour:
        words = (
            'can hold "per_hour" only where rank_by holds most_closed_per_hour or fewest_closed_per_hour: nobody\'s '
            "time on queue is asked for otherwise"
        )
        yield Problem(f"{key}.columns", words)
    if not board.statuses or not STATUSES.issuperset(board.statuses):
        yield refused(f"{key}.statuses", list(board.statuses))


def _check_privacy(key: str, board: Board) -> Iterator[Problem]:
    """A picture is a name, and of totals there is nobody to look for."""
    wanted = set(board.may_open or ())
    if board.privacy in {"initials", "pseudonym"} and "pictures" in wanted:
        words = f'cannot hold "pictures" beside privacy = "{board.privacy}": a picture tells who it is'
        yield Problem(f"{key}.may_open", words)
    if board.privacy == "team_totals" and wanted:
        words = 'must be empty beside privacy = "team_totals": there is no agent to open'
        yield Problem(f"{key}.may_open", words)


def _check_window(key: str, board: Board) -> Iterator[Problem]:
    try:
        ZoneInfo(board.time_zone)
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        yield refused(f"{key}.time_zone", board.time_zone)
    if bool(board.shift_starts) == (board.since is not None):
        yield Problem(key, "needs either shift_starts or since, and not both")
    for start in board.shift_starts:
        if shift_time(start) is None:
            yield refused(f"{key}.shift_starts", start)
    if board.since is not None and board.since.tzinfo is None:
        yield refused(f"{key}.since", board.since)


def shift_time(text: str) -> time | None:
    """A time of day such as `07:00`; None for anything else."""
    if _TIME_OF_DAY.fullmatch(text) is None:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
