"""What is kept, what is refused before anything is, and what is undone: with a keyring in memory."""

import asyncio
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.fakes import FakeBackend
from wallboard.genesys.errors import (
    BadReply,
    Forbidden,
    GenesysError,
    Rejected,
    ServerFailed,
    SignInTrouble,
    Throttled,
    TimedOut,
    Unreachable,
)
from wallboard.genesys.trial import Need, Seen
from wallboard.host import settings, settings_file
from wallboard.host.configuration import Sources
from wallboard.host.policy import of_file
from wallboard.host.secret import Secret
from wallboard.host.secrets import LONGEST, Account, Keyring, KeyringLocked, Kind
from wallboard.host.settings import Genesys
from wallboard.poller.check_organisation import Answer, Findings
from wallboard.poller.credentials import CredentialsDesk, NotDone
from wallboard.wire.setup import Credentials, SignedIn

pytestmark = pytest.mark.asyncio

SECRET = "the-secret-itself"
ACCOUNT = Account("mypurecloud.ie", "3f6c")
GIVEN = Credentials("3f6c", Secret(SECRET), "mypurecloud.ie", None, "Europe/Berlin", "07:00")
WELL = Findings("Example Org", (Answer(Need.NUMBERS, Seen(3)),))


class Office:
    """A desk, its keyring and its settings file, and a Genesys Cloud that answers `trouble` or `findings`."""

    def __init__(self, folder: Path) -> None:
        self.config = folder / "settings" / "wallboard.toml"
        self.backend = FakeBackend()
        self.keyring = Keyring(self.backend.open)
        self.findings = WELL
        self.trouble: GenesysError | None = None
        self.proved: list[tuple[Genesys, str]] = []
        self.desk = CredentialsDesk(Sources(self.config), self.keyring, self._prove)

    def has_settings(self, genesys: Genesys) -> str:
        text = settings_file.first_text(genesys, "UTC", "00:00")
        settings_file.write_first(self.config, text)
        return text

    def kept(self, kind: Kind = Kind.CLIENT_SECRET) -> str | None:
        found = self.keyring.find(ACCOUNT, kind)
        return None if found is None else found.reveal()

    async def refused(self, given: Credentials = GIVEN) -> NotDone:
        """What keeping it is refused with: the keyring is as before, and the secret is in no words."""
        before = dict(self.backend.entries)
        with pytest.raises(NotDone) as caught:
            await self.desk.keep(given)
        assert self.backend.entries == before
        assert not self.desk.changed.is_set()
        assert SECRET not in f"{caught.value!r} {caught.value.__cause__!r}"
        return caught.value

    async def _prove(self, genesys: Genesys, secret: Secret) -> Findings:
        self.proved.append((genesys, secret.reveal()))
        if self.trouble is not None:
            raise self.trouble
        return self.findings


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def given(**more: object) -> Credentials:
    return msgspec.structs.replace(GIVEN, **more)


class TestKeep:
    async def test_the_first_time_secret_and_settings_are_kept(self, office: Office) -> None:
        assert await office.desk.keep(GIVEN) == SignedIn("Example Org", [])
        assert office.kept() == SECRET
        read = settings.parse(office.config.read_text("utf-8"))
        assert read.genesys == Genesys("3f6c", region="mypurecloud.ie")
        assert (read.boards[0].time_zone, read.boards[0].shift_starts) == ("Europe/Berlin", ["07:00"])
        assert SECRET not in office.config.read_text("utf-8")

    async def test_the_token_of_an_older_secret_goes(self, office: Office) -> None:
        for kind in Kind:
            office.keyring.store(ACCOUNT, kind, Secret("older"))
        await office.desk.keep(GIVEN)
        assert (office.kept(), office.kept(Kind.ACCESS_TOKEN)) == (SECRET, None)

    async def test_what_is_missing_is_told_and_no_reason_to_refuse(self, office: Office) -> None:
        lacking = Forbidden("/status", "no", None, missing=("analytics:agentState:view",))
        office.findings = Findings("Example Org", (Answer(Need.STATUSES, lacking),))
        told = await office.desk.keep(GIVEN)
        assert told.missing == ["analytics:agentState:view (for what the agents do now)"]
        assert office.kept() == SECRET

    async def test_what_was_copied_is_trimmed(self, office: Office) -> None:
        await office.desk.keep(given(client_id=" 3f6c\n", region="https://apps.MyPureCloud.ie/directory"))
        assert office.kept() == SECRET

    async def test_settings_that_are_there_decide_and_stay(self, office: Office) -> None:
        text = office.has_settings(Genesys("3f6c", region="MyPureCloud.ie"))
        text = text.replace("[genesys]", '[genesys]\napi = "platform"')
        office.config.write_text(text, "utf-8")
        await office.desk.keep(GIVEN)
        assert [genesys.api for genesys, _ in office.proved] == ["platform"]
        assert office.config.read_text("utf-8") == text
        assert office.kept() == SECRET


