"""One board as it stands: its standings, its window, and what movement is compared with.

Fed by poller.cycle; cut and sent by poller.broadcast and poller.http_api.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from wallboard.board import movement
from wallboard.board.agents import AgentId
from wallboard.board.movement import Mark, Reference, Since
from wallboard.board.privacy import PLAIN, Guise, Privacy
from wallboard.board.queues import QueueContext
from wallboard.board.ranking import HeadCounts, Ranking, Sight, Standings, nobody
from wallboard.board.rules import USUAL, Rules
from wallboard.board.teams import Team, TeamTotals, masked
from wallboard.board.window import MetricsWindow
from wallboard.genesys.exchange import Request
from wallboard.genesys.source import SourceKind
from wallboard.host.board_settings import Opened
from wallboard.poller.table import Table
from wallboard.wire.boards import BoardInfo
from wallboard.wire.messages import Budget, Cause, PerHourLack, Reconciled


@dataclass(frozen=True, slots=True)
class LastError:
    """What was refused last, and when by Genesys Cloud's clock: what its support needs to find it again."""

    endpoint: str | None
    reason: str
    context_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Polling:
    """How the polling of a board's scope goes. `cause` is None after a good poll; `streak` counts bad ones in a row.

    `last_error` stays after a good poll: its `at` says how old it is. It may be of a request beside the poll, for
    names or for earlier instants, whose failure does no harm to the numbers. `clock_off_s` is as in wire.messages.
    """

    cadence: timedelta
    cause: Cause | None = None
    streak: int = 0
    polls: int = 0
    next_try_at: datetime | None = None
    budget: Budget = field(default_factory=Budget)
    last_error: LastError | None = None
    clock_off_s: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """How a board's window was asked for."""

    kind: SourceKind
    request: Request


_ALL: frozenset[Opened] = frozenset({"explain", "pictures", "search"})


