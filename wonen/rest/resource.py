"""A resource of the API, declared once: what it is read from, what it is called and what it looks like.

The answer, its other forms (CSV, XLSX, GeoJSON), the parameters and the description are all made from this
declaration, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpRequest

from wonen.rest.changes.query import Feed
from wonen.rest.schemas import Schema, thing, told

if TYPE_CHECKING:
    from wonen.rest.writing.write_handler import Writer

Raw = Mapping[str, Any]  # what the database gave for one row, by the key of the field
Rows = QuerySet[Any, Any]
Asked = Mapping[str, Any]  # the parameters of a request that were found right


@dataclass(frozen=True)
class Field:
    """A member of what a resource shows.

    ``source`` is the path of a column, an expression, ``Nested``, or several of these by name.
    ``make`` turns what the database gave for the row into the value, where that is not the value itself.
    """

    key: str
    meaning: str
    schema: Schema
    source: Any = None
    make: Callable[[Raw], Any] | None = None
    example: Any = None
    is_written: bool = False  # may be given by who writes

    @cached_property
    def described(self) -> Schema:
        return told(self.schema, self.meaning)

    @cached_property
    def sources(self) -> Mapping[str, Any]:
        """What the database gives for this field, by name."""
        if isinstance(self.source, Mapping):
            return self.source
        return {} if self.source is None else {self.key: self.source}

    def value(self, raw: Raw) -> Any:
        return self.make(raw) if self.make else raw[self.key]


@dataclass(frozen=True)
class Nested:
    """The rows that are part of a row, as a list that the database makes: ``link`` is their foreign key.

    ``members`` has the path or expression of each; without any, ``value`` is what the list holds.
    """

    rows: Callable[[], Rows]
    link: str
    members: Mapping[str, Any] = field(default_factory=dict)
    value: str = ""

    def expression(self, path: str = "") -> ArraySubquery:
        found = self.rows().filter(**{self.link: OuterRef(f"{path}pk")})
        if self.value:
            return ArraySubquery(found.values(self.value))
        return ArraySubquery(found.values(nested=JSONObject(**self.members)))


@dataclass(frozen=True)
class Expansion:
    """Another resource that can be had with a row: what the field of the same name names by its key.

    ``path`` leads from the row to the other row; ``optional`` where there may be none.
    """

    key: str
    resource: Resource
    path: str  # of the foreign key
    optional: bool = False


@dataclass(frozen=True)
class Place:
    """Where a row lies: columns with degrees WGS 84, and what the point stands for."""

    longitude: str
    latitude: str
    meaning: str
    more: Mapping[str, str] = field(default_factory=dict)  # what a map shows beside it: name and path


@dataclass(frozen=True)
class Within:
    """The row that a row is part of and in whose address it stands: ``link`` is the foreign key to it."""

    resource: Resource
    link: str


def everything(rows: Rows, _asked: Asked) -> Rows:
    return rows


def nobody(_request: HttpRequest) -> bool:
    return False


@dataclass(frozen=True)
class Resource:
    """A kind of thing that the API gives, as a list and one by one."""

    name: str  # the only one of that name; the last word of the address, unless ``segment`` says another
    title: str
    singular: str  # in a sentence: 'gemeente'
    schema_name: str  # in the description: 'Gemeente'
    meaning: str
    key: Field  # by which one is asked for
    lookup: str  # its column
    fields: tuple[Field, ...]
    rows: Callable[[HttpRequest], Rows]  # what this reader may see, in the usual order
    filterset: Any = None
    sorts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    expansions: tuple[Expansion, ...] = ()
    place: Place | None = None
    listed: Callable[[Rows, Asked], Rows] = everything  # a list may leave out what can be had one by one
    single: Callable[[Rows, Asked], Rows] = everything
    single_parameters: tuple[str, ...] = ()  # of the filters, which one row takes too
    is_example: str = ""  # the key of the field that says that a row is invented
    feed: Feed | None = None  # of its changes, where a copy can be kept
    changed: str = ""  # the column that says when a row was changed, of those that the feed does not have
    writes: Callable[[Resource], Writer] | None = None  # makes what writes it; without, it is only read
    within: Within | None = None  # what it has no life of its own without
    # What only some tokens see: not among ``fields``, so that whatever shows those shows none of these.
    # ``rows`` gives them by themselves to whom ``reads_internal`` holds for, empty in rows beyond its reach.
    internal: tuple[Field, ...] = ()
    reads_internal: Callable[[HttpRequest], bool] = nobody
    segment: str = ""

    @property
    def plural(self) -> str:
        """The title in a sentence; a title that begins with an abbreviation keeps its capitals."""
        return self.title if self.title[:2].isupper() else self.title.lower()

    @cached_property
    def writer(self) -> Writer | None:
        return self.writes(self) if self.writes else None

    @cached_property
    def by_key(self) -> dict[str, Field]:
        return {each.key: each for each in self.fields}

    @cached_property
    def every(self) -> tuple[Field, ...]:
        """All fields, also those that only some tokens see."""
        return (*self.fields, *self.internal)

    def fields_for(self, request: HttpRequest) -> tuple[Field, ...]:
        """Return the fields that this reader sees."""
        return self.every if self.internal and self.reads_internal(request) else self.fields

    @cached_property
    def around(self) -> tuple[Resource, ...]:
        """The resources of the rows that a row is part of, the outermost first."""
        return (*self.within.resource.around, self.within.resource) if self.within else ()

    @cached_property
    def path(self) -> str:
        """The address of the list below the root of the API, as a description writes it."""
        start = f"{self.within.resource.item_path}/" if self.within else ""
        return f"{start}{self.segment or self.name}"

    @property
    def item_path(self) -> str:
        return f"{self.path}/{{{self.key.key}}}"

    def address(self, keys: Mapping[str, Any]) -> str:
        """Return the address of the list, given the keys of the rows around it."""
        return self.path.format(**keys)

    @property
    def example_address(self) -> str:
        """The address of the list in the rows that the examples are of."""
        return self.address({each.key.key: each.key.example for each in self.around})

    @property
    def described(self) -> Schema:
        return told(thing(**{each.key: each.described for each in self.fields}), self.meaning)

    @property
    def example(self) -> dict[str, Any]:
        return {each.key: each.example for each in self.fields}
