"""Explain one agent's row: every number with where it comes from, and what parts her from her neighbours. Pure.

Whatever is not known is null, and no word claims it. Served by poller.agent_routes.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import assert_never

import msgspec

from wallboard.board import completed
from wallboard.board.agents import AgentId, Aht, Since, StatusKind, status_kind
from wallboard.board.ranking import Standing
from wallboard.board.rules import AhtFormula, RankBy, Rules, average
from wallboard.genesys.exchange import Request
from wallboard.poller import explain_per_hour
from wallboard.poller.boards import Board, Question
from wallboard.poller.events import milliseconds
from wallboard.poller.explain_per_hour import PerHourExplained
from wallboard.poller.known import Known
from wallboard.poller.past import Between
from wallboard.wire.messages import Window

_MILLISECOND = timedelta(milliseconds=1)
_RULES = {
    RankBy.MOST_PER_HOUR: "most closed per hour on queue",
    RankBy.FEWEST_PER_HOUR: "fewest closed per hour on queue",
}


class Query(msgspec.Struct, frozen=True):
    """What Genesys Cloud was asked, as it was sent, but for the token; `body` is its JSON, null where there is none."""

    method: str
    path: str
    params: dict[str, str]
    body: msgspec.Raw


class Began(msgspec.Struct, frozen=True):
    """Since when something lasts. `at_least`: it began then or before."""

    since: datetime
    at_least: bool


class Running(msgspec.Struct, frozen=True):
    """What runs and is left out of the AHT; `conversations` is null where only one is told of, however many run."""

    since: datetime
    at_least: bool
    conversations: int | None


class LastCounted(msgspec.Struct, frozen=True):
    """The last conversation came to count after one look and before, or at, the next."""

    between_from: datetime
    between_to: datetime


class Neighbour(msgspec.Struct, frozen=True):
    """The row above or below, and what parts the two."""

    id: str
    name: str
    rank: int | None
    closed: int
    aht_ms: int | None
    apart: str


class Explanation(msgspec.Struct, frozen=True):
    """The answer of `GET /v1/boards/{board}/agents/{id}/explain`. Times are UTC, durations whole milliseconds.

    `per_hour` is null on a board that does not rank by it.
    AHT is `handle_ms` divided by `closed`, where the board counts completed conversations alone. `handle_least_ms` and
    `handle_most_ms` frame what `handle_ms` can be. `aht_bound_ms`: 0 exact, n the most `aht_ms` can be off, null not
    known yet.
    """

    board: str
    id: str
    name: str
    rank: int | None
    place: int | None
    not_ranked: str | None
    closed: int
    handle_ms: int
    handle_least_ms: int
    handle_most_ms: int
    aht_ms: int | None
    aht_bound_ms: int | None
    aht_words: str
    window: Window
    as_of: datetime
    source: str | None
    query: Query | None
    running: Running | None
    awaits_wrap_up: Began | None
    last_counted: LastCounted | None
    status: str | None
    status_since: datetime | None
    status_at_least: bool
    status_as_of: datetime
    order: str
    above: Neighbour | None
    below: Neighbour | None
    moved: int | None
    moved_since: datetime | None
    per_hour: PerHourExplained | None = None


def explanation(
    board: Board, known: Known, name: str, question: Question | None, counted: Between | None
) -> Explanation | None:
    """Everything about one agent of a board; None before its first complete sweep."""
    if board.window is None:
        return None
    sure, look = known.completed, known.completed.look
    shown = board.guise.id_of(look.agent_id)
    standing = _standing(board, shown)
    formula, kind = board.rules.aht, status_kind(look.status)
    aht = average(formula, completed.aht(sure), look.handle_time, look.closed, look.started)
    since = None if look.status is None else known.status_since
    return Explanation(
        board=board.info.id,
        id=shown,
        name=name,
        rank=None if standing is None else standing.rank,
        place=None if standing is None else standing.place,
        not_ranked=_why_not_ranked(board.rules, standing, look.status, kind),
        closed=look.closed,
        handle_ms=_ms(sure.most if not sure.settled else (sure.least + sure.most) / 2),
        handle_least_ms=_ms(sure.least),
        handle_most_ms=_ms(sure.most),
        aht_ms=None if aht is None else milliseconds(aht.value),
        aht_bound_ms=None if aht is None or aht.bound is None else ceil(aht.bound / _MILLISECOND),
        aht_words=_aht_words(aht, formula),
        window=Window(board.window.start, board.window.end),
        as_of=look.as_of,
        source=None if question is None else question.kind.value,
        query=None if question is None or board.guise.is_masked else _query(question.request),
        running=_running(known),
        awaits_wrap_up=_began(since) if kind is StatusKind.WRAP_UP else None,
        last_counted=None if counted is None else LastCounted(counted.before, counted.after),
        status=look.status,
        status_since=None if since is None else _instant(since.at),
        status_at_least=since is not None and not since.exact,
        status_as_of=_instant(known.status_as_of or look.as_of),
        order=_order(board.rules),
        above=None if standing is None else _neighbour(board, standing, standing.place - 1),
        below=None if standing is None else _neighbour(board, standing, standing.place + 1),
        moved=None if standing is None else standing.moved,
        moved_since=None if board.reference_at is None else _instant(board.reference_at),
        per_hour=explain_per_hour.explained(board.rules, board.standings.on_queue_of(shown), board.per_hour_lacks),
    )


def _standing(board: Board, agent: AgentId) -> Standing | None:
    return board.standings.find(agent)


def _order(rules: Rules) -> str:
    by = ", then ".join(_RULES.get(one, one.value.replace("_", " ").replace("aht", "AHT")) for one in rules.rank_by)
    least = f", from {rules.minimum_closed} closed on" if rules.minimum_closed else ""
    return f"{by}{least}; equal figures share a rank"


def _why_not_ranked(rules: Rules, standing: Standing | None, status: str | None, kind: StatusKind) -> str | None:
    if standing is not None:
        if standing.rank is not None:
            return None
        if standing.closed >= rules.minimum_closed:
            return explain_per_hour.too_short(standing)
        return f"{standing.closed} closed; agents are ranked from {rules.minimum_closed} on"
    if status is None:
        return "what the agent does has not been told yet; only agents who are available or at work are ranked"
    if kind in rules.kinds:
        return "the agent has come to be available or at work, and is ranked with the next poll"
    return f'the status is "{status}"; only agents who are available or at work are ranked'


def _aht_words(aht: Aht | None, formula: AhtFormula) -> str:
    match formula:
        case AhtFormula.COMPLETED:
            return _completed_words(aht)
        case AhtFormula.ALL_OVER_CLOSED:
            return "the handle time of closed and running conversations, divided by the number of the closed ones"
        case AhtFormula.ALL_OVER_STARTED:
            return "the handle time of closed and running conversations, divided by the number of all that began"
    assert_never(formula)


def _completed_words(aht: Aht | None) -> str:
    if aht is None:
        return "nothing is closed yet: there is no average"
    if aht.bound is None:
        return (
            "the most it can be: a conversation was running when the agent was first seen, "
            "and its time cannot be told from that of the closed ones yet"
        )
    if not aht.bound:
        return "exact: the handle time of the closed conversations, divided by their number"
    bound = ceil(aht.bound / _MILLISECOND)
    return (
        f"at most {bound} ms off: a conversation closed and another one began between two looks, "
        "and how their time divides is known that well"
    )


def _running(known: Known) -> Running | None:
    since, look = known.completed.running_since, known.completed.look
    if since is None:
        return None
    count = None if look.completed_alone else completed.running_count(look)
    return Running(_instant(since.at), not since.exact, count)


def _began(since: Since | None) -> Began | None:
    return None if since is None else Began(_instant(since.at), not since.exact)


def _query(request: Request) -> Query:
    return Query(request.method, request.path, dict(request.params), msgspec.Raw(request.body or b"null"))


def _neighbour(board: Board, agent: Standing, place: int) -> Neighbour | None:
    if not 0 <= place < len(board.standings):
        return None
    other = board.standings[place]
    aht_ms = None if other.aht is None else milliseconds(other.aht.value)
    return Neighbour(other.agent_id, other.name, other.rank, other.closed, aht_ms, _apart(other, agent, board.rules))


def _apart(other: Standing, agent: Standing, rules: Rules) -> str:
    """What parts another row from the agent's, in the words of the first rule that does."""
    if (other.rank is None) != (agent.rank is None):
        few = other if other.rank is None else agent
        if few.closed >= rules.minimum_closed:
            return f"{few.name} is not ranked: {explain_per_hour.too_short(few)}"
        return f"{few.name} closed {few.closed}, and is ranked from {rules.minimum_closed} on"
    for key in rules.rank_by:
        match key:
            case RankBy.MOST_CLOSED | RankBy.FEWEST_CLOSED:
                if more := other.closed - agent.closed:
                    return f"{other.name} closed {abs(more)} {'more' if more > 0 else 'fewer'}"
            case RankBy.SHORTEST_AHT | RankBy.LONGEST_AHT:
                if (told := _apart_by_aht(other, agent)) is not None:
                    return told
            case RankBy.MOST_PER_HOUR | RankBy.FEWEST_PER_HOUR:
                if (told := explain_per_hour.apart(other, agent)) is not None:
                    return told
            case _:
                assert_never(key)
    shared = "have no rank yet" if agent.rank is None else f"share rank {agent.rank}"
    return f"{other.name} has equal figures: both {shared}, and stand in the order of their names"


def _apart_by_aht(other: Standing, agent: Standing) -> str | None:
    as_many = " closed as many, with" if other.closed == agent.closed else " has"
    if other.aht is None or agent.aht is None:
        if other.aht is agent.aht:
            return None
        return f"{other.name}{as_many} {'no' if other.aht is None else 'an'} AHT, and none ranks last"
    if other.aht.value == agent.aht.value:
        return None
    longer = other.aht.value - agent.aht.value
    seconds = f"{abs(longer) / timedelta(seconds=1):.3f}".rstrip("0").rstrip(".")
    return f"{other.name}{as_many} an AHT {seconds} s {'longer' if longer > timedelta() else 'shorter'}"


def _ms(duration: timedelta) -> int:
    return round(duration / _MILLISECOND)


def _instant(instant: datetime) -> datetime:
    """Whole milliseconds at the edge."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
