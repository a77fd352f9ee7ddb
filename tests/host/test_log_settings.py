"""The section of the log files: what is allowed in it, and what it says by itself."""

import pytest

from tests.host.test_settings import refusal, toml
from wallboard.host import settings
from wallboard.host.log_settings import Logs


def test_by_itself_a_program_keeps_twenty_megabytes_of_its_log() -> None:
    assert settings.parse(toml()).logs == Logs(file=True, megabytes=5, files=4)


def test_other_sizes_and_none_at_all() -> None:
    text = toml() + "\n[logs]\nfile = false\nmegabytes = 0.5\nfiles = 2"
    assert settings.parse(text).logs == Logs(file=False, megabytes=0.5, files=2)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("megabytes = 0", "logs.megabytes = 0 is not allowed; allowed is a number from 0.1 to 1000, for each file"),
        ("megabytes = 1001", "logs.megabytes = 1001 is not allowed"),
        ("files = 1", "logs.files = 1 is not allowed; allowed is a whole number from 2 to 100"),
        ("files = 101", "logs.files = 101 is not allowed"),
        ('file = "yes"', 'logs.file = "yes" is not allowed; allowed is true or false'),
    ],
)
def test_what_is_refused(line: str, told: str) -> None:
    assert refusal(toml() + "\n[logs]\n" + line).startswith(told)
