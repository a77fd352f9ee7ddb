"""Refusals, and the JSON shapes in which Genesys Cloud tells them. Pure.

Raised by whatever judges a request (oauth, guard, realtime, aggregate_query, directory), told by answers.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import ceil

import msgspec
from msgspec import UNSET, UnsetType


class ErrorBody(msgspec.Struct, frozen=True, rename="camel"):
    """Genesys Cloud's error body; `message_params` are what the message was made of, where that is told."""

    message: str
    code: str
    status: int
    context_id: str
    details: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    message_params: Mapping[str, str] | UnsetType = UNSET


class OAuthErrorBody(msgspec.Struct, frozen=True):
    """What the sign-in answers instead of a token."""

    error: str
    description: str
    error_description: str


class Refused(Exception):
    """The request gets an error body instead of an answer."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        retry_after: int | None = None,
        message_params: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after
        self.message_params = message_params

    def body(self, context_id: str) -> ErrorBody:
        """What is said to the client."""
        params = UNSET if self.message_params is None else self.message_params
        return ErrorBody(self.message, self.code, self.status, context_id, message_params=params)


class SignInRefused(Exception):
    """No token for this client."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.body = OAuthErrorBody(error, description, description)


def bad_parameter(name: str, why: str) -> Refused:
    """One query parameter is missing or wrong."""
    return Refused(400, "bad.request", f"The query parameter {name} {why}")


def bad_body(why: str) -> Refused:
    """The body is not what this path takes."""
    return Refused(400, "bad.request", f"The request could not be understood by the server: {why}")


def bad_field(name: str, why: str) -> Refused:
    """One field of the body is missing or wrong."""
    return Refused(400, "bad.request", f"The field {name} {why}")


def no_json() -> Refused:
    """The body says of itself that it is something else."""
    return Refused(415, "unsupported.media.type", "The Content-Type of the request must be application/json.")


def too_large(what: str) -> Refused:
    """More than this organisation takes or gives at once."""
    return Refused(413, "request.entity.too.large", f"The {what} is over the size limit.")


def timed_out() -> Refused:
    """The answer was not ready in time."""
    return Refused(504, "request.timeout", "The request timed out.")


def no_token() -> Refused:
    """There is no bearer token in the request."""
    return Refused(401, "authentication.required", "No authentication bearer token specified in authorization header.")


def bad_token() -> Refused:
    """The token is unknown, expired or revoked."""
    return Refused(401, "bad.credentials", "Invalid login credentials.")


def forbidden(permissions: Sequence[str]) -> Refused:
    """The client's roles hold none of these permissions, any one of which would do."""
    listed = f"[{', '.join(permissions)}]"
    message = (
        "Unable to perform the requested action. "
        f"You must have at least one of the following permissions assigned: {listed}"
    )
    return Refused(403, "missing.any.permissions", message, message_params={"permissions": listed})


def unknown_client() -> SignInRefused:
    """There is no such client, or no longer."""
    return SignInRefused(400, "invalid_client", "client not found")


def wrong_secret() -> SignInRefused:
    """The client is known, its secret is another."""
    return SignInRefused(401, "invalid_client", "authentication failed")


def not_found(what: str) -> Refused:
    """There is no such thing."""
    return Refused(404, "not.found", f"{what} was not found")


def throttled(wish: timedelta | None) -> Refused:
    """Too many requests; the wish says when to come back."""
    if wish is None:
        return Refused(429, "too.many.requests", "Rate limit exceeded the maximum.")
    seconds = ceil(wish.total_seconds())
    message = f"Rate limit exceeded the maximum. Retry the request in [{seconds}] seconds"
    return Refused(429, "too.many.requests.retry.after", message, seconds)


def server_error() -> Refused:
    """Something broke behind the counter."""
    return Refused(500, "internal.server.error", "The server encountered an unexpected condition.")


def unavailable() -> Refused:
    """Nobody stands behind the counter."""
    return Refused(503, "service.unavailable", "Service unavailable.")
