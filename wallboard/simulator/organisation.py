"""The organisation itself: who it is, which client a token belongs to, which limits hold. Pure.

Asked by endpoints; guard keeps the limits that are told here.
"""

from datetime import timedelta
from uuid import uuid5

import msgspec

from wallboard.simulator.day import NAMESPACE
from wallboard.simulator.errors import not_found
from wallboard.simulator.limits import RateLimit
from wallboard.simulator.terms import Terms

ORGANISATION_ID = str(uuid5(NAMESPACE, "organisation"))
ORGANISATION_NAME = "Rehearsal Bank"
CLIENT_NAME = "Wallboard poller"
MOST_REQUEST_BYTES = 512_000
_PLATFORM, _ANALYTICS = "platform.api", "analytics"


class Named(msgspec.Struct, frozen=True):
    """Something with an id and a name."""

    id: str
    name: str


_ITSELF = Named(ORGANISATION_ID, ORGANISATION_NAME)


class Client(msgspec.Struct, frozen=True, rename="camel"):
    """The client that a token was given to."""

    id: str
    name: str
    authorized_grant_type: str
    organization: Named


class TokenInfo(msgspec.Struct, frozen=True, rename="camel"):
    """What a token is good for; scopes do not apply to client credentials."""

    organization: Named
    home_organization: Named
    authorized_scope: tuple[str, ...]
    client: Client = msgspec.field(name="OAuthClient")


class Organisation(msgspec.Struct, frozen=True, rename="camel"):
    """The organisation, as it shows itself."""

    id: str
    name: str
    default_language: str
    default_country_code: str
    third_party_org_name: str
    version: int
    state: str
    product_platform: str
    self_uri: str


class Limit(msgspec.Struct, frozen=True):
    """One limit that holds for the organisation."""

    key: str
    namespace: str
    value: int


class Limits(msgspec.Struct, frozen=True):
    """The limits of one namespace."""

    entities: list[Limit]


def token_info(client_id: str) -> TokenInfo:
    """What is known of the token of this client."""
    client = Client(client_id, CLIENT_NAME, "CLIENT-CREDENTIALS", _ITSELF)
    return TokenInfo(_ITSELF, _ITSELF, (), client)


def organisation() -> Organisation:
    """The organisation."""
    return Organisation(
        ORGANISATION_ID,
        ORGANISATION_NAME,
        default_language="en-us",
        default_country_code="IL",
        third_party_org_name="rehearsalbank",
        version=1,
        state="active",
        product_platform="GenesysCloud",
        self_uri=f"/api/v2/organizations/{ORGANISATION_ID}",
    )


def limits(namespace: str, terms: Terms) -> Limits:
    """The limits of a namespace. Raises Refused for a namespace that does not exist."""
    return Limits([Limit(key, namespace, value) for key, value in _values(namespace, terms).items()])


def _values(namespace: str, terms: Terms) -> dict[str, int]:
    if namespace == _PLATFORM:
        per_minute = _per_minute(terms.rate_limit)
        return {
            "client.credentials.token.rate.per.minute": per_minute,
            "token.rate.per.minute": per_minute,
            "request.bytes.max": MOST_REQUEST_BYTES,
        }
    if namespace == _ANALYTICS:
        # No public source names an analytics limit: this key is this organisation's own.
        own = terms.endpoint_limit
        return {} if own is None else {"query.rate.per.minute": _per_minute(own)}
    raise not_found(f"The namespace {namespace}")


def _per_minute(limit: RateLimit) -> int:
    return int(limit.allowed * (timedelta(minutes=1) / limit.window))
