"""Two people at one project: nothing is overwritten unseen, nothing that was typed is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.editing.form_snapshot import OWN
from projects.editing.three_way_merge import CELLS
from projects.models import ExternalCode, HousingType, Project, RentClass
from tests.conftest import AddProject
from tests.support.page_forms import form_in


@pytest.fixture
def project(add_project: AddProject) -> Project:
    return add_project(
        "Spoorsingel",
        dwellings=20,
        certain={"betaalbaar": 12},
        types=["gestapeld-met-lift"],
        start_year=2027,
        place="Centrum",
    )


def address(project: Project) -> str:
    return f"/beheer/projects/project/{project.pk}/change/"


def opened(client: Client, project: Project) -> dict[str, Any]:
    """Open the form of a project; return what a browser would send back if nothing were typed."""
    page = client.get(address(project)).content.decode()
    return dict(form_in(page, "project_form"))


def save(client: Client, project: Project, typed: dict[str, Any]) -> HttpResponse:
    response: HttpResponse = client.post(address(project), typed)  # type: ignore[assignment]
    return response


def from_page(response: HttpResponse) -> dict[str, Any]:
    """Return what the page of a conflict sends back, without any choice."""
    return dict(form_in(response.content.decode(), "conflict"))


def test_a_save_that_nobody_was_before_is_a_save(admin_client: Client, project: Project) -> None:
    typed = opened(admin_client, project) | {"place": "Aarveld", "dwellings": "1.020"}
    assert save(admin_client, project, typed).status_code == 302
    project.refresh_from_db()
    assert (project.place, project.dwellings) == ("Aarveld", 1020)


def test_a_second_click_on_the_button_is_no_conflict(admin_client: Client, project: Project) -> None:
    typed = opened(admin_client, project) | {"place": "Aarveld"}
    assert save(admin_client, project, typed).status_code == 302
    version = Project.objects.get(pk=project.pk).version
    assert save(admin_client, project, typed).status_code == 302
    assert Project.objects.get(pk=project.pk).version == version


def test_a_save_that_changes_nothing_changes_no_version(admin_client: Client, project: Project) -> None:
    before = Project.objects.get(pk=project.pk).version
    assert save(admin_client, project, opened(admin_client, project)).status_code == 302
    assert Project.objects.get(pk=project.pk).version == before


def test_who_saves_second_sees_what_each_changed_and_chooses(admin_client: Client, project: Project) -> None:
    riet = User.objects.create_superuser("riet", first_name="Riet", last_name="Peters")
    first = Client()
    first.force_login(riet)
    hers, mine = opened(first, project), opened(admin_client, project)
    assert save(first, project, hers | {"dwellings": "24", "place": "Aarveld"}).status_code == 302
    response = save(admin_client, project, mine | {"dwellings": "30", "note": "Wacht op vergunning"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Riet Peters heeft dit project gewijzigd terwijl u bezig was" in page
    merge = response.context["merge"]  # type: ignore[attr-defined]
    assert [(each.label, each.was, each.theirs, each.mine) for each in merge.asked] == [
        ("Aantal woningen", "20", "24", "30")
    ]
    assert [(each.label, each.theirs) for each in merge.theirs_only] == [("Plaats of wijk", "Aarveld")]
    assert [(each.label, each.mine) for each in merge.mine_only] == [
        ("Toelichting voor het publiek", "Wacht op vergunning")
    ]
    project.refresh_from_db()
    assert (project.dwellings, project.note) == (24, "")

    unanswered = save(admin_client, project, from_page(response))
    assert unanswered.status_code == 409
    assert "Kies bij ieder onderdeel" in unanswered.content.decode()
    answered = save(admin_client, project, from_page(unanswered) | {"keuze-dwellings": "mijn"})
    assert answered.status_code == 302
    project.refresh_from_db()
    assert (project.dwellings, project.place, project.note) == (30, "Aarveld", "Wacht op vergunning")


@pytest.mark.parametrize(("choice", "kept"), [("mijn", "Betaalbaar + Vrije huur"), ("hun", "Vrije huur")])
def test_the_parts_of_a_project_are_chosen_too(
    admin_client: Client, project: Project, choice: str, kept: str
) -> None:
    mine = opened(admin_client, project)
    free = RentClass.objects.get(code="vrije-huur")
    mine |= {f"rents-{free.pk}": "zeker", "codes": "dpi 12", "housing_types": []}
    project.rent_entries.all().delete()
    project.rent_entries.create(rent_class=free)
    project.housing_types.add(HousingType.objects.get(code="grondgebonden-gezins"))
    response = save(admin_client, project, mine)
    merge = response.context["merge"]  # type: ignore[attr-defined]
    assert [each.key for each in merge.asked] == ["types", "rents"]
    assert merge.asked[1].was == "Betaalbaar zeker 12"
    choices = {"keuze-types": "mijn", "keuze-rents": choice}
    assert save(admin_client, project, from_page(response) | choices).status_code == 302
    cells = Project.objects.get(pk=project.pk).printed()
    assert (cells.rent_classes, cells.housing_types) == (kept, "Nnb")
    assert [str(code) for code in project.external_codes.all()] == ["dpi 12"]


def test_a_third_save_in_between_is_told_as_well(admin_client: Client, project: Project) -> None:
    mine = opened(admin_client, project) | {"dwellings": "30"}
    Project.objects.filter(pk=project.pk).update(dwellings=24)
    response = save(admin_client, project, mine)
    Project.objects.filter(pk=project.pk).update(dwellings=26)
    again = save(admin_client, project, from_page(response) | {"keuze-dwellings": "mijn"})
    assert again.status_code == 409
    [asked] = again.context["merge"].asked  # type: ignore[attr-defined]
    assert (asked.theirs, asked.choice) == ("26", "")
    assert save(admin_client, project, from_page(again) | {"keuze-dwellings": "hun"}).status_code == 302
    project.refresh_from_db()
    assert project.dwellings == 26


def test_a_choice_that_breaks_a_rule_comes_back_as_a_form(admin_client: Client, project: Project) -> None:
    mine = opened(admin_client, project) | {"delivery_year": "2028"}
    Project.objects.filter(pk=project.pk).update(dwellings=10, note="Kleiner")
    project.rent_entries.update(dwellings=10)
    rents = RentClass.objects.get(code="betaalbaar").pk
    response = save(admin_client, project, mine | {f"rents-{rents}-aantal": "15"})
    answered = save(admin_client, project, from_page(response) | {"keuze-rents": "mijn"})
    assert answered.status_code == 200
    assert "telt op tot meer dan het aantal woningen" in answered.content.decode()
    form = answered.context["adminform"].form  # type: ignore[attr-defined]
    assert (form["note"].value(), form["delivery_year"].value()) == ("Kleiner", "2028")
    assert form["opened"].value() == str(Project.objects.get(pk=project.pk).version)


@pytest.mark.parametrize("broken", [{"opened": "abc"}, {"opened": ""}, {"was": "{"}, {"was": "[1]"}])
def test_a_form_that_lost_its_origin_asks_of_everything(
    admin_client: Client, project: Project, broken: dict[str, str]
) -> None:
    mine = opened(admin_client, project) | {"place": "Aarveld", "opened": "0"} | broken
    response = save(admin_client, project, mine)
    assert response.status_code == 409
    project.refresh_from_db()
    assert project.place == "Centrum"


def test_a_project_that_is_gone_leaves_what_was_typed(admin_client: Client, project: Project) -> None:
    mine = opened(admin_client, project) | {"place": "Aarveld"}
    Project.objects.get(pk=project.pk).delete()
    response = save(admin_client, project, mine)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Dit project is intussen verwijderd." in page
    assert 'action="/beheer/projects/project/add/"' in page
    assert 'value="Aarveld"' in page
    again = mine | {"opened": "", "was": ""}
    assert admin_client.post("/beheer/projects/project/add/", again).status_code == 302
    assert Project.objects.get().place == "Aarveld"


def test_a_project_that_changed_is_not_deleted_unseen(admin_client: Client, project: Project) -> None:
    place = f"/beheer/projects/project/{project.pk}/delete/"
    version = admin_client.get(place).context["version"]
    Project.objects.filter(pk=project.pk).update(dwellings=24)
    response = admin_client.post(place, {"post": "yes", "version": version}, follow=True)
    assert "Er is niets verwijderd." in response.content.decode()
    assert (
        admin_client.post(place, {"post": "yes", "version": response.context["version"]}).status_code == 302
    )
    assert not Project.objects.exists()


def test_nobody_saves_or_deletes_without_the_right(client: Client, project: Project) -> None:
    client.force_login(User.objects.create_user("kijker", is_staff=True))
    assert client.post(address(project), {"name": "X", "opened": "1"}).status_code == 403
    assert client.post(f"/beheer/projects/project/{project.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post("/beheer/projects/project/beoordelen/", {}).status_code == 403


@pytest.mark.parametrize("key", ["0", "999999999", "99999999999999999999", "abc", "%00"])
def test_no_key_is_a_server_error(admin_client: Client, project: Project, key: str) -> None:
    for action in ("change", "delete"):
        for send in (admin_client.get, admin_client.post):
            assert send(f"/beheer/projects/project/{key}/{action}/").status_code in {200, 302, 400, 404}


def test_the_first_lock_is_that_of_the_project(admin_client: Client, project: Project) -> None:
    typed = opened(admin_client, project) | {"place": "Aarveld"}
    with CaptureQueriesContext(connection) as captured:
        save(admin_client, project, typed)
    locks = [each["sql"] for each in captured if "FOR " in each["sql"] or each["sql"].startswith("UPDATE")]
    assert "FOR NO KEY UPDATE" in locks[0]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            {"start_year": "2028", "start_quarter": "3", "delivery_year": "2030"},
            "Q3 2028 (start), 2030 (oplevering)",
        ),
        ({"start_year": "later"}, "jaar van start later"),
        ({"start_year": ""}, "niets ingevuld"),
    ],
)
def test_a_planning_is_told_as_the_overview_prints_it(
    admin_client: Client, project: Project, typed: dict[str, str], words: str
) -> None:
    mine = opened(admin_client, project) | typed
    Project.objects.filter(pk=project.pk).update(start_quarter=2)
    [asked] = save(admin_client, project, mine).context["merge"].asked  # type: ignore[attr-defined]
    assert (asked.was, asked.theirs, asked.mine) == ("2027 (start)", "Q2 2027 (start)", words)


@pytest.mark.parametrize(
    "was",
    [
        "[]",
        "[" * 100_000,
        '{"start_year": 2027, "kind": ["a"], "housing_types": [[1]], "name": {"a": 1}, "note": 5}',
        '{"rents": {"KEY": "x"}, "start_year": ["2027"], "housing_types": {"a": 1}, "is_public": "x"}',
        '{"rents": {"KEY": ["zeker", 1]}, "parent": [1], "bat_from": true}',
        '{"rents": 5, "unknown": 1}',
    ],
)
def test_an_origin_that_no_form_wrote_is_no_server_error(
    admin_client: Client, project: Project, was: str
) -> None:
    key = RentClass.objects.get(code="betaalbaar").pk
    typed = opened(admin_client, project) | {"opened": "0", "was": was.replace("KEY", str(key))}
    typed |= {"name": "Anders", "kind": "renovatie", "start_year": "9" * 5000, f"rents-{key}": "mogelijk"}
    typed |= {"note": "n", "parent": "9", "bat_from": "0"}
    typed.pop("housing_types")
    assert save(admin_client, project, typed).status_code == 409


def test_every_field_of_the_form_is_compared(admin_client: Client, project: Project) -> None:
    form = admin_client.get(address(project)).context["adminform"].form
    compared = {name for _, names in CELLS.values() for name in names}
    assert compared == set(form.fields) - set(OWN)


def test_who_may_only_look_sees_the_whole_project(client: Client, project: Project) -> None:
    user = User.objects.create_user("kijker", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_project"))
    client.force_login(user)
    ExternalCode.objects.create(project=project, system="dpi", code="12")
    page = client.get(address(project)).content.decode()
    for words in ("Betaalbaar: Betaalbaar 12", "dpi: 12", "Gestapeld met lift", "Centrum"):
        assert words in page
    assert 'name="_save"' not in page
    assert client.get("/beheer/projects/project/").status_code == 200
