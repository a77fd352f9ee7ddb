"""A region that nobody knows is doubted, with the nearest one beside it; a known one is not."""

import pytest

from wallboard.genesys.regions import REGIONS
from wallboard.poller.region_hint import hint_for


@pytest.mark.parametrize("region", [one.domain for one in REGIONS] + ["MyPureCloud.IE"])
def test_a_region_that_is_known_is_not_doubted(region: str) -> None:
    assert hint_for(region) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mypurecloud.i", "mypurecloud.ie, EMEA (Ireland)?"),
        ("mypureclod.de", "mypurecloud.de, EMEA (Frankfurt)?"),
        ("euw2.purecloud", "euw2.pure.cloud, EMEA (London)?"),
        ("frankfurt", "mypurecloud.de, EMEA (Frankfurt)?"),
    ],
)
def test_the_nearest_one_is_named(typed: str, meant: str) -> None:
    assert hint_for(typed).endswith(f"did you mean {meant}")


def test_where_none_is_near_none_is_named() -> None:
    assert hint_for("zzz.example") == f"zzz.example is none of the {len(REGIONS)} regions that are known."
