"""A request to Genesys Cloud and its reply, as values; what every reply tells whatever was asked. Pure.

Requests are made by realtime, roster and oauth, carried by transport, and their replies decoded again by the three.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import msgspec

from wallboard.genesys.errors import BadReply, Forbidden, GenesysError, ServerFailed, Throttled


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `path` starts with a slash, `form` makes it a form post."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """One whole answer; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What an answer says of the rate limit; None where it says nothing."""

    allowed: int | None = None
    remaining: int | None = None
    resets_in: timedelta | None = None


class _ErrorBody(msgspec.Struct, rename="camel"):
    """Genesys Cloud's own error body, as far as it is used."""

    message: str = ""
    context_id: str | None = None


def failure_of(request: Request, reply: Reply) -> GenesysError | None:
    """The error that a reply stands for; None for a success. 401 is the session's to treat, before this."""
    if 200 <= reply.status < 300:
        return None
    body = _error_body(reply)
    if reply.status == 429:
        return Throttled(_seconds(reply.headers.get("retry-after")))
    if reply.status == 403:
        return Forbidden(request.path, body.message or "403", body.context_id)
    if reply.status >= 500:
        return ServerFailed(reply.status, body.context_id)
    return BadReply(request.path, f"answered {reply.status} {body.message}".rstrip(), reply.status, body.context_id)


def rate_limit_of(reply: Reply) -> RateLimit:
    """Both kinds of headers: `inin-ratelimit-*` and `X-RateLimit-Remaining`; either may be absent."""
    allowed = _count(reply.headers.get("inin-ratelimit-allowed"))
    used = _count(reply.headers.get("inin-ratelimit-count"))
    remaining = _count(reply.headers.get("x-ratelimit-remaining"))
    if remaining is None and allowed is not None and used is not None:
        remaining = max(allowed - used, 0)
    return RateLimit(allowed, remaining, _seconds(reply.headers.get("inin-ratelimit-reset")))


def date_of(reply: Reply) -> datetime | None:
    """The server's clock, in whole seconds, cut off; None where the header is absent or unreadable."""
    text = reply.headers.get("date")
    if text is None:
        return None
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _error_body(reply: Reply) -> _ErrorBody:
    try:
        return msgspec.json.decode(reply.body, type=_ErrorBody)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _ErrorBody()


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


def _seconds(text: str | None) -> timedelta | None:
    seconds = _count(text)
    return None if seconds is None or seconds > 10**7 else timedelta(seconds=seconds)
