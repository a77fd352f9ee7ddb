"""Take a client secret from a screen, prove it, and keep it; or forget it. What may be done, and in which order.

Served by poller.credentials_api, in set-up mode and beside a running service. Nothing is kept before Genesys Cloud has
accepted it, and a settings file that is there is never written over.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from wallboard.genesys import errors, trial
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.regions import region_of
from wallboard.host import settings_file
from wallboard.host.configuration import Configuration, NoSettings, Sources, fixed
from wallboard.host.layers import Merged
from wallboard.host.secret import Secret
from wallboard.host.secrets import OF_CLIENT, Account, Keyring, Kind, SecretsError, TooLong, check_length
from wallboard.host.settings import Genesys, check_genesys
from wallboard.host.settings_words import SettingsError
from wallboard.poller import schedule
from wallboard.poller.check_organisation import Findings
from wallboard.poller.region_hint import hint_for
from wallboard.poller.sign_in import BadSecret, account_of, secret_of
from wallboard.wire.messages import CauseCode
from wallboard.wire.setup import Credentials, SignedIn

_PATIENCE = timedelta(seconds=40)  # a screen waits for a minute, and the keyring takes its time as well

Prove = Callable[[Genesys, Secret], Awaitable[Findings]]


class NotDone(Exception):
    """Nothing was changed: the status and the words that say why, and a code where a program can tell it."""

    def __init__(
        self, status: int, words: str, code: CauseCode | None = None, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(words)
        self.status = status
        self.code = code
        self.retry_after = retry_after


class CredentialsDesk:
    """One at a time. `changed` is for its owner to clear."""

    def __init__(self, sources: Sources, keyring: Keyring, prove: Prove, patience: timedelta = _PATIENCE) -> None:
        self.changed = asyncio.Event()
        self._sources = sources
        self._config = sources.user
        self._keyring = keyring
        self._prove = prove
        self._patience = patience
        self._busy = asyncio.Lock()

    async def keep(self, given: Credentials) -> SignedIn:
        """Keep a secret that signs in, and write the first settings where there are none. Raises NotDone."""
        async with self._busy:
            secret = _secret(given)
            asked, text = _asked(given)
            there = await self._there()
            if isinstance(there, Configuration):
                genesys = there.settings.genesys
                _check_fixed(there.merged, asked)
                _check_same(genesys, asked, self._config)
            else:
                genesys = asked
                await self._check_first(there, asked, text)
            account = account_of(genesys)
            # Asked before a secret travels that could not be kept.
            await self._in_keyring(lambda: self._keyring.find(account, Kind.CLIENT_SECRET))
            findings = await self._proven(genesys, secret)
            await self._kept(account, secret, None if isinstance(there, Configuration) else text)
            return SignedIn(findings.organisation, findings.missing)

    async def forget(self) -> None:
        """Forget the secret and the access token. Raises NotDone."""
        async with self._busy:
            there = await self._there()
            if not isinstance(there, Configuration):
                raise NotDone(404, f"There is no settings file {self._config}: no client is known whose secret it is.")
            account = account_of(there.settings.genesys)
            await self._in_keyring(lambda: [self._keyring.forget(account, kind) for kind in OF_CLIENT])

    async def _there(self) -> Configuration | Merged:
        """What the settings say; where there are too few to begin with, what there is."""
        try:
            there = await asyncio.to_thread(self._sources.read)
        except NoSettings as error:
            return error.known
        except SettingsError as error:
            raise NotDone(409, f"The settings file has to be mended first: {error}") from error
        if there.settings.genesys.client_secret is not None:
            raise NotDone(409, f"{self._config} holds the client secret of a rehearsal: none is kept beside it.")
        return there

    async def _check_first(self, known: Merged, asked: Genesys, text: str) -> None:
        """Whether the first settings file would count as it stands, below what the organisation has set."""
        _check_fixed(known, asked)
        try:
            await asyncio.to_thread(self._sources.read, text)
        except SettingsError as error:
            raise NotDone(422, f"{error}") from error

    async def _proven(self, genesys: Genesys, secret: Secret) -> Findings:
        limit = self._patience.total_seconds()
        try:
            async with asyncio.timeout(limit):
                return await self._prove(genesys, secret)
        except TimeoutError as error:
            words = f"Genesys Cloud has not answered everything within {limit:.0f} s. Nothing was kept."
            raise NotDone(504, words, "timeout") from error
        except GenesysError as error:
            raise _not_signed_in(error, genesys) from error

    async def _kept(self, account: Account, secret: Secret, text: str | None) -> None:
        def keep() -> None:
            self._keyring.forget(account, Kind.ACCESS_TOKEN)  # it was given for the secret before
            self._keyring.store(account, Kind.CLIENT_SECRET, secret)

        await self._in_keyring(keep)
        if text is None:
            return
        try:
            await asyncio.to_thread(settings_file.write_first, self._config, text)
        except OSError as error:
            await self._in_keyring(lambda: self._keyring.forget(account, Kind.CLIENT_SECRET))
            raise NotDone(500, f"The settings file {self._config} cannot be written: {error.strerror}.") from error

    async def _in_keyring(self, work: Callable[[], object]) -> None:
        try:
            await asyncio.to_thread(work)
        except SecretsError as error:
            raise NotDone(503, " ".join((str(error), *error.choices[:1]))) from error


def _secret(given: Credentials) -> Secret:
    try:
        secret = secret_of(given.client_secret.reveal())
        check_length(secret)
    except (BadSecret, TooLong) as error:
        raise NotDone(422, str(error)) from error
    return secret


def _asked(given: Credentials) -> tuple[Genesys, str]:
    """The organisation as it was given, and the first settings file of it."""
    region = None if given.region is None else region_of(given.region).domain
    base_url = None if given.base_url is None else given.base_url.strip()
    genesys = Genesys(client_id=given.client_id.strip(), region=region, base_url=base_url)
    text = settings_file.first_text(genesys, given.time_zone, given.shift_start)
    try:
        check_genesys(genesys)
    except SettingsError as error:
        raise NotDone(422, f"{error}") from error
    return genesys, text


def _check_fixed(known: Merged, asked: Genesys) -> None:
    values = {key: known.table["genesys"][key] for key in fixed(known)}
    others = [settings_file.line_of(key, one) for key, one in values.items() if not _same(getattr(asked, key), one)]
    if others:
        raise NotDone(409, f"This is set by your organisation, and cannot be changed here: {' and '.join(others)}.")


def _same(asked: str | None, there: object) -> bool:
    return asked is not None and asked.lower().rstrip("/") == str(there).lower().rstrip("/")


def _check_same(there: Genesys, asked: Genesys, config: Path) -> None:
    """The file decides who asks, and where: it is a person's, and only she changes it."""
    if account_of(there) == account_of(asked):
        return
    pairs = zip(_lines(there).values(), _lines(asked).values(), strict=True)
    changes = [f"{was} to {wanted}" for was, wanted in pairs if was.lower() != wanted.lower()]
    raise NotDone(409, f"The settings file is for another client. In {config}, change {' and '.join(changes)}.")


def _lines(genesys: Genesys) -> dict[str, str]:
    key, place = ("region", genesys.region) if genesys.region is not None else ("base_url", genesys.base_url)
    values = {key: place, "client_id": genesys.client_id}
    return {key: settings_file.line_of(key, value) for key, value in values.items()}


def _not_signed_in(error: GenesysError, genesys: Genesys) -> NotDone:
    doubt = "" if genesys.region is None else hint_for(genesys.region)
    words = " ".join(filter(None, (f"{error}.", doubt, "Nothing was kept.")))
    outcome = schedule.outcome_of(error)
    code = None if isinstance(outcome, schedule.Succeeded) else outcome.cause.code
    match error:
        case errors.Rejected():
            return NotDone(422, words, code)
        case errors.BadReply(endpoint=trial.SIGN_IN_PATH, status=404):
            return NotDone(422, words, "wrong_region")
        case errors.TimedOut():
            return NotDone(504, words, code)
        case errors.Throttled(retry_after=retry_after):
            return NotDone(503, words, code, retry_after)
    return NotDone(502, words, code)
