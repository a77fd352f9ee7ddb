"""Whether the system names a script that chooses a proxy. On Windows and macOS themselves this is not run here."""

import sys

import pytest

from wallboard.host.proxy_script import named_script, of_macos

TOLD = """<dictionary> {
  HTTPEnable : 0
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://wpad.example.org/proxy.pac
  ProxyAutoDiscoveryEnable : 0
}
"""


@pytest.mark.parametrize(
    ("told", "address"),
    [
        (TOLD, "http://wpad.example.org/proxy.pac"),
        (TOLD.replace("ConfigEnable : 1", "ConfigEnable : 0"), None),
        ("<dictionary> {\n  HTTPEnable : 0\n}\n", None),
        ("", None),
    ],
)
def test_what_macos_says_of_it(told: str, address: str | None) -> None:
    assert of_macos(told) == address


@pytest.mark.skipif(sys.platform != "linux", reason="what other systems name is their user's")
def test_on_linux_there_is_none() -> None:
    assert named_script() is None
    assert named_script("win32") is None  # there is no registry


def test_a_mac_that_cannot_tell_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", lambda *_, **__: (_ for _ in ()).throw(OSError("none")))
    assert named_script("darwin") is None
