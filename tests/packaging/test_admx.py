"""The template for Group Policy: whole in itself, and what it sets is what the product reads. No editor is here."""

import importlib
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from wallboard.host import policy
from wallboard.host.layers import merged
from wallboard.host.settings import Settings, problems_of
from wallboard.host.settings_shape import without_unknown

admx: Any = importlib.import_module("admx")

SPACE = f"{{{admx._SCHEMA}}}"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ElementTree.Element]:
    folder: Path = tmp_path_factory.mktemp("admx")
    written = admx.write(folder)
    assert [str(path.relative_to(folder)) for path in written] == ["wallboard.admx", str(Path("en-US/wallboard.adml"))]
    return {path.suffix: ElementTree.parse(path).getroot() for path in written}  # noqa: S314  our own


def test_every_word_that_is_referred_to_is_there_and_no_other(files: dict[str, ElementTree.Element]) -> None:
    told = ElementTree.tostring(files[".admx"], "unicode")
    for kind in ("string", "presentation"):
        wanted = re.findall(rf"\$\({kind}\.(\w+)\)", told)
        assert len(wanted) == len(set(wanted))
        assert set(wanted) == {one.get("id") for one in files[".adml"].iter(f"{SPACE}{kind}") if one.get("id")}


def test_every_setting_can_be_enforced_or_proposed_but_for_a_secret(files: dict[str, ElementTree.Element]) -> None:
    found: dict[str, list[str]] = {}
    for one in files[".admx"].iter(f"{SPACE}policy"):
        element = one.find(f"{SPACE}elements/*")
        name = (one if element is None else element).get("valueName")
        found.setdefault(name or "", []).append(one.get("key") or "")
    keys = [policy.REGISTRY_KEY, rf"{policy.REGISTRY_KEY}\Default"]
    assert set(map(tuple, found.values())) == {tuple(keys)}
    assert {"boards", "genesys.region", "genesys.lag", "screen.keep_awake", "history.days"} <= set(found)
    assert "genesys.client_secret" not in found
    assert not any(name.startswith("rehearsal") for name in found)


VALUES: dict[str, object] = {
    "genesys.client_id": "3f6c",
    "genesys.region": "mypurecloud.ie",
    "genesys.poll_interval": "30.5",
    "genesys.lag": "45",
    "genesys.max_records": "auto",
    "genesys.share_for_others": "0.3",
    "genesys.requests_per_minute": 200,
    "screen.keep_awake": 1,
    "screen.safe_area": "2.5",
    "screen.quiet_hours": ["22:00-06:00"],
    "screen.theme": "light",
    "history.days": 7,
    "boards": ["[[boards]]", 'id = "all"', 'title = "All agents"', 'shift_starts = ["07:00"]'],
}


def test_what_an_editor_sets_is_what_is_read() -> None:
    kinds = {"boolean": int, "enum": str, "multiText": list, "decimal": int, "text": str}
    by_key = {one.key: one for one in admx.settings()}
    for key, value in VALUES.items():
        assert type(value) is kinds[by_key[key].kind], key
    table = merged(policy.of_registry(lambda key: VALUES if key == policy.REGISTRY_KEY else None)).table
    assert without_unknown(table, Settings)[1] == []
    assert problems_of(table) == []
    assert (table["genesys"]["poll_interval"], table["screen"]["keep_awake"]) == (30.5, True)


def test_words_and_limits_are_those_of_the_settings() -> None:
    by_key = {one.key: one for one in admx.settings()}
    assert by_key["screen.theme"].words == ("dark", "light", "high_contrast")
    assert by_key["screen.language"].words == ("en", "de", "ar")
    days = next(
        one for one in admx.template()["wallboard.admx"].iter("decimal") if one.get("valueName") == "history.days"
    )
    assert (days.get("minValue"), days.get("maxValue")) == ("1", "400")
