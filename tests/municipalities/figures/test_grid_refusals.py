"""The sheet of the gemeentekaart refuses: a wrong cell, and what would undo the work of another."""

import datetime
import threading
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from municipalities.figures.grid import saving as grid_sheet
from municipalities.models import Figure, Indicator, Municipality
from tests.municipalities.figures.test_grid import HEERLEN_2022, HEERLEN_2023, Typist, counts
from wonen.dutch.periods import Period, read_period

TYPED_IN = ("gemiddelde-zoekduur", "ontruimingen", "huurprijsklassen", "tweehurenbeleid-kosten")


@pytest.fixture
def small_card(brochure: dict[str, Any]) -> None:
    """Keep the indicators that these tests type in: a refused sheet is drawn whole, every time."""
    Figure.objects.exclude(indicator__code__in=TYPED_IN).delete()
    Indicator.objects.exclude(code__in=TYPED_IN).delete()


@pytest.fixture
def last_year(admin_client: Client, small_card: None) -> Typist:
    """The card of 2022 as it stands, of the brochure."""
    return Typist(admin_client, HEERLEN_2022)


@pytest.fixture
def this_year(admin_client: Client, small_card: None) -> Typist:
    """The empty card of 2023, with that of 2022 beside it."""
    return Typist(admin_client, HEERLEN_2023)


def told(response: Any, cell: str) -> str:
    """Return the sentence beside a cell of a refused sheet."""
    assert response.status_code == 400
    name, _, field = cell.rpartition("-")
    page = response.content.decode()
    assert f'id="id_{cell}_error"' in page
    assert f'aria-describedby="id_{cell}_error"' in page
    return " ".join(map(str, response.context["sheet"].forms[name].errors[field]))


@pytest.mark.parametrize(
    ("cells", "field", "sentence"),
    [
        ({"value": "1.5"}, "value", "'1.5' kan op twee manieren gelezen worden."),
        ({"value": "12,500"}, "value", "'12,500' kan op twee manieren gelezen worden."),
        ({"value": "veel"}, "value", "Verwacht: een getal"),
        ({"value": "1,25"}, "value", "hoogstens 1 decimaal"),
        ({"value": "1,4", "period": "vorig jaar"}, "period", "Een periode is een jaar (2020)"),
        ({"value": "1,4", "period": ""}, "period", "Zonder periode is een peildatum nodig"),
        ({"value": "1,4", "period": "2022"}, "period", "Is het een plan, vul dan bovenaan de peildatum in."),
        ({"value": "1,4", "period": "2019"}, "period", "Het einde van deze periode valt buiten deze kaart"),
        ({"value": "1,4", "period": "1-7-2021"}, "period", "die loopt van 2-7-2021 tot en met 1-7-2022"),
        ({"value": "1,4", "status": "afgeleid"}, "note", "Zeg in de toelichting voor het publiek waarom"),
        ({"status": "onleesbaar"}, "note", "Zeg in de toelichting voor het publiek waarom"),
        ({"value": "1,4", "status": "onleesbaar", "note": "Vlek."}, "value", "heeft geen waarde"),
        ({"value": "1,4", "status": "zeker"}, "status", "zeker is geen beschikbare keuze."),
        ({"note": "Volgt nog."}, "value", "Zonder waarde is dit geen cijfer."),
        ({"value": "1,4\0"}, "value", "Null-tekens zijn niet toegestaan."),
    ],
)
def test_a_wrong_cell_is_told_beside_it_and_nothing_is_saved(
    this_year: Typist, cells: dict[str, str], field: str, sentence: str
) -> None:
    before = counts()
    name = this_year.type("gemiddelde-zoekduur", **cells)
    this_year.type("ontruimingen", value="7")
    response = this_year.save(bron="Jaarverslag <b>")
    assert sentence in told(response, f"{name}-{field}")
    page = response.content.decode()
    assert "Er is niets opgeslagen." in page
    assert 'value="7"' in page  # what was right is still there too
    assert "Jaarverslag &lt;b&gt;" in page
    assert counts() == before


