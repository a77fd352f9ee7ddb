"""Opaque page tokens: an offset, sealed for one query. Pure: nothing is kept.

A token is a fingerprint of query and offset, followed by the offset, covered by a pad drawn from the fingerprint.
So it looks random, cannot be made or changed without the secret, and fits no other query. Used by realtime.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from hmac import compare_digest

_FINGERPRINT_BYTES = 16
_OFFSET_BYTES = 8


def issue(secret: bytes, query: str, offset: int) -> str:
    """The token of the page that begins at this offset."""
    fingerprint = _fingerprint(secret, query, offset)
    return urlsafe_b64encode(fingerprint + _cover(secret, fingerprint, offset.to_bytes(_OFFSET_BYTES, "big"))).decode()


def redeem(secret: bytes, query: str, token: str) -> int | None:
    """The offset; None for a token that was not issued for this query."""
    try:
        raw = urlsafe_b64decode(token.encode())
    except ValueError:
        return None
    fingerprint, covered = raw[:_FINGERPRINT_BYTES], raw[_FINGERPRINT_BYTES:]
    if len(covered) != _OFFSET_BYTES:
        return None
    offset = int.from_bytes(_cover(secret, fingerprint, covered), "big")
    return offset if compare_digest(fingerprint, _fingerprint(secret, query, offset)) else None


def _fingerprint(secret: bytes, query: str, offset: int) -> bytes:
    return blake2b(f"{offset} {query}".encode(), key=secret, digest_size=_FINGERPRINT_BYTES).digest()


def _cover(secret: bytes, fingerprint: bytes, offset: bytes) -> bytes:
    pad = blake2b(fingerprint, key=secret, digest_size=_OFFSET_BYTES).digest()
    return bytes(one ^ other for one, other in zip(offset, pad, strict=True))
