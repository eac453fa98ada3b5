"""The parameters of a resource: their schema, from the filters that read them, and what a request says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import django_filters
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict

from wonen.dutch.filters import DutchDateFilter, YearFilter, YesNoFilter
from wonen.dutch.periods import FIRST_YEAR, LAST_YEAR
from wonen.rest.negotiation import FORMAT, FORMATS
from wonen.rest.problems import Fault, wrong
from wonen.rest.resource import Asked, Field, Resource
from wonen.rest.schemas import (
    CURSOR_OR_MOMENT,
    FILLED,
    CodeList,
    Schema,
    date,
    listed,
    moment,
    one_of,
    text,
    whole,
    yes_no,
)
from wonen.rest.validation import faults_in, read_moment, typed

PAGE, SIZE, SORT, FIELDS, EXPAND = "pagina", "paginaGrootte", "sorteer", "velden", "uitklappen"
SINCE = "gewijzigdNa"
USUAL_SIZE, LARGEST_SIZE, LAST_PAGE = 100, 1000, 1_000_000
WHERE = " Alle codes staan op /api/v1/{}."
SCHEMAS: dict[type, Schema] = {
    YesNoFilter: yes_no(),
    YearFilter: whole(FIRST_YEAR, LAST_YEAR),
    DutchDateFilter: date(),
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of the query: ``is_joined`` if several values stand in it with commas between."""

    name: str
    meaning: str
    schema: Schema
    is_joined: bool = False
    codes: CodeList | None = None  # which codes it takes, where the database knows those
    is_required: bool = False
    example: str = ""

    @property
    def is_list(self) -> bool:
        return self.schema.get("type") == "array"

    def value(self, values: list[str]) -> Any:
        """Return what the address says, of the type in the schema where it can be read as such."""
        if not self.is_list:
            return typed(values[0], self.schema)
        # Many clients repeat a list, whatever is said of commas; both are read.
        words = [word for value in values for word in value.split(",")] if self.is_joined else values
        return [typed(word, self.schema["items"]) for word in words]

    def published(self) -> Schema:
        """Return the schema with what a code looks like: which there are changes under the same version.

        It is not what is asked is held to: a name in the place of a code is told which code it has.
        """
        if self.codes is None:
            return self.schema
        return {**self.schema, "items": self.codes.schema} if self.is_list else self.codes.schema

    @property
    def shown(self) -> Any:
        """An example as it stands in the description; None for want of one."""
        found = self.codes.example if self.codes else self.example
        return [found] if found and self.is_list else found or None


def of_filterset(filterset: Any) -> list[Parameter]:
    """Return the parameters that a FilterSet reads; its ``meanings`` say more than the label on a page."""
    meanings, codes = getattr(filterset, "meanings", {}), getattr(filterset, "codes", {})
    return [
        _of_filter(name, each, meanings.get(name, ""), codes.get(name))
        for name, each in filterset.base_filters.items()
    ]


def _of_filter(name: str, each: Any, meaning: str, codes: CodeList | None) -> Parameter:
    schema = _schema(each)
    several = isinstance(each, django_filters.MultipleChoiceFilter)
    found = listed(schema, minItems=1) if several else schema
    return Parameter(
        name, meaning or f"{each.label}.", found, codes=codes if "queryset" in each.extra else None
    )


def _schema(each: Any) -> Schema:
    """Return what a filter takes."""
    if "queryset" in each.extra:
        return text(60, shortest=1)
    if "choices" in each.extra and not isinstance(each, YesNoFilter):
        return one_of([value for value, _ in each.extra["choices"]] + _null(each))
    known = (found for kind, found in SCHEMAS.items() if isinstance(each, kind))
    plain = text(each.extra.get("max_length"), shortest=1, pattern=FILLED)
    return getattr(each, "schema", None) or next(known, plain)


def _null(each: Any) -> list[str]:
    return [each.extra["null_value"]] if each.extra.get("null_label") else []


def of_filters(resource: Resource) -> list[Parameter]:
    return of_filterset(resource.filterset) if resource.filterset else []


def of_changes(resource: Resource) -> list[Parameter]:
    """Return the parameters of the feed of changes."""
    since = Parameter(
        SINCE,
        "Vanaf waar: de waarde van 'verder' in het vorige antwoord, of een moment. Zonder deze parameter:"
        " alles wat er nu is.",
        text(60, pattern=CURSOR_OR_MOMENT),
        example="2026-11-24T12:00:00Z",
    )
    return [since, *of_shape(resource, resource.fields), size_parameter()]


def size_parameter() -> Parameter:
    return Parameter(
        SIZE,
        f"Hoeveel rijen er op een pagina staan, hoogstens {LARGEST_SIZE}.",
        whole(1, LARGEST_SIZE) | {"default": USUAL_SIZE},
    )


def of_shape(resource: Resource, fields: Iterable[Field]) -> list[Parameter]:
    """Return the parameters that say which of its fields a row has."""
    names = one_of(each.key for each in fields)
    found = [
        Parameter(
            FIELDS,
            "Alleen deze velden, met komma's ertussen of elk in een eigen parameter. Zonder deze parameter:"
            " alle velden.",
            listed(names, minItems=1),
            is_joined=True,
        )
    ]
    if resource.expansions:
        names = one_of(each.key for each in resource.expansions)
        found.append(
            Parameter(
                EXPAND,
                "Neem ook deze andere gegevens op, onder 'uitgeklapt', in csv en xlsx als kolommen;"
                " met komma's ertussen of elk in een eigen parameter.",
                listed(names, minItems=1),
                is_joined=True,
            )
        )
    return found


