"""Whole screens at many sizes: nothing is cut, nothing overlaps, everything is painted."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot

from tests.app import known
from tests.app.known import AS_OF
from tests.screens.screens import (
    CAUSES,
    EVERYTHING,
    PAGES,
    SCREENS,
    SIX_ROWS,
    TALL,
    UPRIGHT,
    picture,
    said,
    upright,
)
from tests.screens.seen import faults, look, seen, texts
from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace
from wallboard.app.scene import Scene
from wallboard.app.setup_face import SetupFace
from wallboard.app.style import Style

SIZES = [(1920, 1080), (3840, 2160), (1366, 768), (1280, 1024), (2560, 1080), (1024, 768), (640, 360)]
TALL_SIZES = [(1080, 1920), (2160, 3840), (768, 1366), (1024, 1280), (480, 800)]
EIGHT_LETTERS = ["Wolfgang", "Thompson", "Emmanuel", "Humphrey", "Samantha", "Rosemary", "Veronika", "Benjamin"]


@pytest.mark.parametrize(
    ("shown", "size"),
    [
        pytest.param(shown, size, id=f"{name}-{size[0]}x{size[1]}")
        for every, sizes in ((EVERYTHING, SIZES), (TALL, TALL_SIZES))
        for name, shown in every.items()
        for size in sizes
    ],
)
def test_nothing_is_cut_and_nothing_overlaps(
    screen: tuple[Scene, BoardState], shown: BoardFace | SetupFace, size: tuple[int, int]
) -> None:
    image = picture(screen, shown, size)
    assert "Data delayed by up to 30 s" in [text.words for text in seen(screen[0].window)]
    assert faults(screen[0].window, image) == []


@pytest.mark.parametrize("closed", [20, 120])
@pytest.mark.parametrize("status", ["On a Call", "Available"])
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_names_of_eight_letters_are_whole_beside_the_widest_usual_chip(
    screen: tuple[Scene, BoardState], size: tuple[int, int], status: str, closed: int
) -> None:
    since = AS_OF - timedelta(minutes=12, seconds=44)
    widest = {"call_since": since, "call_at_least": True, "aht_ms": 764_000, "aht_bound_ms": None, "moved": -1}
    rows = [msgspec.structs.replace(row, closed=closed, status=status, **widest) for row in known.named(EIGHT_LETTERS)]
    picture(screen, said(known.heard(known.snapshot(rows))), size)
    shown = seen(screen[0].window)
    assert {"≤ 12:44", "≥ 12:44", status, str(closed), "▼"} <= {text.words for text in shown}
    assert [text for text in shown if text.truncated] == []


@pytest.mark.parametrize("size", TALL_SIZES[:3], ids=lambda size: f"{size[0]}x{size[1]}")
def test_upright_names_and_statuses_are_whole(screen: tuple[Scene, BoardState], size: tuple[int, int]) -> None:
    since = AS_OF - timedelta(minutes=12, seconds=44)
    widest = {"call_since": since, "call_at_least": True, "aht_ms": 764_000, "aht_bound_ms": None, "moved": -1}
    rows = [
        msgspec.structs.replace(row, closed=120, status="On a Call", **widest) for row in known.named(EIGHT_LETTERS)
    ]
    picture(screen, upright(known.heard(known.snapshot(rows))), size)
    shown = seen(screen[0].window)
    assert [text for text in shown if text.truncated] == []
    assert sum(text.words == "On a Call" for text in shown) == 3 + UPRIGHT.rows
    assert sum(text.words == "≥ 12:44" for text in shown) == 3 + UPRIGHT.rows


@pytest.mark.parametrize("size", SIZES[:3], ids=lambda size: f"{size[0]}x{size[1]}")
def test_six_rows_keep_mark_word_and_time(screen: tuple[Scene, BoardState], size: tuple[int, int]) -> None:
    picture(screen, SIX_ROWS, size)
    shown = seen(screen[0].window)
    assert [text for text in shown if text.truncated] == []
    words = [text.words for text in shown if text.name == "status"]
    assert words == [row.status for row in (*SIX_ROWS.podium, *SIX_ROWS.rows)]


def rows_of(scene: Scene, name: str) -> list[QQuickItem]:
    found = scene.window.findChild(QQuickItem, name)
    assert found is not None
    rows = [row for one in found.childItems() for row in one.childItems() if row.isVisible() and row.height() > 0]
    return sorted(rows, key=QQuickItem.y)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["live", "stale"])
def test_rows_and_cards_end_on_one_line(screen: tuple[Scene, BoardState], name: str, size: tuple[int, int]) -> None:
    picture(screen, SCREENS[name], size)
    rows, cards = rows_of(screen[0], "rows"), rows_of(screen[0], "podium")
    assert (len(rows), len(cards)) == (8, 3)
    ends = [last.mapToScene(QPointF(0, last.height())).y() for last in (rows[-1], cards[-1])]
    assert abs(ends[0] - ends[1]) <= 1
    assert ends[0] < size[1]
    pitches = {round(lower.y() - upper.y()) for upper, lower in pairwise(rows)}
    assert len(pitches) == 1
    assert all(lower.y() >= upper.y() + upper.height() for upper, lower in pairwise(cards))


@pytest.mark.parametrize("size", TALL_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["upright", "upright, stale"])
def test_upright_the_rows_stand_below_the_podium_and_fill_the_height(
    screen: tuple[Scene, BoardState], name: str, size: tuple[int, int]
) -> None:
    picture(screen, TALL[name], size)
    rows, cards = rows_of(screen[0], "rows"), rows_of(screen[0], "podium")
    assert (len(rows), len(cards)) == (UPRIGHT.rows, 3)
    end, start, above = (
        one.mapToScene(QPointF(0, at)).y()
        for one, at in ((rows[-1], rows[-1].height()), (rows[0], 0), (cards[-1], cards[-1].height()))
    )
    assert above < start < end < size[1]
    summary = screen[0].window.findChild(QQuickItem, "summary")
    assert summary is not None
    left = summary.mapToScene(QPointF(0, 0)).y() - end
    assert 0 <= left < rows[0].height() / 2  # no room for another row
    assert {round(row.width()) for row in (*rows, *cards)} == {round(rows[0].width())}


def test_the_shape_of_the_window_is_told(screen: tuple[Scene, BoardState]) -> None:
    told: list[bool] = []
    picture(screen, SCREENS["live"])
    screen[1].shape_told.connect(told.append)
    for size in ((1080, 1920), (768, 1366), (1920, 1080), (1000, 1000), (1000, 1001)):
        picture(screen, SCREENS["live"], size)
    assert told == [True, False, True]
    screen[1].shape_told.disconnect(told.append)
    picture(screen, SCREENS["live"])


def colourfulness(image: QImage) -> float:
    """How far the rows' pixels are from grey; header, banner and footer left out."""
    places = [(x, y) for x in range(40, image.width() - 40, 9) for y in range(210, image.height() - 70, 9)]
    shades = [image.pixelColor(x, y) for x, y in places]
    parts = [(shade.red(), shade.green(), shade.blue()) for shade in shades]
    return sum(max(three) - min(three) for three in parts) / len(parts)


