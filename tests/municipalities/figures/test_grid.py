"""The screen on which a whole gemeentekaart is entered: what it proposes, reads, refuses and saves."""

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.card.reference_years import next_bod, proposed, window
from municipalities.figures.grid.forms import ChoiceForm
from municipalities.figures.grid.saving import Sheet
from municipalities.models import Corporation, Figure, Indicator, Municipality, Region, StaffArea
from tests.support.staff import CHIEF
from wonen.dutch.periods import Period, read_date, read_period
from wonen.history.diff import changes_of
from wonen.history.entries import HistoryEntry

CARD = "/beheer/municipalities/figure/kaart/"
HEERLEN_2022 = f"{CARD}?gebied=GM0917&jaar=2022"
HEERLEN_2023 = f"{CARD}?gebied=GM0917&jaar=2023"


class Typist:
    """Somebody who opened the sheet and types in it; what was there when it was opened goes along."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        self.data: dict[str, str] = {}
        choice = ChoiceForm(QueryDict(address.partition("?")[2]), CHIEF)
        assert choice.is_valid()
        # What the page shows, without the page: to draw its six hundred fields takes most of a test.
        sheet = Sheet(choice.area, choice.cleaned_data["jaar"])
        for form in sheet.forms.values():
            row = form.row
            self.data |= {f"{row.name}-{key}": text for key, text in row.cells._asdict().items()}
            self.data[f"{row.name}-was"] = row.was
        for basis in sheet.bases.values():
            section = basis.section
            self.data |= {f"{section.name}-{key}": text for key, text in section.basis._asdict().items()}
            self.data[f"{section.name}-was"] = section.was

    def name(self, code: str, indicator_class: str = "", corporation: str = "") -> str:
        indicator = Indicator.objects.get(code=code)
        parts = (
            indicator.pk,
            indicator.classes.get(code=indicator_class).pk if indicator_class else 0,
            Corporation.objects.get(code=corporation).pk if corporation else 0,
        )
        place = "-".join(map(str, parts))
        names = [key.removesuffix("-was") for key in self.data if key.endswith("-was")]
        return next(name for name in names if name.startswith(f"{place}-"))

    def type(self, code: str, indicator_class: str = "", corporation: str = "", **cells: str) -> str:
        name = self.name(code, indicator_class, corporation)
        assert all(f"{name}-{key}" in self.data for key in cells)
        self.data |= {f"{name}-{key}": text for key, text in cells.items()}
        return name

    def save(self, **more: str) -> Any:
        return self.client.post(self.address, {**self.data, **more})


def counts() -> tuple[int, Decimal]:
    """Return what any change of a value, or any new figure, would change."""
    return Figure.objects.count(), sum((f.value or Decimal(0) for f in Figure.objects.all()), Decimal(0))


@pytest.fixture
def last_year(admin_client: Client, brochure: dict[str, Any]) -> Typist:
    """The card of 2022 as it stands, of the brochure."""
    return Typist(admin_client, HEERLEN_2022)


@pytest.fixture
def this_year(admin_client: Client, brochure: dict[str, Any]) -> Typist:
    """The empty card of 2023, with that of 2022 beside it."""
    return Typist(admin_client, HEERLEN_2023)


# Which figures stand on a card, and what is proposed


def test_a_card_holds_what_became_known_in_the_year_up_to_the_first_of_july() -> None:
    assert window(2022) == (datetime.date(2020, 7, 1), datetime.date(2021, 7, 1))
    assert next_bod(datetime.date(2026, 7, 1)) == 2027
    assert next_bod(datetime.date(2026, 7, 2)) == 2028
    assert next_bod(datetime.date(2026, 1, 1)) == 2027


@pytest.mark.parametrize(
    ("previous", "known_since", "year", "expected"),
    [
        ("2020", "31-12-2020", 2023, "2021"),
        ("2020", "31-12-2020", 2026, "2024"),
        ("2017-2020", "31-12-2020", 2023, "2018-2021"),
        ("1-1-2021", "1-1-2021", 2023, "1-1-2022"),
        ("1-7-2020", "1-7-2020", 2022, "1-7-2021"),
        ("2-7-2019", "2-7-2019", 2022, "2-7-2020"),
        ("29-2-2020", "29-2-2020", 2022, "28-2-2021"),
        ("2021-2022", "1-1-2021", 2023, "2022-2023"),
        ("", "1-1-2021", 2023, ""),
        ("tot 2030", "1-1-2021", 2023, "tot 2030"),
        # Nothing later lies on the card of 2020, and no period runs beyond the last year.
        ("2020", "31-12-2020", 2020, "2018"),
        ("2021-2099", "1-1-2021", 2024, "2022"),
    ],
)
def test_the_former_period_moves_on_by_whole_years(
    previous: str, known_since: str, year: int, expected: str
) -> None:
    assert str(proposed(read_period(previous), read_date(known_since), year)) == expected


def test_every_indicator_has_its_rows_with_the_former_figure_beside_them(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    sheet = admin_client.get(HEERLEN_2023).context["sheet"]
    indicators = {form.row.indicator.code for form in sheet.forms.values()}
    assert indicators == set(Indicator.objects.values_list("code", flat=True))
    assert all(form.row.figure is None for form in sheet.forms.values())
    rows = {form.row.label: form.row for form in sheet.forms.values()}
    assert rows["Totale huurachterstand"].previous.printed == "€ 86.784"
    assert rows["Totale huurachterstand"].cells.period == "2021"
    assert rows["Gemiddelde mutatiegraad"].cells.period == "2018-2021"
    assert rows["Energieprojecten gepland"].cells.period == "2022-2023"
    assert rows["Kosten (per jaar) tweehurenbeleid"].cells.period == ""
    assert rows["Opgave: bouwen en kopen, Nieuw te bouwen, Alle corporaties samen"].cells.period == "2021"
    # Six classes for two corporations and for both together.
    assert sum(label.startswith("Type woningen, ") for label in rows) == 18


def test_the_card_of_the_brochure_is_shown_as_it_is_in_dutch(last_year: Typist) -> None:
    data = last_year.data
    assert data[f"{last_year.name('tweehurenbeleid-kosten')}-value"] == "18.583"
    assert data[f"{last_year.name('gemiddelde-zoekduur')}-value"] == "1,2"
    assert data[f"{last_year.name('mutatiegraad')}-period"] == "2017-2020"
    energy = last_year.name("energie-index", "a")
    assert (data[f"{energy}-value"], data[f"{energy}-status"]) == ("", "onleesbaar")


def test_the_rows_of_a_region_and_corporation_wide_are_entered_on_the_same_screen(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    parkstad = Typist(admin_client, f"{CARD}?gebied=regio:parkstad&jaar=2022")
    assert parkstad.data[f"{parkstad.name('opgave-huurprijsklassen', 'betaalbaar')}-value"] == "71"
    whole = Typist(admin_client, f"{CARD}?gebied=corporatiebreed&jaar=2023")
    whole.type("ontruimingen", value="40")
    parkstad.type("ontruimingen", value="7", period="2020")
    assert whole.save().status_code == parkstad.save().status_code == 302
    assert Figure.objects.get(value=40).area == "Corporatiebreed"
    assert Figure.objects.get(value=7, region__isnull=False).region == Region.objects.get(slug="parkstad")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("gebied=GM9999&jaar=2022", "Dit gebied is niet bekend, of u mag er niets wijzigen."),
        ("gebied=&jaar=2022", "Kies een gemeente, een regio of corporatiebreed."),
        ("gebied=GM0917&jaar=2o22", "Een bodjaar bestaat uit vier cijfers, van 1992 tot en met 2100."),
        ("gebied=GM0917&jaar=1991", "Een bodjaar bestaat uit vier cijfers"),
        ("gebied=GM0917&jaar=2101", "Een bodjaar bestaat uit vier cijfers"),
        ("gebied=GM0917&jaar=99999", "Een bodjaar bestaat uit vier cijfers"),
        ("gebied=GM0917&jaar=²022", "Een bodjaar bestaat uit vier cijfers"),
    ],
)
def test_a_wrong_choice_is_told(
    admin_client: Client, brochure: dict[str, Any], query: str, sentence: str
) -> None:
    response = admin_client.get(f"{CARD}?{query}")
    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize("year", [1992, 1993, 2099, 2100])
def test_the_first_and_the_last_years_open(admin_client: Client, brochure: dict[str, Any], year: int) -> None:
    assert admin_client.get(f"{CARD}?gebied=GM0917&jaar={year}").status_code == 200


def test_without_a_choice_the_next_bod_is_proposed(admin_client: Client, brochure: dict[str, Any]) -> None:
    response = admin_client.get(CARD)
    assert response.status_code == 200
    assert f'value="{next_bod(datetime.date.today())}"' in response.content.decode()  # noqa: DTZ011
    assert '<option value="regio:parkstad">Parkstad</option>' in response.content.decode()


def test_only_who_may_add_and_change_figures_comes_here(client: Client, brochure: dict[str, Any]) -> None:
    assert client.get(HEERLEN_2022).status_code == 302
    user = User.objects.create_user("beleid", is_staff=True)
    client.force_login(user)
    user.user_permissions.add(Permission.objects.get(codename="add_figure"))
    assert client.get(HEERLEN_2022).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="change_figure"))
    assert client.get(HEERLEN_2022).status_code == 400  # nowhere yet
    StaffArea.objects.create(user=user, everywhere=True)
    assert client.get(HEERLEN_2022).status_code == 200


# Saving


def test_a_sheet_that_nobody_typed_in_changes_nothing(last_year: Typist, this_year: Typist) -> None:
    before = list(Figure.objects.order_by("pk").values())
    for typist in (last_year, this_year):
        assert (
            typist.save(bron="Iets", peildatum="1-1-2021" if typist is last_year else "").status_code == 302
        )
    assert list(Figure.objects.order_by("pk").values()) == before


def test_new_figures_are_read_in_dutch_and_told(this_year: Typist) -> None:
    this_year.type("gemiddelde-zoekduur", value="1,4 jaar", status="voorlopig")
    this_year.type("huurachterstand", value="€ 81.406,-", note="Zonder\r\nincassokosten.")
    this_year.type("energieprojecten-gepland", value="12")
    this_year.type("tweehurenbeleid-kosten", value="19.000")
    response = this_year.save(bron="Jaarverslag 2021", peildatum="1-2-2022")
    assert response.status_code == 302
    assert response.headers["Location"] == HEERLEN_2023
    page = this_year.client.get(HEERLEN_2023).content.decode()
    assert "Gemeentekaart Heerlen, bod 2023: 4 nieuw, 0 gewijzigd." in page
    assert '<a href="/gemeenten/heerlen/">' in page
    found = {figure.indicator.code: figure for figure in Figure.objects.filter(source="Jaarverslag 2021")}
    search = found["gemiddelde-zoekduur"]
    assert (search.value, str(search.period), search.status) == (Decimal("1.4"), "2021", "voorlopig")
    assert search.municipality == Municipality.objects.get(code="GM0917")
    assert search.reference_date is None
    assert found["huurachterstand"].value == 81406
    assert found["huurachterstand"].note == "Zonder\nincassokosten."
    plan, cost = found["energieprojecten-gepland"], found["tweehurenbeleid-kosten"]
    assert (str(plan.period), plan.reference_date) == ("2022-2023", datetime.date(2022, 2, 1))
    assert (str(cost.period), cost.reference_date) == ("", datetime.date(2022, 2, 1))


def test_exactly_what_was_changed_is_changed_and_kept_in_the_history(last_year: Typist) -> None:
    before = {row["id"]: row for row in Figure.objects.values()}
    last_year.type("gemiddelde-zoekduur", value="1,3", note="Herteld.")
    last_year.type("ontruimingen", value="5,0")  # the same number
    assert last_year.save(bron="Anders", peildatum="2-2-2021").status_code == 302
    after = {row["id"]: row for row in Figure.objects.values()}
    changed = {pk: after[pk] for pk in after if after[pk] != before[pk]}
    assert len(changed) == 1
    ((pk, row),) = changed.items()
    assert row == {**before[pk], "value": Decimal("1.3000"), "note": "Herteld."}
    entry = HistoryEntry.objects.get(act="blad")
    assert entry.how == "in het blad gewijzigd: gemeentekaart Heerlen, bod 2022"
    assert [(each.pk, each.label) for each in changes_of(entry.pk)] == [(pk, "update")]


def test_a_figure_becomes_unreadable_and_readable_again(last_year: Typist) -> None:
    last_year.type("gemiddelde-zoekduur", value="", status="onleesbaar", note="Vlek.")
    assert last_year.save().status_code == 302
    again = Typist(last_year.client, HEERLEN_2022)
    again.type("gemiddelde-zoekduur", value="1,2", status="definitief")
    assert again.save().status_code == 302
    assert Figure.objects.get(indicator__code="gemiddelde-zoekduur").value == Decimal("1.2")


def test_a_period_without_a_value_is_no_entry(this_year: Typist) -> None:
    before = counts()
    this_year.type("ontruimingen", period="")
    assert this_year.save().status_code == 302
    assert counts() == before


def test_the_price_level_is_told_once_for_all_classes(this_year: Typist) -> None:
    section = f"basis-{Indicator.objects.get(code='huurprijsklassen').pk}"
    # The card of 2022 has price level 2020, high; a year later that is 2021.
    assert json.loads(this_year.data[f"{section}-was"]) == ["2021", "hoog"]
    this_year.type("huurprijsklassen", "goedkoop", value="35")
    this_year.type("huurprijsklassen", "betaalbaar", value="55")
    assert this_year.save(peildatum="1-1-2022").status_code == 302
    entered = Figure.objects.filter(indicator__code="huurprijsklassen", reference_date="2022-01-01")
    assert {(each.price_level, each.capping) for each in entered} == {(2021, "hoog")}
    again = Typist(this_year.client, HEERLEN_2023)
    assert again.save(**{f"{section}-price_level": "2022", f"{section}-capping": ""}).status_code == 302
    assert {(each.price_level, each.capping) for each in entered.all()} == {(2022, "")}
    older = Figure.objects.filter(indicator__code="huurprijsklassen", reference_date="2021-01-01")
    assert {(each.price_level, each.capping) for each in older} == {(2020, "hoog")}


# What does not add up


def wrong_table(typist: Typist) -> None:
    typist.type("vastgoed-naar-type", "eengezins", "WL", value="106")


SENTENCES = (
    "De klassen tellen op tot 1.107; het totaal is 1.108.",
    "De corporaties tellen samen op tot 106; het cijfer van alle samen is 107.",
)


def test_what_does_not_add_up_is_saved_and_said_beside_the_figures(last_year: Typist) -> None:
    wrong_table(last_year)
    assert last_year.save().status_code == 302
    response = last_year.client.get(HEERLEN_2022)
    page = response.content.decode()
    assert all(sentence in page for sentence in SENTENCES)
    assert "2 sommen tellen niet op" in page
    # Five of Wonen Limburg, and Eengezinswoningen of Accent and of both together.
    assert page.count('class="doubt"') == 7


def test_a_sheet_can_be_checked_before_it_is_saved(last_year: Typist) -> None:
    before = counts()
    wrong_table(last_year)
    response = last_year.save(controleren="Controleren zonder opslaan")
    assert response.status_code == 200
    page = response.content.decode()
    assert all(sentence in page for sentence in SENTENCES)
    assert "Er is nog niets opgeslagen. Alles is te lezen: 0 nieuw, 1 gewijzigd." in page
    assert 'value="106"' in page
    assert counts() == before
    # The same page can still be saved: what it says was there is what is there.
    name = last_year.name("vastgoed-naar-type", "eengezins", "WL")
    assert response.context["sheet"].forms[name].row.was == last_year.data[f"{name}-was"]
    assert last_year.save().status_code == 302


def test_a_new_distribution_is_checked_before_it_is_saved(this_year: Typist) -> None:
    for code, value in zip(
        ("goedkoop", "betaalbaar", "sociale-hogere-huur", "vrije-huur"), "9876", strict=True
    ):
        this_year.type("huurprijsklassen", code, value=value)
    page = this_year.save(peildatum="1-1-2022", controleren="1").content.decode()
    assert "De klassen tellen op tot 30%, niet tot 100%." in page
    assert page.count('class="doubt"') == 4


# What it costs


def measured(call: Any) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as captured:
        response = call()
    return len(captured), response


def many_indicators() -> None:
    """Thirty indicators more, of each kind, with figures of last year and this year."""
    theme = Indicator.objects.all()[0].theme
    heerlen = Municipality.objects.get(code="GM0917")
    for number in range(30):
        kind = ("enkel", "reeks", "verdeling", "tabel")[number % 4]
        indicator = Indicator.objects.create(theme=theme, name=f"N{number}", code=f"n{number}", kind=kind)
        classes = [indicator.classes.create(name="A", code="a")] if indicator.has_classes else [None]
        for indicator_class in classes:
            for year in (2020, 2021):
                Figure.objects.create(
                    indicator=indicator,
                    indicator_class=indicator_class,
                    municipality=heerlen,
                    period=Period.of_year(year),  # type: ignore[misc]
                    value=1,
                )


def test_the_queries_do_not_grow_with_the_indicators_or_with_what_is_typed(this_year: Typist) -> None:
    few, _ = measured(lambda: this_year.client.get(HEERLEN_2023))
    this_year.type("ontruimingen", value="7")
    few_saved, response = measured(this_year.save)
    assert response.status_code == 302
    many_indicators()
    many, _ = measured(lambda: this_year.client.get(HEERLEN_2023))
    typist = Typist(this_year.client, HEERLEN_2023)
    for key, text in typist.data.items():
        if key.endswith("-0-value") and not text:
            typist.data[key] = "7"
    typist.data = {key: "3" if text == "1" else text for key, text in typist.data.items()}
    many_saved, response = measured(lambda: typist.save(peildatum="1-1-2022"))
    assert response.status_code == 302, [
        form.errors for form in response.context["sheet"].touched if form.errors
    ]
    assert Figure.objects.filter(value=7).count() > 50
    # Saving costs more only by the statement that changes what was there.
    assert (few, many) == (11, 11)
    assert (few_saved, many_saved) == (16, 17)
