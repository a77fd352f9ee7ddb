"""The table: the newest look at every agent, and since when her status holds."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CADENCE, NOON, SHIFT_START, agent_look
from wallboard.board.agents import AgentId, AgentLook, AgentMetrics, AgentStatus, Aht, Since, StatusKind
from wallboard.board.looks import Looks
from wallboard.poller.table import Table

STEP = timedelta(seconds=30)


def after(*looks: AgentLook) -> AgentMetrics:
    """What the table says of one agent after these looks, one a page."""
    table = Table(SHIFT_START, 2 * CADENCE)
    for one in looks:
        table.absorb([one])
    (metrics,) = table.metrics()
    return metrics


def since(*looks: AgentLook) -> Since | None:
    return after(*looks).status_since


class TestLooks:
    def test_one_look_is_one_agent(self) -> None:
        metrics = after(agent_look("tova", closed=4, handled=400, status="On a Call"))
        assert (metrics.agent_id, metrics.status, metrics.kind) == ("tova", "On a Call", StatusKind.ON_CALL)
        assert (metrics.closed, metrics.aht, metrics.as_of) == (4, Aht(timedelta(seconds=100), timedelta()), NOON)

    def test_where_the_servers_clock_was_put_back_all_begins_anew(self) -> None:
        older = agent_look(closed=3, handled=300, running=1, as_of=NOON - STEP)
        assert after(agent_look(closed=4, handled=400), older) == after(older)

    def test_an_agent_of_two_groups_counts_once(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb([agent_look("tova", 4, 400), agent_look("avi", 1, 10)])
        table.absorb([agent_look("tova", 4, 400)])
        assert sorted(one.agent_id for one in table.metrics()) == ["avi", "tova"]

    def test_a_page_that_did_not_come_leaves_its_agents_as_they_were(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb([agent_look("tova"), agent_look("avi")])
        table.absorb([agent_look("tova", as_of=NOON + STEP)])
        assert {one.agent_id: one.as_of for one in table.metrics()} == {"tova": NOON + STEP, "avi": NOON}

    def test_who_is_gone_from_a_complete_sweep_is_let_go_with_her_history(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb([agent_look("tova", 4, 400), agent_look("avi")])
        table.retain({AgentId("avi"), AgentId("never-seen")})
        assert table.known().keys() == {"avi"}
        table.absorb([agent_look("tova", 5, 500, running=1, as_of=NOON + STEP)])
        metrics = {one.agent_id: one for one in table.metrics()}
        assert metrics[AgentId("tova")].aht == Aht(timedelta(seconds=100), None)  # she is new: only a most is known


class TestLooksBack:
    """A first look at an agent who is busy leaves her average unknown; looks at earlier instants sharpen it."""

    BUSY = agent_look(closed=4, handled=412, running=1, status="On a Call")

    def earlier(self, *looks: AgentLook) -> tuple[Table, AgentMetrics]:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb([self.BUSY])
        table.absorb_earlier(looks)
        (metrics,) = table.metrics()
        return table, metrics

    def test_a_quiet_look_a_minute_ago_makes_it_exact_and_tells_since_when_she_talks(self) -> None:
        table, metrics = self.earlier(agent_look(closed=4, handled=400, as_of=NOON - 2 * STEP))
        assert metrics.aht == Aht(timedelta(seconds=100), timedelta())
        assert metrics.call_since == metrics.status_since == Since(NOON - timedelta(seconds=12), exact=True)
        assert not table.seeks_earlier(NOON - 4 * STEP, NOON)

    def test_it_changes_nobodys_counts_and_no_instant(self) -> None:
        _, metrics = self.earlier(agent_look(closed=3, handled=300, as_of=NOON - 2 * STEP))
        assert (metrics.closed, metrics.status, metrics.as_of) == (4, "On a Call", NOON)

    def test_one_that_was_busy_then_as_well_is_sought_farther_back(self) -> None:
        busy_then = agent_look(closed=3, handled=390, running=1, as_of=NOON - 2 * STEP)
        table, _ = self.earlier(busy_then)
        assert table.seeks_earlier(NOON - 4 * STEP, NOON)

    def test_a_stranger_of_an_earlier_instant_is_no_agent_of_now(self) -> None:
        table, _ = self.earlier(agent_look("avi", as_of=NOON - 2 * STEP))
        assert table.known().keys() == {"tova"}

    def test_nobody_is_sought_who_is_exact(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb([agent_look(closed=4, handled=400)])
        assert not table.seeks_earlier(NOON - STEP, NOON)

    def test_after_a_gap_only_what_lies_inside_it_is_sought(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb([agent_look(closed=3, handled=300, as_of=NOON - 10 * STEP)])
        table.absorb([self.BUSY])
        assert table.seeks_earlier(NOON - 9 * STEP, NOON)
        assert not table.seeks_earlier(NOON - 10 * STEP, NOON)

    def test_who_is_gone_is_sought_no_more(self) -> None:
        table, _ = self.earlier()
        table.retain(set())
        assert not table.seeks_earlier(NOON - STEP, NOON)
        table.absorb_earlier([agent_look(closed=4, handled=400, as_of=NOON - 2 * STEP)])
        assert not table.known()


class TestStatusSince:
    def test_at_first_sight_it_began_then_or_before(self) -> None:
        assert since(agent_look(status="Meal")) == Since(NOON, exact=False)

    def test_it_stands_while_nothing_changes(self) -> None:
        looks = [agent_look(status="Meal", as_of=NOON + n * STEP) for n in range(5)]
        assert since(*looks) == Since(NOON, exact=False)

    def test_another_status_began_since_the_last_look(self) -> None:
        assert since(agent_look(), agent_look(status="Meal", as_of=NOON + STEP)) == Since(NOON + STEP, exact=False)

    def test_on_a_call_counts_from_the_calls_start(self) -> None:
        calling = agent_look(closed=4, handled=412, running=1, status="On a Call", as_of=NOON + STEP)
        assert since(agent_look(closed=4, handled=400), calling) == Since(NOON + timedelta(seconds=18), exact=True)

    def test_available_after_a_call_counts_from_the_calls_end(self) -> None:
        looks = (
            agent_look(closed=4, handled=400),
            agent_look(closed=4, handled=412, running=1, status="On a Call", as_of=NOON + STEP),
            agent_look(closed=5, handled=420, as_of=NOON + 2 * STEP),
        )
        ended = Since(NOON + timedelta(seconds=38), exact=True)
        assert since(*looks) == ended
        assert since(*looks, agent_look(closed=5, handled=420, as_of=NOON + 3 * STEP)) == ended

    def test_available_after_a_break_counts_from_the_break_and_not_from_the_call_before_it(self) -> None:
        looks = [
            agent_look(closed=4, handled=400),
            agent_look(closed=4, handled=412, running=1, status="On a Call", as_of=NOON + STEP),
            agent_look(closed=5, handled=420, as_of=NOON + 2 * STEP),
            *(agent_look(closed=5, handled=420, status="Meal", as_of=NOON + n * STEP) for n in range(3, 60)),
            agent_look(closed=5, handled=420, as_of=NOON + 60 * STEP),
        ]
        assert since(*looks) == Since(NOON + 60 * STEP, exact=False)

    def test_ringing_did_not_begin_with_the_end_of_an_older_call(self) -> None:
        looks = [agent_look(closed=4, handled=400, as_of=NOON + n * STEP) for n in range(20)]
        ringing = agent_look(closed=4, handled=400, status="Ringing", as_of=NOON + 20 * STEP)
        assert since(*looks, ringing) == Since(NOON + 20 * STEP, exact=False)


statuses = st.sampled_from(["Available", "Meal", "Wrap-up", "Ringing", "Offline"])


@given(st.lists(st.tuples(statuses, st.integers(1, 120)), min_size=1, max_size=20))
def test_of_who_takes_no_call_the_status_began_at_or_before_what_is_told_and_is_never_exact(
    stretches: list[tuple[str, int]],
) -> None:
    table = Table(SHIFT_START, 2 * CADENCE)
    at, began, last = NOON, NOON, ""
    for status, seconds in stretches:
        at += timedelta(seconds=seconds)
        began = at if status != last else began
        last = status
        table.absorb([agent_look(closed=4, handled=400, status=status, as_of=at)])
        (metrics,) = table.metrics()
        assert metrics.status_since == Since(began, exact=False)


class TestStatusesToldApart:
    """What agents do, where the counts do not tell it."""

    def counted(self, closed: int = 4, as_of: datetime = NOON) -> AgentLook:
        handled = timedelta(seconds=100 * closed)
        return AgentLook(AgentId("tova"), None, closed + 1, closed, handled, as_of, completed_alone=True)

    def status(self, words: str, minutes: float = 0, **told: datetime) -> AgentStatus:
        instant = NOON + timedelta(minutes=minutes)
        return AgentStatus(AgentId("tova"), words, told.get("since"), told.get("call_since"), instant)

    def told(self, *what: AgentLook | AgentStatus) -> AgentMetrics:
        table = Table(SHIFT_START, 2 * CADENCE)
        for one in what:
            if isinstance(one, AgentLook):
                table.absorb([one])
            else:
                table.absorb_statuses([one])
        (metrics,) = table.metrics()
        return metrics

    def test_until_it_is_told_there_is_none_and_she_is_not_active(self) -> None:
        metrics = self.told(self.counted())
        assert (metrics.status, metrics.kind, metrics.status_since) == (None, StatusKind.OTHER, None)

    def test_it_stands_with_its_own_instant(self) -> None:
        began = NOON - STEP
        metrics = self.told(self.counted(), self.status("On a Call", 1, since=began, call_since=began))
        assert (metrics.status, metrics.kind) == ("On a Call", StatusKind.ON_CALL)
        assert (metrics.as_of, metrics.status_as_of) == (NOON, NOON + timedelta(minutes=1))
        assert metrics.status_since == metrics.call_since == Since(began, exact=True)

    def test_new_counts_leave_it_as_it_was_told(self) -> None:
        metrics = self.told(self.counted(), self.status("Wrap-up", 1), self.counted(5, NOON + STEP))
        assert (metrics.closed, metrics.status) == (5, "Wrap-up")
        assert metrics.status_as_of == NOON + timedelta(minutes=1)

    def test_who_had_closed_something_and_now_nothing_is_told_from_who_begins_to_work(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        later, nothing = NOON + STEP, self.counted(0, NOON + STEP)
        assert table.undone([nothing]) == 0
        table.absorb([self.counted(4)])
        assert table.undone([nothing]) == 1
        assert table.undone([self.counted(0, NOON)]) == 0  # not newer than what is known
        assert table.undone([self.counted(3, later)]) == 0
        assert table.undone([agent_look(closed=0, handled=0, as_of=later)]) == 0  # begun anew, where looks tell all

    def test_an_older_word_changes_nothing(self) -> None:
        assert self.told(self.counted(), self.status("Wrap-up", 2), self.status("Available", 1)).status == "Wrap-up"

    def test_a_call_that_is_over_runs_no_longer(self) -> None:
        over = self.told(self.counted(), self.status("On a Call", 1, call_since=NOON), self.status("Available", 2))
        assert over.call_since is None

    def test_without_a_start_it_is_known_since_it_was_first_seen(self) -> None:
        metrics = self.told(self.counted(), *(self.status("Available", minutes) for minutes in (1, 2, 3)))
        assert metrics.status_since == Since(NOON + timedelta(minutes=1), exact=False)

    def test_nothing_begins_after_it_was_told(self) -> None:
        metrics = self.told(self.counted(), self.status("Available", 1, since=NOON + timedelta(hours=1)))
        assert metrics.status_since == Since(NOON + timedelta(minutes=1), exact=True)

    def test_whoever_is_not_of_the_scope_stays_out(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb_statuses([self.status("Available")])
        assert not table.known()


class TestRepeated:
    """What a source knows again is taken in as if it had been read."""

    @staticmethod
    def told(table: Table) -> list[AgentMetrics]:
        return sorted(table.metrics())

    @given(
        st.lists(
            st.tuples(st.sampled_from(["tova", "avi", "noa"]), st.integers(0, 3), st.integers(-1, 3), st.booleans()),
            min_size=1,
            max_size=15,
        )
    )
    def test_it_makes_no_difference_who_tells_that_somebody_is_at_rest(
        self, steps: list[tuple[str, int, int, bool]]
    ) -> None:
        plain, knowing = Table(SHIFT_START, 2 * CADENCE), Table(SHIFT_START, 2 * CADENCE)
        last: dict[str, AgentLook] = {}
        at = NOON
        for agent, more, passed, is_alone in steps:
            at += passed * STEP
            before = last.get(agent)
            look = agent_look(agent, 4 + more, 400 + more, as_of=at)._replace(completed_alone=is_alone)
            same = before is not None and before._replace(as_of=at) == look
            plain.absorb([look])
            if before is not None and same:
                assert knowing.undone(Looks((), [before], at)) == 0
                knowing.absorb(Looks((), [before], at))
            else:
                knowing.absorb(Looks([look], (), at))
                last[agent] = look
            assert self.told(knowing) == self.told(plain)
            assert knowing.known() == plain.known()

    def test_a_look_that_this_table_never_took_in_is_news_to_it(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        look = agent_look("tova", 4, 400)
        table.absorb(Looks((), [look], NOON + STEP))
        (metrics,) = table.metrics()
        assert (metrics.closed, metrics.as_of) == (4, NOON + STEP)

    def test_such_a_look_is_known_when_it_is_repeated_once_more(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        look = agent_look("tova", 4, 400)
        table.absorb(Looks((), [look], NOON))
        table.take_unkept()
        for passed in (STEP, -STEP, 2 * STEP):  # a clock that was put back too
            table.absorb(Looks((), [look], NOON + passed))
            assert table._told[AgentId("tova")] is look
        assert [one.as_of for one in table.metrics()] == [NOON + 2 * STEP]

    def test_a_repeated_nothing_undoes_what_was_learnt_from_another_answer(self) -> None:
        table = Table(SHIFT_START, 2 * CADENCE)
        table.absorb([agent_look("tova", 4, 400)._replace(completed_alone=True)])
        nothing = agent_look("tova", 0, 0)._replace(completed_alone=True)
        assert table.undone(Looks((), [nothing], NOON + STEP)) == 1
