"""Putting back a version and undoing an act: as a whole, by the rules, by who may."""

import html
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client

from municipalities.models import Figure, Municipality, StaffArea
from projects.models import ExternalCode, Project, ProjectRentClass, RentClass
from projects.rules import RULE
from tests.conftest import AddProject
from wonen.history.audited_action import Act, act
from wonen.history.entries import HistoryEntry
from wonen.history.undo import applying
from wonen.history.undo.applying import carry_out
from wonen.history.undo.plans import Plan, undoing

pytestmark = pytest.mark.django_db(transaction=True)
FEED = "/beheer/geschiedenis/"


def newest() -> HistoryEntry:
    return HistoryEntry.objects.newest_first()[0]


def undo_page(entry: HistoryEntry | None = None) -> str:
    return f"{FEED}{(entry or newest()).pk}/ongedaan/"


def restore_page(entry: HistoryEntry, pk: int) -> str:
    return f"{FEED}{entry.pk}/terugzetten/projects.project/{pk}/"


def restore(client: Client, entry: HistoryEntry, pk: int) -> Any:
    address = restore_page(entry, pk)
    return client.post(address, {"gezien": client.get(address).context["seen"]})


def everything(pk: int) -> dict[str, Any]:
    """Return a project and its parts as the database holds them, but for what moves by itself."""
    project: Any = Project.objects.filter(pk=pk).values().first()
    if project:
        project.pop("modified_at")
        project.pop("version")
    return {
        "project": project,
        "rents": sorted(
            ProjectRentClass.objects.filter(project=pk).values_list(
                "rent_class__code", "is_possible", "dwellings"
            )
        ),
        "types": sorted(
            Project.housing_types.through.objects.filter(project=pk).values_list("housingtype__code")
        ),
        "codes": sorted(ExternalCode.objects.filter(project=pk).values_list("system", "code")),
    }


@pytest.fixture
def whole(add_project: AddProject) -> Project:
    """A project with every kind of part."""
    project = add_project(
        dwellings=24,
        certain={"betaalbaar": 16, "vrije-huur": 8},
        types=["gestapeld-met-lift"],
        start_year=2027,
    )
    ExternalCode.objects.create(project=project, system="dpi", code="77")
    return project


def test_a_version_is_put_back_with_all_its_parts(admin_client: Client, whole: Project) -> None:
    entry, before = newest(), everything(whole.pk)
    whole.rent_entries.all().delete()
    whole.housing_types.clear()
    whole.external_codes.all().delete()
    Project.objects.filter(pk=whole.pk).update(name="Anders", dwellings=None, start_year=2030)
    ProjectRentClass.objects.create(project=whole, rent_class=RentClass.objects.latest("order"))
    page = admin_client.get(restore_page(entry, whole.pk))
    text = page.content.decode()
    assert "<del>Anders</del>" in text
    assert "<ins>Spoorsingel</ins>" in text
    assert everything(whole.pk) != before
    assert restore(admin_client, entry, whole.pk).status_code == 302
    assert everything(whole.pk) == before
    assert (newest().how[:22], newest().who) == ("versie teruggezet: vas", "admin")


def test_the_same_part_that_was_removed_and_added_is_changed_not_replaced(
    admin_client: Client, whole: Project
) -> None:
    entry = newest()
    part = whole.rent_entries.get(dwellings=16)
    part.delete()
    again = ProjectRentClass.objects.create(project=whole, rent_class=part.rent_class, dwellings=12)
    lines = admin_client.get(restore_page(entry, whole.pk)).context["lines"]
    assert [(line.change.verb, line.differences[0].was, line.differences[0].now) for line in lines] == [
        ("gewijzigd", "12", "16")
    ]
    assert restore(admin_client, entry, whole.pk).status_code == 302
    assert ProjectRentClass.objects.get(pk=again.pk).dwellings == 16


