"""Which windows are over, and what is told of one that is: asked for the same interval, of either source."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import NOON, SHIFT_START, agent_look
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import FixedStart, MetricsWindow, ShiftStarts
from wallboard.genesys.errors import Unreachable
from wallboard.poller.pace import Pace
from wallboard.poller.past import KeptWindow
from wallboard.poller.reconcile import LikelyCause, Limits
from wallboard.poller.reconciliation import Ended, NothingToCompare, compare, ended_on, last_ended, shifts_of
from wallboard.poller.table import Table

JERUSALEM = ZoneInfo("Asia/Jerusalem")
PACE = Pace(timedelta(seconds=30), timedelta(seconds=30), 100)
TWO_SHIFTS = ShiftStarts((time(7), time(23)), JERUSALEM)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JERUSALEM)


MORNING, NIGHT, NEXT = at("2026-11-22T07:00"), at("2026-11-22T23:00"), at("2026-11-23T07:00")


class TestWhichWindow:
    def test_the_last_one_that_is_over(self) -> None:
        begins = [NIGHT, NEXT, MORNING]
        assert last_ended(begins, TWO_SHIFTS, NEXT) == Ended(NIGHT, NEXT)
        assert last_ended(begins, TWO_SHIFTS, NEXT - timedelta(seconds=1)) == Ended(MORNING, NIGHT)

    @pytest.mark.parametrize("begins", [[], [NEXT]])
    def test_where_none_is_over_there_is_nothing(self, begins: list[datetime]) -> None:
        with pytest.raises(NothingToCompare, match="no window that is over is kept yet"):
            last_ended(begins, TWO_SHIFTS, NEXT + timedelta(hours=1))

    def test_all_that_began_on_a_day_of_the_boards_own_time_zone(self) -> None:
        # 23:00 in Jerusalem is 21:00 in UTC: both are the 22nd; 01:00 is not.
        early = ShiftStarts((time(1), time(7), time(23)), JERUSALEM)
        begins = [at("2026-11-22T01:00"), MORNING, NIGHT, at("2026-11-23T01:00")]
        found = ended_on(date(2026, 11, 22), begins, early, NEXT)
        assert [one.begun for one in found] == begins[:3]
        assert begins[0].astimezone(ZoneInfo("UTC")).date() == date(2026, 11, 21)

    def test_a_window_that_is_not_over_is_refused_with_its_end(self) -> None:
        with pytest.raises(NothingToCompare, match=r"2026-11-23 is not over yet: it ends at 2026-11-23 23:00\+02:00"):
            ended_on(date(2026, 11, 23), [MORNING, NEXT], TWO_SHIFTS, NEXT + timedelta(hours=5))

    def test_of_a_day_that_has_not_ended_the_shifts_that_have(self) -> None:
        found = ended_on(date(2026, 11, 22), [MORNING, NIGHT], TWO_SHIFTS, NIGHT + timedelta(hours=1))
        assert found == (Ended(MORNING, NIGHT),)

    def test_a_day_of_which_nothing_is_kept_is_refused_with_those_that_are(self) -> None:
        with pytest.raises(NothingToCompare, match="began on 2026-11-01; there are those of 2026-11-22, 2026-11-23"):
            ended_on(date(2026, 11, 1), [MORNING, NIGHT, NEXT], TWO_SHIFTS, NEXT)
        with pytest.raises(NothingToCompare, match="no day at all"):
            ended_on(date(2026, 11, 1), [], TWO_SHIFTS, NEXT)

    def test_a_contest_has_no_end(self) -> None:
        assert shifts_of(TWO_SHIFTS) is TWO_SHIFTS
        with pytest.raises(NothingToCompare, match="no end"):
            shifts_of(FixedStart(MORNING))


class FakeSource:
    """An organisation that tells these pages of whatever window it is asked for."""

    def __init__(self, *pages: Sequence[AgentLook]) -> None:
        self.pages = pages
        self.asked: list[MetricsWindow] = []
        self.fails = False

    async def sweep(self, window: MetricsWindow) -> AsyncIterator[tuple[AgentLook, ...]]:
        self.asked.append(window)
        for page in self.pages:
            yield tuple(page)
        if self.fails:
            raise Unreachable("gone")


def kept(*looks: AgentLook) -> KeptWindow:
    table = Table(SHIFT_START, 2 * PACE.cadence)
    table.absorb(looks)
    return KeptWindow(MetricsWindow(SHIFT_START, NOON), NOON + PACE.cadence, dict(table.known()))


OVER = Ended(SHIFT_START, NOON + timedelta(seconds=20))
NAMES = {AgentId("tova"): "Tova", AgentId("avi"): "Avi"}


@pytest.mark.asyncio
class TestCompare:
    async def test_the_same_interval_is_asked_for_and_all_pages_count(self) -> None:
        looks = [agent_look("tova", 4, 400), agent_look("avi", 7, 700)]
        source = FakeSource(looks[:1], looks[1:])
        lines = await compare(source, kept(*looks), OVER, NAMES, Limits(), PACE)
        assert source.asked == [MetricsWindow(SHIFT_START, NOON)]
        assert [(line.name, line.is_equal) for line in lines] == [("Avi", True), ("Tova", True)]

    async def test_an_agent_whom_two_pages_tell_of_is_taken_as_the_first_has_her(self) -> None:
        source = FakeSource([agent_look("tova", 4, 400)], [agent_look("tova", 9, 900)])
        (line,) = await compare(source, kept(agent_look("tova", 4, 400)), OVER, NAMES, Limits(), PACE)
        assert line.is_equal

    async def test_a_conversation_that_was_wrapped_up_later_is_told_as_that(self) -> None:
        source = FakeSource([agent_look("tova", 5, 500)])
        then = kept(agent_look("tova", 4, 450, running=1, status="Wrap-up"))
        (line,) = await compare(source, then, OVER, NAMES, Limits(), PACE)
        assert (line.cause, line.passes) == (LikelyCause.WRAP_UP, False)

    async def test_a_poller_that_was_away_at_the_end_is_not_aligned(self) -> None:
        source = FakeSource([agent_look("tova", 6, 600)])
        late = replace(OVER, over_at=NOON + timedelta(seconds=91))
        (line,) = await compare(source, kept(agent_look("tova", 4, 400)), late, NAMES, Limits(), PACE)
        assert (line.cause, line.passes) == (LikelyCause.NOT_ALIGNED, True)

    async def test_half_an_answer_is_no_comparison(self) -> None:
        source = FakeSource([agent_look("tova", 4, 400)])
        source.fails = True
        with pytest.raises(Unreachable):
            await compare(source, kept(agent_look("tova", 4, 400)), OVER, NAMES, Limits(), PACE)
