"""The version of a project: raised by any real change of it or its parts, whatever made the change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from projects.example import make_examples, remove_examples
from projects.models import ExternalCode, HousingType, Project, ProjectRentClass, RentClass
from projects.models.events import ProjectEvent
from tests.conftest import AddProject

pytestmark = pytest.mark.django_db(transaction=True)


def version(project: Project) -> int:
    return Project.objects.values_list("version", flat=True).get(pk=project.pk)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def project(add_project: AddProject) -> Project:
    project = add_project(dwellings=20, certain={"betaalbaar": 5}, types=["gestapeld-met-lift"])
    ExternalCode.objects.create(project=project, system="dpi", code="1")
    return project


def row(project: Project) -> dict[str, Any]:
    return {field.attname: getattr(project, field.attname) for field in Project._meta.concrete_fields}


def entry(project: Project) -> ProjectRentClass:
    return ProjectRentClass.objects.get(project=project)


CHANGES: dict[str, Callable[[Project], Any]] = {
    "a save": lambda p: Project(**{**row(p), "dwellings": 9}).save(),
    "SQL": lambda p: sql("UPDATE projects_project SET place = 'Aarveld' WHERE id = %s", p.pk),
    "a rent class more": lambda p: p.rent_entries.create(
        rent_class=RentClass.objects.get(code="vrije-huur"), is_possible=True
    ),
    "a rent class otherwise": lambda p: sql(
        "UPDATE projects_projectrentclass SET dwellings = 6 WHERE project_id = %s", p.pk
    ),
    "a rent class less": lambda p: entry(p).delete(),
    "a type more": lambda p: p.housing_types.add(HousingType.objects.get(code="grondgebonden-gezins")),
    "a type less": lambda p: p.housing_types.clear(),
    "a code otherwise": lambda p: ExternalCode.objects.filter(project=p).update(code="2"),
    "a code less": lambda p: sql("DELETE FROM projects_externalcode WHERE project_id = %s", p.pk),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_raises_the_version(project: Project, name: str) -> None:
    before = version(project)
    CHANGES[name](project)
    assert version(project) == before + 1


def test_what_changes_nothing_raises_nothing(project: Project) -> None:
    before = version(project)
    Project.objects.get(pk=project.pk).save()
    Project.objects.filter(pk=project.pk).update(dwellings=20)
    ProjectRentClass.objects.filter(project=project).update(dwellings=5)
    sql("DELETE FROM projects_externalcode WHERE code = 'geen'")
    assert version(project) == before


def test_nobody_takes_a_version_back(project: Project) -> None:
    stale = Project.objects.get(pk=project.pk)
    sql("UPDATE projects_project SET place = 'Aarveld' WHERE id = %s", project.pk)
    before = version(project)
    stale.save()
    sql("UPDATE projects_project SET version = 0 WHERE id = %s", project.pk)
    assert version(project) == before + 1


def test_a_part_that_moves_raises_both_projects(project: Project, add_project: AddProject) -> None:
    other = add_project("Elders", dwellings=9)
    before = version(project), version(other)
    ExternalCode.objects.filter(project=project).update(project=other)
    assert (version(project), version(other)) == (before[0] + 1, before[1] + 1)


def test_one_statement_on_many_projects_raises_each_once(project: Project, add_project: AddProject) -> None:
    other, third = add_project("Elders", dwellings=9), add_project("Ginds", dwellings=9)
    before = [version(each) for each in (project, other, third)]
    free, dear = RentClass.objects.get(code="vrije-huur"), RentClass.objects.get(code="sociale-hogere-huur")
    ProjectRentClass.objects.bulk_create(
        ProjectRentClass(project=each, rent_class=row) for each in (third, other) for row in (free, dear)
    )
    assert [version(each) for each in (project, other, third)] == [before[0], before[1] + 1, before[2] + 1]


def test_a_change_of_only_the_version_is_no_event(project: Project) -> None:
    before = ProjectEvent.objects.filter(pgh_obj=project.pk).count()
    entry(project).delete()
    assert ProjectEvent.objects.filter(pgh_obj=project.pk).count() == before


def test_an_invented_project_has_a_version_too(world: None) -> None:
    make_examples(20)
    assert set(Project.objects.values_list("version", flat=True)) == {1}
    project = Project.objects.filter(rent_entries__isnull=False).first()
    assert project
    project.rent_entries.all().delete()
    assert version(project) == 2
    assert remove_examples() == 20
    assert not ProjectRentClass.objects.exists()
    assert not Project.housing_types.through._default_manager.exists()


def test_a_project_that_comes_back_has_a_version_that_it_never_had(project: Project) -> None:
    opened, pk = row(Project.objects.get(pk=project.pk)), project.pk
    sql("UPDATE projects_project SET place = 'Aarveld' WHERE id = %s", pk)
    had = {opened["version"], version(project)}
    last = row(Project.objects.get(pk=pk))
    Project.objects.get(pk=pk).delete()
    Project(**last).save(force_insert=True)
    assert version(project) > max(had)
