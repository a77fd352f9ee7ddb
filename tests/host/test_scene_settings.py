"""Scenes, goals and teams of a board: what is allowed, and what is said of the rest."""

import pytest

from tests.host.test_settings import refusal, toml
from wallboard.host import settings
from wallboard.host.scene_settings import Goal, Scene, Team

TEAMS = """
[[boards.teams]]
name = "North"
group_ids = ["g"]
[[boards.teams]]
name = "South"
team_ids = ["t"]
"""
GOAL = "\n[boards.goal]\nclosed = 900\n"


def board(more: str, **fields: str) -> str:
    return toml(board=fields) + more


def scene(show: str, seconds: str = "20") -> str:
    return f'\n[[boards.scenes]]\nshow = "{show}"\nseconds = {seconds}\n'


def test_a_board_without_any() -> None:
    (one,) = settings.parse(toml()).boards
    assert (one.scenes, one.goal, one.teams) == ((), None, ())


def test_scenes_in_their_order() -> None:
    text = board(scene("podium") + scene("ranking", "12.5") + scene("teams") + scene("goal") + TEAMS + GOAL)
    (one,) = settings.parse(text).boards
    assert one.scenes == (Scene("podium", 20), Scene("ranking", 12.5), Scene("teams", 20), Scene("goal", 20))
    assert one.goal == Goal(closed=900)
    assert one.teams == (Team("North", group_ids=("g",)), Team("South", team_ids=("t",)))


def test_a_scene_stands_for_half_a_minute_where_nothing_is_said() -> None:
    (one,) = settings.parse(board('\n[[boards.scenes]]\nshow = "podium"\n')).boards
    assert one.scenes == (Scene("podium", 30),)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (GOAL, 'board 1 "all": goal is shown by no scene; add [[boards.scenes]] with show = "goal"'),
        (TEAMS, 'board 1 "all": teams are shown by no scene; add [[boards.scenes]] with show = "teams"'),
        (
            scene("parade"),
            'board 1 "all", scene 1: show = "parade" is not allowed; allowed is "ranking", "podium", "teams"',
        ),
        (
            scene("ranking") + scene("podium", "4"),
            'board 1 "all", scene 2: seconds = 4 is not allowed; allowed is sec',
        ),
        (scene("teams"), 'board 1 "all", scene 1: show = "teams" needs two or more [[boards.teams]]'),
        (scene("goal"), 'board 1 "all", scene 1: show = "goal" needs a [boards.goal] with a number in it'),
        (scene("goal") + "\n[boards.goal]\n", 'board 1 "all", scene 1: show = "goal" needs a [boards.goal]'),
        ("\n[boards.goal]\nclosed = 0\n", 'board 1 "all": goal.closed = 0 is not allowed; allowed is a whole number f'),
        (
            "\n[boards.goal]\naht = 0.5\n",
            'board 1 "all": goal.aht = 0.5 is not allowed; allowed is seconds from 1',
        ),
        (
            "\n[boards.goal]\nservice_level = 101\n",
            'board 1 "all": goal.service_level = 101 is not allowed; allowed is ',
        ),
        (TEAMS.replace("South", "North"), 'board 1 "all", team 2: name = "North" is not allowed; allowed is a text of'),
        (
            TEAMS.replace('"t"', '" "'),
            'board 1 "all", team 2: team_ids = [" "] is not allowed; allowed is a list of',
        ),
        (TEAMS.replace('["t"]', "[]"), 'board 1 "all", team 2 needs group_ids or team_ids'),
        (
            TEAMS.partition('[[boards.teams]]\nname = "South')[0],
            'board 1 "all": teams has 1; allowed is 2 to 12',
        ),
    ],
)
def test_what_is_refused(more: str, told: str) -> None:
    assert refusal(board(more)).startswith(told)


def test_where_nobody_is_named_nobody_stands_on_a_podium() -> None:
    told = refusal(board(scene("podium"), privacy='"team_totals"', may_open="[]"))
    assert told.startswith('board 1 "all", scene 1: show = "podium" needs another privacy than "team_totals"')


def test_a_board_that_names_nobody_shows_its_teams_unasked() -> None:
    (one,) = settings.parse(board(TEAMS, privacy='"team_totals"', may_open="[]")).boards
    assert [team.name for team in one.teams] == ["North", "South"]
