"""The list of projects: its columns, its links that keep the choice, and what it says when it is empty."""

import re

import pytest
from django.test import Client

from projects.filters.choose import MAIN, MORE, SEARCH
from projects.filters.filterset import ProjectFilterSet
from projects.pages.columns import COLUMNS
from tests.conftest import AddProject

STANDARD = [
    "Project",
    "Gemeente",
    "Aantal woningen",
    "Type woningen",
    "Huurprijsklasse",
    "BAT-score",
    "Duurzaamheid",
    "Planning",
]


def headings(page: str) -> list[str]:
    head = re.search(r"<thead>.*?</thead>", page, re.DOTALL)
    assert head
    cells = re.findall(r"<th [^>]*>(.*?)</th>", head[0], re.DOTALL)
    return [re.sub(r"<span.*?</span>|<[^>]*>", "", cell) for cell in cells]


def test_every_choice_has_a_place_in_the_form() -> None:
    placed = [*SEARCH, *MAIN, *(name for names in MORE.values() for name in names)]
    assert sorted(placed) == sorted(set(ProjectFilterSet.base_filters) - {"sorteer"})


def test_without_a_choice_the_columns_are_those_of_the_brochure(
    client: Client, add_project: AddProject
) -> None:
    add_project()
    assert headings(client.get("/projecten/").content.decode()) == STANDARD


def test_the_visitor_chooses_columns_and_they_come_in_their_own_order(
    client: Client, add_project: AddProject
) -> None:
    project = add_project(place="Aarveld", phase="ontwerp", start_year=2024, start_quarter=3)
    response = client.get("/projecten/?jaar=2024&kolom=start&kolom=plaats&kolom=onderdeel&kolom=fase")
    assert headings(response.content.decode()) == [
        "Project",
        "Plaats of wijk",
        "Onderdeel",
        "Projectfase",
        "Start",
    ]
    [(found, cells)] = response.context["rows"]
    assert found == project
    assert [text for _, text in cells] == ["Aarveld", "Nieuwbouw/verbouw", "Ontwerp", "Q3 2024"]


def test_every_column_prints_something_of_a_bare_project(client: Client, add_project: AddProject) -> None:
    add_project()
    query = "&".join(f"kolom={column.key}" for column in COLUMNS)
    [(_, cells)] = client.get(f"/projecten/?jaar=2024&{query}").context["rows"]
    assert len(cells) == len(COLUMNS)
    assert all(text and text != "None" for _, text in cells)


def test_a_section_is_no_column_without_a_year(client: Client, add_project: AddProject) -> None:
    add_project()
    assert headings(client.get("/projecten/?kolom=onderdeel&kolom=plaats").content.decode()) == [
        "Project",
        "Plaats of wijk",
    ]


def test_a_column_that_is_not_there_is_refused(client: Client, add_project: AddProject) -> None:
    add_project()
    response = client.get("/projecten/?kolom=prijs%00")
    assert response.status_code == 400
    assert "Een kolom is gemeente, plaats," in response.content.decode()
    assert "Spoorsingel" not in response.content.decode()


def test_every_link_of_the_page_keeps_the_choice_the_order_and_the_columns(
    client: Client, add_project: AddProject
) -> None:
    for number in range(51):
        add_project(f"Project {number:02}", kind="renovatie", bat_from_id=2, bat_to_id=2)
    address = "/projecten/?soort=renovatie&batVanaf=2&sorteer=-naam&kolom=plaats"
    page = client.get(address).content.decode().replace("&amp;", "&")
    assert 'href="?soort=renovatie&batVanaf=2&sorteer=naam&kolom=plaats"' in page  # the heading
    assert 'href="/projecten/?batVanaf=2&sorteer=-naam&kolom=plaats"' in page  # a chip
    assert 'href="/projecten/?sorteer=-naam&kolom=plaats"' in page  # no choice at all
    assert 'href="?soort=renovatie&batVanaf=2&sorteer=-naam&kolom=plaats&pagina=2"' in page
    assert '<input type="hidden" name="sorteer" value="-naam">' in page
    assert '<input type="hidden" name="kolom" value="plaats">' in page
    assert re.search(r'href="/projecten/\d+/\?soort=renovatie&batVanaf=2&sorteer=-naam"', page)
    assert 'href="/?soort=renovatie&batVanaf=2"' in page  # the overview of the same choice


@pytest.mark.parametrize(
    ("count", "heading"), [(1, "1 project"), (2, "2 projecten"), (0, "Geen projecten gevonden")]
)
def test_the_heading_tells_how_many(
    client: Client, add_project: AddProject, count: int, heading: str
) -> None:
    for number in range(count):
        add_project(f"Project {number}")
    assert f">{heading}</h1>" in client.get("/projecten/").content.decode()


def test_an_empty_list_says_which_choice_to_let_go(client: Client, add_project: AddProject) -> None:
    add_project("Lindehof", kind="renovatie", bat_from_id=1, bat_to_id=1)
    add_project("Beukenhof", kind="renovatie")
    response = client.get("/projecten/?soort=renovatie&zoek=hof&batVanaf=4&zekerheid=zeker")
    assert [(chip.name, count) for chip, count in response.context["wider"]] == [("batVanaf", 2)]
    page = response.content.decode().replace("&amp;", "&")
    # Without the score nothing is left that could be certain.
    assert (
        '<a href="/projecten/?zoek=hof&soort=renovatie">zonder BAT-score minstens: 4</a> (2 projecten)'
        in page
    )


def test_an_empty_search_says_which_word_to_let_go(client: Client, add_project: AddProject) -> None:
    add_project("Burg Gijzelslaan")
    page = client.get("/projecten/?zoek=burgemeester+gijzelslaan").content.decode()
    assert '<a href="/projecten/?zoek=gijzelslaan">zonder het woord: burgemeester</a> (1 project)' in page
    assert "het woord: gijzelslaan" not in page


def test_what_is_typed_is_shown_as_text(client: Client, add_project: AddProject) -> None:
    for query in (
        "zoek=%22%3E%3Cscript%3E",
        "soort=%22%3E%3Cscript%3E",
        "kolom=%3Cscript%3E",
        "start=%3Cscript%3E",
    ):
        assert "<script>" not in client.get(f"/projecten/?{query}").content.decode()
