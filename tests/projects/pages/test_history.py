"""What the public sees of the history of a project, however it was written, and what the database keeps."""

from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Corporation, Municipality
from projects.example import make_examples, remove_examples
from projects.models import HousingType, Project, ProjectRentClass, RentClass, SustainabilityLevel
from projects.models.events import ProjectEvent, ProjectHousingTypeEvent, ProjectRentClassEvent
from projects.pages.history import Change, History, public_history
from tests.conftest import AddProject
from tests.support.passed import time_passes
from wonen.history.tables import NO_FACTS

# A transaction is one entry, so these tests must really commit.
pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = (ProjectEvent, ProjectRentClassEvent, ProjectHousingTypeEvent)


@pytest.fixture
def project(add_project: AddProject) -> Project:
    """A public project, entered in one go."""
    with transaction.atomic():
        return add_project(
            "Spoorsingel",
            dwellings=20,
            certain={"betaalbaar": None},
            possible=["vrije-huur"],
            types=["gestapeld-met-lift"],
            start_year=2022,
        )


def history(project: Project) -> History:
    return public_history(Project.objects.get(pk=project.pk))


def entries(project: Project) -> list[list[Change]]:
    """Return the changes per entry, newest first."""
    return [entry.changes for entry in history(project).entries]


def change(project: Project, **fields: Any) -> None:
    Project.objects.filter(pk=project.pk).update(**fields)


def by_saving(project: Project) -> None:
    project.dwellings = 36
    project.save()


def by_bulk(project: Project) -> None:
    project.dwellings = 36
    Project.objects.bulk_update([project], ["dwellings"])


def by_sql(project: Project) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projects_project SET dwellings = 36 WHERE id = %s", [project.pk])


@pytest.mark.parametrize("write", [by_saving, by_bulk, by_sql, lambda project: change(project, dwellings=36)])
def test_every_way_of_writing_is_one_change(project: Project, write: Callable[[Project], None]) -> None:
    write(project)
    assert entries(project) == [[Change("Aantal woningen", "20 woningen", "36 woningen", "meer")]]


def test_a_new_project_has_a_beginning_and_no_changes(project: Project) -> None:
    found = history(project)
    assert found.since == ProjectEvent.objects.get().pgh_created_at
    assert found.is_whole
    assert found.entries == []
    assert found.plannings == []


def test_a_save_that_changes_nothing_is_not_kept(project: Project) -> None:
    project.save()
    change(project, dwellings=20)
    assert ProjectEvent.objects.count() == 1


def test_housing_types_are_part_of_the_project(project: Project) -> None:
    project.housing_types.set(HousingType.objects.filter(code="grondgebonden-gezins"))
    time_passes()
    project.housing_types.clear()
    was, now = "Gestapeld met lift", "Grondgebonden gezins"
    assert entries(project) == [
        [Change("Type woningen", now, "Nnb", "")],
        [Change("Type woningen", was, now, "")],
    ]


def test_rent_classes_are_part_of_the_project(project: Project) -> None:
    possible = project.rent_entries.get(is_possible=True)
    ProjectRentClass.objects.filter(pk=possible.pk).update(is_possible=False)
    time_passes()
    ProjectRentClass.objects.filter(project=project).update(dwellings=10)
    time_passes()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM projects_projectrentclass WHERE id = %s", [possible.pk])
    mix = "Betaalbaar + Vrije huur"
    assert entries(project) == [
        [
            Change("Huurprijsklasse", mix, "Betaalbaar", ""),
            Change("Verdeling over klassen", "Betaalbaar 10, Vrije huur 10", "Betaalbaar 10", ""),
        ],
        [Change("Verdeling over klassen", "Nnb", "Betaalbaar 10, Vrije huur 10", "")],
        [Change("Huurprijsklasse", "Betaalbaar (eventueel aangevuld met Vrije huur)", mix, "")],
    ]


def test_a_part_that_moves_leaves_the_one_and_joins_the_other(
    project: Project, add_project: AddProject
) -> None:
    other = add_project("Ander", dwellings=5)
    project.rent_entries.filter(is_possible=True).update(project=other)
    was = "Betaalbaar (eventueel aangevuld met Vrije huur)"
    assert entries(project) == [[Change("Huurprijsklasse", was, "Betaalbaar", "")]]
    assert entries(other) == [[Change("Huurprijsklasse", "Nnb", "Mogelijk Vrije huur", "")]]


def test_what_one_transaction_did_is_one_entry(project: Project) -> None:
    with transaction.atomic():
        change(project, start_year=2023)
        project.housing_types.clear()
        change(project, phase="ontwerp")
    assert entries(project) == [
        [
            Change("Projectfase", "Nnb", "Ontwerp", ""),
            Change("Type woningen", "Gestapeld met lift", "Nnb", ""),
            Change("Planning", "2022 (start)", "2023 (start)", "later"),
        ]
    ]


