"""Undoing is judged by what the rows are, not by the order of events; what stands in the way leads out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from municipalities.models import Figure, Region
from projects.models import ExternalCode, HousingType, Project, ProjectRentClass
from projects.rules import RULE
from tests.conftest import AddProject
from tests.support.history_advice import follow
from tests.wonen.history.test_history_undo import everything, newest, undo_page, whole
from wonen.history.audited_action import Act, act
from wonen.history.entries import HistoryEntry
from wonen.history.undo.plans import undoing

__all__ = ["whole"]
pytestmark = pytest.mark.django_db(transaction=True)


def undo(client: Client, entry: HistoryEntry | None = None) -> int:
    return client.post(undo_page(entry)).status_code


@pytest.fixture
def others(add_project: AddProject) -> list[Project]:
    return [add_project(f"Project {number}", place="Noord") for number in range(3)]


@pytest.fixture
def imported(others: list[Project], whole: Project, admin_user: User) -> HistoryEntry:
    """An import that changes three projects, and of a fourth each kind of part."""
    with act(Act.IMPORT, "bod.xlsx", admin_user.pk):
        Project.objects.filter(pk__in=[each.pk for each in others]).update(place="Zuid")
        whole.rent_entries.filter(dwellings=16).update(dwellings=15)
        whole.rent_entries.filter(dwellings=8).delete()
        whole.housing_types.set(HousingType.objects.filter(code="grondgebonden-gezins"))
        ExternalCode.objects.filter(project=whole).update(project=others[0])
    return newest()


def change(project: Project, **fields: Any) -> None:
    Project.objects.filter(pk=project.pk).update(**fields)


def by_advice(client: Client, project: Project) -> None:
    change(project, place="West")
    assert undo(client) == 302


def by_hand(client: Client, project: Project) -> None:
    change(project, place="West")
    change(project, place="Zuid")


def by_another_import(client: Client, project: Project) -> None:
    change(project, place="West")
    with act(Act.IMPORT, "later.xlsx", None):
        Project.objects.update(place="Zuid", note="Later")
        Project.objects.update(note="")


def by_taking_it_back(client: Client, project: Project) -> None:
    Project.objects.filter(pk=project.pk).delete()
    assert undo(client) == 302


def by_redoing(client: Client, project: Project) -> None:
    change(project, place="West")
    assert undo(client) == 302
    assert undo(client) == 302
    assert undo(client) == 302


@pytest.mark.parametrize("back", [by_advice, by_hand, by_another_import, by_taking_it_back, by_redoing])
def test_what_was_changed_later_and_is_as_the_import_left_it_is_in_nobodys_way(
    admin_client: Client,
    imported: HistoryEntry,
    others: list[Project],
    whole: Project,
    back: Callable[[Client, Project], None],
) -> None:
    back(admin_client, others[1])
    assert undo(admin_client, imported) == 302
    assert set(Project.objects.exclude(pk=whole.pk).values_list("place", flat=True)) == {"Noord"}
    assert everything(whole.pk)["rents"] == [("betaalbaar", False, 16), ("vrije-huur", False, 8)]
    assert everything(whole.pk)["types"] == [("gestapeld-met-lift",)]
    assert everything(whole.pk)["codes"] == [("dpi", "77")]


def test_a_row_that_is_back_already_is_left_alone(
    admin_client: Client, imported: HistoryEntry, others: list[Project], whole: Project
) -> None:
    change(others[1], place="Noord")
    ExternalCode.objects.update(project=whole)
    plan = undoing(imported)
    assert [each.pk for each in plan.changes if each.table.name == "projects.project"] == [
        others[0].pk,
        others[2].pk,
    ]
    assert undo(admin_client, imported) == 302
    assert set(Project.objects.exclude(pk=whole.pk).values_list("place", flat=True)) == {"Noord"}


def test_the_same_parts_under_other_keys_are_the_same(
    admin_client: Client, imported: HistoryEntry, whole: Project
) -> None:
    part = whole.rent_entries.get()
    part.delete()
    ProjectRentClass.objects.create(project=whole, rent_class=part.rent_class, dwellings=15)
    types = list(whole.housing_types.all())
    whole.housing_types.clear()
    whole.housing_types.set(types)
    assert undo(admin_client, imported) == 302
    assert everything(whole.pk)["rents"] == [("betaalbaar", False, 16), ("vrije-huur", False, 8)]
    assert everything(whole.pk)["types"] == [("gestapeld-met-lift",)]
    assert undo(admin_client) == 302
    assert everything(whole.pk)["rents"] == [("betaalbaar", False, 15)]


def test_what_was_added_and_is_gone_again_needs_no_undoing(
    admin_client: Client, others: list[Project], add_project: AddProject, admin_user: User
) -> None:
    with act(Act.IMPORT, "bod.xlsx", admin_user.pk):
        added = add_project("Nieuw", certain={"betaalbaar": None})
        change(others[0], place="Zuid")
    done = newest()
    added.delete()
    assert undo(admin_client, done) == 302
    assert Project.objects.get(pk=others[0].pk).place == "Noord"
    assert "alles is al zoals het toen was" in admin_client.get(undo_page(done)).content.decode()


def test_figures_are_judged_in_the_same_way(
    admin_client: Client, brochure: dict[str, Any], admin_user: User
) -> None:
    before = list(Figure.objects.order_by("pk").values())
    one = Figure.objects.filter(value__gt=10).earliest("pk")
    with act(Act.IMPORT, "cijfers.xlsx", admin_user.pk):
        Figure.objects.filter(value__gt=10).update(value=1)
    done = newest()
    Figure.objects.filter(pk=one.pk).update(value=2)
    assert undo(admin_client, done) == 409
    Figure.objects.filter(pk=one.pk).update(value=1)
    assert undo(admin_client, done) == 302
    assert list(Figure.objects.order_by("pk").values()) == before


def test_the_page_leads_to_each_later_act_once_and_to_the_version_of_a_row(
    admin_client: Client, imported: HistoryEntry, others: list[Project]
) -> None:
    with act(Act.BULK, "soort", None):
        Project.objects.filter(pk__in=[each.pk for each in others[:2]]).update(kind="sloop")
    later = newest()
    change(others[0], note="Nog later")
    change(others[0], note="")  # as the bulk edit left it: that is what to undo
    page = admin_client.get(undo_page(imported)).content.decode()
    assert page.count(f'href="{undo_page(later)}"') == 1
    assert f"/beheer/geschiedenis/{imported.pk}/terugzetten/projects.project/{others[1].pk}/" in page
    assert undo(admin_client, later) == 302
    assert undo(admin_client, imported) == 302


def test_names_that_were_passed_on_go_back_in_the_other_order(
    admin_client: Client, others: list[Project], admin_user: User
) -> None:
    with act(Act.IMPORT, "namen.xlsx", admin_user.pk):
        change(others[0], name="Anders")
        change(others[1], name="Project 0")
        change(others[2], name="Project 1")
    assert undo(admin_client) == 302
    assert [Project.objects.get(pk=each.pk).name for each in others] == [each.name for each in others]
    assert undo(admin_client) == 302
    assert [Project.objects.get(pk=each.pk).name for each in others] == ["Anders", "Project 0", "Project 1"]


def test_who_took_a_name_since_is_told_and_that_act_opens_the_way(
    admin_client: Client, others: list[Project]
) -> None:
    change(others[0], name="Anders")
    done = newest()
    change(others[1], name="project 0")
    taken = newest()
    change(others[1], note="Nog iets")
    answer = admin_client.post(undo_page(done))
    assert answer.status_code == 409
    assert "Deze gemeente heeft al een project met deze naam." in answer.content.decode()
    told = [each for each, _title in answer.context["problems"] if each.entry]
    assert [(each.change.pk, each.entry) for each in told] == [(others[1].pk, newest())]
    assert len(follow(done)) == 3
    assert taken.pk in {each.pk for each in HistoryEntry.objects.all()}
    assert Project.objects.get(pk=others[0].pk).name == "Project 0"


def test_what_broke_a_rule_since_is_told_and_that_act_opens_the_way(
    admin_client: Client, add_project: AddProject
) -> None:
    whole = add_project("Geheel", dwellings=10)
    change(whole, dwellings=None, place="Wijk")
    done = newest()
    add_project("Fase", parent=whole)
    added = newest()
    answer = admin_client.post(undo_page(done))
    assert answer.status_code == 409
    problems = [each for each, _title in answer.context["problems"]]
    assert problems[0].sentence == RULE["project_phased_without_count"].sentence
    assert [each.entry for each in problems[1:]] == [added]
    assert len(follow(done)) == 2
    assert Project.objects.get(pk=whole.pk).dwellings == 10


def test_a_figure_entered_anew_is_led_past(
    admin_client: Client, brochure: dict[str, Any], admin_user: User
) -> None:
    one = Figure.objects.filter(value__gt=10).earliest("pk")
    pk, value = one.pk, one.value
    Figure.objects.filter(pk=pk).update(value=3)
    done = newest()
    Figure.objects.filter(pk=one.pk).delete()
    again = Figure(
        **{each.attname: getattr(one, each.attname) for each in Figure._meta.concrete_fields[1:-1]}
    )
    again.save()
    assert undo(admin_client, done) == 409
    assert len(follow(done)) == 3
    assert Figure.objects.get(pk=pk).value == value


def test_what_uses_a_row_or_took_away_what_it_needs_is_undone_first(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project()
    added = newest()
    ExternalCode.objects.create(project=project, system="dpi", code="1")
    with_code = newest()
    change(project, place="Wijk")
    project.external_codes.all().delete()
    without_code = newest()
    Project.objects.filter(pk=project.pk).delete()
    assert undo(admin_client, without_code) == 409
    assert [each.entry for each in undoing(without_code).problems] == [newest()]
    assert len(follow(without_code)) == 2
    assert [each.entry for each in undoing(added).problems if each.entry][-1] == with_code
    assert len(follow(added)) >= 3
    assert not Project.objects.exists()


def test_every_table_is_judged(admin_client: Client, brochure: dict[str, Any]) -> None:
    region = Region.objects.earliest("pk")
    Region.objects.filter(pk=region.pk).update(name="Anders")
    done = newest()
    Region.objects.filter(pk=region.pk).update(name="Nog anders")
    assert undo(admin_client, done) == 409
    assert undo(admin_client) == 302
    assert undo(admin_client, done) == 302
    assert Region.objects.get(pk=region.pk).name == region.name
