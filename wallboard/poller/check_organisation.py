"""Prove a client secret, and ask for everything that a wallboard needs, a little of each.

Used by poller.credentials and poller.admin before a secret is kept, and by poller.doctor. The questions are
genesys.trial's.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from wallboard.genesys import detection, organisation, trial
from wallboard.genesys.errors import BadReply, Forbidden, GenesysError
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.session import Session
from wallboard.genesys.source import SourceKind
from wallboard.genesys.trial import Need, Seen
from wallboard.host.board_settings import Board
from wallboard.host.clock import SystemClock
from wallboard.host.configuration import Sources
from wallboard.host.secret import Secret
from wallboard.host.secrets import Keyring
from wallboard.host.settings import Genesys
from wallboard.host.ways import WayOut
from wallboard.poller.scopes import scope_of
from wallboard.poller.sign_in import endpoints_of, transport_to, way_out_by

Api = Literal["auto", "realtime", "platform"]
A_LITTLE = timedelta(minutes=15)
AGENTS_HOURS = 24
_OF_QUEUES = frozenset({Need.QUEUES, Need.WAITING})


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for one need came to."""

    need: Need
    outcome: Seen | GenesysError


@dataclass(frozen=True, slots=True)
class Findings:
    """What a secret that signs in leads to; `organisation` is a name, None where it is not told.

    The boards rank without what is `dispensable`.
    """

    organisation: str | None
    answers: tuple[Answer, ...]
    dispensable: frozenset[Need] = frozenset()

    @property
    def missing(self) -> list[str]:
        """The permissions that the client lacks, each with what it is for."""
        return [f"{lacking_of(answer)} (for {trial.PURPOSES[answer.need]})" for answer in self.answers if lacks(answer)]

    @property
    def is_ranked_without(self) -> bool:
        """Whether the ranking is there without all that is missing."""
        return all(answer.need in self.dispensable for answer in self.answers if lacks(answer))

    @property
    def unclear(self) -> list[GenesysError]:
        """What could not be asked now: it says nothing of the permission."""
        return [one.outcome for one in self.answers if isinstance(one.outcome, GenesysError) and not lacks(one)]


def lacks(answer: Answer) -> bool:
    """Whether a permission is missing for it."""
    hidden = answer.need is Need.STATUS_NAMES and isinstance(answer.outcome, Seen) and answer.outcome.hidden
    return hidden or isinstance(answer.outcome, Forbidden)


def lacking_of(answer: Answer) -> str:
    """The missing permission, as the answer names it, else as it is known to be called."""
    named = answer.outcome.missing if isinstance(answer.outcome, Forbidden) else ()
    return " or ".join(named) or answer.need.value


async def prove(genesys: Genesys, secret: Secret, way_out: WayOut = WayOut()) -> Findings:  # noqa: B008  it never changes
    """Sign in anew with this secret, and look round. Raises GenesysError where nobody can be signed in."""
    transport = transport_to(way_out)
    try:
        credentials = Credentials(genesys.client_id, secret)
        session = Session(transport, endpoints_of(genesys), credentials, SystemClock())
        await session.prepare()
        return await look_round(session, genesys.api)
    finally:
        await transport.close()


def proving(sources: Sources, keyring: Keyring) -> Callable[[Genesys, Secret], Coroutine[None, None, Findings]]:
    """`prove`, by the way out of this machine that these settings name."""

    async def prove_from_here(genesys: Genesys, secret: Secret) -> Findings:
        return await prove(genesys, secret, await asyncio.to_thread(way_out_by, sources, keyring))

    return prove_from_here


async def look_round(session: Session, api: Api, boards: Sequence[Board] = ()) -> Findings:
    """What a session that is signed in can see, and what these boards need besides. Raises GenesysError where the API
    cannot be reached at all.
    """
    found = Findings(await _organisation(session), await ask_all(session, api))
    realtime = any(answer.need is Need.REALTIME for answer in found.answers)
    needs = needs_of(boards, realtime=realtime)
    answers = (*found.answers, *[await ask(session, need) for need in needs])
    dispensable = frozenset() if any(board.queue_ids for board in boards) else _OF_QUEUES
    return replace(found, answers=answers, dispensable=dispensable)


def needs_of(boards: Sequence[Board], *, realtime: bool) -> list[Need]:
    """What boards need beyond the numbers, statuses and names of everybody.

    Those that the realtime contract tells of show no queues, and it tells no time on queue.
    """
    by_platform = [board for board in boards if not realtime or not scope_of(board, "").filter.is_realtime]
    wanted = {
        Need.QUEUES: bool(by_platform),  # also to know of which queues to ask, for a board that names none
        Need.TEAMS: any(board.team_ids or any(team.team_ids for team in board.teams) for board in boards),
        Need.WAITING: bool(by_platform),
        Need.TIME_ON_QUEUE: any(board.uses_per_hour for board in by_platform),
    }
    return [need for need, is_wanted in wanted.items() if is_wanted]


async def _organisation(session: Session) -> str | None:
    """Whose the token is; where it does not tell, whose the API is."""
    try:
        owner = organisation.decode_token_owner(await session.fetch(organisation.WHOSE_TOKEN)).organisation
        return owner or organisation.decode_organisation(await session.fetch(organisation.WHICH_ORGANISATION))
    except (BadReply, Forbidden):  # a gateway before the API may keep it back; the name is for people alone
        return None


async def ask_all(session: Session, api: Api) -> tuple[Answer, ...]:
    """Every need of the way in which this organisation is read: the realtime contract where it is there."""
    if api != "platform":
        realtime = await ask(session, Need.REALTIME)
        if api == "realtime" or not _has_platform_alone(realtime):
            return (realtime, await ask(session, Need.NAMES))
    statuses = await ask(session, Need.STATUSES)
    whose = [Answer(Need.STATUS_NAMES, statuses.outcome)] if isinstance(statuses.outcome, Seen) else []
    return (await ask(session, Need.NUMBERS), statuses, *whose, await ask(session, Need.NAMES))


async def ask(session: Session, need: Need, length: timedelta = A_LITTLE) -> Answer:
    """Ask for one need, of a window as long."""
    window = trial.window_before(session.now(), length)
    try:
        reply = await session.fetch(trial.request_for(need, window))
        return Answer(need, trial.seen_in(need, reply, window))
    except GenesysError as error:
        return Answer(need, error)


async def ask_agents(session: Session, found: Findings) -> Answer | None:
    """Whom the numbers of a day tell of; None where they may not be asked for."""
    numbers = next((one for one in found.answers if one.need in {Need.REALTIME, Need.NUMBERS}), None)
    if numbers is None or lacks(numbers):
        return None
    return await ask(session, numbers.need, timedelta(hours=AGENTS_HOURS))


def _has_platform_alone(realtime: Answer) -> bool:
    """Whether the answer says that there is no realtime contract, and not merely brings nothing."""
    try:
        failure = realtime.outcome if isinstance(realtime.outcome, GenesysError) else None
        return detection.kind_after(failure) is SourceKind.PLATFORM
    except GenesysError:
        return False
