"""The back office: usable, in Dutch, and as strict as the database."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.models import Corporation, Municipality
from projects.example import make_examples
from projects.models import BatScore, HousingType, Project, RentClass
from projects.rules import DWELLINGS_SENTENCE, RULE
from tests.support.scale import MANY
from tests.support.tokens import token_of

ADD = "/beheer/projects/project/add/"


def form(**changes: Any) -> dict[str, Any]:
    """Return what the browser posts for a new project in Heerlen."""
    return {
        "municipality": Municipality.objects.get(code="GM0917").pk,
        "corporation": Corporation.objects.get(code="WL").pk,
        "name": "Nieuw project",
        "kind": "nieuwbouw",
        **changes,
    }


def rent(code: str, dwellings: int | str = "", *, possible: bool = False) -> dict[str, Any]:
    name = f"rents-{RentClass.objects.get(code=code).pk}"
    return {name: "mogelijk" if possible else "zeker", f"{name}-aantal": dwellings}


def test_visitors_are_sent_to_the_login(client: Client, db: None) -> None:
    for address in ("/beheer/", ADD, "/beheer/municipalities/municipality/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/beheer/login/")


def test_the_index_is_in_dutch(admin_client: Client) -> None:
    page = admin_client.get("/beheer/").content.decode()
    for words in ("Wat wilt u bijwerken?", "Vastgoedprojecten", "Gemeenten", "Huurprijsgrenzen", "Afmelden"):
        assert words in page


def test_a_project_is_entered_and_stays_unknown_where_nothing_was_said(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    assert admin_client.post(ADD, form()).status_code == 302
    project = Project.objects.get(name="Nieuw project")
    assert not project.is_public
    assert set(vars(project.printed()).values()) == {"Nnb"}


def test_a_whole_project_is_entered_on_one_screen(admin_client: Client, brochure: dict[str, Any]) -> None:
    types = HousingType.objects.filter(code__startswith="gestapeld").values_list("pk", flat=True)
    data = form(
        dwellings=24,
        housing_types=list(types),
        bat_from=0,
        bat_to=2,
        start_year=2027,
        start_quarter=3,
        is_public="on",
    )
    data |= rent("betaalbaar", 16) | rent("vrije-huur", 8)
    response = admin_client.post(ADD, data)
    assert response.status_code == 302, response.context["errors"]
    cells = Project.objects.get(name="Nieuw project").printed()
    assert cells.housing_types == "Gestapeld (deels met lift)"
    assert cells.rent_classes == "Betaalbaar + Vrije huur"
    assert cells.planning == "Q3 2027 (start)"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bat_from": 3, "bat_to": 1}, "De BAT-score loopt van 0 tot en met 4, en van laag naar hoog."),
        ({"start_year": 2024, "delivery_year": 2023}, "De oplevering ligt vóór de start."),
        ({"dwellings": 0}, DWELLINGS_SENTENCE),
        ({"name": "Spoorsingel"}, "Deze gemeente heeft al een project met deze naam."),
        ({"dwellings": "twintig"}, "Vul een heel getal in, bijvoorbeeld 24 of 1.250."),
        ({"start_year": 99999999999}, "Een jaar ligt tussen 1990 en 2100."),
        ({"kind": "kasteel"}, "kasteel is geen beschikbare keuze."),
        ({"dwellings": "12,5"}, "Vul een heel getal in, bijvoorbeeld 24 of 1.250."),
        ({"dwellings": "1.00"}, "Vul een heel getal in, bijvoorbeeld 24 of 1.250."),
        ({"municipality": "abc"}, "Selecteer een geldige keuze."),
        ({"parent": "abc"}, "Selecteer een geldige keuze."),
        ({"start_year": 2500}, "Een jaar ligt tussen 1990 en 2100."),
    ],
)
def test_a_wrong_project_is_refused_with_its_sentence(
    admin_client: Client, brochure: dict[str, Any], changes: dict[str, Any], sentence: str
) -> None:
    response = admin_client.post(ADD, form(**changes))
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Project.objects.count() == 6


@pytest.mark.parametrize(("typed", "stored"), [("1.000", 1000), ("12.500", 12500), (" 24 ", 24)])
def test_a_number_is_read_the_dutch_way(
    admin_client: Client, brochure: dict[str, Any], typed: str, stored: int
) -> None:
    assert admin_client.post(ADD, form(dwellings=typed)).status_code == 302
    assert Project.objects.get(name="Nieuw project").dwellings == stored


def test_a_possible_class_has_no_number_yet(admin_client: Client, brochure: dict[str, Any]) -> None:
    response = admin_client.post(ADD, form(dwellings=10) | rent("betaalbaar", 4, possible=True))
    assert response.status_code == 200
    assert "Betaalbaar: Een aantal kan alleen bij &#x27;zeker&#x27;." in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_refusal_of_the_database_alone_is_a_page_with_its_sentence(
    admin_client: Client, brochure: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As when somebody else changes the other project between the check of the form and the save.
    monkeypatch.setattr(Project, "clean", lambda _self: None)
    whole = Project.objects.get(name="Aldenhofpark Hoensbroek (fase 1)")
    response = admin_client.post(ADD, form(parent=whole.pk))
    assert response.status_code == 409
    assert RULE["project_phased_without_count"].sentence in response.content.decode()
    assert Project.objects.count() == 6


@pytest.mark.parametrize(
    "query",
    [
        "id__range=0",
        "name__regex=[(*",
        "name__unaccent=x",
        "kind__exact=%00",
        "%00=1",
        "start_year__range=1",
        "modified_at__year=99999999",
        "municipality__id__exact=abc",
        "phase__exact=onbekend",
        "p=abc",
        "o=99",
        "q=%00",
    ],
)
def test_no_address_of_a_list_is_a_server_error(
    admin_client: Client, brochure: dict[str, Any], query: str
) -> None:
    assert admin_client.get(f"/beheer/projects/project/?{query}").status_code in {200, 302, 400}


def test_every_filter_of_the_project_list_works(admin_client: Client, brochure: dict[str, Any]) -> None:
    for query, found in (("gemeente=GM0917", 6), ("soort=renovatie", 1), ("openbaar=false", 0)):
        response = admin_client.get(f"/beheer/projects/project/?{query}")
        assert response.context["cl"].result_count == found, query


def test_keys_that_others_refer_to_cannot_be_changed(admin_client: Client, brochure: dict[str, Any]) -> None:
    address = "/beheer/projects/batscore/3/change/"
    assert admin_client.post(address, {"score": 4, "label": "Drie", "meaning": "Rolstoel"}).status_code == 302
    assert BatScore.objects.get(score=3).label == "Drie"
    assert BatScore.objects.get(score=4).label == "BAT-score 4"


def test_a_split_above_the_count_is_refused_in_the_form(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    for dwellings, rule in ((10, "project_split_within_count"), ("", "project_split_needs_count")):
        response = admin_client.post(ADD, form(dwellings=dwellings) | rent("betaalbaar", 11))
        assert response.status_code == 200
        assert RULE[rule].sentence in response.content.decode()
    assert Project.objects.count() == 6


def test_what_only_the_database_sees_is_told_and_nothing_is_saved(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    whole = Project.objects.get(name="Aldenhofpark Hoensbroek (fase 1)")
    response = admin_client.post(ADD, form(parent=whole.pk))
    assert response.status_code == 200
    assert RULE["project_phased_without_count"].sentence in response.content.decode()
    assert Project.objects.count() == 6


def test_every_list_and_form_opens(admin_client: Client, admin_user: User, brochure: dict[str, Any]) -> None:
    token_of(admin_user)
    models = [
        model
        for model in admin.site._registry
        if model._meta.app_label in {"offers", "projects", "municipalities"}
    ]
    assert len(models) == 15
    for model in models:
        base = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        first = model._default_manager.first()
        assert first
        search = [f"{base}?q=a"] if admin.site._registry[model].search_fields else []
        for address in (base, f"{base}add/", f"{base}{first.pk}/change/", *search):
            assert admin_client.get(address).status_code == 200, address


def test_the_project_list_costs_the_same_for_few_and_many(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    with CaptureQueriesContext(connection) as few:
        admin_client.get("/beheer/projects/project/")
    make_examples(MANY)
    with CaptureQueriesContext(connection) as many:
        page = admin_client.get("/beheer/projects/project/")
    assert page.status_code == 200
    assert len(many) == len(few) == 16


def test_next_years_rent_limits_are_proposed(admin_client: Client, brochure: dict[str, Any]) -> None:
    page = admin_client.get("/beheer/municipalities/rentlimits/add/").content.decode()
    assert 'value="01-01-2027"' in page
    assert 'value="31-12-2027"' in page
