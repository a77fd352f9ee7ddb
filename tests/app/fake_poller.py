"""A poller that speaks the wire contract on a real port and says what a test tells it to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.samples import boards
from wallboard.wire.boards import Boards
from wallboard.wire.codec import encode, frame
from wallboard.wire.messages import Event, Handshake, Problem, ViewMade
from wallboard.wire.setup import SignedIn


class FakePoller:
    """`said` is what the open stream sends: bytes or events; None ends it. `asked` holds what was requested."""

    def __init__(self) -> None:
        self.handshake = Handshake(0, "a-token", 1)
        self.boards: Boards = boards("all", "sales")
        self.credentials = (200, encode(SignedIn("Bank", [])))
        self.picture: tuple[int, bytes] = (404, encode(Problem("no picture")))
        self.health = (200, b'{"live": true, "ready": true}')
        self.answers = True
        self.said: asyncio.Queue[bytes | Event | None] = asyncio.Queue()
        self.asked: list[tuple[str, str, bytes]] = []
        self.streams_closed = 0
        self.stream_closed = asyncio.Event()
        self.stuck = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakePoller"]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.handshake = Handshake(server.sockets[0].getsockname()[1], "a-token", 1)
        try:
            yield self
        finally:
            self.stuck.set()
            server.close()
            await server.wait_closed()

    def say(self, *said: bytes | Event | None) -> None:
        for one in said:
            self.said.put_nowait(one)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
            method, path, _ = head[0].split(" ")
            lengths = [int(line.partition(":")[2]) for line in head if line.startswith("content-length:")]
            body = await reader.readexactly(sum(lengths))
            self.asked.append((method.upper(), path, body))
            if not self.answers:
                await self.stuck.wait()
            elif f"authorization: bearer {self.handshake.token}" not in head:
                await _reply(writer, 401, encode(Problem("no such token")))
            else:
                await self._answer(path, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match path:
            case "/v1/health":
                await _reply(writer, *self.health)
            case "/v1/boards":
                await _reply(writer, 200, encode(self.boards))
            case "/v1/credentials":
                await _reply(writer, *self.credentials)
            case "/v1/boards/all/agents/a%2f1/picture":
                await _reply(writer, *self.picture)
            case "/v1/views":
                await _reply(writer, 201, encode(ViewMade("v1")))
            case "/v1/views/v1/events":
                await self._stream(reader, writer)
            case _:
                await _reply(writer, 404, encode(Problem("no such thing")))

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        gone = asyncio.ensure_future(reader.read())
        try:
            while True:
                said = asyncio.ensure_future(self.said.get())
                await asyncio.wait({gone, said}, return_when=asyncio.FIRST_COMPLETED)
                if not said.done():
                    said.cancel()
                    return
                part = said.result()
                if part is None:
                    writer.write(b"0\r\n\r\n")
                    return
                sent = part if isinstance(part, bytes) else frame(part)
                writer.write(b"%x\r\n%b\r\n" % (len(sent), sent))
        finally:
            gone.cancel()
            self.streams_closed += 1
            self.stream_closed.set()


async def _reply(writer: asyncio.StreamWriter, status: int, body: bytes) -> None:
    writer.write(b"HTTP/1.1 %d X\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%b" % (status, len(body), body))
    await writer.drain()
