"""Rows of the history: what comes back is what was kept, and only what did more than carry on is written."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, SHIFT_START, agent_look
from tests.talks import BEGIN, Talk, lists_of_talks, looked_at
from wallboard.board.agents import AgentId, AgentLook, Since
from wallboard.board.completed import Completed
from wallboard.board.window import MetricsWindow
from wallboard.poller.known import Known
from wallboard.poller.records import (
    Mirror,
    News,
    carried_on,
    changed,
    gone,
    to_instant,
    to_known,
    to_number,
    to_record,
)
from wallboard.poller.table import Table

STEP = timedelta(seconds=30)

instants = st.datetimes(datetime(1970, 1, 1), datetime(2999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 zoned here
durations = st.timedeltas(timedelta(), timedelta(days=11_000))
since = st.builds(Since, instants, st.booleans())
looks = st.builds(
    AgentLook,
    st.text(min_size=1).map(AgentId),
    st.none() | st.text(min_size=1),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    durations,
    instants,
    st.booleans(),
)
everything = st.builds(
    Known,
    st.builds(Completed, looks, durations, durations, st.booleans(), st.none() | since, st.none() | since),
    since,
    st.none() | instants,
)


def table_of(*pages: AgentLook) -> dict[AgentId, Known]:
    table = Table(SHIFT_START, STEP * 2)
    for one in pages:
        table.absorb([one])
    return dict(table.known())


@given(everything)
def test_what_is_read_is_what_was_kept_to_the_microsecond(known: Known) -> None:
    assert to_known(to_record(known)) == known


@given(instants)
def test_an_instant_is_its_number(instant: datetime) -> None:
    assert to_instant(to_number(instant)) == instant


def test_an_instant_of_another_zone_is_the_same_instant() -> None:
    local = NOON.astimezone()
    assert to_instant(to_number(local)) == NOON


class TestChanged:
    QUIET = agent_look(closed=4, handled=400)

    def test_who_is_new_is_written(self) -> None:
        now = table_of(self.QUIET)
        assert changed({}, now) == list(now.values())

    def test_who_is_as_she_was_is_not(self) -> None:
        later = agent_look(closed=4, handled=400, as_of=NOON + STEP)
        assert changed(table_of(self.QUIET), table_of(self.QUIET, later)) == []

    def test_whose_conversation_only_runs_on_is_not(self) -> None:
        looks = [agent_look(closed=4, handled=412 + 30 * n, running=1, as_of=NOON + n * STEP) for n in (1, 2)]
        assert changed(table_of(self.QUIET, looks[0]), table_of(self.QUIET, *looks)) == []

    def test_whose_status_is_another_is_written(self) -> None:
        meal = agent_look(closed=4, handled=400, status="Meal", as_of=NOON + STEP)
        assert changed(table_of(self.QUIET), table_of(self.QUIET, meal))

    def test_who_has_closed_more_is_written(self) -> None:
        later = agent_look(closed=5, handled=420, as_of=NOON + STEP)
        assert changed(table_of(self.QUIET), table_of(self.QUIET, later))

    def test_whose_average_became_exact_afterwards_is_written(self) -> None:
        busy = agent_look(closed=4, handled=412, running=1)
        table = Table(SHIFT_START, STEP * 2)
        table.absorb([busy])
        kept = dict(table.known())
        table.absorb_earlier([agent_look(closed=4, handled=400, as_of=NOON - 2 * STEP)])
        assert changed(kept, table.known())

    def test_whose_status_began_anew_between_two_writings_is_written(self) -> None:
        (kept,) = table_of(self.QUIET).values()
        now = Known(kept.completed, Since(NOON - STEP, exact=True))
        assert changed({AgentId("tova"): kept}, {AgentId("tova"): now}) == [now]

    def test_all_are_written_where_the_clock_was_put_back(self) -> None:
        earlier = agent_look(closed=4, handled=400, as_of=NOON - STEP)
        assert changed(table_of(self.QUIET), table_of(earlier))

    def test_who_is_missing_left(self) -> None:
        kept = table_of(agent_look("avi"), agent_look("tova"))
        assert gone(kept, table_of(agent_look("tova"), agent_look("new"))) == ["avi"]


@given(lists_of_talks(900), st.lists(st.integers(1, 1300), min_size=1, max_size=25, unique=True).map(sorted))
def test_what_is_not_written_is_known_all_the_same(own: list[Talk], ats: list[int]) -> None:
    table = Table(BEGIN, STEP * 2)
    written: dict[AgentId, Known] = {}
    before: dict[AgentId, Known] = {}
    for at in ats:
        look = looked_at(own, at)
        table.absorb([look])
        written |= {one.completed.look.agent_id: one for one in changed(before, table.known())}
        before = dict(table.known())
        assert carried_on(written.values(), look.as_of) == before


AGENTS = ("avi", "dana", "noa", "tova")
some_agents = st.sets(st.sampled_from(AGENTS))


def news_of(table: Table, at: datetime, *, whole: bool = False) -> News:
    news, left = table.take_unkept()
    return News(MetricsWindow(SHIFT_START, at), at, table.known() if whole else news, set(left), whole)


def nothing_kept() -> dict[AgentId, Known]:
    return {}


class Polled:
    """A table that sees some agents at each poll, and loses some."""

    def __init__(self) -> None:
        self.table = Table(SHIFT_START, STEP * 2)
        self.at = NOON

    def poll(self, seen: set[str], leave: set[str]) -> None:
        self.at += STEP
        number = (self.at - NOON) // STEP
        looks = [agent_look(one, number, 10 * number, as_of=self.at) for one in sorted(seen)]
        self.table.absorb(looks)
        self.table.retain(self.table.known().keys() - leave)


@given(st.lists(st.tuples(some_agents, some_agents), min_size=2, max_size=12), st.booleans())
def test_news_that_waited_hold_what_came_one_by_one(polls: list[tuple[set[str], set[str]]], whole: bool) -> None:
    polled = Polled()
    polled.poll(set(AGENTS), set())
    one_by_one, at_once = Mirror(SHIFT_START), Mirror(SHIFT_START)
    first = news_of(polled.table, polled.at, whole=True)
    waits = News(first.window, first.updated_at, dict(first.changed), set(), whole=True)
    one_by_one.absorb(first)
    if not whole:
        at_once.absorb(waits)
        waits = news_of(polled.table, polled.at)
    for seen, leave in polls:
        polled.poll(seen, leave)
        news = news_of(polled.table, polled.at)
        waits.add(News(news.window, news.updated_at, news.changed, news.gone, whole=False))
        one_by_one.absorb(news)
    at_once.absorb(waits)
    assert (waits.window.end, waits.updated_at) == (polled.at, polled.at)
    assert at_once.known.keys() == polled.table.known().keys()
    assert at_once.known == one_by_one.known
    assert carried_on(at_once.known.values(), polled.at) == carried_on(polled.table.known().values(), polled.at)


class TestMirror:
    def test_what_was_not_written_is_there_to_write_until_it_was(self) -> None:
        polled, mirror = Polled(), Mirror(SHIFT_START)
        polled.poll({"avi", "tova"}, set())
        mirror.absorb(news_of(polled.table, polled.at, whole=True))
        mirror.to_write(polled.at, nothing_kept)
        mirror.was_written(1)
        for seen, leave in (({"tova"}, set()), (set(), {"avi"}), (set(), set())):
            polled.poll(seen, leave)
            mirror.absorb(news_of(polled.table, polled.at))
            written, left = mirror.to_write(polled.at, nothing_kept)
            assert written == [polled.table.known()[AgentId("tova")]]
            assert left == [one for one in ("avi",) if one not in polled.table.known()]
        mirror.was_written(1)
        assert mirror.to_write(polled.at, nothing_kept) == ([], [])

    def test_in_another_file_everybody_is_to_be_written(self) -> None:
        polled, mirror = Polled(), Mirror(SHIFT_START)
        polled.poll({"avi", "tova"}, set())
        mirror.absorb(news_of(polled.table, polled.at, whole=True))
        mirror.was_written(1)
        mirror.doubt()
        written, left = mirror.to_write(polled.at, nothing_kept)
        assert {one.completed.look.agent_id for one in written} == {"avi", "tova"}
        assert (left, mirror.names_version) == ([], None)

    def test_in_a_file_that_has_them_nobody_is_and_who_is_only_there_left(self) -> None:
        polled, mirror = Polled(), Mirror(SHIFT_START)
        polled.poll({"avi", "tova"}, set())
        kept = carried_on(polled.table.known().values(), polled.at + STEP)
        kept |= table_of(agent_look("dana"))
        mirror.absorb(news_of(polled.table, polled.at, whole=True))
        assert mirror.to_write(polled.at + 2 * STEP, lambda: kept) == ([], ["dana"])
