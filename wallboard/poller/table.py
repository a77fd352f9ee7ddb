"""The latest metrics of every agent in one scope's window; each agent with her own `as_of`.

Fed page by page by poller.cycle; read by poller.boards. A new window starts a new table. What does not change costs a
comparison: of 50,000 agents a poll finds a tenth that did something.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallboard.board import completed
from wallboard.board.agents import ACTIVE_KINDS, AgentId, AgentLook, AgentMetrics, AgentStatus, Since, status_kind
from wallboard.board.completed import Completed
from wallboard.board.looks import Looks, is_at_rest
from wallboard.board.on_queue import OnQueue, TimeOnQueue, paired
from wallboard.board.privacy import PLAIN, Guise
from wallboard.board.pseudonyms import MARK
from wallboard.board.ranking import Ranking
from wallboard.board.rules import USUAL, AhtFormula, Rules, average
from wallboard.genesys.uncollected import uncollected
from wallboard.poller.known import Known, status_since, told_since
from wallboard.poller.rankings import Rankings


@dataclass(slots=True)
class _Seeker:
    """An agent whose AHT looks at earlier instants would sharpen: what was known before, and those looks.

    `rests_until` is when it is worth asking again, after all earlier instants were asked for.
    """

    before: Completed | None
    looks: list[AgentLook]
    rests_until: datetime | None = None


_MOST_LOOKS = 100


class Table:
    """Counters and statuses of one scope since `window_start`. Looks are `usual` apart as long as all goes well.

    What is known of an agent stands as it was when it changed last; `_seen_at` is when she was looked at last, and
    until then it has carried on.
    """

    def __init__(self, window_start: datetime, usual: timedelta) -> None:
        self.window_start = window_start
        self._usual = usual
        self._known: dict[AgentId, Known] = {}
        self._told: dict[AgentId, AgentLook] = {}  # as it came last, when it last told something new
        self._seen_at: dict[AgentId, datetime] = {}
        self._newest = window_start  # nobody was looked at later
        self._seekers: dict[AgentId, _Seeker] = {}
        self._on_queue: dict[AgentId, OnQueue] = {}
        self._rankings = Rankings()
        self._keyed: set[AgentId] = set()  # who came back under an id that stands for her own
        self._unkept: set[AgentId] = set()
        self._at_work: set[AgentId] = set()

    def expect(self, usual: timedelta) -> None:
        """Looks are so far apart from now on: sweeps take longer, or no longer."""
        self._usual = usual

    @uncollected
    def absorb(self, looks: Sequence[AgentLook]) -> None:
        """Take in one page. Where Genesys Cloud's clock was put back, what was known is of no use: all begins anew."""
        told, seen_at, page = self._told, self._seen_at, Looks.of(looks)
        still, lost = self._parted(page)
        if page.as_of < self._newest:
            lost += [look for look in still if page.as_of < seen_at[look[0]]]
            still = [look for look in still if page.as_of >= seen_at[look[0]]]
        renewed = list(page.renewed(lost))
        news = [*page.news, *renewed]
        self._newest = max([self._newest, page.as_of, *(look[5] for look in news)])
        seen_at.update(dict.fromkeys([look[0] for look in still], page.as_of))
        for look in news:
            if is_at_rest(told.get(look[0]), look) and look[5] >= seen_at[look[0]]:
                told[look[0]], seen_at[look[0]] = look, look[5]
            else:
                self._absorb(look)
        for look, as_new in zip(lost, renewed, strict=True):
            if told.get(look[0]) is as_new:
                told[look[0]] = look  # the next page may repeat it once more

    def _parted(self, looks: Looks) -> tuple[Sequence[AgentLook], list[AgentLook]]:
        """The repeated looks that were taken in when they were told first, and those that this table never had."""
        told, repeated = self._told, looks.repeated
        lost = [look for look in repeated if told.get(look[0]) is not look]
        return [look for look in repeated if told.get(look[0]) is look] if lost else repeated, lost

    def undone(self, looks: Sequence[AgentLook]) -> int:
        """Of how many, who had closed something, the closed ones alone are told to be none.

        Within a window nothing that was closed is undone: whoever cannot see somebody any more is told the same.
        """
        page = Looks.of(looks)
        _, lost = self._parted(page)
        nothing = [look for look in (*page.news, *page.renewed(lost)) if look.completed_alone and not look.closed]
        return sum(
            1
            for look in nothing
            if (told := self._told.get(look.agent_id)) is not None
            and told.closed
            and look.as_of > self._seen_at[look.agent_id]
        )

    def _absorb(self, look: AgentLook) -> None:
        agent, last = look.agent_id, self._known.get(look.agent_id)
        told = self._told.get(agent)
        if last is not None and not (look.completed_alone and look.as_of > self._seen_at[agent]):
            last = None if look.as_of < self._seen_at[agent] else self._carried(last)
        came = look
        if look.status is None and told is not None:
            look = look._replace(status=self._known[agent].completed.look.status)
        before = None if last is None else last.completed
        now = completed.absorb(before, look, self.window_start)
        if now.look is not look:
            return
        if told is not None and (told.started, told.closed) != (look.started, look.closed):
            self._at_work.add(agent)
        self._told[agent], self._seen_at[agent] = came, look.as_of
        self._keep(last, now)
        self._seek(before, now)

    def absorb_statuses(self, statuses: Iterable[AgentStatus]) -> None:
        """Take in what agents do, where that is told apart from their counts; an older word changes nothing."""
        for status in statuses:
            last = self._known.get(status.agent_id)
            if last is None or (last.status_as_of is not None and status.as_of < last.status_as_of):
                continue
            running = None if status.call_since is None else Since(status.call_since, exact=True)
            look = last.completed.look._replace(status=status.words)
            sure = last.completed._replace(look=look, running_since=running)
            self._know(status.agent_id, Known(sure, told_since(last, status), status.as_of))

    def absorb_on_queue(self, told: Mapping[AgentId, TimeOnQueue]) -> None:
        """Take in how long agents were on queue, with what they have closed: both have to be true at one instant."""
        for agent, time in told.items():
            known = self._known.get(agent)
            if known is not None and self._seen_at[agent] == time.as_of:
                look = known.completed.look
                is_off = look.status is not None and status_kind(look.status) not in ACTIVE_KINDS
                off_since = known.status_since.at if is_off else None
                self._on_queue[agent] = paired(time, look.closed, off_since=off_since)
                self._rankings.unrated.add(agent)

    def _seek(self, before: Completed | None, known: Completed) -> None:
        agent = known.look.agent_id
        if known.settled and not completed.is_worth_looking_back(before, known, self._usual):
            self._seekers.pop(agent, None)
            return
        seeker = self._seekers.get(agent)
        if seeker is None:
            if completed.is_worth_looking_back(before, known, self._usual):
                self._seekers[agent] = _Seeker(before, [])
        elif before is not None:
            # Not settled yet: what was seen since stays part of the chain, as far as it fits.
            seeker.looks = [*seeker.looks[-_MOST_LOOKS:], before.look]

    def absorb_earlier(self, looks: Iterable[AgentLook]) -> None:
        """Take in one page of an earlier instant: it sharpens those who need it, and changes nobody's counts."""
        for look in looks:
            seeker = self._seekers.get(look.agent_id)
            if seeker is None:
                continue
            seeker.looks.append(look)
            last = self._carried(self._known[look.agent_id])
            latest = last.completed.look
            self._keep(last, completed.with_earlier(seeker.before, seeker.looks, latest, self.window_start))
            if look.started == look.closed:
                del self._seekers[look.agent_id]

    def seeks_earlier(self, than: datetime, now: datetime) -> bool:
        """Whether a look at that instant, asked for when the newest look is that of `now`, would sharpen anybody."""
        return any(
            (one.before is None or one.before.look.as_of < than) and (one.rests_until is None or one.rests_until <= now)
            for one in self._seekers.values()
        )

    def rest_seekers(self, until: datetime) -> None:
        """All earlier instants were asked for: whoever still seeks does so again when the newest look is this new."""
        for seeker in self._seekers.values():
            if seeker.rests_until is None or seeker.rests_until < until:
                seeker.rests_until = until

    def retain(self, present: AbstractSet[AgentId]) -> int:
        """Let go of the agents whom a complete sweep no longer has; how many they were."""
        left = self._known.keys() - present
        for gone in left:
            del self._known[gone], self._seen_at[gone], self._told[gone]
            self._seekers.pop(gone, None)
            self._on_queue.pop(gone, None)
        self._keyed -= left
        self._rankings.unranked |= left
        self._unkept |= left
        return len(left)

    def restore(self, known: Mapping[AgentId, Known]) -> None:
        """Go on from what was kept."""
        self._known = dict(known)
        self._told = {agent: one.completed.look for agent, one in known.items()}
        self._seen_at = {agent: look.as_of for agent, look in self._told.items()}
        self._newest = max(self._seen_at.values(), default=self.window_start)
        self._rankings.unranked = set(known)
        self._keyed = {agent for agent in known if agent.startswith(MARK)}

    def adopt(self, looks: Sequence[AgentLook], id_of: Callable[[AgentId], AgentId]) -> None:
        """Whoever was restored under a keyed id has her own again when she is told of."""
        if not self._keyed:
            return
        for agent in Looks.of(looks).agents():
            keyed = id_of(agent)
            if keyed in self._keyed:
                self._keyed.remove(keyed)
                known, _ = self._known.pop(keyed), self._told.pop(keyed)
                look = known.completed.look._replace(agent_id=agent)
                self._known[agent] = known._replace(completed=known.completed._replace(look=look))
                self._told[agent], self._seen_at[agent] = look, self._seen_at.pop(keyed)
                self._rankings.unranked.add(agent)  # in the place of the keyed one

    def rename(self) -> None:
        """Names were learnt: everybody's place may be another."""
        self._rankings.unranked |= self._known.keys()

    @uncollected
    def ranking(self, names: Mapping[AgentId, str], guise: Guise = PLAIN, rules: Rules = USUAL) -> Ranking:
        """Everybody in order by these rules, as of now, as a board of this guise shows them."""
        ranking, news = self._rankings.of(guise, rules, self._known)
        changed = [self._metrics(self._known[agent], rules.aht) for agent in news if agent in self._known]
        if rules.uses_per_hour:
            changed = [one._replace(on_queue=self._on_queue.get(one.agent_id)) for one in changed]
        gone = [agent for agent in news if agent not in self._known]
        ranking.change(changed, gone, names, dict(self._seen_at))
        return ranking

    def take_at_work(self) -> set[AgentId]:
        """Whose counts have changed since this was asked last."""
        taken, self._at_work = self._at_work, set()
        return taken

    def take_unkept(self) -> tuple[dict[AgentId, Known], list[AgentId]]:
        """What has changed since this was asked last: what is known of some, and who left."""
        taken, self._unkept = self._unkept, set()
        changed = {agent: self._carried(self._known[agent]) for agent in taken if agent in self._known}
        return changed, [agent for agent in taken if agent not in self._known]

    def find(self, agent: AgentId) -> Known | None:
        """All that is known of one agent; None for nobody of this scope."""
        known = self._known.get(agent)
        return None if known is None else self._carried(known)

    def known(self) -> dict[AgentId, Known]:
        """All that is known of everybody."""
        return {agent: self._carried(one) for agent, one in self._known.items()}

    def __len__(self) -> int:
        return len(self._known)

    def metrics(self) -> Iterator[AgentMetrics]:
        """Everybody's latest metrics."""
        return (self._metrics(known) for known in self._known.values())

    def _metrics(self, known: Known, formula: AhtFormula = AhtFormula.COMPLETED) -> AgentMetrics:
        look = known.completed.look
        aht, handled = completed.aht(known.completed), completed.handled(known.completed)
        if formula is not AhtFormula.COMPLETED:
            aht = average(formula, aht, look.handle_time, look.closed, look.started)
            handled = None if aht is None else look.handle_time
        return AgentMetrics(
            agent_id=look.agent_id,
            status=look.status,
            kind=status_kind(look.status),
            status_since=None if look.status is None else known.status_since,
            closed=look.closed,
            aht=aht,
            call_since=known.completed.running_since,
            as_of=self._seen_at[look.agent_id],
            status_as_of=known.status_as_of,
            started=look.started,
            handled=handled,
        )

    def _carried(self, known: Known) -> Known:
        """What is known of an agent when she was looked at last: since it changed, it has only carried on."""
        seen_at = self._seen_at[known.completed.look.agent_id]
        if known.completed.look.as_of == seen_at:
            return known
        return known._replace(completed=completed.carried_on(known.completed, seen_at))

    def _keep(self, last: Known | None, known: Completed) -> None:
        status_as_of = None if last is None else last.status_as_of
        self._know(known.look.agent_id, Known(known, status_since(last, known), status_as_of))

    def _know(self, agent: AgentId, known: Known) -> None:
        self._known[agent] = known
        self._rankings.unranked.add(agent)
        self._unkept.add(agent)
