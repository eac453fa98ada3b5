"""The spreadsheet of figures that somebody brought."""

from wonen.spreadsheets.upload.stored_file import KeptFile


class FigureUpload(KeptFile):
    """A spreadsheet with figures that was looked at but not yet applied; one a user, for a day at most."""

    class Meta(KeptFile.Meta):
        verbose_name = "aangeboden bestand"
        verbose_name_plural = "aangeboden bestanden"
