"""What a board shows in turn, its goals and its teams, and whether they make sense. Part of host.board_settings."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from wallboard.host.settings_words import Problem, refused

SceneKind = Literal["ranking", "podium", "teams", "goal"]

_SHORTEST, _LONGEST = 5, 600  # seconds
_FEWEST_TEAMS, _MOST_TEAMS = 2, 12
_LONGEST_NAME = 40  # letters


class Scene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One scene, and for how many `seconds` it stands: the ranking for as long on each of its pages."""

    show: SceneKind
    seconds: float = 30


class Goal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a board is to reach within its window: conversations `closed` by all together; `aht` in seconds at most;
    `service_level` in percent at least."""

    closed: int | None = None
    aht: int | None = None
    service_level: int | None = None


class Team(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the teams that a board compares: the members of any of these groups and teams of the organisation."""

    name: str
    group_ids: tuple[str, ...] = ()
    team_ids: tuple[str, ...] = ()


def check_scenes(
    key: str, scenes: tuple[Scene, ...], *, totals_only: bool, has_goal: bool, has_teams: bool
) -> Iterator[Problem]:
    """What a board lacks that its scenes show."""
    for number, scene in enumerate(scenes):
        where = f"{key}.scenes[{number}]"
        if not _SHORTEST <= scene.seconds <= _LONGEST:
            yield refused(f"{where}.seconds", scene.seconds)
        missing = {
            "ranking": "",
            "podium": 'another privacy than "team_totals", which names nobody' if totals_only else "",
            "teams": "" if has_teams else "two or more [[boards.teams]]",
            "goal": "" if has_goal else "a [boards.goal] with a number in it",
        }[scene.show]
        if missing:
            yield Problem(f"{where}.show", f'= "{scene.show}" needs {missing}')
    shown = {scene.show for scene in scenes}
    if has_goal and "goal" not in shown:
        yield Problem(f"{key}.goal", 'is shown by no scene; add [[boards.scenes]] with show = "goal"')
    if has_teams and "teams" not in shown and not totals_only:
        yield Problem(f"{key}.teams", 'are shown by no scene; add [[boards.scenes]] with show = "teams"')


def check_goal(key: str, goal: Goal | None) -> Iterator[Problem]:
    """Which numbers can't be reached."""
    if goal is None:
        return
    if goal.closed is not None and not 1 <= goal.closed <= 10_000_000:
        yield refused(f"{key}.goal.closed", goal.closed)
    if goal.aht is not None and not 1 <= goal.aht <= 86_400:
        yield refused(f"{key}.goal.aht", goal.aht)
    if goal.service_level is not None and not 1 <= goal.service_level <= 100:
        yield refused(f"{key}.goal.service_level", goal.service_level)


def check_teams(key: str, teams: tuple[Team, ...]) -> Iterator[Problem]:
    """Which are none, or the same as another."""
    if teams and not _FEWEST_TEAMS <= len(teams) <= _MOST_TEAMS:
        yield Problem(f"{key}.teams", f"has {len(teams)}; allowed is {_FEWEST_TEAMS} to {_MOST_TEAMS}, or none")
    for number, team in enumerate(teams):
        where = f"{key}.teams[{number}]"
        taken = any(other.name == team.name for other in teams[:number])
        if not team.name.strip() or len(team.name) > _LONGEST_NAME or taken:
            yield refused(f"{where}.name", team.name)
        for name in ("group_ids", "team_ids"):
            ids = getattr(team, name)
            if not all(one.strip() for one in ids):
                yield refused(f"{where}.{name}", list(ids))
        if not team.group_ids and not team.team_ids:
            yield Problem(where, "needs group_ids or team_ids: whose numbers these are")


def has_numbers(goal: Goal | None) -> bool:
    """Whether there is anything to reach."""
    return goal is not None and goal != Goal()
