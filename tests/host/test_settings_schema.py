"""The schema knows what the types know: its examples are the README's, its limits those of the checks."""

import importlib
import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from wallboard.host.settings import LIMITS
from wallboard.host.settings_schema import schema
from wallboard.host.settings_words import ALLOWED

README = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
EXAMPLES = [
    text for text in re.findall(r"^```toml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL) if "[genesys]" in text
]


def as_json(value: Any) -> Any:  # noqa: ANN401  what TOML holds
    """JSON has no instants."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, datetime | date | time) else value


def errors(table: object) -> list[str]:
    jsonschema = importlib.import_module("jsonschema")  # it bears no types
    validator = jsonschema.Draft202012Validator(schema())
    return [error.json_path for error in validator.iter_errors(as_json(table))]


def test_it_is_a_schema_itself() -> None:
    importlib.import_module("jsonschema").Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_readmes_settings_are_valid(text: str) -> None:
    assert errors(tomllib.loads(text)) == []


def test_a_line_of_settings_that_is_commented_out_is_valid_too() -> None:
    for section, line in (("screen", "diagonal = 55"), ("screen", 'language = "de"')):
        assert errors(tomllib.loads(EXAMPLES[0].replace(f"[{section}]", f"[{section}]\n{line}"))) == []


@pytest.mark.parametrize(
    ("was", "is_now", "path"),
    [
        ("lag = 30", "lag = 29", "$.genesys.lag"),
        ("lag = 30", 'lag = "30"', "$.genesys.lag"),
        ("lag = 30", "lagg = 30", "$.genesys"),
        ('max_records = "auto"', "max_records = 0", "$.genesys.max_records"),
        ('theme = "dark"', 'theme = "pink"', "$.screen.theme"),
        ("waiting = 10 ", "waiting = -1 ", "$.boards[0].thresholds.waiting"),
        ('client_id = "3f6c1c1e-8a55-4a5e-9a43-1f7f0a8f2d10"', "", "$.genesys"),
    ],
)
def test_what_the_types_refuse_it_refuses(was: str, is_now: str, path: str) -> None:
    assert was in EXAMPLES[0]
    assert errors(tomllib.loads(EXAMPLES[0].replace(was, is_now, 1))) == [path]


def test_every_value_says_what_is_allowed_and_every_limit_is_told() -> None:
    told = schema()["$defs"]
    for key in LIMITS:
        section, _, name = key.partition(".")
        one = told[section.capitalize()]["properties"][name]
        assert one["description"] == ALLOWED[key]
        assert any("minimum" in kind for kind in (one, *one.get("anyOf", [])))
    lacking = [
        f"{name}.{key}" for name, one in told.items() for key, value in one["properties"].items()
        if "description" not in value
    ]  # fmt: skip
    assert lacking == []
    assert "null" not in str(told)
    assert "programmer" not in str(told)
