"""Every number on a public page can be had from the API with the same filter, in its place."""

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import QueryDict
from django.test import Client

from projects.example import make_examples
from projects.models import Project
from tests.conftest import AddProject
from tests.support.loaded import load_once
from tests.support.page_readers import keep_out, nothing, reader_of
from tests.support.page_tree import Tree
from tests.support.page_visit import Visit
from tests.support.page_words import Api, Row
from tests.support.public_pages import PAGES, public_pages

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


def leftovers(address: str, api: Api) -> list[str]:
    path, _, query = address.partition("?")
    answer = api.client.get(address, follow=True)
    reader = reader_of(path)
    assert reader, f"Say in tests/support/page_readers.py how the numbers of {path} are looked up."
    visit = Visit(Tree(answer.content.decode()), api, path, QueryDict(query))
    if answer.status_code == 200:
        reader(visit)
        keep_out(visit.tree)
        return visit.tree.numbers_left()
    nothing(visit)
    return []


@pytest.fixture
def everything(db: None) -> None:
    """Load the brochure with projects that are invented, which are in every test the same rows."""
    load_once("brochure and 60 examples", load_everything)


def load_everything() -> None:
    call_command("load_brochure", verbosity=0)
    make_examples(60)


@pytest.fixture(scope="module")
def answers() -> dict[str, Row]:
    """What the API said before of the rows of everything: pages look up the same lists."""
    return {}


@pytest.mark.django_db(transaction=True)
def test_the_past_of_a_project_is_by_the_api(client: Client, add_project: AddProject) -> None:
    with transaction.atomic():
        project = add_project(dwellings=20, certain={"betaalbaar": None}, start_year=2022)
    # A transaction is one change, so these must really commit.
    Project.objects.filter(pk=project.pk).update(dwellings=36, dwellings_approximate=True)
    Project.objects.filter(pk=project.pk).update(start_year=2023, start_quarter=4)
    page = project.get_absolute_url()
    shown = client.get(page).content.decode()
    assert "20 woningen" in shown
    assert "Eerdere planning" in shown
    assert leftovers(page, Api(client)) == []


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>Er zijn <b>12</b> woningen.</p>", ["<b> 12"]),
        ("<p>1.250 euro</p>", ["<p> 1.250 euro"]),
        ("<p>Sinds 1 juli 2021, van 2022 tot 2030, op 31-12-2020.</p>", []),
        ("<p>2022 woningen, 30%</p>", ["<p> 2022 woningen, 30%"]),
    ],
)
def test_a_number_that_nobody_looked_up_is_found(page: str, left: list[str]) -> None:
    assert Tree(f"<main>{page}</main>").numbers_left() == left


@pytest.mark.parametrize("address", [*PAGES, *MORE])
def test_every_number_of_a_page_is_by_the_api(
    client: Client, everything: None, answers: dict[str, Row], address: str
) -> None:
    assert leftovers(address, Api(client, answers)) == []


def test_every_number_of_a_project_is_by_the_api(client: Client, everything: None) -> None:
    Project.objects.filter(name="Spoorsingel").update(dwellings=21, dwellings_approximate=True)
    pages = [each.get_absolute_url() for each in Project.objects.public()]
    assert set(public_pages()) - set(PAGES) <= set(pages)
    api = Api(client)
    assert {page: found for page in pages if (found := leftovers(page, api))} == {}
