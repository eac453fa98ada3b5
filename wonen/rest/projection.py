"""Reads the rows of a resource: one statement, whatever is nested in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.db.models import Expression, F, Func, IntegerField, Subquery

from wonen.rest.resource import Asked, Expansion, Field, Nested, Raw, Resource, Rows
from wonen.rest.schemas import Schema, thing

CHUNK = 500  # rows; the first byte waits for the first of these
EXPANDED = "uitgeklapt"
Shown = dict[str, Any]


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it was at the first query: no row may mix what was before and after a change."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@dataclass(frozen=True)
class Shape:
    """Which fields a row has in an answer, and which other rows come with it."""

    resource: Resource
    fields: Sequence[Field]
    expansions: Sequence[Expansion] = ()

    @classmethod
    def asked(cls, resource: Resource, asked: Asked, fields: Sequence[Field] = ()) -> Shape:
        """Return the shape that is asked of these fields; without any, of the public ones."""
        names = asked.get("velden")
        fields = [each for each in fields or resource.fields if names is None or each.key in names]
        wanted = asked.get("uitklappen", ())
        return cls(resource, fields, [each for each in resource.expansions if each.key in wanted])

    @cached_property
    def sources(self) -> dict[str, Any]:
        """What the database must give, by name; what an expansion needs has its key before it."""
        found = {name: source for each in self.fields for name, source in each.sources.items()}
        for expansion in self.expansions:
            path = f"{expansion.path}__"
            found[f"{expansion.key}."] = f"{path}pk"
            for each in expansion.resource.fields:
                for name, source in each.sources.items():
                    found[f"{expansion.key}.{name}"] = _under(path, source)
        return found

    def read(self, rows: Rows, *also: Any) -> Rows:
        """Return a QuerySet of tuples: the sources in order, and then what else is asked."""
        expressions = [_expression(source) for source in self.sources.values()]
        found: Rows = rows.values_list(*expressions, *also)
        return found

    def shown(self, values: Iterable[Any]) -> Shown:
        """Return a row as it is shown, from the values of its sources."""
        raw = dict(zip(self.sources, values, strict=False))
        found = {each.key: each.value(raw) for each in self.fields}
        if self.expansions:
            found[EXPANDED] = {each.key: _expanded(each, raw) for each in self.expansions}
        return found

    def first(self, rows: Rows, *also: str) -> tuple[Shown, tuple[Any, ...]] | None:
        """Return the first row with the columns that are asked besides; None if there is no row."""
        values = next(iter(self.read(rows, *also)[:1]), None)
        return (self.shown(values), tuple(values[len(self.sources) :])) if values else None

    def every(self, rows: Rows) -> Iterator[Shown]:
        """Yield all rows, a chunk in memory at a time."""
        # Outside a transaction the database would make all rows before it gives the first.
        with one_moment():
            for values in self.read(rows).iterator(chunk_size=CHUNK):
                yield self.shown(values)

    def features(self, rows: Rows) -> Iterator[dict[str, Any]]:
        """Yield all rows as features (RFC 7946), a chunk in memory at a time."""
        place = self.resource.place
        if place is None:
            raise TypeError(f"Of {self.resource.name} no place is known.")
        spot = len(self.sources)
        # Also without ``id`` among the fields: a feature without one is of no use to a map.
        key = F(self.resource.lookup)
        found = self.read(rows, place.longitude, place.latitude, key, *place.more.values())
        with one_moment():
            for values in found.iterator(chunk_size=CHUNK):
                shown = self.shown(values)
                more = dict(zip(place.more, values[spot + 3 :], strict=True))
                yield {
                    "type": "Feature",
                    "id": values[spot + 2],
                    "geometry": {
                        "type": "Point",
                        "coordinates": [float(each) for each in values[spot : spot + 2]],
                    },
                    "properties": {**shown, **more, "ligging": place.meaning},
                }

    @property
    def described(self) -> Schema:
        """The schema of a row in this shape."""
        found = {each.key: each.described for each in self.fields}
        if self.expansions:
            found[EXPANDED] = thing(**{each.key: each.resource.described for each in self.expansions})
        return thing(**found)

    def by_key(self, rows: Rows) -> Iterator[tuple[int, Shown]]:
        """Yield all rows, each with its key in the database."""
        for *values, key in self.read(rows, F("pk")):
            yield key, self.shown(values)

    def page(self, rows: Rows, page: int, size: int) -> tuple[list[Shown], int | None]:
        """Return a page of rows and how many rows there are in all; None if the page has none."""
        start = (page - 1) * size
        total = count_of(rows)
        if start:  # else the database nests what is in every row that it skips
            rows = rows.filter(pk__in=rows.values("pk")[start : start + size])
        found = list(self.read(rows, total)[:size])
        return [self.shown(values) for values in found], found[0][-1] if found else None


def count_of(rows: Rows) -> Subquery:
    """Return the number of rows as an expression, so that a page and its total are one statement."""
    counted = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(counted=counted).values("counted"))


def _expression(source: Any) -> Any:
    return source.expression() if isinstance(source, Nested) else source


def _under(path: str, source: Any) -> Any:
    if isinstance(source, Nested):
        return source.expression(path)
    if isinstance(source, Expression):
        raise TypeError("Only columns and nested rows can be reached from another row.")
    return f"{path}{source}"


def _expanded(expansion: Expansion, raw: Raw) -> Shown | None:
    if raw[f"{expansion.key}."] is None:
        return None
    start = f"{expansion.key}."
    own = {name.removeprefix(start): value for name, value in raw.items() if name.startswith(start)}
    return {each.key: each.value(own) for each in expansion.resource.fields}
