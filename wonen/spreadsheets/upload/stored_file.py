"""The spreadsheet that somebody brought, kept between its preview and its application."""

import datetime
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wonen.spreadsheets.upload.notes import NoteMeans

KEPT = datetime.timedelta(days=1)
Stored_co = TypeVar("Stored_co", bound="StoredUpload", covariant=True)


class StoredUploadQuerySet(models.QuerySet[Stored_co]):
    def of(self, user_id: int) -> Self:
        """Return what the user brought and is still kept: nobody sees the file of another."""
        return self.filter(user_id=user_id, created_at__gte=timezone.now() - KEPT)

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
