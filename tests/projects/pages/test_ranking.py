"""All municipalities on one indicator: order, ties, marks, what has no place, what is refused, the cost."""

import re
from typing import Any

import pytest
from django.test import Client

from municipalities.models import Corporation, Municipality
from tests.projects.pages.test_compare import figure, indicator, text
from tests.projects.pages.test_pages import queries
from wonen.dutch.periods import Period

QUERIES = 5


def page(client: Client, address: str = "kengetal=zoekduur") -> str:
    response = client.get(f"/vergelijken/ranglijst/?{address}")
    assert response.status_code == 200
    return response.content.decode()


def places(client: Client, address: str = "kengetal=zoekduur") -> list[str]:
    """Return the rows as a reader sees them: place, municipality, figure with its marks."""
    body = re.search(r"<tbody>(.*?)</tbody>", page(client, address), re.DOTALL)
    return [text(row) for row in re.findall(r"<tr>(.*?)</tr>", body[1], re.DOTALL)] if body else []


def bars(client: Client, address: str = "kengetal=zoekduur") -> list[tuple[str, str]]:
    return re.findall(r'<rect x="([^"]*)" y="0" width="([^"]*)"', page(client, address))


@pytest.mark.parametrize(
    ("direction", "order", "sentence"),
    [
        ("", ["1 Vaals 9", "2 Beek 7", "2 Heerlen 7", "4 Weert 0"], "Hoogste eerst; geen van beide is beter"),
        ("hoger", ["1 Vaals 9", "2 Beek 7", "2 Heerlen 7", "4 Weert 0"], "Hoogste eerst: hoger is gunstiger"),
        ("lager", ["1 Weert 0", "2 Beek 7", "2 Heerlen 7", "4 Vaals 9"], "Laagste eerst: lager is gunstiger"),
    ],
)
def test_the_best_or_the_highest_comes_first_and_equals_share_a_place(
    client: Client, world: None, direction: str, order: list[str], sentence: str
) -> None:
    of = indicator(good_direction=direction)
    for where, value in (("Heerlen", 7), ("Vaals", 9), ("Beek", 7), ("Weert", 0)):
        figure(of, where, value)
    figure(of, None, 100)
    assert places(client) == order
    assert sentence in page(client)


def test_a_figure_on_another_basis_than_most_is_marked_and_gets_no_bar(client: Client, world: None) -> None:
    of = indicator()
    figure(of, "Beek", 10)
    figure(of, "Heerlen", 5)
    figure(of, "Kerkrade", 7, period=Period.of_years(2017, 2020))
    figure(of, "Vaals", 6, status="afgeleid", note="Geteld.")
    assert places(client) == [
        "1 Beek 10",
        "\u2013 Kerkrade 7 Let op: andere periode 2017-2020",
        "\u2013 Vaals 6 afgeleid Let op: andere status Geteld.",
        "2 Heerlen 5",
    ]
    assert bars(client) == [("0.00", "100.00"), ("0.00", "50.00")]
    assert "bij 2 gemeenten onder het cijfer. Die krijgen geen plaats en geen balk." in page(client)
    assert "Basis van de cijfers zonder &#x27;Let op&#x27;: 2020." in page(client).replace("'", "&#x27;")


def test_on_one_basis_nothing_is_marked(client: Client, world: None) -> None:
    of = indicator()
    figure(of, "Beek", 10)
    figure(of, "Heerlen", 5)
    assert "Let op" not in page(client)
    assert "Basis: 2020." in page(client)


def test_no_bar_is_drawn_from_what_is_not_certain(client: Client, world: None) -> None:
    of = indicator()
    for where in ("Beek", "Heerlen"):
        figure(of, where, 10, status="afgeleid", note="Geteld.")
    assert places(client) == ["1 Beek 10 afgeleid Geteld.", "1 Heerlen 10 afgeleid Geteld."]
    assert bars(client) == []


def test_bars_start_at_zero_also_below_it(client: Client, world: None) -> None:
    of = indicator()
    for where, value in (("Beek", 30), ("Heerlen", 0), ("Vaals", -10)):
        figure(of, where, value)
    assert bars(client) == [("25.00", "75.00"), ("25.00", "0.00"), ("0.00", "25.00")]


def test_what_cannot_be_read_stands_apart_and_has_no_place(client: Client, world: None) -> None:
    of = indicator(good_direction="lager")
    figure(of, "Heerlen", 5)
    figure(of, "Vaals", None, status="onleesbaar", note="Een vlek op <i>papier</i>.")
    assert places(client) == ["1 Heerlen 5"]
    html = page(client)
    apart = html[html.index('id="onleesbaar"') : html.index('id="zonder"')]
    assert "Vaals</a>: Een vlek op &lt;i&gt;papier&lt;/i&gt;." in apart
    total = Municipality.objects.count()
    assert f"{total - 2} gemeenten zonder cijfer" in html
    without = html[html.index('id="zonder"') :]
    assert "Vaals" not in without
    assert "Kerkrade</a>" in without


