"""Which version of a row a program means to change: ``If-Match``, so that no update is lost."""

from __future__ import annotations

import re

from rest_framework.request import Request

from wonen.rest.problems import Fault, Refused, wrong

NEEDED = (
    "Zeg in If-Match welke versie u wijzigt: de ETag die u bij het lezen kreeg. Met * wijzigt u wat er nu "
    "staat, wat dat ook is."
)
STALE = "Iemand anders heeft dit intussen gewijzigd. Haal het opnieuw op, en kijk wat er nu staat."
NO_TAG = 'Dit is geen ETag. Zet haar tussen aanhalingstekens, zoals u haar kreeg: "12-8eef…".'
ANY = "*"
TAG = re.compile(r'(?:W/)?"[!#-~]*"')
PATTERN = rf"^(?:\*|{TAG.pattern}(?: *, *{TAG.pattern})*)$"
TAGS = re.compile(PATTERN)


def etag(version: str, fingerprint: str) -> str:
    """Return the tag of an answer: the version of the row, and a fingerprint of how it was shown."""
    return f'"{version}-{fingerprint}"'


def refuse_without(request: Request) -> list[str]:
    """Return the versions that the header names; refuse (428) where there is none."""
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise Refused(428, NEEDED, [Fault("header", "If-Match", NEEDED)])
    # A tag that was weakened on the way (compression does that) tells the same version: what is compared is
    # the version of the row, never the bytes of an answer.
    if not TAGS.fullmatch(header):
        raise wrong([Fault("header", "If-Match", NO_TAG)])
    return [ANY] if header == ANY else [version_in(each) for each in TAG.findall(header)]


def version_in(tag: str) -> str:
    # With its first quote: an ETag of which the text is an asterisk is not the asterisk that means any.
    return tag.removeprefix("W/").rstrip('"').partition("-")[0]


def refuse_stale(versions: list[str], version: str, tag: str) -> None:
    """Refuse (412) what was read before somebody else changed it; the answer says which version is there."""
    if ANY not in versions and f'"{version}' not in versions:
        raise Refused(412, STALE, [Fault("header", "If-Match", STALE)], {"ETag": tag})
