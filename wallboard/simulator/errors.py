"""Refusals, and the JSON shapes in which Genesys Cloud tells them. Pure.

Raised by whatever judges a request (oauth, realtime, directory, api), told by answers.
"""

from datetime import timedelta
from math import ceil

import msgspec


class ErrorBody(msgspec.Struct, frozen=True, rename="camel"):
    """Genesys Cloud's error body."""

    message: str
    code: str
    status: int
    context_id: str
    details: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


class OAuthErrorBody(msgspec.Struct, frozen=True):
    """What the sign-in answers instead of a token."""

    error: str
    description: str
    error_description: str


class Refused(Exception):
    """The request gets an error body instead of an answer."""

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    def body(self, context_id: str) -> ErrorBody:
        """What is said to the client."""
        return ErrorBody(self.message, self.code, self.status, context_id)


class SignInRefused(Exception):
    """No token for this client."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.body = OAuthErrorBody(error, description, description)


def bad_parameter(name: str, why: str) -> Refused:
    """One query parameter is missing or wrong."""
    return Refused(400, "bad.request", f"The query parameter {name} {why}")


def no_token() -> Refused:
    """There is no bearer token in the request."""
    return Refused(401, "authentication.required", "No authentication bearer token specified in authorization header.")


def bad_token() -> Refused:
    """The token is unknown, expired or revoked."""
    return Refused(401, "bad.credentials", "Invalid login credentials.")


def forbidden() -> Refused:
    """The client's roles lack a permission."""
    return Refused(403, "missing.any.permissions", "Unable to perform the requested action: analytics:realtime:view")


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
