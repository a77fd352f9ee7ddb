"""The table of `config --explain`: each key with its value and its source; a secret's value never."""

from datetime import UTC, datetime

import pytest

from wallboard.host.board_settings import Board
from wallboard.host.configuration import Configuration
from wallboard.host.layers import Layer, Rank, merged
from wallboard.host.scene_settings import Goal, Scene
from wallboard.host.secret import Secret
from wallboard.host.settings import Settings, settings_of
from wallboard.poller.config_words import doubts, explained, said, shown


def test_each_key_has_its_value_and_its_source() -> None:
    layers = [
        Layer(Rank.POLICY, "the policy", {"genesys": {"region": "mypurecloud.de"}}),
        Layer(Rank.MACHINE, "its file", {"boards": [{"id": "all", "title": "A", "shift_starts": ["07:00"]}]}),
        Layer(Rank.USER, "mine", {"genesys": {"region": "mypurecloud.ie", "client_id": "x"}}),
        Layer(Rank.POLICY_DEFAULT, "the policy's other table", {"screen": {"theme": "light"}}),
    ]
    one = merged(layers)
    lines = explained(Configuration(settings_of(one.table), one)).splitlines()
    rows = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines}
    assert rows["key"].split() == ["value", "source"]
    sources = {
        "genesys.region": '"mypurecloud.de" policy, enforced: the policy',
        "genesys.client_id": '"x" user: mine',
        "genesys.lag": "30 built-in default",
        "boards[1].id": '"all" machine: its file',
        "boards[1].columns": "not set built-in default",
        "screen.theme": '"light" policy, default: the policy\'s other table',
        "screen.keep_awake": "true built-in default",
    }
    for key, wanted in sources.items():
        assert " ".join(rows[key].split()) == wanted
    fields = Settings.__struct_fields__
    assert [name for name in fields if not any(key.startswith(name) for key in rows)] == ["rehearsal"]


def test_what_is_said_is_told_right_or_wrong_and_no_secret() -> None:
    layers = [
        Layer(Rank.POLICY, "the policy", {"genesys": {"region": 3}, "network": {"proxy": "http://a:hush@b.example"}}),
        Layer(Rank.MACHINE, "its file", {"boards": [{"id": "all", "goal": {"aht": "two\nlines"}}, 7], "logs": {}}),
        Layer(Rank.USER, "mine", {"genesys": {"client_secret": {"x": "hush"}}}),
        Layer(Rank.POLICY_DEFAULT, "below", {"reconcile": {"automatic": True}}),
    ]
    lines = [" ".join(line.split()) for line in said(merged(layers)).splitlines()]
    assert sorted(lines[1:]) == [
        'boards[1].goal.aht "two lines" machine: its file',
        'boards[1].id "all" machine: its file',
        "boards[2] 7 machine: its file",
        "genesys.client_secret.x *** user: mine",
        "genesys.region 3 policy, enforced: the policy",
        'network.proxy "http://***@b.example" policy, enforced: the policy',
        "reconcile.automatic true policy, default: below",
    ]
    assert said(merged([])) == ""


@pytest.mark.parametrize(
    ("genesys", "how_many"),
    [
        ({"region": "mypurecloud.de", "client_id": "3F6C1C1E-8a55-4a5e-9a43-1f7f0a8f2d10"}, 0),
        ({"region": "mypurecloud.xx"}, 1),
        ({"client_id": "abc"}, 1),
        ({"base_url": "http://127.0.0.1:9", "client_id": "abc"}, 0),
        ({"region": 3, "client_id": 3}, 0),
        ({}, 0),
        (None, 0),
    ],
)
def test_what_looks_mistyped_is_doubted(genesys: object, how_many: int) -> None:
    told = list(doubts(genesys))
    assert len(told) == how_many
    assert not any("abc" in one for one in told)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "not set"),
        (True, "true"),
        (30.0, "30"),
        (0.2, "0.2"),
        (7, "7"),
        ("צפון", '"צפון"'),
        (["a", "b"], '["a", "b"]'),
        ((), "[]"),
        (Goal(), "{}"),
        ((Scene("podium"), Scene("goal", 15)), '[{ show = "podium", seconds = 30 }, { show = "goal", seconds = 15 }]'),
        (datetime(2026, 11, 23, tzinfo=UTC), "2026-11-23T00:00:00+00:00"),
        (Secret("hush"), "set, not shown"),
        (Board("all", "A").movement_since, '"quarter_hour"'),
    ],
)
def test_a_value_is_told_in_one_line(value: object, words: str) -> None:
    assert shown(value) == words
