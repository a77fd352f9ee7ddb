"""A scope's archive: the shift as the history holds it, and the same interval as it is told now."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import NOON, SHIFT_START, FakeGenesys, agent_json, agent_look, page_reply
from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.source import EVERYBODY, Source
from wallboard.poller.archive import ScopeArchive
from wallboard.poller.history import Bounds, History, Sweep
from wallboard.poller.pace import Pace
from wallboard.poller.past import KeptWindow
from wallboard.poller.reconcile import Limits
from wallboard.poller.reconciliation import Ended
from wallboard.poller.table import Table

pytestmark = pytest.mark.asyncio

PACE = Pace(timedelta(seconds=30), timedelta(seconds=30), 100)
SCOPE = "everybody"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A history of one shift, in which Tova closed 4."""
    table = Table(SHIFT_START, 2 * PACE.cadence)
    table.absorb([agent_look("tova", 4, 400)])
    history = History.open(tmp_path / "history.sqlite", Bounds())
    history.append(SCOPE, Sweep(MetricsWindow(SHIFT_START, NOON), NOON, table.known().values(), ()))
    history.close()
    return tmp_path / "history.sqlite"


def archive(path: Path, genesys: FakeGenesys) -> ScopeArchive:
    async def source_of(window: KeptWindow) -> Source:
        assert window.window.start == SHIFT_START
        return RealtimeSource(genesys.session(), EVERYBODY, 100)

    return ScopeArchive(path, SCOPE, source_of, {AgentId("tova"): "Tova"}, Limits(), PACE)


async def test_a_shift_is_found_and_asked_for_again(kept: Path) -> None:
    genesys = FakeGenesys(lambda _: page_reply(agent_json("tova", 7, handle_ms=700_000)))
    own = archive(kept, genesys)
    window = await own.find(SHIFT_START)
    assert window is not None
    (line,) = await own.compare(window, Ended(SHIFT_START, NOON))
    assert (line.name, line.more_closed, line.passes) == ("Tova", 3, True)
    asked = dict(genesys.asked[0].params)
    assert (asked["dateFrom"], asked["dateTo"]) == ("2026-11-23T07:00:00.000Z", "2026-11-23T12:00:00.000Z")


async def test_what_was_not_kept_is_not_found(kept: Path, tmp_path: Path) -> None:
    own = archive(kept, FakeGenesys())
    assert await own.find(SHIFT_START - timedelta(days=1)) is None
    assert await archive(tmp_path / "none.sqlite", FakeGenesys()).find(SHIFT_START) is None
