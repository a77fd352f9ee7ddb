"""Pictures from a host that may be hostile, over real sockets: fetched once, checked, kept, without the token."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import NOON
from tests.fakes import ManualClock
from tests.images import HANG, PictureHost, http, image, picture_host
from wallboard.board.agents import AgentId
from wallboard.genesys.picture import LARGEST
from wallboard.genesys.transport import HttpTransport
from wallboard.poller.picture_file import PictureFolder
from wallboard.poller.pictures import Pictures

pytestmark = pytest.mark.asyncio

ADA = AgentId("ada")
PNG, JPEG = image("png"), image("jpeg")
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


class Album:
    """The pictures of an organisation whose host is `host`; every agent's picture lies at her own name."""

    def __init__(self, host: PictureHost, folder: Path, limit_seconds: float = 5.0) -> None:
        self.clock = ManualClock(NOON)
        self.host = host
        self.addresses: dict[str, str] = {}
        opened = HttpTransport.open_wary("wallboard/test", LARGEST)
        self.carrier = HttpTransport(opened._client, limit_seconds, LARGEST, unpacks=False)
        self.folder = PictureFolder(folder)
        self.pictures = Pictures(self.address_of, host.url, self.carrier, self.folder, self.clock)

    def address_of(self, agent_id: AgentId) -> str | None:
        return self.addresses.get(agent_id, f"{self.host.url}/{agent_id}")

    async def body(self, agent_id: AgentId = ADA) -> bytes | None:
        found = await self.pictures.find(agent_id)
        return None if found is None else found.body

    def again(self) -> None:
        """As after a restart."""
        self.pictures = Pictures(self.address_of, self.host.url, self.carrier, self.folder, self.clock)


@asynccontextmanager
async def album(folder: Path, limit_seconds: float = 5.0, **answers: bytes) -> AsyncIterator[Album]:
    async with picture_host(**answers) as host:
        made = Album(host, folder / "pictures", limit_seconds)
        try:
            yield made
        finally:
            await made.carrier.close()


class TestFind:
    @pytest.mark.parametrize(("kind", "body"), [("png", PNG), ("jpeg", JPEG)])
    async def test_a_picture_is_what_its_host_has(self, tmp_path: Path, kind: str, body: bytes) -> None:
        async with album(tmp_path, ada=http(body, "Content-Type: text/html")) as own:
            found = await own.pictures.find(ADA)
            assert found is not None
            assert (found.media_type, found.body) == (f"image/{kind}", body)

    async def test_who_has_none_gets_none_and_nobody_is_asked(self, tmp_path: Path) -> None:
        async with picture_host() as host:
            carrier = HttpTransport.open_wary("wallboard/test", LARGEST)
            none = Pictures(lambda _: None, host.url, carrier, PictureFolder(tmp_path), ManualClock(NOON))
            assert await none.find(ADA) is None
            assert host.asked == []
            await carrier.close()

    async def test_it_is_fetched_once_for_a_day_also_over_a_restart(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG)) as own:
            assert await own.body() == PNG
            own.clock.advance(DAY - SECOND)
            own.again()
            assert await own.body() == PNG
            assert own.host.paths() == ["/ada"]

    async def test_however_many_ask_at_once_it_is_fetched_once(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=HANG + http(PNG)) as own:
            asking = [asyncio.create_task(own.body()) for _ in range(20)]
            await own.host.hanging.wait()
            own.host.released.set()
            assert await asyncio.gather(*asking) == [PNG] * 20
            assert own.host.paths() == ["/ada"]

    async def test_who_gives_up_takes_the_picture_from_nobody(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=HANG + http(PNG)) as own:
            first, second = asyncio.create_task(own.body()), asyncio.create_task(own.body())
            await own.host.hanging.wait()
            first.cancel()
            own.host.released.set()
            assert await second == PNG

    async def test_four_are_fetched_at_once_at_most(self, tmp_path: Path) -> None:
        names = [f"agent{number}" for number in range(12)]
        async with album(tmp_path) as own:
            own.host.answers = {f"/{name}": HANG + http(PNG) for name in names}
            asking = [asyncio.create_task(own.body(AgentId(name))) for name in names]
            async with asyncio.timeout(10):
                await own.host.four_at_once.wait()
            own.host.released.set()
            assert await asyncio.gather(*asking) == [PNG] * 12
            assert own.host.most_at_once == 4


