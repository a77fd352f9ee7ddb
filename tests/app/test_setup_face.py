"""What the sign-in page says, and what a filled form means."""

import msgspec
import pytest

from wallboard.app.setup_face import (
    Attempt,
    Connected,
    Failed,
    Field,
    Form,
    Idle,
    Sending,
    SetupFace,
    failed,
    read_form,
    setup_face,
    shown_regions,
)
from wallboard.host.secret import Secret
from wallboard.wire.messages import CauseCode, Problem
from wallboard.wire.setup import Credentials, Setup, SignedIn

REGIONS = ["mypurecloud.com", "mypurecloud.ie", "usw2.pure.cloud"]
NEW = Setup("settings", "There is no settings file.", REGIONS)
KNOWN = Setup("secret", "There is no client secret.", REGIONS, region="mypurecloud.ie", client_id="c-1")


def form(**fields: str) -> Form:
    filled = {"region": "mypurecloud.ie", "client_id": "c-1", "client_secret": "s-1", "shift_start": "07:00"} | fields
    return Form(filled["region"], filled["client_id"], Secret(filled["client_secret"]), filled["shift_start"])


def sent(setup: Setup = NEW, **fields: str) -> Credentials:
    read = read_form(form(**fields), setup, "Europe/Berlin")
    assert isinstance(read, Credentials), read
    return read


def problems(face: SetupFace) -> dict[str, str]:
    names = ("problem", "region_problem", "client_problem", "secret_problem", "shift_problem")
    return {name: getattr(face, name) for name in names if getattr(face, name)}


class TestThePage:
    def test_it_says_why_who_and_how(self) -> None:
        face = setup_face(NEW, Idle())
        assert face.headline == "Connect this wallboard"
        assert face.text == "There is no settings file."
        assert "IT" in face.who
        assert "settings file" in face.who
        assert face.command.split() == ["wallboard-poller", "login", "--region", "REGION", "--client-id", "ID"]
        assert face.hint
        assert (face.asks, face.asks_shift, face.sending) == (True, True, False)
        assert face.regions == tuple(REGIONS)
        assert (face.region, face.client_id, face.shift_start) == ("", "", "00:00")
        assert problems(face) == {}

    def test_what_the_settings_hold_is_filled_in(self) -> None:
        face = setup_face(KNOWN, Idle())
        assert (face.region, face.client_id, face.asks_shift) == ("mypurecloud.ie", "c-1", False)
        assert face.command.split()[2:] == ["--region", "mypurecloud.ie", "--client-id", "c-1"]
        assert "settings file" not in face.who

    def test_what_the_organisation_has_set_is_not_to_be_changed(self) -> None:
        face = setup_face(KNOWN, Idle())
        assert (face.region_fixed, face.client_fixed) == (False, False)
        for fixed, wanted in ((["region"], (True, False)), (["client_id", "base_url"], (True, True))):
            face = setup_face(msgspec.structs.replace(KNOWN, fixed=fixed), Idle())
            assert (face.region_fixed, face.client_fixed) == wanted

    def test_another_host_is_filled_in_as_it_is(self) -> None:
        face = setup_face(Setup("secret", "…", REGIONS, base_url="http://127.0.0.1:9", client_id="c"), Idle())
        assert face.region == "http://127.0.0.1:9"
        assert face.command.split()[2:4] == ["--base-url", "http://127.0.0.1:9"]

    def test_while_it_is_tried(self) -> None:
        face = setup_face(NEW, Sending())
        assert (face.asks, face.sending) == (True, True)

    def test_connected(self) -> None:
        face = setup_face(NEW, Connected(SignedIn("Bank of Haifa", [])))
        assert face.headline == "Connected to Bank of Haifa"
        assert (face.asks, face.text, face.missing) == (False, "", ())

    def test_connected_to_somebody_without_a_name(self) -> None:
        assert setup_face(NEW, Connected(SignedIn(None, []))).headline == "Connected to Genesys Cloud"

    def test_what_is_missing_stands_under_it(self) -> None:
        face = setup_face(NEW, Connected(SignedIn("Bank", ["one:view", "two:view"])))
        assert face.missing == ("one:view", "two:view")
        assert "IT" in face.text


class TestARefusal:
    @pytest.mark.parametrize(
        ("code", "said"),
        [
            ("wrong_secret", {"secret_problem": "Words."}),
            ("wrong_region", {"region_problem": "Words.", "client_problem": "Or is this wrong?"}),
            ("revoked", {"client_problem": "Words."}),
            ("forbidden", {"problem": "Words."}),
            ("hidden", {"problem": "Words."}),
            ("unreachable", {"problem": "Words."}),
            (None, {"problem": "Words."}),
        ],
    )
    def test_its_words_stand_where_somebody_has_to_look(self, code: CauseCode | None, said: dict[str, str]) -> None:
        face = setup_face(NEW, failed(Problem("Words.", code)))
        assert problems(face) == said
        assert face.asks
        assert not face.sending


