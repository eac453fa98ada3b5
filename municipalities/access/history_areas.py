"""The municipalities as the areas of the history (``wonen.history.areas``)."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from municipalities.access.editable import Places
from municipalities.models import Municipality


class Municipalities:
    """Rows lie in municipalities; the assignments of staff say who writes there."""

    def all(self) -> QuerySet[Any]:
        return Municipality.objects.all()

    def written_by(self, user: Any) -> Places:
        return Places(user)

    def names(self, keys: Collection[int]) -> Mapping[int, object]:
        return Municipality.objects.in_bulk(keys)
