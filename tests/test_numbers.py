"""Every number on a public page can be had from the API with the same filter, in its place."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from municipalities.models import Municipality
from projects.example import make_examples
from projects.models import Project
from tests.page_readers import READERS, Visit, keep_out, nothing, reader_of
from tests.page_tree import Tree
from tests.page_words import Api
from tests.public_pages import PAGES, public_pages

MORE = (
    "/?jaar=2022&regio=parkstad",
    "/?jaar=2024&segment=sociaal&soort=nieuwbouw",
    "/?jaar=2026&aantal=nnb",
    "/gemeenten/?jaar=2026",
    "/gemeenten/heerlen/",
    "/gemeenten/heerlen/?jaar=2022&onderdeel=onderzoek",
    "/gemeenten/heerlen/?jaar=2026&zekerheid=mogelijk&huurprijsklasse=vrije-huur",
    "/gemeenten/venlo/?jaar=2027",
    "/gemeenten/heerlen/kaart/?peildatum=2021-07-01",
    "/regios/parkstad/",
    "/regios/noord-limburg/?jaar=2026",
    "/regios/zuid-limburg/?jaar=2024",
    "/projecten/?soort=sloop",
    "/projecten/?aantal=nnb",
    "/projecten/?jaar=2026&pagina=2",
    "/projecten/?zekerheid=mogelijk&start=2027",
    "/vergelijken/?gemeente=GM0917&gemeente=GM0983&kengetal=opgave-woningen&jaar=2026",
    "/vergelijken/ranglijst/?kengetal=mutatiegraad&peildatum=2021-07-01",
    "/toelichting/?jaar=2026&aftopping=hoog",
)


def leftovers(client: Client, address: str) -> list[str]:
    path, _, query = address.partition("?")
    answer = client.get(address, follow=True)
    reader = reader_of(path)
    assert reader, f"Say in tests/page_readers.py how the numbers of {path} are looked up."
    visit = Visit(Tree(answer.content.decode()), Api(client), path, QueryDict(query))
    if answer.status_code == 200:
        reader(visit)
        keep_out(visit.tree)
        return visit.tree.numbers_left()
    nothing(visit)
    return []


@pytest.fixture
def everything(brochure: dict[str, Any]) -> None:
    make_examples(60)


@pytest.mark.parametrize("address", [*PAGES, *MORE])
def test_every_number_of_a_page_is_by_the_api(
    client: Client, everything: None, address: str
) -> None:
    assert leftovers(client, address) == []


def test_every_number_of_a_project_is_by_the_api(client: Client, everything: None) -> None:
    Project.objects.filter(name="Spoorsingel").update(dwellings=21, dwellings_approximate=True)
    pages = [each.get_absolute_url() for each in Project.objects.public()]
    assert set(public_pages()) - set(PAGES) <= set(pages)
    assert {page: found for page in pages if (found := leftovers(client, page))} == {}
