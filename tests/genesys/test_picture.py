"""Pictures: which addresses are refused, and what is taken for a picture; the truth is Qt's own encoders."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.images import image, is_readable
from wallboard.genesys.errors import BadReply, GenesysError, ServerFailed, Throttled
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.picture import (
    LARGEST,
    Fetched,
    Marks,
    NoPicture,
    decode_picture,
    measured,
    picture_request,
    picture_version,
    why_not,
)

PNG, JPEG = image("png"), image("jpeg")
REQUEST = Request("GET", "/ada.png")
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


class TestAddress:
    @pytest.mark.parametrize(
        "address",
        [
            "https://prod-apps.example.com/ada-x48.png",
            "https://store.example.com:8443/a/b?signature=a%2Fb&expires=1#top",
            "https://8.8.8.8/ada.png",
            "https://[2606:4700::1111]/ada.png",
        ],
    )
    def test_a_host_of_the_internet_over_https_may_be_asked(self, address: str) -> None:
        assert why_not(address, None) is None
        assert why_not(address, "http://127.0.0.1:8080") is None

    @pytest.mark.parametrize(
        "address",
        [
            "http://example.com/ada.png",
            "ftp://example.com/ada.png",
            "file:///etc/passwd",
            "data:image/png;base64,AAAA",
            "/api/v2/users/ada/picture",
            "//example.com/ada.png",
            "",
            "https://",
            "https://ada@example.com/ada.png",
            "https://ada:secret@example.com/ada.png",
            "https://@example.com/ada.png",
            "https://example.com\\@evil.example/ada.png",
            "https://example.com:0/ada.png",
            "https://example.com:x/ada.png",
            "https://[::1/ada.png",
            "https://example.com/a b.png",
            "https://example.com/\r\nHost: evil.example",
            "https://example.com/" + "a" * 2_000,
        ],
    )
    def test_what_is_no_plain_https_address_is_refused(self, address: str) -> None:
        assert why_not(address, None)

    @pytest.mark.parametrize(
        "host",
        [
            *("127.0.0.1", "127.1.2.3", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.1.2.3"),
            *("127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "100.64.0.1", "224.0.0.1", "127.0.0.1."),
            *("[::1]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::]"),
            *("localhost", "LOCALHOST", "localhost.", "a.localhost", "intranet"),
        ],
    )
    def test_a_network_of_its_own_is_not_reached_through_a_picture(self, host: str) -> None:
        assert why_not(f"https://{host}/ada.png", None) == "it leads into a network of its own"
        assert why_not(f"https://{host}:8443/ada.png", "http://127.0.0.1:8080")

    def test_an_organisation_on_this_machine_may_give_out_its_own_pictures_and_no_others(self) -> None:
        base_url = "http://127.0.0.1:8080"
        assert why_not("http://127.0.0.1:8080/pictures/ada.png", base_url) is None
        for other in ("http://127.0.0.1:8081/a", "http://localhost:8080/a", "https://127.0.0.1:8080/a"):
            assert why_not(other, base_url)
        assert why_not("http://ada@127.0.0.1:8080/a", base_url)

    def test_a_version_tells_addresses_apart_and_does_not_tell_them(self) -> None:
        one, other = "https://example.com/a?key=hush", "https://example.com/b?key=hush"
        assert picture_version(one) == picture_version(one) != picture_version(other)
        assert "hush" not in picture_version(one)
        assert len(picture_version(one)) == 12


class TestRequest:
    def test_the_address_is_asked_as_it_is_without_its_fragment(self) -> None:
        host, request = picture_request("https://store.example.com:8443/a%2Fb?x=%2B&y=1#top", None)
        assert (host, request.method, request.path) == ("https://store.example.com:8443", "GET", "/a%2Fb?x=%2B&y=1")
        assert request.params == ()
        assert request.headers == {"Accept": "image/png, image/jpeg", "Accept-Encoding": "identity"}

    def test_what_is_known_is_told(self) -> None:
        _, request = picture_request("https://example.com", Marks('"7"', "Mon, 23 Nov 2026 10:00:00 GMT"))
        assert request.path == "/"
        assert request.headers["If-None-Match"] == '"7"'
        assert request.headers["If-Modified-Since"] == "Mon, 23 Nov 2026 10:00:00 GMT"


class TestMeasured:
    @pytest.mark.parametrize(
        ("kind", "progressive"), [("png", False), ("jpeg", False), ("jpeg", True)], ids=["png", "jpeg", "progressive"]
    )
    @pytest.mark.parametrize(("width", "height"), [(8, 8), (48, 48), (97, 131)])
    def test_a_real_picture_ends_where_its_bytes_end(
        self, kind: str, progressive: bool, width: int, height: int
    ) -> None:
        body = image(kind, width, height, progressive=progressive)
        assert measured(body) == (f"image/{kind}", len(body))

    @pytest.mark.parametrize("kind", ["png", "jpeg"])
    @pytest.mark.parametrize(("width", "height"), [(7, 48), (48, 7), (4097, 8), (8, 4097)])
    def test_a_side_that_is_too_short_or_too_long_is_refused(self, kind: str, width: int, height: int) -> None:
        with pytest.raises(NoPicture, match=f"it is {width} by {height} pixels"):
            measured(image(kind, width, height))

    @pytest.mark.parametrize("kind", ["png", "jpeg"])
    def test_the_longest_side_is_allowed(self, kind: str) -> None:
        assert measured(image(kind, 4096, 8))[0] == f"image/{kind}"

    @pytest.mark.parametrize("kind", ["png", "jpeg"])
    def test_whatever_is_cut_off_is_refused(self, kind: str) -> None:
        whole = image(kind, 16, 16)
        for length in range(len(whole)):
            with pytest.raises(NoPicture):
                measured(whole[:length])

    @pytest.mark.parametrize(
        "body",
        [b"", SVG, b"GIF89a" + bytes(100), b"RIFF....WEBP", b"<html>", b"BM" + bytes(60), b"\x89PNG\r\n\x1a\n"],
        ids=["nothing", "svg", "gif", "webp", "html", "bmp", "only the mark"],
    )
    def test_what_is_neither_png_nor_jpeg_is_refused(self, body: bytes) -> None:
        with pytest.raises(NoPicture):
            measured(body)

    def test_what_is_larger_than_a_mebibyte_is_refused(self) -> None:
        with pytest.raises(NoPicture, match="larger"):
            measured(PNG + bytes(LARGEST))

    def test_a_png_that_says_it_is_huge_is_refused_whatever_it_holds(self) -> None:
        header = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)
        chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
        with pytest.raises(NoPicture):
            measured(PNG[:8] + chunk + PNG[33:])

    @given(st.sampled_from([PNG, JPEG]), st.integers(0, 400), st.binary(min_size=1, max_size=40))
    def test_noise_is_refused_or_stays_within_the_body(self, whole: bytes, place: int, noise: bytes) -> None:
        body = whole[:place] + noise + whole[place + len(noise) :]
        try:
            _, end = measured(body)
        except NoPicture:
            return
        assert 0 < end <= len(body)

    @pytest.mark.parametrize("body", [b"\xff\xd8" + b"\xff" * 500_000, b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_000])
    def test_a_jpeg_without_an_end_is_soon_given_up(self, body: bytes) -> None:
        with pytest.raises(NoPicture):
            measured(body)


class TestDecode:
    @pytest.mark.parametrize(("kind", "body"), [("png", PNG), ("jpeg", JPEG)])
    def test_the_bytes_say_what_it_is_whatever_the_header_says(self, kind: str, body: bytes) -> None:
        fetched = decode_picture(REQUEST, Reply(200, {"content-type": "text/html"}, body))
        assert fetched == Fetched(f"image/{kind}", body, Marks())

    def test_a_header_makes_no_picture_of_a_page(self) -> None:
        with pytest.raises(BadReply, match="neither PNG nor JPEG"):
            decode_picture(REQUEST, Reply(200, {"content-type": "image/png"}, SVG))

    @pytest.mark.parametrize(("kind", "body"), [("png", PNG), ("jpeg", JPEG)])
    def test_of_a_picture_that_is_something_else_as_well_the_picture_alone_is_taken(
        self, kind: str, body: bytes
    ) -> None:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            files.writestr("run.html", "<script>alert(1)</script>")
        both = body + archive.getvalue()
        assert zipfile.is_zipfile(io.BytesIO(both))
        fetched = decode_picture(REQUEST, Reply(200, {}, both))
        assert fetched is not None
        assert fetched.body == body
        assert is_readable(fetched.body, kind)

    def test_marks_are_kept_as_they_came_and_odd_ones_are_not(self) -> None:
        told = {"etag": 'W/"7"', "last-modified": "Mon, 23 Nov 2026 10:00:00 GMT"}
        fetched = decode_picture(REQUEST, Reply(200, told, PNG))
        assert fetched is not None
        assert fetched.marks == Marks('W/"7"', "Mon, 23 Nov 2026 10:00:00 GMT")
        odd = decode_picture(REQUEST, Reply(200, {"etag": "ü", "last-modified": "x" * 201}, PNG))
        assert odd is not None
        assert odd.marks == Marks()

    def test_not_modified_is_an_answer_to_a_question_alone(self) -> None:
        _, asked = picture_request("https://example.com/a", Marks('"7"'))
        assert decode_picture(asked, Reply(304, {}, b"")) is None
        with pytest.raises(BadReply):
            decode_picture(REQUEST, Reply(304, {}, b""))

    @pytest.mark.parametrize(
        ("reply", "kind"),
        [
            (Reply(301, {"location": "https://elsewhere.example/a"}, b""), BadReply),
            (Reply(404, {}, b""), BadReply),
            (Reply(206, {}, PNG), BadReply),
            (Reply(429, {}, b""), Throttled),
            (Reply(503, {}, b""), ServerFailed),
            (Reply(200, {"content-encoding": "gzip"}, PNG), BadReply),
        ],
    )
    def test_every_other_answer_is_an_error(self, reply: Reply, kind: type[GenesysError]) -> None:
        with pytest.raises(kind):
            decode_picture(REQUEST, reply)
