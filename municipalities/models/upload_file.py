"""The spreadsheet that somebody uploaded, kept between its preview and its application."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from municipalities.models.notes import NoteMeans

KEPT = datetime.timedelta(days=1)


class FigureUploadQuerySet(models.QuerySet["FigureUpload"]):
    def drop_old(self, user_id: int) -> None:
        """Remove the former files of a user, and what anybody left lying."""
        self.filter(Q(user_id=user_id) | Q(created_at__lt=timezone.now() - KEPT)).delete()


class FigureUpload(models.Model):
    """A spreadsheet with figures that was looked at but not yet applied; one a user, for a day at most."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="gebruiker", related_name="+", on_delete=models.CASCADE
    )
    name = models.CharField("bestandsnaam", max_length=255)
    content = models.BinaryField("inhoud")
    note_means = models.CharField("wat de kolom Opmerking is", max_length=8, choices=NoteMeans, blank=True)
    created_at = models.DateTimeField("aangeboden op", auto_now_add=True)

    objects = FigureUploadQuerySet.as_manager()

    class Meta:
        verbose_name = "aangeboden bestand"
        verbose_name_plural = "aangeboden bestanden"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name
