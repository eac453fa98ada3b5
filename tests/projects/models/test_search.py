"""Searching in name and place: accents and small spelling mistakes are forgiven, no other words found."""

import pytest
from django.db import connection
from django.test import Client

from projects.example import make_examples
from projects.models import Project
from tests.conftest import AddProject
from tests.support.scale import MANY

NAMES = {
    "Dr. Jaegerstraat": "Bekkerveld",
    "Spoorsingel": "",
    "Aldenhofpark (fase 1)": "Hoensbroek",
    "Kerkpad": "Heerlerheide",
    "Saffierflat": "",
    "Sint Jozefplein": "Böcklerdorp",
    "Hoofdweg 50% koop_huur": "",
}


@pytest.fixture
def named(add_project: AddProject) -> None:
    for name, place in NAMES.items():
        add_project(name, place=place)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jagerstraat", {"Dr. Jaegerstraat"}),
        ("dr jaegerstraat", {"Dr. Jaegerstraat"}),
        ("jaegerstraat dr.", {"Dr. Jaegerstraat"}),
        ("spoorsinghel", {"Spoorsingel"}),
        ("spoor", {"Spoorsingel"}),
        ("singel", {"Spoorsingel"}),
        ("hoensbroeck", {"Aldenhofpark (fase 1)"}),
        ("aldenhof hoensbroek", {"Aldenhofpark (fase 1)"}),
        ("park", {"Aldenhofpark (fase 1)"}),
        ("hof", {"Aldenhofpark (fase 1)"}),
        ("safierflat", {"Saffierflat"}),
        ("saffirflat", {"Saffierflat"}),
        ("bocklerdorp", {"Sint Jozefplein"}),
        ("BÖCKLER", {"Sint Jozefplein"}),
        ("bo\u0308cklerdorp", {"Sint Jozefplein"}),  # the accent as a character of its own
        ("fase", {"Aldenhofpark (fase 1)"}),
        ("%", {"Hoofdweg 50% koop_huur"}),
        ("_", {"Hoofdweg 50% koop_huur"}),
        ("50%", {"Hoofdweg 50% koop_huur"}),
        ("\\", set()),
        ("'", set()),
        ("spoorsingel hoensbroek", set()),
        ("zzz", set()),
        ("  ", set(NAMES)),
    ],
)
def test_each_word_occurs_or_is_like_a_word(
    client: Client, named: None, text: str, expected: set[str]
) -> None:
    response = client.get("/projecten/", {"zoek": text})
    assert response.status_code == 200
    assert {project.name for project in response.context["page"]} == expected


def test_the_name_of_the_municipality_is_a_place_too(client: Client, add_project: AddProject) -> None:
    add_project("Hoofdstraat")
    add_project("Hoofdplein", gemeente="Kerkrade")
    add_project("Zijstraat", gemeente="Kerkrade")
    for text in ("hoofd kerkrade", "Kerkraade hoofd"):
        page = client.get("/projecten/", {"zoek": text}).context["page"]
        assert [each.name for each in page] == ["Hoofdplein"]


def test_a_draft_is_not_found(client: Client, named: None) -> None:
    Project.objects.filter(name="Spoorsingel").update(is_public=False)
    assert not client.get("/projecten/?zoek=spoorsingel").context["page"].object_list


@pytest.mark.parametrize("text", ["populirenhof", "mergelweg", "12"])
def test_a_search_can_use_the_index(world: None, text: str) -> None:
    make_examples(MANY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DROP INDEX project_by_name")  # of so few rows it would be read whole
    plan = Project.objects.public().searched(text).order_by().explain()
    assert "Bitmap Index Scan on project_searchable" in plan
