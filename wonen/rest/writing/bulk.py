"""Many rows in one request, by the codes of another system: what a view asks of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.http import HttpResponse

from wonen.rest.access import ApiAccess
from wonen.rest.schemas import Schema


class Bulk(ABC):
    """Adds and changes rows, all or none, as one act in the history."""

    schema: Schema  # of the body
    answered: Schema  # of the answer
    example: dict[str, Any]
    example_answered: dict[str, Any]

    @abstractmethod
    def apply(self, access: ApiAccess, body: Any) -> HttpResponse:
        """Do it within the transaction of the view; raise ``Refused`` with every fault of every row."""
