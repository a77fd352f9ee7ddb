"""The seam between the two ways to read an organisation."""

import pytest

from wallboard.genesys.source import EVERYBODY, ScopeFilter

ONE = frozenset({"x"})


@pytest.mark.parametrize("wanted", [EVERYBODY, ScopeFilter(group_ids=ONE)])
def test_the_realtime_contract_can_be_asked_for_everybody_and_for_groups(wanted: ScopeFilter) -> None:
    assert wanted.is_realtime


@pytest.mark.parametrize(
    "wanted",
    [
        ScopeFilter(team_ids=ONE),
        ScopeFilter(queue_ids=ONE),
        ScopeFilter(division_ids=ONE),
        ScopeFilter(media_types=ONE),
        ScopeFilter(group_ids=ONE, queue_ids=ONE),
    ],
)
def test_for_anything_else_it_can_not(wanted: ScopeFilter) -> None:
    assert not wanted.is_realtime
