"""Push every change to every open stream, encoded once for all that see the same.

Each frame is pushed straight into the stream's connection, or into its ASGI `send` where the server lends none. A
reader that stalls is let go and comes back for a fresh snapshot: it delays nobody and costs no memory. Fed by
poller.cycle and poller.loop; streams come from poller.sse.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wallboard.board import view
from wallboard.board.view import Cut, ViewSpec
from wallboard.host.clock import Clock
from wallboard.poller import events
from wallboard.poller.boards import Board
from wallboard.wire.codec import SharedFrame, shared_frame

_LEAST_DEMAND = 100


class Send(Protocol):
    """ASGI's `send`: a coroutine function that parks while the reader's buffer is full."""

    def __call__(self, message: MutableMapping[str, Any], /) -> Any:  # noqa: ANN401 ASGI's own signature
        """Start to send."""
        ...


class Line(Protocol):
    """A connection that takes whole chunks past ASGI, as poller.server offers it."""

    def take(self, chunk: bytes) -> bool:
        """Write at once; False where the reader stalled or went away."""
        ...


class Ending:
    """Whether something is over, as asyncio.Event tells it, but for one who waits: there is one for each reader."""

    __slots__ = ("_over", "_waiter")

    def __init__(self) -> None:
        self._over = False
        self._waiter: asyncio.Future[None] | None = None

    def is_set(self) -> bool:
        """Whether it is over."""
        return self._over

    def set(self) -> None:
        """Say that it is over; once more changes nothing."""
        self._over = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def wait(self) -> asyncio.Future[None]:
        """What is done once it is over."""
        self._waiter = asyncio.get_running_loop().create_future()
        if self._over:
            self._waiter.set_result(None)
        return self._waiter


class Copies:
    """A frame's bytes for one stream after the other; neighbours at the same `seq` get one object.

    The last is kept alone: streams that joined at a thousand instants would each leave a copy.
    """

    __slots__ = ("_chunk", "_frame", "_seq")

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._seq = 0  # no stream's: they count from 1
        self._chunk = b""

    def plain(self, seq: int) -> bytes:
        """The frame as the body of an ASGI message."""
        return self._frame.for_seq(seq)

    def chunk(self, seq: int) -> bytes:
        """The frame as one chunk of an HTTP/1.1 body."""
        if seq != self._seq:
            frame = self._frame.for_seq(seq)
            self._chunk, self._seq = b"%x\r\n%b\r\n" % (len(frame), frame), seq
        return self._chunk


class Stream:
    """One open event stream, on its `line` where there is one. `ended` is set when its reader stalled or went away."""

    __slots__ = ("_line", "_send", "_seq", "ended", "spec")

    def __init__(self, spec: ViewSpec, send: Send, line: Line | None = None) -> None:
        self.spec = spec
        self.ended = Ending()
        self._send = send
        self._line = line
        self._seq = 0

    def push(self, frame: Copies) -> None:
        """Hand over one frame, now or never: a reader who would have to be waited for ends the stream."""
        if self.ended.is_set():
            return
        self._seq += 1
        line = self._line
        taken = _handed_over(self._send, frame.plain(self._seq)) if line is None else line.take(frame.chunk(self._seq))
        if not taken:
            self.ended.set()


def _handed_over(send: Send, frame: bytes) -> bool:
    """Whether ASGI's `send` took this without waiting."""
    handing_over = send({"type": "http.response.body", "body": frame, "more_body": True})
    try:
        handing_over.send(None)
    except StopIteration:
        return True
    except OSError:
        return False
    with contextlib.suppress(RuntimeError):
        handing_over.close()
    return False


@dataclass(slots=True)
class _Channel:
    """The streams that see the same view, and what all of them show. `since` is that window's start.

    Streams stand in the order of their joining: most neighbours are at the same `seq`, and share their bytes.
    """

    shown: Cut
    since: datetime | None
    streams: dict[Stream, None] = field(default_factory=dict)


