"""Who may write what holds for all users of a machine: the administrator, and nobody else."""

import os
from pathlib import Path

import pytest

from wallboard.host import ownership

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has access lists instead")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One as it should be, but for its owner: he who runs this test."""
    path = tmp_path.resolve() / "our folder" / "policy.toml"
    path.parent.mkdir(mode=0o755)
    path.touch()
    path.chmod(0o644)
    return path


def fault(path: Path, *, owned: bool = True) -> str | None:
    """Of a file whose owner is the administrator, or another."""
    mine = path.stat().st_uid
    return ownership.fault(path, mine if owned else mine + 1)


def test_what_only_its_owner_may_write_is_as_it_should_be(file: Path) -> None:
    assert fault(file) is None
    file.chmod(0o600)
    assert fault(file) is None


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_may_write(file: Path, mode: int) -> None:
    file.chmod(mode)
    assert fault(file) == f"may be written by others than root: run chmod go-w '{file}'"


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o1777])
def test_a_folder_that_others_may_write(file: Path, mode: int) -> None:
    file.parent.chmod(mode)
    assert fault(file) == f"may be written by others than root: run chmod go-w '{file.parent}'"


def test_an_ordinary_user_as_the_owner_of_file_and_folder(file: Path) -> None:
    assert fault(file, owned=False) == (
        f"may be written by others than root: run chown root '{file.parent}' && chown root '{file}'"
    )


def test_the_administrator_is_root_unless_another_is_named(file: Path) -> None:
    assert (ownership.fault(file) is None) == (file.stat().st_uid == 0)


def test_behind_a_link_the_place_that_it_leads_to_counts_too(file: Path, tmp_path: Path) -> None:
    link = tmp_path.resolve() / "policy.toml"
    link.symlink_to(file)
    assert fault(link) is None
    file.parent.chmod(0o777)
    assert fault(link) == f"may be written by others than root: run chmod go-w '{file.parent}'"


def test_what_is_not_there_is_for_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ownership.fault(tmp_path / "none.toml")