def test_all_wrong_cells_are_told_at_once(this_year: Typist) -> None:
    first = this_year.type("gemiddelde-zoekduur", value="?", period="?")
    second = this_year.type("ontruimingen", value="veel")
    response = this_year.save(peildatum="morgen")
    for cell in (f"{first}-value", f"{first}-period", f"{second}-value"):
        assert told(response, cell)
    assert "Een datum is dag-maand-jaar" in response.content.decode()
    assert response.context["mistakes"] == 4


def test_a_reference_date_off_the_card_is_refused(this_year: Typist) -> None:
    this_year.type("tweehurenbeleid-kosten", value="19.000")
    for day in ("1-7-2021", "2-7-2022"):
        response = this_year.save(peildatum=day)
        assert response.status_code == 400
        assert (
            "Deze peildatum valt buiten deze kaart, die loopt van 2-7-2021 tot en met 1-7-2022"
            in response.content.decode()
        )
    assert this_year.save(peildatum="1-7-2022").status_code == 302


def test_an_emptied_value_is_refused_and_leads_to_removing(last_year: Typist) -> None:
    figure = Figure.objects.get(indicator__code="gemiddelde-zoekduur")
    name = last_year.type("gemiddelde-zoekduur", value="")
    response = last_year.save()
    sentence = told(response, f"{name}-value")
    address = f"/beheer/municipalities/figure/{figure.pk}/delete/"
    assert f'<a href="{address}">Verwijder dit cijfer</a>' in sentence
    assert f'<a href="{address}">Verwijder dit cijfer</a>' in response.content.decode()
    assert last_year.client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("basis", "sentence"),
    [
        ({"price_level": "duizend"}, "Ten hoogste"),
        ({"price_level": "1989"}, "Een prijspeil is een jaar tussen 1990 en 2100."),
        ({"price_level": "", "capping": "laag"}, "Bij een aftoppingsgrens hoort een prijspeil."),
        ({"capping": "midden"}, "midden is geen beschikbare keuze."),
    ],
)
def test_a_wrong_price_level_is_told(last_year: Typist, basis: dict[str, str], sentence: str) -> None:
    section = f"basis-{Indicator.objects.get(code='huurprijsklassen').pk}"
    response = last_year.save(**{f"{section}-{key}": text for key, text in basis.items()})
    assert response.status_code == 400
    expected = "Een prijspeil is een jaar" if sentence == "Ten hoogste" else sentence
    assert expected in response.content.decode()


def test_the_same_figure_on_another_card_is_told(this_year: Typist) -> None:
    # The card of 2024 holds the year 2021 too, known late: one figure a period.
    Figure.objects.create(
        indicator=Indicator.objects.get(code="ontruimingen"),
        municipality=Municipality.objects.get(code="GM0917"),
        period=Period.of_year(2021),  # type: ignore[misc]
        reference_date=datetime.date(2022, 9, 1),
        value=6,
    )
    name = this_year.type("ontruimingen", value="7")
    assert "Dit cijfer is er al" in told(this_year.save(), f"{name}-period")


def test_two_rows_cannot_become_the_same_figure(admin_client: Client, small_card: None) -> None:
    search = Figure.objects.get(indicator__code="gemiddelde-zoekduur")
    other = Figure.objects.create(
        indicator=search.indicator,
        municipality=search.municipality,
        period=read_period("2018-2020"),  # type: ignore[misc]
        value=2,
    )
    typist = Typist(admin_client, HEERLEN_2022)
    place = f"{search.indicator.pk}-0-0"
    typist.data |= {f"{place}-{other.pk}-period": "2016-2020", f"{place}-{search.pk}-period": "2016-2020"}
    response = typist.save()
    assert response.status_code == 400
    assert response.content.decode().count(grid_sheet.TWICE) == 1


# Two people at once


def test_a_change_by_another_is_shown_beside_what_was_typed(last_year: Typist) -> None:
    name = last_year.type("gemiddelde-zoekduur", value="1,3")
    Figure.objects.filter(indicator__code="gemiddelde-zoekduur").update(value=Decimal("1.7"))
    response = last_year.save()
    assert "intussen gewijzigd in: 1,7 jaar (2020, definitief)" in told(response, f"{name}-value")
    assert 'value="1,3"' in response.content.decode()
    assert Figure.objects.get(indicator__code="gemiddelde-zoekduur").value == Decimal("1.7")
    # Who saves once more has seen it.
    last_year.data[f"{name}-was"] = response.context["sheet"].forms[name].row.was
    assert last_year.save().status_code == 302
    assert Figure.objects.get(indicator__code="gemiddelde-zoekduur").value == Decimal("1.3")


