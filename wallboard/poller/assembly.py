"""Join the parts of one settings file: what is asked, what is kept, what is served. Nothing runs yet.

The only place that builds, with poller.service, which runs what is built here.
"""

import asyncio
import random
import secrets
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from wallboard.board.agents import AgentId
from wallboard.board.movement import Since
from wallboard.board.privacy import Guise
from wallboard.board.window import ShiftStarts
from wallboard.genesys.budget import Budget
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.session import Session
from wallboard.genesys.transport import Transport
from wallboard.host import board_settings
from wallboard.host.clock import Clock, RehearsalClock, SystemClock
from wallboard.host.settings import Settings
from wallboard.poller.about import about, info_of
from wallboard.poller.agent_routes import AgentRoutes, Desk
from wallboard.poller.allowance import Allowance
from wallboard.poller.archive import ScopeArchive
from wallboard.poller.boards import Board
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.cloak import cloak_of, kept_as
from wallboard.poller.cycle import Cycle
from wallboard.poller.guises import Guises, forget_people, history_path, names_nobody
from wallboard.poller.history import Bounds
from wallboard.poller.http_api import HttpApi
from wallboard.poller.keeper import Keeper
from wallboard.poller.loop import PollLoop
from wallboard.poller.organisation import Organisation
from wallboard.poller.pace import pace_of
from wallboard.poller.past import Between, NoHistory, Past
from wallboard.poller.picture_file import PictureFolder
from wallboard.poller.pictures import Pictures
from wallboard.poller.reconcile import Limits
from wallboard.poller.reconciliation import shifts_of
from wallboard.poller.reconciling import Reconciling, result_path
from wallboard.poller.scopes import Scope, key_of, organisation_of, rules_of, scope_of
from wallboard.poller.sign_in import SignIn, endpoints_of
from wallboard.poller.views import Views
from wallboard.wire.messages import Reconciled


@dataclass(frozen=True, slots=True)
class Service:
    """All parts of a service, built and joined."""

    loops: Sequence[PollLoop]
    broadcast: Broadcast
    api: HttpApi
    allowance: Allowance
    reconciling: Sequence[Reconciling] = ()


@dataclass(frozen=True, slots=True)
class Carriers:
    """The ways out: to Genesys Cloud, and to the hosts of pictures, who are not trusted."""

    genesys: Transport
    pictures: Transport


def keeper_of(chosen: Settings, state: Path) -> Keeper:
    """The keeper of the history, bounded as the settings have it."""
    return Keeper.open(history_path(chosen, state), Bounds(days=chosen.history.days))


def build(chosen: Settings, sign_in: SignIn, carriers: Carriers, keeper: Keeper, state: Path, clock: Clock) -> Service:
    """Join the parts. `state` is where what is learnt of the organisation lies."""
    credentials = Credentials(chosen.genesys.client_id, sign_in.client_secret)
    budget = Budget(clock, chosen.genesys.requests_per_minute, chosen.genesys.share_for_others)
    session = Session(carriers.genesys, endpoints_of(chosen.genesys), credentials, clock, sign_in.tokens, budget)
    pace = pace_of(chosen)
    if names_nobody(chosen):
        forget_people(state)
    guises = Guises(chosen.boards, state)
    boards = {one.id: _board(one, pace.cadence, guises) for one in chosen.boards}
    broadcast = Broadcast(secrets.token_hex(4), boards.values(), clock, session.now)
    organisation = Organisation(chosen, session, state)
    scopes = _scopes(chosen, boards)
    cycles = {
        scope: Cycle(scope, pace, organisation.inquiry(scope), shown, broadcast, keeper, clock)
        for scope, shown in scopes.items()
    }
    loops = [
        PollLoop(cycle, scopes[scope], broadcast, session, clock, random.random) for scope, cycle in cycles.items()
    ]
    allowance = Allowance(session, clock)
    folder = PictureFolder(state / "pictures")
    address_of = organisation.people.picture_address
    pictures = Pictures(address_of, chosen.genesys.base_url, carriers.pictures, folder, SystemClock())
    desks = {
        board.info.id: _desk(board, cycles[scope], key_of(scope), cloak_of(shown), history_path(chosen, state))
        for scope, shown in scopes.items()
        for board in shown
    }
    api = HttpApi(
        boards,
        about(chosen, clock),
        broadcast,
        Views(SystemClock()),
        clock,
        session.now,
        costs=lambda: (
            session.usage.costs(clock.elapsed(), budget.share, budget.predicted(pace.cadence)),
            allowance.a_minute or budget.told_allowed,
        ),
        more=AgentRoutes(desks, organisation.people.names, pictures).routes(),
    )
    reconciling = [
        _reconciling(chosen, scope, shown, organisation, session, clock, state)
        for scope, shown in scopes.items()
        # Agent by agent, by user ids: of masked boards alone neither is kept.
        if chosen.reconcile.automatic and isinstance(scope.rule, ShiftStarts) and cloak_of(shown) is None
    ]
    return Service(loops, broadcast, api, allowance, reconciling)


def _board(chosen: board_settings.Board, cadence: timedelta, guises: Guises) -> Board:
    since = Since(chosen.movement_since)
    return Board(info_of(chosen), cadence, guises.of(chosen), chosen.open_to_viewers, rules_of(chosen), since)


def _scopes(chosen: Settings, boards: Mapping[str, Board]) -> dict[Scope, list[Board]]:
    """Boards that count the same share a scope."""
    scopes: dict[Scope, list[Board]] = {}
    for one in chosen.boards:
        scopes.setdefault(scope_of(one, organisation_of(chosen)), []).append(boards[one.id])
    return scopes


def _desk(board: Board, cycle: Cycle, scope: str, cloak: Guise | None, history: Path) -> Desk:
    key = kept_as(scope, cloak)

    async def counted(begun: datetime, agent: AgentId, closed: int) -> Between | None:
        kept = agent if cloak is None else cloak.id_of(agent)
        return await asyncio.to_thread(_last_rise, history, key, begun, kept, closed)

    return Desk(board, cycle.known, lambda: board.question, counted)


def _last_rise(history: Path, key: str, begun: datetime, agent: AgentId, closed: int) -> Between | None:
    try:
        with Past.open(history) as past:
            return past.last_rise(key, begun, agent, closed)
    except (NoHistory, OSError, sqlite3.Error):  # the poller itself tells of a disk that fails
        return None


def _reconciling(
    chosen: Settings,
    scope: Scope,
    boards: Sequence[Board],
    organisation: Organisation,
    session: Session,
    clock: Clock,
    state: Path,
) -> Reconciling:
    """The task that asks again for what a scope's boards showed last in a shift."""
    limits = Limits(chosen.reconcile.aht_percent, chosen.reconcile.conversations)
    source_of = partial(organisation.source_apart, scope)
    names, key = organisation.people.names, key_of(scope)
    archive = ScopeArchive(history_path(chosen, state), key, source_of, names, limits, pace_of(chosen))

    def tell(result: Reconciled) -> None:
        for board in boards:
            board.reconciled = result

    after = timedelta(minutes=chosen.reconcile.after_minutes)
    return Reconciling(shifts_of(scope.rule), after, archive, tell, result_path(state, key), clock, session.now)


def clock_of(chosen: Settings) -> Clock:
    """The machine's clock, or that of a rehearsal."""
    if chosen.rehearsal is None:
        return SystemClock()
    return RehearsalClock(chosen.rehearsal.origin, chosen.rehearsal.rate)
