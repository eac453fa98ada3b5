"""A public page that a test visits, to look up its numbers."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from tests.support.page_tree import Tree
from tests.support.page_words import Api


@dataclass(frozen=True)
class Visit:
    """A page that was fetched: what is on it, and the choice of its address."""

    tree: Tree
    api: Api
    path: str
    query: QueryDict

    def with_choice(self, **more: str) -> str:
        """Return the choice of the page, with what the page itself fixes, as the API is asked for it."""
        data = self.query.copy()
        for name in ("pagina", "kolom", "sorteer", "aftopping", "peildatum"):
            data.pop(name, None)
        for name, value in more.items():
            data[name] = value
        return data.urlencode()
