"""Which API is read: asked once, kept, asked again after a day, and never changed within a shift."""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import NOON, FakeGenesys, json_reply
from tests.fakes import ManualClock
from wallboard.board.window import FixedStart
from wallboard.genesys.errors import BadReply, Forbidden, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.platform_source import PlatformSource
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.source import EVERYBODY, ScopeFilter, Source, SourceKind
from wallboard.poller.choice import Choice, ScopeSources, Wanted
from wallboard.poller.scopes import Scope

pytestmark = pytest.mark.asyncio

LAG = timedelta(seconds=30)
OWN_404 = json_reply({"message": "not found", "code": "not.found", "status": 404, "contextId": "c"}, 404)
PAGE = json_reply({"groupBy": {"agent": []}})
DAY = timedelta(days=1)
MORNING, NEXT_MORNING = NOON - timedelta(hours=5), NOON + timedelta(hours=19)


class Asked:
    """An organisation that answers the one question; `reply` None: nobody is there."""

    def __init__(self, reply: Reply | None = OWN_404) -> None:
        self.reply = reply
        self.genesys = FakeGenesys(self._answer)
        self.clock = ManualClock(NOON)

    def _answer(self, _: Request) -> Reply:
        if self.reply is None:
            raise Unreachable("nobody there")
        return self.reply

    def choice(self, wanted: Wanted = "auto", path: Path | None = None, organisation: str = "org") -> Choice:
        return Choice(wanted, self.genesys.session(self.clock), organisation, LAG, path)


@pytest.mark.parametrize(("reply", "kind"), [(OWN_404, SourceKind.PLATFORM), (PAGE, SourceKind.REALTIME)])
async def test_it_is_asked_once_by_whoever_comes_first(reply: Reply, kind: SourceKind) -> None:
    asked = Asked(reply)
    choice = asked.choice()
    assert await asyncio.gather(*(choice.kind("scope", MORNING) for _ in range(4))) == [kind] * 4
    assert len(asked.genesys.asked) == 1


@pytest.mark.parametrize(("wanted", "kind"), [("realtime", SourceKind.REALTIME), ("platform", SourceKind.PLATFORM)])
async def test_what_the_settings_say_is_not_asked(wanted: Wanted, kind: SourceKind) -> None:
    asked = Asked()
    assert await asked.choice(wanted).kind("scope", MORNING) is kind
    assert asked.genesys.asked == []


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (None, Unreachable),
        (Reply(404, {}, b"<html>not here</html>"), BadReply),
        (json_reply({"message": "no", "code": "missing.any.permissions"}, 403), Forbidden),
    ],
)
async def test_what_does_not_tell_is_told_and_asked_again(reply: Reply | None, error: type[Exception]) -> None:
    asked = Asked(reply)
    choice = asked.choice()
    with pytest.raises(error):
        await choice.kind("scope", MORNING)
    asked.reply = OWN_404
    assert await choice.kind("scope", MORNING) is SourceKind.PLATFORM


async def test_it_is_asked_again_after_a_day_and_the_change_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wallboard.poller.choice")
    asked = Asked()
    choice = asked.choice()
    await choice.kind("scope", MORNING)
    asked.reply = PAGE
    asked.clock.advance(timedelta(hours=22, minutes=59))
    assert await choice.kind("scope", NEXT_MORNING) is SourceKind.PLATFORM
    asked.clock.advance(timedelta(minutes=1))
    assert await choice.kind("scope", NEXT_MORNING + DAY) is SourceKind.REALTIME
    assert [(record.api, record.was) for record in caplog.records] == [  # type: ignore[attr-defined]
        ("platform", None),
        ("realtime", "platform"),
    ]


async def test_when_it_can_not_be_asked_again_it_stays() -> None:
    asked = Asked()
    choice = asked.choice()
    await choice.kind("scope", MORNING)
    asked.reply = None
    asked.clock.advance(timedelta(days=2))
    assert await choice.kind("scope", NEXT_MORNING + DAY) is SourceKind.PLATFORM


async def test_a_restart_asks_nothing_within_the_day(tmp_path: Path) -> None:
    asked, path = Asked(), tmp_path / "api.json"
    await asked.choice(path=path).kind("scope", MORNING)
    assert await asked.choice(path=path).kind("scope", MORNING) is SourceKind.PLATFORM
    assert len(asked.genesys.asked) == 1
    asked.reply = PAGE
    assert await asked.choice(path=path, organisation="another").kind("scope", MORNING) is SourceKind.REALTIME


def scope(wanted: ScopeFilter = EVERYBODY) -> Scope:
    return Scope(FixedStart(MORNING), wanted)


def made(kind: SourceKind, wanted: ScopeFilter) -> Source:
    session = FakeGenesys().session()
    if kind is SourceKind.REALTIME:
        return RealtimeSource(session, wanted, 100)
    return PlatformSource(session, wanted, None, None)  # type: ignore[arg-type]


async def test_a_restart_within_a_shift_reads_on_by_the_same_api(tmp_path: Path) -> None:
    asked, path = Asked(), tmp_path / "api.json"
    await asked.choice(path=path).kind("scope", MORNING)
    asked.reply = PAGE
    asked.clock.advance(timedelta(days=3))
    again = asked.choice(path=path)
    assert await again.kind("scope", MORNING) is SourceKind.PLATFORM
    assert await again.kind("another", MORNING) is SourceKind.REALTIME


async def kind_at(sources: ScopeSources, window_start: datetime) -> SourceKind:
    return (await sources.at(window_start)).kind


async def test_within_a_shift_nothing_changes() -> None:
    asked = Asked()
    sources = ScopeSources(asked.choice(), scope(), made)
    first = await sources.at(MORNING)
    asked.reply = PAGE
    asked.clock.advance(timedelta(days=3))  # a contest of days is one window
    assert await sources.at(MORNING) is first
    assert await kind_at(sources, NEXT_MORNING) is SourceKind.REALTIME


async def test_a_new_shift_of_the_same_api_keeps_its_source() -> None:
    sources = ScopeSources(Asked().choice(), scope(), made)
    assert await sources.at(MORNING) is await sources.at(NEXT_MORNING)


async def test_what_the_realtime_contract_can_not_count_is_the_platforms_to_tell() -> None:
    sources = ScopeSources(Asked(PAGE).choice(), scope(ScopeFilter(queue_ids=frozenset({"q"}))), made)
    assert await kind_at(sources, MORNING) is SourceKind.PLATFORM
