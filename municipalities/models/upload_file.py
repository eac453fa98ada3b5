"""The spreadsheet of figures that somebody brought: its bytes, to be read again when it is applied."""

from django.db import models

from wonen.spreadsheets.upload.stored_file import StoredUpload


class FigureUpload(StoredUpload):
    """A spreadsheet with figures that was looked at but not yet applied; one a user, for a day at most."""

    content = models.BinaryField("inhoud")

    class Meta(StoredUpload.Meta):
        verbose_name = "aangeboden bestand"
        verbose_name_plural = "aangeboden bestanden"