def test_what_one_transaction_put_back_is_no_change(project: Project) -> None:
    with transaction.atomic():
        change(project, start_year=2023)
        change(project, start_year=2022)
    assert entries(project) == []


def test_a_transaction_that_began_earlier_and_changed_later_comes_later(project: Project) -> None:
    other = connection.copy()
    with other.cursor() as earlier:
        earlier.execute("BEGIN; SELECT now()")
        change(project, dwellings=30)
        earlier.execute("UPDATE projects_project SET dwellings = 40 WHERE id = %s", [project.pk])
        earlier.execute("COMMIT")
    other.close()
    assert [(each.was, each.now) for (each,) in entries(project)] == [("20 woningen", "40 woningen")]


def test_what_was_edited_as_a_draft_is_one_change_of_the_day_it_was_public_again(project: Project) -> None:
    change(project, is_public=False)
    change(project, dwellings=99, note="Geheim overleg")
    project.housing_types.clear()
    change(project, dwellings=25, note="")
    change(project, is_public=True)
    (entry,) = history(project).entries
    assert entry.at == ProjectEvent.objects.latest("pgh_id").pgh_created_at
    assert entry.changes == [
        Change("Aantal woningen", "20 woningen", "25 woningen", "meer"),
        Change("Type woningen", "Gestapeld met lift", "Nnb", ""),
    ]


def test_a_draft_period_without_a_difference_shows_nothing(project: Project) -> None:
    change(project, is_public=False)
    change(project, dwellings=99)
    change(project, is_public=True, dwellings=20)
    assert entries(project) == []


def test_what_began_as_a_draft_begins_for_the_public_when_it_was_made_public(add_project: AddProject) -> None:
    project = add_project("Eerst concept", is_public=False, start_year=2022)
    change(project, start_year=2030)
    change(project, is_public=True)
    found = history(project)
    assert found.since == ProjectEvent.objects.latest("pgh_id").pgh_created_at
    assert found.is_whole
    assert found.entries == []
    assert found.plannings == []


SHOWN: dict[str, Any] = {
    "name": "Anders", "place": "Hoensbroek", "kind": "renovatie", "phase": "ontwerp", "dwellings": 21,
    "dwellings_approximate": True, "housing_types_undecided": True, "with_care": True, "source": "Elders",
    "start_year": 2023, "start_quarter": 2, "delivery_year": 2025, "note": "Let op",
    "municipality": lambda: Municipality.objects.get(name="Vaals"),
    "corporation": lambda: Corporation.objects.create(code="ACC", name="Accent"),
    "sustainability": lambda: SustainabilityLevel.objects.get(code="beng"),
}  # fmt: skip
TOGETHER: dict[str, dict[str, Any]] = {  # fields that the rules allow only with others
    "delivery_quarter": {"delivery_year": 2025, "delivery_quarter": 1},
    "planned_year": {"start_year": None, "planned_year": 2024},
    "planned_quarter": {"start_year": None, "planned_year": 2024, "planned_quarter": 3},
    "bat_from": {"bat_from": 1, "bat_to": 2},
    "bat_to": {"bat_from": 1, "bat_to": 2},
    "sustainability_at_least": {"sustainability": SHOWN["sustainability"], "sustainability_at_least": True},
}
HIDDEN: dict[str, Any] = {
    "id": 987_654,
    "parent": lambda: Project.objects.get(name="Het geheel"),
    "is_public": True,
    "is_example": True,
    "modified_at": "2001-01-01T00:00Z",
    "version": 99,
    "is_counted": False,
    "internal_note": "Alleen voor medewerkers.",
}
FIELDS = [field.name for field in Project._meta.concrete_fields]


def test_of_every_field_it_is_decided_whether_the_public_sees_it_change() -> None:
    assert sorted(FIELDS) == sorted({**SHOWN, **TOGETHER, **HIDDEN})


@pytest.mark.parametrize("name", [*SHOWN, *TOGETHER])
def test_a_change_of_a_public_field_is_shown(project: Project, name: str) -> None:
    fields = TOGETHER.get(name) or {name: SHOWN[name]}
    change(project, **{key: value() if callable(value) else value for key, value in fields.items()})
    assert len(entries(project)) == 1