def test_a_removed_project_comes_back_with_its_own_number(admin_client: Client, whole: Project) -> None:
    before, pk = everything(whole.pk), whole.pk
    address = f"/beheer/projects/project/{pk}/delete/"
    agreed = {"post": "yes", "version": admin_client.get(address).context["version"]}
    answer = admin_client.post(address, agreed, follow=True)
    assert not Project.objects.filter(pk=pk).exists()
    assert f'href="{undo_page()}"' in answer.content.decode()
    page = admin_client.get(f"/beheer/projects/project/{pk}/history/")
    assert "is verwijderd" in page.content.decode()
    version = next(each for each in page.context["history"].versions if each.is_there)
    assert restore(admin_client, version.entry, pk).status_code == 302
    assert everything(pk) == before
    assert admin_client.post(undo_page()).status_code == 302  # the bringing back
    assert not Project.objects.filter(pk=pk).exists()
    assert admin_client.post(undo_page()).status_code == 302  # the undoing of that
    assert everything(pk) == before


def test_a_selection_that_was_removed_comes_back_as_a_whole(
    admin_client: Client, add_project: AddProject, whole: Project
) -> None:
    other = add_project("Anders", possible=["betaalbaar"])
    before = [everything(project.pk) for project in (whole, other)]
    data = {"action": "delete_selected", "_selected_action": [whole.pk, other.pk]}
    asked = admin_client.post("/beheer/projects/project/", data).content.decode()
    assert "Verwijderen kan daarna weer ongedaan gemaakt worden" in asked
    answer = admin_client.post("/beheer/projects/project/", {**data, "post": "yes"}, follow=True)
    assert not Project.objects.exists()
    assert f'href="{undo_page()}"' in answer.content.decode()
    assert admin_client.post(undo_page()).status_code == 302
    assert [everything(project.pk) for project in (whole, other)] == before


def test_an_import_is_undone_as_a_whole(
    admin_client: Client, brochure: dict[str, Any], admin_user: User
) -> None:
    before: list[Any] = list(Project.objects.order_by("pk").values())
    figures = list(Figure.objects.order_by("pk").values())
    first = Project.objects.order_by("pk")[0]
    with act(Act.IMPORT, "bod.xlsx", admin_user.pk):
        Project.objects.exclude(pk=first.pk).update(kind="sloop")
        Figure.objects.filter(value__gt=10).update(value=1)
        new = Project.objects.create(
            municipality=first.municipality, corporation=first.corporation, name="Nieuw", kind="sloop"
        )
        new.housing_types.set(first.housing_types.all())
    page = admin_client.get(undo_page())
    assert page.context["counts"].startswith(
        f"{sum(f['value'] is not None and f['value'] > 10 for f in figures)} cijfers"
    )
    assert admin_client.post(undo_page()).status_code == 302
    after: list[Any] = list(Project.objects.order_by("pk").values())
    for row in (*before, *after):
        row.pop("modified_at")
        row.pop("version")
    assert after == before
    assert list(Figure.objects.order_by("pk").values()) == figures
    assert newest().how == "ongedaan gemaakt: spreadsheet ingelezen: bod.xlsx"


def test_a_row_that_changed_afterwards_stops_all_of_it_and_is_told(
    admin_client: Client, add_project: AddProject, admin_user: User
) -> None:
    projects = [add_project(f"Project {number}") for number in range(3)]
    with act(Act.BULK, "soort", admin_user.pk):
        Project.objects.update(kind="sloop")
    done = newest()
    Project.objects.filter(pk=projects[1].pk).update(place="Wijk")
    for page in (admin_client.get(undo_page(done)), admin_client.post(undo_page(done))):
        text = page.content.decode()
        assert "Dit kan niet. Er is niets gewijzigd." in text
        assert "<strong>Project 1</strong>: daarna gewijzigd, op" in text
        assert "door onbekend" in text
        assert "Project 0</strong>: daarna" not in text
    assert page.status_code == 409
    assert set(Project.objects.values_list("kind", flat=True)) == {"sloop"}


