"""AHT (Completed): never wrong beyond its bound, whatever conversations run, overlap or lie inside one another."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.agents import AgentId, AgentLook, Aht
from wallboard.board.completed import Completed, absorb, aht

START = datetime(2026, 11, 23, 5, tzinfo=UTC)
NOTHING = timedelta()


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def look(at: float, started: int, closed: int, handled: float, status: str = "Available") -> AgentLook:
    return AgentLook(AgentId("tova"), status, started, closed, seconds(handled), START + seconds(at))


def after(*looks: AgentLook) -> Completed:
    known: Completed | None = None
    for one in looks:
        known = absorb(known, one, START)
    assert known is not None
    return known


class TestByHand:
    def test_a_quiet_look_is_exact(self) -> None:
        assert aht(after(look(600, 4, 4, 400))) == Aht(seconds(100), NOTHING)

    def test_nothing_closed_is_no_average_and_not_zero(self) -> None:
        assert aht(after(look(600, 1, 0, 30))) is None

    def test_a_closed_conversation_of_no_length_is_a_value(self) -> None:
        assert aht(after(look(600, 1, 1, 0))) == Aht(NOTHING, NOTHING)

    def test_one_that_began_after_a_quiet_look_leaves_the_average_exact(self) -> None:
        known = after(look(600, 4, 4, 400), look(630, 5, 4, 412), look(660, 5, 4, 442))
        assert aht(known) == Aht(seconds(100), NOTHING)
        assert known.running_since is not None
        assert known.running_since.exact
        assert known.running_since.at == START + seconds(618)

    def test_its_end_tells_since_when_she_is_free(self) -> None:
        known = after(look(600, 4, 4, 400), look(630, 5, 4, 412), look(660, 5, 5, 440))
        assert aht(known) == Aht(seconds(88), NOTHING)
        assert known.idle_since is not None
        assert known.idle_since.exact
        assert known.idle_since.at == START + seconds(658)

    def test_at_first_sight_a_running_conversation_leaves_only_a_most(self) -> None:
        assert aht(after(look(600, 5, 4, 500))) == Aht(seconds(125), None)

    def test_a_change_of_conversations_is_known_within_the_time_between_two_looks(self) -> None:
        known = after(look(600, 4, 4, 400), look(630, 5, 4, 412), look(660, 6, 5, 440))
        average = aht(known)
        assert average is not None
        # 28 s passed on the two conversations: the new one has 0 to 28 s of them.
        assert (known.least, known.most) == (seconds(412), seconds(440))
        assert average.value == seconds(426 / 5)
        assert average.bound is not None
        assert average.bound <= seconds(30) / 5

    def test_the_uncertainty_never_adds_up(self) -> None:
        known = after(*(look(600 + 30 * n, 4 + n, 3 + n, 300 + 30 * n) for n in range(20)))
        assert known.most - known.least <= seconds(30)

    def test_growth_beyond_the_time_passed_says_that_an_older_one_may_run(self) -> None:
        # A short call closed inside a long one that still runs: 30 s grew on the long, 10 s on the short.
        known = after(look(600, 4, 4, 400), look(630, 5, 4, 420), look(660, 6, 5, 460))
        assert known.least <= seconds(410) <= known.most
        assert known.settled

    def test_counters_that_shrink_start_a_new_history(self) -> None:
        known = after(look(600, 4, 4, 400), look(630, 3, 2, 300))
        assert not known.settled

    def test_counters_that_grow_faster_than_time_start_a_new_history(self) -> None:
        before = look(600, 4, 4, 400)
        assert after(before, look(630, 7, 6, 490)).settled  # three conversations, 30 s each
        assert not after(before, look(630, 7, 6, 491)).settled

    def test_more_closed_than_started_is_never_exact(self) -> None:
        known = after(look(600, 4, 5, 400), look(630, 5, 5, 430))
        assert after(look(600, 4, 5, 400)).settled is False
        assert known.settled

    def test_an_older_look_changes_nothing(self) -> None:
        newest = after(look(600, 4, 4, 400))
        assert absorb(newest, look(590, 4, 4, 390), START) is newest


@dataclass(frozen=True)
class Talk:
    starts: int
    lasts: int

    @property
    def ends(self) -> int:
        return self.starts + self.lasts


talks = st.lists(st.builds(Talk, st.integers(0, 900), st.integers(1, 300)), max_size=12)
instants = st.lists(st.integers(1, 1300), min_size=1, max_size=25, unique=True).map(sorted)


def looked_at(own: list[Talk], at: int) -> AgentLook:
    begun = [talk for talk in own if talk.starts <= at]
    closed = [talk for talk in begun if talk.ends <= at]
    return look(at, len(begun), len(closed), sum(min(talk.ends, at) - talk.starts for talk in begun))


def closed_time(own: list[Talk], at: int) -> timedelta:
    return seconds(sum(talk.lasts for talk in own if talk.ends <= at))


class TestAnyConversations:
    @given(talks, instants)
    def test_the_truth_is_inside_what_is_known(self, own: list[Talk], ats: list[int]) -> None:
        known: Completed | None = None
        for at in ats:
            known = absorb(known, looked_at(own, at), START)
            assert known.least <= closed_time(own, at) <= known.most

    @given(talks, instants)
    def test_the_average_is_never_off_by_more_than_its_bound(self, own: list[Talk], ats: list[int]) -> None:
        known: Completed | None = None
        for at in ats:
            known = absorb(known, looked_at(own, at), START)
            average, closed = aht(known), known.look.closed
            assert (average is None) == (closed == 0)
            if average is None:
                continue
            true = closed_time(own, at) / closed
            rounding = timedelta(milliseconds=0.5)
            if average.bound is None:
                assert true <= average.value + rounding
            else:
                assert abs(average.value - true) <= max(average.bound, rounding)

    @given(talks, instants)
    def test_what_began_began_then_or_before(self, own: list[Talk], ats: list[int]) -> None:
        known: Completed | None = None
        for at in ats:
            known = absorb(known, looked_at(own, at), START)
            running = [talk.starts for talk in own if talk.starts <= at < talk.ends]
            if known.running_since is None:
                assert not running
            elif known.running_since.exact:
                assert known.running_since.at == START + seconds(min(running))
            else:
                assert known.running_since.at >= START + seconds(min(running))

    @given(talks, instants)
    def test_an_exact_end_is_the_end(self, own: list[Talk], ats: list[int]) -> None:
        known: Completed | None = None
        for at in ats:
            known = absorb(known, looked_at(own, at), START)
            if known.idle_since is not None and known.idle_since.exact:
                assert known.idle_since.at == START + seconds(max(talk.ends for talk in own if talk.ends <= at))
