"""The access token in the keyring: found at the next start, and never a reason to fail."""

import logging
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeBackend
from wallboard.genesys.session import KeptToken
from wallboard.host.secret import Secret
from wallboard.host.secrets import LONGEST, Account, Keyring, Kind
from wallboard.poller.token_store import KeyringTokens, entry, read_entry

ACCOUNT = Account("mypurecloud.ie", "the-client")
ENDS = datetime(2026, 11, 24, 12, 30, 0, 125_000, tzinfo=UTC)
TOKEN = KeptToken(Secret("the-token"), ENDS)


@pytest.fixture
def backend() -> FakeBackend:
    there = FakeBackend()
    Keyring(there.open).store(ACCOUNT, Kind.CLIENT_SECRET, Secret("the-secret"))
    return there


@pytest.fixture
def tokens(backend: FakeBackend) -> KeyringTokens:
    return KeyringTokens(Keyring(backend.open), ACCOUNT)


def told(kept: KeptToken | None) -> tuple[str, datetime] | None:
    return None if kept is None else (kept.value.reveal(), kept.ends)


@pytest.mark.asyncio
class TestStore:
    async def test_a_token_is_found_until_it_is_forgotten(self, tokens: KeyringTokens) -> None:
        assert await tokens.find() is None
        await tokens.keep(KeptToken(Secret("an-older-one"), ENDS - timedelta(days=1)))
        await tokens.keep(TOKEN)
        assert told(await tokens.find()) == ("the-token", ENDS)
        await tokens.forget()
        await tokens.forget()
        assert await tokens.find() is None

    async def test_one_that_does_not_fit_is_not_kept(
        self, tokens: KeyringTokens, backend: FakeBackend, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        await tokens.keep(KeptToken(Secret("x" * LONGEST), ENDS))
        assert len(backend.entries) == 1
        assert [record.message for record in caplog.records] == ["token.not_kept"]
        assert "xxx" not in f"{vars(caplog.records[0])}"

    async def test_after_a_logout_nothing_is_kept(self, tokens: KeyringTokens, backend: FakeBackend) -> None:
        backend.entries.clear()
        await tokens.keep(TOKEN)
        assert backend.entries == {}

    async def test_a_logout_while_it_is_being_kept_leaves_nothing_either(
        self, tokens: KeyringTokens, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = backend.set_password

        def logged_out_meanwhile(service: str, username: str, password: str) -> None:
            backend.entries.clear()
            store(service, username, password)

        monkeypatch.setattr(backend, "set_password", logged_out_meanwhile)
        await tokens.keep(TOKEN)
        assert backend.entries == {}

    async def test_trouble_is_logged_once_and_fails_nothing(
        self, tokens: KeyringTokens, backend: FakeBackend, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.INFO)
        backend.trouble = OSError("the bus is gone")
        assert await tokens.find() is None
        await tokens.keep(TOKEN)
        await tokens.forget()
        assert [record.message for record in caplog.records] == ["token.not_kept"]
        backend.trouble = None
        await tokens.keep(TOKEN)
        backend.trouble = OSError("gone again")
        await tokens.forget()
        assert [record.message for record in caplog.records] == ["token.not_kept"] * 2


class TestEntry:
    @given(
        st.text(st.characters(min_codepoint=ord("!"), max_codepoint=ord("~")), min_size=1),
        st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=2))])),
    )
    def test_it_is_read_as_it_was_written(self, value: str, ends: datetime) -> None:
        assert told(read_entry(entry(KeptToken(Secret(value), ends)))) == (value, ends)

    @given(st.text())
    def test_any_other_text_is_no_token_or_a_sound_one(self, text: str) -> None:
        kept = read_entry(Secret(text))
        assert kept is None or kept.ends.tzinfo is not None

    @pytest.mark.parametrize(
        "text", ["", "the-token", "2026-11-24 the-token", "2026-11-24T12:30:00+00:00 ", "2026-11-24T12:30:00+00:00 a b"]
    )
    def test_half_an_entry_is_none(self, text: str) -> None:
        assert read_entry(Secret(text)) is None
