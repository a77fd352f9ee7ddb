"""What can go wrong with Genesys Cloud, named after what the caller must do.

GenesysError
├── Throttled    wait, then ask again
├── Unreachable  the network, the name or the connection failed: try again
│   ├── ProxyRefuses  the proxy does not let through, or is not there: a person of the network can mend it
│   └── Distrusted    nobody here vouches for the certificate: a person of the network can mend it
├── TimedOut     no whole answer in time: try again
├── ServerFailed Genesys Cloud failed: try again
├── BadReply     an answer that cannot be used: refused whole
├── Rejected     the sign-in is wrong, and `trouble` says how: only a person can mend it
├── Expired      the token has ended and no new one is to be had just now: try again
├── Forbidden    signed in, but not allowed: only a person can mend it
└── Hidden       signed in and allowed, but a division hides everybody: only a person can mend it
"""

from datetime import timedelta
from enum import Enum


class GenesysError(Exception):
    """A request brought nothing; the message is fit for a person and holds nothing secret.

    `endpoint` and `context_id` are what Genesys Cloud's support asks for; None where there was none.
    """

    def __init__(self, reason: str, endpoint: str | None = None, context_id: str | None = None) -> None:
        where = "" if endpoint is None else f"{endpoint}: "
        which = "" if context_id is None else f" (contextId {context_id})"
        super().__init__(f"{where}{reason}{which}")
        self.reason = reason
        self.endpoint = endpoint
        self.context_id = context_id


class Throttled(GenesysError):
    """Wait, then ask again. `retry_after` is the server's wish, None where it had none."""

    def __init__(
        self, retry_after: timedelta | None, endpoint: str | None = None, context_id: str | None = None
    ) -> None:
        wish = "a while" if retry_after is None else f"{retry_after.total_seconds():.0f} s"
        super().__init__(f"Genesys Cloud asks to wait {wish}", endpoint, context_id)
        self.retry_after = retry_after


class Unreachable(GenesysError):
    """Nobody answered."""


class ProxyRefuses(Unreachable):
    """The proxy is not there, or does not let through: `status` is its answer, 407 where it does not know who asks."""

    def __init__(self, reason: str, endpoint: str | None = None, status: int | None = None) -> None:
        super().__init__(reason, endpoint)
        self.status = status


class Distrusted(Unreachable):
    """The certificate of `host` is not trusted: nothing was sent."""

    def __init__(self, host: str, why: str, endpoint: str | None = None) -> None:
        super().__init__(
            f"the certificate of {host} is not trusted ({why}): where a proxy of your own network opens TLS, its "
            "authority has to stand in network.ca_file or in this system's store",
            endpoint,
        )
        self.host = host


class TimedOut(GenesysError):
    """No whole answer came within the time limit."""


class ServerFailed(GenesysError):
    """Genesys Cloud answered that it failed, with a status of 500 or above; `retry_after` is its wish, if any."""

    def __init__(
        self,
        status: int,
        context_id: str | None,
        endpoint: str | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(f"Genesys Cloud failed with {status}", endpoint, context_id)
        self.status = status
        self.retry_after = retry_after


class BadReply(GenesysError):
    """The answer cannot be used: what it was, and why.

    `is_genesys`: a refusal in Genesys Cloud's own error body, and no page of a proxy's.
    """

    def __init__(
        self,
        endpoint: str,
        reason: str,
        status: int | None = None,
        context_id: str | None = None,
        is_genesys: bool = False,
    ) -> None:
        super().__init__(reason, endpoint, context_id)
        self.status = status
        self.is_genesys = is_genesys


class SignInTrouble(Enum):
    """Why a sign-in is rejected. An unknown client may be one of another region: the two answers are the same."""

    WRONG_SECRET = "wrong_secret"  # noqa: S105  a name
    WRONG_REGION = "wrong_region"
    REVOKED = "revoked"


_TROUBLES = {
    SignInTrouble.WRONG_SECRET: "rejects the client secret (is it that of this client, and the region right?)",
    SignInTrouble.WRONG_REGION: "does not know this client id (is the region right?)",
    SignInTrouble.REVOKED: "no longer accepts this client, which it did before",
}


class Rejected(GenesysError):
    """The client secret is wrong, the client is unknown in this region, or it was good once and is no longer."""

    def __init__(
        self,
        status: int,
        base_url: str,
        endpoint: str | None = None,
        context_id: str | None = None,
        trouble: SignInTrouble = SignInTrouble.WRONG_SECRET,
    ) -> None:
        super().__init__(f"{base_url} {_TROUBLES[trouble]}", endpoint, context_id)
        self.status = status
        self.base_url = base_url
        self.trouble = trouble


class Expired(GenesysError):
    """The access token has ended, and signing in anew failed in a way that may pass: `why`."""

    def __init__(self, why: GenesysError) -> None:
        super().__init__(f"the sign-in has expired and cannot be renewed: {why.reason}", why.endpoint, why.context_id)
        self.why = why


class Forbidden(GenesysError):
    """The client lacks a permission, or its fresh token is refused: `status` 403 or 401.

    `missing` are the permissions or scopes that the answer names, any one of which is asked for; often none is named.
    """

    def __init__(
        self, endpoint: str, detail: str, context_id: str | None, status: int = 403, missing: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"not allowed: {detail}", endpoint, context_id)
        self.status = status
        self.missing = missing


class Hidden(GenesysError):
    """Agents are there, and the client's role does not cover their division: none is named, or `agents` no longer."""

    def __init__(self, endpoint: str, context_id: str | None = None, agents: int | None = None) -> None:
        what = "tells of agents and names none" if agents is None else f"knows no more of {agents} who had worked"
        super().__init__(f"{what}: no role covers their division", endpoint, context_id)
        self.agents = agents
