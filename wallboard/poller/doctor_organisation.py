"""Look at an organisation as its client sees it: clock, sign-in, permissions, agents, limits.

Used by poller.doctor once the way is open; every request goes as the poller's own do. poller.doctor_verdicts judges.
"""

from collections.abc import Callable, Sequence

from wallboard.genesys import organisation
from wallboard.genesys.budget import Budget
from wallboard.genesys.errors import GenesysError, Throttled
from wallboard.genesys.exchange import Reply, Request, date_of
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.session import Session
from wallboard.genesys.transport import Transport
from wallboard.genesys.trial import Need
from wallboard.host.clock import SystemClock
from wallboard.host.settings import Settings
from wallboard.poller import doctor_verdicts as verdicts
from wallboard.poller.check_boards import look_for_named
from wallboard.poller.check_organisation import AGENTS_HOURS, Answer, Findings, ask_agents, look_round
from wallboard.poller.doctor_verdicts import Check, Judged, Verdict, skipped
from wallboard.poller.region_hint import hint_for
from wallboard.poller.sign_in import SignIn, endpoints_of, login_command, transport_to

Add = Callable[[Judged], bool]


class Overheard:
    """A transport that notes whether any answer told the time."""

    def __init__(self, transport: Transport) -> None:
        self.told_time = False
        self._transport = transport

    async def fetch(self, base_url: str, request: Request) -> Reply:
        """Pass the request on."""
        reply = await self._transport.fetch(base_url, request)
        self.told_time = self.told_time or date_of(reply) is not None
        return reply


async def look_at_organisation(chosen: Settings, sign_in: SignIn, add: Add) -> None:
    """Sign in once, without the token that is kept, and look round; `add` is told of each step."""
    genesys = chosen.genesys
    transport = transport_to(sign_in.way_out)
    try:
        overheard = Overheard(transport)
        clock = SystemClock()
        credentials = Credentials(genesys.client_id, sign_in.client_secret)
        # How the organisation refuses is what is to be found out: nothing is held back.
        session = Session(overheard, endpoints_of(genesys), credentials, clock, budget=Budget(clock, paced=False))
        trouble = await _sign_in(session)
        if chosen.rehearsal is None:
            add(verdicts.clock(session.skew if overheard.told_time else None))
        else:
            add(skipped(Check.CLOCK, "a rehearsal has a clock of its own"))
        hint = "" if genesys.region is None else hint_for(genesys.region)
        throttled = [trouble] if isinstance(trouble, Throttled) else []
        if add(verdicts.token(trouble, login_command(genesys), hint)) and not throttled:
            throttled = await _look_round(session, chosen, add)
        if trouble is None or throttled:
            add(verdicts.limit(session.rate_limit, next(iter(throttled), None)))
        if trouble is None:
            add(verdicts.allowance(await _per_minute(session)))
    finally:
        await transport.close()


async def _sign_in(session: Session) -> GenesysError | None:
    try:
        await session.prepare()
    except GenesysError as error:
        return error
    return None


async def _look_round(session: Session, chosen: Settings, add: Add) -> list[Throttled]:
    """What the client may see; the refusals to answer so many requests."""
    try:
        found = await look_round(session, chosen.genesys.api, chosen.boards)
    except GenesysError as error:
        found = Findings(None, (Answer(Need.NUMBERS, error),))
    add(verdicts.answers(found))
    judged = verdicts.permissions(found)
    add(judged)
    named = await _look_for_named(session, chosen, add) if judged.verdict is not Verdict.SKIPPED else []
    numbers = None if judged.verdict is Verdict.SKIPPED else await ask_agents(session, found)
    if numbers is None:
        add(skipped(Check.AGENTS, "not to be asked for"))
    else:
        add(verdicts.agents(numbers.outcome, AGENTS_HOURS))
    outcomes = [*(one.outcome for one in (*found.answers, *([] if numbers is None else [numbers]))), *named]
    return [one for one in outcomes if isinstance(one, Throttled)]


async def _look_for_named(session: Session, chosen: Settings, add: Add) -> Sequence[GenesysError]:
    """What the boards name; what could not be told of it."""
    named = await look_for_named(session, chosen.boards)
    add(verdicts.boards(named))
    return named.unclear


async def _per_minute(session: Session) -> int | None:
    try:
        return organisation.decode_limits(await session.fetch(organisation.LIMITS)).per_minute
    except GenesysError:
        return None