class Broadcast:
    """All open streams of all boards. `now` reads Genesys Cloud's clock."""

    def __init__(self, epoch: str, boards: Iterable[Board], clock: Clock, now: Callable[[], datetime]) -> None:
        self.epoch = epoch
        self._boards = {board.info.id: board for board in boards}
        self._clock = clock
        self._now = now
        self._channels: dict[ViewSpec, _Channel] = {}
        self.empty = asyncio.Event()
        self.occupied = asyncio.Event()
        self.empty.set()

    def join(self, stream: Stream) -> None:
        """Open a stream: its first frames are a snapshot and how the polling goes."""
        board = self._boards[stream.spec.board]
        channel = self._channels.get(stream.spec)
        if channel is None:
            channel = _Channel(view.cut(board.standings, stream.spec), _since(board))
            self._channels[stream.spec] = channel
        channel.streams[stream] = None
        self.empty.clear()
        self.occupied.set()
        stream.push(Copies(self._snapshot(board, channel)))
        stream.push(Copies(self._status(board)))

    def leave(self, stream: Stream) -> None:
        """Forget a stream that ended."""
        channel = self._channels.get(stream.spec)
        if channel is None:
            return
        channel.streams.pop(stream, None)
        if not channel.streams:
            del self._channels[stream.spec]
        if not self._channels:
            self.occupied.clear()
            self.empty.set()

    def change(self, stream: Stream, spec: ViewSpec) -> None:
        """Let an open stream show another view from now on."""
        self.leave(stream)
        stream.spec = spec
        self.join(stream)

    def demand(self, boards: Iterable[Board]) -> int:
        """How many rows, from the top, are looked at on one of these boards; the first hundred in any case."""
        ids = {board.info.id for board in boards}
        asked = [offset + count for spec in self._channels if spec.board in ids for offset, count in spec.ranges]
        return max([_LEAST_DEMAND, *asked])

    def publish(self, board: Board) -> None:
        """Tell what changed on a board. A new window is told as a whole, like the first that is known."""
        for spec, channel in self._channels_of(board):
            wanted = view.cut(board.standings, spec)
            if channel.since != _since(board):
                channel.shown, channel.since = wanted, _since(board)
                frame = self._snapshot(board, channel)
            else:
                frame = self._delta(board, view.diff(channel.shown, wanted))
                channel.shown = wanted
            _push(channel, frame)

    def publish_status(self, board: Board) -> None:
        """Tell how the polling of a board goes."""
        frame = self._status(board)
        for _, channel in self._channels_of(board):
            _push(channel, frame)

    def beat(self) -> None:
        """Tell every stream that this process lives."""
        for board in self._boards.values():
            frame = shared_frame(events.heartbeat_of(self.epoch, board.since_good(self._clock.elapsed()), self._now()))
            for _, channel in self._channels_of(board):
                _push(channel, frame)

    def _channels_of(self, board: Board) -> list[tuple[ViewSpec, _Channel]]:
        return [(spec, channel) for spec, channel in self._channels.items() if spec.board == board.info.id]

    def _snapshot(self, board: Board, channel: _Channel) -> SharedFrame:
        since_good = board.since_good(self._clock.elapsed())
        return shared_frame(events.snapshot_of(board, channel.shown, self.epoch, 0, since_good))

    def _delta(self, board: Board, change: view.Change) -> SharedFrame:
        return shared_frame(events.delta_of(board, change, self.epoch, board.since_good(self._clock.elapsed())))

    def _status(self, board: Board) -> SharedFrame:
        since_good = board.since_good(self._clock.elapsed())
        return shared_frame(events.status_of(board, self.epoch, since_good, self._now()))


def _push(channel: _Channel, frame: SharedFrame) -> None:
    copies = Copies(frame)
    for stream in tuple(channel.streams):
        stream.push(copies)


def _since(board: Board) -> datetime | None:
    return None if board.window is None else board.window.start
