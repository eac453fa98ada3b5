"""What schemathesis cannot draw from a description: which version is there now, and which codes exist.

Only requests that are to be right get these; what is meant to be wrong stays as it was drawn. Every answer is
counted, so that the test can see that enough was accepted to mean something.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import requests
import schemathesis

from tests.support.fuzz.once import tell_once

CODES = {"gemeente": "gemeenten", "corporatie": "corporaties", "kengetal": "kengetallen"}
# In an address a code that no row has is refused, though it has the form of one.
ASKED = {
    **CODES,
    "kaart": "gemeenten",
    "regio": "regios",
    "thema": "themas",
    "woningtype": "woningtypen",
    "huurprijsklasse": "huurprijsklassen",
    "duurzaamheid": "duurzaamheidsniveaus",
    "duurzaamheidVanaf": "duurzaamheidsniveaus",
    "klasse": "kengetallen",
}
# Without these a code that is not known yet makes no new project.
NEEDED = {"naam": "Geleverd {}", "gemeente": "GM0917", "corporatie": "WL", "soort": "nieuwbouw"}


@dataclass
class Run:
    """Where the tool asks in one run, with which token, and how often it got what."""

    base: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    is_short: bool = False
    counted: Counter[str] = field(default_factory=Counter)

    def begin(self, base: str, headers: dict[str, str], *, is_short: bool) -> None:
        self.base, self.headers, self.is_short, self.counted = base, headers, is_short, Counter()
        rows.cache_clear()


run = Run()  # the tool loads its hooks once, for all runs


def known(resource: str) -> list[str]:
    return [each["code"] for each in rows(resource)]


@cache
def rows(resource: str) -> list[dict[str, Any]]:
    answer = requests.get(f"{run.base}/{resource}?paginaGrootte=1000", timeout=15)
    found: list[dict[str, Any]] = answer.json()["resultaten"]
    return found


def known_as(name: str) -> list[str]:
    """Return the codes that a parameter of an address takes."""
    if name == "klasse":
        return [each["code"] for row in rows(ASKED[name]) for each in row["klassen"]]
    return known(ASKED[name])


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    if run.is_short:
        tell_once(raw_schema)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if case.method == "GET":
        ask_known_codes(case)
        return
    if "If-Match" in case.headers and (tag := current(case)):
        case.headers["If-Match"] = tag
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
    if isinstance(case.body, dict):
        for number, row in enumerate(case.body.get("projecten", ())):
            for name, value in NEEDED.items():
                row.setdefault(name, value.format(f"{number} {uuid.uuid4()}"))
            name_known_codes(row)
        name_known_codes(case.body)


def ask_known_codes(case: Any) -> None:
    """Put a code that exists in the place of each that was drawn, in what is asked of rows by their code."""
    for name in ASKED.keys() & (case.query or {}).keys():
        asked, codes = case.query[name], known_as(name)
        drawn = [each if each in codes else codes[len(str(each)) % len(codes)] for each in as_list(asked)]
        case.query[name] = drawn if isinstance(asked, list) else drawn[0]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def current(case: Any) -> str | None:
    """Return the ETag of the row that the request is about."""
    address = f"{run.base}{case.formatted_path}"
    return requests.get(address, headers=run.headers, timeout=15).headers.get("ETag")


def name_known_codes(row: dict[str, Any]) -> None:
    """Put a code that exists in the place of three out of four that were drawn."""
    for name, resource in CODES.items():
        if isinstance(row.get(name), str) and row[name] not in known(resource):
            number = sum(row[name].encode("utf-8", "replace"))
            if number % 4:
                row[name] = known(resource)[number % len(known(resource))]


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    mode = case.meta.generation.mode.value if case.meta else ""
    # Not the label of the operation: under it methods are tried as well that it is not, OPTIONS among them.
    run.counted[f"{response.request.method} {case.operation.path} {mode} {response.status_code}"] += 1