def test_a_change_by_another_elsewhere_stays(last_year: Typist) -> None:
    last_year.type("ontruimingen", value="6")
    Figure.objects.filter(indicator__code="gemiddelde-zoekduur").update(value=Decimal("1.7"))
    assert last_year.save().status_code == 302
    assert Figure.objects.get(indicator__code="gemiddelde-zoekduur").value == Decimal("1.7")


def test_a_figure_that_another_added_is_not_entered_twice(this_year: Typist) -> None:
    colleague = Typist(this_year.client, HEERLEN_2023)
    colleague.type("gemiddelde-zoekduur", value="1,7")
    assert colleague.save().status_code == 302
    figure = Figure.objects.get(value=Decimal("1.7"))
    this_year.type("gemiddelde-zoekduur", value="1,4")
    response = this_year.save()
    name = f"{figure.indicator_id}-0-0-{figure.pk}"
    assert "intussen gewijzigd in: 1,7 jaar (2021, definitief)" in told(response, f"{name}-value")
    # Both typed the same: nothing is left to say.
    this_year.type("gemiddelde-zoekduur", value="1,7")
    assert this_year.save().status_code == 302
    assert Figure.objects.filter(value=Decimal("1.7")).count() == 1


def test_a_figure_that_another_removed_is_told(last_year: Typist) -> None:
    last_year.type("gemiddelde-zoekduur", value="1,3")
    figure = Figure.objects.get(indicator__code="gemiddelde-zoekduur")
    place = f"{figure.indicator_id}-0-0-0"
    figure.delete()
    response = last_year.save()
    assert "Iemand anders heeft dit cijfer intussen verwijderd." in told(response, f"{place}-value")
    assert 'value="1,3"' in response.content.decode()


def test_a_price_level_that_another_changed_is_told(last_year: Typist) -> None:
    section = f"basis-{Indicator.objects.get(code='huurprijsklassen').pk}"
    Figure.objects.filter(indicator__code="huurprijsklassen").update(price_level=2019)
    response = last_year.save(**{f"{section}-price_level": "2021"})
    assert response.status_code == 400
    assert "intussen gewijzigd in: 2019 hoog" in response.content.decode()
    assert set(Figure.objects.filter(indicator__code="huurprijsklassen").values_list("price_level")) == {
        (2019,)
    }


@pytest.mark.django_db(transaction=True)
def test_who_saves_at_the_very_same_moment_sees_what_the_other_saved(
    admin_client: Client, small_card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = Typist(admin_client, HEERLEN_2023)
    typist.type("gemiddelde-zoekduur", value="1,4")
    colleague = Typist(admin_client, HEERLEN_2023)
    colleague.type("gemiddelde-zoekduur", value="1,7")

    save = grid_sheet.Sheet.save

    def colleague_saves() -> None:
        assert colleague.save().status_code == 302
        connection.close()

    def just_too_late(sheet: grid_sheet.Sheet) -> grid_sheet.Saved:
        monkeypatch.undo()
        thread = threading.Thread(target=colleague_saves)
        thread.start()
        thread.join()
        return save(sheet)

    monkeypatch.setattr(grid_sheet.Sheet, "save", just_too_late)
    response = typist.save()
    figure = Figure.objects.get(indicator__code="gemiddelde-zoekduur", ends_on="2021-12-31")
    assert figure.value == Decimal("1.7")
    sentence = told(response, f"{figure.indicator_id}-0-0-{figure.pk}-value")
    assert "intussen gewijzigd in: 1,7 jaar" in sentence


@pytest.mark.parametrize("was", ["", "{", "[1, 2]", '["a"]', "null", "[" * 5000])
def test_a_form_that_was_tampered_with_is_no_server_error(last_year: Typist, was: str) -> None:
    name = last_year.type("gemiddelde-zoekduur", value="1,3")
    last_year.data[f"{name}-was"] = was
    assert "intussen gewijzigd" in told(last_year.save(), f"{name}-value")
    assert last_year.client.post(HEERLEN_2022, {"x-was": "[]", "1-2-was": "[]"}).status_code == 302
