"""Rank agents. Pure: metrics and names in, standings out.

`Ranking` keeps the order of a scope change by change, `Standings` are its active agents as one board sees them: a row
is made when it is looked at. Fed by poller.table; read by board.view.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import overload

from wallboard.board.agents import ACTIVE_KINDS, AgentId, AgentMetrics, Aht, Since, StatusKind
from wallboard.board.on_queue import OnQueue, PerHour, per_hour
from wallboard.board.order import Key, Order
from wallboard.board.privacy import PLAIN, Guise
from wallboard.board.rules import USUAL, Rules, figures, is_ranked
from wallboard.board.tally import Tally
from wallboard.board.teams import Team, TeamTotals, totals


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent's place among the active agents of a board.

    `place` counts 0, 1, 2, … without gaps; `rank` is what people read: 1, 2, 2, 4; None for one who has not closed
    enough to be ranked, and stands below all who are.
    `moved` is ranks gained since the reference, None for an agent who was not ranked then.
    `as_of` and `status_as_of` are None where they equal the board's: a row that did not change is equal to its older
    self. `picture` tells her picture from another one. `started`, and `handled` that `aht` is made of, are None on a
    board that does not show them, `per_hour` on one that does not rank by it.
    """

    agent_id: AgentId
    name: str
    place: int
    rank: int | None
    moved: int | None
    status: str
    kind: StatusKind
    status_since: Since | None
    closed: int
    aht: Aht | None
    call_since: Since | None
    as_of: datetime | None
    status_as_of: datetime | None = None
    picture: str | None = None
    started: int | None = None
    handled: timedelta | None = None
    per_hour: PerHour | None = None


@dataclass(frozen=True, slots=True)
class HeadCounts:
    """How many active agents do what, and what they closed together; `aht` is None while nothing is closed."""

    active: int = 0
    available: int = 0
    on_call: int = 0
    wrap_up: int = 0
    closed: int = 0
    aht: Aht | None = None


class Ranking:
    """Everybody of a scope by a board's rules, then shown name, id.

    Ties are broken by id at last: two rows in one slot cannot be animated. `active` are those who stand on a board.
    Ids and names in its order are those that a reader is told, in the `guise` of a board; metrics keep their own.
    """

    def __init__(self, guise: Guise = PLAIN, rules: Rules = USUAL) -> None:
        self.guise = guise
        self.rules = rules
        self.active = Order()
        self._everybody = Order()
        self._unplaced: dict[AgentId, Key | None] = {}  # not put into the order of everybody yet
        self._metrics: dict[AgentId, AgentMetrics] = {}
        self._seen_at: Mapping[AgentId, datetime] = {}
        self._active_of = [0] * len(rules.kinds)
        self._together = Tally()  # of the active agents
        self.closed_by_everybody = 0  # also by those who are not active any more

    def change(
        self,
        changed: Iterable[AgentMetrics],
        gone: Iterable[AgentId],
        names: Mapping[AgentId, str],
        seen_at: Mapping[AgentId, datetime],
    ) -> None:
        """Take in what is new of some, and let go of others. `seen_at` is when each was looked at last."""
        known, kinds, guise = self._metrics, self.rules.kinds, self.guise
        left = list(map(guise.id_of, gone))
        for agent in left:
            self._count(known.pop(agent, None), -1)
        active: dict[AgentId, Key] = {}
        passive: list[AgentId] = []
        for one in changed:
            agent = guise.id_of(one.agent_id)
            self._count(known.get(agent), -1)
            self._count(one, 1)
            known[agent] = one
            shown = guise.name_of(one.agent_id, names).casefold()
            key = self._unplaced[agent] = (*figures(one, self.rules), shown, agent)
            if one.kind in kinds:
                active[agent] = key
            else:
                passive.append(agent)
        self._unplaced.update(dict.fromkeys(left))
        self.active.change(active, (*left, *passive))
        self._seen_at = seen_at

    @property
    def everybody(self) -> Order:
        """All in the order in which they would stand if all were active. Kept only for those who ask for it."""
        if self._unplaced:
            news, self._unplaced = self._unplaced, {}
            keys = {agent: key for agent, key in news.items() if key is not None}
            self._everybody.change(keys, (agent for agent, key in news.items() if key is None))
        return self._everybody

    def of(self, agent: AgentId) -> AgentMetrics:
        """What is known of one of them, by the id that a reader is told."""
        return self._metrics[agent]

    def agent_of(self, shown: AgentId) -> AgentId | None:
        """Whom the id means that a reader is told; None for nobody of these."""
        one = self._metrics.get(shown)
        return None if one is None else one.agent_id

    def seen_at(self, one: AgentMetrics) -> datetime:
        """The instant that her counts are true for."""
        return self._seen_at.get(one.agent_id) or one.as_of

    def head_counts(self) -> HeadCounts:
        """The summary of the active agents."""
        kinds = self.rules.kinds
        available, on_call, wrap_up = (
            self._active_of[kinds.index(kind)] if kind in kinds else 0 for kind in ACTIVE_KINDS
        )
        together = self._together
        return HeadCounts(len(self.active), available, on_call, wrap_up, together.closed, together.aht)

    def of_team(self, team: Team) -> TeamTotals:
        """What the members of a team did."""
        shown = map(self.guise.id_of, team.members or ())
        known = (one for agent in shown if (one := self._metrics.get(agent)) is not None)
        return totals(team, known, self.rules.kinds)

    def _count(self, one: AgentMetrics | None, more: int) -> None:
        if one is None:
            return
        self.closed_by_everybody += more * one.closed
        if one.kind in self.rules.kinds:
            self._active_of[self.rules.kinds.index(one.kind)] += more
            self._together.count(one, more)


