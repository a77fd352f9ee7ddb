"""The house rules that no linter knows."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from wallboard import __version__

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "locks"
LONGEST = 300
MADE_BY_TOOLS = re.compile(r"\.git|\.venv|build|dist|__pycache__|\..*_cache|\.hypothesis|\.coverage.*")

# In pieces, so that this file is not found by its own rules.
REGISTRIES = (
    "py" + "pi.org",
    "pythonhosted" + ".org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "crates" + ".io",
)
OTHERS = ("proxy.golang" + ".org", "rubygems" + ".org", "conda" + ".anaconda.org", "repo.maven" + ".apache.org")
REGISTRY = re.compile("|".join(re.escape(host) for host in (*REGISTRIES, *OTHERS)))
MACHINE_PATH = re.compile(
    r"(?<![\w.~/*-])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", r"home/\w+", r"Users/\w+")) + ")/"
)
UNFINISHED = re.compile("#" + r"\s*(?:TO" + "DO|FIX" + "ME|XX" + "X)")


def committed_files() -> list[Path]:
    """Every file that is or would be committed; without git, every file that is not made by a tool."""
    asked = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode()
        paths = [ROOT / name for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if not any(map(_made_by_tools, path.relative_to(ROOT).parts))]
    return [path for path in paths if path.is_file() and path != ROOT / "wallboard.png"]  # the demo's picture


def _made_by_tools(name: str) -> bool:
    return MADE_BY_TOOLS.fullmatch(name) is not None


def committed_texts() -> dict[str, str]:
    """The committed files that are text, by their path inside the project."""
    texts = {}
    for path in committed_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts[path.relative_to(ROOT).as_posix()] = content.decode("utf-8", "replace")
    return texts


def found(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in committed files."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in committed_texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_committed_file_names_a_package_registry() -> None:
    assert found(REGISTRY) == []


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    assert found(MACHINE_PATH) == []


def test_nothing_is_left_unfinished_in_a_comment() -> None:
    assert found(UNFINISHED) == []


@pytest.mark.parametrize(
    ("pattern", "caught", "passed"),
    [
        (REGISTRY, "--index-url https://" + "py" + "pi.org/simple", "an index of ours"),
        (MACHINE_PATH, "cd /" + "work/main", "https://example.org/" + "work/list"),
        (MACHINE_PATH, '"/' + 'home/ada/x"', "tests/" + "work/list"),
        (UNFINISHED, "x = 1  # TO" + "DO later", "a to" + "do list"),
    ],
)
def test_the_patterns_catch_what_they_should(pattern: re.Pattern[str], caught: str, passed: str) -> None:
    assert pattern.search(caught)
    assert not pattern.search(passed)


def test_every_module_has_its_test_file() -> None:
    modules = [path.relative_to(ROOT / "wallboard") for path in (ROOT / "wallboard").glob("*/**/*.py")]
    twins = [Path("tests", path.parent, f"test_{path.name}") for path in modules if path.name != "__init__.py"]
    missing = sorted(twin.as_posix() for twin in twins if not (ROOT / twin).exists())
    if missing:
        pytest.fail("these are missing:\n" + "\n".join(missing), pytrace=False)


def test_no_file_of_the_product_grows_too_long() -> None:
    lengths = {
        name: text.count("\n")
        for name, text in committed_texts().items()
        if name.startswith(("wallboard/", "packaging/"))
    }
    source = {name: length for name, length in lengths.items() if name.endswith((".py", ".qml"))}
    assert {name: length for name, length in source.items() if length > LONGEST} == {}


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "wallboard/__init__.py"
    quoted = re.compile(rf"""["']{re.escape(__version__)}["']""")
    sources = [place for place in found(quoted) if place.split(":")[0].endswith((".py", ".qml", ".toml", ".spec"))]
    assert [place.split(":")[0] for place in sources] == ["wallboard/__init__.py"]


def pins(lock: str) -> dict[str, str]:
    """The versions that a lock holds, by the package's canonical name."""
    lines = (LOCKS / lock).read_text("utf-8").splitlines()
    found_pins = [re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", line) for line in lines]
    return {canonicalize_name(pin[1]): pin[2] for pin in found_pins if pin}


def unmet(requirements: list[str], lock: str) -> list[str]:
    """The requirements that a lock does not fulfil."""
    locked = pins(lock)
    asked = [Requirement(text) for text in requirements]
    return [str(one) for one in asked if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))]


def test_the_locks_fulfil_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runtime = project["project"]["dependencies"]
    assert unmet(runtime, "run.txt") == []
    assert (
        unmet([*runtime, *project["dependency-groups"]["dev"], *project["build-system"]["requires"]], "dev.txt") == []
    )


def test_both_locks_agree() -> None:
    assert pins("run.txt").items() <= pins("dev.txt").items()


def test_every_package_of_the_tests_proxy_has_hashes_whichever_python_it_is_for() -> None:
    text = re.sub(r"(?m)^#.*\n", "", (LOCKS / "proxy.txt").read_text("utf-8")).strip()
    assert [package for package in re.split(r"\n(?=[A-Za-z0-9])", text) if "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("lock", ["dev.txt", "run.txt"])
def test_every_locked_package_has_hashes(lock: str) -> None:
    text = (LOCKS / lock).read_text("utf-8")
    packages = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^#.*\n", "", text).strip())
    assert len(packages) == len(pins(lock))
    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_the_house_has_its_fixed_top_level() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in committed_files()}
    fixed = {"pyproject.toml", "wallboard", "resources", "tests", "packaging", "README.md", "LICENSE", "CHANGELOG.md"}
    assert {name for name in top if not name.startswith(".")} == fixed