class TestAskedAgain:
    async def test_after_a_day_it_is_asked_whether_it_has_changed(self, tmp_path: Path) -> None:
        marks = ('ETag: "7"', "Last-Modified: Mon, 23 Nov 2026 10:00:00 GMT")
        async with album(tmp_path, ada=http(PNG, *marks)) as own:
            await own.body()
            own.clock.advance(DAY)
            own.host.answers["/ada"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
            assert await own.body() == PNG
            head = own.host.asked[-1].decode()
            assert 'If-None-Match: "7"\r\n' in head
            assert "If-Modified-Since: Mon, 23 Nov 2026 10:00:00 GMT\r\n" in head
            own.clock.advance(DAY - SECOND)
            assert await own.body() == PNG
            assert len(own.host.asked) == 2

    async def test_a_picture_that_changed_is_the_new_one(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG)) as own:
            before = await own.pictures.find(ADA)
            own.clock.advance(DAY)
            own.host.answers["/ada"] = http(JPEG)
            after = await own.pictures.find(ADA)
            assert before is not None
            assert after is not None
            assert (after.body, after.media_type) == (JPEG, "image/jpeg")
            assert after.etag != before.etag

    @pytest.mark.parametrize("answer", [http(b"", status="503 Busy"), http(SVG), b""], ids=["503", "svg", "nothing"])
    async def test_what_cannot_be_had_anew_stays_and_is_tried_again_after_an_hour(
        self, tmp_path: Path, answer: bytes
    ) -> None:
        async with album(tmp_path, ada=http(PNG)) as own:
            await own.body()
            own.clock.advance(DAY)
            own.host.answers["/ada"] = answer
            assert await own.body() == PNG
            own.clock.advance(HOUR - SECOND)
            assert await own.body() == PNG
            assert len(own.host.asked) == 2
            own.clock.advance(SECOND)
            own.host.answers["/ada"] = http(JPEG)
            assert await own.body() == JPEG

    async def test_a_picture_that_is_no_more_goes(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG)) as own:
            await own.body()
            own.clock.advance(DAY)
            own.host.answers["/ada"] = http(b"", status="404 Not Found")
            assert await own.body() is None
            assert list((tmp_path / "pictures").iterdir()) == []

    async def test_a_clock_that_was_put_back_keeps_no_picture_for_ever(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG)) as own:
            await own.body()
            own.clock.advance(-DAY)
            await own.body()
            assert len(own.host.asked) == 2

    async def test_another_address_is_another_picture(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG), ada2=http(JPEG)) as own:
            assert await own.body() == PNG
            own.addresses["ada"] = f"{own.host.url}/ada2"
            assert await own.body() == JPEG


