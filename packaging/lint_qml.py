#!/usr/bin/env python3
"""Check the QML: qmllint without one warning, told of the Python types; qmlformat's layout. Standard library only.

`--fix` writes qmlformat's layout into the files. What is made on the way lands in build/qml.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
QML = ROOT / "resources" / "qml"
MODULE = QML / "Wallboard"
TESTS = ROOT / "tests" / "qml"
BUILT = ROOT / "build" / "qml"
# The modules of wallboard.app that QML knows.
TYPES = ("look_state", "looks", "standings_model", "fading_list", "setup_state", "face_state", "board_state")
METATYPES = Path(sysconfig.get_path("purelib")) / "PySide6" / "Qt" / "metatypes"
FOREIGN = ("qt6core_metatypes.json", "qt6qml_metatypes.json")


def tool(name: str) -> str:
    """One of PySide6's programs, from this environment."""
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it says."""
    return subprocess.run([str(word) for word in command], check=False, capture_output=True, text=True)


def describe_python_types() -> None:
    """Tell qmllint what Wallboard.Model holds. Raises RuntimeError."""
    module = BUILT / "Wallboard" / "Model"
    shutil.rmtree(BUILT, ignore_errors=True)
    module.mkdir(parents=True)
    dumped = BUILT / "types.json"
    sources = [ROOT / "wallboard" / "app" / f"{name}.py" for name in TYPES]
    insist(run(tool("metaobjectdump"), "-c", "-q", "-o", dumped, *sources))
    dumped.write_text(json.dumps(with_constants(json.loads(dumped.read_text(encoding="utf-8")))), encoding="utf-8")
    insist(
        run(
            tool("qmltyperegistrar"),
            *("--generate-qmltypes", module / "model.qmltypes"),
            *("-o", BUILT / "registrations.cpp"),
            *("--import-name", "Wallboard.Model", "--major-version", "1"),
            *("--foreign-types", ",".join(str(METATYPES / name) for name in FOREIGN)),
            dumped,
        )
    )
    (module / "qmldir").write_text("module Wallboard.Model\ntypeinfo model.qmltypes\n", encoding="utf-8")


def with_constants(dumped: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The dump, completed: metaobjectdump leaves out that a property is constant. Ours are, where nothing notifies.

    A list is called after Python, and not as QML knows it.
    """
    for source in dumped:
        for made in source["classes"]:
            for one in made.get("properties", []):
                one["constant"] = "notify" not in one
                one["type"] = "QVariantList" if one["type"] == "list" else one["type"]
    return dumped


def insist(done: subprocess.CompletedProcess[str]) -> None:
    """Go on only when the program did its work. Raises RuntimeError."""
    if done.returncode != 0:
        raise RuntimeError(f"{Path(done.args[0]).name} failed:\n{done.stdout}{done.stderr}")


def warnings() -> list[str]:
    """What qmllint has to say."""
    files = [path.resolve() for path in (*sorted(MODULE.glob("*.qml")), *sorted(TESTS.glob("*.qml")))]
    done = run(tool("qmllint"), "-W", "0", "-I", BUILT, "-I", QML, *files)
    said = (done.stdout + done.stderr).strip()
    return [said] if done.returncode != 0 or said else []


def misplaced(*, fix: bool) -> list[str]:
    """The files whose layout is not qmlformat's."""
    wrong = []
    for path in (*sorted(MODULE.glob("*.qml")), *sorted(TESTS.glob("*.qml"))):
        done = run(tool("qmlformat"), path)
        if done.returncode != 0:
            wrong.append(f"{path.relative_to(ROOT)}: {done.stderr.strip()}")
        elif done.stdout != path.read_text(encoding="utf-8"):
            if fix:
                path.write_text(done.stdout, encoding="utf-8")
            else:
                wrong.append(f"{path.relative_to(ROOT)}: not in qmlformat's layout (--fix)")
    return wrong


def undeclared() -> list[str]:
    """Components that the module's qmldir leaves out, or that it alone knows."""
    lines = (MODULE / "qmldir").read_text(encoding="utf-8").splitlines()
    declared = {line.split()[-1] for line in lines if line.endswith(".qml")}
    there = {path.name for path in MODULE.glob("*.qml")}
    return [f"qmldir and folder differ: {name}" for name in sorted(declared ^ there)]


def main(words: list[str]) -> int:
    """Say what is wrong; 0 when nothing is."""
    describe_python_types()
    problems = [*undeclared(), *misplaced(fix="--fix" in words), *warnings()]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
