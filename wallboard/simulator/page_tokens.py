"""Opaque page tokens: an offset and when it was told, sealed for one query. Pure: nothing is kept.

A token is a fingerprint of query, offset and instant, followed by these two, covered by a pad drawn from the
fingerprint. So it looks random, cannot be made or changed without the secret, and fits no other query. Used by
realtime.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest

_FINGERPRINT_BYTES = 16
_OFFSET_BYTES = 8
_INSTANT_BYTES = 6
_LENGTH = _FINGERPRINT_BYTES + _OFFSET_BYTES + _INSTANT_BYTES


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins, and when its token was told, in milliseconds since 1970."""

    offset: int
    told_at: int


def issue(secret: bytes, query: str, place: Place) -> str:
    """The token of the page that begins at this place."""
    fingerprint = _fingerprint(secret, query, place)
    plain = place.offset.to_bytes(_OFFSET_BYTES, "big") + place.told_at.to_bytes(_INSTANT_BYTES, "big")
    return urlsafe_b64encode(fingerprint + _cover(secret, fingerprint, plain)).decode()


def redeem(secret: bytes, query: str, token: str) -> Place | None:
    """The place; None for a token that was not issued for this query."""
    try:
        raw = urlsafe_b64decode(token.encode())
    except ValueError:
        return None
    if len(raw) != _LENGTH:
        return None
    fingerprint = raw[:_FINGERPRINT_BYTES]
    plain = _cover(secret, fingerprint, raw[_FINGERPRINT_BYTES:])
    place = Place(int.from_bytes(plain[:_OFFSET_BYTES], "big"), int.from_bytes(plain[_OFFSET_BYTES:], "big"))
    return place if compare_digest(fingerprint, _fingerprint(secret, query, place)) else None


def _fingerprint(secret: bytes, query: str, place: Place) -> bytes:
    told = f"{place.offset} {place.told_at} {query}".encode()
    return blake2b(told, key=secret, digest_size=_FINGERPRINT_BYTES).digest()


def _cover(secret: bytes, fingerprint: bytes, plain: bytes) -> bytes:
    pad = blake2b(fingerprint, key=secret, digest_size=len(plain)).digest()
    return bytes(one ^ other for one, other in zip(plain, pad, strict=True))
