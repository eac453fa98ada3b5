"""The entries of the history: one for each transaction that changed something, with who and from where."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from wonen.history.audited_action import Act

BEGIN = "begin"  # no act: what was there already when its history began (the migrations)
BEGAN = "stond er al toen de geschiedenis begon"
STRAIGHT = "rechtstreeks in de database"


class HistoryEntryQuerySet(models.QuerySet["HistoryEntry"]):
    def newest_first(self) -> Self:
        return self.select_related("user").order_by("-at", "-id")

    def of_act(self, key: UUID) -> HistoryEntry | None:
        """Return the entry of an act, by the key that ``act`` gave; None if it changed nothing."""
        return self.filter(context=key).exclude(act="").order_by("-id").first()


class HistoryEntry(models.Model):
    """One transaction that changed rows of the domain; the database makes it at the first change.

    Of a request it knows the user and the address, of an act its kind and name, of a command its name.
    Without any of these somebody changed the database itself.
    """

    at = models.DateTimeField("wanneer", db_default=Now())
    context = models.UUIDField("aanvraag", null=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="wie",
        related_name="+",
        on_delete=models.DO_NOTHING,
        db_constraint=False,  # history outlives who made it
        null=True,
    )
    path = models.TextField("adres", blank=True)
    act = models.CharField("handeling", max_length=20, blank=True)
    label = models.TextField("omschrijving", blank=True)
    command = models.TextField("opdracht", blank=True)
    is_pruned = models.BooleanField("deels opgeruimd", default=False, db_default=False)

    objects = HistoryEntryQuerySet.as_manager()

    class Meta:
        app_label = "municipalities"  # whose table it is, by its name and in the records of migrations
        verbose_name = "handeling"
        verbose_name_plural = "geschiedenis"
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=["-at", "-id"], name="history_newest_first"),)

    def __str__(self) -> str:
        return self.how

    @property
    def who(self) -> str:
        """The name of the user as it is today; of a command or of SQL nobody is known."""
        if self.user_id is None:
            return "beheerder van de server" if self.command else "onbekend"
        if self.user is None:
            return f"gebruiker {self.user_id}, die er niet meer is"
        return self.user.get_full_name() or self.user.get_username()

    @property
    def who_and_how(self) -> str:
        return self.how if self.act == BEGIN else f"{self.who}, {self.how}"

    @property
    def how(self) -> str:
        """The kind of act in words: a form, a spreadsheet with its name, the API, a command, SQL."""
        if self.act == BEGIN:
            return BEGAN
        if self.act:
            kind = Act(self.act).label if self.act in Act.values else self.act
            return f"{kind}: {self.label}" if self.label else str(kind)
        if self.command:
            return f"opdracht {self.command}"
        if self.path:
            used = f"API, {self.label}" if self.label else "API"
            return used if self.path.startswith("/api/") else "formulier"
        return STRAIGHT
