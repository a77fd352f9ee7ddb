"""Who may ask: loopback names in `Host`, and the token of this start. Stands before poller.http_api.

The port is open to every program of this machine, and a browser can be made to call it: hence both checks.
"""

from hmac import compare_digest

from starlette.types import ASGIApp, Receive, Scope, Send

from wallboard.host.secret import Secret
from wallboard.wire.codec import encode
from wallboard.wire.messages import Problem


class Gate:
    """Lets a request through to `inside`, or answers 421 for a foreign Host and 401 without the token.

    Where there is no token, as for what poller.monitoring tells, Host alone is looked at.
    """

    def __init__(self, inside: ASGIApp, token: Secret | None, port: int) -> None:
        self._inside = inside
        self._bearer = None if token is None else f"Bearer {token.reveal()}".encode()
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request."""
        if scope["type"] != "http":
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        if headers.get(b"host", b"") not in self._hosts:
            await _refuse(send, 421, "this service answers only to 127.0.0.1 and localhost")
        elif self._bearer is not None and not compare_digest(headers.get(b"authorization", b""), self._bearer):
            await _refuse(send, 401, "the token is missing or belongs to another start; it stands in the run record")
        else:
            await self._inside(scope, receive, send)


async def _refuse(send: Send, status: int, words: str) -> None:
    body = encode(Problem(words))
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