@pytest.mark.parametrize("name", ["stale", "offline"])
def test_old_rows_look_old(screen: tuple[Scene, BoardState], name: str) -> None:
    fresh = colourfulness(picture(screen, SCREENS["live"]))
    assert colourfulness(picture(screen, SCREENS[name])) < fresh / 2


def surface(image: QImage, item: QQuickItem) -> QColor:
    """What a row or card is painted on."""
    return image.pixelColor(item.mapToScene(QPointF(item.width() * 0.55, item.height() * 0.06)).toPoint())


@pytest.mark.parametrize(("tall", "size"), [(False, (1920, 1080)), (True, (1080, 1920))])
def test_rows_and_cards_older_than_their_sweep_look_old_among_fresh_ones(
    screen: tuple[Scene, BoardState], tall: bool, size: tuple[int, int]
) -> None:
    old = AS_OF - timedelta(minutes=3)
    rows = [msgspec.structs.replace(row, as_of=old if row.place in {1, 5} else None) for row in known.day()]
    shown = said(known.heard(known.snapshot(rows)), style=UPRIGHT if tall else Style())
    image = picture(screen, shown, size)
    for name, aged in (("podium", 1), ("rows", 2)):
        surfaces = [surface(image, item).name() for item in rows_of(screen[0], name)]
        fresh = surfaces[0]
        assert surfaces[aged] != fresh
        assert surfaces[:aged] + surfaces[aged + 1 :] == [fresh] * (len(surfaces) - 1)
    told = [text for text in texts(screen[0].window.contentItem()) if text.property("text") == "as of 14:31"]
    assert len(told) == 2
    assert all(mark_before(text) == 1 for text in told)


def mark_before(text: QQuickItem) -> int:
    """How many marks stand before a text, close to it."""
    beside = [item for item in text.parentItem().childItems() if item.property("shape") is not None]
    return sum(item.isVisible() and 0 < text.x() - item.x() < 3 * item.width() for item in beside)


def test_an_old_status_looks_old_on_a_fresh_row(screen: tuple[Scene, BoardState]) -> None:
    image = picture(screen, SCREENS["old statuses"])
    rows = rows_of(screen[0], "rows")
    assert len({surface(image, row).name() for row in (rows[0], rows[1], rows[4])}) == 1
    words = [text for text in texts(screen[0].window.contentItem()) if text.property("text") == "status of 14:20"]
    assert len(words) == 4
    assert all(mark_before(text) == 1 for text in words)


@pytest.mark.parametrize("name", CAUSES)
def test_what_is_wrong_with_a_sign_in_or_the_network_can_be_read_across_the_room(
    screen: tuple[Scene, BoardState], name: str
) -> None:
    for shown, size in ((SCREENS[name], (1920, 1080)), (TALL[f"upright, {name}"], (1080, 1920))):
        picture(screen, shown, size)
        (banner,) = [text for text in texts(screen[0].window.contentItem()) if text.objectName() == "reason"]
        context = qmlContext(banner)
        assert context is not None
        assert QQmlExpression(context, banner, "fontInfo.pixelSize").evaluate()[0] >= 27


