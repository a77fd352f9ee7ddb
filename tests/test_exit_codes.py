"""One table of exit codes: in the programs' help, in their code, and on the page for administrators."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from wallboard.app import main as screen
from wallboard.app.arguments import read_arguments as screen_arguments
from wallboard.poller.exits import Exit
from wallboard.poller.main import parser as poller_parser
from wallboard.simulator.arguments import read_arguments as simulator_arguments

ADMIN = Path(__file__).resolve().parent.parent / "packaging" / "ADMIN.md"
ROW = re.compile(r"^\| `([\w-]+)` \| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ARGUMENTS = 2  # argparse's own

CODES = {
    "wallboard": {screen.EXIT_OK, screen.EXIT_FAILED, screen.EXIT_STALLED, ARGUMENTS},
    "wallboard-poller": {one.value for one in Exit},
    "wallboard-simulator": {0, ARGUMENTS},
}


def help_of(read: Callable[[Sequence[str]], object], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        read(["--help"])
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("program", "read"),
    [
        ("wallboard", screen_arguments),
        ("wallboard-poller", lambda words: poller_parser().parse_args(words)),
        ("wallboard-simulator", simulator_arguments),
    ],
)
def test_the_help_tells_every_code(
    program: str, read: Callable[[Sequence[str]], object], capsys: pytest.CaptureFixture[str]
) -> None:
    told = re.split(r"[Ee]xit codes: ", help_of(read, capsys))[1]
    assert {int(code) for code in re.findall(r"(?<!\S)(\d+) [a-z]", told)} == CODES[program]


@pytest.mark.skipif(not ADMIN.is_file(), reason="there is no page for administrators")
def test_the_administrators_page_tells_every_code_once_with_what_to_do() -> None:
    rows = ROW.findall(ADMIN.read_text("utf-8"))
    told = sorted((program, int(code)) for program, code, *_ in rows)
    assert told == sorted((program, code) for program, codes in CODES.items() for code in codes)
    names = {int(code): name.strip() for program, code, name, *_ in rows if program == "wallboard-poller"}
    assert names == {one.value: one.name for one in Exit}
    assert [row for row in rows if not all(cell.strip() for cell in row)] == []
