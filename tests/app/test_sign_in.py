"""A filled form reaches the poller, and its answer the page."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.app.hurried_clock import HurriedClock
from tests.app.known import JOINED
from wallboard.app.feed import Lost, NotAccepted
from wallboard.app.link import Link, SetupNeeded, Starting
from wallboard.app.replica import Replica
from wallboard.app.setup_face import Form, SetupFace
from wallboard.app.sign_in import SignIn
from wallboard.host.secret import Secret
from wallboard.wire.messages import Handshake, Problem
from wallboard.wire.setup import Credentials, Setup, SignedIn

pytestmark = pytest.mark.asyncio

POLLER = Handshake(1, "t", 1)
SETUP = Setup("settings", "There is no settings file.", ["mypurecloud.ie"])
NEEDED = SetupNeeded(SETUP)
FORM = Form("mypurecloud.ie", "c-1", Secret("hush"), "07:00")


class Desk:
    """A poller that answers `answer` once it is allowed to, and a page that remembers its faces."""

    def __init__(self, answer: SignedIn | Exception) -> None:
        self.answer = answer
        self.poller: Handshake | None = POLLER
        self.allowed = asyncio.Event()
        self.allowed.set()
        self.sent: list[Credentials] = []
        self.faces: list[SetupFace | None] = []
        self.shown = asyncio.Event()
        self.clock = HurriedClock()
        self.sign_in = SignIn(lambda: self.poller, self._send, self._show, self.clock, "Europe/Berlin")

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Desk"]:
        self.tell(NEEDED)
        running = asyncio.create_task(self.sign_in.run())
        try:
            yield self
        finally:
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

    def tell(self, link: Link) -> None:
        self.sign_in.tell(Replica(), link)

    async def until(
        self, headline: str | None = None, *, sending: bool = False, problem: bool = False, trouble: str = ""
    ) -> SetupFace:
        """The first face like this, once the page shows one."""
        while True:
            face = self.faces[-1]
            if face is not None and face.sending is sending and headline in (None, face.headline):
                wrong = bool(face.problem or face.client_problem or face.secret_problem)
                if wrong is problem and trouble in face.problem:
                    return face
            self.shown.clear()
            await self.shown.wait()

    async def gone(self) -> None:
        """Waits until there is no page."""
        while self.faces[-1] is not None:
            self.shown.clear()
            await self.shown.wait()

    async def _send(self, poller: Handshake, credentials: Credentials) -> SignedIn:
        assert poller == POLLER
        self.sent.append(credentials)
        await self.allowed.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def _show(self, face: SetupFace | None) -> None:
        self.faces.append(face)
        self.shown.set()


async def test_there_is_a_page_while_it_is_needed() -> None:
    desk = Desk(SignedIn(None, []))
    for link in (Starting(), NEEDED, JOINED):
        desk.tell(link)
    assert [face is not None for face in desk.faces] == [False, True, False]


async def test_a_form_is_carried_and_the_board_comes_after_its_answer_was_read() -> None:
    async with Desk(SignedIn("Bank", [])).open() as desk:
        desk.allowed.clear()
        desk.sign_in.send(FORM)
        await desk.until(sending=True)
        desk.allowed.set()
        await desk.until("Connected to Bank")
        desk.tell(JOINED)
        assert desk.faces[-1] is not None  # it stays for somebody to read
        await desk.gone()
    (sent,) = desk.sent
    assert (sent.client_id, sent.region, sent.time_zone, sent.shift_start) == (
        "c-1",
        "mypurecloud.ie",
        "Europe/Berlin",
        "07:00",
    )
    assert desk.clock.waits[0] == 5


async def test_what_is_missing_stays_for_longer() -> None:
    async with Desk(SignedIn("Bank", ["a:b:view"])).open() as desk:
        desk.sign_in.send(FORM)
        assert (await desk.until("Connected to Bank")).missing == ("a:b:view",)
        desk.tell(JOINED)
        await desk.gone()
    assert desk.clock.waits[0] == 30


async def test_a_poller_that_goes_on_asking_gets_the_form_again() -> None:
    async with Desk(SignedIn("Bank", [])).open() as desk:
        desk.sign_in.send(FORM)
        await desk.until("Connected to Bank")
        assert (await desk.until("Connect this wallboard")).asks
    assert sum(desk.clock.waits) == 65


async def test_a_refusal_is_shown_and_the_form_can_be_sent_again() -> None:
    async with Desk(NotAccepted(Problem("The secret is wrong.", "wrong_secret"))).open() as desk:
        desk.sign_in.send(FORM)
        assert (await desk.until(problem=True)).secret_problem == "The secret is wrong."
        desk.answer = SignedIn("Bank", [])
        desk.sign_in.send(FORM)
        await desk.until("Connected to Bank")
    assert len(desk.sent) == 2


async def test_a_slip_of_the_pen_is_not_sent() -> None:
    async with Desk(SignedIn("Bank", [])).open() as desk:
        desk.sign_in.send(Form("mypurecloud.ie", "", Secret("hush"), "07:00"))
        assert (await desk.until(problem=True)).client_problem
    assert desk.sent == []


@pytest.mark.expected_log_warnings
@pytest.mark.parametrize("poller", [POLLER, None])
async def test_a_poller_that_is_gone_is_told(poller: Handshake | None) -> None:
    async with Desk(Lost("refused")).open() as desk:
        desk.poller = poller
        desk.sign_in.send(FORM)
        assert "does not answer" in (await desk.until(problem=True)).problem


async def test_a_second_form_meanwhile_is_let_go() -> None:
    async with Desk(SignedIn("Bank", [])).open() as desk:
        desk.allowed.clear()
        for _ in range(3):
            desk.sign_in.send(FORM)
        await desk.until(sending=True)
        desk.sign_in.send(FORM)
        desk.allowed.set()
        await desk.until("Connected to Bank")
        await desk.until("Connect this wallboard")
    assert len(desk.sent) == 1


async def test_what_was_mended_elsewhere_is_no_trouble_any_more() -> None:
    async with Desk(NotAccepted(Problem("No.", "wrong_secret"))).open() as desk:
        desk.sign_in.send(FORM)
        await desk.until(problem=True)
        desk.tell(JOINED)
        assert desk.faces[-1] is None
        desk.tell(NEEDED)
        assert (await desk.until()).secret_problem == ""


async def test_the_secret_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with Desk(NotAccepted(Problem("No.", "wrong_secret"))).open() as desk:
        desk.sign_in.send(FORM)
        await desk.until(problem=True)
        desk.answer = Lost("refused")
        desk.sign_in.send(FORM)
        assert (await desk.until(problem=True, trouble="does not answer")).problem
    assert "setup.refused" in caplog.text
    assert "hush" not in caplog.text + repr(vars(desk.sign_in))
