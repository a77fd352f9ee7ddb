"""A secret never shows itself by accident."""

import copy
import logging
import pickle

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
