"""Regions: all that the official client library knows, and any other by its domain."""

import pytest
from PureCloudPlatformClientV2 import PureCloudRegionHosts  # type: ignore[import-untyped]

from wallboard.genesys.regions import REGIONS, Region, region_of


def test_they_are_those_of_the_official_library() -> None:
    hosts = {one.value for one in PureCloudRegionHosts}
    assert {f"https://{region.api_host}" for region in REGIONS} == hosts
    assert len(REGIONS) == len(hosts) == 18


def test_no_two_are_called_the_same() -> None:
    assert len({region.name for region in REGIONS}) == len(REGIONS)


def test_the_sign_in_stands_beside_the_api() -> None:
    ireland = region_of("mypurecloud.ie")
    assert ireland in REGIONS
    assert (ireland.login_host, ireland.api_host) == ("login.mypurecloud.ie", "api.mypurecloud.ie")


@pytest.mark.parametrize(
    "text",
    [
        "mypurecloud.ie",
        " MyPureCloud.ie ",
        "api.mypurecloud.ie",
        "https://login.mypurecloud.ie/",
        "https://apps.mypurecloud.ie/directory/#/person",
    ],
)
def test_a_person_may_copy_it_from_a_browser(text: str) -> None:
    assert region_of(text).domain == "mypurecloud.ie"


def test_one_that_is_not_known_is_taken_by_its_domain() -> None:
    assert region_of("new1.pure.cloud") == Region("new1.pure.cloud", "new1.pure.cloud")