def of_list(resource: Resource) -> list[Parameter]:
    """Return all parameters of the list of a resource."""
    found = of_filters(resource)
    if resource.sorts:
        ways = one_of(way for name in resource.sorts for way in (name, f"-{name}"))
        found.append(Parameter(SORT, "De volgorde; met een minteken ervoor van hoog naar laag.", ways))
    if resource.feed:
        meaning = (
            "Alleen wat sinds dit moment is gewijzigd. Wat verdween staat er niet bij; gebruik voor het"
            f" bijhouden van een kopie /{resource.name}/wijzigingen."
        )
        found.append(Parameter(SINCE, meaning, moment()))
    return [
        *found,
        *of_shape(resource, resource.every),
        Parameter(PAGE, "Het nummer van de pagina, vanaf 1.", whole(1, LAST_PAGE) | {"default": 1}),
        size_parameter(),
        format_parameter(resource),
    ]


def of_item(resource: Resource) -> list[Parameter]:
    """Return all parameters of one row."""
    filters = [each for each in of_filters(resource) if each.name in resource.single_parameters]
    return [*filters, *of_shape(resource, resource.every), format_parameter(resource, of_item=True)]


def format_parameter(resource: Resource, *, of_item: bool = False) -> Parameter:
    known = [each for each in FORMATS if each != "geojson" or resource.place]
    if of_item:
        known = [each for each in known if each in {"json", "geojson"}]
    return Parameter(
        FORMAT,
        "De vorm van het antwoord; gaat voor de kop Accept. Zonder pagina en paginaGrootte geven csv,"
        " xlsx, geojson en jsonl alle rijen. Voor tekst die een rekenblad als formule zou uitvoeren, staat in"
        " csv en xlsx een apostrof; in xlsx heeft een cel hoogstens 32.000 tekens."
        if not of_item
        else "De vorm van het antwoord; gaat voor de kop Accept.",
        one_of(known),
    )


def read(query: QueryDict, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """Return what the address asks, by name; raise ``Refused`` with everything that is wrong with it."""
    known = {each.name: each for each in parameters}
    faults = [*_faults(query, known), *_lacking(query, known)]
    if faults:
        raise wrong(faults)
    return {name: known[name].value(query.getlist(name)) for name in known if name in query}


def one_way(asked: Asked) -> list[tuple[str, Any]]:
    """Return what is asked of a file, but for its form, written one way: who asks the same gives the same."""
    found = {name: _one_way(value) for name, value in asked.items() if name != FORMAT}
    if PAGE in asked or SIZE in asked:
        found[PAGE], found[SIZE] = page_of(asked)
    if SINCE in asked:
        found[SINCE] = read_moment(asked[SINCE])
    return sorted(found.items())


def _one_way(value: Any) -> Any:
    if isinstance(value, list):  # any of them, or fields that a row gives in an order of its own
        return sorted(set(map(str, value)))
    return value.strip() if isinstance(value, str) else value


def _faults(query: QueryDict, known: dict[str, Parameter]) -> Iterator[Fault]:
    for name, values in query.lists():
        if name not in known:
            names = f"Bekend zijn: {', '.join(known)}." if known else "Op dit adres kan er geen."
            clean = name.replace("\0", "")[:60]
            yield Fault("query", clean, f"Deze parameter is hier onbekend. {names}")
            continue
        parameter = known[name]
        if len(values) > 1 and not parameter.is_list:
            yield Fault("query", name, f"Deze parameter staat er {len(values)} keer. Geef hem één keer.")
        elif any("\0" in value for value in values):
            yield Fault("query", name, "Hierin staat een teken dat niet kan.")
        elif not all(value.strip() for value in values):
            yield Fault("query", name, "Deze parameter is leeg. Geef een waarde, of laat hem weg.")
        else:
            for _, sentence in faults_in(parameter.value(values), parameter.schema):
                yield Fault("query", name, sentence)


def _lacking(query: QueryDict, known: dict[str, Parameter]) -> Iterator[Fault]:
    for name, parameter in known.items():
        if parameter.is_required and name not in query:
            yield Fault("query", name, f"Deze parameter is nodig. {parameter.meaning}")


def filtered(resource: Resource, query: QueryDict, rows: Any) -> Any:
    """Return the rows that the filters keep; raise ``Refused`` with what the filters find wrong."""
    if not resource.filterset:
        return rows
    filterset = resource.filterset(query, rows)
    hold(filterset.form, filterset.codes)
    return filterset.qs


def hold(form: Any, codes: Mapping[str, CodeList] = MappingProxyType({})) -> None:
    """Raise ``Refused`` with everything that a form finds wrong; ``codes`` are those that it may ask for."""
    if form.is_valid():
        return
    raise wrong(
        Fault(
            "query", "" if name == NON_FIELD_ERRORS else name, f"{sentence}{_where(codes.get(name), error)}"
        )
        for name, errors in form.errors.as_data().items()
        for error in errors
        for sentence in error.messages
    )


def _where(codes: CodeList | None, error: Any) -> str:
    """Return where the codes can be found, if what was given is none: a form on a page shows them."""
    return WHERE.format(codes.listed) if codes and error.code == "invalid_choice" else ""


def page_of(asked: Asked) -> tuple[int, int]:
    return asked.get(PAGE, 1), asked.get(SIZE, USUAL_SIZE)
