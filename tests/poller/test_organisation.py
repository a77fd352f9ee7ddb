"""What the scopes of one organisation share."""

from pathlib import Path

import pytest

from tests.builders import FakeGenesys
from wallboard.genesys.platform_source import PlatformSource
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.source import EVERYBODY, ScopeFilter, SourceKind
from wallboard.host import settings
from wallboard.host.settings import Settings
from wallboard.poller.organisation import Organisation
from wallboard.poller.scopes import scope_of


def chosen(api: str = "platform") -> Settings:
    return settings.parse(
        f"""
        [genesys]
        client_id = "x"
        region = "mypurecloud.ie"
        api = "{api}"
        [[boards]]
        id = "sales"
        title = "Sales"
        shift_starts = ["07:00"]
        queue_ids = ["q-1"]
        [[boards]]
        id = "service"
        title = "Service"
        shift_starts = ["07:00"]
        queue_ids = ["q-2", "q-3"]
        """
    )


@pytest.mark.parametrize(
    ("kind", "made"), [(SourceKind.REALTIME, RealtimeSource), (SourceKind.PLATFORM, PlatformSource)]
)
def test_each_kind_has_its_source(kind: SourceKind, made: type) -> None:
    source = Organisation(chosen(), FakeGenesys().session(), None).source(kind, EVERYBODY)
    assert isinstance(source, made)
    assert source.kind is kind


def test_the_queues_of_all_boards_are_asked_for_at_once() -> None:
    organisation = Organisation(chosen(), FakeGenesys().session(), None)
    assert organisation._reader._queue_ids == {"q-1", "q-2", "q-3"}


def test_scopes_share_people_and_statuses_and_each_has_its_own_source(tmp_path: Path) -> None:
    organisation = Organisation(chosen(), FakeGenesys().session(), tmp_path)
    one, other = (organisation.inquiry(scope_of(board, "org")) for board in chosen().boards)
    assert one.people is other.people
    assert one.activity._statuses is other.activity._statuses
    assert one.sources is not other.sources
    assert one.session is other.session


def test_a_scope_knows_what_its_board_counts() -> None:
    assert scope_of(chosen().boards[1], "org").filter == ScopeFilter(queue_ids=frozenset({"q-2", "q-3"}))
