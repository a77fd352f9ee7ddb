"""An agent's picture: where it may be fetched from, how it is asked for, and what is taken for a picture. Pure.

Its address comes from the list of users and leads to another host, often a store for files: it is trusted no more
than any address on the Internet, and never sees the token. Used by poller.pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from ipaddress import ip_address
from struct import unpack_from
from urllib.parse import SplitResult, urlsplit

from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, failure_of

LARGEST = 1024 * 1024  # bytes
_LEAST_SIDE, _LARGEST_SIDE = 8, 4096
_LONGEST_ADDRESS = 2_000
_LONGEST_MARK = 200  # of an ETag or a date that is sent back
_PORTS = {"https": 443, "http": 80}
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
# After a start of scan: whatever is neither a stuffed byte nor a restart ends it.
_MARKER = re.compile(rb"\xff([^\x00\xff\xd0-\xd7])")
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the frame headers among the markers of a JPEG
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_SCAN, _END = 0xDA, 0xD9


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells whether a picture has changed since it was fetched: sent back as it came."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A picture, and nothing but the picture: what stood behind its end is cut off."""

    media_type: str
    body: bytes = field(repr=False)
    marks: Marks


class NoPicture(ValueError):
    """These bytes are no picture that a screen is given: why."""


def picture_version(address: str) -> str:
    """What tells the picture at this address from one at another address, without telling the address.

    >>> picture_version("https://example.invalid/ada.png")
    'fe3e620853a1'
    """
    return blake2b(address.encode(), digest_size=6).hexdigest()


def why_not(address: str, base_url: str | None) -> str | None:
    """Why nothing is fetched from this address; None where it may be tried.

    `base_url` is that of an organisation which is not in a region: what lies on that host itself may be fetched.
    """
    if len(address) > _LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
        return "it is no address"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "it is no address"
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        return "it is no address of the web"
    if "@" in parts.netloc or "\\" in address:
        return "it holds a user's name"
    if base_url is not None and _origin(parts) == _origin(urlsplit(base_url)):
        return None
    if parts.scheme != "https":
        return "it is not https"
    return None if _is_public(parts.hostname) else "it leads into a network of its own"


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _is_public(host: str) -> bool:
    """Whether the host, if it is a number, is one of the Internet; a name that leads elsewhere is for the network."""
    name = host.rstrip(".")
    try:
        address = ip_address(name)
    except ValueError:
        last = name.rpartition(".")[2]
        # 127.1, 0x7f000001 and 2130706433 are numbers as well, to whoever looks them up.
        is_number = last.isdigit() or last.startswith("0x")
        return bool(name) and not is_number and last != "localhost" and "." in name
    return address.is_global and not address.is_multicast


def picture_request(address: str, known: Marks | None) -> tuple[str, Request]:
    """The host and what to ask it for: the picture, or word that the one that is known has not changed."""
    parts = urlsplit(address)
    # Nothing packed is asked for: a picture is packed already, and what unpacks to a flood is no picture.
    headers = {"Accept": "image/png, image/jpeg", "Accept-Encoding": "identity"}
    if known is not None and known.etag is not None:
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified is not None:
        headers["If-Modified-Since"] = known.last_modified
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return f"{parts.scheme}://{parts.netloc}", Request("GET", path, headers=headers)


def decode_picture(request: Request, reply: Reply) -> Fetched | None:
    """The picture in an answer; None: the one that is known has not changed. Raises GenesysError."""
    if reply.status == 304 and {"If-None-Match", "If-Modified-Since"} & request.headers.keys():
        return None
    failure = failure_of(request, reply)
    if failure is not None:
        raise failure
    if reply.status != 200:
        raise BadReply(request.path, f"answered {reply.status}", reply.status)
    if reply.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise BadReply(request.path, "sends a picture packed, which was not asked for", reply.status)
    try:
        media_type, end = measured(reply.body)
    except NoPicture as error:
        raise BadReply(request.path, str(error), reply.status) from error
    marks = Marks(_mark(reply, "etag"), _mark(reply, "last-modified"))
    return Fetched(media_type, reply.body[:end], marks)


def _mark(reply: Reply, name: str) -> str | None:
    told = reply.headers.get(name, "")
    sound = 0 < len(told) <= _LONGEST_MARK and told.isascii() and told.isprintable()
    return told if sound else None


def measured(body: bytes) -> tuple[str, int]:
    """The media type of a picture and where it ends, by its own bytes alone. Raises NoPicture."""
    if len(body) > LARGEST:
        raise NoPicture(f"it is larger than {LARGEST} bytes")
    if body.startswith(_PNG):
        media_type, (width, height, end) = "image/png", _png(body)
    elif body.startswith(_JPEG):
        media_type, (width, height, end) = "image/jpeg", _jpeg(body)
    else:
        raise NoPicture("it is neither PNG nor JPEG")
    if not (_LEAST_SIDE <= width <= _LARGEST_SIDE and _LEAST_SIDE <= height <= _LARGEST_SIDE):
        raise NoPicture(f"it is {width} by {height} pixels")
    return media_type, end


def _png(body: bytes) -> tuple[int, int, int]:
    """Width, height and end, from the first chunk to the last."""
    width = height = 0
    place = len(_PNG)
    while place + 12 <= len(body):
        length, kind = unpack_from(">I4s", body, place)
        if place == len(_PNG):
            if kind != b"IHDR" or length != 13 or place + 25 > len(body):
                raise NoPicture("it is no PNG")
            width, height = unpack_from(">II", body, place + 8)
        place += 12 + length
        if kind == b"IEND" and place <= len(body):
            return width, height, place
    raise NoPicture("it is cut off")


def _jpeg(body: bytes) -> tuple[int, int, int]:
    """Width, height and end, from marker to marker."""
    width = height = 0
    for marker, place in _markers(body):
        if marker == _END:
            return width, height, place
        if marker in _SIZES:
            if place + 7 > len(body):
                break
            height, width = unpack_from(">HH", body, place + 3)
    raise NoPicture("it is cut off")


def _markers(body: bytes) -> Iterator[tuple[int, int]]:
    """The markers of a JPEG, and where the content of each begins. Raises NoPicture."""
    place = len(_JPEG)
    while place + 2 <= len(body):
        if body[place] != 0xFF:
            raise NoPicture("it is no JPEG")
        marker = body[place + 1]
        place += 1 if marker == 0xFF else 2  # fill bytes may come before a marker
        if marker == 0xFF:
            continue
        yield marker, place
        if marker in _ALONE:
            continue
        if place + 2 > len(body):
            return
        (length,) = unpack_from(">H", body, place)
        if length < 2:
            raise NoPicture("it is no JPEG")
        place += length
        if marker == _SCAN:
            found = _MARKER.search(body, place)
            if found is None:
                return
            place = found.start()
