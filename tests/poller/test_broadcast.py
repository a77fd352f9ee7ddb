"""Broadcast: everybody gets everything in order, and a reader that stalls is let go alone."""

import asyncio
from collections.abc import MutableMapping
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import CADENCE, NOON, FakeReader, PolledBoard, agent_look
from tests.fakes import ManualClock
from wallboard.board.view import ViewSpec
from wallboard.poller.broadcast import Broadcast, Ending, Stream
from wallboard.poller.table import Table
from wallboard.wire.messages import Delta, Event, Heartbeat, Snapshot, Status

pytestmark = pytest.mark.asyncio

EVERYBODY = ViewSpec("all", ((0, 300),))
TOP = ViewSpec("all", ((0, 1),))
STEP = timedelta(seconds=30)


class Wall:
    """Boards with a broadcast, polled by hand, and any number of readers."""

    def __init__(self, *board_ids: str) -> None:
        self.clock = ManualClock(NOON)
        self.polled = {one: PolledBoard(self.clock, one) for one in board_ids or ("all",)}
        boards = [one.board for one in self.polled.values()]
        self.broadcast = Broadcast("e1", boards, self.clock, self.clock.now)
        self.polls = 0

    def poll(self, board_id: str = "all", **closed: int) -> None:
        """A poll that finds these agents; then it is told."""
        at = NOON + self.polls * STEP
        self.polls += 1
        looks = [agent_look(name, count, 10.0 * count, as_of=at) for name, count in closed.items()]
        self.polled[board_id].poll(*looks)
        self.broadcast.publish(self.polled[board_id].board)
        self.broadcast.publish_status(self.polled[board_id].board)

    def read(self, spec: ViewSpec = EVERYBODY) -> tuple[Stream, FakeReader]:
        reader = FakeReader()
        stream = Stream(spec, reader)
        self.broadcast.join(stream)
        return stream, reader

    def read_on_a_line(self) -> tuple[Stream, "FakeLine"]:
        line = FakeLine()
        stream = Stream(EVERYBODY, Gone(), line)
        self.broadcast.join(stream)
        return stream, line


class FakeLine:
    """A connection in memory: takes every chunk until it is `stalled`."""

    def __init__(self) -> None:
        self.stalled = False
        self.chunks: list[bytes] = []

    def take(self, chunk: bytes) -> bool:
        if not self.stalled:
            self.chunks.append(chunk)
        return not self.stalled


def kinds(reader: FakeReader) -> list[type[Event]]:
    return [type(one) for one in reader.events()]


def assert_no_gap(reader: FakeReader) -> None:
    assert [one.seq for one in reader.events()] == list(range(1, len(reader.frames) + 1))


def names_shown(reader: FakeReader) -> list[str]:
    """What the reader has on its screen after all events."""
    rows: dict[str, tuple[int, str]] = {}
    for event in reader.events():
        match event:
            case Snapshot():
                rows = {row.id: (row.place, row.name) for row in event.rows}
            case Delta():
                for gone in event.removed:
                    del rows[gone]
                rows |= {row.id: (row.place, row.name) for row in event.upserts}
            case _:
                pass
    return [name for _, name in sorted(rows.values())]


class TestJoin:
    async def test_the_first_frames_are_a_snapshot_and_a_status(self) -> None:
        wall = Wall()
        wall.poll(tova=3, avi=4)
        _, reader = wall.read()
        snapshot, status = reader.events()
        assert isinstance(snapshot, Snapshot)
        assert [row.name for row in snapshot.rows] == ["Avi", "Tova"]
        assert isinstance(status, Status)
        assert {snapshot.epoch, status.epoch} == {"e1"}
        assert_no_gap(reader)

    async def test_before_the_first_poll_the_snapshot_knows_nothing(self) -> None:
        _, reader = Wall().read()
        snapshot, status = reader.events()
        assert isinstance(snapshot, Snapshot)
        assert (snapshot.rows, snapshot.total, snapshot.as_of) == ([], None, None)
        assert isinstance(status, Status)
        assert status.freshness == "silent"

    async def test_who_comes_later_sees_what_the_others_see(self) -> None:
        wall = Wall()
        wall.poll(tova=3, avi=4)
        _, early = wall.read()
        wall.poll(tova=5, avi=4)
        _, late = wall.read()
        wall.poll(tova=5, avi=6, noa=1)
        assert names_shown(early) == names_shown(late) == ["Avi", "Tova", "Noa"]
        assert kinds(late) == [Snapshot, Status, Delta, Status]
        assert_no_gap(late)


