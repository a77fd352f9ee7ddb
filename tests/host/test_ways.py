"""By which proxy an address is asked: as the settings say, as the system says, and never within this machine."""

from collections.abc import Mapping

import pytest

from wallboard.host.network_settings import Network
from wallboard.host.secret import Secret
from wallboard.host.ways import NoWay, Proxy, System, WayOut

SECRET = "the-secret-itself"
URL = "https://api.x.org"


class OfSystem(System):
    """A system with these proxies, that spares one domain."""

    def __init__(self, proxies: Mapping[str, str], spared: str = "") -> None:
        self._proxies = proxies
        self._spared = spared

    def proxies(self) -> Mapping[str, str]:
        return self._proxies

    def spares(self, host: str) -> bool:
        return bool(self._spared) and host.endswith(self._spared)


NOTHING = OfSystem({})


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


class TestOfTheSystem:
    def test_none(self) -> None:
        assert WayOut().proxy_to(URL, NOTHING) is None
        assert WayOut().proxy_to(URL) is None

    @pytest.mark.parametrize(
        ("name", "value", "shown"),
        [
            ("HTTPS_PROXY", "http://proxy.x:3128", "http://proxy.x:3128"),
            ("https_proxy", "proxy.x:3128", "http://proxy.x:3128"),
            ("ALL_PROXY", "https://proxy.x", "https://proxy.x:443"),
            ("HTTPS_PROXY", "http://[fd00::1]:3128", "http://[fd00::1]:3128"),
        ],
    )
    def test_the_environments(self, monkeypatch: pytest.MonkeyPatch, name: str, value: str, shown: str) -> None:
        monkeypatch.setenv(name, value)
        proxy = WayOut().proxy_to(URL)
        assert proxy is not None
        assert (proxy.shown, proxy.pair) == (shown, None)

    def test_that_of_the_kind_of_address(self) -> None:
        system = OfSystem({"http": "http://one:1", "https": "http://other:2"})
        assert WayOut().proxy_to(URL, system) == Proxy("http", "other", 2)
        assert WayOut().proxy_to("http://pictures.x.org", system) == Proxy("http", "one", 1)

    def test_whom_it_spares_is_asked_straight(self, monkeypatch: pytest.MonkeyPatch) -> None:
        system = OfSystem({"https": "http://proxy.x:3128"}, "x.org")
        assert WayOut().proxy_to(URL, system) is None
        assert WayOut().proxy_to("https://api.y.org", system) is not None
        monkeypatch.setenv("HTTPS_PROXY", "http://proxy.x:3128")
        monkeypatch.setenv("NO_PROXY", "y.org,.x.org")
        assert WayOut().proxy_to(URL) is None

    def test_what_opens_it_is_not_shown(self) -> None:
        proxy = WayOut().proxy_to(URL, OfSystem({"https": f"http://a%40da:{SECRET}@proxy.x:3128"}))
        assert proxy is not None
        assert proxy.pair == ("a@da", SECRET)
        assert SECRET not in proxy.shown + repr(proxy)

    @pytest.mark.parametrize("value", ["socks5://proxy.x:1080", f"http://ada:{SECRET}@proxy.x:99999999", "http://[x"])
    def test_one_that_cannot_be_used(self, value: str) -> None:
        with pytest.raises(NoWay) as caught:
            WayOut().proxy_to(URL, OfSystem({"https": value}))
        assert SECRET not in str(caught.value)


class TestOfTheSettings:
    def test_none_whatever_the_system_says(self) -> None:
        assert WayOut(Network("none")).proxy_to(URL, OfSystem({"https": "http://proxy.x:3128"})) is None

    def test_one_whatever_the_system_says(self) -> None:
        way_out = WayOut(Network("http://named.x:8080", "ada"), Secret(SECRET))
        proxy = way_out.proxy_to(URL, OfSystem({"https": "http://proxy.x:3128"}, "x.org"))
        assert proxy is not None
        assert (proxy.shown, proxy.pair) == ("http://named.x:8080", ("ada", SECRET))
        assert SECRET not in repr(way_out)

    def test_without_a_password_it_is_asked_without_a_name(self) -> None:
        proxy = WayOut(Network("http://named.x:8080", "ada")).proxy_to(URL, NOTHING)
        assert proxy is not None
        assert proxy.pair is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:9000", "https://localhost", "http://[::1]:1"])
def test_within_this_machine_there_is_none(url: str) -> None:
    system = OfSystem({"http": "http://proxy.x:3128", "https": "http://proxy.x:3128"})
    assert WayOut().proxy_to(url, system) is None
    assert WayOut(Network("http://named.x:8080")).proxy_to(url, system) is None
