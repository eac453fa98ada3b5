"""What follows from a project as it is typed: the same as once it is saved, and never in the way."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from municipalities.models import Corporation, Municipality, StaffArea
from projects.backoffice.warnings import is_over
from projects.models import Project, RentClass
from projects.models.sections import Section
from tests.conftest import AddProject
from tests.support.page_forms import form_in

ADD = "/beheer/projects/project/add/"
LIVE = "/beheer/projects/project/beoordelen/"
THIS = localdate().year


def judged(client: Client, **typed: Any) -> Any:
    data = dict(form_in(client.get(ADD).content.decode(), "project_form"))
    response = client.post(LIVE, {**data, **typed})
    assert response.status_code == 200
    return response.context["judgement"]


PLANS: list[dict[str, Any]] = [
    {"start_year": THIS},
    {"start_year": THIS + 1},
    {"start_year": THIS - 1},
    {"delivery_year": THIS - 1},
    {"delivery_year": THIS + 1, "start_year": THIS - 1},
    {"planned_year": THIS + 1, "kind": "renovatie"},
    {"start_year": THIS, "phase": "vervallen"},
    {"start_year": THIS - 3, "phase": "nazorg"},
    {},
]


@pytest.mark.parametrize("plan", PLANS)
def test_the_section_while_typing_is_that_of_the_overview(
    admin_client: Client, add_project: AddProject, plan: dict[str, Any]
) -> None:
    typed = judged(admin_client, **plan).sections
    project = add_project("Bewaard", **plan)
    for year, label in typed:
        saved = Project.objects.with_section(year).get(pk=project.pk).section  # type: ignore[attr-defined]
        assert label == (Section(saved).label if saved else "staat niet in het overzicht")


def test_what_is_lacking_shrinks_while_typing(admin_client: Client, world: None) -> None:
    assert len(judged(admin_client).lacks) == 9
    rents = f"rents-{RentClass.objects.get(code='betaalbaar').pk}"
    some = judged(admin_client, place="X", dwellings="1.200", bat_from="0", bat_to="1", **{rents: "zeker"})
    assert [lack.code for lack in some.lacks] == ["fase", "typen", "duurzaamheid", "planning", "bron"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            {"start_year": THIS - 1},
            f"De start ({THIS - 1}) ligt in het verleden, maar de projectfase is nog niet",
        ),
        ({"planned_year": 2020, "phase": "ontwerp"}, "De planning (2020) ligt in het verleden"),
        ({"delivery_year": 2021, "phase": "realisatie"}, "De oplevering (2021) ligt in het verleden"),
        ({"place": ""}, "Er is nog geen plaats of wijk ingevuld."),
        ({"is_public": "on"}, "Dit project is openbaar, maar nog niet volledig: plaats of wijk"),
    ],
)
def test_a_doubt_is_told_and_does_not_block(
    admin_client: Client, world: None, typed: dict[str, Any], sentence: str
) -> None:
    assert any(sentence in each for each in judged(admin_client, **typed).doubts)
    data = dict(form_in(admin_client.get(ADD).content.decode(), "project_form"))
    saved = admin_client.post(
        ADD,
        {**data, "name": "N", "municipality": Municipality.objects.get(code="GM0917").pk, **typed},
        follow=True,
    )
    assert Project.objects.get().name == "N"
    assert sentence in saved.content.decode()


@pytest.mark.parametrize(
    ("count", "is_told"), [("29", False), ("31", True), ("9", True), ("11", False), ("", False)]
)
def test_a_count_that_jumps_is_doubted(
    admin_client: Client, add_project: AddProject, count: str, is_told: bool
) -> None:
    project = add_project(dwellings=20)
    address = f"/beheer/projects/project/{project.pk}/change/"
    data = {**form_in(admin_client.get(address).content.decode(), "project_form"), "dwellings": count}
    judgement = admin_client.post(f"{LIVE}?project={project.pk}", data).context["judgement"]
    assert any("meer dan de helft anders" in each for each in judgement.doubts) == is_told


@pytest.mark.parametrize(
    ("year", "quarter", "over"),
    [(2026, None, False), (2025, None, True), (2026, 3, True), (2026, 4, False), (2027, 1, False)],
)
def test_a_quarter_is_over_when_it_ended(year: int, quarter: int | None, over: bool) -> None:
    assert is_over(year, quarter, datetime.date(2026, 11, 24)) == over


@pytest.mark.parametrize(
    "typed",
    [{"dwellings": "veel"}, {"municipality": "abc"}, {"start_year": "99999999999"}, {"kind": "x"},
     {"housing_types": ["9999"]}, {"parent": "abc"}, {"note": "\0"}],
)  # fmt: skip
def test_half_typed_or_wrong_input_is_judged_without_an_error(
    admin_client: Client, world: None, typed: dict[str, Any]
) -> None:
    assert judged(admin_client, **typed).sections


def test_judging_is_for_who_may_write_and_saves_nothing(client: Client, add_project: AddProject) -> None:
    project = add_project()
    assert client.post(LIVE).status_code == 302
    client.force_login(User.objects.create_user("kijker", is_staff=True))
    assert client.post(f"{LIVE}?project={project.pk}").status_code == 403
    assert client.get(LIVE).status_code == 405


def test_judging_costs_few_queries(admin_client: Client, add_project: AddProject) -> None:
    project = add_project()
    with CaptureQueriesContext(connection) as captured:
        admin_client.post(f"{LIVE}?project={project.pk}", {"name": "Nieuw"})
    assert len(captured) <= 14
    assert not any(each["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for each in captured)


def test_a_new_form_proposes_what_is_known(admin_client: Client, world: None) -> None:
    page = admin_client.get(f"{ADD}?_changelist_filters=gemeente%3DGM0928").content.decode()
    data = form_in(page, "project_form")
    corporation = Corporation.objects.get()
    assert (data["kind"], data["corporation"]) == ("nieuwbouw", str(corporation.pk))
    assert data["municipality"]
    Corporation.objects.create(code="ACC", name="Accent")
    assert "corporation" not in {
        name
        for name, value in form_in(admin_client.get(ADD).content.decode(), "project_form").items()
        if value
    }


@pytest.mark.parametrize("may", [True, False])
def test_only_a_publisher_makes_a_project_public(client: Client, add_project: AddProject, may: bool) -> None:
    user = User.objects.create_user("vastgoed", is_staff=True, is_superuser=may)
    StaffArea.objects.create(user=user, everywhere=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_project", "view_project"]))
    client.force_login(user)
    project = add_project(is_public=False)
    address = f"/beheer/projects/project/{project.pk}/change/"
    data = {**form_in(client.get(address).content.decode(), "project_form"), "is_public": "on"}
    assert client.post(address, data).status_code == 302
    project.refresh_from_db()
    assert project.is_public == may
