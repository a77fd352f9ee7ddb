"""AHT (Completed): never wrong beyond its bound, whatever conversations run, overlap or lie inside one another."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.talks import BEGIN as START
from tests.talks import Talk, closed_time, lists_of_talks, looked_at
from wallboard.board.agents import AgentId, AgentLook, Aht, Since
from wallboard.board.completed import Completed, absorb, aht, carried_on, is_worth_looking_back, with_earlier

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


talks = lists_of_talks(latest=900)
instants = st.lists(st.integers(1, 1300), min_size=1, max_size=25, unique=True).map(sorted)


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


def known_after(own: list[Talk], ats: list[int]) -> Completed | None:
    known: Completed | None = None
    for at in ats:
        known = absorb(known, looked_at(own, at), START)
    return known


# Also what no conversations bring about: more closed than started, counters that leap or shrink.
odd_looks = st.builds(
    look,
    st.integers(1, 1300),
    st.integers(0, 6),
    st.integers(0, 6),
    st.floats(0, 2000).map(lambda number: round(number, 3)),
)
whatever_is_known = st.one_of(
    st.builds(known_after, talks, instants),
    st.lists(odd_looks, min_size=1, max_size=8).map(lambda looks: after(*looks)),
).filter(lambda known: known is not None)
waits = st.integers(1, 10**9).map(lambda microseconds: timedelta(microseconds=microseconds))


class TestCarriedOn:
    """Who only carried on is not written: she must come back as if she had been looked at all the while."""

    @given(whatever_is_known, waits)
    def test_it_is_what_a_look_would_tell_where_nothing_began_and_nothing_closed(
        self, known: Completed, wait: timedelta
    ) -> None:
        running = max(known.look.started - known.look.closed, 0)
        foretold = known.look._replace(
            as_of=known.look.as_of + wait, handle_time=known.look.handle_time + running * wait
        )
        assert carried_on(known, foretold.as_of) == absorb(known, foretold, START)

    @given(whatever_is_known, st.lists(waits, min_size=1, max_size=5))
    def test_in_many_steps_or_in_one_is_the_same(self, known: Completed, steps: list[timedelta]) -> None:
        stepwise, at = known, known.look.as_of
        for step in steps:
            at += step
            stepwise = carried_on(stepwise, at)
        assert stepwise == carried_on(known, at)

    @given(whatever_is_known)
    def test_no_time_changes_nothing(self, known: Completed) -> None:
        assert carried_on(known, known.look.as_of) == known

    @given(talks, instants, st.integers(1, 400))
    def test_the_true_looks_are_met_where_nothing_changed(self, own: list[Talk], ats: list[int], wait: int) -> None:
        known = known_after(own, ats)
        assert known is not None
        until = ats[-1] + wait
        if any(ats[-1] < instant <= until for talk in own for instant in (talk.starts, talk.ends)):
            return
        assert carried_on(known, START + seconds(until)) == absorb(known, looked_at(own, until), START)


class TestWithEarlierLooks:
    @given(talks, instants, st.lists(st.integers(0, 1300), max_size=6), st.integers(0, 24))
    def test_the_truth_stays_inside_whatever_the_instants(
        self, own: list[Talk], ats: list[int], earlier: list[int], known_until: int
    ) -> None:
        before = known_after(own, ats[:-1][:known_until])
        looks = [looked_at(own, at) for at in earlier if at < ats[-1]]
        known = with_earlier(before, looks, looked_at(own, ats[-1]), START)
        assert known.least <= closed_time(own, ats[-1]) <= known.most
        assert known.look == looked_at(own, ats[-1])
        if known.running_since is not None and known.running_since.exact:
            longest = min(talk.starts for talk in own if talk.starts <= ats[-1] < talk.ends)
            assert known.running_since.at == START + seconds(longest)

    @given(talks, instants, st.permutations(range(6)))
    def test_they_tell_what_they_would_have_told_in_their_time(
        self, own: list[Talk], ats: list[int], order: list[int]
    ) -> None:
        before, between = ats[:-7], ats[-7:-1]
        looks = [looked_at(own, between[place]) for place in order if place < len(between)]
        latest = looked_at(own, ats[-1])
        assert with_earlier(known_after(own, before), looks, latest, START) == known_after(own, ats)

    @given(talks, instants, st.integers(1, 1300), st.lists(st.integers(0, 1300), max_size=4))
    def test_a_quiet_one_makes_it_exact_where_nothing_closed_since(
        self, own: list[Talk], ats: list[int], back: int, others: list[int]
    ) -> None:
        latest, quiet = ats[-1], ats[-1] - back
        if quiet < 0 or any(talk.starts <= quiet < talk.ends or quiet < talk.ends <= latest for talk in own):
            return
        looks = [looked_at(own, at) for at in (quiet, *others) if at < latest]
        known = with_earlier(None, looks, looked_at(own, latest), START)
        assert known.settled
        assert known.least == known.most == closed_time(own, latest)

    def test_the_start_of_the_one_that_runs_comes_with_it(self) -> None:
        known = with_earlier(None, [look(540, 4, 4, 400)], look(600, 5, 4, 412), START)
        assert aht(known) == Aht(seconds(100), NOTHING)
        assert known.running_since == Since(START + seconds(588), exact=True)

    def test_those_of_another_history_leave_what_the_latest_tells_alone(self) -> None:
        latest = look(600, 5, 4, 412)
        assert with_earlier(None, [look(540, 9, 9, 900)], latest, START) == after(latest)


class TestWorthLookingBack:
    USUAL = seconds(60)

    def worth(self, *looks: AgentLook) -> bool:
        before = after(*looks[:-1]) if looks[:-1] else None
        return is_worth_looking_back(before, absorb(before, looks[-1], START), self.USUAL)

    def test_at_first_sight_of_who_is_busy(self) -> None:
        assert self.worth(look(600, 5, 4, 500))

    def test_not_of_who_is_quiet_or_has_closed_nothing(self) -> None:
        assert not self.worth(look(600, 4, 4, 500))
        assert not self.worth(look(600, 1, 0, 30))

    def test_after_a_gap_in_which_something_closed(self) -> None:
        assert self.worth(look(600, 4, 4, 400), look(661, 6, 5, 440))
        assert not self.worth(look(600, 4, 4, 400), look(660, 6, 5, 440))

    def test_not_after_a_gap_in_which_nothing_closed(self) -> None:
        assert not self.worth(look(600, 4, 4, 400), look(1200, 5, 4, 440))


class TestClosedAlone:
    """A handle time that is that of the closed conversations alone, as the platform's queries tell it."""

    def alone(self, at: float, started: int, closed: int, handled: float) -> AgentLook:
        return look(at, started, closed, handled)._replace(status=None, completed_alone=True)

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50), st.integers(0, 10_000)), min_size=1, max_size=9))
    def test_it_is_exact_whatever_runs_and_whatever_came_before(self, told: list[tuple[int, int, int]]) -> None:
        looks = [self.alone(600 + 30 * place, *one) for place, one in enumerate(told)]
        known = after(*looks)
        _, closed, handled = told[-1]
        average = aht(known)
        assert average is not None
        assert average.bound == NOTHING
        assert abs(average.value - seconds(handled / closed)) <= timedelta(milliseconds=1)

    def test_more_closed_than_started_is_no_trouble(self) -> None:
        assert aht(after(self.alone(600, 0, 1, 90))) == Aht(seconds(90), NOTHING)

    def test_it_needs_no_earlier_looks(self) -> None:
        known = after(self.alone(600, 5, 4, 400))
        assert not is_worth_looking_back(None, known, seconds(60))

    def test_nothing_runs_on_while_nobody_looks(self) -> None:
        known = after(self.alone(600, 5, 4, 400))
        later = carried_on(known, START + seconds(900))
        assert (later.look.handle_time, later.look.as_of) == (seconds(400), START + seconds(900))

    def test_the_running_conversation_is_that_of_her_status(self) -> None:
        known = after(self.alone(600, 5, 4, 400))
        running = Since(START + seconds(580), exact=True)
        told = known._replace(running_since=running)
        assert absorb(told, self.alone(630, 5, 4, 400), START).running_since == running


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_the_average_is_that_of_whole_milliseconds(micros: int, closed: int) -> None:
    total, millisecond = timedelta(microseconds=micros), timedelta(milliseconds=1)
    alone = AgentLook(AgentId("tova"), None, closed, closed, total, START, completed_alone=True)
    assert aht(after(alone)) == Aht(round(total / closed / millisecond) * millisecond, NOTHING)
