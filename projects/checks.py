"""Compares every list that names facts of a project with ``projects.facts``: part of ``manage.py check``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db.models import Field

from projects import facts
from projects.facts import Cell, Fact, History, ValueKind
from projects.models import Project
from wonen.dutch.single_line_text import LineField, LinesField, NameField
from wonen.history.tables import NO_FACTS

# What a list has beside the facts: what follows from them, and the number.
IN_API = {"id", "onderdeel", "gedrukt", "vera", "gewijzigdOp"}
IN_LIST = {"onderdeel", "gewijzigd"}
IN_FORM = {"opened", "was"}
NUMBER, ONLY_WRITTEN, ONLY_READ = "Nummer", {"Laatst gewijzigd", "Adres"}, {"Opmerking", "Keuze"}
KEPT = {each.attname: each for each in Project._meta.concrete_fields if each.name not in {"id", *NO_FACTS}}
LINES = {NameField: ValueKind.NAME, LineField: ValueKind.LINE, LinesField: ValueKind.TEXT}


@dataclass(frozen=True)
class Listing:
    """A list that names facts: where it stands, what it must name, and how to see what it names."""

    module: str
    attribute: str
    expected: Callable[[], Iterable[str]]
    named: Callable[[Any], Iterable[str]] = iter
    may_name_more: bool = False

    @property
    def value(self) -> Any:
        return getattr(import_module(self.module), self.attribute)

    def problems(self) -> Iterator[str]:
        """Yield in a sentence what the list does not name, and what it names for nothing."""
        expected, named = set(self.expected()), set(self.named(self.value))
        if missing := expected - named:
            yield f"{self.module}.{self.attribute} does not name: {', '.join(sorted(missing))}."
        if not self.may_name_more and (surplus := named - expected):
            yield f"{self.module}.{self.attribute} names what is not expected: {', '.join(sorted(surplus))}."


def of(attribute: str, when: Callable[[Fact], bool] = bool) -> Callable[[], set[str]]:
    """Return a function that gives this attribute of the facts: a text, or several of each."""

    def found() -> set[str]:
        values = [getattr(fact, attribute) for fact in facts.FACTS if when(fact)]
        return {each for value in values for each in ([value] if isinstance(value, str) else value)} - {""}

    return found


def of_cells(attribute: str, when: Callable[[Cell], bool] = bool) -> Callable[[], set[str]]:
    """Return a function that gives this attribute of the cells."""
    return lambda: {getattr(cell, attribute) for cell in facts.cells() if when(cell)} - {""}


def in_form(fact: Fact) -> bool:
    return bool(fact.cells)


def together() -> set[str]:
    """Return the fields of each cell as one text: they are judged together."""
    cells = dict.fromkeys(fact.cells[0] for fact in facts.FACTS if fact.cells)
    return {joined(of("fields", lambda fact: cell in fact.cells)()) for cell in cells}  # noqa: B023


def joined(names: Iterable[str]) -> str:
    return "+".join(sorted(names))


def nested(fieldsets: Any) -> Iterator[str]:
    """Yield the names of the fields in fieldsets."""
    for _, said in fieldsets:
        for line in said["fields"]:
            yield from [line] if isinstance(line, str) else line


def printed_of_many() -> set[str]:
    """Return the headings of what can be changed of many projects; what has none must not be."""
    found = [fact for fact in facts.FACTS if fact.is_bulk]
    return {cell.heading for fact in found for cell in fact.cells} | {f.name for f in found if not f.cells}


def headers_of(columns: Sequence[Any]) -> Iterator[str]:
    return (str(each.header) for each in columns)


def all_headers() -> set[str]:
    return {NUMBER, *of("known")(), *ONLY_WRITTEN, *ONLY_READ}


def headers_of_moments() -> set[str]:
    """Return the headers under which a date is a planning."""
    moments = [fact for fact in facts.FACTS if fact.kind is ValueKind.MOMENT]
    return {name for fact in moments for name in (*fact.only_read, *(cell.heading for cell in fact.cells))}


def is_everybodys(fact: Fact) -> bool:
    """Say whether a file for everybody tells it; that all of it is public goes without saying."""
    return not fact.is_internal and fact.name != "is_public"


def public_headers() -> set[str]:
    return {NUMBER, *of("exported", is_everybodys)(), *ONLY_WRITTEN}


def read_of(meanings: Any) -> Iterator[str]:
    """Yield what the columns of a spreadsheet say of each fact, and what they say under a wrong header."""
    for header, meaning in meanings.items():
        own = [fact for fact in facts.FACTS if header in fact.known]
        said = {name: fact.name for fact in own for name in fact.facts_of_row}
        yield str(header)
        if own:
            yield from (f"{said.get(name, header)}.{name}" for name in meaning.fields)


def readable() -> set[str]:
    names = {f"{fact.name}.{name}" for fact in facts.FACTS for name in fact.facts_of_row}
    return names | (all_headers() - ONLY_WRITTEN - {"Keuze"})


API, EDITING, READER = "projects.api", "projects.editing", "projects.uploads.reader"
LISTINGS = (
    Listing(
        "projects.facts",
        "FACTS",
        lambda: KEPT,
        lambda _: facts.columns(*(set(ValueKind) - {ValueKind.PARTS})),
    ),
    Listing(
        "projects.facts",
        "FACTS",
        lambda: {each.name for each in Project._meta.concrete_fields if is_needed(each)},
        lambda _: of("name", lambda fact: fact.is_required)(),
    ),
    Listing(
        f"{API}.project_resource",
        "FIELDS",
        lambda: of("key", lambda fact: not fact.is_internal)() | IN_API,
        lambda found: (each.key for each in found),
    ),
    Listing(
        f"{API}.project_resource",
        "FIELDS",
        of("key", lambda fact: fact.is_written and not fact.is_internal),
        lambda found: (each.key for each in found if each.is_written),
    ),
    Listing(
        f"{API}.project_resource",
        "INTERNAL",
        of("key", lambda fact: fact.is_internal and fact.is_written),
        lambda found: (each.key for each in found if each.is_written),
    ),
    Listing(
        f"{API}.bodies",
        "READERS",
        lambda: {each.name for each in ValueKind},
        lambda found: (each.name for each in found),
    ),
    Listing(f"{API}.bodies", "CODED", of("name", lambda fact: fact.kind is ValueKind.CODE)),
    Listing(f"{API}.bodies", "PARTS", of("name", lambda fact: fact.kind is ValueKind.PARTS)),
    Listing(
        f"{API}.project_resource",
        "FIELDS",
        of_cells("printed_key"),
        lambda found: (key for each in found if each.key == "gedrukt" for key in each.example),
    ),
    Listing(f"{EDITING}.bulk_save", "TABLES", of("columns", lambda fact: fact.kind is ValueKind.PARTS)),
    Listing(f"{EDITING}.snapshot", "CELLS", of_cells("heading")),
    Listing(
        f"{EDITING}.three_way_merge",
        "CELLS",
        together,
        lambda found: (joined(names) for _, names in found.values()),
    ),
    Listing(
        f"{EDITING}.completeness", "LACKS", of_cells("needed"), lambda found: (each.code for each in found)
    ),
    Listing("projects.backoffice.forms", "FIELDSETS", lambda: of("fields", in_form)() | IN_FORM, nested),
    Listing(
        "projects.backoffice.bulk.sheet_rows",
        "COLUMNS",
        of("sheet"),
        lambda found: (name for name, _ in found),
    ),
    Listing("projects.backoffice.bulk.sheet_rows", "READERS", of("sheet")),
    Listing(
        "projects.backoffice.bulk.forms",
        "MOMENTS",
        of("name", lambda fact: fact.is_bulk and fact.kind is ValueKind.MOMENT),
    ),
    Listing(
        "projects.backoffice.bulk.changes",
        "PRINTED",
        printed_of_many,
        lambda found: (label for label, _ in found),
    ),
    Listing(f"{READER}.headers", "Header", all_headers, lambda found: (each.value for each in found)),
    Listing(
        f"{READER}.headers", "SYNONYMS", lambda: of("only_read")() | of_cells("heading")(), may_name_more=True
    ),
    Listing(f"{READER}.headers", "INFORMATIVE", lambda: {*ONLY_WRITTEN, "Keuze"}),
    Listing(f"{READER}.headers", "DATES", headers_of_moments),
    Listing(f"{READER}.column_mapping", "MEANINGS", readable, read_of),
    Listing("projects.uploads.template", "COLUMNS", lambda: {NUMBER, *of_cells("heading")()}, headers_of),
    Listing("projects.export.columns", "PROJECT_COLUMNS", public_headers, headers_of),
    Listing(
        "projects.export.columns",
        "STAFF_COLUMNS",
        lambda: {NUMBER, *of("exported")(), *ONLY_WRITTEN},
        headers_of,
    ),
    Listing(
        "projects.pages.columns",
        "COLUMNS",
        lambda: of_cells("column")() | of("column")() | IN_LIST,
        lambda found: (each.key for each in found),
    ),
    Listing(
        "projects.pages.history", "CELLS", of_cells("page_label", lambda cell: cell.history is History.SHOWN)
    ),
    Listing(
        "projects.pages.history", "TEXTS", of_cells("page_label", lambda cell: cell.history is History.TOLD)
    ),
    Listing(
        "projects.pages.movement",
        "WORDS",
        of_cells("page_label", lambda cell: cell.has_direction),
    ),
    Listing(
        "projects.notation",
        "PrintedCells",
        of_cells("printed"),
        lambda found: (each.name for each in fields(found)),
    ),
    Listing(
        "projects.example",
        "PROJECT_COLUMNS",
        lambda: set(KEPT) - {"parent_id"} | {"id", "modified_at"},
    ),
)


def is_needed(field: Field[Any, Any]) -> bool:
    """Say whether a project cannot be kept without a value that somebody chose."""
    return field.editable and not field.blank and not field.has_default() and not field.primary_key


def faults_of(fact: Fact) -> Iterator[str]:
    """Yield in which way a fact is not what its columns keep."""
    if len(fact.columns) != (2 if fact.kind is ValueKind.MOMENT else 1):
        yield f"of kind {fact.kind.name} with {len(fact.columns)} columns"
        return
    if fact.kind in {ValueKind.PARTS, ValueKind.MOMENT}:
        return
    field = KEPT.get(fact.columns[0])
    wanted = next((kind for kept, kind in LINES.items() if type(field) is kept), None)
    if field is None or field.name != fact.name:
        yield f"the field {field.name if field else 'of no column'}"
    if fact.kind is not wanted and (wanted or fact.kind in LINES.values()):
        yield f"of kind {fact.kind.name}, and a {type(field).__name__}"


def check_facts(app_configs: Sequence[AppConfig] | None, **_options: Any) -> list[CheckMessage]:
    """Return an error for each list that does not name the facts that it must."""
    del app_configs
    problems = [problem for each in LISTINGS for problem in each.problems()]
    problems += [
        f"{fact.name} of projects.facts is {fault}." for fact in facts.FACTS for fault in faults_of(fact)
    ]
    return [Error(each, hint="See docs/adding-a-field.md.", id="projects.E001") for each in problems]