class TestPublish:
    async def test_the_first_numbers_are_told_as_a_whole(self) -> None:
        wall = Wall()
        _, reader = wall.read()
        wall.poll(tova=3)
        assert kinds(reader) == [Snapshot, Status, Snapshot, Status]
        assert names_shown(reader) == ["Tova"]

    async def test_a_change_is_told_as_a_change(self) -> None:
        wall = Wall()
        wall.poll(tova=3, avi=4, noa=9)
        _, reader = wall.read()
        wall.poll(tova=5, avi=4)
        delta = reader.events()[2]
        assert isinstance(delta, Delta)
        assert ([row.name for row in delta.upserts], delta.removed) == (["Tova"], ["noa"])
        assert delta.as_of == NOON + STEP
        assert names_shown(reader) == ["Tova", "Avi"]

    async def test_no_change_is_told_all_the_same_for_the_numbers_are_true_at_a_later_instant(self) -> None:
        wall = Wall()
        wall.poll(tova=3)
        _, reader = wall.read()
        wall.poll(tova=3)
        delta = reader.events()[2]
        assert isinstance(delta, Delta)
        assert (delta.upserts, delta.removed, delta.as_of) == ([], [], NOON + STEP)

    async def test_a_new_window_is_a_snapshot(self) -> None:
        wall = Wall()
        wall.poll(tova=9, avi=8)
        _, reader = wall.read()
        wall.polled["all"].table = Table(NOON, 2 * CADENCE)
        wall.poll(avi=1)
        snapshot = reader.events()[2]
        assert isinstance(snapshot, Snapshot)
        assert snapshot.window is not None
        assert snapshot.window.from_ == NOON
        assert names_shown(reader) == ["Avi"]
        wall.poll(avi=2)
        assert kinds(reader)[4:] == [Delta, Status]

    async def test_each_view_gets_its_own_rows(self) -> None:
        wall = Wall()
        wall.poll(tova=3, avi=4)
        _, top = wall.read(TOP)
        _, found = wall.read(ViewSpec("all", ((0, 9),), "to"))
        wall.poll(tova=5, avi=4)
        assert (names_shown(top), names_shown(found)) == (["Tova"], ["Tova"])
        delta = top.events()[2]
        assert isinstance(delta, Delta)
        assert (delta.removed, delta.total) == (["avi"], 2)

    async def test_a_board_tells_its_own_streams_alone(self) -> None:
        wall = Wall("all", "north")
        _, everywhere = wall.read()
        _, north = wall.read(ViewSpec("north", ((0, 9),)))
        wall.poll("north", noa=1)
        assert kinds(everywhere) == [Snapshot, Status]
        assert names_shown(north) == ["Noa"]

    async def test_a_heartbeat_reaches_everybody_with_the_age_of_her_board(self) -> None:
        wall = Wall("all", "north")
        _, everywhere = wall.read()
        wall.poll(tova=1)
        _, north = wall.read(ViewSpec("north", ((0, 9),)))
        wall.clock.advance(timedelta(seconds=5))
        wall.broadcast.beat()
        beats = [reader.events()[-1] for reader in (everywhere, north)]
        assert [type(one) for one in beats] == [Heartbeat, Heartbeat]
        assert [one.since_good_ms for one in beats] == [5_000, None]


class TestChange:
    async def test_another_view_comes_on_the_same_stream(self) -> None:
        wall = Wall()
        wall.poll(tova=3, avi=4)
        stream, reader = wall.read()
        wall.broadcast.change(stream, TOP)
        wall.poll(tova=5, avi=4)
        assert kinds(reader) == [Snapshot, Status, Snapshot, Status, Delta, Status]
        assert names_shown(reader) == ["Tova"]
        assert_no_gap(reader)

    async def test_another_board_comes_on_the_same_stream(self) -> None:
        wall = Wall("all", "north")
        wall.poll(tova=3)
        wall.poll("north", noa=3)
        stream, reader = wall.read()
        wall.broadcast.change(stream, ViewSpec("north", ((0, 9),)))
        wall.poll(tova=4, avi=5)
        assert names_shown(reader) == ["Noa"]
        assert_no_gap(reader)

    async def test_those_who_see_the_old_view_go_on_seeing_it(self) -> None:
        wall = Wall()
        wall.poll(tova=3, avi=4)
        stream, _ = wall.read()
        _, other = wall.read()
        wall.broadcast.change(stream, TOP)
        wall.poll(tova=5, avi=4)
        assert names_shown(other) == ["Tova", "Avi"]


class Gone:
    """ASGI's `send` of a reader whose connection broke."""

    async def __call__(self, _message: MutableMapping[str, Any]) -> None:
        raise OSError("connection reset")


