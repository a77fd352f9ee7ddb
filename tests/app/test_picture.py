"""The picture: taken when enough was painted and all is at rest, written whole, described."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from tests.samples import boards, row, snapshot
from wallboard.app import picture
from wallboard.app.face import face
from wallboard.app.link import Joined, Link, Refused, SetupNeeded, Starting
from wallboard.app.picture import NoPicture, Studio
from wallboard.app.replica import Replica, absorb
from wallboard.wire.messages import Row
from wallboard.wire.setup import Setup

AT = timedelta(hours=1)
REST = timedelta(milliseconds=30)
BOARDS = boards("all")
JOINED = Joined(BOARDS.boards[0], BOARDS)


class FakeScene(QObject):
    """A scene that paints when told."""

    painted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.grabs = 0

    def grab(self) -> QImage:
        self.grabs += 1
        return blank()


def blank() -> QImage:
    image = QImage(8, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    return image


def replica_of(rows: list[Row]) -> Replica:
    return absorb(Replica(), snapshot(1, rows), AT, 1)


@pytest.mark.asyncio
class TestWaiting:
    async def test_as_many_updates_as_asked_for_must_have_been_painted(self) -> None:
        scene = FakeScene()
        studio = Studio(scene, updates=3)
        taking = asyncio.create_task(studio.at_rest(rest=REST))
        for revision in (0, 1, 1, 2, 0, 2):
            scene.painted.emit(revision)
            await asyncio.sleep(0)
        assert not taking.done()
        scene.painted.emit(3)
        await taking
        assert scene.grabs == 1

    async def test_it_waits_until_nothing_moves(self) -> None:
        scene = FakeScene()
        studio = Studio(scene, updates=1)
        scene.painted.emit(1)
        taking = asyncio.create_task(studio.at_rest(rest=REST))
        frames = 0
        while frames < 20:
            await asyncio.sleep(0)
            scene.painted.emit(1)
            frames += 1
            assert not taking.done()
        await taking

    @pytest.mark.parametrize(
        "link", [Refused("the settings are wrong"), SetupNeeded(Setup("settings", "the settings are missing", []))]
    )
    async def test_what_only_a_person_can_mend_is_not_waited_for(self, link: Link) -> None:
        studio = Studio(FakeScene(), updates=1)
        taking = asyncio.create_task(studio.at_rest(rest=REST))
        studio.look(face(Replica(), Starting(), AT, 0))
        await asyncio.sleep(0)
        assert not taking.done()
        studio.look(face(Replica(), link, AT, 0))
        with pytest.raises(NoPicture, match="the settings are"):
            await taking

    async def test_what_was_painted_in_time_is_taken_whatever_comes_after(self) -> None:
        scene = FakeScene()
        studio = Studio(scene, updates=1)
        scene.painted.emit(1)
        studio.look(face(Replica(), Refused("the settings are wrong"), AT, 0))
        await studio.at_rest(rest=REST)
        assert scene.grabs == 1

    async def test_without_data_it_gives_up(self) -> None:
        scene = FakeScene()
        studio = Studio(scene, updates=1)
        scene.painted.emit(0)
        with pytest.raises(TimeoutError):
            await studio.at_rest(limit=timedelta(milliseconds=20))
        assert scene.grabs == 0


class TestWriting:
    def test_the_file_is_there_and_nothing_else(self, tmp_path: Path) -> None:
        picture.write(blank(), tmp_path / "wall.png")
        assert [path.name for path in tmp_path.iterdir()] == ["wall.png"]
        assert QImage(str(tmp_path / "wall.png")).width() == 8

    def test_an_older_one_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "wall.png").write_text("old")
        picture.write(blank(), tmp_path / "wall.png")
        assert not QImage(str(tmp_path / "wall.png")).isNull()

    def test_where_nothing_can_be_written_it_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(NoPicture, match="missing"):
            picture.write(blank(), tmp_path / "missing" / "wall.png")

    def test_what_stands_in_the_way_is_told_and_nothing_is_left(self, tmp_path: Path) -> None:
        (tmp_path / "wall.png").mkdir()
        with pytest.raises(NoPicture):
            picture.write(blank(), tmp_path / "wall.png")
        assert [path.name for path in tmp_path.iterdir()] == ["wall.png"]

    def test_an_empty_picture_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(NoPicture):
            picture.write(QImage(), tmp_path / "wall.png")


class TestWords:
    def test_what_it_shows(self) -> None:
        rows = [row("tova", 0, closed=155, aht_ms=114_000, aht_bound_ms=0), row("idit", 1, closed=133)]
        shown = face(replica_of(rows), JOINED, AT, 0)
        assert picture.describe(shown, 14) == (
            "All: Updated 12:00:00 · as of 12:00:00; 1 Tova 155 1:54, 2 Idit 133 N/A; live; 14 agents"
        )

    def test_what_is_not_known_is_left_out(self) -> None:
        assert picture.describe(face(Replica(), JOINED, AT, 0), None) == "All: no data yet"

    def test_why_there_is_none(self) -> None:
        refused = face(Replica(), Refused("there is no settings file"), AT, 0)
        assert picture.why_not(refused).endswith("there is no settings file")
        assert "No data yet" in picture.why_not(face(Replica(), JOINED, AT, 0))
        live = face(replica_of([row("a", 0)]), JOINED, AT, 0)
        assert picture.why_not(live) == "Live"
        assert picture.why_not(replace(refused, logged=live.condition)) == "Live"