@dataclass(frozen=True, slots=True)
class Sight:
    """How a board sees a ranking: its instants, its names and pictures, and the ranks that it compares with.

    Counts that are not older than `oldest` are as new as the board's: a sweep of many pages takes its time.
    `columns` are what it shows of an agent.
    """

    as_of: datetime
    oldest: datetime
    status_as_of: datetime
    names: Mapping[AgentId, str] = field(default_factory=dict)
    pictures: Mapping[AgentId, str] = field(default_factory=dict)
    reference: Mapping[AgentId, int] | None = None
    columns: Collection[str] = ()


class Standings(Sequence[Standing]):
    """The active agents of a ranking, in order. They are those of the ranking as it is when one is looked at."""

    def __init__(self, ranking: Ranking, sight: Sight) -> None:
        self._ranking = ranking
        self._sight = sight

    def __len__(self) -> int:
        return len(self._ranking.active)

    @overload
    def __getitem__(self, place: int) -> Standing: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Standing]: ...

    def __getitem__(self, place: int | slice) -> Standing | Sequence[Standing]:
        if isinstance(place, slice):
            return tuple(self._at(one) for one in range(*place.indices(len(self))))
        return self._at(place if place >= 0 else place + len(self))

    def __iter__(self) -> Iterator[Standing]:
        return (self._at(place) for place in range(len(self)))

    def find(self, agent: AgentId) -> Standing | None:
        """Where one agent stands; None for one who is not active."""
        place = self._ranking.active.place_of(agent)
        return None if place is None else self._at(place)

    def agents(self, count: int) -> list[AgentId]:
        """The first of them, by their own ids: what the organisation is asked by, and no reader is told."""
        ranking = self._ranking
        return [ranking.of(ranking.active.at(place)).agent_id for place in range(min(count, len(self)))]

    def agent_of(self, shown: AgentId) -> AgentId | None:
        """Whom the id means that a reader is told, active or not."""
        return self._ranking.agent_of(shown)

    def named(self, part: str) -> list[int]:
        """The places of those whose name holds this part, which is without capitals."""
        return self._ranking.active.named(part)

    def ranks(self) -> dict[AgentId, int]:
        """The ranks of those who are ranked and have closed something. Who has not has no rank to compare with: all
        share the first when a shift begins, and nobody falls from there."""
        of, rules = self._ranking.of, self._ranking.rules
        least = max(rules.minimum_closed, 1)
        ranks = {agent: rank for agent, rank in self._ranking.active.ranks() if of(agent).closed >= least}
        if rules.needs_per_hour:
            return {agent: rank for agent, rank in ranks.items() if is_ranked(figures(of(agent), rules)[0])}
        return ranks

    def head_counts(self) -> HeadCounts:
        """The summary of the active agents."""
        return self._ranking.head_counts()

    def on_queue_of(self, shown: AgentId) -> OnQueue | None:
        """What her figure per hour is made of, active or not; None while it is not known."""
        return None if self._ranking.agent_of(shown) is None else self._ranking.of(shown).on_queue

    def _at(self, place: int) -> Standing:
        ranking, sight = self._ranking, self._sight
        agent = ranking.active.at(place)
        one = ranking.of(agent)
        rank = ranking.active.rank_at(place) if is_ranked(ranking.active.first_figure_at(place)) else None
        seen_at = ranking.seen_at(one)
        status_as_of = one.status_as_of or seen_at
        then = None if sight.reference is None else sight.reference.get(agent)
        return Standing(
            agent_id=agent,
            name=ranking.guise.name_of(one.agent_id, sight.names),
            place=place,
            rank=rank,
            moved=None if then is None or rank is None else then - rank,
            status=one.status or "",
            kind=one.kind,
            status_since=one.status_since,
            closed=one.closed,
            aht=one.aht,
            call_since=one.call_since,
            as_of=None if sight.oldest <= seen_at <= sight.as_of else seen_at,
            status_as_of=None if _is_told_with(status_as_of, one, sight) else status_as_of,
            picture=sight.pictures.get(one.agent_id),
            started=one.started if "started" in sight.columns else None,
            handled=one.handled if "handle_time" in sight.columns else None,
            per_hour=per_hour(one.on_queue, sight.as_of) if ranking.rules.uses_per_hour else None,
        )


def _is_told_with(status_as_of: datetime, one: AgentMetrics, sight: Sight) -> bool:
    """Whether a status is as new as the board's."""
    if one.status_as_of is None:  # it came with the counts
        return sight.oldest <= status_as_of <= sight.status_as_of
    return status_as_of == sight.status_as_of


def rank(
    metrics: Iterable[AgentMetrics],
    names: Mapping[AgentId, str],
    reference: Mapping[AgentId, int],
    as_of: datetime,
    status_as_of: datetime | None = None,
    pictures: Mapping[AgentId, str] | None = None,
    guise: Guise = PLAIN,
    rules: Rules = USUAL,
) -> Standings:
    """The active agents of these in order, at once.

    `reference` holds the ranks that movement is compared with; `as_of` is the board's, and `status_as_of` too, which
    is None where statuses are told with the counts.
    """
    ranking = Ranking(guise, rules)
    ranking.change(metrics, (), names, {})
    return Standings(ranking, Sight(as_of, as_of, status_as_of or as_of, names, pictures or {}, reference))


def nobody() -> Standings:
    """What stands on a board before anything is known."""
    return rank((), {}, {}, datetime.min)  # noqa: DTZ901  the instant of nothing
