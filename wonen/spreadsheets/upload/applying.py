"""Applies a stored spreadsheet: in one transaction, as one act of the history, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from wonen.database.locks import limit_waiting
from wonen.history.audited_action import Act, act
from wonen.spreadsheets.upload.stored_file import StoredUpload

Stored = TypeVar("Stored", bound=StoredUpload)


class RefusedError(Exception):
    """Nothing was written; the message is a Dutch sentence."""


@contextmanager
def applied_whole(asked: QuerySet[Stored], gone: str) -> Iterator[tuple[Stored, UUID]]:
    """Hold the file that is asked for while it is applied; yield it with the key of the act.

    RefusedError with the sentence ``gone`` if it is not there, or no longer. Any error takes back all that
    was written; waiting for another save is limited.
    """
    known = asked.values_list("name", "user_id").first()
    if known is None:
        raise RefusedError(gone)
    with act(Act.IMPORT, *known) as key:
        limit_waiting()
        # Locked, so that a second click finds it gone.
        upload = asked.select_for_update().first()
        if upload is None:
            raise RefusedError(gone)
        yield upload, key
