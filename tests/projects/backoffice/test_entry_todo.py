"""What is missing for publication: the same in form, list and to-do list, and a link to every field."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.editing.completeness import LACKS, with_lacks
from projects.models import Project
from tests.conftest import AddProject

TODO = "/beheer/projects/project/aanvullen/"
WHOLE: dict[str, Any] = {
    "place": "Aarveld",
    "phase": "ontwerp",
    "dwellings": 5,
    "certain": {"betaalbaar": None},
    "types": ["gestapeld-met-lift"],
    "bat_from_id": 0,
    "bat_to_id": 2,
    "level": "beng",
    "start_year": 2028,
    "source": "Bod 2027",
}
WITHOUT: dict[str, dict[str, Any]] = {
    "plaats": {"place": ""},
    "fase": {"phase": ""},
    "aantal": {"dwellings": None},
    "typen": {"types": []},
    "huur": {"certain": {}},
    "bat": {"bat_from_id": None, "bat_to_id": None},
    "duurzaamheid": {"level": "beng"},
    "planning": {"start_year": None},
    "bron": {"source": ""},
}


def lacks(project: Project) -> list[str]:
    return list(with_lacks(Project.objects.filter(pk=project.pk)).values_list("lacks", flat=True).get())


@pytest.mark.parametrize("code", [lack.code for lack in LACKS])
def test_each_thing_that_is_missing_is_found(add_project: AddProject, code: str) -> None:
    assert lacks(add_project("Volledig", **WHOLE)) == []
    project = add_project("Onvolledig", **{**WHOLE, **WITHOUT[code]})
    if code == "duurzaamheid":
        Project.objects.filter(pk=project.pk).update(sustainability=None)
    assert lacks(project) == [code]


def test_a_mix_to_be_decided_is_no_lack_and_a_demolition_needs_no_rent_class(add_project: AddProject) -> None:
    assert lacks(add_project("Mix", **{**WHOLE, "types": []}, housing_types_undecided=True)) == []
    bare = {
        "kind": "sloop",
        "place": "X",
        "phase": "ontwerp",
        "dwellings": 3,
        "start_year": 2027,
        "source": "Y",
    }
    assert lacks(add_project("Sloop", **bare)) == []


def test_the_list_leads_to_every_field(admin_client: Client, add_project: AddProject) -> None:
    project = add_project("Leeg")
    add_project("Vervallen", phase="vervallen")
    whole = add_project("Geheel", **{**WHOLE, "dwellings": None, "source": ""})
    add_project("Fase", **WHOLE, parent=whole)
    page = admin_client.get(TODO).content.decode()
    form = admin_client.get(f"/beheer/projects/project/{project.pk}/change/").content.decode()
    for lack in LACKS:
        assert f'href="/beheer/projects/project/{project.pk}/change/#{lack.anchor}"' in page
        assert f'id="{lack.anchor}"' in form
    assert "Vervallen" not in page
    assert "Geheel" not in page


@pytest.mark.parametrize(
    ("query", "status", "count"),
    [("", 200, 2), ("gemeente=GM0917", 200, 1), ("ontbreekt=bron", 200, 1), ("openbaar=nee", 200, 0),
     ("gemeente=GM0", 400, 0), ("ontbreekt=x", 400, 0), ("pagina=99", 200, 2), ("pagina=x", 200, 2)],
)  # fmt: skip
def test_the_list_is_narrowed(
    admin_client: Client, add_project: AddProject, query: str, status: int, count: int
) -> None:
    add_project("Leeg")
    add_project("Kaal", **{**WHOLE, "place": ""}, gemeente="Kerkrade")
    response = admin_client.get(f"{TODO}?{query}")
    assert (response.status_code, response.context["totals"]["projects"]) == (status, count)


def test_the_list_costs_the_same_for_few_and_many(admin_client: Client, add_project: AddProject) -> None:
    add_project("Leeg")
    counts = []
    for number in (0, 20):
        for each in range(number):
            add_project(f"Leeg {each}")
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(TODO)
        counts.append(len(captured))
    assert counts == [5, 5]
