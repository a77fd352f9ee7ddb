"""The workflow for builders names what there is, in the shape that it has to have. It has never run."""

import importlib
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / ".github" / "workflows" / "build.yml").read_text("utf-8")

verbs: Any = importlib.import_module("verbs")
package: Any = importlib.import_module("package")


def jobs() -> dict[str, str]:
    """Each job's own lines, by its name."""
    found = re.split(r"(?m)^  ([\w-]+):\n(?=    )", TEXT.partition("\njobs:\n")[2])
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_every_verb_it_runs_exists() -> None:
    commands = re.findall(r"python3? packaging/dev\.py (\w+)((?: \w+)*)", TEXT)
    assert {verb for verb, _ in commands} <= {*verbs.PLAIN, *verbs.PASSING_ON}
    assert {"check", "test", "freeze", "package"} <= {verb for verb, _ in commands}
    assert {kind for verb, kinds in commands if verb == "package" for kind in kinds.split()} <= set(package.KINDS)


def test_every_script_it_runs_exists() -> None:
    scripts = set(re.findall(r"python3? (packaging/\w+\.py)", TEXT))
    assert [name for name in scripts if not (ROOT / name).is_file()] == []
    assert TEXT.count("packaging/selftest.py") == 3, "each system proves its own build"


def test_every_action_is_pinned_to_a_commit() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one)] == []


def test_every_job_has_a_builder_a_limit_and_waits_for_jobs_there_are() -> None:
    found = jobs()
    assert {"linux", "windows", "macos"} <= set(found)
    for text in found.values():
        assert re.search(r"(?m)^    runs-on: \S+$", text)
        assert re.search(r"(?m)^    timeout-minutes: \d+$", text)
        needed = re.search(r"(?m)^    needs: (.+)$", text)
        if needed is not None:
            assert set(re.findall(r"[\w-]+", needed[1])) <= set(found)


def test_it_has_the_indentation_of_yaml() -> None:
    assert "\t" not in TEXT
    assert [line for line in TEXT.splitlines() if (len(line) - len(line.lstrip(" "))) % 2] == []


def test_signing_waits_for_a_certificate() -> None:
    steps = re.split(r"(?m)^      - ", TEXT)
    signing = [step for step in steps if re.search(r"signtool|codesign|notarytool|security import", step)]
    assert len(signing) == 5
    assert all("if: env.CERTIFICATE != ''" in step for step in signing)
