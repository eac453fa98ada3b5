"""The same request sent twice is done once: the header ``Idempotency-Key`` (draft of the IETF).

The answer is kept in the transaction that did what was asked: either both are there, or neither.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, models
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from wonen.rest import formats
from wonen.rest.problems import Fault, Refused, wrong

HEADER = "Idempotency-Key"
KEPT = datetime.timedelta(hours=24)
SWEPT = 100  # expired answers that one request removes
# With the quotes that the draft asks for, or without.
PATTERN = r'^(?:"([!#-\[\]-~]{1,200})"|([!#-+\--:<-\[\]-~]{1,200}))$'
FORM = re.compile(PATTERN)
KEPT_HEADERS = ("Location", "ETag")
KEY = "1 tot en met 200 letters, cijfers en streepjes"
BAD_FORM = f"Verwacht: een sleutel van {KEY}, bijvoorbeeld een UUID."
RUNNING = "Dezelfde vraag is nog bezig. Wacht even, en stuur haar dan opnieuw."
OTHER_BODY = "Deze Idempotency-Key is al gebruikt voor een andere vraag. Neem voor elke vraag een nieuwe."


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def expired(self) -> KeptAnswerQuerySet:
        return self.filter(made_at__lt=timezone.now() - KEPT)

    def sweep(self) -> None:
        """Remove some of what expired, without waiting for who removes the same."""
        gone = self.expired().order_by("pk").select_for_update(skip_locked=True)
        self.filter(pk__in=list(gone.values_list("pk", flat=True)[:SWEPT])).delete()

    def try_lock(self, token: models.Model, key: str) -> bool:
        """Hold this key of this token until the transaction ends; False if another request holds it."""
        number = int.from_bytes(hashlib.sha256(f"{token.pk} {key}".encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
            row = cursor.fetchone()
        return bool(row and row[0])


class KeptAnswer(models.Model):
    """The answer to a request with a key, to be given again for a day."""

    token = models.ForeignKey("municipalities.ApiToken", related_name="+", on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)  # hash of method, address and body
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        app_label = "municipalities"  # whose table it is, by its name and in the records of migrations
        verbose_name = "bewaard antwoord van de API"
        verbose_name_plural = "bewaarde antwoorden van de API"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["token", "key"],
                name="kept_answer_once",
                violation_error_message=RUNNING,
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"

    def again(self) -> HttpResponse:
        headers: Mapping[str, str] = self.headers
        return HttpResponse(
            bytes(self.body), status=self.status, content_type=formats.JSON, headers=dict(headers)
        )


def once(request: Request, body: Any, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what is asked, or give the answer that it had; call it within the transaction that does it.

    Only what succeeded is kept: of what was refused nothing was done, and it is judged anew.
    """
    key = key_in(request.headers.get(HEADER))
    if key is None:
        return do()
    token: Any = request.auth
    if token is None:
        raise Refused(401)
    if not KeptAnswer.objects.try_lock(token, key):
        raise Refused(409, RUNNING, [Fault("header", HEADER, RUNNING)])
    asked = hash_of(request, body)
    kept = KeptAnswer.objects.filter(token=token, key=key)
    kept.expired().delete()
    found = kept.first()
    if found is None:
        answer = do()
        keep(token, key, asked, answer)
        return answer
    if found.asked != asked:
        raise Refused(409, OTHER_BODY, [Fault("header", HEADER, OTHER_BODY)])
    return found.again()


def keep(token: Any, key: str, asked: str, answer: HttpResponse) -> None:
    KeptAnswer.objects.sweep()
    KeptAnswer.objects.create(
        token=token,
        key=key,
        asked=asked,
        status=answer.status_code,
        headers={name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers},
        body=answer.content,
    )


def key_in(header: str | None) -> str | None:
    """Return the key, with or without the quotes that the draft asks for; None without a header."""
    if header is None:
        return None
    found = FORM.fullmatch(header.strip())
    if found is None:
        raise wrong([Fault("header", HEADER, BAD_FORM)])
    return found[1] or found[2]


def hash_of(request: Request, body: Any) -> str:
    """Return what the request asks: the order of names in its body does not count."""
    plain = formats.encoded([request.method, request.path, _sorted(body)])
    return hashlib.sha256(plain.encode()).hexdigest()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value)}
    return [_sorted(each) for each in value] if isinstance(value, list) else value
