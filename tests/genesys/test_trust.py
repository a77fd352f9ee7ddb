"""Whose certificates are believed, seen by handshakes; on Windows and macOS the system itself is asked."""

import ssl
from pathlib import Path

import pytest
import trustme
import truststore

from wallboard.genesys.trust import PLACES, authorities

NOT_LINUX = ["win32", "darwin"]


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system whose OpenSSL finds nothing where it was told to look."""
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "empty"))


def file_of(authority: trustme.CA, path: Path) -> str:
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def bundled() -> ssl.SSLContext:
    raise AssertionError("not asked for")


def believes(context: ssl.SSLContext, authority: trustme.CA, host: str = "host.x") -> bool:
    """Whether a host with a certificate of this authority is believed to be the one that is asked for."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("host.x").configure_cert(server_side)
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(to_client, to_server, server_hostname=host)
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    for one in (client, server, client):
        try:
            one.do_handshake()
        except ssl.SSLWantReadError:
            continue
        except ssl.SSLCertVerificationError:
            return False
    return True


def test_the_file_of_the_system_where_openssl_knows_of_none(tmp_path: Path) -> None:
    known, other = trustme.CA(), trustme.CA()
    context = authorities(None, bundled, platform="linux", places=["/nowhere.pem", file_of(known, tmp_path / "ca.pem")])
    assert (believes(context, known), believes(context, other)) == (True, False)


def test_what_the_environment_names_stands_in_the_systems_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    systems, named = trustme.CA(), trustme.CA()
    monkeypatch.setenv("SSL_CERT_FILE", file_of(named, tmp_path / "named.pem"))
    context = authorities(None, bundled, platform="linux", places=[file_of(systems, tmp_path / "ca.pem")])
    assert (believes(context, named), believes(context, systems)) == (True, False)


def test_one_more_file_counts_besides(tmp_path: Path) -> None:
    systems, more = trustme.CA(), trustme.CA()
    place = file_of(systems, tmp_path / "ca.pem")
    context = authorities(file_of(more, tmp_path / "more.pem"), bundled, platform="linux", places=[place])
    assert (believes(context, systems), believes(context, more), believes(context, trustme.CA())) == (True, True, False)


def test_a_system_without_a_store_takes_what_comes_with_the_program(tmp_path: Path) -> None:
    ours = trustme.CA()

    def own() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        ours.configure_trust(context)
        return context

    assert believes(authorities(None, own, platform="linux", places=[str(tmp_path / "none.pem")]), ours)


def test_the_name_has_to_be_right_as_well(tmp_path: Path) -> None:
    known = trustme.CA()
    context = authorities(
        file_of(known, tmp_path / "ca.pem"), bundled, platform="linux", places=[str(tmp_path / "ca.pem")]
    )
    assert not believes(context, known, "another.x")


def test_a_file_that_is_gone_is_no_reason_to_believe_anybody(tmp_path: Path) -> None:
    own = ssl.create_default_context
    with pytest.raises(OSError, match="No such file"):
        authorities(str(tmp_path / "gone.pem"), own, platform="linux", places=[])


@pytest.mark.parametrize("platform", NOT_LINUX)
def test_elsewhere_the_system_is_asked_and_files_count_besides(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, more = trustme.CA(), trustme.CA()
    monkeypatch.setenv("SSL_CERT_FILE", file_of(named, tmp_path / "named.pem"))
    monkeypatch.delenv("SSL_CERT_DIR")
    context = authorities(file_of(more, tmp_path / "more.pem"), bundled, platform=platform)
    assert type(context) is truststore.SSLContext
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert (believes(context, named), believes(context, more), believes(context, trustme.CA())) == (True, True, False)


def test_the_places_are_whole_paths() -> None:
    assert all(place.startswith("/etc/") for place in PLACES)
