"""Where a project stands in the overview of a year follows from its planning, and moves by itself."""

from typing import Any

import pytest

from projects.models import Project
from projects.models.sections import Section
from tests.conftest import AddProject

Y = 2024


@pytest.mark.parametrize(
    ("planning", "section"),
    [
        ({"start_year": Y}, "renovatie"),
        ({"delivery_year": Y}, "renovatie"),
        ({"start_year": Y - 2, "delivery_year": Y}, "renovatie"),
        ({"start_year": Y, "delivery_year": Y + 2}, "renovatie"),
        ({"planned_year": Y}, "renovatie"),
        ({"start_year": Y - 1, "delivery_year": Y + 1}, "uitvoering"),
        ({"start_year": Y - 1}, "uitvoering"),
        ({"planned_year": Y - 1}, "uitvoering"),
        ({"start_year": Y + 1}, "onderzoek"),
        ({"planned_year": Y + 1}, "onderzoek"),
        ({"delivery_year": Y + 1}, "onderzoek"),
        ({}, "onderzoek"),
        ({"delivery_year": Y - 1}, None),
        ({"start_year": Y - 3, "delivery_year": Y - 1}, None),
        ({"start_year": Y, "phase": "vervallen"}, None),
        ({"start_year": Y + 1, "phase": "vervallen"}, None),
        ({"start_year": Y - 1, "phase": "afgerond"}, None),
        ({"start_year": Y, "phase": "afgerond"}, "renovatie"),
        ({"start_year": Y - 1, "phase": "nazorg"}, None),
    ],
)
def test_the_section_follows_from_the_planning(
    add_project: AddProject, planning: dict[str, Any], section: str | None
) -> None:
    add_project(kind="renovatie", **planning)
    found = [project.section for project in Project.objects.in_overview(Y)]  # type: ignore[attr-defined]
    assert found == ([section] if section else [])


@pytest.mark.parametrize("kind", ["nieuwbouw", "renovatie", "sloop", "aankoop"])
def test_each_kind_is_a_section_of_its_own(add_project: AddProject, kind: str) -> None:
    add_project(kind=kind, start_year=Y)
    assert list(Project.objects.in_overview(Y).by_section_and_kind()) == [(kind, kind)]
    assert kind in Section.values


def test_a_project_in_phases_is_shown_by_its_phases(add_project: AddProject) -> None:
    whole = add_project("Aldenhofpark", start_year=Y)
    add_project("Aldenhofpark (fase 1)", start_year=Y, dwellings=30, parent=whole)
    add_project("Aldenhofpark (fase 2)", dwellings=45, parent=whole)
    overview = Project.objects.in_overview(Y)
    assert [project.name for project in overview] == ["Aldenhofpark (fase 1)", "Aldenhofpark (fase 2)"]
    assert Project.objects.filter(pk=whole.pk).counted().sections_by_year() == []
    totals = Project.objects.all().totals()
    assert (totals.projects, totals.dwellings) == (2, 75)


def test_a_draft_phase_does_not_hide_a_public_whole(add_project: AddProject) -> None:
    whole = add_project("Aldenhofpark", start_year=Y)
    phase = add_project("Aldenhofpark (fase 1)", start_year=Y, parent=whole, is_public=False)
    overview = Project.objects.public().in_overview(Y)
    assert [project.name for project in overview] == ["Aldenhofpark"]
    Project.objects.filter(pk=phase.pk).update(is_public=True)
    assert [project.name for project in overview.all()] == ["Aldenhofpark (fase 1)"]
    Project.objects.update(is_public=False)
    assert [project.name for project in Project.objects.in_overview(Y)] == ["Aldenhofpark (fase 1)"]


def test_the_soonest_stand_first_and_then_as_entered(add_project: AddProject) -> None:
    add_project("Later", start_year=Y + 2)
    add_project("Onbekend")
    add_project("Nu, eerst ingevoerd", planned_year=Y)
    add_project("Nu, daarna ingevoerd", start_year=Y)
    assert [project.name for project in Project.objects.in_overview(Y)] == [
        "Nu, eerst ingevoerd",
        "Nu, daarna ingevoerd",
        "Later",
        "Onbekend",
    ]


def test_the_project_page_knows_the_section_of_every_year(add_project: AddProject) -> None:
    project = add_project(start_year=2022, delivery_year=2024)
    assert Project.objects.filter(pk=project.pk).sections_by_year() == [
        (2021, "Onderzoek"),
        (2022, "Nieuwbouw/verbouw"),
        (2023, "In uitvoering"),
        (2024, "Nieuwbouw/verbouw"),
    ]
    unplanned = add_project("Ooit")
    assert Project.objects.filter(pk=unplanned.pk).sections_by_year() == []
