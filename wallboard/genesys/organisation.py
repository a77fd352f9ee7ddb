"""Whose numbers these are, who asks for them, and how often that is allowed. Pure.

None of it is needed to poll: what an answer leaves out is None, and what cannot be read is a BadReply.
Used by genesys.platform_source and by the checks of a sign-in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from wallboard.genesys.exchange import Reply, Request, body_of

WHOSE_TOKEN = Request("GET", "/api/v2/tokens/me")  # needs no permission
WHICH_ORGANISATION = Request("GET", "/api/v2/organizations/me")
LIMITS = Request("GET", "/api/v2/organizations/limits/namespaces/platform.api")
_NAMESPACE = "platform.api"
_PER_MINUTE = ("client.credentials.token.rate.per.minute", "token.rate.per.minute")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class TokenOwner:
    """Who holds a token: an organisation's client."""

    organisation_id: str | None
    organisation: str | None
    client: str | None


@dataclass(frozen=True, slots=True)
class ApiLimits:
    """What an organisation may ask; `by_key` has every limit that was told."""

    by_key: Mapping[str, int]

    @property
    def per_minute(self) -> int | None:
        """The requests that one client may send in a minute."""
        told = [self.by_key[key] for key in _PER_MINUTE if self.by_key.get(key, 0) > 0]
        return min(told, default=None)


class _Named(msgspec.Struct):
    id: str | None = None
    name: str | None = None


class _TokenInfo(msgspec.Struct):
    organization: _Named | None = None
    home_organization: _Named | None = msgspec.field(default=None, name="homeOrganization")
    client: _Named | None = msgspec.field(default=None, name="OAuthClient")


class _Limit(msgspec.Struct):
    key: str | None = None
    namespace: str | None = None
    value: float | None = None


class _Limits(msgspec.Struct):
    entities: list[_Limit] = []


_TOKEN_DECODER = msgspec.json.Decoder(_TokenInfo)
_ORGANISATION_DECODER = msgspec.json.Decoder(_Named)
_LIMITS_DECODER = msgspec.json.Decoder(_Limits)


def decode_token_owner(reply: Reply) -> TokenOwner:
    """Who holds the token that asked. Raises BadReply."""
    told = body_of(reply, _TOKEN_DECODER, WHOSE_TOKEN.path)
    organisation = told.organization or told.home_organization or _Named()
    client = told.client or _Named()
    return TokenOwner(_clean(organisation.id), _clean(organisation.name), _clean(client.name))


def decode_organisation(reply: Reply) -> str | None:
    """The organisation's name, where the token does not tell it. Raises BadReply."""
    return _clean(body_of(reply, _ORGANISATION_DECODER, WHICH_ORGANISATION.path).name)


def decode_limits(reply: Reply) -> ApiLimits:
    """The limits of the API. Raises BadReply."""
    told = body_of(reply, _LIMITS_DECODER, LIMITS.path).entities
    ours = [one for one in told if one.namespace in {None, _NAMESPACE}]
    by_key = {one.key: int(one.value) for one in ours if one.key is not None and one.value is not None}
    return ApiLimits(MappingProxyType(by_key))


def _clean(text: str | None) -> str | None:
    return (text or "").strip()[:_LONGEST_NAME] or None
