"""A figure per hour is explained by its numerator and denominator, and whatever is not known is null."""

from datetime import timedelta

import pytest

from tests.builders import NOON, agent_metrics
from tests.poller.test_on_queue_round import PER_HOUR, Desk
from wallboard.board.agents import AgentId
from wallboard.board.on_queue import OnQueue
from wallboard.board.ranking import rank
from wallboard.board.rules import USUAL, RankBy, Rules
from wallboard.poller.explain import Explanation, explanation
from wallboard.poller.explain_per_hour import PerHourExplained, apart, explained
from wallboard.wire.messages import PerHourLack

HOUR = timedelta(hours=1)


def of(desk: Desk, agent: str) -> Explanation:
    known = desk.polled.table.known()[AgentId(agent)]
    told = explanation(desk.polled.board, known, agent.title(), None, None)
    assert told is not None
    return told


def test_it_is_what_was_closed_by_the_time_on_queue_at_one_instant() -> None:
    told = explained(PER_HOUR, OnQueue(4 * HOUR, 33, short=False, as_of=NOON), None)
    assert told == PerHourExplained(
        8.3, 33, 14_400_000, False, NOON, "what was closed, divided by the time on queue, both at the same instant"
    )


def test_the_most_it_can_be_says_why() -> None:
    told = explained(PER_HOUR, OnQueue(4 * HOUR, 33, short=True, as_of=NOON), None)
    assert told is not None
    assert told.at_most
    assert told.words.startswith("the most it can be")


def test_a_time_too_short_for_a_rate_is_told_without_one() -> None:
    told = explained(PER_HOUR, OnQueue(HOUR / 6, 3, short=False, as_of=NOON), None)
    assert told is not None
    assert (told.per_hour, told.closed, told.on_queue_ms) == (None, 3, 600_000)
    assert told.words == "on queue for 10 min: a rate is told from 15 on"


@pytest.mark.parametrize(
    ("lacks", "word"),
    [
        (None, "who stand on the board"),
        ("realtime", "realtime contract"),
        ("rate_limit", "limit"),
        ("not_yet", "in turns"),
        ("failed", "failed"),
    ],
)
def test_what_is_not_known_says_why(lacks: PerHourLack | None, word: str) -> None:
    told = explained(PER_HOUR, None, lacks)
    assert told is not None
    assert (told.per_hour, told.closed, told.on_queue_ms, told.as_of) == (None, None, None, None)
    assert word in told.words


def test_a_board_that_does_not_rank_by_it_tells_nothing() -> None:
    assert explained(USUAL, OnQueue(4 * HOUR, 33, short=False, as_of=NOON), None) is None


@pytest.mark.asyncio
async def test_the_whole_explanation_holds_it_and_what_parts_the_rows() -> None:
    desk = Desk(agents=2)
    before = of(desk, "a0000")
    assert before.not_ranked == "time on queue is not known yet"
    assert before.order.startswith("most closed per hour on queue, then shortest AHT")
    await desk.learn()
    told = of(desk, "a0000")
    assert told.per_hour is not None
    assert (told.per_hour.per_hour, told.per_hour.closed, told.per_hour.on_queue_ms) == (10.0, 30, 10_800_000)
    assert (told.rank, told.not_ranked) == (1, None)
    assert told.below is not None
    assert told.below.apart == "A0001 has equal figures: both share rank 1, and stand in the order of their names"


@pytest.mark.asyncio
async def test_who_has_no_figure_yet_is_parted_by_that() -> None:
    desk = Desk(agents=1)
    await desk.learn()
    desk.agents = 2  # the new one was not asked for yet
    desk.poll(NOON + timedelta(seconds=30))
    above, below = of(desk, "a0000").below, of(desk, "a0001").above
    assert above is not None
    assert below is not None
    assert above.apart == below.apart == "A0001 is not ranked: time on queue is not known yet"


@pytest.mark.parametrize(
    ("key", "words"),
    [(RankBy.MOST_PER_HOUR, "Tova closed 2.5 more per hour on queue"), (RankBy.FEWEST_PER_HOUR, None)],
)
def test_figures_that_differ_are_told_in_tenths(key: RankBy, words: str | None) -> None:
    tova, idit = (
        agent_metrics(name, 30, 60)._replace(on_queue=OnQueue(hours * HOUR, 30, short=False, as_of=NOON))
        for name, hours in (("tova", 3), ("idit", 4))
    )
    names = {tova.agent_id: "Tova", idit.agent_id: "Idit"}
    first, second = rank([tova, idit], names, {}, NOON, rules=Rules((key,)))
    assert apart(first, second) == (words or "Idit closed 2.5 fewer per hour on queue")
    assert apart(first, first) is None


def test_a_figure_that_is_the_most_it_can_be_says_that_it_does_not_rank_by_that() -> None:
    short = OnQueue(HOUR, 20, short=True, as_of=NOON, untold=3 * HOUR)
    tova = agent_metrics("tova", 20, 60)._replace(on_queue=short)
    idit = agent_metrics("idit", 20, 60)._replace(on_queue=OnQueue(2 * HOUR, 20, short=False, as_of=NOON))
    first, second = rank([tova, idit], {tova.agent_id: "Tova"}, {}, NOON, rules=PER_HOUR)
    assert (first.agent_id, second.agent_id) == ("idit", "tova")
    told = apart(second, first)
    assert told == apart(first, second)
    assert told == "closed per hour of Tova is the most it can be, and ranks by the worse of what it can be"


def test_no_figure_where_it_only_parts_equals() -> None:
    tova = agent_metrics("tova", 30, 60)._replace(on_queue=OnQueue(3 * HOUR, 30, short=False, as_of=NOON))
    rules = Rules((RankBy.MOST_CLOSED, RankBy.MOST_PER_HOUR))
    first, second = rank([tova, agent_metrics("idit", 30, 60)], {}, {}, NOON, rules=rules)
    assert apart(second, first) == "Agent idit has no figure per hour on queue, and none ranks last"
    assert apart(first, second) == "Agent tova has a figure per hour on queue, and none ranks last"
