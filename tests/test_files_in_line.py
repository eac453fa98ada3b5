"""Who stands in line for large files: each choice once."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import AddProject
from tests.test_files import content, do_jobs, folder, large
from wonen.jobs.models import Job

__all__ = ("folder", "large")  # fixtures
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder", "large")]
SAME = {
    "/projecten.xlsx": ["", "zoek=%20", "zoek=%20%20", "zoek=", "sorteer="],
    "/projecten.json": [
        "zoek=Een&soort=nieuwbouw",
        "soort=nieuwbouw&zoek=%20Een",
        "start=&zoek=Een%20&soort=nieuwbouw",
    ],
    "/projecten.csv": ["start=nnb", "start=NNB", "start=%20Nnb"],
    "/cijfers.csv": [
        "gemeente=GM0917&gemeente=GM0935",
        "gemeente=GM0935&gemeente=GM0917&jaar=",
        "gemeente=GM0935&gemeente=GM0917&gemeente=GM0935&jaar=%20",
    ],
    "/api/v1/projecten": [
        "formaat=csv&zoek=Een&velden=naam,id",
        "velden=id,naam&zoek=%20Een&formaat=csv",
        "formaat=csv&velden=naam,id,naam&zoek=Een",
    ],
    "/api/v1/cijfers": [
        "formaat=csv&gemeente=GM0917&gemeente=GM0935",
        "gemeente=GM0935&gemeente=GM0917&gemeente=GM0917&formaat=csv",
    ],
    "/api/v1/gemeenten": [
        "formaat=csv&pagina=1",
        "paginaGrootte=100&formaat=csv",
        "formaat=csv&pagina=1&paginaGrootte=100",
    ],
}


@pytest.mark.parametrize("address", SAME)
def test_the_same_choice_written_otherwise_is_the_same_file(
    client: Client, add_project: AddProject, brochure: Any, address: str
) -> None:
    add_project("Een")
    for query in SAME[address]:
        assert client.get(f"{address}?{query}").status_code == 503, query
    assert Job.objects.count() == 1
    assert do_jobs() == 1
    assert len({content(client.get(f"{address}?{query}")) for query in SAME[address]}) == 1


def test_a_blank_search_is_no_choice_that_a_file_prints(client: Client, add_project: AddProject) -> None:
    add_project("Een")
    assert client.get("/projecten.json?zoek=%20").status_code == 503
    do_jobs()
    text = content(client.get("/projecten.json?zoek=%20")).decode()
    assert '"keuze":{}' in text.replace(" ", "")
    assert "Alle projecten" in text