class TestSetByTheOrganisation:
    def prescribe(self, office: Office, table: str, region: str = "mypurecloud.ie") -> None:
        policy = office.config.parent.parent / "policy.toml"
        policy.write_text(f'[{table}.genesys]\nregion = "{region}"\nlag = 45\n', "utf-8")
        sources = Sources(office.config, policy=lambda: of_file(policy, None))
        office.desk = CredentialsDesk(sources, office.keyring, office._prove)

    @pytest.mark.parametrize(("table", "region"), [("enforced", "MyPureCloud.ie"), ("default", "mypurecloud.de")])
    async def test_what_agrees_or_is_merely_proposed_is_kept(self, office: Office, table: str, region: str) -> None:
        self.prescribe(office, table, region)
        await office.desk.keep(GIVEN)
        assert office.kept() == SECRET
        assert settings.parse(office.config.read_text("utf-8")).genesys.region == "mypurecloud.ie"

    async def test_a_section_that_says_nothing_sets_nothing(self, office: Office) -> None:
        policy = office.config.parent.parent / "policy.toml"
        policy.write_text("[enforced.genesys]\n", "utf-8")
        sources = Sources(office.config, policy=lambda: of_file(policy, None))
        office.desk = CredentialsDesk(sources, office.keyring, office._prove)
        await office.desk.keep(GIVEN)
        assert office.kept() == SECRET

    @pytest.mark.parametrize(
        "where", [{"region": "mypurecloud.de"}, {"region": None, "base_url": "http://127.0.0.1:9"}]
    )
    async def test_another_region_is_refused_before_anything_is_asked(
        self, office: Office, where: dict[str, str | None]
    ) -> None:
        self.prescribe(office, "enforced")
        refused = await office.refused(given(**where))
        assert refused.status == 409
        words = 'This is set by your organisation, and cannot be changed here: region = "mypurecloud.ie".'
        assert str(refused) == words
        assert office.proved == []
        assert not office.config.exists()

    async def test_a_policy_that_makes_no_sense_has_to_be_mended_first(self, office: Office) -> None:
        self.prescribe(office, "enforced", "nowhere")
        refused = await office.refused()
        assert refused.status == 409
        assert '[enforced]: genesys.region = "nowhere" is not allowed' in str(refused)

    async def test_it_has_the_say_also_where_settings_are_whole(self, office: Office) -> None:
        policy = office.config.parent.parent / "policy.toml"
        policy.write_text('[enforced.genesys]\nregion = "mypurecloud.de"\nclient_id = "3f6c"\n', "utf-8")
        sources = Sources(office.config, policy=lambda: of_file(policy, None), time_zone="UTC")
        office.desk = CredentialsDesk(sources, office.keyring, office._prove)
        with pytest.raises(NotDone, match="set by your organisation") as caught:
            await office.desk.keep(GIVEN)
        assert caught.value.status == 409
        assert office.kept() is None
        await office.desk.keep(given(region="mypurecloud.de"))
        assert not office.config.exists()


