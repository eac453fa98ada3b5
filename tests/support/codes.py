"""The code that a phone shows, worked out as RFC 6238 says and not by the library that checks it."""

import base64
import hashlib
import hmac
import time


def code_of(secret: str, moment: float | None = None) -> str:
    """Return the six digits for a moment; without one, for now."""
    steps = int((time.time() if moment is None else moment) // 30).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), steps, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def next_code(secret: str) -> str:
    """Return the code after the one of now: valid too, and not used yet."""
    return code_of(secret, time.time() + 30)
