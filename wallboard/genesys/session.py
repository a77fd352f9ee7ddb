"""Ask Genesys Cloud as a signed-in client: one token, renewed when it ends and once when it is refused.

Used by the sources and by poller.people. Keeps what every answer tells: the server's clock and the rate limit; every
request waits for its turn in the budget.
A token outlives the process where a TokenStore keeps it; poller.token_store is the one over the keyring.

Once a client has signed in, a failure to do so again means something else than the same failure at first: it was
revoked (Rejected), or its sign-in has expired and cannot be renewed just now (Expired).
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from wallboard.genesys.budget import Budget, Urgency
from wallboard.genesys.errors import (
    BadReply,
    Distrusted,
    Expired,
    Forbidden,
    GenesysError,
    ProxyRefuses,
    Rejected,
    ServerFailed,
    SignInTrouble,
    Throttled,
    TimedOut,
    Unreachable,
)
from wallboard.genesys.exchange import RateLimit, Reply, Request, context_id_of, date_of, failure_of, rate_limit_of
from wallboard.genesys.oauth import AccessToken, Credentials, decode_token, token_request
from wallboard.genesys.organisation import WHOSE_TOKEN
from wallboard.genesys.regions import region_of
from wallboard.genesys.server_time import corrected
from wallboard.genesys.transport import Transport
from wallboard.genesys.usage import Usage, endpoint_of
from wallboard.host.clock import Clock
from wallboard.host.secret import Secret

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where an organisation's sign-in and API are."""

    login_url: str
    api_url: str


def endpoints_of_region(region: str) -> Endpoints:
    """The hosts of a region such as `mypurecloud.ie`."""
    hosts = region_of(region)
    return Endpoints(f"https://{hosts.login_host}", f"https://{hosts.api_host}")


@dataclass(frozen=True, slots=True)
class KeptToken:
    """A token for the next start; `ends` is an instant by Genesys Cloud's clock."""

    value: Secret
    ends: datetime


class TokenStore(Protocol):
    """Keeps one token beyond the process, beside the client secret. It may forget, but it does not fail."""

    async def client_secret(self) -> Secret | None:
        """The secret as it is kept now; None where that cannot be told."""
        ...

    async def find(self) -> KeptToken | None:
        """What an earlier start kept."""
        ...

    async def keep(self, token: KeptToken) -> None:
        """Keep a new token, in the place of an older one."""
        ...

    async def forget(self) -> None:
        """Let go of a token that is of no use."""
        ...


class _KeepsNothing:
    async def client_secret(self) -> Secret | None:
        return None

    async def find(self) -> KeptToken | None:
        return None

    async def keep(self, token: KeptToken) -> None:
        pass

    async def forget(self) -> None:
        pass


KEEPS_NOTHING: TokenStore = _KeepsNothing()


