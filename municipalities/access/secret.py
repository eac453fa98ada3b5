"""The secrets of tokens: made, recognised and hashed; never kept.

A secret is ``wonen_`` with eight characters to recognise it by, then 256 random bits and a checksum in
base32: ``wonen_[a-z2-7]{8}_[a-z2-7]{58}``. Scanners find it by that, and a mistyped one costs no query.
"""

import hashlib
import re
import secrets
import zlib
from base64 import b32decode, b32encode
from dataclasses import dataclass

FORM = re.compile(r"(wonen_[a-z2-7]{8})_([a-z2-7]{58})", re.ASCII)
RANDOM = 32  # bytes


@dataclass(frozen=True)
class Secret:
    """A secret of the right form, with a checksum that fits. ``text`` is never to be kept or logged."""

    prefix: str  # by which people recognise the token
    text: str

    def __repr__(self) -> str:
        return f"Secret({self.prefix}_…)"

    @property
    def hash(self) -> str:
        """SHA-256: what has 256 random bits cannot be guessed, so nothing is won by a slow hash."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def make() -> Secret:
    """Return a new secret, from the random numbers of the operating system."""
    prefix, random = f"wonen_{_letters(secrets.token_bytes(5))}", secrets.token_bytes(RANDOM)
    return Secret(prefix, f"{prefix}_{_letters(random + _checksum(prefix, random))}")


def read(text: str) -> Secret | None:
    """Return the secret that was given; None if it has another form or was mistyped."""
    found = FORM.fullmatch(text)
    if not found:
        return None
    body = b32decode(found[2].upper() + "======")
    if _letters(body) != found[2]:  # the last letter has bits to spare: four letters say the same bytes
        return None
    random, checksum = body[:RANDOM], body[RANDOM:]
    return Secret(found[1], text) if _checksum(found[1], random) == checksum else None


def _letters(value: bytes) -> str:
    return b32encode(value).decode().rstrip("=").lower()


def _checksum(prefix: str, random: bytes) -> bytes:
    return zlib.crc32(prefix.encode() + random).to_bytes(4, "big")
