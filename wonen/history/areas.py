"""In which areas rows of the history lie, and who may write there: said by the app that knows areas."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from django.db.models import QuerySet


class Places(Protocol):
    """Some areas: a key is ``in`` it. None stands for all of them together."""

    def __contains__(self, key: int | None, /) -> bool: ...


class Areas(Protocol):
    """What the history asks about areas."""

    def all(self) -> QuerySet[Any]:
        """Return every area, each with a column ``code``, to choose from."""

    def written_by(self, user: Any) -> Places:
        """Return the areas in which the user may write."""

    def names(self, keys: Collection[int]) -> Mapping[int, object]:
        """Return the areas of these keys that are still there, each printed as its name."""


_in_use: list[Areas] = []


def use(areas: Areas) -> None:
    """Let the history ask these from now on."""
    _in_use[:] = [areas]


def areas() -> Areas:
    return _in_use[0]
