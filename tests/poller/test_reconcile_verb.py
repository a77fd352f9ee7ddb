"""The verb on a history that a test wrote, and an organisation that replays the recorded day: codes, words, CSV."""

import asyncio
import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeBackend
from tests.simulator.organisation import Organisation, at, organisation
from wallboard.board.window import MetricsWindow
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.source import EVERYBODY
from wallboard.genesys.transport import HttpTransport
from wallboard.host import settings
from wallboard.host.secrets import Keyring
from wallboard.poller.exits import Exit
from wallboard.poller.history import Bounds, History, Sweep
from wallboard.poller.known import Known
from wallboard.poller.main import parser
from wallboard.poller.reconcile_verb import reconcile
from wallboard.poller.scopes import key_of, organisation_of, scope_of
from wallboard.poller.table import Table

pytestmark = pytest.mark.asyncio

MORNING, AFTERNOON = at("07:00"), at("14:00")
AS_OF = at("13:59")
DAY = "2026-11-23"
CONTEST = '[[boards]]\nid = "contest"\ntitle = "November"\nsince = 2026-11-01T00:00:00+02:00\n'


@dataclass
class Desk:
    """Somebody at a terminal, at 14:20 of the replayed day."""

    folder: Path
    there: Organisation
    text: str
    capsys: pytest.CaptureFixture[str]

    @property
    def csv(self) -> Path:
        return self.folder / "lines.csv"

    async def reconcile(self, *words: str, more: str = "", without: str = "") -> tuple[Exit, str, str]:
        """The verb; its code, and what it said to both ends."""
        config = self.folder / "wallboard.toml"
        lines = [line for line in (self.text + more).splitlines() if not without or without not in line]
        config.write_text("\n".join(lines), "utf-8")
        asked = parser().parse_args(["reconcile", "--config", str(config), "--state-dir", str(self.folder), *words])
        self.capsys.readouterr()
        code = await asyncio.to_thread(reconcile, asked, Keyring(FakeBackend().open))
        return code, *self.capsys.readouterr()

    async def looks(self, start: datetime, end: datetime) -> Table:
        """What a poller knows after one look."""
        genesys = settings.parse(self.text).genesys
        assert genesys.base_url is not None
        assert genesys.client_secret is not None
        transport = HttpTransport.open("wallboard/test")
        credentials = Credentials(genesys.client_id, genesys.client_secret)
        session = Session(transport, Endpoints(genesys.base_url, genesys.base_url), credentials, self.there.clock)
        table = Table(start, timedelta(minutes=1))
        async for page in RealtimeSource(session, EVERYBODY, 100).sweep(MetricsWindow(start, end)):
            table.absorb(page)
        await transport.close()
        return table

    async def keep(self, start: datetime, end: datetime, *, more: int = 0) -> None:
        """Keep that look; with `more` conversations closed than were told of the first agent."""
        known = sorted((await self.looks(start, end)).known().values(), key=lambda one: one.completed.look.agent_id)
        look = known[0].completed.look
        counted = look._replace(started=look.started + more, closed=look.closed + more)
        known[0] = Known(known[0].completed._replace(look=counted), known[0].status_since)
        chosen = settings.parse(self.text)
        key = key_of(scope_of(chosen.boards[0], organisation_of(chosen)))
        names = {one.completed.look.agent_id: f"Agent {number}" for number, one in enumerate(known)}
        await asyncio.to_thread(_append, self.folder, key, Sweep(MetricsWindow(start, end), end, known, (), names))


def _append(folder: Path, key: str, sweep: Sweep) -> None:
    history = History.open(folder / "history.sqlite", Bounds())
    history.append(key, sweep)
    history.close()


@asynccontextmanager
async def at_the_desk(folder: Path, capsys: pytest.CaptureFixture[str]) -> AsyncIterator[Desk]:
    async with organisation("14:20") as there:
        text = f"""
            [genesys]
            base_url = "{str(there.http.base_url).rstrip("/")}"
            client_id = "{there.simulator.client_id}"
            client_secret = "{there.simulator.client_secret}"
            api = "realtime"
            [[boards]]
            id = "all"
            title = "All agents"
            time_zone = "Asia/Jerusalem"
            shift_starts = ["07:00", "14:00"]
        """
        yield Desk(folder, there, "\n".join(line.strip() for line in text.splitlines()) + "\n", capsys)


