"""A request to Genesys Cloud and its reply, as values; what every reply tells whatever was asked. Pure.

Requests are made by the modules of one contract each (realtime, aggregates, agent_status, roster, memberships,
organisation, oauth), carried by transport, and their replies decoded by the module that made the request.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from wallboard.genesys.errors import BadReply, Forbidden, GenesysError, ServerFailed, Throttled

T = TypeVar("T")

_LONGEST_WISH_SECONDS = 10**7  # four months; whatever asks for more is not worth an overflow
_LONGEST_ID, _LONGEST_MESSAGE = 100, 300
_PERMISSION = re.compile(r"[A-Za-z][\w.*-]*(?::[\w.*-]+)*")
_BARE_PERMISSION = re.compile(r"\b[A-Za-z]\w*(?::[\w*-]+){2}")
_MOST_PERMISSIONS = 10
_PLAUSIBLE_YEARS = range(1970, 3000)  # there is room to reckon on both sides


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `path` starts with a slash, `form` makes it a form post, `body` is JSON to post."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    form: Mapping[str, str] | None = None
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # they hold the token


@dataclass(frozen=True, slots=True)
class Reply:
    """One whole answer; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)  # it may be a token


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What an answer says of the rate limit; None where it says nothing."""

    allowed: int | None = None
    remaining: int | None = None
    resets_in: timedelta | None = None


class _ErrorBody(msgspec.Struct, rename="camel"):
    """Genesys Cloud's own error body, as far as it is used."""

    message: str = ""
    code: str = ""
    context_id: str | None = None
    message_params: Any = None  # its shape is promised nowhere, and a message is worth more than it


def failure_of(request: Request, reply: Reply) -> GenesysError | None:
    """The error that a reply stands for; None for a success. 401 is the session's to treat, before this."""
    if 200 <= reply.status < 300:
        return None
    message, context_id = _error_body(reply).message[:_LONGEST_MESSAGE], context_id_of(reply)
    if reply.status == 429:
        return Throttled(_retry_after(reply), request.path, context_id)
    if reply.status == 403:
        return Forbidden(request.path, message or "403", context_id, missing=_missing(_error_body(reply)))
    if reply.status >= 500:
        return ServerFailed(reply.status, context_id, request.path, _retry_after(reply))
    words = f"answered {reply.status} {message or _redirected(reply)}".rstrip()
    return BadReply(request.path, words, reply.status, context_id, is_genesys=bool(_error_body(reply).code))


def body_of(reply: Reply, decoder: msgspec.json.Decoder[T], path: str) -> T:
    """The body of a success, as its contract has it. Raises BadReply, which says what is not as it should be."""
    try:
        return decoder.decode(reply.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadReply(path, f"cannot be read: {error}", reply.status, context_id_of(reply)) from error


def to_milliseconds(instant: datetime) -> str:
    """An instant as Genesys Cloud is asked for it: UTC with milliseconds and `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def context_id_of(reply: Reply) -> str | None:
    """The id under which Genesys Cloud's support finds this answer: an error's body has it, a header has it always."""
    told = None if 200 <= reply.status < 300 else _error_body(reply).context_id
    told = told or reply.headers.get("inin-correlation-id")
    return None if told is None else told[:_LONGEST_ID]


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
    return _instant(reply.headers.get("date"))


def _missing(body: _ErrorBody) -> tuple[str, ...]:
    """The permissions or scopes that an answer names, any one of which would do: in a field, or in its words."""
    params = body.message_params if isinstance(body.message_params, dict) else {}
    fields = [str(params[key]) for key in params if "permission" in key.casefold() or "scope" in key.casefold()]
    lists = fields or re.findall(r"\[([^\[\]]*)\]", body.message)
    words = [word for listed in lists for word in re.split(r"[\s,\[\]'\"]+", listed)]
    named = [word for word in words if _PERMISSION.fullmatch(word)] or _BARE_PERMISSION.findall(body.message)
    return tuple(word[:_LONGEST_ID] for word in dict.fromkeys(named))[:_MOST_PERMISSIONS]


def _redirected(reply: Reply) -> str:
    """Where a redirect would have led, without the part of an address that may hold a secret."""
    if not 300 <= reply.status < 400:
        return ""
    try:
        parts = urlsplit(reply.headers.get("location", ""))
    except ValueError:
        return "redirects to nowhere"
    if not parts.hostname:
        return "redirects within its host"
    return f"redirects to {parts.scheme or 'https'}://{parts.hostname}"


def _error_body(reply: Reply) -> _ErrorBody:
    try:
        return msgspec.json.decode(reply.body, type=_ErrorBody)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _ErrorBody()


def _retry_after(reply: Reply) -> timedelta | None:
    """The server's wish: RFC 9110 allows seconds or an instant."""
    wish = _seconds(reply.headers.get("retry-after"))
    until, date = _instant(reply.headers.get("retry-after")), date_of(reply)
    if wish is not None or until is None or date is None:
        return wish
    return max(until - date, timedelta())


def _count(text: str | None) -> int | None:
    # Python reads no number of thousands of digits; one of twenty is nonsense already.
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 20 else None


def _seconds(text: str | None) -> timedelta | None:
    seconds = _count(text)
    return None if seconds is None else timedelta(seconds=min(seconds, _LONGEST_WISH_SECONDS))


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = parsedate_to_datetime(text)
        # Without a zone it is UTC, as all dates of HTTP are, and not this machine's time.
        instant = (instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return instant if instant.year in _PLAUSIBLE_YEARS else None