class TestStalled:
    async def test_a_reader_that_parks_is_ended_and_the_others_get_everything(self) -> None:
        wall = Wall()
        wall.poll(tova=1)
        readers = [wall.read() for _ in range(5)]
        stalled_stream, stalled = readers[2]
        stalled.stalled = True
        for closed in range(2, 12):
            wall.poll(tova=closed)
        assert stalled_stream.ended.is_set()
        assert len(stalled.frames) == 2
        for stream, reader in readers[:2] + readers[3:]:
            assert not stream.ended.is_set()
            assert len(reader.frames) == 22
            assert_no_gap(reader)

    async def test_an_ended_stream_gets_nothing_more_even_when_it_could(self) -> None:
        wall = Wall()
        _, reader = wall.read()
        reader.stalled = True
        wall.broadcast.beat()
        reader.stalled = False
        wall.broadcast.beat()
        assert len(reader.frames) == 2  # a frame is missing: what came after it would be a gap

    async def test_a_broken_connection_ends_its_stream_alone(self) -> None:
        wall = Wall()
        broken = Stream(EVERYBODY, Gone())
        wall.broadcast.join(broken)
        _, reader = wall.read()
        wall.poll(tova=1)
        assert broken.ended.is_set()
        assert names_shown(reader) == ["Tova"]

    async def test_one_that_stalls_from_the_start_is_ended_at_once(self) -> None:
        wall = Wall()
        reader = FakeReader()
        reader.stalled = True
        stream = Stream(EVERYBODY, reader)
        wall.broadcast.join(stream)
        assert stream.ended.is_set()


class TestLine:
    """Streams whose server lends the connection itself; their `send` would break."""

    async def test_it_gets_the_frames_that_asgi_would_get_each_as_one_chunk(self) -> None:
        wall = Wall()
        wall.poll(tova=1)
        _, line = wall.read_on_a_line()
        _, reader = wall.read()
        wall.poll(tova=2)
        wall.broadcast.beat()
        assert line.chunks == [b"%x\r\n%b\r\n" % (len(one), one) for one in reader.frames]
        assert len(line.chunks) == 5

    async def test_those_who_joined_together_share_one_frame_in_memory(self) -> None:
        wall = Wall()
        early = [wall.read_on_a_line()[1] for _ in range(3)]
        wall.broadcast.beat()
        late = [wall.read_on_a_line()[1] for _ in range(3)]
        wall.poll(tova=1)
        assert len({id(line.chunks[-1]) for line in early}) == 1
        assert len({id(line.chunks[-1]) for line in late}) == 1
        assert b'"seq":5,' in early[0].chunks[-1]
        assert b'"seq":4,' in late[0].chunks[-1]

    async def test_one_that_stalls_is_ended_and_the_others_get_everything(self) -> None:
        wall = Wall()
        stalled_stream, stalled = wall.read_on_a_line()
        stream, line = wall.read_on_a_line()
        stalled.stalled = True
        wall.broadcast.beat()
        stalled.stalled = False
        wall.broadcast.beat()
        assert (stalled_stream.ended.is_set(), stream.ended.is_set()) == (True, False)
        assert (len(stalled.chunks), len(line.chunks)) == (2, 4)


class TestEnding:
    async def test_who_waits_is_told_once_it_is_over(self) -> None:
        ending = Ending()
        waiting = ending.wait()
        assert (ending.is_set(), waiting.done()) == (False, False)
        ending.set()
        ending.set()
        await waiting
        assert ending.is_set()

    async def test_who_comes_when_it_is_over_waits_for_nothing(self) -> None:
        ending = Ending()
        ending.set()
        assert ending.wait().done()

    async def test_it_may_be_over_after_the_one_who_waited_gave_up(self) -> None:
        ending = Ending()
        ending.wait().cancel()
        ending.set()
        assert ending.is_set()


class TestOccupied:
    async def test_it_is_empty_until_somebody_joins_and_when_the_last_has_left(self) -> None:
        wall = Wall("all", "north")
        broadcast = wall.broadcast
        assert (broadcast.empty.is_set(), broadcast.occupied.is_set()) == (True, False)
        first, _ = wall.read()
        second, _ = wall.read(ViewSpec("north", ()))
        assert (broadcast.empty.is_set(), broadcast.occupied.is_set()) == (False, True)
        broadcast.leave(first)
        assert (broadcast.empty.is_set(), broadcast.occupied.is_set()) == (False, True)
        broadcast.leave(second)
        broadcast.leave(second)
        assert (broadcast.empty.is_set(), broadcast.occupied.is_set()) == (True, False)

    async def test_a_change_of_the_only_view_leaves_it_occupied(self) -> None:
        wall = Wall()
        stream, _ = wall.read()
        wall.broadcast.change(stream, TOP)
        assert (wall.broadcast.empty.is_set(), wall.broadcast.occupied.is_set()) == (False, True)
        wall.broadcast.leave(stream)
        assert wall.broadcast.empty.is_set()

    async def test_who_left_is_told_nothing(self) -> None:
        wall = Wall()
        stream, reader = wall.read()
        wall.broadcast.leave(stream)
        wall.poll(tova=1)
        assert len(reader.frames) == 2
        assert not stream.ended.is_set()


async def test_a_send_that_is_given_up_leaves_nothing_waiting() -> None:
    wall = Wall()
    before = asyncio.all_tasks()
    _, reader = wall.read()
    reader.stalled = True
    wall.broadcast.beat()
    assert asyncio.all_tasks() == before