class Board:
    """One board. What is told of an agent is told in its `guise`; `open_to_viewers` may be asked for beside the rows.

    `window` and `updated_at` are those of the newest complete sweep; None before the first.

    `status_as_of` is when statuses were told that do not come with the counts; None where they do.
    `counted` are head-counts that the organisation told itself; None where only the standings can tell them.
    `queues` is what waits; None where nobody tells. `teams` are those that it compares.
    `per_hour_lacks` says why not all of a figure per hour is known. `settings_wrong`: newer settings cannot be used.
    """

    def __init__(
        self,
        info: BoardInfo,
        cadence: timedelta,
        guise: Guise = PLAIN,
        open_to_viewers: frozenset[Opened] = _ALL,
        rules: Rules = USUAL,
        movement_since: Since = Since.QUARTER_HOUR,
    ) -> None:
        self.info = info
        self.guise = guise
        self.open_to_viewers = open_to_viewers
        self.rules = rules
        self.movement_since = movement_since
        self.polling = Polling(cadence)
        self.revision = 0
        self.window: MetricsWindow | None = None
        self.updated_at: datetime | None = None
        self.status_as_of: datetime | None = None
        self.counted: HeadCounts | None = None
        self.reconciled: Reconciled | None = None
        self.question: Question | None = None
        self.queues: QueueContext | None = None
        self.per_hour_lacks: PerHourLack | None = None
        self.settings_wrong = False
        self.standings = nobody()
        self.expected_sweep = timedelta()
        self.summary = HeadCounts()
        self.teams: Sequence[Team] = ()
        self.team_totals: Sequence[TeamTotals] = ()
        self.closed_by_everybody: int | None = None
        self._good_at: timedelta | None = None
        self._painted_at: timedelta | None = None
        self.painted_revision: int | None = None
        self._reference: Reference | None = None
        self._unkept: Mark | None = None

    @property
    def as_of(self) -> datetime | None:
        """The instant that the numbers are true for; None before the first complete sweep."""
        return None if self.window is None else self.window.end

    @property
    def reference_at(self) -> datetime | None:
        """The instant that movement is compared with."""
        return None if self._reference is None else self._reference.compared.at

    def since_good(self, elapsed: timedelta) -> timedelta | None:
        """Time since the last complete sweep, at this reading of the clock that `complete` was given."""
        return None if self._good_at is None else elapsed - self._good_at

    def painted(self, revision: int, elapsed: timedelta) -> None:
        """A screen painted this revision."""
        self.painted_revision, self._painted_at = revision, elapsed

    def since_painted(self, elapsed: timedelta) -> timedelta | None:
        """Time since a screen painted anything new; None before the first."""
        return None if self._painted_at is None else elapsed - self._painted_at

    def complete(self, window: MetricsWindow, now: datetime, elapsed: timedelta) -> None:
        """A sweep of this window is complete. A new shift, or a clock that was put back, starts a new reference."""
        if self.window is not None and (self.window.start != window.start or self.window.end > window.end):
            self._reference = None
        self.window, self.updated_at, self._good_at = window, now, elapsed

    def restore(
        self, window: MetricsWindow, updated_at: datetime, good_at: timedelta | None, reference: Reference | None
    ) -> None:
        """Stand as before a restart; `good_at` is the reading of the clock at the last complete sweep, or before it,
        and None where nobody can tell."""
        self.window, self.updated_at, self._good_at, self._reference = window, updated_at, good_at, reference

    def rank(self, table: Table, names: Mapping[AgentId, str], pictures: Mapping[AgentId, str] | None = None) -> None:
        """Rank the table anew. Before the first complete sweep there is nothing to show."""
        if self.window is None:
            return
        window, as_of, before = self.window, self.window.end, self._reference
        ranking = table.ranking(names, self.guise, self.rules)
        # A sweep of many pages takes its time: counts as old as that are as new as it gets.
        sight = Sight(
            as_of,
            as_of - self.expected_sweep,
            self.status_as_of or as_of,
            names,
            self._shown(pictures),
            columns=self.info.columns,
        )
        compared = {} if before is None else before.compared.ranks
        standings = Standings(ranking, replace(sight, reference=compared))
        self._reference = self._renewed(standings, window)
        # Movement is told against the reference that is told beside it.
        if self._reference is not None and self._reference is not before:
            standings = Standings(ranking, replace(sight, reference=self._reference.compared.ranks))
        # Of totals alone no row leaves the poller.
        self.standings = nobody() if self.guise.privacy is Privacy.TEAM_TOTALS else standings
        counts = standings.head_counts()
        self.summary = counts if self.counted is None else replace(self.counted, closed=counts.closed, aht=counts.aht)
        self._total(ranking)
        self.revision += 1

    def _total(self, ranking: Ranking) -> None:
        """What everybody closed, and each team."""
        told = [ranking.of_team(team) for team in self.teams]
        self.team_totals = masked(told, self.teams) if self.guise.is_masked else told
        # Beside teams of which some are not told, the sum of all would tell them.
        is_whole = not self.guise.is_masked or all(one.closed is not None for one in self.team_totals)
        self.closed_by_everybody = ranking.closed_by_everybody if is_whole else None

    def take_mark(self) -> Mark | None:
        """The mark of the shift's start, once: from then on arrows compare with it, also after a restart."""
        taken, self._unkept = self._unkept, None
        return taken

    def _renewed(self, standings: Standings, window: MetricsWindow) -> Reference | None:
        match self.movement_since:
            case Since.QUARTER_HOUR:
                return movement.renewed(self._reference, standings, window.end)
            case Since.SHIFT_START:
                found = movement.since_shift_start(self._reference, standings, window.start, window.end)
                if found is not None and found is not self._reference:
                    self._unkept = found.compared
                return found
        assert_never(self.movement_since)

    def _shown(self, pictures: Mapping[AgentId, str] | None) -> Mapping[AgentId, str]:
        """The pictures that a reader is told of."""
        return pictures or {} if "pictures" in self.open_to_viewers and not self.guise.is_masked else {}
