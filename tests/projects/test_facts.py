"""Every list that names facts of a project names them all: shown by taking each entry out, one by one.

Beside it what is read of a file, whatever the fact: each comes back from every form in which it is written.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, make_dataclass, replace
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import registry
from django.test import Client

from municipalities.models import Corporation, Municipality
from offers import freezing
from projects import checks, facts
from projects.api.project_resource import PROJECTS
from projects.checks import LISTINGS, Listing
from projects.editing.bulk_save import add
from projects.editing.snapshot import NEW, State, states
from projects.facts import FACTS, Cell, Fact
from projects.models import HousingType, Project, RentClass, SustainabilityLevel
from tests.support.project_sheets import apply, counts, given, problems
from tests.support.sheets import book, read

TABLE = Path(__file__).parents[2] / "templates" / "projects" / "_table.html"


def faults() -> list[str]:
    """Return what is wrong with the lists, by the check and by what is asserted of the other rooms."""
    found = [str(each.msg) for each in checks.check_facts(None)]
    return found + ([] if frozen() == offered() else ["offers.freezing.LEFT_OUT"])


def frozen() -> set[str]:
    """Return the keys of what an offer does not leave out of a project; what is internal it never sees."""
    return {each.key for each in PROJECTS.every if each.key not in freezing.LEFT_OUT}


def offered() -> set[str]:
    return {fact.key for fact in facts.FACTS if fact.is_value} | {"gedrukt", "vera"}


def test_every_list_names_every_fact() -> None:
    assert not faults()


def test_the_check_is_part_of_those_of_the_product() -> None:
    registered: set[Any] = set(registry.registry.registered_checks)
    assert checks.check_facts in registered


# Taking entries out of lists


def shorter(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield each entry of a list, and the list without it."""
    if isinstance(value, type) and issubclass(value, StrEnum):
        members = {each.name: str(each) for each in value}
        for name in members:
            yield name, StrEnum("Rest", {other: text for other, text in members.items() if other != name})
    elif is_dataclass(value):
        names = [each.name for each in fields(value)]
        for name in names:
            yield name, make_dataclass("Rest", [each for each in names if each != name])
    elif isinstance(value, Mapping):
        for name in value:
            yield str(name), {other: said for other, said in value.items() if other != name}
    else:
        entries = list(value)
        for place, entry in enumerate(entries):
            yield str(entry), type(value)(entries[:place] + entries[place + 1 :])


def fields_of_fieldsets(fieldsets: Any) -> Iterator[tuple[str, Any]]:
    """Yield each field of a form, and the fieldsets without it."""
    for name in checks.nested(fieldsets):
        rest = [[each for each in checks.nested([section]) if each != name] for section in fieldsets]
        yield name, [(None, {"fields": names}) for names in rest]


def fields_of_merge(merge: Any) -> Iterator[tuple[str, Any]]:
    """Yield each field of what is judged together, and the cells without it."""
    for key, (label, names) in merge.items():
        for name in names:
            yield name, {**merge, key: (label, tuple(each for each in names if each != name))}


INNER = {"FIELDSETS": fields_of_fieldsets, "three_way_merge": fields_of_merge}
LISTS = {(each.module, each.attribute): each for each in LISTINGS}
# What people write above a column beside its name and the other names of a cell: nothing else says it again.
ONLY_HERE = {"Nummer", "Gemeentecode", "Corporatiecode", "Onderdeel", "Startjaar", "Opleverjaar"}


@pytest.mark.parametrize("listing", LISTS.values(), ids=lambda each: f"{each.module}.{each.attribute}")
def test_an_entry_that_is_left_out_is_found(listing: Listing, monkeypatch: pytest.MonkeyPatch) -> None:
    value = listing.value
    inner = INNER.get(listing.attribute) or INNER.get(listing.module.rpartition(".")[2])
    tried = [*shorter(value), *(inner(value) if inner else ())]
    assert tried
    unseen = []
    for entry, rest in tried:
        with monkeypatch.context() as patched:
            patched.setattr(f"{listing.module}.{listing.attribute}", rest)
            if not faults():
                unseen.append(entry)
    assert set(unseen) == (ONLY_HERE if listing.attribute == "SYNONYMS" else set())


@pytest.mark.parametrize("key", sorted(freezing.LEFT_OUT))
def test_what_an_offer_leaves_out_is_known(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "LEFT_OUT", freezing.LEFT_OUT - {key})
    assert faults()


