"""The choice of an address: which projects, in which words, and how to widen or narrow it."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client

from projects.filters.choose import ChoiceForm, Field
from projects.filters.filterset import ProjectFilterSet
from projects.filters.selection import Selection, select
from projects.models import Project
from tests.conftest import AddProject

pytestmark = pytest.mark.django_db


def choose(query: str, **fixed: str) -> Selection:
    return select(QueryDict(query), Project.objects.public(), fixed)


def test_the_choice_is_said_in_words_with_the_labels_of_the_form(world: None) -> None:
    selection = choose("jaar=2022&gemeente=GM0917&pagina=3")
    assert selection.words == "Overzicht van jaar: 2022; Gemeente: Heerlen"


def test_a_chip_takes_back_one_choice_and_keeps_the_others(world: None) -> None:
    chips = choose("soort=renovatie&batVanaf=2", jaar="2022").chips
    assert [(chip.label, chip.value, chip.without) for chip in chips] == [
        ("Soort", "Renovatie", "jaar=2022&batVanaf=2"),
        ("BAT-score minstens", "2", "jaar=2022&soort=renovatie"),
    ]


# Of each choice an address, and its chip in words.
WORDS = {
    "zoek": ("zoek=linde", "Naam of plaats: linde"),
    "jaar": ("jaar=2022", "Overzicht van jaar: 2022"),
    "onderdeel": ("jaar=2022&onderdeel=uitvoering", "Onderdeel: In uitvoering"),
    "vanJaar": ("vanJaar=2022", "In planning vanaf: 2022"),
    "totJaar": ("totJaar=2024", "In planning tot en met: 2024"),
    "regio": ("regio=parkstad", "Regio: Parkstad"),
    "gemeente": ("gemeente=GM0917", "Gemeente: Heerlen"),
    "corporatie": ("corporatie=WL", "Corporatie: Wonen Limburg"),
    "soort": ("soort=nieuwbouw", "Soort: Nieuwbouw/verbouw"),
    "fase": ("fase=ontwerp", "Projectfase: Ontwerp"),
    "woningtype": ("woningtype=nnb", "Woningtype: Nog niet bekend"),
    "wonenMetZorg": ("wonenMetZorg=false", "Wonen met zorg: Nee"),
    "huurprijsklasse": ("huurprijsklasse=vrije-huur", "Huurprijsklasse: Vrije huur"),
    "segment": ("segment=midden", "Soort huur: Middenhuur"),
    "batVanaf": ("batVanaf=0", "BAT-score minstens: 0"),
    "bat": ("bat=nnb", "BAT-score: Nog niet bekend"),
    "duurzaamheidVanaf": ("duurzaamheidVanaf=beng", "Duurzaamheid minstens: BENG"),
    "duurzaamheid": ("duurzaamheid=nnb", "Duurzaamheid: Nog niet bekend"),
    "start": ("start=nnb", "Start in jaar: Nog niet bekend"),
    "oplevering": ("oplevering=2024", "Oplevering in jaar: 2024"),
    "aantal": ("aantal=ongeveer", "Aantal woningen: Ongeveer (ca.)"),
    "zekerheid": ("bat=2&zekerheid=mogelijk", "Hoe zeker: Alleen nog niet zeker"),
}


def test_every_choice_has_its_words() -> None:
    assert set(WORDS) == set(ProjectFilterSet.base_filters) - {"sorteer"}


@pytest.mark.parametrize("name", WORDS)
def test_a_choice_goes_from_form_to_address_to_chip_and_back(client: Client, world: None, name: str) -> None:
    query, words = WORDS[name]
    response = client.get(f"/projecten/?{query}")
    assert response.status_code == 200
    selection = response.context["selection"]
    [chip] = [each for each in selection.chips if each.name == name]
    assert f"{chip.label}: {chip.value}" == words
    assert words in selection.words
    chosen = {field.bound.name: field.bound.value() for field in every_field(selection)}
    filled = urlencode({name: value for name, value in chosen.items() if value})  # what the form would send
    assert QueryDict(filled) == QueryDict(query)
    left = client.get(f"/projecten/?{chip.without}")
    assert left.status_code == 200
    assert name not in {each.name for each in left.context["selection"].chips}


def every_field(selection: Selection) -> list[Field]:
    form = ChoiceForm(selection)
    return [*form.search, *form.main, *(field for group in form.more for field in group.fields)]


def test_an_order_is_kept_but_is_no_choice(world: None) -> None:
    selection = choose("soort=sloop&sorteer=-aantal")
    assert selection.query == "soort=sloop&sorteer=-aantal"
    assert selection.words == "Soort: Sloop"
    assert [chip.name for chip in selection.chips] == ["soort"]


def test_what_the_page_chose_is_no_field_and_only_its_year_is_in_its_links(world: None) -> None:
    selection = choose("soort=sloop&batVanaf=2", jaar="2022", gemeente="GM0917")
    names = {field.bound.name for field in every_field(selection)}
    assert not names & {"jaar", "gemeente", "regio"}
    assert ChoiceForm(selection).hidden == [("jaar", "2022")]
    assert [chip.without for chip in selection.chips] == ["jaar=2022&batVanaf=2", "jaar=2022&soort=sloop"]
    assert selection.without_choices == "jaar=2022"


@pytest.mark.parametrize("query", ["batVanaf=9&soort=sloop", "sorteer=prijs", "soort=sloop&soort=aankoop"])
def test_a_wrong_choice_can_be_taken_back_whole(client: Client, world: None, query: str) -> None:
    assert choose(query, jaar="2022").without_choices == "jaar=2022"
    assert '<a href="/projecten/" id="keuze-wis">' in client.get(f"/projecten/?{query}").content.decode()


def test_what_needs_another_choice_goes_with_it(world: None) -> None:
    chips = choose("jaar=2022&onderdeel=onderzoek&bat=2&zekerheid=zeker").chips
    assert {chip.name: chip.without for chip in chips} == {
        "jaar": "bat=2&zekerheid=zeker",
        "onderdeel": "jaar=2022&bat=2&zekerheid=zeker",
        "bat": "jaar=2022&onderdeel=onderzoek",
        "zekerheid": "jaar=2022&onderdeel=onderzoek&bat=2",
    }


def test_what_the_page_chose_overrules_the_address(add_project: AddProject) -> None:
    add_project("Hier")
    add_project("Daar", gemeente="Kerkrade")
    selection = choose("gemeente=GM0928", gemeente="GM0917")
    assert [each.name for each in selection.projects] == ["Hier"]
    assert selection.query == "gemeente=GM0917"


def test_a_wrong_choice_has_no_projects(world: None) -> None:
    selection = choose("batVanaf=9")
    assert selection.status == 400
    with pytest.raises(ValueError, match="selects nothing"):
        _ = selection.projects


def test_a_link_keeps_the_choice_and_changes_one_thing(world: None) -> None:
    link = Template("{% load selection %}{% chosen_url selection 'projects' batVanaf=3 soort=None %}")
    rendered = link.render(Context({"selection": choose("jaar=2022&soort=renovatie&batVanaf=2")}))
    assert rendered == "/projecten/?jaar=2022&amp;batVanaf=3"
