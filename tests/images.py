"""Pictures made by Qt's own encoders, and a host that gives them out: nothing in here is the product's."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

HANG = b"<hang>"


def image(kind: str, width: int = 48, height: int = 48, *, progressive: bool = False, blue: int = 0) -> bytes:
    """A picture of this many pixels, as `png` or `jpeg`; another one for each shade of `blue`."""
    drawn = QImage(width, height, QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            drawn.setPixel(x, y, 0xFF000000 | (x * 5 % 256) << 16 | (y * 7 % 256) << 8 | blue)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setProgressiveScanWrite(progressive)
    assert writer.write(drawn), writer.errorString()
    return bytes(content.data())


def is_readable(body: bytes, kind: str) -> bool:
    """Whether Qt reads it, whole."""
    read = QImage()
    return read.loadFromData(QByteArray(body), kind)


def http(body: bytes, *head: str, status: str = "200 OK") -> bytes:
    """A whole answer."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *head)
    return "\r\n".join((*lines, "", "")).encode() + body


@dataclass
class PictureHost:
    """A host that answers each path with the bytes it is told; `HANG` in them waits until the caller goes."""

    answers: dict[str, bytes] = field(default_factory=dict)
    port: int = 0
    asked: list[bytes] = field(default_factory=list)
    hanging: asyncio.Event = field(default_factory=asyncio.Event)
    released: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: int = 0
    most_at_once: int = 0
    four_at_once: asyncio.Event = field(default_factory=asyncio.Event)
    _serving: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [head.split(b" ")[1].decode() for head in self.asked]

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._serving.append(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            self.asked.append(await reader.readuntil(b"\r\n\r\n"))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            if self.at_once >= 4:
                self.four_at_once.set()
            before, hang, after = self.answers[self.paths()[-1]].partition(HANG)
            writer.write(before)
            await writer.drain()
            if hang:
                self.hanging.set()
                await self.released.wait()
                writer.write(after)
                await writer.drain()
            self.at_once -= 1
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    async def ended(self) -> None:
        self.released.set()
        await asyncio.gather(*self._serving)


@asynccontextmanager
async def picture_host(**answers: bytes) -> AsyncIterator[PictureHost]:
    """A host with a picture, or something else, at `/name` for each name."""
    host = PictureHost({f"/{name}": answer for name, answer in answers.items()})
    listening = await asyncio.start_server(host.accept, "127.0.0.1", 0)
    host.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield host
        await host.ended()