class TestTheForm:
    def test_a_first_one(self) -> None:
        read = sent()
        assert read.client_secret.reveal() == "s-1"
        assert (read.client_id, read.region, read.base_url) == ("c-1", "mypurecloud.ie", None)
        assert (read.time_zone, read.shift_start) == ("Europe/Berlin", "07:00")

    def test_what_a_clipboard_adds_is_taken_off(self) -> None:
        read = sent(region=" MyPureCloud.ie ", client_id="c-1\n", client_secret=" s-1 ")
        assert (read.region, read.client_id, read.client_secret.reveal()) == ("mypurecloud.ie", "c-1", "s-1")

    @pytest.mark.parametrize(
        ("typed", "region", "base_url"),
        [
            ("mypurecloud.jp", "mypurecloud.jp", None),  # a region that this version does not know
            ("https://apps.mypurecloud.ie/directory/", "mypurecloud.ie", None),  # out of a browser
            ("login.usw2.pure.cloud", "usw2.pure.cloud", None),
            ("http://127.0.0.1:8080", None, "http://127.0.0.1:8080"),
            ("https://genesys.example.org/", None, "https://genesys.example.org"),
        ],
    )
    def test_a_region_or_another_host(self, typed: str, region: str | None, base_url: str | None) -> None:
        read = sent(region=typed)
        assert (read.region, read.base_url) == (region, base_url)

    @pytest.mark.parametrize(("typed", "starts"), [("07:00", "07:00"), ("7:30", "07:30"), (" 23:59 ", "23:59")])
    def test_when_the_shift_starts(self, typed: str, starts: str) -> None:
        assert sent(shift_start=typed).shift_start == starts

    def test_a_shift_that_is_not_asked_for_has_no_say(self) -> None:
        assert sent(KNOWN, shift_start="nonsense").shift_start == "00:00"

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"region": ""}, Field.REGION),
            ({"region": "Ireland"}, Field.REGION),
            ({"region": "ftp://mypurecloud.example"}, Field.REGION),
            ({"region": "https://a.example:99999"}, Field.REGION),
            ({"client_id": "  "}, Field.CLIENT),
            ({"client_id": "two words"}, Field.CLIENT),
            ({"client_secret": " "}, Field.SECRET),
            ({"shift_start": "24:00"}, Field.SHIFT),
            ({"shift_start": "7"}, Field.SHIFT),
            ({"shift_start": ""}, Field.SHIFT),
        ],
    )
    def test_what_is_wrong_is_told_before_anything_is_sent(self, fields: dict[str, str], field: Field) -> None:
        read = read_form(form(**fields), NEW, "UTC")
        assert isinstance(read, Failed)
        assert read.fields == (field,)
        assert read.words

    def test_the_secret_is_never_written_out(self) -> None:
        texts = [repr(form(client_secret="hush")), repr(sent(client_secret="hush"))]
        texts.append(repr(read_form(form(client_secret="hush", client_id=""), NEW, "UTC")))
        assert not any("hush" in text for text in texts)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", REGIONS),
        ("my", REGIONS[:2]),
        (".IE", ["mypurecloud.ie"]),
        ("mypurecloud.ie", REGIONS),  # chosen already: the whole list, to choose another
        ("nowhere", []),
    ],
)
def test_the_list_narrows_while_somebody_types(typed: str, shown: list[str]) -> None:
    assert shown_regions(REGIONS, typed) == shown


class TestAKeyringThatCannotBeRead:
    """What a form is given could not be kept: the page says what is missing, and who mends it."""

    @pytest.mark.parametrize(
        ("state", "headline", "way"),
        [
            ("locked", "The keyring is locked", "sign in to this machine once with its user's password"),
            ("absent", "There is no keyring", "gnome-keyring"),
            ("failed", "The keyring does not answer", "sign out of this machine"),
            ("a word of a later version", "The keyring does not answer", "sign out of this machine"),
        ],
    )
    @pytest.mark.parametrize("attempt", [Idle(), Sending(), Failed("It did not go well.")])
    def test_asks_for_nothing_and_names_the_way_out(
        self, state: str, headline: str, way: str, attempt: Attempt
    ) -> None:
        face = setup_face(msgspec.structs.replace(KNOWN, keyring=state), attempt)
        assert (face.headline, face.asks, face.command) == (headline, False, "wallboard-poller doctor")
        assert way in face.who
        assert "by itself" in face.hint
        assert problems(face) == {}

    def test_is_no_matter_once_it_is_connected(self) -> None:
        face = setup_face(msgspec.structs.replace(KNOWN, keyring="locked"), Connected(SignedIn("Bank of Haifa", [])))
        assert face.headline == "Connected to Bank of Haifa"
