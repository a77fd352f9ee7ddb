"""Keep the access token in the keyring for the next start. Behind the seam of genesys.session; made by poller.sign_in.

Nothing here fails a poll: a keyring that cannot be used costs a sign-in at the next start, and no more.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from wallboard.genesys.session import KeptToken
from wallboard.host.secret import Secret
from wallboard.host.secrets import Account, Keyring, Kind, SecretsError

log = logging.getLogger(__name__)

T = TypeVar("T")


class KeyringTokens:
    """The token of one account: one entry, `<the instant at which it ends> <token>`, if that fits."""

    def __init__(self, keyring: Keyring, account: Account) -> None:
        self._keyring = keyring
        self._account = account
        self._failing = False

    async def client_secret(self) -> Secret | None:
        """The client secret as it is kept now."""
        return await self._tried(lambda: self._keyring.find(self._account, Kind.CLIENT_SECRET), None)

    async def find(self) -> KeptToken | None:
        """What an earlier start kept."""
        return await self._tried(self._find, None)

    async def keep(self, token: KeptToken) -> None:
        """Keep a new token."""
        await self._tried(lambda: self._keep(token), None)

    async def forget(self) -> None:
        """Remove what is kept."""
        await self._tried(lambda: self._keyring.forget(self._account, Kind.ACCESS_TOKEN), False)

    def _find(self) -> KeptToken | None:
        kept = self._keyring.find(self._account, Kind.ACCESS_TOKEN)
        return None if kept is None else read_entry(kept)

    def _keep(self, token: KeptToken) -> None:
        # After a logout nothing may come back, and a poller that was running then is not told of it. Asked again after
        # the storing, because the logout may come in between: it takes the secret first, and then the token.
        if self._keyring.find(self._account, Kind.CLIENT_SECRET) is None:
            return
        self._keyring.store(self._account, Kind.ACCESS_TOKEN, entry(token))
        if self._keyring.find(self._account, Kind.CLIENT_SECRET) is None:
            self._keyring.forget(self._account, Kind.ACCESS_TOKEN)

    async def _tried(self, work: Callable[[], T], otherwise: T) -> T:
        was, self._failing = self._failing, False
        try:
            return await asyncio.to_thread(work)
        except SecretsError as error:
            self._failing = True
            if not was:
                log.info("token.not_kept", extra={"reason": str(error)})
            return otherwise


def entry(token: KeptToken) -> Secret:
    """A token as it is kept."""
    return Secret(f"{token.ends.isoformat()} {token.value.reveal()}")


def read_entry(kept: Secret) -> KeptToken | None:
    """The token of an entry; None for one that another version wrote."""
    ends, _, value = kept.reveal().partition(" ")
    try:
        instant = datetime.fromisoformat(ends)
    except ValueError:
        return None
    sound = instant.tzinfo is not None and value and all("!" <= letter <= "~" for letter in value)
    return KeptToken(Secret(value), instant) if sound else None
