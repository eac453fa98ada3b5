"""Refusals of the API as problem details (RFC 9457): what was wrong, where, and what was expected."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from rest_framework import exceptions

from wonen.database.constraint_messages import refusal

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "De vraag klopt niet",
    401: "Eerst aanmelden",
    403: "Dit mag u niet",
    404: "Hier is niets",
    405: "Deze methode kan hier niet",
    406: "Deze vorm is er niet",
    409: "Dit botst met een regel of met wat er staat",
    412: "Het is intussen gewijzigd",
    413: "Te groot",
    415: "Deze vorm kan niet gelezen worden",
    428: "Zeg welke versie u bedoelt",
    416: "Dit deel is er niet",
    429: "Te veel vragen achter elkaar",
    431: "De koppen zijn te groot",
    500: "Er ging iets mis",
    503: "Dit is er nu even niet",
}
DETAILS = {
    400: "De vraag kan niet gelezen worden. Kijk in de documentatie: /api/v1/documentatie.",
    403: "U mag dit niet.",
    404: "Op dit adres is niets, of wat er stond is niet (meer) openbaar.",
    401: "Hiervoor is een token nodig.",
    412: "De versie in If-Match is niet de versie die er nu staat. Haal haar opnieuw op.",
    413: f"De inhoud is te groot: hoogstens {settings.API_LARGEST_BODY // 2**20} MB.",
    416: "Het bestand heeft geen byte van het deel in Range. Hoe lang het is, staat in Content-Range.",
    431: "De vraag heeft te veel of te grote koppen.",
    500: "Er ging bij ons iets mis. Het is vastgelegd; probeer het later opnieuw.",
    503: "Probeer het over een minuut opnieuw.",
}
Where = Literal["query", "body", "header", "path"]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in what part of the request, under what name, and in words."""

    where: Where
    name: str  # of a parameter or header; of a body, a JSON pointer (RFC 6901)
    sentence: str

    def as_json(self) -> dict[str, str]:
        return {"in": self.where, "naam": self.name, "melding": self.sentence}


class Refused(Exception):  # noqa: N818 - a refusal is no error of ours
    """The request is refused with this status; every fault that was found is listed."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults = status, detail, tuple(faults)
        self.headers, self.more = headers or {}, more


def wrong(faults: Iterable[Fault]) -> Refused:
    """Return the refusal of a request that is not as its description says."""
    return _listed(400, faults)


def conflicting(faults: Iterable[Fault]) -> Refused:
    """Return the refusal of what is as described, but breaks a rule or clashes with what is there."""
    return _listed(409, faults)


def _listed(status: int, faults: Iterable[Fault]) -> Refused:
    found = tuple(faults)
    said = "Er is één fout gevonden." if len(found) == 1 else f"Er zijn {len(found)} fouten gevonden."
    return Refused(status, said, found)


def problem(
    status: int,
    detail: str = "",
    faults: Iterable[Fault] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    """Return a refusal as problem details."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    found = [each.as_json() for each in faults]
    answer = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail or DETAILS.get(status, f"{title}."),
        **({"fouten": found} if found else {}),
        **more,
    }
    return HttpResponse(
        json.dumps(answer, ensure_ascii=False).encode(),
        status=status,
        content_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


DJANGO: dict[type[Exception], int] = {
    Http404: 404,
    PermissionDenied: 403,
    RequestDataTooBig: 413,
    IntegrityError: 409,
    DataError: 400,
    OperationalError: 503,
    InterfaceError: 503,
}


def answer_of(error: Exception, context: Any = None) -> HttpResponse | None:
    """Return the answer to what a view raised; None for what nobody foresaw, which is logged as an error."""
    if isinstance(error, Refused):
        return problem(error.status, error.detail, error.faults, error.headers, **error.more)
    if isinstance(error, exceptions.APIException):
        return _of_framework(error, context)
    status = next((found for kind, found in DJANGO.items() if isinstance(error, kind)), None)
    return problem(status, _said(error)) if status else None


def _said(error: Exception) -> str:
    if isinstance(error, IntegrityError):
        return refusal(error)
    if isinstance(error, DataError):
        return "Een waarde is te groot, of heeft een vorm die niet bewaard kan worden."
    return str(error) if isinstance(error, PermissionDenied) else ""


def _of_framework(error: exceptions.APIException, context: Any) -> HttpResponse:
    headers: dict[str, str] = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(math.ceil(error.wait))  # type: ignore[attr-defined]
    detail = "" if isinstance(error, exceptions.NotFound) else str(error.detail)
    if isinstance(error, exceptions.MethodNotAllowed) and context:
        detail = f"{context['request'].method} kan op dit adres niet. Wat wel kan, staat in de kop Allow."
    return problem(error.status_code, detail, headers=headers)
