"""The marks of the feed of changes: of each row the last transaction that changed it."""

from django.db import models


class ChangeMark(models.Model):
    """The last transaction that changed a row, for whoever keeps a copy. Only the database writes it.

    ``resource`` is what is followed: a resource of the API, or a table of which rows of it show something.
    ``transaction`` and ``oldest`` are numbers of PostgreSQL: the transaction that changed the row, and the
    oldest one that was still busy then. They mean something only within one ``epoch`` of the database.
    """

    pk = models.CompositePrimaryKey("resource", "key")
    resource = models.CharField(max_length=60)
    key = models.BigIntegerField()
    epoch = models.BigIntegerField()
    transaction = models.BigIntegerField()
    oldest = models.BigIntegerField()
    changed_at = models.DateTimeField()
    is_new = models.BooleanField()  # was not there for the public before this transaction

    class Meta:
        app_label = "municipalities"  # whose table it is, by its name and in the records of migrations
        verbose_name = "wijziging in de feed"
        verbose_name_plural = "wijzigingen in de feed"
        indexes = (
            models.Index(fields=["epoch", "resource", "transaction", "key"], name="change_mark_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.resource} {self.key}"
