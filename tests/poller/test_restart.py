"""What stands after a restart is what stood before it: the table, the window, and what movement compares with."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import CADENCE, PolledBoard
from tests.fakes import ManualClock
from tests.talks import BEGIN, Talk, lists_of_talks, looked_at
from wallboard.board.movement import Since
from wallboard.board.rules import Rules
from wallboard.poller.history import Bounds
from wallboard.poller.keeper import Keeper
from wallboard.poller.restart import keep_marks, reference_of, restored
from wallboard.poller.table import Table

SCOPE = "everybody"
USUAL = 2 * CADENCE
AGENTS = ("avi", "dana", "tova")
Conversations = dict[str, list[Talk]]


def new_board(since: Since = Since.QUARTER_HOUR) -> PolledBoard:
    polled = PolledBoard(ManualClock(BEGIN), since=since)
    polled.table = Table(BEGIN, USUAL)
    return polled


def poll(polled: PolledBoard, own: Conversations, at: int) -> None:
    polled.poll(*(looked_at(talks, at, agent) for agent, talks in own.items()))


def keep(keeper: Keeper, polled: PolledBoard) -> None:
    window, updated_at = polled.board.window, polled.board.updated_at
    assert window is not None
    assert updated_at is not None
    keeper.keep_names(polled.names, len(polled.names))
    keeper.keep(SCOPE, window, updated_at, polled.table)
    keep_marks([polled.board], SCOPE, window.start, keeper)


async def after_a_restart(keeper: Keeper, since: Since = Since.QUARTER_HOUR) -> PolledBoard:
    """The board of a new process that knows nothing but the file."""
    kept, names = await restored(keeper, SCOPE, USUAL), await keeper.names()
    assert kept is not None
    polled = new_board(since)
    polled.table, polled.names = kept.table, dict(names)
    reference = await reference_of(polled.board, SCOPE, kept, keeper, names)
    polled.board.restore(kept.window, kept.updated_at, timedelta(), reference)
    polled.board.rank(kept.table, names)
    return polled


def shown(polled: PolledBoard) -> tuple[object, ...]:
    board = polled.board
    return (tuple(board.standings), board.window, board.updated_at, board.reference_at, board.summary)


@pytest.mark.asyncio
class TestNothingThere:
    async def test_without_anything_kept_there_is_nothing_to_restore(self, tmp_path: Path) -> None:
        keeper = Keeper.open(tmp_path / "history.sqlite", Bounds())
        assert await restored(keeper, SCOPE, USUAL) is None
        await keeper.close()

    async def test_of_another_scope_nothing_is_restored(self, tmp_path: Path) -> None:
        keeper = Keeper.open(tmp_path / "history.sqlite", Bounds())
        polled = new_board()
        poll(polled, {"tova": [Talk(10, 60)]}, 100)
        keep(keeper, polled)
        assert await restored(keeper, "another", USUAL) is None
        await keeper.close()

    @pytest.mark.expected_log_warnings
    async def test_of_a_file_that_cannot_be_read_nothing_is_restored(self, tmp_path: Path) -> None:
        (tmp_path / "history.sqlite").mkdir()
        keeper = Keeper.open(tmp_path / "history.sqlite", Bounds())
        assert await restored(keeper, SCOPE, USUAL) is None
        await keeper.close()


@pytest.mark.asyncio
async def test_who_was_exact_before_is_exact_after_in_the_midst_of_a_conversation(tmp_path: Path) -> None:
    own = {"tova": [Talk(10, 60), Talk(100, 300)]}
    keeper = Keeper.open(tmp_path / "history.sqlite", Bounds())
    before = new_board()
    for at in (80, 110, 140):
        poll(before, own, at)
        keep(keeper, before)
        await keeper.names()  # comes after what is being written
    await keeper.close()
    again = Keeper.open(tmp_path / "history.sqlite", Bounds())
    after = await after_a_restart(again)
    poll(after, own, 170)
    (tova,) = after.board.standings
    assert tova.aht is not None
    assert (tova.aht.value, tova.aht.bound) == (timedelta(seconds=60), timedelta())
    assert tova.call_since is not None
    assert (tova.call_since.at, tova.call_since.exact) == (BEGIN + timedelta(seconds=100), True)
    await again.close()


conversations = st.tuples(*(lists_of_talks(6000, most=10) for _ in AGENTS)).map(
    lambda own: dict(zip(AGENTS, own, strict=True))
)


@settings(max_examples=25)
@given(
    conversations,
    st.lists(st.integers(10, 600), min_size=1, max_size=25),
    st.sets(st.integers(0, 24)),
    st.sampled_from(Since),
)
def test_a_board_with_any_restarts_shows_what_one_without_shows(
    own: Conversations, waits: list[int], restarts: set[int], since: Since
) -> None:
    async def check(path: Path) -> None:
        keeper = Keeper.open(path, Bounds())
        steady, shaken = new_board(since), new_board(since)
        at = 0
        for number, wait in enumerate(waits):
            at += wait
            poll(steady, own, at)
            poll(shaken, own, at)
            keep(keeper, shaken)
            if number in restarts:
                await keeper.close()
                keeper = Keeper.open(path, Bounds())
                shaken = await after_a_restart(keeper, since)
            await keeper.names()  # comes after what is being written
            assert shown(shaken) == shown(steady)
        await keeper.close()

    with TemporaryDirectory() as folder:
        asyncio.run(check(Path(folder, "history.sqlite")))


@pytest.mark.asyncio
async def test_a_mark_of_another_order_or_shift_is_not_compared_with(tmp_path: Path) -> None:
    keeper = Keeper.open(tmp_path / "history.sqlite", Bounds())
    before = new_board(Since.SHIFT_START)
    poll(before, {"tova": [Talk(10, 60)], "avi": [Talk(10, 70)]}, 900)
    keep(keeper, before)
    kept = await restored(keeper, SCOPE, USUAL)
    assert kept is not None
    same = await reference_of(before.board, SCOPE, kept, keeper, {})
    assert same is not None
    assert (same.compared.at, len(same.compared.ranks)) == (BEGIN + timedelta(seconds=900), 2)
    ranked_otherwise = new_board(Since.SHIFT_START).board
    ranked_otherwise.rules = Rules(minimum_closed=1)
    assert await reference_of(ranked_otherwise, SCOPE, kept, keeper, {}) is None
    assert await reference_of(before.board, "another", kept, keeper, {}) is None
    next_shift = replace(kept, window=replace(kept.window, start=BEGIN + timedelta(seconds=1)))
    assert await reference_of(before.board, SCOPE, next_shift, keeper, {}) is None
    put_back = replace(kept, window=replace(kept.window, end=BEGIN + timedelta(seconds=899)))
    assert await reference_of(before.board, SCOPE, put_back, keeper, {}) is None
    await keeper.close()
