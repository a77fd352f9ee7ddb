"""A shift that ended while the poller ran is asked for again, by either API, beside the poller: with real processes.

The truth is that of the recorded calls.
"""

import contextlib
import csv
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from tests.line.home import Done, Home
from tests.line.stack import DAY, TODAY, WRAP_UP, ZONE, Organisation, events, organisation
from tests.truth import Truth, truth
from wallboard.poller.exits import Exit
from wallboard.wire.messages import Delta, Handshake, Snapshot, Status

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]

RATE = 40.0
BEGUN, ENDED = time(7), time(14, 24)


class Desk:
    """Somebody with a terminal, while a poller runs."""

    def __init__(self, home: Home, there: Organisation) -> None:
        self.home = home
        self.there = there
        self.csv = home.folder / "lines.csv"

    async def reconcile(self, *words: str) -> Done:
        places = ("--config", str(self.home.folder / "wallboard.toml"), "--state-dir", str(self.home.folder / "state"))
        return await self.home.done("reconcile", *places, *words)

    def tamper(self) -> None:
        """As if the wall had shown five conversations more of one agent in the shift that ended."""
        with contextlib.closing(sqlite3.connect(self.home.folder / "state" / "history.sqlite", timeout=10)) as database:
            database.execute(
                """UPDATE change SET closed = closed + 5, started = started + 5 WHERE agent = (SELECT min(agent)
                   FROM change) AND part = (SELECT part.id FROM part ORDER BY begun LIMIT 1)"""
            )
            database.commit()

    def rows(self) -> list[dict[str, str]]:
        with self.csv.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


@asynccontextmanager
async def shift_over(folder: Path, api: str) -> AsyncIterator[Desk]:
    """A poller that has seen one shift end and another begin."""
    async with organisation(folder, RATE) as there:
        (folder / "wallboard.toml").write_text(_settings(there, api), "utf-8")
        home = Home(folder)
        async with home.polling() as poller:
            await _rolled_over(poller)
            yield Desk(home, there)


def _settings(there: Organisation, api: str) -> str:
    """Two shifts, of which one ends soon."""
    text = there.settings().replace('["07:00"]', f'["{BEGUN}", "{ENDED}"]')
    return text.replace("[[boards]]", f'api = "{api}"\n[[boards]]', 1)


async def _rolled_over(poller: Handshake) -> None:
    async with contextlib.aclosing(events(poller)) as reader:
        async for event in reader:
            window = event.window if isinstance(event, Snapshot | Delta) else None
            if window is not None and window.from_.astimezone(ZONE).time() == ENDED:
                return


def recorded(as_of: str) -> dict[str, Truth]:
    """What the record says of the shift up to this instant, by shown name."""
    instant = datetime.fromisoformat(as_of).astimezone(ZONE).replace(tzinfo=None)
    assert instant.date() == TODAY
    begun = datetime.combine(DAY, BEGUN)
    return truth(DAY, datetime.combine(DAY, instant.time()), begun, WRAP_UP)


def check(rows: list[dict[str, str]]) -> None:
    """Every agent's line is what was recorded, then and now; who has no line, or an empty one, has closed nothing."""
    told = recorded(rows[0]["window_to"])
    closed = {name: one.closed for name, one in told.items() if one.closed}
    for side in ("then", "now"):
        lines = {row["name"]: row for row in rows if row[f"closed_{side}"] not in {"", "0"}}
        assert {name: int(row[f"closed_{side}"]) for name, row in lines.items()} == closed
        for name, row in lines.items():
            aht_ms = told[name].aht_ms
            assert aht_ms is not None
            assert abs(int(row[f"aht_{side}_ms"]) - aht_ms) <= int(row[f"aht_{side}_off_by_ms"]) + 1, row
        assert all(row[f"aht_{side}_ms"] == "" for row in rows if row["name"] not in closed)


@pytest.mark.parametrize("api", ["realtime", "platform"])
async def test_a_shift_that_is_told_as_it_was_shown_is_good(tmp_path: Path, api: str) -> None:
    async with shift_over(tmp_path, api) as desk:
        done = await desk.reconcile("--csv", str(desk.csv))
        assert (done.code, done.err) == (Exit.OK, "")
        assert done.out.startswith("All agents, 2026-11-23T05:00:00.000Z to 2026-11-23T12:2")
        assert "0 differ a little, 0 by too much" in done.out
        check(desk.rows())


async def test_what_was_shown_otherwise_is_found_with_an_exit_code_of_its_own(tmp_path: Path) -> None:
    async with shift_over(tmp_path, "realtime") as desk:
        desk.tamper()
        done = await desk.reconcile("--date", str(TODAY), "--board", "all", "--csv", str(desk.csv))
        assert (done.code, done.err) == (Exit.DIFFERS, "")
        assert "1 by too much" in done.out
        differing = [row for row in desk.rows() if row["differs"] == "yes"]
        assert [(row["closed_more"], row["cause"]) for row in differing] == [("-5", "reprocessing")]
        await desk.there.go()
        gone = await desk.reconcile()
        assert (gone.code, gone.out) == (Exit.NOT_TOLD, "")
        assert "Nothing was compared" in gone.err


async def test_where_the_settings_say_so_the_poller_tells_its_screens_by_itself(tmp_path: Path) -> None:
    async with organisation(tmp_path, RATE) as there:
        text = _settings(there, "platform") + "\n[reconcile]\nautomatic = true\nafter_minutes = 1\n"
        (tmp_path / "wallboard.toml").write_text(text, "utf-8")
        async with Home(tmp_path).polling() as poller, contextlib.aclosing(events(poller)) as reader:
            async for event in reader:
                if isinstance(event, Status) and event.reconciled is not None:
                    break
            else:
                pytest.fail("nothing was told")
    told = event.reconciled
    assert (told.window.from_.astimezone(ZONE).time(), told.differing) == (BEGUN, 0)
    assert told.at.astimezone(ZONE) >= datetime.combine(TODAY, ENDED, ZONE) + timedelta(minutes=1)
    assert told.agents >= len([one for one in recorded(told.window.to.isoformat()).values() if one.closed])
