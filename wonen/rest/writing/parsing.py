"""Reads a body as JSON, strictly: what two programs could read in two ways is refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from rest_framework.parsers import BaseParser

from wonen.rest.problems import Fault, wrong
from wonen.rest.validation import MOST_DIGITS, pointer

DEEPEST = 20  # levels; the deepest body that has a meaning has four


@dataclass(frozen=True)
class Unreadable:
    """Stands in what was read for what is no JSON as RFC 8259 and I-JSON (RFC 7493) have it."""

    sentence: str


class StrictJson(BaseParser):
    """JSON in UTF-8 with every name once, no numbers that are none, and text that can be kept."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        del media_type, parser_context
        return read(stream.read())


class MergePatch(StrictJson):
    """A JSON Merge Patch (RFC 7396): what is not named stays as it is, null makes empty."""

    media_type = "application/merge-patch+json"


def read(body: bytes) -> Any:
    """Return what the body says; raise ``Refused`` with what is wrong with it, and where.

    A byte order mark before it is passed over, as RFC 8259 (8.1) allows: .NET and Excel write one.
    """
    encoding = json.detect_encoding(body)
    if not encoding.startswith("utf-8"):
        raise _refused(OTHER_ENCODING.format(encoding[: len("utf-16")].upper()))
    try:
        found = json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_every_name_once,
            parse_constant=_no_number,
            parse_float=_number,
            parse_int=_whole,
        )
    except UnicodeDecodeError as error:
        raise _refused(NO_UTF8.format(error.start + 1)) from None
    except json.JSONDecodeError as error:
        raise _refused(f"De inhoud is geen JSON: regel {error.lineno}, teken {error.colno}.") from None
    except RecursionError:
        raise _refused(TOO_DEEP) from None
    _judge(found)
    return found


TOO_DEEP = f"De inhoud is dieper genest dan {DEEPEST} lagen."
TOO_LARGE = "Dit getal is te groot. Verwacht: een getal zoals de documentatie het beschrijft."
BAD_CHARACTER = "Hierin staat een teken dat niet bewaard kan worden."
OTHER_ENCODING = "De inhoud is geschreven in {}. Verwacht: JSON in UTF-8."
NO_UTF8 = "De inhoud is geen UTF-8: byte {} kan niet gelezen worden. Verwacht: JSON in UTF-8."


def _refused(sentence: str, place: str = "") -> Exception:
    return wrong([Fault("body", place, sentence)])


def _every_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Unreadable:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Counted: to compare each name with all others would take hours of a large body.
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return Unreadable(
            f"'{twice[:60]}' staat twee keer in hetzelfde object.".encode("utf-8", "replace").decode()
        )
    return found


def _no_number(text: str) -> Unreadable:
    return Unreadable(f"{text} is geen getal in JSON. Verwacht: een getal, of null waar dat mag.")


def _number(text: str) -> float | Unreadable:
    found = float(text)
    return Unreadable(TOO_LARGE) if found in {float("inf"), float("-inf")} else found


def _whole(text: str) -> int | Unreadable:
    return int(text) if len(text) <= MOST_DIGITS else Unreadable(TOO_LARGE)


def _judge(value: Any) -> None:
    """Refuse what is nested too deep or unreadable, and text that PostgreSQL or UTF-8 does not have.

    By level, not by recursion: what stands above what is refused was found right.
    """
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                below += [*each.keys(), *each.values()]
            elif isinstance(each, list):
                below += each
            elif isinstance(each, Unreadable):
                raise _refused(each.sentence, _place(value, each))
            elif isinstance(each, str) and is_bad(each):
                raise _refused(BAD_CHARACTER, _place(value, each))
        if not below:
            return
        level = below
    raise _refused(TOO_DEEP)


def is_bad(text: str) -> bool:
    return "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text)


def _place(value: Any, wanted: Any) -> str:
    """Return where something stands in what was read, as a JSON pointer; of a name, where its object is."""
    level: list[tuple[tuple[Any, ...], Any]] = [((), value)]
    while level:
        below: list[tuple[tuple[Any, ...], Any]] = []
        for path, each in level:
            if each is wanted or (isinstance(each, dict) and any(name is wanted for name in each)):
                return pointer(path)
            members = (
                each.items() if isinstance(each, dict) else enumerate(each if isinstance(each, list) else ())
            )
            below += [((*path, name), member) for name, member in members]
        level = below
    return ""
