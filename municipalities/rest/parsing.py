"""Reads a body as JSON, strictly: what two programs could read in two ways is refused."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import IO, Any, NoReturn

from rest_framework.parsers import BaseParser

from municipalities.rest.problems import Fault, wrong

DEEPEST = 20  # levels; the deepest body that has a meaning has four


class UnreadableError(ValueError):
    """The body is no JSON as RFC 8259 and I-JSON (RFC 7493) have it."""


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
    """Return what the body says; raise ``Refused`` with what is wrong with it.

    A byte order mark before it is passed over, as RFC 8259 (8.1) allows: .NET and Excel write one.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # UTF-32 begins so too, or with nulls
        raise _refused(_OTHER_ENCODING)
    try:
        found = json.loads(
            body.decode("utf-8-sig"),
            object_pairs_hook=_every_name_once,
            parse_constant=_no_number,
            parse_float=_number,
        )
        _judge(found)
    except UnicodeDecodeError:
        raise _refused("De inhoud is geen UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _refused(f"De inhoud is geen JSON: regel {error.lineno}, teken {error.colno}.") from None
    except RecursionError:
        raise _refused(_TOO_DEEP) from None
    except ValueError as error:
        known = isinstance(error, UnreadableError)
        raise _refused(str(error) if known else "De inhoud heeft een getal met te veel cijfers.") from None
    return found


_TOO_DEEP = f"De inhoud is dieper genest dan {DEEPEST} lagen."


_OTHER_ENCODING = "De inhoud begint met de byte order mark (BOM) van UTF-16 of UTF-32. Stuur JSON in UTF-8."


def _refused(sentence: str) -> Exception:
    return wrong([Fault("body", "", sentence)])


def _every_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        # Counted: to compare each name with all others would take hours of a large body.
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise UnreadableError(
            f"'{twice[:60]}' staat twee keer in hetzelfde object.".encode("utf-8", "replace").decode()
        )
    return found


def _no_number(text: str) -> NoReturn:
    raise UnreadableError(f"{text} is geen getal in JSON.")


def _number(text: str) -> float:
    found = float(text)
    if found in {float("inf"), float("-inf")}:
        raise UnreadableError("De inhoud heeft een getal dat te groot is.")
    return found


def _judge(value: Any) -> None:
    """Refuse what is nested too deep, and text that PostgreSQL or UTF-8 does not have; not by recursion."""
    level: Iterable[Any] = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                below += [*each.keys(), *each.values()]
            elif isinstance(each, list):
                below += each
            elif isinstance(each, str) and (
                "\0" in each or any("\ud800" <= sign <= "\udfff" for sign in each)
            ):
                raise UnreadableError("De inhoud heeft een teken dat niet bewaard kan worden.")
        if not below:
            return
        level = below
    raise UnreadableError(_TOO_DEEP)
