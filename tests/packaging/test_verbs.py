"""What each verb runs, with the set-up and the programs replaced."""

import importlib
import os
from pathlib import Path
from typing import Any

import pytest

verbs: Any = importlib.import_module("verbs")
console: Any = importlib.import_module("console")


class Became(Exception):
    """dev.py became this program."""


class Stage:
    """Records what the verbs ask for."""

    def __init__(self) -> None:
        self.libraries: list[str] = []
        self.set_up = 0

    def provide(self, required: tuple[Any, ...], wished: tuple[Any, ...] = (), *, purpose: str) -> None:
        assert purpose
        self.libraries = [need.package for need in (*required, *wished)]

    def ensure(self, root: Path) -> None:
        assert root == verbs.ROOT
        self.set_up += 1

    def hand_over(self, command: list[Any], *, env: dict[str, str] | None = None) -> None:
        raise Became([Path(command[0]).stem, *command[1:]], env)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage()
    monkeypatch.setattr(verbs.debian, "provide", stage.provide)
    monkeypatch.setattr(verbs.environment, "ensure", stage.ensure)
    monkeypatch.setattr(verbs, "hand_over", stage.hand_over)
    monkeypatch.setattr(verbs.display, "answers", lambda _: False)
    monkeypatch.setattr(verbs.display, "wayland_answers", lambda _: False)
    return stage


def become(*words: str) -> tuple[list[str], Any]:
    with pytest.raises(Became) as became:
        verbs.carry_out(list(words))
    command, env = became.value.args
    return command, env


def test_demo_without_a_display_says_so_and_writes_a_picture(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    command, env = become("demo")
    assert command == ["wallboard", "demo", "--snapshot", "wallboard.png"]
    assert env["QT_QPA_PLATFORM"] == "offscreen"
    assert capsys.readouterr().out == "No display: rendering offscreen.\n"
    assert "libgl1" in stage.libraries
    assert "libxcb-cursor0" not in stage.libraries


@pytest.mark.parametrize("chosen", [["--snapshot", "other.png"], ["--snapshot=other.png"]])
def test_demo_leaves_a_chosen_picture_alone(stage: Stage, chosen: list[str]) -> None:
    assert become("demo", *chosen)[0] == ["wallboard", "demo", *chosen]


def test_demo_with_a_display_opens_a_window(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs.display, "answers", lambda _: True)
    command, env = become("demo", "--fullscreen")
    assert (command, env) == (["wallboard", "demo", "--fullscreen"], None)
    assert "libxcb-cursor0" in stage.libraries


def test_tests_run_offscreen_from_the_project_with_the_arguments(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command, env = become("test", "--slow", "-k", "rank")
    assert command == ["python", "-m", "pytest", "--slow", "-k", "rank"]
    assert env["QT_QPA_PLATFORM"] == "offscreen"
    assert Path.cwd() == verbs.ROOT
    assert stage.set_up == 1


def test_tests_of_packages_want_the_tools_that_install_them(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path.cwd())
    become("test")
    assert "debootstrap" not in stage.libraries
    become("test", "tests/packages", "--packages")
    assert {"debootstrap", "wixl", "wine"} <= set(stage.libraries)


def test_packages_are_made_in_the_environment(stage: Stage) -> None:
    command, _ = become("package", "deb", "--fast")
    assert command == ["python", verbs.ROOT / "packaging" / "package.py", "deb", "--fast"]
    assert stage.set_up == 1


def test_the_benchmark_runs_from_the_project_with_its_peers(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command, env = become("bench", "rank", "--quick")
    assert command == ["python", "packaging/bench/run.py", "rank", "--quick"]
    assert env["QT_QUICK_BACKEND"] == "software"
    assert Path.cwd() == verbs.ROOT
    assert stage.set_up == 1
    assert {"nginx-light", "libnginx-mod-nchan", "redis-server"} <= set(stage.libraries)


@pytest.mark.parametrize(("passed", "code"), [(True, 0), (False, 1)])
def test_check_ends_with_one_when_anything_failed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, passed: bool, code: int
) -> None:
    monkeypatch.setattr(verbs.checks, "run_all", lambda *_: passed)
    assert verbs.carry_out(["check"]) == code


def test_a_failure_is_told_in_words_and_passes_its_code_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Path) -> None:
        raise console.Failed("Making .venv failed (exit code 7). Next step.", 7)

    monkeypatch.setattr(verbs.environment, "ensure", fail)
    assert verbs.carry_out(["setup"]) == 7
    assert capsys.readouterr().err == "Making .venv failed (exit code 7). Next step.\n"


def test_words_renews_the_translations(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    renewed: list[Path] = []
    monkeypatch.setattr(verbs.translations, "renew", renewed.append)
    assert verbs.carry_out(["words"]) == 0
    assert renewed == [verbs.ROOT]
    assert stage.set_up == 1


def test_an_interruption_ends_without_a_traceback(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verbs.environment, "ensure", interrupt)
    assert verbs.carry_out(["setup"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


def test_wayland_alone_needs_no_x11_libraries(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbs.display, "answers", lambda _: True)
    monkeypatch.setattr(verbs.display, "wayland_answers", lambda _: True)
    monkeypatch.setattr(verbs.display, "x11_answers", lambda _: False)
    become("demo")
    assert "libwayland-client0" in stage.libraries
    assert "libxcb-cursor0" not in stage.libraries
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
