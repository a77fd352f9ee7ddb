"""What an organisation prescribes: a file's, a profile's and the registry's words come to the same layers."""

import plistlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from wallboard.host import policy
from wallboard.host.layers import Layer, Rank, merged
from wallboard.host.settings import problems_of
from wallboard.host.settings_words import SettingsError

BOARD = {"id": "all", "title": "All agents", "shift_starts": ["07:00"]}


def of_file(path: Path) -> list[Layer]:
    """One of whoever runs this test, who stands for root."""
    return policy.of_file(path, path.parent.stat().st_uid)


def tables(layers: list[Layer]) -> dict[Rank, Any]:
    return {layer.rank: layer.table for layer in layers}


def test_a_machine_without_a_policy_has_none(tmp_path: Path) -> None:
    assert policy.none() == policy.of_file(tmp_path / "policy.toml") == policy.of_profile(tmp_path / "x.plist") == []
    assert merged(policy.of_registry(lambda _: None)).table == {}


class TestFile:
    def test_it_enforces_and_it_has_defaults(self, tmp_path: Path) -> None:
        path = tmp_path / "policy.toml"
        path.write_text('[enforced.genesys]\nregion = "mypurecloud.de"\n[default.screen]\ntheme = "light"\n', "utf-8")
        path.chmod(0o644)
        layers = of_file(path)
        assert tables(layers) == {
            Rank.POLICY: {"genesys": {"region": "mypurecloud.de"}},
            Rank.POLICY_DEFAULT: {"screen": {"theme": "light"}},
        }
        assert [layer.where for layer in layers] == [f"{path} [enforced]", f"{path} [default]"]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("[enforced", "is no TOML"),
            ("[genesys]\nlag = 40", r"genesys is not known; a policy has the tables \[enforced\] and \[default\]"),
            ("enforced = 3", r"enforced is not allowed here; allowed is one \[enforced\] section"),
        ],
    )
    def test_what_is_no_policy_is_told_with_its_file(self, tmp_path: Path, text: str, words: str) -> None:
        path = tmp_path / "policy.toml"
        path.write_text(text, "utf-8")
        path.chmod(0o644)
        with pytest.raises(SettingsError, match=rf"the policy {path}: {words}"):
            of_file(path)

    def test_one_that_cannot_be_read_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match=f"the policy {tmp_path} cannot be read"):
            of_file(tmp_path)

    @pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
    def test_one_that_others_may_write_is_none(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "policy.toml"
        path.write_text("[enforced.genesys]\nlag = 40\n", "utf-8")
        path.chmod(mode)
        with pytest.raises(SettingsError, match=f"may be written by others than root: run chmod go-w {path}"):
            of_file(path)
        path.chmod(0o644)
        assert tables(of_file(path))[Rank.POLICY] == {"genesys": {"lag": 40}}

    def test_one_of_an_ordinary_user_is_none(self, tmp_path: Path) -> None:
        path = tmp_path / "policy.toml"
        path.write_text("[enforced.genesys]\nlag = 40\n", "utf-8")
        path.chmod(0o644)
        with pytest.raises(SettingsError, match=f"the policy {path} may be written by .* && chown root {path}"):
            policy.of_file(path, path.stat().st_uid + 1)
        assert tables(policy.of_file(path, None))[Rank.POLICY] == {"genesys": {"lag": 40}}


class TestProfile:
    @pytest.mark.parametrize("kind", [plistlib.FMT_XML, plistlib.FMT_BINARY])
    def test_it_enforces_and_it_has_defaults(self, tmp_path: Path, kind: plistlib.PlistFormat) -> None:
        path = tmp_path / "com.wallboard.plist"
        since = datetime(2026, 11, 23)  # noqa: DTZ001  a property list's are so
        told = {
            "genesys": {"region": "mypurecloud.de", "poll_interval": 60},
            "boards": [BOARD | {"since": since}],
            "Default": {"screen": {"keep_awake": False}},
        }
        path.write_bytes(plistlib.dumps(told, fmt=kind))
        assert tables(policy.of_profile(path)) == {
            Rank.POLICY: {
                "genesys": {"region": "mypurecloud.de", "poll_interval": 60},
                "boards": [BOARD | {"since": datetime(2026, 11, 23, tzinfo=UTC)}],
            },
            Rank.POLICY_DEFAULT: {"screen": {"keep_awake": False}},
        }

    @pytest.mark.parametrize("content", [b"", b"<plist", b"bplist00rubbish"])
    def test_one_that_cannot_be_read_is_told(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "com.wallboard.plist"
        path.write_bytes(content)
        with pytest.raises(SettingsError, match=f"the policy {path} cannot be read"):
            policy.of_profile(path)

    @pytest.mark.parametrize("content", [plistlib.dumps(["genesys"]), b"<?xml version='1.0'?><other/>"])
    def test_one_that_is_no_dictionary_is_told(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "com.wallboard.plist"
        path.write_bytes(content)
        with pytest.raises(SettingsError, match="no dictionary"):
            policy.of_profile(path)

    def test_defaults_of_the_wrong_kind_are_told(self, tmp_path: Path) -> None:
        path = tmp_path / "com.wallboard.plist"
        path.write_bytes(plistlib.dumps({"Default": 3}))
        with pytest.raises(SettingsError, match="default is not allowed here"):
            policy.of_profile(path)


def registry(enforced: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> dict[Rank, Any]:
    keys = {r"Software\Policies\Wallboard": enforced, r"Software\Policies\Wallboard\Default": defaults}
    return tables(policy.of_registry(keys.get))


class TestRegistry:
    def test_dotted_names_are_sections_and_texts_are_what_belongs_there(self) -> None:
        values = {
            "": "the key's own",
            "genesys.region": "mypurecloud.de",
            "genesys.client_id": "7",
            "genesys.poll_interval": 60,
            "genesys.share_for_others": "0.3",
            "genesys.max_records": "500",
            "screen.keep_awake": 0,
            "screen.quiet_hours": ["22:00-06:00", "Sa-Su 00:00-24:00"],
            "reconcile.automatic": "true",
        }
        found = registry(values, {"genesys.max_records": "auto", "screen.theme": "light"})
        assert found == {
            Rank.POLICY: {
                "genesys": {
                    "region": "mypurecloud.de",
                    "client_id": "7",
                    "poll_interval": 60,
                    "share_for_others": 0.3,
                    "max_records": 500,
                },
                "screen": {"keep_awake": False, "quiet_hours": ["22:00-06:00", "Sa-Su 00:00-24:00"]},
                "reconcile": {"automatic": True},
            },
            Rank.POLICY_DEFAULT: {"genesys": {"max_records": "auto"}, "screen": {"theme": "light"}},
        }
        assert problems_of(found[Rank.POLICY] | {"boards": [BOARD]}) == []

    @pytest.mark.parametrize(
        "text",
        [
            '[{"id": "all", "title": "All agents", "shift_starts": ["07:00"]}]',
            '[[boards]]\nid = "all"\ntitle = "All agents"\nshift_starts = ["07:00"]',
            '# ours\n[[boards]]\nid = "all"\ntitle = "All agents"\nshift_starts = ["07:00"]',
            'boards = [{id = "all", title = "All agents", shift_starts = ["07:00"]}]',
            ["[[boards]]", 'id = "all"', 'title = "All agents"', 'shift_starts = ["07:00"]'],
        ],
    )
    def test_boards_stand_in_one_value(self, text: object) -> None:
        assert registry({"boards": text})[Rank.POLICY] == {"boards": [BOARD]}

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("genesys.lag", "soon"),
            ("genesys.lag", 1),
            ("screen.keep_awake", 2),
            ("genesys", 3),
            ("boards", 3),
            ("boards", '{"id": "all"}'),
        ],
    )
    def test_what_does_not_fit_is_left_for_the_check_to_refuse(self, name: str, value: object) -> None:
        sound = {"genesys.region": "a.de", "genesys.client_id": "7", "boards": '[{"id":"a","title":"a"}]'}
        values = {key: one for key, one in sound.items() if not key.startswith(f"{name}.")} | {name: value}
        assert any(one.key.startswith(name) for one in problems_of(registry(values)[Rank.POLICY]))

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"boards": "[{"}, r"the policy HKLM\\Software\\Policies\\Wallboard: is no TOML"),
            ({"genesys": "3 4", "genesys.lag": 40}, "is no TOML"),
            ({"genesys": 3, "genesys.lag": 40}, "genesys and genesys.lag are both there"),
            ({"screen": 'theme = "light"'}, r"screen holds theme; allowed is one \[screen\] section, with its header"),
            ({"screen": ["[screen]", "[network]"]}, "screen holds network, screen; allowed is one"),
            ({"boards": "# none"}, r"boards holds nothing; allowed is one or more \[\[boards\]\] sections"),
            ({"boards": "[" * 5000}, r"the policy HKLM\\Software\\Policies\\Wallboard: is no TOML"),
        ],
    )
    def test_what_cannot_be_read_is_told_with_its_place(self, values: Mapping[str, Any], words: str) -> None:
        with pytest.raises(SettingsError, match=words):
            registry(values)

    def test_a_registry_that_cannot_be_read_is_told(self) -> None:
        def denied(_key: str) -> Mapping[str, Any] | None:
            raise PermissionError("access is denied")

        with pytest.raises(SettingsError, match=r"the policy HKLM\\.* cannot be read: access is denied"):
            policy.of_registry(denied)