class TestRefusals:
    @pytest.mark.parametrize(
        ("trouble", "status", "code"),
        [
            (Rejected(401, "https://login.x"), 422, "wrong_secret"),
            (Rejected(400, "https://login.x", trouble=SignInTrouble.WRONG_REGION), 422, "wrong_region"),
            (BadReply("/oauth/token", "no sign-in: is the region right?", 404), 422, "wrong_region"),
            (BadReply("/oauth/token", "no token in the answer", 200), 502, "bad_reply"),
            (Unreachable("cannot be reached"), 502, "unreachable"),
            (TimedOut("too late"), 504, "timeout"),
            (ServerFailed(503, None), 502, "server_error"),
            (Throttled(timedelta(seconds=42)), 503, "throttled"),
        ],
    )
    async def test_a_secret_that_does_not_sign_in(
        self, office: Office, trouble: GenesysError, status: int, code: str
    ) -> None:
        office.trouble = trouble
        refused = await office.refused()
        assert (refused.status, refused.code) == (status, code)
        assert "Nothing was kept." in str(refused)
        assert trouble.reason in str(refused)
        assert not office.config.exists()

    async def test_a_proof_that_takes_too_long_is_given_up(self, office: Office) -> None:
        async def never(_genesys: Genesys, _secret: Secret) -> Findings:
            await asyncio.Event().wait()
            return WELL

        office.desk = CredentialsDesk(Sources(office.config), office.keyring, never, timedelta(seconds=0.01))
        refused = await office.refused()
        assert (refused.status, refused.code) == (504, "timeout")

    async def test_a_region_that_nobody_knows_is_doubted_once_it_does_not_answer(self, office: Office) -> None:
        office.trouble = Unreachable("https://login.mypurecloud.i cannot be reached")
        refused = await office.refused(given(region="mypurecloud.i"))
        assert (refused.status, refused.code) == (502, "unreachable")
        assert "did you mean mypurecloud.ie, EMEA (Ireland)?" in str(refused)

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"region": "ireland"}, 'genesys.region = "ireland" is not allowed'),
            ({"region": None}, "needs either region or base_url"),
            ({"base_url": "https://gateway.example"}, "needs either region or base_url"),
            ({"region": None, "base_url": "http://gateway.example"}, "genesys.base_url"),
            ({"client_id": " "}, "genesys.client_id"),
            ({"time_zone": "Mars/Phobos"}, "time_zone"),
            ({"shift_start": "7 o'clock"}, "shift_starts"),
            ({"client_secret": Secret("")}, "No client secret was given."),
            ({"client_secret": Secret(f"{SECRET} {SECRET}")}, "is one word"),
            ({"client_secret": Secret("x" * (LONGEST + 1))}, "at most"),
        ],
    )
    async def test_what_makes_no_sense_is_asked_of_nobody(
        self, office: Office, more: dict[str, object], words: str
    ) -> None:
        refused = await office.refused(given(**more))
        assert refused.status == 422
        assert words in str(refused)
        assert office.proved == []
        assert not office.config.exists()

    @pytest.mark.parametrize(
        ("there", "change"),
        [
            (
                Genesys("3f6c", region="mypurecloud.de"),
                'change region = "mypurecloud.de" to region = "mypurecloud.ie".',
            ),
            (Genesys("another", region="mypurecloud.ie"), 'change client_id = "another" to client_id = "3f6c".'),
            (
                Genesys("another", base_url="https://gateway.example"),
                (
                    'change base_url = "https://gateway.example" to region = "mypurecloud.ie" '
                    'and client_id = "another" to client_id = "3f6c".'
                ),
            ),
        ],
    )
    async def test_settings_of_another_client_name_the_lines_and_stay(
        self, office: Office, there: Genesys, change: str
    ) -> None:
        text = office.has_settings(there)
        refused = await office.refused()
        assert refused.status == 409
        assert f"In {office.config}, {change}" in str(refused)
        assert (office.config.read_text("utf-8"), office.proved) == (text, [])

    async def test_settings_that_are_wrong_come_first(self, office: Office) -> None:
        office.has_settings(Genesys("3f6c", region="mypurecloud.ie"))
        office.config.write_text("region = 1", "utf-8")
        refused = await office.refused()
        assert (refused.status, office.proved) == (409, [])

    async def test_a_rehearsal_has_its_secret(self, office: Office) -> None:
        text = office.has_settings(Genesys("3f6c", base_url="http://127.0.0.1:9000"))
        office.config.write_text(text.replace("client_id", 'client_secret = "rehearsed"\nclient_id'), "utf-8")
        refused = await office.refused()
        assert (refused.status, "rehearsal" in str(refused), office.proved) == (409, True, [])
        with pytest.raises(NotDone):
            await office.desk.forget()

    async def test_without_a_keyring_the_secret_does_not_travel(self, office: Office) -> None:
        office.backend.trouble = KeyringLocked("The keyring of this user is locked.")
        refused = await office.refused()
        assert (refused.status, office.proved) == (503, [])
        assert str(refused).startswith("The keyring of this user is locked. Sign in")

    async def test_where_the_settings_cannot_be_written_the_secret_goes_again(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_path: Path, _text: str) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(settings_file, "write_first", full)
        refused = await office.refused()
        assert (refused.status, "No space left" in str(refused)) == (500, True)


class TestForget:
    async def test_secret_and_token_go_and_the_settings_stay(self, office: Office) -> None:
        await office.desk.keep(GIVEN)
        office.keyring.store(ACCOUNT, Kind.ACCESS_TOKEN, Secret("token"))
        await office.desk.forget()
        await office.desk.forget()  # as often as one likes
        assert office.backend.entries == {}
        assert office.config.exists()

    async def test_without_settings_nobody_is_known(self, office: Office) -> None:
        with pytest.raises(NotDone) as caught:
            await office.desk.forget()
        assert caught.value.status == 404
