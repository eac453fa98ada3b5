"""Tokens by which programs use the API in the name of a member of staff."""

from __future__ import annotations

import datetime
import secrets
from typing import Self

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from municipalities.access.secret import Secret, make
from wonen.dutch.single_line_text import NameField, line_rules

LONGEST = settings.API_TOKEN_DAYS
USED_STEP = datetime.timedelta(minutes=1)
TOO_LONG = f"Een token is ten hoogste {LONGEST} dagen geldig."
IN_THE_PAST = "Deze dag is al voorbij: kies vandaag of later."
HASH = r"^[0-9a-f]{64}$"
SAME_NAME = "U hebt al een token met deze naam. Trek dat eerst in, of kies een andere naam."
FIXED = "Aan een token verandert niets meer. Maak een nieuw token, en trek dit in."
REVOKED_FOR_GOOD = "Een ingetrokken token blijft ingetrokken. Maak een nieuw token."


def _refuse(rule: str, sentence: str) -> str:
    """Return the SQL by which a trigger refuses, as a constraint would."""
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation', CONSTRAINT = '{rule}';"


class Scope(models.TextChoices):
    """What a token may do; each includes the one before. What its owner may not, it never may."""

    READ = "lezen", "lezen"
    WRITE = "schrijven", "lezen en schrijven"
    PUBLISH = "publiceren", "lezen, schrijven en openbaar maken"

    def includes(self, other: Scope) -> bool:
        order = list(Scope)
        return order.index(self) >= order.index(other)


class State(models.TextChoices):
    """Whether a token can be used today."""

    VALID = "geldig", "geldig"
    EXPIRED = "verlopen", "verlopen"
    REVOKED = "ingetrokken", "ingetrokken"
    OWNER_GONE = "eigenaar", "eigenaar niet actief"


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def held(self, secret: Secret) -> ApiToken | None:
        """Return the token of a secret with its owner, valid or not: one query."""
        token = self.select_related("owner").filter(prefix=secret.prefix).first()
        return token if token and secrets.compare_digest(token.secret_hash, secret.hash) else None

    def in_force(self) -> Self:
        """Return those that were not revoked, expired ones included."""
        return self.filter(revoked_at=None)

    def in_state(self, state: State) -> Self:
        """Return those in a state, by the rules of ``ApiToken.state``."""
        if state == State.REVOKED:
            return self.exclude(revoked_at=None)
        today = timezone.localdate()
        if state == State.EXPIRED:
            return self.in_force().filter(expires_on__lt=today)
        is_there = Q(owner__is_active=True, owner__is_staff=True)
        found = self.in_force().filter(expires_on__gte=today)
        return found.filter(is_there if state == State.VALID else ~is_there)

    def revoke(self) -> int:
        """End the tokens for good; return how many were not ended yet."""
        return self.in_force().update(revoked_at=timezone.now())


class ApiToken(models.Model):
    """A token: whoever holds its secret may do what its scope says, as far as its owner may.

    Of the secret only the hash is kept. Nothing can be changed: whoever wants another scope makes another
    token and revokes this one.
    """

    name = NameField(
        "waarvoor",
        max_length=80,
        help_text="Welk programma het gebruikt, bijvoorbeeld Nachtlevering provincie.",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="eigenaar", related_name="api_tokens", on_delete=models.CASCADE
    )
    scope = models.CharField("mag", max_length=10, choices=Scope.choices, default=Scope.READ)
    is_limited = models.BooleanField("alleen gekozen gemeenten", default=False)
    municipalities = models.ManyToManyField(
        "municipalities.Municipality",
        verbose_name="alleen deze gemeenten",
        related_name="api_tokens",
        blank=True,
        help_text="Zonder keuze: alle gemeenten waar u mag wijzigen.",
    )
    prefix = models.CharField("herkenbaar aan", max_length=14)
    secret_hash = models.CharField("hash van het geheim", max_length=64)
    created_on = models.DateField("gemaakt op", default=timezone.localdate)
    expires_on = models.DateField(
        "geldig tot en met", help_text=f"Ten hoogste {LONGEST} dagen vooruit, bijvoorbeeld 31-12-2026."
    )
    last_used_at = models.DateTimeField("laatst gebruikt", null=True, blank=True)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "API-token"
        verbose_name_plural = "API-tokens"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["prefix"],
                name="api_token_prefix_unique",
                violation_error_message="Dit token bestaat al. Probeer het opnieuw.",
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(revoked_at=None),
                name="api_token_name_unique",
                violation_error_message=SAME_NAME,
            ),
            *line_rules("name", "api_token_name", is_name=True),
            models.CheckConstraint(
                condition=Q(scope__in=Scope.values),
                name="api_token_scope_known",
                violation_error_message="Een token mag lezen, schrijven of publiceren.",
            ),
            models.CheckConstraint(
                condition=Q(secret_hash__regex=HASH, prefix__regex=r"^wonen_[a-z2-7]{8}$"),
                name="api_token_secret_hashed",
                violation_error_message="Van een token wordt alleen de hash van het geheim bewaard.",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__lte=F("created_on") + datetime.timedelta(days=LONGEST)),
                name="api_token_not_too_long",
                violation_error_message=TOO_LONG,
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("created_on")),
                name="api_token_not_expired_when_made",
                violation_error_message=IN_THE_PAST,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="api_token_fixed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["last_used_at", "revoked_at"]),
                func=_refuse("api_token_fixed", FIXED),
            ),
            pgtrigger.Trigger(
                name="api_token_revoked_for_good",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__revoked_at__isnull=False, old__revoked_at__df=pgtrigger.F("new__revoked_at")
                ),
                func=_refuse("api_token_revoked_for_good", REVOKED_FOR_GOOD),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def clean(self) -> None:
        super().clean()
        if self.expires_on is None:
            return
        if self.expires_on < self.created_on:
            raise ValidationError({"expires_on": IN_THE_PAST})
        if self.expires_on > self.created_on + datetime.timedelta(days=LONGEST):
            last = self.created_on + datetime.timedelta(days=LONGEST)
            raise ValidationError({"expires_on": f"{TOO_LONG} De laatste dag is {last:%d-%m-%Y}."})

    def issue(self) -> str:
        """Give the token a new secret and return it: the only time that anybody can."""
        secret = make()
        self.prefix, self.secret_hash = secret.prefix, secret.hash
        return secret.text

    @property
    def state(self) -> State:
        if self.revoked_at:
            return State.REVOKED
        if self.expires_on < timezone.localdate():
            return State.EXPIRED
        return State.VALID if self.owner.is_active and self.owner.is_staff else State.OWNER_GONE

    @property
    def days_left(self) -> int:
        """The days until the last one on which it is valid: 0 on that day, below 0 after it."""
        return (self.expires_on - timezone.localdate()).days

    def note_use(self) -> None:
        """Keep that the token is used now: at most once a minute, without waiting for who does the same."""
        now = timezone.now()
        if self.last_used_at and now - self.last_used_at < USED_STEP:
            return
        with transaction.atomic():
            free = ApiToken.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=self.pk)
            ApiToken.objects.filter(pk__in=free).update(last_used_at=now)
