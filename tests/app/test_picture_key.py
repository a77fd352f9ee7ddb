"""A picture's address leads back to the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl

from tests.app.known import row
from wallboard.app import picture_key
from wallboard.app.picture_key import PictureKey, key_of, url

ODD = PictureKey("a/b?c#d", "100 % ü/old")


def asked_by_qt(address: str) -> str:
    """What Qt asks a provider for: the address without scheme and provider, decoded as far as QUrl deems pretty."""
    parts = QUrl.ComponentFormattingOption.PrettyDecoded
    return QUrl(address).path(parts).removeprefix("/")


def test_an_agent_without_a_picture_has_no_key() -> None:
    assert key_of(row(id="a")) is None
    assert key_of(row(id="a", picture="")) is None
    assert key_of(row(id="a", picture="v1")) == PictureKey("a", "v1")


def test_the_address_of_a_plain_one() -> None:
    assert url(PictureKey("a-1", "v1"), old=False) == "image://agents/a-1/v1"
    assert url(PictureKey("a-1", "v1"), old=True) == "image://agents/a-1/v1/old"


@given(st.builds(PictureKey, st.text(min_size=1), st.text(min_size=1)), st.booleans())
def test_every_address_leads_back_through_qt(key: PictureKey, old: bool) -> None:
    assert picture_key.read(asked_by_qt(url(key, old=old))) == (key, old)


@pytest.mark.parametrize("old", [False, True])
def test_odd_names_lead_back_too(old: bool) -> None:
    assert picture_key.read(asked_by_qt(url(ODD, old=old))) == (ODD, old)


@pytest.mark.parametrize("path", ["", "a", "a/b/c", "a/b/old/d"])
def test_anything_else_is_no_picture(path: str) -> None:
    assert picture_key.read(path) is None
