"""A scope in parts: each handling in one of them, and the parts' looks together those of the whole."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON
from wallboard.board.agents import AgentId, AgentLook
from wallboard.genesys.scope_parts import MEDIA_TYPES, joined, splits
from wallboard.genesys.source import ScopeFilter

ids = st.frozensets(st.sampled_from("abcdefgh"), max_size=6)
scopes = st.builds(ScopeFilter, ids, ids, ids, ids, st.frozensets(st.sampled_from(sorted(MEDIA_TYPES)), max_size=4))
looks = st.builds(
    AgentLook,
    agent_id=st.sampled_from("abcd").map(AgentId),
    status=st.none(),
    started=st.integers(0, 99),
    closed=st.integers(0, 99),
    handle_time=st.integers(0, 10**9).map(lambda ms: timedelta(milliseconds=ms)),
    as_of=st.just(NOON),
    completed_alone=st.just(True),
)


def look(agent_id: str, number: int) -> AgentLook:
    return AgentLook(AgentId(agent_id), None, number, number, timedelta(seconds=number), NOON, True)


def finest(scope: ScopeFilter, divisions: frozenset[str]) -> Iterator[ScopeFilter]:
    parts = splits(scope, divisions)
    for part in parts:
        yield from finest(part, divisions)
    if not parts:
        yield scope


def cells(scope: ScopeFilter, divisions: frozenset[str]) -> set[tuple[str, str, str]]:
    """What a scope counts, as far as it is split: (medium, queue, division)."""
    return {
        (medium, queue, division)
        for medium in scope.media_types or MEDIA_TYPES
        for queue in scope.queue_ids or {"any"}
        for division in scope.division_ids or divisions or {"any"}
    }


class TestSplits:
    def test_media_types_come_first_and_all_of_them_are_there(self) -> None:
        parts = splits(ScopeFilter())
        assert {part.media_types for part in parts} == {frozenset({one}) for one in MEDIA_TYPES}
        schemas = json.loads((Path(__file__).parents[1] / "data/genesys-openapi-subset.json").read_text("utf-8"))
        sessions = schemas["components"]["schemas"]["AnalyticsAgentStateAgentSessionResult"]
        assert set(sessions["properties"]["mediaType"]["enum"]) == MEDIA_TYPES

    def test_a_scope_of_some_media_types_has_no_others(self) -> None:
        parts = splits(ScopeFilter(media_types=frozenset({"voice", "chat"}), team_ids=frozenset({"t"})))
        assert parts == tuple(
            ScopeFilter(media_types=frozenset({one}), team_ids=frozenset({"t"})) for one in ("chat", "voice")
        )

    def test_then_queues_then_divisions_in_halves(self) -> None:
        voice = ScopeFilter(media_types=frozenset({"voice"}), queue_ids=frozenset("abc"), division_ids=frozenset("xy"))
        assert [part.queue_ids for part in splits(voice)] == [frozenset("a"), frozenset("bc")]
        one_queue = replace(voice, queue_ids=frozenset("a"))
        assert [part.division_ids for part in splits(one_queue)] == [frozenset("x"), frozenset("y")]

    def test_a_scope_without_divisions_has_all_that_the_organisation_has(self) -> None:
        voice = ScopeFilter(media_types=frozenset({"voice"}))
        assert [part.division_ids for part in splits(voice, ["d1", "d2", "d3"])] == [
            frozenset({"d1"}),
            frozenset({"d2", "d3"}),
        ]

    @pytest.mark.parametrize("divisions", [(), ("the only one",)])
    def test_what_cannot_be_split_has_no_parts(self, divisions: tuple[str, ...]) -> None:
        teams = ScopeFilter(frozenset("gh"), frozenset("tu"), media_types=frozenset({"voice"}))
        assert splits(teams, divisions) == ()

    @given(scopes, ids)
    def test_every_handling_is_in_one_part(self, scope: ScopeFilter, divisions: frozenset[str]) -> None:
        parts = list(finest(scope, divisions))
        counted = [cell for part in parts for cell in cells(part, divisions)]
        assert len(counted) == len(set(counted))
        assert set(counted) == cells(scope, divisions)
        assert {(part.group_ids, part.team_ids) for part in parts} == {(scope.group_ids, scope.team_ids)}


class TestJoined:
    def test_an_agent_of_two_parts_is_summed(self) -> None:
        parts = [[look("a", 1), look("b", 2)], [], [look("a", 3)]]
        assert joined(parts) == (look("a", 4), look("b", 2))

    def test_it_is_as_old_as_its_oldest_part_and_no_better(self) -> None:
        older = look("a", 1)._replace(as_of=NOON - timedelta(seconds=30), completed_alone=False)
        (told,) = joined([[look("a", 1)], [older]])
        assert (told.as_of, told.completed_alone) == (NOON - timedelta(seconds=30), False)

    def test_of_no_parts_there_is_nobody(self) -> None:
        assert joined([]) == ()

    @given(st.lists(st.lists(looks, max_size=6), max_size=6))
    def test_however_it_is_cut_the_sums_are_the_same(self, parts: list[list[AgentLook]]) -> None:
        everything = [one for part in parts for one in part]
        told = joined(parts)
        assert set(told) == set(joined([everything]))
        assert len({one.agent_id for one in told}) == len(told)
        assert sum(one.closed for one in told) == sum(one.closed for one in everything)
        assert sum((one.handle_time for one in told), timedelta()) == sum(
            (one.handle_time for one in everything), timedelta()
        )
