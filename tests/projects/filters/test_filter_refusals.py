"""A choice that cannot be: its sentence beside the field and in a summary, status 400, and no figures."""

import re

import pytest
from django.test import Client

from projects.filters.filterset import ProjectFilterSet
from tests.conftest import AddProject
from tests.support.problems import faults

WRONG = {
    "zoek": ("zoek=a%00b", "Null-tekens zijn niet toegestaan."),
    "jaar": ("jaar=2.022", "Een jaar bestaat uit vier cijfers"),
    "onderdeel": ("jaar=2022&onderdeel=studie", "is hier geen keuze. Kies "),
    "vanJaar": ("vanJaar=99999999999999999999", "Een jaar bestaat uit vier cijfers"),
    "totJaar": ("vanJaar=2025&totJaar=2024", "Kies 2025 of een later jaar"),
    "regio": ("regio=%00", "is hier geen keuze. Kies "),
    "gemeente": ("gemeente=GM9999", "is hier geen keuze. Kies "),
    "corporatie": ("corporatie=%00", "is hier geen keuze. Kies "),
    "soort": ("soort=Sloop", "is hier geen keuze. Kies "),
    "fase": ("fase=%00", "is hier geen keuze. Kies "),
    "woningtype": ("woningtype=1", "is hier geen keuze. Kies "),
    "wonenMetZorg": ("wonenMetZorg=ja", "Selecteer een geldige keuze."),
    "huurprijsklasse": ("huurprijsklasse=duur", "is hier geen keuze. Kies "),
    "segment": ("segment=nnb", "is hier geen keuze. Kies "),
    "batVanaf": ("batVanaf=5", "Een BAT-score is 0, 1, 2, 3 of 4."),
    "bat": ("bat=2.0", "Een BAT-score is 0, 1, 2, 3 of 4, of nnb"),
    "duurzaamheidVanaf": ("duurzaamheidVanaf=nnb", "is hier geen keuze. Kies "),
    "duurzaamheid": ("duurzaamheid=BENG", "is hier geen keuze. Bedoelt u beng (BENG)?"),
    "start": ("start=%00", "of nnb (nog niet bekend)"),
    "oplevering": ("oplevering=onbekend", "of nnb (nog niet bekend)"),
    "aantal": ("aantal=24", "is hier geen keuze. Kies "),
    "zekerheid": ("soort=sloop&zekerheid=zeker", "Kies ook een woningtype, huurprijsklasse"),
    "sorteer": ("sorteer=prijs", "Sorteren kan op: naam, -naam,"),
}


# What only a person at a form must be told: in the API every parameter stands by itself.
TOGETHER = {"zekerheid", "totJaar"}


def test_every_choice_has_a_wrong_value() -> None:
    assert set(WRONG) == set(ProjectFilterSet.base_filters)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_told_at_its_field_and_shows_no_figures(
    client: Client, add_project: AddProject, name: str
) -> None:
    add_project(dwellings=4321)
    query, sentence = WRONG[name]
    response = client.get(f"/projecten/?{query}")
    page = response.content.decode()
    assert response.status_code == 400
    assert "Spoorsingel" not in page
    assert "4.321" not in page
    summary = re.search(r'id="keuze-fouten".*?</div>', page, re.DOTALL)
    assert summary
    assert sentence in summary[0]
    if name != "sorteer":  # which has no field: the headings of the list are its choices
        assert f'href="#id_{name}"' in summary[0]
        field = re.search(rf'<(?:select|input)[^>]* id="id_{name}"[^>]*>', page)
        assert field
        assert 'aria-invalid="true"' in field[0]
        assert re.search(rf'aria-describedby="[^"]*\bid_{name}_error\b', field[0])
        assert f'id="id_{name}_error"' in page
    if name not in TOGETHER:
        assert name in faults(client.get(f"/api/v1/projecten?{query}"))


@pytest.mark.parametrize("name", ProjectFilterSet.base_filters)
def test_the_same_choice_twice_is_refused(client: Client, add_project: AddProject, name: str) -> None:
    add_project()
    for value in ("", "2022"):
        response = client.get(f"/projecten/?{name}={value}&{name}=")
        assert response.status_code == 400
        assert "Deze keuze staat er 2 keer." in response.content.decode()
        assert name in faults(client.get(f"/api/v1/projecten?{name}={value}&{name}="))


@pytest.mark.parametrize(
    "address", ["/", "/gemeenten/", "/gemeenten/heerlen/", "/gemeenten/heerlen/kaart/", "/toelichting/"]
)
def test_two_years_are_refused_where_the_page_has_one(
    client: Client, add_project: AddProject, address: str
) -> None:
    add_project(dwellings=4321, start_year=2024)
    response = client.get(f"{address}?jaar=2024&jaar=2025")
    assert response.status_code == 400
    assert "Deze keuze staat er 2 keer." in response.content.decode()
    assert "4.321" not in response.content.decode()
    assert client.get("/gemeenten/heerlen/?peildatum=01-07-2024&peildatum=01-07-2025").status_code == 400


def test_what_a_shared_link_carries_besides_is_no_choice(client: Client, add_project: AddProject) -> None:
    add_project()
    assert client.get("/projecten/?utm_source=brief&Jaar=x").status_code == 200
    assert client.get("/api/v1/projecten?utm_source=brief").status_code == 400


def test_a_wrong_choice_that_is_folded_away_unfolds(client: Client, world: None) -> None:
    page = client.get("/projecten/?start=nooit").content.decode()
    assert '<details class="choose-more" id="keuze-meer" open>' in page
    assert "Meer keuzes (1 in gebruik)" in page