class TestCompared:
    async def test_a_shift_that_is_told_as_it_was_kept_is_good(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF)
            code, out, err = await desk.reconcile()
            assert (code, err) == (Exit.OK, "")
            assert out.startswith("All agents, 2026-11-23T05:00:00.000Z to 2026-11-23T11:59:00.000Z\n")
            assert "0 differ a little, 0 by too much" in out
            assert "Agent 0" in out

    async def test_one_that_differs_by_too_much_has_a_code_of_its_own(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF, more=9)
            code, out, err = await desk.reconcile("--date", DAY, "--board", "all", "--csv", str(desk.csv))
            assert (code, err) == (Exit.DIFFERS, "")
            assert "1 by too much" in out
            rows = list(csv.DictReader(desk.csv.read_text("utf-8-sig").splitlines()))
            assert [(row["name"], row["closed_more"]) for row in rows if row["differs"] == "yes"] == [("Agent 0", "-9")]
            assert {row["board"] for row in rows} == {"all"}

    async def test_the_limits_are_those_of_the_settings(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF, more=9)
            code, _, _ = await desk.reconcile(more="[reconcile]\naht_percent = 100.0\nconversations = 9\n")
            assert code == Exit.OK

    async def test_a_board_that_never_ends_is_told_and_the_others_are_compared(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF)
            code, out, err = await desk.reconcile(more=CONTEST)
            assert code == Exit.OK
            assert out.startswith("All agents")
            assert "board 'contest': it counts since one instant" in err


class TestRefused:
    async def test_a_shift_that_is_not_over(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(AFTERNOON, at("14:19"))
            code, out, err = await desk.reconcile("--date", DAY)
            assert (code, out) == (Exit.SETTINGS, "")
            assert "is not over yet: it ends at 2026-11-24 07:00+02:00" in err
            code, _, err = await desk.reconcile()
            assert code == Exit.SETTINGS
            assert "no window that is over is kept yet" in err

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--board", "north"), "no board 'north'; there are: all, contest"),
            (("--board", "contest"), "board 'contest': it counts since one instant: its window has no end"),
            (("--date", "2026-11-01"), "no window is kept that began on 2026-11-01; there are those of 2026-11-23"),
        ],
    )
    async def test_what_cannot_be_compared_is_refused_in_words(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
    ) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF)
            code, out, err = await desk.reconcile(*words, more=CONTEST)
            assert (code, out) == (Exit.SETTINGS, "")
            assert said in err

    async def test_a_folder_without_a_history(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            code, _, err = await desk.reconcile()
            assert code == Exit.SETTINGS
            assert "there is no history" in err
            assert "--state-dir" in err

    async def test_a_secret_that_is_not_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF)
            code, _, err = await desk.reconcile(without="client_secret")
            assert code == Exit.NOT_TOLD
            assert "wallboard-poller login" in err

    async def test_an_organisation_that_does_not_let_in(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF)
            desk.text = desk.text.replace(desk.there.simulator.client_secret, "another")
            code, out, err = await desk.reconcile()
            assert (code, out) == (Exit.NOT_TOLD, "")
            assert "Nothing was compared" in err

    async def test_a_csv_that_cannot_be_written_is_told(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        async with at_the_desk(tmp_path, capsys) as desk:
            await desk.keep(MORNING, AS_OF)
            code, out, err = await desk.reconcile("--csv", str(tmp_path / "nowhere" / "lines.csv"))
            assert code == Exit.INTERNAL
            assert "All agents" in out
            assert "nowhere" in err


@pytest.mark.parametrize("text", ["yesterday", "2026-11-31", "23.11.2026"])
async def test_what_is_no_day_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["reconcile", "--date", text])
    assert ended.value.code == Exit.SETTINGS
    assert "is no day such as 2026-11-23" in capsys.readouterr().err
