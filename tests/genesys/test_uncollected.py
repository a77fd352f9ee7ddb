"""A function during which nothing is collected."""

import gc

import pytest

from wallboard.genesys.uncollected import uncollected


@uncollected
def collects(fails: bool = False) -> bool:
    """Whether garbage is collected meanwhile."""
    if fails:
        raise ValueError("of its own")
    return gc.isenabled()


def test_nothing_is_collected_meanwhile_and_everything_as_before_afterwards() -> None:
    assert gc.isenabled()
    assert not collects()
    assert gc.isenabled()


def test_a_failure_leaves_collections_on() -> None:
    with pytest.raises(ValueError, match="of its own"):
        collects(fails=True)
    assert gc.isenabled()


def test_who_has_switched_them_off_keeps_them_off() -> None:
    gc.disable()
    try:
        assert not collects()
        assert not gc.isenabled()
    finally:
        gc.enable()