def test_a_logo_stands_before_the_title(screen: tuple[Scene, BoardState], tmp_path: Path, qtbot: QtBot) -> None:
    logo = QImage(300, 120, QImage.Format.Format_RGB32)
    logo.fill(QColor("#ff9c00"))
    assert logo.save(str(tmp_path / "logo.png"))
    picture(screen, replace(SCREENS["live"], style=Style(logo=str(tmp_path / "logo.png"))))
    shown = screen[0].window.findChild(QQuickItem, "logo")
    assert shown is not None
    qtbot.waitUntil(lambda: shown.width() > 0)
    assert screen[0].grab().pixelColor(100, 60) == QColor("#ff9c00")
    (title,) = [text for text in texts(screen[0].window.contentItem()) if text.objectName() == "title"]
    assert title.mapToScene(QPointF(0, 0)).x() > shown.x() + shown.width()


@pytest.mark.parametrize(("name", "size"), [("live", (1920, 1080)), ("live", (1280, 1024)), ("upright", (1080, 1920))])
def test_the_help_is_whole(screen: tuple[Scene, BoardState], name: str, size: tuple[int, int]) -> None:
    picture(screen, (SCREENS | TALL)[name], size)
    screen[0].window.setProperty("helping", True)
    page = screen[0].window.findChild(QQuickItem, "help")
    assert page is not None
    shown = [look(text) for text in texts(page)]
    screen[0].window.setProperty("helping", False)
    area = page.mapRectToScene(page.boundingRect())
    assert len(shown) > 20
    assert [text for text in shown if text.truncated or not area.contains(text.area)] == []
    crossing = [(one, other) for one, other in combinations(shown, 2) if one.area.intersects(other.area)]
    assert crossing == []


def test_a_page_has_no_row_beside_it(screen: tuple[Scene, BoardState]) -> None:
    for face in PAGES.values():
        picture(screen, SCREENS["stale"])
        screen[1].sign_in_page.show(face)  # over a board with rows and a banner
        names = {text.objectName() for text in texts(screen[0].window.contentItem())}
        assert not names & {"name", "reason", "status"}


def test_digits_do_not_shake_the_layout(screen: tuple[Scene, BoardState]) -> None:
    places = []
    for closed in (11, 14, 88):
        rows = [msgspec.structs.replace(row, closed=closed, aht_ms=closed * 1_000) for row in known.day()]
        picture(screen, said(known.heard(known.snapshot(rows, revision=closed))))
        names = [text for text in texts(screen[0].window.contentItem()) if text.objectName() == "name"]
        places.append([(name.mapToScene(QPointF(0, 0)).x(), name.width()) for name in names])
    assert places[0] == places[1] == places[2]


@pytest.mark.parametrize("seed", range(12))
def test_rows_arrive_in_order_whatever_changed(screen: tuple[Scene, BoardState], seed: int, qtbot: QtBot) -> None:
    chance = random.Random(seed)  # noqa: S311  the same every time
    screen[0].set_motion(0.05)
    for revision in range(1, 7):
        agents = chance.sample(known.day(), chance.randint(4, 14))
        rows = [msgspec.structs.replace(agent, place=place, rank=place + 1) for place, agent in enumerate(agents)]
        shown = said(known.heard(known.snapshot(rows, revision=revision)), page=chance.randint(0, 1))
        screen[1].show(shown)
        if chance.random() < 0.5:
            continue  # the next update comes while rows still move

        def at_rest(shown: BoardFace = shown) -> bool:
            return standing(screen[0], "rows") == [row.name for row in shown.rows] and standing(
                screen[0], "podium"
            ) == [row.name for row in shown.podium]

        qtbot.waitUntil(at_rest)
    screen[0].set_motion(0)


def test_where_most_rows_move_the_old_list_fades_out_while_the_new_one_fades_in(
    screen: tuple[Scene, BoardState], qtbot: QtBot
) -> None:
    first, second = SCREENS["live"], SCREENS["second page"]
    picture(screen, first)
    screen[0].set_motion(0.1)
    screen[1].show(second)
    names = {text.property("text") for text in texts(screen[0].window.contentItem()) if text.objectName() == "name"}
    assert {row.name for row in first.rows} <= names  # the old ones do not vanish at once

    def at_rest() -> bool:
        rows = rows_of(screen[0], "rows")
        return [row.property("name") for row in rows] == [row.name for row in second.rows] and all(
            row.opacity() == 1 for row in rows
        )

    qtbot.waitUntil(at_rest)
    screen[0].set_motion(0)
    image = screen[0].grab()
    picture(screen, SCREENS["silent"])
    assert picture(screen, second) == image  # nothing of the old ones is left


def standing(scene: Scene, name: str) -> list[str]:
    """Who stands where, from top to bottom; empty while anything moves."""
    rows = rows_of(scene, name)
    if any(row.property("place") != row.property("index") or row.opacity() < 1 for row in rows):
        return []
    return [row.property("name") for row in rows]