class Session:
    """Signed-in requests, one token for all of them."""

    def __init__(
        self,
        transport: Transport,
        endpoints: Endpoints,
        credentials: Credentials,
        clock: Clock,
        store: TokenStore = KEEPS_NOTHING,
        budget: Budget | None = None,
    ) -> None:
        self.budget = Budget(clock) if budget is None else budget
        self._transport = transport
        self._endpoints = endpoints
        self._credentials = credentials
        self._proven: Credentials | None = None  # those that have signed in, now or before an earlier start ended
        self._clock = clock
        self._store = store
        self._store_asked = False
        self._token: AccessToken | None = None
        self._token_ends = timedelta()
        self._signing_in = asyncio.Lock()
        self._skew = timedelta()
        self.rate_limit = RateLimit()
        self.usage = Usage(clock.elapsed())

    def now(self) -> datetime:
        """Genesys Cloud's now: this machine's clock, corrected by the newest answer."""
        return self._clock.now() + self._skew

    @property
    def skew(self) -> timedelta:
        """Genesys Cloud's clock minus this machine's, as of the newest answer."""
        return self._skew

    async def fetch(self, request: Request, urgency: Urgency = Urgency.POLL) -> Reply:
        """A successful reply. Raises GenesysError: one of the errors of `errors`."""
        token = await self._usable_token()
        reply = await self._ask(request, token, urgency)
        if reply.status == 401:
            log.info("genesys.token_refused", extra={"path": request.path})
            reply = await self._ask(request, await self._another_token(token), urgency)
            if reply.status == 401:
                raise Forbidden(request.path, "401 with a new token", context_id_of(reply), 401)
        failure = failure_of(request, reply)
        if failure is not None:
            self._leave_alone(request, failure)
            raise failure
        return reply

    async def prepare(self) -> None:
        """Sign in if that is needed, so that the server's clock is known before a window is made."""
        await self._usable_token()

    async def _ask(self, request: Request, token: AccessToken, urgency: Urgency = Urgency.POLL) -> Reply:
        bearer = {"Authorization": f"Bearer {token.value.reveal()}", "Accept": "application/json"}
        await self.budget.turn(endpoint_of(request.method, request.path), urgency)
        sent = self._clock.elapsed()
        reply = await self._carry(self._endpoints.api_url, replace(request, headers={**request.headers, **bearer}))
        self.rate_limit = rate_limit_of(reply)
        self.budget.learn(self.rate_limit, sent)
        return reply

    def _leave_alone(self, request: Request, failure: GenesysError) -> None:
        """An endpoint that asks for time is given it, whoever comes next; the others go on."""
        endpoint = endpoint_of(request.method, request.path)
        match failure:
            case Throttled(retry_after=wish):
                self.budget.refused(endpoint, wish)
            case ServerFailed(retry_after=timedelta() as wish):
                self.budget.refused(endpoint, wish)

    async def _carry(self, base_url: str, request: Request) -> Reply:
        sent = self._clock.now()
        self.usage.count(endpoint_of(request.method, request.path), self._clock.elapsed())
        reply = await self._transport.fetch(base_url, request)
        date = date_of(reply)
        if date is not None:
            self._skew = corrected(self._skew, sent, self._clock.now(), date)
        return reply

    async def _usable_token(self) -> AccessToken:
        async with self._signing_in:
            if not self._store_asked:
                self._token = await self._kept_token()
                self._store_asked = True
            if self._token is None or self._clock.elapsed() >= self._token_ends:
                self._token = await self._sign_in()
            return self._token

    async def _kept_token(self) -> AccessToken | None:
        """The token of an earlier start, if it is still good. Asking tells, and tells the server's clock as well."""
        kept = await self._store.find()
        if kept is None:
            return None
        self._proven = self._credentials  # a token is let go of when another secret is kept
        reply = await self._ask(WHOSE_TOKEN, AccessToken(kept.value, timedelta()))
        left = kept.ends - self.now()
        if reply.status == 401 or left <= timedelta():
            await self._store.forget()
            return None
        self._token_ends = self._clock.elapsed() + left
        return AccessToken(kept.value, left)

    async def _another_token(self, refused: AccessToken) -> AccessToken:
        """A token that is not the refused one; of several that were refused at once, one alone signs in."""
        async with self._signing_in:
            if self._token is None or self._token is refused:
                self._token = None
                await self._store.forget()
                self._token = await self._sign_in()
            return self._token

    async def _sign_in(self) -> AccessToken:
        try:
            return await self._signed_in()
        except Rejected as rejected:
            # Somebody may have kept a new secret since this process began.
            secret = await self._store.client_secret()
            if secret is None or secret.reveal() == self._credentials.client_secret.reveal():
                raise self._by_history(rejected) from rejected
        self._credentials = replace(self._credentials, client_secret=secret)
        try:
            return await self._signed_in()
        except Rejected as rejected:
            raise self._by_history(rejected) from rejected

    def _by_history(self, rejected: Rejected) -> Rejected:
        """A client that was known once is known in this region, and a secret that was right once is not mistyped."""
        known = self._proven is not None and rejected.trouble is SignInTrouble.WRONG_REGION
        if not known and self._proven is not self._credentials:
            return rejected
        return Rejected(
            rejected.status, rejected.base_url, rejected.endpoint, rejected.context_id, SignInTrouble.REVOKED
        )

    async def _signed_in(self) -> AccessToken:
        try:
            token = await self._new_token()
        except (Unreachable, TimedOut, ServerFailed) as failure:
            if self._proven is None or isinstance(failure, (ProxyRefuses, Distrusted)):
                raise  # what only a person can mend is told by its own name
            raise Expired(failure) from failure
        self._proven = self._credentials
        self._token_ends = self._clock.elapsed() + token.usable_for
        await self._store.keep(KeptToken(token.value, self.now() + token.usable_for))
        return token

    async def _new_token(self) -> AccessToken:
        request = token_request(self._credentials)
        reply = await self._carry(self._endpoints.login_url, request)
        if reply.status == 404:
            # It tells of the host and not of the client: no Rejected, which would be tried again but every few minutes.
            raise BadReply(request.path, f"{self._endpoints.login_url} has no sign-in: is the region right?", 404)
        return decode_token(request, reply, self._endpoints.login_url)