class TestHostile:
    @pytest.mark.parametrize(
        "answer",
        [
            http(SVG, "Content-Type: image/svg+xml"),
            http(SVG, "Content-Type: image/png"),
            http(b"<html><script>alert(1)</script></html>", "Content-Type: image/png"),
            http(PNG[:-20]),
            http(JPEG[: len(JPEG) // 2]),
            http(image("png", 7, 7)),
            http(image("png", 5000, 8)),
            http(PNG + bytes(LARGEST)),
            b"HTTP/1.1 200 OK\r\n\r\n" + PNG + bytes(LARGEST) + HANG,
            b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n" + bytes(LARGEST + 1) + HANG,
            b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + PNG[:50],
            http(gzip.compress(bytes(200 * 1024 * 1024)), "Content-Encoding: gzip"),
            http(gzip.compress(PNG), "Content-Encoding: gzip"),
            http(b"", status="404 Not Found"),
            http(b"", status="500 Oops"),
            http(PNG, status="203 Elsewhere"),
            b"not http at all\r\n\r\n",
            b"",
        ],
        ids=[
            *("svg", "svg as png", "html as png", "half a png", "half a jpeg", "tiny", "wide", "huge and declared"),
            *("huge and undeclared", "declared and endless", "cut off", "gzip bomb", "gzip", "404", "500", "203"),
            *("garbage", "nothing"),
        ],
    )
    async def test_what_is_no_picture_is_none_and_not_asked_for_again_for_an_hour(
        self, tmp_path: Path, answer: bytes
    ) -> None:
        async with album(tmp_path, ada=answer) as own:
            assert await own.body() is None
            own.clock.advance(HOUR - SECOND)
            assert await own.body() is None
            assert len(own.host.asked) == 1
            own.clock.advance(SECOND)
            own.host.answers["/ada"] = http(PNG)
            assert await own.body() == PNG

    async def test_a_host_that_is_slow_is_given_up(self, tmp_path: Path) -> None:
        async with album(tmp_path, limit_seconds=0.2, ada=b"HTTP/1.1 200 OK\r\n" + HANG, bea=http(PNG)) as own:
            assert await own.body() is None
            assert await own.body(AgentId("bea")) == PNG

    @pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
    async def test_no_redirect_is_followed_neither_away_nor_home(self, tmp_path: Path, code: int) -> None:
        async with picture_host(caught=http(PNG)) as elsewhere, album(tmp_path, caught=http(PNG)) as own:
            for name, target in (("away", f"{elsewhere.url}/caught"), ("home", "/caught")):
                own.host.answers[f"/{name}"] = http(b"", f"Location: {target}", status=f"{code} Moved")
                assert await own.body(AgentId(name)) is None
            assert own.host.paths() == ["/away", "/home"]
            assert elsewhere.asked == []

    async def test_an_address_elsewhere_in_this_network_is_never_asked(self, tmp_path: Path) -> None:
        async with picture_host(ada=http(PNG)) as elsewhere, album(tmp_path) as own:
            for address in (f"{elsewhere.url}/ada", f"https://127.0.0.1:{elsewhere.port}/ada", "file:///ada"):
                own.addresses["ada"] = address
                assert await own.body() is None
            assert elsewhere.asked == []

    async def test_of_a_picture_that_is_a_page_as_well_the_picture_alone_is_served(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG + b"<script>alert(1)</script>")) as own:
            assert await own.body() == PNG

    async def test_the_host_is_told_nothing_of_us(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG, "Set-Cookie: who=you; Path=/"), bea=http(PNG)) as own:
            await own.body()
            await own.body(AgentId("bea"))
            own.clock.advance(DAY)
            await own.body()
        for head in own.host.asked:
            _, *lines = head.decode().removesuffix("\r\n\r\n").split("\r\n")
            names = {line.partition(":")[0].lower() for line in lines}
            assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}

    async def test_the_address_is_not_logged(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO", "wallboard")
        async with album(tmp_path) as own:
            own.host.answers["/ada?key=hush"] = http(SVG)
            own.addresses["ada"] = f"{own.host.url}/ada?key=hush"
            assert await own.body() is None
        (record,) = caplog.records
        assert record.message == "picture.failed"
        assert "hush" not in str(vars(record))


class TestDisk:
    async def test_a_disk_that_takes_nothing_costs_no_picture_and_no_second_fetch(self, tmp_path: Path) -> None:
        (tmp_path / "pictures").write_text("a file where the folder should be")
        async with album(tmp_path, ada=http(PNG)) as own:
            assert await own.body() == PNG
            assert await own.body() == PNG
            assert own.host.paths() == ["/ada"]

    async def test_a_file_that_was_cut_off_is_fetched_anew(self, tmp_path: Path) -> None:
        async with album(tmp_path, ada=http(PNG)) as own:
            await own.body()
            (file,) = (tmp_path / "pictures").iterdir()
            file.write_bytes(file.read_bytes()[:-1])
            assert await own.body() == PNG
            assert len(own.host.asked) == 2
