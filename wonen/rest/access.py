"""What a request to the API may see and change beyond what is public, as ``API_ACCESS`` says it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.module_loading import import_string
from rest_framework.request import Request

WITHOUT = "Hiervoor is een token nodig."


class ApiAccess(ABC):
    """What one request may. An area is a row of the domain; a permission is a name as Django has it.

    ``token`` is what the request came with; None without one: then it may nothing.
    """

    token: Any

    @abstractmethod
    def why_not(self, permission: str) -> str | None:
        """Say in a sentence why this may be done nowhere; None: it may, somewhere."""

    @abstractmethod
    def where(self, permission: str) -> models.QuerySet[Any]:
        """Return the areas where this may be done, to be used within another statement.

        Rows of no area are in none of them: ask ``may_write``.
        """

    @abstractmethod
    def readable(self) -> models.QuerySet[Any]:
        """Return the areas whose drafts may be read."""

    @abstractmethod
    def why_not_write(self, permission: str, area_id: int | None) -> str | None:
        """Say why a row of this area may not be written (None: of a region or of all); None: it may.

        Ask it of the row as it was and as it becomes.
        """

    @abstractmethod
    def why_not_publish(self) -> str | None:
        """Say why rows may not be made public or withdrawn, nor public ones removed; None: they may."""

    def may(self, permission: str) -> bool:
        return self.why_not(permission) is None

    def may_write(self, permission: str, area_id: int | None) -> bool:
        return self.why_not_write(permission, area_id) is None


def access_of(request: Request | HttpRequest) -> ApiAccess:
    """Return what this request may, as ``API_ACCESS`` says by what it authenticated with."""
    return _access()(getattr(request, "auth", None))


@cache
def _access() -> Callable[[object], ApiAccess]:
    found: Callable[[object], ApiAccess] = import_string(settings.API_ACCESS)
    return found
