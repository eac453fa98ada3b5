"""What schemathesis cannot draw from a description: which version is there now, and which codes exist.

Only requests that are to be right get these; what is meant to be wrong stays as it was drawn. Every answer is
counted, so that the test can see that enough was accepted to mean something.
"""

from __future__ import annotations

import atexit
import json
import os
import uuid
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import requests
import schemathesis

BASE = os.environ["FUZZ_BASE"]
COUNTS = Path(os.environ["FUZZ_COUNTS"])
HEADERS = json.loads(os.environ["FUZZ_HEADERS"])
CODES = {"gemeente": "gemeenten", "corporatie": "corporaties", "kengetal": "kengetallen"}
# Without these a code that is not known yet makes no new project.
NEEDED = {"naam": "Geleverd {}", "gemeente": "GM0917", "corporatie": "WL", "soort": "nieuwbouw"}
counted: Counter[str] = Counter()


@cache
def known(resource: str) -> list[str]:
    answer = requests.get(f"{BASE}/{resource}?paginaGrootte=1000", timeout=15)
    return [each["code"] for each in answer.json()["resultaten"]]


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    if case.method == "GET" or case.meta is None or not case.meta.generation.mode.is_positive:
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


def current(case: Any) -> str | None:
    """Return the ETag of the row that the request is about."""
    address = f"{BASE}{case.formatted_path}"
    return requests.get(address, headers=HEADERS, timeout=15).headers.get("ETag")


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
    counted[f"{response.request.method} {case.operation.path} {mode} {response.status_code}"] += 1


@atexit.register
def keep() -> None:
    COUNTS.write_text(json.dumps(counted), encoding="utf-8")