def others(value: Any) -> Iterator[Any]:
    """Yield what an attribute could be otherwise: no text, an entry less, the other answer."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Enum):
        yield from (each for each in type(value) if each is not value)
    elif isinstance(value, str):
        yield from [""] if value else []
    elif isinstance(value, tuple):
        yield from (value[:place] + value[place + 1 :] for place in range(len(value)))


@pytest.mark.parametrize("fact", FACTS, ids=lambda each: each.name)
def test_a_fact_that_is_said_otherwise_is_found(fact: Fact, monkeypatch: pytest.MonkeyPatch) -> None:
    place, unseen = FACTS.index(fact), []
    for each in fields(Fact):
        for other in others(getattr(fact, each.name)):
            changed = replace(fact, **{each.name: other})
            monkeypatch.setattr(facts, "FACTS", (*FACTS[:place], changed, *FACTS[place + 1 :]))
            if not faults():
                unseen.append((each.name, other))
    assert not unseen


@pytest.mark.parametrize("cell", list(facts.cells()), ids=lambda each: each.heading)
def test_a_cell_that_is_said_otherwise_is_found(cell: Cell, monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = []
    for each in fields(Cell):
        for other in others(getattr(cell, each.name)):
            changed = replace(cell, **{each.name: other})
            rest = [
                replace(fact, cells=tuple(changed if own is cell else own for own in fact.cells))
                for fact in FACTS
            ]
            monkeypatch.setattr(facts, "FACTS", tuple(rest))
            if not faults():
                unseen.append((each.name, other))
    assert not unseen


def test_the_table_of_an_overview_has_the_printed_cells() -> None:
    page = TABLE.read_text(encoding="utf-8")
    headings = [cell.heading for cell in facts.cells() if cell.printed]
    assert re.findall(r'<th scope="col">(.*?)</th>', page)[1:] == headings
    assert re.findall(r'data-label="(.*?)"', page) == headings
    assert re.findall(r"{{ cells\.(\w+) }}", page) == [cell.printed for cell in facts.cells() if cell.printed]


# Every fact, through files


def least(municipality: str, corporation: str, **more: Any) -> State:
    return {
        **NEW,
        "municipality_id": Municipality.objects.get(name=municipality).pk,
        "corporation_id": Corporation.objects.get(code=corporation).pk,
        **more,
    }


def first_project(number: int) -> State:
    """Return a project of which every fact is another than those of ``full_project``."""
    # The name is the same to who looks for it: another would be asked about.
    planning = {"planned_year": 2040, "planned_quarter": 4}
    return least("Maastricht", "TWEE", name=f"vol {number}", kind="sloop", dwellings=1, **planning)


def full_project(number: int, whole: int) -> State:
    classes = dict(RentClass.objects.values_list("code", "pk"))
    return {
        **least("Heerlen", "WL", name=f"Vol {number}", kind="renovatie", parent_id=whole),
        "place": "Hoensbroek",
        "phase": "ontwerp",
        "dwellings": 30,
        "dwellings_approximate": True,
        "types": sorted(HousingType.objects.values_list("pk", flat=True)[:2]),
        "housing_types_undecided": True,
        "with_care": True,
        "rent": sorted([[classes["betaalbaar"], False, 12], [classes["vrije-huur"], True, None]]),
        "bat_from_id": 1,
        "bat_to_id": 3,
        "sustainability_id": SustainabilityLevel.objects.get(code="beng").pk,
        "sustainability_at_least": True,
        "codes": [["dpi", str(number)]],
        "source": "Bod 2030",
        "note": "Voor iedereen.",
        "internal_note": "Onder ons.",
        "is_public": True,
        **PLANNINGS[number],
    }


PLANNINGS = (
    {"start_year": 2031, "start_quarter": 2, "delivery_year": 2033, "delivery_quarter": 3},
    {"planned_year": 2035, "planned_quarter": 1},
)
WRITTEN = [fact for fact in FACTS if fact.is_written]
CELL_HEADERS = {cell.heading for cell in facts.cells()}
OWN_HEADERS = {header for fact in WRITTEN for header in fact.headers}
# One form of each fact: what a form with a column of its own leaves out stands in its cell alone. The kind
# does so too: 'Onderdeel' is empty where no year was chosen.
FORMS = {
    "cellen": CELL_HEADERS,
    "eigen kolommen": OWN_HEADERS
    | {facts.KIND.heading}
    | {cell.heading for fact in WRITTEN for cell in (fact.cells[1:] if fact.headers else fact.cells)},
    "alles": CELL_HEADERS | OWN_HEADERS,
}


@pytest.fixture
def pairs(world: None) -> list[tuple[State, State]]:
    """Return of each planning a project as it is first, and as it is in a file."""
    Corporation.objects.create(code="TWEE", name="Tweede")
    whole = add([least("Heerlen", "WL", name="Geheel", kind="renovatie", is_public=True)])[0]
    return [(first_project(number), full_project(number, whole)) for number in range(len(PLANNINGS))]


def test_the_projects_of_the_files_differ_in_every_fact(pairs: list[tuple[State, State]]) -> None:
    same = [[name for name in first if first[name] == full[name]] for first, full in pairs]
    assert set.intersection(*map(set, same)) == {"is_example"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_every_fact_comes_back_from_a_file(
    admin_client: Client, pairs: list[tuple[State, State]], form: str, kind: str
) -> None:
    firsts, fulls = add([first for first, _ in pairs]), add([full for _, full in pairs])
    content = admin_client.get(f"/beheer/projects/project/export.{kind}").getvalue()
    headers, *rows = read(content) if kind == "xlsx" else from_csv(content)
    by_number = {int(row[0]): dict(zip(headers, row, strict=True)) for row in rows}
    Project.objects.filter(pk__in=fulls).delete()
    used = ["Nummer", *(each for each in headers if each in FORMS[form] | {"Naam"})]
    changed = [
        [first, *(by_number[full][each] for each in used[1:])]
        for first, full in zip(firsts, fulls, strict=True)
    ]
    page = given(
        admin_client, as_csv([used, *changed]) if kind == "csv" else book([used, *changed]), f"x.{kind}"
    )
    assert counts(page) == (0, 0, 0, 2, 0), problems(page)
    apply(admin_client, page)
    after = states(firsts)
    for first, (_, full) in zip(firsts, pairs, strict=True):
        assert {name: after[first][name] for name in full} == full


def from_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_csv(rows: list[list[Any]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode()
