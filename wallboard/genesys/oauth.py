"""OAuth client credentials: the request for an access token, and the token in its answer. Pure.

Used by genesys.session. Source: the OAuth client credentials grant of Genesys Cloud, `POST /oauth/token` on the
login host, HTTP Basic with client id and secret.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from wallboard.genesys.errors import BadReply, Rejected, SignInTrouble
from wallboard.genesys.exchange import Reply, Request, context_id_of, failure_of
from wallboard.host.secret import Secret

_RENEW_EARLIER = timedelta(seconds=60)
_LONGEST_LIFE_SECONDS = 10**7


@dataclass(frozen=True, slots=True)
class Credentials:
    """A Genesys Cloud OAuth client."""

    client_id: str
    client_secret: Secret


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A bearer token, and how long to use it: a minute less than it lives, half of a short life."""

    value: Secret
    usable_for: timedelta


class _TokenBody(msgspec.Struct):
    access_token: str
    expires_in: float


class _ErrorBody(msgspec.Struct):
    error: str = ""


def token_request(credentials: Credentials) -> Request:
    """Ask for a token."""
    pair = f"{credentials.client_id}:{credentials.client_secret.reveal()}"
    return Request(
        "POST",
        "/oauth/token",
        form={"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {b64encode(pair.encode()).decode()}"},
    )


def decode_token(request: Request, reply: Reply, login_url: str) -> AccessToken:
    """The token of an answer. Raises Rejected for a wrong client or secret, else the error it stands for."""
    trouble = _trouble(request, reply)
    if trouble is not None:
        raise Rejected(reply.status, login_url, request.path, context_id_of(reply), trouble)
    failure = failure_of(request, reply)
    if failure is not None:
        raise failure
    try:
        body = msgspec.json.decode(reply.body, type=_TokenBody)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        # The cause is not chained: it may quote the body, and the body holds the token.
        why = f"no token in the answer ({type(error).__name__})"
        raise BadReply(request.path, why, reply.status, context_id_of(reply)) from None
    if not body.access_token or any(not "!" <= letter <= "~" for letter in body.access_token):
        raise BadReply(request.path, "the token in the answer fits no header", reply.status, context_id_of(reply))
    lifetime = timedelta(seconds=min(max(body.expires_in, 0.0), _LONGEST_LIFE_SECONDS))
    return AccessToken(Secret(body.access_token), max(lifetime - _RENEW_EARLIER, lifetime / 2))


def _trouble(request: Request, reply: Reply) -> SignInTrouble | None:
    """What is wrong with the client: unknown here, or its secret. Raises BadReply where it is something else.

    An unknown client is answered 400 and a wrong secret 401, both of them `invalid_client`. The words beside it are not
    read, and not repeated: nobody promises them.
    """
    a_page = reply.body.lstrip()[:1] == b"<"  # a proxy's, which knows nothing of clients
    if reply.status not in {400, 401} or a_page:
        return None
    if reply.status == 401:
        return SignInTrouble.WRONG_SECRET
    error = _error_code(reply)
    if error in {None, "invalid_client"}:
        return SignInTrouble.WRONG_REGION
    raise BadReply(request.path, f"answered 400 {error}", 400, context_id_of(reply))


def _error_code(reply: Reply) -> str | None:
    """Such as `unauthorized_client`, for a client of another kind; None for anything that is no code."""
    try:
        error = msgspec.json.decode(reply.body, type=_ErrorBody).error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return error if re.fullmatch(r"[a-z_]{1,40}", error) else None
