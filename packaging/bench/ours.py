"""The product as the benchmark uses it: the one file here that knows how it is built. Nothing is tuned for a figure.

`Core` is a poller without network, disk and lists of people: what lies between an answer's bytes and a stream's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from payload import Answers

from wallboard.board.agents import AgentId, AgentLook, AgentStatus
from wallboard.board.looks import Looks
from wallboard.board.view import ViewSpec
from wallboard.board.window import MetricsWindow
from wallboard.genesys import aggregates, realtime
from wallboard.genesys.exchange import Reply
from wallboard.genesys.repeats import Repeats
from wallboard.host.clock import SystemClock
from wallboard.host.secret import Secret
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast, Stream
from wallboard.poller.gate import Gate
from wallboard.poller.http_api import HttpApi
from wallboard.poller.table import Table
from wallboard.poller.views import Views
from wallboard.wire.boards import BoardInfo, Boards

BOARD = "all"
CADENCE = timedelta(seconds=30)
SHOWN = 300  # rows of the view that a wall asks for
_EPOCH = "be7c"


class Decoder:
    """What decodes the answers of one organisation, poll after poll: it knows again what an answer repeats."""

    def __init__(self) -> None:
        self._aggregates = aggregates.Memory()
        self._pages: realtime.Memory = Repeats()

    def aggregates(self, answers: Answers) -> Looks:
        """Everybody's look from one aggregates answer."""
        return aggregates.decode(Reply(200, {}, answers.aggregates), _window(answers), self._aggregates).looks

    def pages(self, answers: Answers) -> list[Looks]:
        """Everybody's look from all realtime pages."""
        window = _window(answers)
        return [self.page(body, window) for body in answers.pages]

    def page(self, body: bytes, window: MetricsWindow) -> Looks:
        """The looks of one realtime page."""
        return realtime.decode_page(Reply(200, {}, body), window, self._pages).looks


def _window(answers: Answers) -> MetricsWindow:
    return MetricsWindow(answers.start, answers.end)


class Sink:
    """ASGI's `send` of a reader who takes everything at once; counts what it was given."""

    def __init__(self) -> None:
        self.taken = 0

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        """Take one frame."""
        self.taken += len(message["body"])


class Core:
    """One board over everybody, and the streams that show it."""

    def __init__(self, names: Mapping[str, str], board_id: str = BOARD) -> None:
        self.clock = SystemClock()
        self.names = {AgentId(agent): name for agent, name in names.items()}
        self.board = Board(BoardInfo(board_id, "All agents", "UTC", ["07:00"], None), CADENCE)
        self.broadcast = Broadcast(_EPOCH, [self.board], self.clock, self.clock.now)
        self.table: Table | None = None
        self.decoder = Decoder()

    def watch(self, shown: int = SHOWN) -> Sink:
        """Open a stream of the first rows."""
        sink = Sink()
        self.broadcast.join(Stream(ViewSpec(self.board.info.id, ((0, shown),)), sink))
        return sink

    def cycle_of_aggregates(self, answers: Answers) -> None:
        """One poll by an aggregates answer: bytes, table, rank, views, encoded deltas."""
        self.take(answers, [self.decoder.aggregates(answers)])

    def cycle_of_pages(self, answers: Answers) -> None:
        """One poll by realtime pages, each taken in as it comes."""
        self.take(answers, self.decoder.pages(answers))

    def take(self, answers: Answers, pages: Sequence[Looks]) -> None:
        """A poll whose looks are decoded: what is left to do with them until a frame goes out."""
        first = self.table is None
        table = self.table = self.table or Table(answers.start, 2 * CADENCE)
        present: set[AgentId] = set()
        for looks in pages:
            table.absorb(looks)
            present.update(looks.agents())
        table.retain(present)
        if first and pages and pages[0][0].status is None:
            # Aggregates tell no status, and who has none is not ranked: everybody is at work.
            table.absorb_statuses(AgentStatus(one, "Available", None, None, answers.end) for one in sorted(present))
        self.show(answers.start, answers.end)

    def take_page(self, looks: Looks, answers: Answers) -> None:
        """One page alone, told to the screens at once."""
        if self.table is None:
            raise ValueError("a whole poll comes first")
        self.table.absorb(looks)
        self.show(answers.start, answers.end)

    def show(self, start: datetime, end: datetime) -> None:
        """Rank, cut, diff, encode and push."""
        if self.table is None:
            raise ValueError("a whole poll comes first")
        self.board.complete(MetricsWindow(start, end), self.clock.now(), self.clock.elapsed())
        self.board.rank(self.table, self.names)
        self.broadcast.publish(self.board)


class Service:
    """A poller's local service around a core, on a port of its own."""

    def __init__(self, core: Core, token: str, port: int) -> None:
        about = Boards([core.board.info], None, CADENCE.total_seconds(), CADENCE.total_seconds(), datetime.now(UTC))
        clock = core.clock
        api = HttpApi({core.board.info.id: core.board}, about, core.broadcast, Views(clock), clock, clock.now)
        self.application = Gate(api.application(), Secret(token), port)


def few_rows(agents: int, core: Core, stamped: Callable[[], str]) -> Callable[[], None]:
    """Publish a board of so many agents of whom each has changed; the last row's name carries the stamp."""
    ids = [AgentId(f"6f0c{one:08x}-0000-4000-8000-000000000000") for one in range(agents)]
    start = datetime(2026, 11, 24, 7, tzinfo=UTC)
    core.table = Table(start, 2 * CADENCE)
    turn = 0

    def publish() -> None:
        nonlocal turn
        turn += 1
        end = start + timedelta(hours=7) + turn * CADENCE
        handled = turn * timedelta(seconds=20)
        looks = (
            AgentLook(agent, "Available", turn + 999 - one, turn + 999 - one, handled, end, True)
            for one, agent in enumerate(ids)
        )
        if core.table is not None:
            core.table.absorb(tuple(looks))
        core.names = {agent: f"Agent {one:04}" for one, agent in enumerate(ids)} | {ids[-1]: stamped()}
        core.show(start, end)

    return publish
