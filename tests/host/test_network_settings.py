"""The section about the network: what may stand in it, and what never does."""

from pathlib import Path

import pytest
import trustme

from wallboard.host.network_settings import Network, check_network
from wallboard.host.settings import parse
from wallboard.host.settings_words import SettingsError, told

PROXY = "http://proxy.example.org:8080"
REST = '[genesys]\nregion = "x.y"\nclient_id = "3f6c"\n[[boards]]\nid = "a"\ntitle = "A"\nshift_starts = ["07:00"]\n'


def refusal(network: Network) -> str:
    (found,) = check_network(network)
    return told(found, {})


@pytest.mark.parametrize(
    "network",
    [
        Network(),
        Network("none"),
        Network(PROXY),
        Network("https://10.0.0.1:3129/", "ada"),
        Network("http://[fd00::1]:8080", "EXAMPLE\\ada"),
        Network("http://proxy"),
    ],
)
def test_what_makes_sense_is_taken(network: Network) -> None:
    assert list(check_network(network)) == []


def test_it_stands_in_the_file(tmp_path: Path) -> None:
    assert parse(REST).network == Network("system", None, None)
    text = f'{REST}[network]\nproxy = "{PROXY}"\nproxy_user = "ada"\n'
    assert parse(text).network == Network(PROXY, "ada")
    with pytest.raises(SettingsError, match=r"network\.proxy = \"nne\" is not allowed"):
        parse(f'{REST}[network]\nproxy = "nne"\n')


@pytest.mark.parametrize(
    "proxy", ["", "proxy:8080", "socks5://proxy:1080", "http://", "http://proxy:0", "http://proxy:99999", "http://a b"]
)
def test_what_is_no_proxy_is_refused_with_what_is_allowed(proxy: str) -> None:
    assert refusal(Network(proxy)).startswith(
        f'network.proxy = "{proxy}" is not allowed; allowed is "system", "none", or'
    )


@pytest.mark.parametrize("proxy", ["http://ada:the-secret@proxy:8080", "http://ada@proxy:8080", "the-secret@proxy"])
def test_what_opens_a_proxy_does_not_stand_in_its_address_and_is_not_repeated(proxy: str) -> None:
    words = refusal(Network(proxy))
    assert "is kept in the keyring, by wallboard-poller login --proxy" in words
    assert "the-secret" not in words


def test_a_script_that_chooses_a_proxy_is_not_read_and_the_way_out_is_told() -> None:
    words = refusal(Network("http://wpad.example.org/proxy.pac"))
    assert "(PAC) is not read; allowed is the address of the proxy that it chooses" in words


@pytest.mark.parametrize("proxy", ["system", "none"])
def test_who_signs_in_needs_a_proxy_that_is_named(proxy: str) -> None:
    assert refusal(Network(proxy, "ada")).startswith("network.proxy_user needs the address of a proxy")


@pytest.mark.parametrize("user", ["", " ", "ada:secret", "ada\n"])
def test_a_name_that_cannot_sign_in(user: str) -> None:
    assert "without a colon" in refusal(Network(PROXY, user))


@pytest.mark.parametrize("user", ["ada:hush", "ada:", ":hush", "ada\n:hush"])
def test_a_password_behind_the_name_is_not_repeated_and_where_it_is_kept_is_told(user: str) -> None:
    words = refusal(Network(PROXY, user))
    assert words == (
        "network.proxy_user must be a name without a colon: the password is kept in the keyring, by wallboard-poller "
        "login --proxy"
    )


def test_a_file_of_authorities_is_there_and_holds_some(tmp_path: Path) -> None:
    good, bad, none = tmp_path / "ca.pem", tmp_path / "bad.pem", tmp_path / "none.pem"
    trustme.CA().cert_pem.write_to_path(str(good))
    bad.write_text("no certificate", "utf-8")
    assert list(check_network(Network(ca_file=str(good)))) == []
    assert refusal(Network(ca_file=str(bad))) == f'network.ca_file = "{bad}" holds no certificate (in PEM, as text)'
    assert (
        refusal(Network(ca_file=str(none))) == f'network.ca_file = "{none}" cannot be read: No such file or directory'
    )
    assert "the whole path of a PEM file" in refusal(Network(ca_file="ca.pem"))
    assert "the whole path of a PEM file" in refusal(Network(ca_file="/etc/\0.pem"))
    assert "the whole path of a PEM file" in refusal(Network(ca_file="file:///etc/ca.pem"))
