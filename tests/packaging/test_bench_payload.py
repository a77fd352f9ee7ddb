"""What the contestants are given is the same for all, and all of them read the same numbers out of it."""

import importlib
import json
from datetime import timedelta
from typing import Any

payload: Any = importlib.import_module("payload")
guide: Any = importlib.import_module("guide")
least: Any = importlib.import_module("least")
ours: Any = importlib.import_module("ours")
official: Any = importlib.import_module("official")
stores: Any = importlib.import_module("stores")

_MS = timedelta(milliseconds=1)


def truth(crowd: Any) -> dict[str, tuple[int, int]]:  # noqa: ANN401  a script has no types here
    return {agent: (closed, ms) for agent, closed, ms in zip(crowd.ids, crowd.closed, crowd.handle_ms, strict=True)}


def test_every_run_has_the_same_numbers() -> None:
    one, other = payload.Crowd(50), payload.Crowd(50)
    assert [one.poll() for _ in range(3)] == [other.poll() for _ in range(3)]


def test_a_tenth_changes_and_nobody_doubts_how() -> None:
    crowd = payload.Crowd(200)
    first = crowd.poll()
    before = truth(crowd)
    second = crowd.poll()
    changed = [agent for agent, counts in truth(crowd).items() if counts != before[agent]]
    assert len(changed) == 20
    for agent in changed:
        (closed, ms), (closed_before, ms_before) = truth(crowd)[agent], before[agent]
        assert closed == closed_before + 1
        assert 0 < ms - ms_before < (second.end - first.end) / _MS


def test_all_contestants_read_the_same_numbers() -> None:
    crowd = payload.Crowd(250)
    answers = crowd.poll(a_page=100)
    told = truth(crowd)
    assert [len(json.loads(page)["groupBy"]["agent"]) for page in answers.pages] == [100, 100, 50]
    for dicts in (
        guide.decode_aggregates(answers.aggregates),
        guide.decode_pages(answers.pages),
        official.Official().agents(answers.aggregates),
    ):
        assert {one["id"]: (one["closed"], one["handleTime"]) for one in dicts} == told
    assert {one[0]: one[2:] for one in least.decode_aggregates(answers.aggregates)} == told
    assert {one[0]: one[3:] for one in least.decode_pages(answers.pages)} == told
    decoder = ours.Decoder()
    pages = [look for page in decoder.pages(answers) for look in page]
    for looks in (decoder.aggregates(answers), pages):
        assert {look.agent_id: (look.closed, look.handle_time / _MS) for look in looks} == told


def test_all_rank_alike_and_find_the_same_changes() -> None:
    crowd = payload.Crowd(100)
    polls = [crowd.poll(), crowd.poll()]
    core, board, sqlite = ours.Core(crowd.names), guide.Leaderboard(crowd.names), stores.Sqlite()
    core.watch()
    before = truth(crowd)
    changed: list[Any] = []
    order: list[Any] = []
    for answers in polls:
        core.cycle_of_aggregates(answers)
        board.rank_and_diff(guide.decode_aggregates(answers.aggregates))
        changed, order = sqlite.rank_and_diff(least.decode_aggregates(answers.aggregates))
    assert before == truth(crowd)
    wanted = sorted(crowd.ids, key=lambda one: (-before[one][0], before[one][1] / max(before[one][0], 1), one))
    assert [agent for (agent,) in order] == wanted
    assert len(changed) == 10
    shown = [(one.closed, one.name) for one in core.board.standings]
    assert [closed for closed, _ in shown] == [before[one][0] for one in wanted]
    assert len(shown) == 100


def test_an_event_is_as_large_as_was_asked_and_ends_with_its_instant() -> None:
    event = payload.event_of(5_000, 123_456_789)
    assert abs(len(event) - 5_000) < 200
    assert event.endswith(b'@@00000000000123456789@@"}]}')
    assert json.loads(event)
