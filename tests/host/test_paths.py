"""Where things lie: in a checkout, in a wheel, frozen."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import platformdirs
import pytest

from wallboard.host import paths


class TestResources:
    def test_in_a_checkout(self) -> None:
        assert paths.resource("demo", "bank-calls-1999-02-02.csv").is_file()

    def test_when_frozen(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "resources" / "qml").mkdir(parents=True)
        monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
        assert paths.resource("qml") == tmp_path / "resources" / "qml"

    def test_in_a_wheel(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "wallboard" / "resources" / "qml").mkdir(parents=True)
        monkeypatch.setattr(paths, "__file__", str(tmp_path / "wallboard" / "host" / "paths.py"))
        assert paths.resource("qml") == tmp_path.resolve() / "wallboard" / "resources" / "qml"

    def test_what_is_missing_is_named(self) -> None:
        with pytest.raises(FileNotFoundError, match="incomplete"):
            paths.resource("no-such-thing")


def test_the_example_of_a_package_is_named_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manual = tmp_path / "documents"
    (manual / "examples").mkdir(parents=True)
    monkeypatch.setattr(paths, "_MANUAL", manual)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "wallboard-poller"))
    (manual / "examples" / "wallboard.toml").touch()
    assert paths.example_settings() is None  # from source
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.example_settings() == manual / "examples" / "wallboard.toml"
    (manual / "examples" / "wallboard.toml").unlink()
    assert paths.example_settings() is None


class TestPrograms:
    @pytest.mark.parametrize("name", ["wallboard", "wallboard-poller", "wallboard-simulator"])
    def test_from_source_it_is_a_module_that_is_there(self, name: str) -> None:
        command = paths.program(name)
        assert command[:2] == [sys.executable, "-m"]
        module = Path(paths.__file__).parents[2].joinpath(*command[2].split("."))
        assert module.with_suffix(".py").is_file()

    def test_when_frozen_it_lies_beside_us(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        monkeypatch.setattr(sys, "executable", str(tmp_path / "wallboard"))
        (command,) = paths.program("wallboard-poller")
        assert Path(command).parent == tmp_path
        assert Path(command).stem == "wallboard-poller"


class TestTheEnvironmentOfOthers:
    OURS = "/opt/wallboard/_internal"

    def test_from_source_it_is_ours(self) -> None:
        env = {"LANG": "C", "LD_LIBRARY_PATH": "/opt/lib"}
        assert paths.environment_for_others(env) == env

    @pytest.mark.parametrize(
        ("before", "left"),
        [({}, {}), ({"LD_LIBRARY_PATH_ORIG": "/opt/lib"}, {"LD_LIBRARY_PATH": "/opt/lib"})],
    )
    def test_when_frozen_our_libraries_are_not_in_it(
        self, monkeypatch: pytest.MonkeyPatch, before: dict[str, str], left: dict[str, str]
    ) -> None:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        env = {"LANG": "C", "LD_LIBRARY_PATH": self.OURS} | before
        assert paths.environment_for_others(env) == {"LANG": "C"} | left


class FakeRegistry(ModuleType):
    """As much of winreg as is asked for."""

    HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_64KEY = "HKLM", 1, 256

    def __init__(self, folder: str | None) -> None:
        super().__init__("winreg")
        self.folder = folder

    @contextmanager
    def OpenKey(self, root: str, key: str, _reserved: int, access: int) -> Iterator[str]:  # noqa: N802
        assert (root, access) == ("HKLM", 257)
        assert key == r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
        yield key

    def QueryValueEx(self, _key: str, name: str) -> tuple[str, int]:  # noqa: N802
        if self.folder is None:
            raise FileNotFoundError(name)
        return {"Common AppData": self.folder}[name], 1


class TestFolders:
    def test_the_run_directory_is_made_and_closed_to_others(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(platformdirs, "user_runtime_path", lambda *_args, **_more: tmp_path / "deep" / "run")
        made = paths.run_directory()
        assert made.is_dir()
        assert stat.S_IMODE(made.stat().st_mode) == 0o700
        assert paths.run_directory() == made

    def test_the_machines_settings_file_is_for_all_users_and_no_variable_moves_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "winreg", FakeRegistry("D:/ProgramData"))
        for name in ("WIN_PD_OVERRIDE_COMMON_APPDATA", "PROGRAMDATA", "ALLUSERSPROFILE", "XDG_CONFIG_DIRS"):
            monkeypatch.setenv(name, "C:/mine")
        found = {}
        for system in ("linux", "darwin", "win32"):
            monkeypatch.setattr(sys, "platform", system)
            found[system] = paths.machine_settings_file()
        assert found == {
            "linux": Path("/etc/wallboard/wallboard.toml"),
            "darwin": Path("/Library/Application Support/Wallboard/wallboard.toml"),
            "win32": Path("D:/ProgramData/Wallboard/wallboard.toml"),
        }

    def test_where_windows_does_not_say_where_it_lies_it_is_the_usual_place(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "winreg", FakeRegistry(None))
        monkeypatch.setattr(sys, "platform", "win32")
        assert paths.machine_settings_file() == Path("C:\\ProgramData", "Wallboard", "wallboard.toml")

    def test_the_settings_file_is_the_users(self) -> None:
        assert paths.settings_file().name == "wallboard.toml"
        assert paths.settings_file().is_absolute()


def test_only_a_frozen_program_outside_windows_can_be_replaced_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.own_program() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paths.own_program() == (None if os.name == "nt" else Path(sys.executable))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no XDG_RUNTIME_DIR")
def test_a_user_without_a_runtime_directory_reads_no_warning_of_python(tmp_path: Path) -> None:
    env = os.environ | {"TMPDIR": str(tmp_path), "PYTHONWARNINGS": "always"}
    env.pop("XDG_RUNTIME_DIR", None)
    script = "from wallboard.host import paths; print(paths.run_directory())"
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert Path(done.stdout.strip()).name == "wallboard"