@pytest.mark.parametrize(
    "name", ["parent", "is_public", "modified_at", "is_example", "version", "is_counted"]
)
def test_a_change_of_another_field_is_not_shown(
    client: Client, project: Project, add_project: AddProject, name: str
) -> None:
    add_project("Het geheel", is_public=False)
    value = HIDDEN[name]() if callable(HIDDEN[name]) else HIDDEN[name]
    change(project, **{name: value})
    assert entries(project) == []
    assert "Het geheel" not in client.get(project.get_absolute_url()).content.decode()


def test_the_page_never_says_who_did_it_nor_what_a_draft_held(client: Client, project: Project) -> None:
    user = User.objects.create_user("j.jansen", last_name="Jansen")
    with pghistory.context(user=user.pk, url="/beheer/"):
        change(project, note="Eerste tekst")
        change(project, is_public=False, note="Geheim overleg")
    change(project, is_public=True, note="Nieuwe tekst", dwellings=21)
    page = client.get(project.get_absolute_url()).content.decode()
    assert "21 woningen" in page
    for secret in ("jansen", "Jansen", "Geheim", "Eerste tekst"):
        assert secret not in page


def test_of_a_text_it_is_told_that_it_changed(project: Project) -> None:
    for note in ("Eerst", "Daarna", ""):
        change(project, note=note)
        time_passes()
    assert [each.now for (each,) in entries(project)] == ["weggehaald", "gewijzigd", "toegevoegd"]
    assert {each.was for (each,) in entries(project)} == {""}


def test_names_are_those_of_today_and_what_was_removed_says_so(project: Project) -> None:
    RentClass.objects.filter(code="betaalbaar").update(label="Betaalbare huur")
    vrije_huur = RentClass.objects.get(code="vrije-huur")
    project.rent_entries.filter(rent_class=vrije_huur).delete()
    vrije_huur.delete()
    was = "Betaalbare huur (eventueel aangevuld met (vervallen))"
    assert entries(project) == [[Change("Huurprijsklasse", was, "Betaalbare huur", "")]]


def test_the_planning_tells_how_it_moved(client: Client, project: Project) -> None:
    change(project, start_year=2023)
    change(project, dwellings=30)
    time_passes()
    change(project, start_year=2021, delivery_year=2024)
    plannings = [(step.planning, step.direction) for step in history(project).plannings]
    assert plannings == [
        ("2021 (start), 2024 (oplevering)", "eerder"),
        ("2023 (start)", "later"),
        ("2022 (start)", ""),
    ]
    page = client.get(project.get_absolute_url()).content.decode()
    assert "Eerdere planning" in page
    assert "Was: 2023 (start)." in page


def test_a_removed_project_is_kept_with_all_its_parts_and_goes_on_when_it_returns(
    client: Client, project: Project
) -> None:
    address, pk = project.get_absolute_url(), project.pk
    with transaction.atomic():
        project.delete()
    for model in EVENTS:
        assert model.objects.filter(pgh_label="delete").exists()
    assert client.get(address).status_code == 404
    last = ProjectEvent.objects.latest("pgh_id")
    names = [field.attname for field in Project._meta.concrete_fields if field.name not in NO_FACTS]
    row = {name: getattr(last, name) for name in names}
    Project.objects.create(**{**row, "dwellings": 25})
    assert entries(Project.objects.get(pk=pk))[0][0] == Change(
        "Aantal woningen", "20 woningen", "25 woningen", "meer"
    )


def test_invented_projects_have_no_history(client: Client, world: None, add_project: AddProject) -> None:
    make_examples(40)
    example = Project.objects.filter(is_example=True, is_public=True).earliest("pk")
    example.note = "Bewerkt"
    example.save()
    example.housing_types.set(HousingType.objects.all()[:2])
    example.rent_entries.all().delete()
    page = client.get(example.get_absolute_url()).content.decode()
    assert "Van verzonnen projecten worden geen wijzigingen bijgehouden." in page
    assert remove_examples() == 40
    assert [model.objects.count() for model in EVENTS] == [0, 0, 0]


def test_the_queries_do_not_grow_with_the_changes_and_the_oldest_are_counted(
    client: Client, project: Project
) -> None:
    change(project, dwellings=21)
    with CaptureQueriesContext(connection) as few:
        assert client.get(project.get_absolute_url()).status_code == 200
    for number in range(60):
        change(project, dwellings=22 + number)
    with connection.cursor() as cursor:  # a day between each and the next
        cursor.execute(
            "UPDATE projects_projectevent SET pgh_created_at = pgh_created_at + pgh_id * interval '25 hours' "
            "WHERE pgh_label = 'update'"
        )
    with CaptureQueriesContext(connection) as many:
        page = client.get(project.get_absolute_url()).content.decode()
    assert len(few) == len(many)
    assert page.count("<dt>Aantal woningen</dt>") == 1 + 50
    assert "11 oudere wijzigingen staan hier niet bij." in page
