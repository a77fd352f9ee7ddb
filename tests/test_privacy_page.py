"""What packaging/PRIVACY.md tells of the data is all that there is: each field that is read, shown or kept.

Who is connected to, and which files there are, is seen in tests/line/test_documented.py.
"""

import contextlib
import importlib
import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_args

import msgspec
import pytest
from msgspec import inspect

from tests import documents
from tests.documents import NOT_YET, ROOT, ticked
from wallboard import genesys, wire
from wallboard.board.agents import AgentId
from wallboard.board.privacy import Guise, Privacy
from wallboard.genesys.roster import Person
from wallboard.host import board_settings, settings
from wallboard.host.settings_words import SettingsError
from wallboard.poller import history, people, picture_file
from wallboard.poller.records import Record

PAGE = documents.page("PRIVACY.md")
ASKED = documents.table(PAGE, "request", "fields that are read", "what for", "kept")
ON_DISK = documents.table(PAGE, "file", "holds", "about people", "how long")
MASKS = documents.table(
    PAGE, "`privacy`", "`name`", "`id`", "figures of one person", "explanation", "picture", "on the disk"
)
BOARD = """
[genesys]
region = "mypurecloud.ie"
client_id = "c"
[[boards]]
id = "a"
title = "A"
shift_starts = ["07:00"]
"""
# Where a decoder reads the answer of which request; those of trial read one field of the same answers.
REQUESTS = {
    "agent_status._DECODER": "/api/v2/analytics/agents/status/query",
    "agent_status._COUNTS_DECODER": "/api/v2/analytics/agents/status/counts",
    "aggregates._WHOLE": "/api/v2/analytics/conversations/aggregates/query",
    "aggregates._PARTS": "/api/v2/analytics/conversations/aggregates/query",
    "aggregates._RESULTS": "/api/v2/analytics/conversations/aggregates/query",
    "service_levels._DECODER": "the same, by queue",
    "divisions._DECODER": "/api/v2/authorization/divisions",
    "id_lists._DECODER": "/api/v2/authorization/divisions",
    "memberships._DECODER": "…/{id}/members",
    "observations._DECODER": "/api/v2/analytics/queues/observations/query",
    "organisation._TOKEN_DECODER": "/api/v2/tokens/me",
    "organisation._ORGANISATION_DECODER": "/api/v2/organizations/me",
    "organisation._LIMITS_DECODER": "/api/v2/organizations/limits/namespaces/platform.api",
    "realtime._DECODER": "/api/v2/analytics/realtime/agents",
    "realtime._AGENTS": "/api/v2/analytics/realtime/agents",
    "roster._DECODER": "GET /api/v2/users",
    "trial._STATUSES": "/api/v2/analytics/agents/status/query",
    "trial._LISTING": "/api/v2/routing/queues",
    "user_aggregates._DECODER": "/api/v2/analytics/users/aggregates/query",
}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def fields_of(kind: Any) -> set[str]:  # noqa: ANN401  whatever msgspec knows
    """The names of all fields in a type, as they stand in an answer."""
    return set(_fields(inspect.type_info(kind)))


def _fields(kind: inspect.Type) -> Iterator[str]:
    match kind:
        case inspect.StructType(fields=fields):
            for field in fields:
                yield field.encode_name
                yield from _fields(field.type)
        case inspect.ListType(item_type=item):
            yield from _fields(item)
        case inspect.UnionType(types=types):
            for one in types:
                yield from _fields(one)