class FakeRegistry(ModuleType):
    """As much of winreg as is asked for; no more of Windows is here."""

    HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_64KEY = "HKLM", 1, 256

    def __init__(self, keys: Mapping[str, list[tuple[str, object, int]]]) -> None:
        super().__init__("winreg")
        self.keys = keys

    @contextmanager
    def OpenKey(self, root: str, key: str, _reserved: int, access: int) -> Iterator[object]:  # noqa: N802
        assert (root, access) == ("HKLM", 257)
        if key not in self.keys:
            raise FileNotFoundError(key)
        yield self.keys[key]

    def QueryInfoKey(self, opened: list[object]) -> tuple[int, int, int]:  # noqa: N802
        return (0, len(opened), 0)

    def EnumValue(self, opened: list[object], number: int) -> object:  # noqa: N802
        return opened[number]


class TestThisMachine:
    @pytest.fixture(autouse=True)
    def places(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(policy, "FILE", tmp_path / "policy.toml")
        monkeypatch.setattr(policy, "of_file", partial(policy.of_file, administrator=tmp_path.stat().st_uid))
        monkeypatch.setattr(policy, "PROFILE", tmp_path / "com.wallboard.plist")
        values = [("genesys.lag", 42, 4), ("screen.quiet_hours", ["22:00-06:00"], 7)]
        registry = FakeRegistry({policy.REGISTRY_KEY: values})
        monkeypatch.setitem(sys.modules, "winreg", registry)
        (tmp_path / "policy.toml").write_text("[enforced.genesys]\nlag = 40\n", "utf-8")
        (tmp_path / "policy.toml").chmod(0o644)
        (tmp_path / "com.wallboard.plist").write_bytes(plistlib.dumps({"genesys": {"lag": 41}}))

    @pytest.mark.parametrize(("system", "lag"), [("linux", 40), ("darwin", 41), ("win32", 42)])
    def test_each_system_has_its_own_way(self, monkeypatch: pytest.MonkeyPatch, system: str, lag: int) -> None:
        monkeypatch.setattr(sys, "platform", system)
        found = tables(policy.of_this_machine())
        assert found[Rank.POLICY]["genesys"] == {"lag": lag}
        assert found[Rank.POLICY_DEFAULT] == {}
