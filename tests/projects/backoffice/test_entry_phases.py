"""A project copied, and a phase split off: nothing invented, nothing lost."""

from typing import Any

import pytest
from django.test import Client

from projects.models import ExternalCode, Project
from tests.conftest import AddProject
from tests.support.page_forms import form_in
from tests.support.staff import person

pytestmark = pytest.mark.django_db(transaction=True)
ADD = "/beheer/projects/project/add/"


@pytest.fixture
def project(add_project: AddProject) -> Project:
    project = add_project(
        "Park", dwellings=30, certain={"betaalbaar": 20, "vrije-huur": 4}, types=["gestapeld-met-lift"],
        start_year=2027,
    )  # fmt: skip
    ExternalCode.objects.create(project=project, system="dpi", code="7")
    return project


def split(client: Client, project: Project, **typed: Any) -> Any:
    address = f"/beheer/projects/project/{project.pk}/splitsen/"
    return client.post(address, {**form_in(client.get(address).content.decode(), "split"), **typed})


def classes(project: Project) -> dict[str, int | None]:
    return {each.rent_class.code: each.dwellings for each in project.rent_entries.all()}


def key(project: Project, code: str) -> str:
    return f"klasse-{project.rent_entries.get(rent_class__code=code).rent_class_id}"


def test_a_copy_has_another_name_no_codes_and_is_not_public(admin_client: Client, project: Project) -> None:
    page = admin_client.get(f"{ADD}?kopie={project.pk}").content.decode()
    data = form_in(page, "project_form")
    assert data["name"] == "Park (kopie)"
    assert admin_client.post(ADD, data).status_code == 302
    copy = Project.objects.get(name="Park (kopie)")
    assert (copy.is_public, copy.external_codes.count(), classes(copy)) == (False, 0, classes(project))
    assert copy.printed() == project.printed()


@pytest.mark.parametrize("query", ["kopie=0", "kopie=abc", "kopie=99999999999999999999", "gemeente=x"])
def test_a_copy_of_nothing_is_a_new_project(admin_client: Client, project: Project, query: str) -> None:
    page = admin_client.get(f"{ADD}?{query}").content.decode()
    assert form_in(page, "project_form")["name"] == ""


def test_a_project_becomes_a_whole_of_two_phases(admin_client: Client, project: Project) -> None:
    typed = {"aantal": "10", "start": "Q2 2029", key(project, "betaalbaar"): "6"}
    assert split(admin_client, project, **typed).status_code == 302
    project.refresh_from_db()
    first, second = project.phases.order_by("name")
    assert (project.dwellings, classes(project)) == (None, {"betaalbaar": None, "vrije-huur": None})
    assert (first.name, first.dwellings, classes(first)) == (
        "Park (fase 1)",
        20,
        {"betaalbaar": 14, "vrije-huur": 4},
    )
    assert (second.name, second.dwellings, classes(second)) == ("Park (fase 2)", 10, {"betaalbaar": 6})
    assert (first.printed().planning, second.printed().planning) == ("2027 (start)", "Q2 2029 (start)")
    assert first.printed().housing_types == second.printed().housing_types == "Gestapeld met lift"
    assert [str(code) for code in project.external_codes.all()] == ["dpi 7"]
    assert first.is_public
    assert second.is_public


def test_only_a_publisher_splits_what_is_public(client: Client, project: Project) -> None:
    client.force_login(person("Redacteur", "Heerlen"))
    typed = {"aantal": "10", "nieuwe": "Nieuw", key(project, "betaalbaar"): "6", "opened": project.version}
    refused = client.post(f"/beheer/projects/project/{project.pk}/splitsen/", {"eerste": "Park 1", **typed})
    assert refused.status_code == 409
    assert "Vraag een publicist" in refused.content.decode()
    assert Project.objects.count() == 1
    Project.objects.update(is_public=False)
    project.refresh_from_db()
    assert split(client, project, **{**typed, "opened": project.version}).status_code == 302
    assert not Project.objects.filter(is_public=True).exists()


def test_a_phase_gets_a_sister(admin_client: Client, project: Project) -> None:
    split(admin_client, project, aantal="10", **{key(project, "betaalbaar"): "6"})
    second = Project.objects.get(name="Park (fase 2)")
    assert split(admin_client, second, aantal="4", nieuwe="Park (fase 3)").status_code == 302
    counts = dict(project.phases.values_list("name", "dwellings"))
    assert counts == {"Park (fase 1)": 20, "Park (fase 2)": 6, "Park (fase 3)": 4}
    assert classes(second) == {"betaalbaar": 6}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"aantal": "30"}, "Er moet iets overblijven: vul hoogstens 29 in."),
        ({"aantal": ""}, "Vul in hoeveel van de woningen naar de nieuwe fase gaan."),
        ({"aantal": "0"}, "Een fase heeft minstens 1 woning."),
        ({"aantal": "8"}, "Van de klassen blijft dan meer over dan er woningen overblijven."),
        (
            {"aantal": "5", "betaalbaar": "6"},
            "De klassen tellen op tot meer dan het aantal van de nieuwe fase.",
        ),
        ({"aantal": "25", "betaalbaar": "21"}, "Van deze klasse zijn er 20."),
        (
            {"aantal": "10", "betaalbaar": "6", "nieuwe": "park (Fase 1)"},
            "Geef de nieuwe fase een andere naam.",
        ),
        (
            {"aantal": "10", "betaalbaar": "6", "nieuwe": "Park"},
            "Deze gemeente heeft al een project met deze naam.",
        ),
        ({"aantal": "10", "betaalbaar": "6", "start": "ooit"}, "Een moment is een jaar"),
        (
            {"aantal": "10", "betaalbaar": "6", "opened": "0"},
            "Iemand anders heeft dit project intussen gewijzigd.",
        ),
    ],
)
def test_a_wrong_division_is_told_and_nothing_is_divided(
    admin_client: Client, project: Project, typed: dict[str, str], sentence: str
) -> None:
    if "betaalbaar" in typed:
        typed = {**typed, key(project, "betaalbaar"): typed["betaalbaar"]}
    response = split(admin_client, project, **typed)
    assert response.status_code in {200, 409}
    assert sentence in response.content.decode()
    assert Project.objects.count() == 1
    assert Project.objects.get().dwellings == 30


def test_a_whole_is_not_split_again(admin_client: Client, project: Project) -> None:
    split(admin_client, project, aantal="10", **{key(project, "betaalbaar"): "6"})
    response = split(admin_client, project, aantal="1")
    assert "Dit project heeft al fasen." in response.content.decode()
    assert Project.objects.count() == 3