def decoders() -> dict[str, Any]:
    """What reads the answers of Genesys Cloud."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": value.type
        for module in modules(genesys)
        for name, value in vars(module).items()
        if isinstance(value, msgspec.json.Decoder)
    }


def row_of(request: str) -> list[str]:
    return next(row for row in ASKED if request in row[0])


def test_every_answer_that_is_read_is_told_of() -> None:
    assert decoders().keys() - set(NOT_YET) == REQUESTS.keys() - set(NOT_YET)


@pytest.mark.parametrize("decoder", [one for one in REQUESTS if one not in NOT_YET])
def test_every_field_of_an_answer_that_is_read_is_named(decoder: str) -> None:
    assert fields_of(decoders()[decoder]) <= set(ticked(row_of(REQUESTS[decoder])[1]))


def test_the_fields_that_are_named_are_those_that_are_read() -> None:
    read: dict[str, set[str]] = {}
    for decoder, kind in decoders().items():
        read.setdefault(row_of(REQUESTS[decoder])[0], set()).update(fields_of(kind))
    told = {row[0]: set(ticked(row[1])) for row in ASKED}
    others = {"`POST /oauth/token`", "a picture's own address, once a screen asks for it"}
    assert told.keys() == read.keys() | others
    assert {request: fields for request, fields in told.items() if request not in others} == read
    assert set(ticked(row_of("/oauth/token")[1])) == {"access_token", "expires_in"}


def test_every_address_that_is_asked_is_told_of() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "wallboard").glob("[gp]*/*.py"))
    asked = set(re.findall(r'"(/api/v2/[a-z_./]+|/oauth/\w+)"', sources))
    told = {word.split()[-1] for row in ASKED for word in ticked(row[0])}
    assert asked <= told


def test_every_field_of_a_row_is_told_of() -> None:
    rows = [field for row in documents.table(PAGE, "field", "tells") for field in ticked(row[0])]
    assert sorted(rows) == sorted(wire_structs()["Row"].__struct_fields__)


@pytest.mark.parametrize("name", ["TeamTotals", "Summary", "Queues"])
def test_every_field_of_totals_is_told_of(name: str) -> None:
    paragraph = next(one for one in PAGE.split("\n\n") if one.startswith("`TeamTotals`"))
    told = re.split(r"`TeamTotals`|`Summary`|`Queues`", paragraph.partition("These messages")[0])[1:]
    fields = dict(zip(["TeamTotals", "Summary", "Queues"], map(ticked, told), strict=True))
    assert fields[name] == list(wire_structs()[name].__struct_fields__)


def wire_structs() -> dict[str, type[msgspec.Struct]]:
    """Every message between the programs."""
    return {
        name: value
        for module in modules(wire)
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == module.__name__
    }


def test_every_message_between_the_programs_is_named() -> None:
    part = PAGE.partition("## What a screen is told of one agent")[2].partition("\n## ")[0]
    told = {word for word in ticked(part) if word[0].isupper()}
    assert told - set(NOT_YET) == wire_structs().keys() - set(NOT_YET)


def kept_in(file: str) -> set[str]:
    return next(set(ticked(row[1])) for row in ON_DISK if f"`{file}`" in row[0])


def test_every_field_of_the_files_is_named() -> None:
    assert kept_in("history.sqlite") == set(Record._fields)
    assert kept_in("people.json") == {*people._Kept.__struct_fields__, *Person.__dataclass_fields__}
    assert kept_in("pictures/*") == set(picture_file._Header.__struct_fields__)


def test_the_history_has_no_other_table() -> None:
    database = sqlite3.connect(":memory:")
    with contextlib.closing(history.History.on(database, history.Bounds())):
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == {"part", "sweep", "change", "name", "mark"}  # another one has to be told of on the page


def test_the_bounds_are_those_of_the_program() -> None:
    row = next(row for row in ON_DISK if "`history.sqlite`" in row[0])
    assert f"else {settings.History().days})" in row[3]
    assert f"{history.Bounds().megabytes} MB" in row[3]
    pictures = next(row for row in ON_DISK if "`pictures/*`" in row[0])
    assert f"{picture_file.MOST_FILES:,} files or {picture_file.MOST_BYTES // 2**20} MB" in pictures[3]


@pytest.mark.parametrize("level", Privacy)
def test_a_mask_shows_what_the_page_says(level: Privacy) -> None:
    row = next(row for row in MASKS if row[0].startswith(f"`{level.value}`"))
    guise = Guise(level, b"key" * 8)
    agent = AgentId("6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10")
    name, shown = guise.name_of(agent, {agent: "Christopher Miller"}), guise.id_of(agent)
    if level is Privacy.PSEUDONYM:
        assert re.fullmatch(r"\w+ \d+", name)
        assert re.match(r"Heron 127, ", row[1])
    else:
        assert row[1] == (name or "none")
    assert (row[2] == "of Genesys Cloud") == (shown == agent)
    board = board_settings.Board(id="a", title="A", privacy=level.value)
    assert [cell == "yes" for cell in row[4:6]] == [what in board.open_to_viewers for what in ("explain", "pictures")]
    assert [cell == "never" for cell in row[4:6]] == [not may_open(level, what) for what in ("explain", "pictures")]


def may_open(level: Privacy, what: str) -> bool:
    """Whether the settings can allow it."""
    try:
        settings.parse(f'{BOARD}privacy = "{level.value}"\nmay_open = ["{what}"]\n')
    except SettingsError:
        return False
    return True


def test_the_board_that_says_nothing_has_the_mask_that_is_marked_so() -> None:
    marked = [row[0] for row in MASKS if "if nothing is said" in row[0]]
    assert [ticked(one)[0] for one in marked] == [board_settings.Board(id="a", title="A").privacy]
    assert len(MASKS) == len(get_args(board_settings.Privacy))


def test_every_test_that_is_named_as_evidence_is_there() -> None:
    named = [file for row in documents.table(PAGE, "claim", "test") for file in ticked(row[1])]
    assert len(named) > 15
    assert [file for file in named if file not in NOT_YET and not (ROOT / file).is_file()] == []


@pytest.mark.parametrize("text", documents.fenced(PAGE, "toml"))
def test_its_settings_are_accepted(text: str) -> None:
    settings.parse(text)
    assert documents.unknown_keys(text) == []


def test_every_setting_for_less_data_is_one() -> None:
    told = [words for row in documents.table(PAGE, "setting", "effect") for words in ticked(row[0]) if "=" in words]
    board = [words for words in told if words.startswith(("privacy", "may_open", "columns"))]
    assert len(board) == 3
    parts = [f"[[boards]]\n{words}" for words in board]
    parts += [re.sub(r"^(\w+)\.(.*)", r"[\1]\n\2", words) for words in told if words.startswith("history.")]
    assert [documents.unknown_keys(part) for part in parts] == [[]] * 4


def test_its_links_lead_somewhere() -> None:
    assert documents.broken_links("PRIVACY.md") == []


def test_it_stays_short() -> None:
    assert PAGE.count("\n") <= 200
