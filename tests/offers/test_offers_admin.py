"""Boden in the back office: made, looked at, published by who may, and fixed from then on."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.access.editable import NOT_YOURS
from municipalities.models import Corporation, Municipality
from offers.access import NOT_PUBLISHED_BY_YOU
from offers.models import ITSELF, Offer, OfferVersion
from offers.publishing import MOVED, SAME, SAY_WHAT, publish
from projects.example import make_examples
from projects.models import Project
from tests.conftest import AddProject
from tests.support.page_forms import form_in
from tests.support.scale import MANY
from tests.support.staff import person, signed_in
from wonen.accounts.roles import ROLES

LIST = "/beheer/offers/offer/"
OWN, OTHER = "Heerlen", "Maastricht"
WRITERS, PUBLISHERS = list(ROLES)[1:], list(ROLES)[2:]


def offer(year: int = 2027, place: str = OWN) -> Offer:
    return Offer.objects.create(
        corporation=Corporation.objects.get(code="WL"),
        municipality=Municipality.objects.get(name=place),
        year=year,
    )


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def form(place: str = OWN, year: Any = 2028, corporation: str = "WL") -> dict[str, Any]:
    return {
        "corporation": Corporation.objects.get(code=corporation).pk,
        "municipality": Municipality.objects.get(name=place).pk,
        "year": year,
    }


def confirm(client: Client, made: Offer, note: str = "") -> Any:
    """Publish as the page asks it: with what it showed."""
    address = f"{LIST}{made.pk}/publiceren/"
    page = client.get(address)
    given = form_in(page.content.decode(), "publish") if page.status_code == 200 else {}
    return client.post(address, {**given, "toelichting": note})


def test_the_list_says_how_far_each_bod_is(admin_client: Client, brochure: dict[str, Any]) -> None:
    offer()
    page = text(admin_client.get(LIST))
    assert "nog niet gepubliceerd" in page
    assert "versie 1, " in page
    for query, count in (("q=heer", 2), ("q=accent", 0), ("year=2022", 1), ("year__exact=2027", 1)):
        assert f"{count} bod" in text(admin_client.get(f"{LIST}?{query}")), query


def test_a_bod_is_added_for_the_next_year_by_the_only_corporation(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    page = admin_client.get(f"{LIST}add/").content.decode()
    given = form_in(page, "offer_form")
    assert given["corporation"] == str(Corporation.objects.get(code="WL").pk)
    assert given["year"] == "2027"
    answer = admin_client.post(f"{LIST}add/", form())
    assert answer.status_code == 302
    made = Offer.objects.get(year=2028)
    page = text(admin_client.get(f"{LIST}{made.pk}/change/"))
    assert "buiten het beheer is het nergens te zien" in page
    assert f"{LIST}{made.pk}/publiceren/" in page


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"year": 2022}, "Er is al een bod van deze corporatie aan deze gemeente voor dit jaar."),
        ({"year": "1989"}, "Een jaar ligt tussen 1990 en 2100."),
        ({"corporation": "ACC"}, ITSELF),
    ],
)
def test_a_wrong_bod_is_refused_with_its_sentence(
    admin_client: Client, brochure: dict[str, Any], values: dict[str, Any], sentence: str
) -> None:
    answer = admin_client.post(f"{LIST}add/", form(**values))
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert Offer.objects.count() == 1


def test_before_publishing_one_sees_what_is_frozen_and_what_is_missing(
    admin_client: Client, add_project: AddProject
) -> None:
    made = offer()
    add_project("Nu", start_year=2027)
    add_project("Later", start_year=2030)
    add_project("Concept", start_year=2027, is_public=False)
    page = text(admin_client.get(f"{LIST}{made.pk}/publiceren/"))
    for said in (
        "Dit komt in versie 1",
        '<th scope="row">Nieuwbouw/verbouw</th><td>1</td>',
        '<th scope="row">Onderzoek</th><td>1</td>',
        '<th scope="row">Samen</th><td>2</td>',
        "1 project staat wel in het overzicht, maar is niet openbaar",
        "Bij 2 projecten ontbreekt nog iets",
        "Versie 1 is meteen voor iedereen te zien, en verandert daarna niet meer.",
    ):
        assert said in page, said
    assert not OfferVersion.objects.exists()
    answer = confirm(admin_client, made)
    assert answer.status_code == 302
    page = text(admin_client.get(answer.headers["Location"]))
    assert "Versie 1 van het bod is gepubliceerd, met 2 projecten." in page
    page = text(admin_client.get(f"{LIST}{made.pk}/versies/1/"))
    assert "Nu</th>" in page
    assert "Later</th>" in page
    assert "Concept" not in page


def test_a_correction_shows_what_differs_and_must_be_explained(
    admin_client: Client, add_project: AddProject
) -> None:
    made = offer()
    first, _ = add_project("Een", start_year=2027, dwellings=20), add_project("Twee", start_year=2027)
    publish(made.pk, "", None)
    page = text(admin_client.get(f"{LIST}{made.pk}/publiceren/"))
    assert SAME.format(number=1) in page
    assert "Publiceer versie" not in page
    Project.objects.filter(pk=first.pk).update(dwellings=24)
    Project.objects.filter(name="Twee").delete()
    add_project("Drie", start_year=2027)
    page = text(admin_client.get(f"{LIST}{made.pk}/publiceren/"))
    assert (
        "<dt>Erbij (1)</dt><dd>Drie</dd><dt>Eraf (1)</dt><dd>Twee</dd><dt>Gewijzigd (1)</dt><dd>Een</dd>"
        in page
    )
    answer = confirm(admin_client, made)
    assert answer.status_code == 200
    assert SAY_WHAT in text(answer)
    assert confirm(admin_client, made, "Aantal van Een verbeterd").status_code == 302
    page = text(admin_client.get(f"{LIST}{made.pk}/change/"))
    assert "Aantal van Een verbeterd" in page
    assert "20 woningen" in text(admin_client.get(f"{LIST}{made.pk}/versies/1/"))
    assert "24 woningen" in text(admin_client.get(f"{LIST}{made.pk}/versies/2/"))


def test_what_changed_meanwhile_is_shown_first(admin_client: Client, add_project: AddProject) -> None:
    made = offer()
    project = add_project(start_year=2027)
    address = f"{LIST}{made.pk}/publiceren/"
    given = form_in(admin_client.get(address).content.decode(), "publish")
    Project.objects.filter(pk=project.pk).update(dwellings=3)
    answer = admin_client.post(address, {**given, "toelichting": "Bewaar dit"})
    assert answer.status_code == 409
    assert MOVED in text(answer)
    assert "Bewaar dit" in text(answer)
    assert not OfferVersion.objects.exists()
    again = form_in(answer.content.decode(), "publish")
    assert again["gezien"] != given["gezien"]
    assert admin_client.post(address, again).status_code == 302
    forged = admin_client.post(address, {})
    assert forged.status_code == 200
    assert OfferVersion.objects.count() == 1


def test_what_is_published_has_no_form_and_is_not_removed(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    made = Offer.objects.get()
    page = admin_client.get(f"{LIST}{made.pk}/change/").content.decode()
    assert 'name="_save"' not in page
    assert admin_client.post(f"{LIST}{made.pk}/change/", form()).status_code == 403
    assert admin_client.post(f"{LIST}{made.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [made.pk], "post": "yes"}
    admin_client.post(LIST, data)
    assert Offer.objects.get().year == 2022


def test_the_history_tells_who_published_and_when(admin_client: Client, add_project: AddProject) -> None:
    made = offer()
    add_project(start_year=2027)
    confirm(admin_client, made)
    page = text(admin_client.get(f"{LIST}{made.pk}/history/"))
    assert "admin" in page
    assert "gepubliceerd: Bod 2027 van Wonen Limburg aan Heerlen" in page
    assert "Versie 1" in page


@pytest.mark.parametrize("place", [OWN, OTHER])
@pytest.mark.parametrize("role", list(ROLES))
def test_who_may_what_with_a_bod(add_project: AddProject, role: str, place: str) -> None:
    made = offer(place=place)
    add_project(start_year=2027, gemeente=place)
    client = signed_in(person(role, OWN))
    writes, publishes = role in WRITERS and place == OWN, role in PUBLISHERS and place == OWN
    assert client.get(LIST).status_code == 200
    page = client.get(f"{LIST}{made.pk}/change/").content.decode()
    assert ('name="_save"' in page) is writes
    assert ("/publiceren/" in page) is publishes
    added = client.post(f"{LIST}add/", form(place))
    assert added.status_code == (403 if role not in WRITERS else 302 if writes else 200)
    if role in WRITERS and not writes:
        assert NOT_YOURS in added.content.decode()
    assert Offer.objects.filter(year=2028).exists() is writes
    answer = confirm(client, made)
    assert answer.status_code == (302 if publishes else 403)
    assert OfferVersion.objects.exists() is publishes
    other = offer(2029, place)
    removed = client.post(f"{LIST}{other.pk}/delete/", {"post": "yes"})
    assert removed.status_code == (302 if writes else 403)


def test_who_may_not_publish_is_told_who_does(world: None) -> None:
    made = offer()
    address = f"{LIST}{made.pk}/change/"
    assert NOT_PUBLISHED_BY_YOU in text(signed_in(person("Redacteur", OWN)).get(address))
    assert NOT_PUBLISHED_BY_YOU not in text(signed_in(person("Publicist", OWN)).get(address))


def test_who_sees_no_boden_sees_no_version(brochure: dict[str, Any]) -> None:
    User.objects.create_user("kaal", is_staff=True)
    client = signed_in(User.objects.get(username="kaal"))
    pk = Offer.objects.get().pk
    for address in (LIST, f"{LIST}{pk}/publiceren/", f"{LIST}{pk}/versies/1/"):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("page", ["publiceren", "versies/2", "versies/0", f"versies/{9**30}"])
@pytest.mark.parametrize("key", ["", "0", "9" * 17, "9" * 30])
def test_what_is_not_there_is_not_found(
    admin_client: Client, brochure: dict[str, Any], key: str, page: str
) -> None:
    if page == "publiceren" and not key:
        return
    assert admin_client.get(f"{LIST}{key or Offer.objects.get().pk}/{page}/").status_code == 404


def test_the_pages_cost_the_same_for_few_and_many(admin_client: Client, brochure: dict[str, Any]) -> None:
    made, first = offer(2026), Offer.objects.get(year=2022)
    Project.objects.update(is_example=True)
    Offer.objects.filter(pk=made.pk).update(is_example=True)
    addresses = {
        LIST: 7,
        f"{LIST}{first.pk}/change/": 4,
        f"{LIST}{first.pk}/versies/1/": 5,
        f"{LIST}{made.pk}/publiceren/": 9,
    }

    def costs() -> dict[str, int]:
        found = {}
        for each in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert admin_client.get(each).status_code == 200
            found[each] = len(asked)
        return found

    costs()  # what is asked once for all requests has been asked
    few = costs()
    make_examples(MANY)
    for year in range(1995, 2021):
        offer(year)
    assert costs() == few == addresses
