"""Carry a filled form from the sign-in page to the poller, and the answer back. Between app.setup_state and app.feed.

The secret is held by the one attempt that carries it, and by nothing else.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from wallboard.app import setup_face
from wallboard.app.feed import Lost, NotAccepted
from wallboard.app.link import Link, SetupNeeded
from wallboard.app.replica import Replica
from wallboard.app.setup_face import Attempt, Connected, Failed, Form, Idle, Sending, SetupFace, read_form
from wallboard.app.tongue import translate
from wallboard.host.clock import Clock
from wallboard.wire.codec import BadMessage
from wallboard.wire.messages import Handshake
from wallboard.wire.setup import Credentials, Setup, SignedIn

log = logging.getLogger(__name__)

# The answer stays this long, also when the board could come sooner: somebody has to read it, or to write it down.
_READ_IT = timedelta(seconds=5)
_READ_WHAT_IS_MISSING = timedelta(seconds=30)
_LOOK = timedelta(seconds=1)
_BOARD_IS_LATE = 60  # looks: a poller that asks for the same again has not kept what it was given

Send = Callable[[Handshake, Credentials], Awaitable[SignedIn]]


class SignIn:
    """`poller` reads which poller asks to be set up, `show` is given each face of the page; None: no page."""

    def __init__(
        self,
        poller: Callable[[], Handshake | None],
        send: Send,
        show: Callable[[SetupFace | None], None],
        clock: Clock,
        time_zone: str,
    ) -> None:
        self._poller = poller
        self._send = send
        self._show = show
        self._clock = clock
        self._time_zone = time_zone
        self._setup: Setup | None = None  # what is asked for now
        self._asked: Setup | None = None  # what was asked for last
        self._attempt: Attempt = Idle()
        self._forms: asyncio.Queue[Form] = asyncio.Queue(maxsize=1)

    def tell(self, _replica: Replica, link: Link) -> None:
        """How the screen stands with its poller now."""
        self._setup = link.setup if isinstance(link, SetupNeeded) else None
        if self._setup is None and isinstance(self._attempt, Failed):
            self._attempt = Idle()  # it was mended elsewhere
        self._asked = self._setup or self._asked
        self._refresh()

    def send(self, form: Form) -> None:
        """Somebody has filled in the form. Another one meanwhile is let go: the page says that it is busy."""
        if not isinstance(self._attempt, Sending | Connected) and self._forms.empty():
            self._forms.put_nowait(form)

    async def run(self) -> None:
        """Carry forms until cancelled."""
        while True:
            form = await self._forms.get()
            setup = self._asked
            if setup is None:
                continue
            self._now(Sending())  # also before a slip of the pen: the same answer twice is told twice
            read = read_form(form, setup, self._time_zone)
            self._now(read if isinstance(read, Failed) else await self._try(read))
            del form, read
            if isinstance(self._attempt, Connected):
                await self._let_it_be_read(self._attempt.signed_in)

    async def _try(self, credentials: Credentials) -> Attempt:
        poller = self._poller()
        if poller is None:
            return Failed(_no_answer())
        try:
            return Connected(await self._send(poller, credentials))
        except NotAccepted as refusal:
            log.info("setup.refused", extra={"code": refusal.problem.code or "none"})
            return setup_face.failed(refusal.problem)
        except (Lost, BadMessage) as error:
            log.warning("setup.lost", extra={"why": type(error).__name__})
            return Failed(_no_answer())

    async def _let_it_be_read(self, signed_in: SignedIn) -> None:
        await self._clock.sleep(_READ_WHAT_IS_MISSING if signed_in.missing else _READ_IT)
        for _ in range(_BOARD_IS_LATE):
            if self._setup is None:
                break
            await self._clock.sleep(_LOOK)
        self._now(Idle())

    def _now(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._setup is not None or isinstance(self._attempt, Sending | Connected)
        self._show(setup_face.setup_face(self._asked, self._attempt) if wanted and self._asked is not None else None)


def _no_answer() -> str:
    return translate("setup", "The wallboard's own service does not answer. Try again in a moment.")
