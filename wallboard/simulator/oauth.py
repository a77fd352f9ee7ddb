"""Sign a client in, and know its tokens again: OAuth client credentials. No I/O; time and chance come in.

Used by api and guard, changed through control. An unknown client is answered 400, a wrong secret 401, both
`invalid_client`, as Genesys Cloud does.
"""

from base64 import b64decode
from datetime import datetime, timedelta
from hmac import compare_digest

import msgspec

from wallboard.simulator.errors import SignInRefused, bad_token, no_token, unknown_client, wrong_secret


class TokenBody(msgspec.Struct, frozen=True):
    """A token, as the sign-in answers it."""

    access_token: str
    expires_in: int
    token_type: str = "bearer"  # noqa: S105


class TokenDesk:
    """The one client that may sign in, and the tokens that it holds."""

    def __init__(self, client_id: str, client_secret: str, lifetime: timedelta) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self._lifetime = lifetime
        self._ends: dict[str, datetime] = {}
        self._gone = False

    def issue(self, authorization: str | None, grant_type: str | None, now: datetime, token: str) -> TokenBody:
        """Give out this token. Raises SignInRefused."""
        client_id, client_secret = _basic(authorization)
        if self._gone or client_id != self.client_id:
            raise unknown_client()
        if not compare_digest(client_secret.encode(), self.client_secret.encode()):
            raise wrong_secret()
        if grant_type != "client_credentials":
            raise SignInRefused(400, "unsupported_grant_type", "grant_type must be client_credentials")
        self._ends = {known: end for known, end in self._ends.items() if end > now}
        self._ends[token] = now + self._lifetime
        return TokenBody(token, round(self._lifetime.total_seconds()))

    def authorise(self, authorization: str | None, now: datetime) -> str:
        """The token of a request. Raises Refused."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise no_token()
        end = self._ends.get(token)
        if end is None or end <= now:
            raise bad_token()
        return token

    def revoke_all(self) -> None:
        """From now on every token that was given out is unknown."""
        self._ends.clear()

    def revoke_client(self) -> None:
        """The client is gone: it is not found any more, and its tokens are unknown."""
        self._gone = True
        self.revoke_all()

    def restore_client(self) -> None:
        """The client is there again, with its id and its secret."""
        self._gone = False

    def change_secret(self, client_secret: str) -> None:
        """From now on the client signs in with this secret; a token that it holds stays good."""
        self.client_secret = client_secret


def _basic(authorization: str | None) -> tuple[str, str]:
    scheme, _, encoded = (authorization or "").partition(" ")
    try:
        client_id, colon, client_secret = b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:
        colon = client_id = client_secret = ""
    if scheme.lower() != "basic" or not colon:
        raise SignInRefused(400, "invalid_client", "client credentials are expected as HTTP Basic authorization")
    return client_id, client_secret
