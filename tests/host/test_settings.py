"""Settings: what is accepted, and that whatever is wrong is named with its key, its value and what is allowed."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.host import settings
from wallboard.host.settings import Settings
from wallboard.host.settings_shape import without_unknown
from wallboard.host.settings_words import SettingsError, told

SECRET = "s3cret-of-the-client"

GENESYS = {"client_id": '"the-id"', "base_url": '"http://127.0.0.1:8700"', "client_secret": f'"{SECRET}"'}
BOARD = {"id": '"all"', "title": '"All agents"', "shift_starts": '["07:00", "15:00"]'}
REHEARSAL = {"origin": "2026-11-23T14:20:00+02:00", "rate": "20.0"}


def section(header: str, values: dict[str, str]) -> str:
    return "\n".join([header, *(f"{key} = {text}" for key, text in values.items() if text)]) + "\n"


def toml(
    genesys: dict[str, str] | None = None,
    board: dict[str, str] | None = None,
    rehearsal: dict[str, str] | None = None,
) -> str:
    """A whole file; an empty text leaves a key out."""
    parts = [section("[genesys]", GENESYS | (genesys or {})), section("[[boards]]", BOARD | (board or {}))]
    if rehearsal is not None:
        parts.append(section("[rehearsal]", REHEARSAL | rehearsal))
    return "\n".join(parts)


def refusal(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings.parse(text)
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.__cause__!r}"
    return str(caught.value)


class TestAccepted:
    def test_a_file_of_a_real_organisation(self) -> None:
        chosen = settings.parse("""
            [genesys]
            region = "mypurecloud.ie"
            client_id = "8b1c"
            poll_interval = 60
            lag = 45.5
            max_records = 500
            [[boards]]
            id = "north"
            title = "צפון"
            group_ids = ["g-1", "g-2"]
            time_zone = "Asia/Jerusalem"
            shift_starts = ["07:00", "15:00:30"]
            [[boards]]
            id = "contest"
            title = "November"
            since = 2026-11-01T00:00:00+02:00
        """)
        assert (chosen.genesys.region, chosen.genesys.poll_interval, chosen.genesys.lag) == ("mypurecloud.ie", 60, 45.5)
        assert chosen.genesys.client_secret is None
        north, contest = chosen.boards
        assert (north.title, north.group_ids, north.time_zone) == ("צפון", ["g-1", "g-2"], "Asia/Jerusalem")
        assert contest.since == datetime(2026, 10, 31, 22, tzinfo=UTC)
        assert chosen.rehearsal is None

    def test_what_is_left_out_has_its_default(self) -> None:
        chosen = settings.parse(toml())
        assert (chosen.genesys.poll_interval, chosen.genesys.lag, chosen.genesys.max_records) == (30, 30, "auto")
        assert (chosen.genesys.requests_per_minute, chosen.genesys.share_for_others) == (None, 0.2)
        assert (chosen.boards[0].time_zone, chosen.boards[0].group_ids, chosen.boards[0].since) == ("UTC", [], None)

    def test_a_rehearsal(self) -> None:
        rehearsal = settings.parse(toml(rehearsal={})).rehearsal
        assert rehearsal is not None
        assert (rehearsal.origin, rehearsal.rate) == (datetime(2026, 11, 23, 12, 20, tzinfo=UTC), 20)

    @pytest.mark.parametrize(
        "url",
        [
            "https://sim.example",
            "https://sim.example:8443/",
            "http://127.0.0.1:80",
            "http://localhost:1",
            "http://[::1]:1",
        ],
    )
    def test_base_urls(self, url: str) -> None:
        chosen = settings.parse(toml({"base_url": f'"{url}"', "client_secret": ""}))
        assert chosen.genesys.base_url == url

    def test_the_secret_is_there_and_is_not_printed(self) -> None:
        chosen = settings.parse(toml())
        assert chosen.genesys.client_secret is not None
        assert chosen.genesys.client_secret.reveal() == SECRET
        assert SECRET not in f"{chosen} {chosen!r}"
        with pytest.raises(TypeError):
            msgspec.json.encode(chosen)


ALLOWED = {
    "genesys.client_id": "the client id of a Genesys Cloud OAuth client",
    "genesys.region": "a Genesys Cloud domain such as mypurecloud.ie",
    "genesys.base_url": "https://host, or http://127.0.0.1:port for a rehearsal",
    "genesys.api": '"auto", "realtime" or "platform"',
    "genesys.poll_interval": "seconds from 10 to 600",
    "genesys.lag": "seconds from 30 to 300",
    "genesys.max_records": '"auto" or a whole number from 1 to 1000',
    "genesys.requests_per_minute": "a whole number from 10 to 100000",
    "genesys.share_for_others": "a number from 0 to 0.9",
    "boards.id": "a text that no other board has",
    "boards.title": "a text to show",
    "boards.group_ids": "a list of group ids in quotes",
    "boards.team_ids": "a list of team ids in quotes",
    "boards.queue_ids": "a list of queue ids in quotes",
    "boards.division_ids": "a list of division ids in quotes",
    "boards.media_types": "a list of voice, callback, chat",
    "boards.columns": "a list of status, closed, started, aht, handle_time",
    "boards.scenes": "one or more [[boards.scenes]] sections",
    "boards.teams": "two to twelve [[boards.teams]] sections",
    "boards.goal": "one [boards.goal] section",
    "boards.rank_by": "one to three of most_closed or fewest_closed",
    "boards.minimum_closed": "a whole number from 0 to 10000",
    "boards.statuses": "a list of available, on_call",
    "boards.aht": '"completed", "all_over_closed" or',
    "boards.time_zone": "an IANA time zone such as Europe/Berlin",
    "boards.shift_starts": 'a list of times of day such as "07:00"',
    "boards.since": "an instant with its offset such as 2026-11-23T00:00:00Z",
    "rehearsal.origin": "an instant with its offset such as 2026-11-23T14:20:00+02:00",
    "rehearsal.rate": "a number from 0.1 to 1000",
}
REFUSED = [
    ("genesys.client_id", ['""', '" "', "7", "true", "[]"]),
    ("genesys.region", ['"https://mypurecloud.ie"', '"mypurecloud"', '"my purecloud.ie"', '".ie"', '""', "3"]),
    (
        "genesys.base_url",
        [
            '"http://sim.example"',  # a secret must not travel in the clear
            '"http://127.0.0.1.example:80"',
            '"ftp://127.0.0.1"',
            '"127.0.0.1:80"',
            '"https://"',
            '"https://host/path"',
            '"https://host?"',
            '"https://host#x"',
            '"https://host:99999"',
            '"https://host:0"',
            '"https://[::1"',
            '" https://host"',
            '"https://ho st"',
            '""',
            "1",
        ],
    ),
    ("genesys.api", ['"graphql"', "1"]),
    ("genesys.poll_interval", ["9.9", "601", "-30", "nan", "inf", '"30"', "true"]),
    ("genesys.lag", ["29", "301", "nan", '"30 s"']),
    ("genesys.max_records", ["0", "1001", "1.5", "true", '"100"']),
    ("genesys.requests_per_minute", ["9", "100001", "30.5", '"300"']),
    ("genesys.share_for_others", ["-0.1", "0.91", "nan", '"a fifth"']),
    ("boards.id", ['""', "1"]),
    ("boards.title", ['""', '"  "', "1"]),
    ("boards.group_ids", ['[""]', '["g", " "]', "[1]", '"g"']),
    ("boards.team_ids", ['[""]', '"t"']),
    ("boards.queue_ids", ['["q", " "]', "[1]"]),
    ("boards.division_ids", ['[""]']),
    ("boards.media_types", ['["phone"]', '["Voice"]', '"voice"']),
    ("boards.columns", ["[]", '["status"]', '["calls"]', '["closed", "closed"]', '"closed"', "[1]"]),
    ("boards.scenes", ["1", '"ranking"']),
    ("boards.teams", ["1"]),
    ("boards.goal", ["900"]),
    ("boards.rank_by", ["[]", '["closed"]', '["most_closed", "fewest_closed"]', '"most_closed"', "[1]"]),
    ("boards.minimum_closed", ["-1", "10001", "1.5", '"5"']),
    ("boards.statuses", ["[]", '["busy"]', '"available"']),
    ("boards.aht", ['"official"', "1"]),
    ("boards.time_zone", ['"Mars/Olympus"', '""', '"Europe"', '"../x"', '"/etc/localtime"', "2"]),
    (
        "boards.shift_starts",
        [
            '["7:00"]',
            '["24:00"]',
            '["07:60"]',
            '["T0700"]',
            '["070000.1"]',
            '["07:00Z"]',
            '["٠٧:٠٠"]',
            "[07:00:00]",
            "[7]",
            '"07:00"',
        ],
    ),
    ("boards.since", ["2026-11-23T00:00:00", "2026-11-23", '"yesterday"', "7"]),
    ("rehearsal.origin", ["2026-11-23T00:00:00", '"now"', "7"]),
    ("rehearsal.rate", ["0", "0.09", "1001", "-1", "nan", '"fast"']),
]


@pytest.mark.parametrize(("key", "text"), [(key, text) for key, texts in REFUSED for text in texts])
def test_a_value_that_is_not_allowed_is_named_with_its_key_and_what_is_allowed(key: str, text: str) -> None:
    part, _, name = key.partition(".")
    match part:
        case "genesys":
            beside = {"base_url": "", "client_secret": ""} if name == "region" else {}
            words = refusal(toml(genesys=beside | {"client_secret": ""} | {name: text}))
        case "rehearsal":
            words = refusal(toml(rehearsal={name: text}))
        case _:
            beside = {"shift_starts": ""} if name == "since" else {}
            words = refusal(toml(board=beside | {name: text}))
    told_key, _, rest = words.partition(" = ")
    beginning = "board 1: " if key == "boards.id" else 'board 1 "all": '
    assert told_key.removesuffix("[1]").replace(beginning, "boards.") == key
    value, _, allowed = rest.partition(" is not allowed; allowed is ")
    assert allowed.startswith(ALLOWED[key])
    shown, written = (one.strip('[]"').replace("T", " ") for one in (value, text))  # instants are shown with a space
    assert shown == written or shown in written.split('", "')


@pytest.mark.parametrize(
    ("section_name", "line"),
    [
        ("history", "days = 0"),
        ("history", "days = 1.5"),
        ("reconcile", "automatic = 1"),
        ("reconcile", "after_minutes = 0"),
        ("reconcile", "aht_percent = -1"),
        ("reconcile", "conversations = 0"),
    ],
)
def test_the_other_sections_are_checked_too(section_name: str, line: str) -> None:
    words = refusal(toml() + f"\n[{section_name}]\n{line}\n")
    assert words.startswith(f"{section_name}.{line} is not allowed; allowed is ")


@pytest.mark.parametrize("key", ["team_ids", "queue_ids", "division_ids", "media_types"])
def test_the_realtime_contract_knows_groups_alone(key: str) -> None:
    narrowed = {key: '["voice"]'}
    assert getattr(settings.parse(toml(genesys={"api": '"platform"'}, board=narrowed)).boards[0], key) == ["voice"]
    words = refusal(toml(genesys={"api": '"realtime"'}, board=narrowed))
    assert words.startswith(f'board 1 "all": {key} needs genesys.api')


@pytest.mark.parametrize("rank_by", ['["most_closed_per_hour"]', '["most_closed", "fewest_closed_per_hour"]'])
def test_the_realtime_contract_tells_no_time_on_queue(rank_by: str) -> None:
    ranked = {"rank_by": rank_by}
    words = refusal(toml(genesys={"api": '"realtime"'}, board=ranked))
    assert words.startswith('board 1 "all": rank_by needs genesys.api = "platform" or "auto"')
    assert "no time on queue" in words
    for api in ("auto", "platform"):
        assert settings.parse(toml(genesys={"api": f'"{api}"'}, board=ranked)).boards[0].uses_per_hour


class TestNamed:
    def test_a_board_id_that_two_boards_have(self) -> None:
        words = refusal(toml() + section("[[boards]]", BOARD))
        assert words == 'board 2 "all": id = "all" is not allowed; allowed is a text that no other board has'

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "genesys is missing; it must be one [genesys] section"),
            (section("[genesys]", GENESYS), "boards is missing; it must be one or more [[boards]] sections"),
            (
                "boards = []\n" + section("[genesys]", GENESYS),
                "boards = [] is not allowed; allowed is one or more",
            ),
            (toml({"client_id": ""}), "genesys.client_id is missing; it must be the client id"),
            (toml(board={"title": ""}), 'board 1 "all": title is missing; it must be a text to show'),
            (toml(rehearsal={"origin": ""}), "rehearsal.origin is missing; it must be an instant with its offset"),
        ],
    )
    def test_what_is_missing(self, text: str, words: str) -> None:
        assert refusal(text).startswith(words)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (toml({"poll_intervall": "3"}), "genesys.poll_intervall is not known; did you mean poll_interval?"),
            (
                toml({"client_secrets": f'"{SECRET}"'}),
                "genesys.client_secrets is not known; did you mean client_secret?",
            ),
            (
                toml(board={"shift_start": '"7"'}),
                'board 1 "all": shift_start is not known; did you mean shift_starts?',
            ),
            (toml(rehearsal={"speed": "3"}), "rehearsal.speed is not known; known here: origin, rate"),
            (
                "board = 3\n" + toml(),
                "board is not known; did you mean boards?",
            ),
        ],
    )
    def test_a_key_that_nobody_knows_has_no_say(self, text: str, words: str) -> None:
        raw = settings.table_of(text)
        kept, (odd,) = without_unknown(raw, Settings)
        assert told(odd, raw).startswith(words)
        assert settings.problems_of(kept) == [] or "shift_start" in odd.key
        assert SECRET not in told(odd, raw)

    def test_everything_that_is_wrong_is_told_at_once(self) -> None:
        text = toml({"lag": "1", "poll_interval": "3"}, {"title": "1", "aht": '"x"'})
        words = refusal(text + section("[[boards]]", BOARD | {"id": '"north"', "time_zone": '"Mars"'})).splitlines()
        assert [one.partition(" = ")[0] for one in words] == [
            'board 1 "all": title',
            'board 1 "all": aht',
            "genesys.poll_interval",
            "genesys.lag",
            'board 2 "north": time_zone',
        ]

    @pytest.mark.parametrize("change", [{"region": '"mypurecloud.ie"'}, {"base_url": "", "client_secret": ""}])
    def test_region_and_base_url_exclude_each_other(self, change: dict[str, str]) -> None:
        assert refusal(toml(change)) == "[genesys] needs either region or base_url, and not both"

    @pytest.mark.parametrize(
        "change", [{"since": "2026-11-23T00:00:00Z"}, {"shift_starts": ""}, {"shift_starts": "[]"}]
    )
    def test_shifts_and_contest_exclude_each_other(self, change: dict[str, str]) -> None:
        assert refusal(toml(board=change)) == 'board 1 "all" needs either shift_starts or since, and not both'

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            (toml().replace("[genesys]", "[[genesys]]"), "genesys"),
            (toml().replace("[[boards]]", "[boards]"), "boards"),
            ("genesys = 3\n" + section("[[boards]]", BOARD), "genesys"),
            ("boards = [3]\n" + section("[genesys]", GENESYS), "board 1"),
            ("rehearsal = 3\n" + toml(), "rehearsal"),
        ],
    )
    def test_a_section_of_the_wrong_kind(self, text: str, key: str) -> None:
        words = refusal(text)
        assert words.startswith(f"{key} = ")
        assert "section" in words.partition("allowed is ")[2]

    def test_what_is_no_toml_is_told_with_its_place(self) -> None:
        assert refusal("[genesys\n").startswith("is no TOML: ")
        assert refusal("a = 1\na = 2\n").startswith("is no TOML: a key stands twice (at line 2")
        assert refusal("[a]\n[b]\n[a]\n").startswith("is no TOML: a section stands twice (at line 3")

    @pytest.mark.parametrize(
        "text", ["a = " + "9" * 5000, "a = " + "[" * 5000 + "]" * 5000, ".".join("a" * 5000) + " = 1"]
    )
    def test_what_is_too_long_or_too_deep_is_told_in_plain_words(self, text: str) -> None:
        words = refusal(text)
        assert words.startswith("holds ")
        assert words.endswith("sections or lists that are nested too deep")

    def test_a_number_that_cannot_be_written_out_is_not(self) -> None:
        words = refusal('[genesys]\nregion = "x.y"\nclient_id = "3f6c"\nlag = 0x' + "f" * 5000)
        assert "genesys.lag = a number that is too long is not allowed; allowed is seconds from 30 to 300" in words
        assert "line 1" in refusal("[genesys\n")


class TestSecret:
    @pytest.mark.parametrize("change", [{"base_url": '"https://sim.example"'}, {"base_url": "", "region": '"a.ie"'}])
    def test_one_in_a_file_is_for_loopback_alone(self, change: dict[str, str]) -> None:
        assert "keep a real one in the keyring" in refusal(toml(change))

    @pytest.mark.parametrize("text", [f'["{SECRET}"]', f'{{ text = "{SECRET}" }}', "12345", "true"])
    def test_one_of_the_wrong_kind_is_shown_as_stars(self, text: str) -> None:
        assert refusal(toml({"client_secret": text})).startswith("genesys.client_secret = *** is not allowed")

    @pytest.mark.parametrize("user", [f"me:{SECRET}", f":{SECRET}", SECRET])
    def test_one_in_an_address_is_refused_and_not_repeated(self, user: str) -> None:
        assert "genesys.base_url" in refusal(toml({"base_url": f'"http://{user}@127.0.0.1:8700"'}))


class TestRehearsal:
    @pytest.mark.parametrize("change", [{"base_url": '"https://sim.example"'}, {"base_url": "", "region": '"a.ie"'}])
    def test_it_is_never_mixed_with_a_real_organisation(self, change: dict[str, str]) -> None:
        words = refusal(toml(change | {"client_secret": ""}, rehearsal={}))
        assert words.startswith("[rehearsal] is allowed only beside a loopback genesys.base_url")


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:80", True),
        ("http://127.8.9.10", True),
        ("http://localhost", True),
        ("http://[::1]:80", True),
        ("http://127.0.0.1.example", False),
        ("http://localhost.example", False),
        ("http://user@example", False),
        ("http://0.0.0.0", False),
        ("http://10.0.0.1", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_only_an_address_of_this_machine_is_loopback(url: str, loopback: bool) -> None:
    assert settings.is_loopback(url) is loopback


scalars = st.one_of(
    st.integers(-(2**63), 2**63 - 1).map(str),
    st.floats().map(str),
    st.text("az09.:-/@ Z", max_size=12).map(lambda text: f'"{text}"'),
    st.sampled_from(["true", "2026-11-23T00:00:00Z", "2026-11-23T00:00:00", "2026-11-23", "07:00:00"]),
)
values = st.one_of(
    scalars,
    st.lists(scalars, max_size=3).map(lambda inner: f"[{', '.join(inner)}]"),
    scalars.map(lambda inner: f"{{ id = {inner} }}"),
)
keys = st.sampled_from(sorted(set(ALLOWED) - {"genesys.client_id"}))


@given(st.dictionaries(keys, values, max_size=3))
def test_whatever_stands_in_the_file_is_settings_or_a_settings_error(odd: dict[str, str]) -> None:
    parts: dict[str, dict[str, str]] = {"genesys": {}, "boards": {}, "rehearsal": {}}
    for key, text in odd.items():
        part, _, name = key.partition(".")
        parts[part][name] = text
    try:
        chosen = settings.parse(toml(parts["genesys"], parts["boards"], parts["rehearsal"]))
    except SettingsError as error:
        assert SECRET not in str(error)  # noqa: PT017 both ends are allowed
        return
    assert isinstance(chosen, Settings)
    assert 10 <= chosen.genesys.poll_interval <= 600
    assert chosen.genesys.lag >= 30
