"""A secret never shows itself by accident."""

import copy
import logging
import pickle
import subprocess
import sys

import msgspec
import pytest

from wallboard.host.secret import Secret

SECRET = Secret("hush")


def test_it_is_given_away_on_demand_alone() -> None:
    assert SECRET.reveal() == "hush"
    assert "hush" not in f"{SECRET} {SECRET!r} {SECRET!s} {[SECRET]}" + "%s" % SECRET  # noqa: UP031


def test_a_log_shows_stars(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("any").warning("it is %s", SECRET, extra={"secret": SECRET})
    assert "hush" not in caplog.text
    assert "***" in caplog.text


def test_it_is_not_written_anywhere() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(SECRET)
    with pytest.raises(TypeError):
        copy.deepcopy(SECRET)
    with pytest.raises(TypeError):
        msgspec.json.encode({"secret": SECRET})


def test_it_compares_with_nothing_and_has_no_other_attributes() -> None:
    others: list[object] = [Secret("hush"), "hush"]
    assert SECRET not in others
    assert not hasattr(SECRET, "__dict__")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core files")
def test_a_crash_leaves_no_picture_of_the_memory() -> None:
    asked = "import resource; from wallboard.host.secret import forbid_core_dumps; forbid_core_dumps(); "
    told = [sys.executable, "-c", asked + "print(resource.getrlimit(resource.RLIMIT_CORE))"]
    assert subprocess.run(told, capture_output=True, check=True, text=True).stdout == "(0, 0)\n"