def test_each_municipality_stands_with_its_last_known_figure(client: Client, world: None) -> None:
    of = indicator()
    for year, value in ((2019, 9), (2020, 5), (2021, 1)):
        figure(of, "Heerlen", value, period=Period.of_year(year))
    figure(of, "Beek", 4)
    assert places(client, "kengetal=zoekduur&peildatum=1-6-2021") == ["1 Heerlen 5", "2 Beek 4"]
    assert places(client, "kengetal=zoekduur&peildatum=2019-12-31") == ["1 Heerlen 9"]
    assert "van geen enkele gemeente" in page(client, "kengetal=zoekduur&peildatum=1-1-2010")


def test_without_a_class_the_total_is_ranked_and_each_class_can_be_chosen(
    client: Client, world: None
) -> None:
    of = indicator(kind="tabel", classes=["Flats", "Alles"])
    of.classes.filter(name="Alles").update(role="totaal")
    limburg = Corporation.objects.get(code="WL")
    figure(of, "Heerlen", 5, klasse="Flats")
    figure(of, "Heerlen", 8, klasse="Alles")
    figure(of, "Vaals", 9, klasse="Alles", corporation=limburg)
    assert places(client) == ["1 Heerlen 8"]
    assert places(client, "kengetal=zoekduur&klasse=flats") == ["1 Heerlen 5"]
    html = page(client, "kengetal=zoekduur&peildatum=1-6-2021")
    assert "?kengetal=zoekduur&amp;peildatum=1-6-2021&amp;klasse=flats" in html
    assert "Vaals</a>" in html[html.index('id="zonder"') :]


def test_what_is_entered_of_a_new_period_hides_no_ranking_and_the_choice_counts_alike(
    client: Client, world: None
) -> None:
    of = indicator(kind="tabel", classes=["Flats", "Huizen", "Alles"])
    of.classes.filter(name="Alles").update(role="totaal")
    limburg = Corporation.objects.get(code="WL")
    figure(of, "Heerlen", 8, klasse="Alles")
    figure(of, "Heerlen", 6, klasse="Alles", corporation=limburg, period=Period.of_year(2021))
    figure(of, "Beek", 5, klasse="Alles")
    figure(of, "Beek", 2, klasse="Flats", period=Period.of_year(2021))
    figure(of, "Vaals", 9, klasse="Alles")
    figure(of, "Vaals", None, klasse="Alles", period=Period.of_year(2021), status="onleesbaar", note="Vlek")
    figure(of, "Weert", 1, klasse="Alles", corporation=limburg)
    assert places(client) == ["1 Heerlen 8", "2 Beek 5"]
    assert "selected>Zoekduur (2 gemeenten)" in page(client)
    assert places(client, "kengetal=zoekduur&klasse=flats") == ["1 Beek 2"]
    assert "selected>Zoekduur (1 gemeente)" in page(client, "kengetal=zoekduur&klasse=flats")
    assert '<option value="zoekduur">Zoekduur (2 gemeenten)' in page(client, "")


def test_the_choice_of_another_indicator_and_the_way_on_are_there(client: Client, world: None) -> None:
    indicator("geluk")
    figure(indicator(), "Heerlen", 5)
    html = page(client)
    assert '<option value="zoekduur" selected>Zoekduur (1 gemeente)</option>' in html
    assert '<option value="geluk">Geluk (0 gemeenten)</option>' in html
    assert 'href="/gemeenten/heerlen/"' in html
    assert 'href="/vergelijken/?kengetal=zoekduur"' in html
    assert "Kies een kengetal." in page(client, "")
    html = page(client, "kengetal=zoekduur&peildatum=1-7-2021")
    assert 'href="/vergelijken/?kengetal=zoekduur&amp;peildatum=2021-07-01"' in html


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("kengetal=geluk", "&#x27;geluk&#x27; is geen kengetal dat hier bekend is."),
        ("kengetal=zoekduur%00", "Null-tekens zijn niet toegestaan."),
        ("kengetal=zoekduur&klasse=a", "&#x27;a&#x27; is geen klasse van Zoekduur. Dit kengetal heeft geen"),
        ("kengetal=delen&klasse=b", "&#x27;b&#x27; is geen klasse van Delen. Kies uit: huur, koop."),
        ("kengetal=zoekduur&peildatum=32-1-2020", "Een datum is dag-maand-jaar, bijvoorbeeld 31-12-2020"),
    ],
)
def test_a_wrong_choice_is_told_and_no_figures_are_shown(
    client: Client, world: None, address: str, sentence: str
) -> None:
    figure(indicator(), "Heerlen", 7531)
    indicator("delen", kind="verdeling", classes=["Huur", "Koop"])
    response = client.get(f"/vergelijken/ranglijst/?{address}")
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert "7.531" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 31])
@pytest.mark.parametrize("fields", [{}, {"kind": "verdeling", "classes": ["Huur", "Koop"]}])
def test_the_queries_are_the_same_however_many_have_a_figure(
    client: Client, world: None, count: int, fields: dict[str, Any]
) -> None:
    of = indicator(**fields)
    klasse = {"klasse": "Huur"} if fields else {}
    for number, each in enumerate(Municipality.objects.all()[:count]):
        figure(of, each.name, number, **klasse)
        figure(of, each.name, number, period=Period.of_year(2021), **klasse)
    with queries(QUERIES):
        assert len(places(client)) == count
