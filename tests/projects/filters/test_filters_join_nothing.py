"""No choice of the FilterSets multiplies rows: the sums add up what a choice finds, and ask nothing twice."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from django.core.exceptions import EmptyResultSet
from django.core.validators import EMPTY_VALUES
from django.db.models import Count
from django.http import QueryDict

from projects.filters.api_filters import ProjectApiFilterSet
from projects.filters.filterset import ProjectFilterSet
from projects.models import ExternalCode, Project
from projects.models.querysets import ProjectQuerySet
from projects.sums.intervals import each_once
from tests.conftest import AddProject

WRITTEN = {  # what is typed, not chosen
    "zoek": ("hof", "aldenhof 2", "heerlen"),
    "jaar": ("2022", "2026"),
    "vanJaar": ("2022",),
    "totJaar": ("2030",),
    "start": ("2024", "nnb"),
    "oplevering": ("2024", "nnb"),
}
Choice = tuple[str, str]


def choices() -> Iterator[Choice]:
    """Yield every value of every filter, as an address writes it."""
    for name, field in ProjectFilterSet().form.fields.items():
        values = WRITTEN.get(name) or [str(value) for value, _ in field.choices]
        yield from ((name, value) for value in values if value)


def cleaned(choice: Choice) -> dict[str, Any]:
    """Return what the FilterSet makes of one choice, with what it chooses itself to go with it."""
    query = QueryDict(mutable=True)
    query.update(dict([choice]))
    form = ProjectApiFilterSet(query, Project.objects.public()).form
    assert form.is_valid(), (choice, form.errors)
    return {name: value for name, value in form.cleaned_data.items() if value not in EMPTY_VALUES}


class Chooser:
    """One FilterSet for all choices: making its form takes longer than all that is asked here."""

    def __init__(self) -> None:
        self.filterset = ProjectApiFilterSet(QueryDict(), Project.objects.public())
        self.nothing = dict.fromkeys(self.filterset.form.fields)
        self.filterset.form.full_clean()

    def chosen(self, *choices: dict[str, Any]) -> ProjectQuerySet:
        self.filterset.form.cleaned_data = self.nothing | {
            name: value for each in choices for name, value in each.items()
        }
        return self.filterset.filter_queryset(Project.objects.public())


def shape(projects: ProjectQuerySet) -> str:
    """Return the question without its values; nothing where the database need not be asked."""
    try:
        return str(projects.order_by().values("pk").query.sql_with_params()[0])
    except EmptyResultSet:
        return ""


def check(projects: ProjectQuerySet) -> None:
    rows: Any = projects.order_by()
    counts = rows.aggregate(rows=Count("pk"), projects=Count("pk", distinct=True))
    assert counts["rows"] == counts["projects"], projects.query
    assert shape(each_once(projects)) == shape(projects.counted())


@pytest.fixture
def many_parts(add_project: AddProject, brochure: dict[str, Any]) -> None:
    """Beside the brochure: projects of which each part is there more than once."""
    whole = add_project("Aldenhof")
    for number in (1, 2, 3):
        project = add_project(
            f"Aldenhof {number}",
            parent=whole,
            dwellings=40,
            start_year=2024,
            delivery_year=2026,
            types=["gestapeld-met-lift", "grondgebonden-gezins"],
            certain={"betaalbaar": 10, "vrije-huur": None},
            possible=["goedkoop"],
            level="beng",
        )
        for system in ("dpi", "planmonitor"):
            ExternalCode.objects.create(project=project, system=system, code=str(number))


def test_alone_and_in_pairs(many_parts: None) -> None:
    every = list(choices())
    assert {name for name, _ in every} == set(ProjectFilterSet.base_filters)
    chooser = Chooser()
    kinds: dict[str, tuple[str, dict[str, Any]]] = {}  # of each way to ask: another number asks nothing else
    for name, value in every:
        choice = cleaned((name, value))
        found = chooser.chosen(choice)
        check(found)
        kinds.setdefault(f"{name} {shape(found)} {found.query.order_by}", (name, choice))
    for (name, one), (other, two) in combinations(kinds.values(), 2):
        if name != other:
            check(chooser.chosen(one, two))


def test_of_what_joins_many_rows_each_counts_once(many_parts: None) -> None:
    joined = Project.objects.filter(rent_entries__isnull=False)
    assert joined.count() > Project.objects.filter(pk__in=joined.values("pk")).count()
    assert joined.totals() == Project.objects.filter(pk__in=joined.values("pk")).totals()
    types = Project.objects.filter(housing_types__order__gt=0)
    assert types.totals() == Project.objects.filter(pk__in=types.values("pk")).totals()
