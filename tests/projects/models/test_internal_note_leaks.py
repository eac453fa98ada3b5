"""What is written in an internal note is in nothing that the public can have: every address is walked.

Made from the addresses that there are: a new one fails here until it is said how to try it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from municipalities import urls as municipality_urls
from municipalities.access.tokens import Scope
from municipalities.models import Figure
from offers.freezing import content_now, freeze
from offers.models import Offer
from projects import urls as project_urls
from projects.models import Project
from tests.conftest import AddProject
from tests.support.public_pages import PAGES
from tests.support.staff import person
from tests.support.tokens import bearer, token_of
from tests.wonen.rest.test_write_reach import OTHERS, SUMS, words_of
from wonen.rest.negotiation import FORMATS
from wonen.rest.registry import RESOURCES
from wonen.rest.resource import Resource
from wonen.rest.urls import addresses

MARK = "Zwartehandel7"
A, B = "Heerlen", "Maastricht"
# Every public address outside the API, by its name, with what is asked there.
PUBLIC = {
    "home": ["", "?jaar=2022"],
    "municipalities": [""],
    "municipality": ["?jaar=2022"],
    "card": ["?jaar=2022"],
    "regions": [""],
    "region": ["?jaar=2022"],
    "projects": ["", "?sorteer=-gewijzigd"],
    "projects-csv": [""],
    "projects-json": [""],
    "projects-geojson": [""],
    "projects-xlsx": [""],
    "project": [""],
    "compare": ["?gemeente=GM0917&gemeente=GM0928&kengetal=mutatiegraad"],
    "ranking": ["?kengetal=mutatiegraad"],
    "legend": [""],
    "about-figures": [""],
    "accessibility": [""],
    "open-data": [""],
    "catalogue": [""],
    "catalogue-ttl": [""],
    "catalogue-jsonld": [""],
    "security": [""],
    "robots": [""],
    "sitemap": [""],
    "figures-csv": [""],
    "figures-xlsx": [""],
}


@pytest.fixture
def marked(add_project: AddProject, brochure: dict[str, Any]) -> Project:
    """Put the mark in every project and figure there is, in a draft and in a new version of a bod too."""
    add_project("Geheim plan", is_public=False)
    project = add_project("Bekend plan", gemeente=B)
    Project.objects.update(internal_note=MARK)
    Figure.objects.update(internal_note=MARK)
    Project.objects.filter(pk=project.pk).update(internal_note=f"{MARK} nog eens")  # a change in the history
    offer = Offer.objects.get()
    last = offer.versions.aggregate(last=Max("number"))["last"]
    freeze(offer, last + 1, content_now(offer), note="Nog een keer.")
    return project


def public_names() -> set[str]:
    """Return the names of what anybody may ask for, besides the API."""
    return {str(each.name) for module in (municipality_urls, project_urls) for each in module.urlpatterns}


def asked(name: str, project: Project) -> Iterator[str]:
    heerlen, parkstad = {"slug": "heerlen"}, {"slug": "parkstad"}
    own: dict[str, Any] = {"pk": project.pk}
    given = {"municipality": heerlen, "card": heerlen, "region": parkstad, "project": own}
    for query in PUBLIC[name]:
        yield reverse(name, kwargs=given.get(name)) + query


def text_of(answer: Any) -> str:
    content = answer.getvalue() if answer.streaming else answer.content
    is_book = "spreadsheetml" in answer.headers["Content-Type"]
    headers = " ".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{words_of(content) if is_book else content.decode()}"


def test_every_public_address_is_tried() -> None:
    assert public_names() == set(PUBLIC)


def test_no_page_or_file_shows_it(client: Client, marked: Project) -> None:
    own = {address for name in PUBLIC for address in asked(name, marked)}
    projects = {each.get_absolute_url() for each in Project.objects.public()}
    for address in sorted({*own, *PAGES, *projects}):
        assert MARK not in text_of(client.get(address)), address


def test_nothing_is_found_by_it(client: Client, marked: Project) -> None:
    # What was searched for stands in the page itself; what matters is that it finds nothing.
    for address in ("/projecten.json", "/api/v1/projecten"):
        answer = client.get(f"{address}?zoek={MARK}")
        assert json.loads(answer.getvalue())["aantal"] == 0, address
    assert len(client.get(f"/projecten.csv?zoek={MARK}").getvalue().splitlines()) == 1


def queries(resource: Resource) -> Iterator[str]:
    yield ""
    for form in FORMATS if resource.place else [each for each in FORMATS if each != "geojson"]:
        yield f"?formaat={form}"
    for expansion in resource.expansions:
        yield f"?uitklappen={expansion.key}"
    yield from (f"?sorteer={each}" for each in resource.sorts)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.name)
def test_no_list_or_row_of_the_api_shows_it(client: Client, marked: Project, resource: Resource) -> None:
    where = f"/api/v1/{resource.example_address}"
    for query in queries(resource):
        answer = client.get(f"{where}{query}")
        assert answer.status_code == 200, query
        told = text_of(answer)
        assert MARK not in told, query
        assert "interneNotitie" not in told, query
    for row in client.get(where).json()["resultaten"]:
        assert MARK not in text_of(client.get(f"{where}/{row[resource.key.key]}"))
    for field in resource.internal:
        assert client.get(f"{where}?velden={field.key}").status_code == 401


def test_the_other_addresses_of_the_api_do_not_show_it(client: Client, marked: Project) -> None:
    tried = 0
    for each in addresses():
        name = str(each.name)
        is_metadata = "csv-metadata" in name and "<" not in str(each.pattern)
        found = [""] if is_metadata else OTHERS.get(name, [])
        for query in found:
            key = re.sub(r"project=\d+", f"project={marked.pk}", query)
            path = f"api/v1/{SUMS[name].address(key[1:])}" if name in SUMS else f"{each.pattern}{key}"
            answer = client.get(f"/{path}")
            assert MARK not in text_of(answer), path
            tried += answer.status_code == 200
    assert tried > 20
    version = client.get("/api/v1/boden/WL-GM0917-2022/versies/2/projecten?paginaGrootte=100")
    assert version.status_code == 200
    assert len(version.json()["resultaten"]) == 6
    assert MARK not in text_of(version)


@pytest.mark.parametrize(
    "resource", [each for each in RESOURCES if each.internal], ids=lambda each: each.name
)
def test_a_token_sees_it_where_it_reads_drafts_and_nowhere_else(marked: Project, resource: Resource) -> None:
    own = bearer(token_of(person("Lezer", A), Scope.READ)[1])
    where = f"/api/v1/{resource.name}"
    for row in own.get(f"{where}?paginaGrootte=1000").json()["resultaten"]:
        assert row["interneNotitie"] == (MARK if row["gemeente"] == "GM0917" else None)
        one = own.get(f"{where}/{row['id']}").json()
        assert one["interneNotitie"] == row["interneNotitie"]
    for form in FORMATS if resource.place else [each for each in FORMATS if each != "geojson"]:
        assert MARK in text_of(own.get(f"{where}?formaat={form}&gemeente=GM0917")), form
        assert MARK not in text_of(own.get(f"{where}?formaat={form}&gemeente=GM0935")), form
    assert own.get(f"{where}?velden=id,interneNotitie").status_code == 200
    assert MARK not in text_of(own.get(f"{where}/wijzigingen?paginaGrootte=1000"))
