"""The log tells what stood on the wall: once for each thing said, and no agent's name."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from wallboard.app.condition import Banner
from wallboard.app.face import BoardFace, face
from wallboard.app.link import Starting
from wallboard.app.narrator import Narrator, said
from wallboard.app.replica import Replica


def starting() -> BoardFace:
    return face(Replica(), Starting(), timedelta(), page=0)


def stale(seconds: int) -> BoardFace:
    plain = starting()
    banner = Banner("STALE DATA", f"Last update 3 min {seconds} s ago.")
    return replace(plain, condition=replace(plain.condition, badge="Stale data", message=None, banner=banner))


def test_what_only_counts_on_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    narrator = Narrator()
    for one in (starting(), starting(), stale(5), stale(6), stale(7), starting()):
        narrator.show(one)
    assert [vars(record)["badge"] for record in caplog.records] == ['"Starting"', '"Stale data"', '"Starting"']
    assert vars(caplog.records[1])["banner"] == '"STALE DATA Last update 3 min 5 s ago."'


def test_the_message_in_the_rows_stead_is_told() -> None:
    assert said(starting())["instead"].startswith("Starting The wallboard's own service")


def waiting(age: str, then: str) -> BoardFace:
    plain = starting()
    banner = Banner("STALE DATA", f"Last update {age} ago. Genesys Cloud cannot be reached{then}.")
    return replace(plain, condition=replace(plain.condition, badge="Stale data", message=None, banner=banner))


def test_neither_the_steps_of_a_countdown_nor_each_try_are_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    narrator = Narrator()
    tries = ("; next try in 28 s", "; next try in 1 min", "; next try in 3 min 2 s", "; trying again now")
    for age in ("59 s", "1 min", "1 min 1 s", "1 h", "1 h 2 min", "2 days", "3 days"):
        for then in tries:
            narrator.show(waiting(age, then))
    assert [vars(record)["banner"].rpartition("; ")[2] for record in caplog.records] == [
        'next try in 28 s."',
        'trying again now."',
    ]
    narrator.show(starting())
    narrator.show(waiting("5 s", tries[0]))
    assert [vars(record)["badge"] for record in caplog.records[2:]] == ['"Starting"', '"Stale data"']


def test_what_a_screen_says_in_another_language_is_told_in_english() -> None:
    plain = starting()
    german = replace(plain, condition=replace(plain.condition, badge="Startet", message=None), logged=plain.condition)
    assert said(german) == said(plain)