def test_what_is_in_use_or_gone_stops_it_too(admin_client: Client, add_project: AddProject) -> None:
    project = add_project()
    added = HistoryEntry.objects.get(pk=newest().pk)
    part = ExternalCode.objects.create(project=project, system="dpi", code="1")
    text = admin_client.post(undo_page(added)).content.decode()
    assert "wordt nu gebruikt door een code in een ander systeem" in text
    assert Project.objects.filter(pk=project.pk).exists()
    pk = project.pk
    part.delete()
    without_code = newest()
    Project.objects.filter(pk=pk).delete()
    text = admin_client.post(undo_page(without_code)).content.decode()
    assert "project was Spoorsingel, en die is er niet meer" in text
    assert not ExternalCode.objects.exists()


def test_a_version_that_breaks_a_rule_by_now_is_refused_with_its_sentence(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project("Spoorsingel")
    entry = newest()
    Project.objects.filter(pk=project.pk).update(name="Spoorsingel 2")
    add_project("Spoorsingel")
    answer = restore(admin_client, entry, project.pk)
    assert answer.status_code == 409
    assert "Deze gemeente heeft al een project met deze naam." in answer.content.decode()
    assert Project.objects.get(pk=project.pk).name == "Spoorsingel 2"


def test_a_version_whose_whole_is_gone_is_refused(admin_client: Client, add_project: AddProject) -> None:
    whole = add_project("Geheel")
    phase = add_project("Fase", parent=whole)
    entry = newest()
    Project.objects.filter(pk=phase.pk).update(parent=None)
    whole.delete()
    answer = restore(admin_client, entry, phase.pk)
    assert answer.status_code == 409
    assert "fase van was Geheel, en die is er niet meer" in answer.content.decode()


def test_what_changed_after_the_preview_is_shown_first(admin_client: Client, whole: Project) -> None:
    entry = newest()
    Project.objects.filter(pk=whole.pk).update(place="Wijk")
    seen = admin_client.get(restore_page(entry, whole.pk)).context["seen"]
    Project.objects.filter(pk=whole.pk).update(place="Andere wijk")
    answer = admin_client.post(restore_page(entry, whole.pk), {"gezien": seen})
    assert answer.status_code == 409
    assert "Na uw voorbeeld is hier iets veranderd" in answer.content.decode()
    assert Project.objects.get(pk=whole.pk).place == "Andere wijk"


def test_an_ordinary_change_is_undone(admin_client: Client, whole: Project) -> None:
    Project.objects.filter(pk=whole.pk).update(place="Wijk")
    assert admin_client.post(undo_page()).status_code == 302
    assert Project.objects.get(pk=whole.pk).place == ""
    assert admin_client.post(undo_page()).status_code == 302
    assert Project.objects.get(pk=whole.pk).place == "Wijk"
    assert newest().how == "ongedaan gemaakt: rechtstreeks in de database"


@pytest.fixture
def editor(client: Client, world: None) -> User:
    """Somebody who edits the projects of Heerlen, and publishes nothing."""
    user = User.objects.create_user("heerlen", password="x", is_staff=True)
    codes = [f"{action}_project" for action in ("view", "add", "change", "delete")]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    area = StaffArea.objects.create(user=user)
    area.municipalities.set(Municipality.objects.filter(name="Heerlen"))
    return user


def test_an_editor_works_in_their_own_municipalities_only(
    client: Client, add_project: AddProject, editor: User
) -> None:
    mine, other = (
        add_project("Mijn", is_public=False),
        add_project("Ander", gemeente="Vaals", is_public=False),
    )
    for project in (mine, other):
        Project.objects.filter(pk=project.pk).update(place="Wijk")
    entry = newest()
    text = client.get(undo_page(entry)).content.decode()
    assert "U mag niets wijzigen in: Vaals." in text
    assert "Maak ongedaan</" not in text
    assert client.post(undo_page(entry)).status_code == 403
    versions = [each for each in HistoryEntry.objects.newest_first() if each.pk != entry.pk]
    assert restore(client, versions[1], other.pk).status_code == 403
    assert Project.objects.get(pk=other.pk).place == "Wijk"
    assert client.post(undo_page(versions[0])).status_code == 302
    assert Project.objects.get(pk=mine.pk).place == ""


def test_a_project_that_moved_is_of_both_municipalities(
    client: Client, add_project: AddProject, editor: User
) -> None:
    project = add_project(gemeente="Vaals", is_public=False)
    entry = newest()
    Project.objects.filter(pk=project.pk).update(municipality=Municipality.objects.get(name="Heerlen"))
    assert restore(client, entry, project.pk).status_code == 403


def test_who_may_only_look_puts_nothing_back(client: Client, add_project: AddProject, editor: User) -> None:
    editor.user_permissions.set(Permission.objects.filter(codename="view_project"))
    project = add_project(is_public=False)
    entry = newest()
    Project.objects.filter(pk=project.pk).update(place="Wijk")
    page = client.get(f"/beheer/projects/project/{project.pk}/history/").content.decode()
    assert "terugzetten" not in page
    assert client.post(undo_page()).status_code == 403
    assert restore(client, entry, project.pk).status_code == 403


def test_public_stays_as_it_is_for_who_may_not_publish(
    client: Client, add_project: AddProject, editor: User
) -> None:
    project = add_project(place="Wijk")
    entry = newest()
    Project.objects.filter(pk=project.pk).update(is_public=False, place="")
    hidden = newest()
    assert (
        "U mag bij vastgoedprojecten niet veranderen: openbaar."
        in client.get(undo_page(hidden)).content.decode()
    )
    assert client.post(undo_page(hidden)).status_code == 403
    assert restore(client, entry, project.pk).status_code == 302
    assert Project.objects.values_list("is_public", "place").get(pk=project.pk) == (False, "Wijk")
    permission, _ = Permission.objects.get_or_create(
        codename="publish_project", content_type=ContentType.objects.get_for_model(Project)
    )
    editor.user_permissions.add(permission)
    assert restore(client, entry, project.pk).status_code == 302
    assert Project.objects.get(pk=project.pk).is_public


def test_a_change_between_looking_and_holding_is_found(add_project: AddProject, admin_user: User) -> None:
    project = add_project()
    Project.objects.filter(pk=project.pk).update(place="Wijk")
    done = newest()
    looked: list[bool] = []

    def somebody_else() -> None:
        Project.objects.filter(pk=project.pk).update(place="Anders")
        connection.close()

    def make() -> Plan:
        plan = undoing(done)
        if not looked:
            thread = Thread(target=somebody_else)
            thread.start()
            thread.join()
        looked.append(plan.can)
        return plan

    plan, was_done = carry_out(make, Act.UNDO, "wijk", admin_user.pk)
    assert not was_done
    assert looked == [True, False]
    assert [problem.sentence for problem in plan.problems] == ["daarna gewijzigd"]
    assert Project.objects.get(pk=project.pk).place == "Anders"


def test_a_change_between_the_look_and_the_locks_stops_a_restore(
    admin_client: Client, whole: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = newest()
    Project.objects.filter(pk=whole.pk).update(place="Wijk")

    def late(_plan: Plan) -> None:
        Project.objects.filter(pk=whole.pk).update(place="Anders")

    monkeypatch.setattr(applying, "_hold", late)
    answer = restore(admin_client, entry, whole.pk)
    assert answer.status_code == 409
    assert "Na uw voorbeeld" in answer.content.decode()
    assert Project.objects.get(pk=whole.pk).place == "Wijk"


def test_a_refusal_of_the_database_alone_is_told_and_changes_nothing(
    admin_client: Client, add_project: AddProject
) -> None:
    whole = add_project(dwellings=10)
    entry = newest()
    Project.objects.filter(pk=whole.pk).update(dwellings=None, place="Wijk")
    undo = newest()
    add_project("Fase", parent=whole)
    sentence = RULE["project_phased_without_count"].sentence
    for answer in (admin_client.post(undo_page(undo)), restore(admin_client, entry, whole.pk)):
        assert answer.status_code == 409
        assert sentence in html.unescape(answer.content.decode())
    assert Project.objects.values_list("dwellings", "place").get(pk=whole.pk) == (None, "Wijk")
