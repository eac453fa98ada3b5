"""The spreadsheet that somebody brought, kept between its preview and its application."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wonen.database.locks import limit_waiting
from wonen.history.audited_action import Act, act
from wonen.spreadsheets.upload.notes import NoteMeans

KEPT = datetime.timedelta(days=1)
Stored_co = TypeVar("Stored_co", bound="StoredUpload", covariant=True)


class RefusedError(Exception):
    """Nothing was written; the message is a Dutch sentence."""


class StoredUploadQuerySet(models.QuerySet[Stored_co]):
    def of(self, user_id: int) -> Self:
        """Return what the user brought and is still kept: nobody sees the file of another."""
        return self.filter(user_id=user_id, created_at__gte=timezone.now() - KEPT)

    @contextmanager
    def applied_whole(self, gone: str) -> Iterator[tuple[Stored_co, UUID]]:
        """Hold the one file of these while it is applied; yield it, with the key of the act in the history.

        RefusedError with the sentence ``gone`` if it is not there, or no longer. Any error takes back all
        that was written; waiting for another save is limited.
        """
        known = self.values_list("name", "user_id").first()
        if known is None:
            raise RefusedError(gone)
        with act(Act.IMPORT, *known) as key:
            limit_waiting()
            # Locked, so that a second click finds it gone.
            upload = self.select_for_update().first()
            if upload is None:
                raise RefusedError(gone)
            yield upload, key

    def drop_old(self, of_user: int | None = None) -> None:
        """Remove what anybody left lying for a day; and with ``of_user`` what that user brought before."""
        self.filter(Q(user_id=of_user) | Q(created_at__lt=timezone.now() - KEPT)).delete()


class StoredUpload(models.Model):
    """A spreadsheet that is looked at and not yet applied: whose it is, and since when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="gebruiker", related_name="+", on_delete=models.CASCADE
    )
    name = models.CharField("bestandsnaam", max_length=255)
    note_means = models.CharField("wat de kolom Opmerking is", max_length=8, choices=NoteMeans, blank=True)
    created_at = models.DateTimeField("aangeboden op", auto_now_add=True)

    objects = StoredUploadQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class KeptFile(StoredUpload):
    """A file that is kept as it was brought, to be read again when it is applied; one a user."""

    content = models.BinaryField("inhoud")

    class Meta(StoredUpload.Meta):
        abstract = True
