"""A comparison for people and for spreadsheets: every column in its place, nothing of a name taken for a command."""

import csv
import io
from datetime import timedelta

import pytest

from tests.builders import NOON, SHIFT_START
from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.poller.reconcile import Figures, Limits, Line, compared
from wallboard.poller.reconcile_words import summary, table, to_csv

WINDOW = MetricsWindow(SHIFT_START, NOON)


def figures(closed: int, handled: float, unfinished: int = 0, least: float | None = None) -> Figures:
    most = timedelta(seconds=handled)
    return Figures(closed, most if least is None else timedelta(seconds=least), most, unfinished, reaches_back=False)


def lines(**named: tuple[Figures | None, Figures | None]) -> tuple[Line, ...]:
    kept = {AgentId(name): then for name, (then, _) in named.items() if then is not None}
    told = {AgentId(name): now for name, (_, now) in named.items() if now is not None}
    names = {AgentId(name): name.title() for name in named}
    return compared(kept, told, names, Limits(), aligned=True)


DAY = lines(
    avi=(figures(12, 1200), figures(12, 1200)),
    dan=(figures(9, 900, unfinished=1), figures(10, 1000)),
    gil=(None, figures(0, 0)),
    idit=(figures(5, 500), None),
    tova=(figures(4, 440, least=430), figures(4, 480)),
)


def test_the_table_is_aligned_and_those_who_differ_come_first() -> None:
    assert table("All agents", WINDOW, DAY) == (
        "All agents, 2026-11-23T07:00:00.000Z to 2026-11-23T12:00:00.000Z\n"
        "\n"
        "agent  closed then  now  more  AHT then      now   longer\n"
        "Idit             5    –    -5   100.0 s        –           ! reprocessing, not told any more\n"
        "Tova             4    4        ≈108.8 s  120.0 s  +10.0 s  ! reprocessing\n"
        "Dan              9   10    +1   100.0 s  100.0 s           wrap-up after the window\n"
        "Avi             12   12         100.0 s  100.0 s\n"
        "Gil              –    0               –        –           only told now\n"
        "\n"
        "5 agents: 2 equal, 1 differ a little, 2 by too much\n"
    )


def test_one_line_tells_about_all() -> None:
    assert summary(()) == "0 agents: 0 equal, 0 differ a little, 0 by too much"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("A" * 28, "A" * 28),
        ("A" * 29, "A" * 27 + "…"),
        ("山田" * 8, "山田" * 6 + "山…"),
        ("Tova\x1b[31m\n\u202e", "Tova[31m"),
        ("Zoe\u0301", "Zoe\u0301"),
    ],
)
def test_a_wide_name_is_cut_and_nothing_of_it_moves_the_cursor(name: str, shown: str) -> None:
    one = AgentId("1")
    (line,) = compared({one: figures(1, 10)}, {one: figures(1, 10)}, {one: name}, Limits(), aligned=True)
    row = table("All", WINDOW, [line]).splitlines()[3]
    assert row.split("  ")[0].rstrip() == shown
    head = table("All", WINDOW, [line]).splitlines()[2]
    assert "closed then" in head


def test_the_csv_has_every_agent_with_her_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv([("all", WINDOW, DAY), ("north", WINDOW, DAY[:1])]))))
    assert [(row["board"], row["agent_id"]) for row in rows] == [
        *(("all", name) for name in ("idit", "tova", "dan", "avi", "gil")),
        ("north", "idit"),
    ]
    assert rows[1] == {
        "board": "all",
        "window_from": "2026-11-23T07:00:00.000Z",
        "window_to": "2026-11-23T12:00:00.000Z",
        "agent_id": "tova",
        "name": "Tova",
        "closed_then": "4",
        "closed_now": "4",
        "closed_more": "0",
        "aht_then_ms": "108750",
        "aht_then_off_by_ms": "1250",
        "aht_now_ms": "120000",
        "aht_now_off_by_ms": "0",
        "aht_longer_ms": "10000",
        "differs": "yes",
        "cause": "reprocessing",
    }
    assert (rows[0]["closed_now"], rows[0]["aht_now_ms"], rows[0]["aht_longer_ms"]) == ("", "", "")
    assert (rows[4]["closed_then"], rows[4]["closed_now"], rows[4]["cause"]) == ("", "0", "")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@a", "\t=1", '=HYPERLINK("https://evil.example")'])
def test_no_name_is_a_formula(name: str) -> None:
    one = AgentId("1")
    found = compared({one: figures(1, 10)}, {}, {one: name}, Limits(), aligned=True)
    (row,) = csv.DictReader(io.StringIO(to_csv([("all", WINDOW, found)])))
    assert row["name"] == f"'{name}"
