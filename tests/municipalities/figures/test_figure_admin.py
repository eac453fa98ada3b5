"""The back office of indicators and single figures: written as people write, refused in sentences."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.figures.admin import WITHOUT_CLASSES
from municipalities.figures.consistency import beside
from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality, Theme
from municipalities.models.figures import FIGURE_RULES
from municipalities.models.indicators import INDICATOR_RULES
from wonen.dutch.periods import PERIOD_SENTENCE, Period

FIGURES = "/beheer/municipalities/figure/"
INDICATORS = "/beheer/municipalities/indicator/"


def figure_form(code: str = "gemiddelde-zoekduur", **changes: Any) -> dict[str, Any]:
    """Return what the browser posts for a figure of Heerlen in 2021."""
    if name := changes.pop("klasse", ""):
        changes["indicator_class"] = IndicatorClass.objects.get(indicator__code=code, code=name).pk
    return {
        "indicator": Indicator.objects.get(code=code).pk,
        "municipality": Municipality.objects.get(code="GM0917").pk,
        "period": "2021",
        "value": "1,4",
        "status": "definitief",
        **changes,
    }


def indicator_form(*classes: dict[str, Any], initial: int = 0, **changes: Any) -> dict[str, Any]:
    """Return what the browser posts for an indicator with these classes, and one empty line."""
    rows: dict[str, Any] = {}
    for place, row in enumerate((*classes, {})):
        rows |= {f"classes-{place}-{key}": value for key, value in {"role": "deel", **row}.items()}
    return {
        "theme": Theme.objects.get(code="leefbaarheid").pk,
        "name": "Overlast in de buurt",
        "kind": "verdeling",
        "unit": "%",
        "decimals": "0",
        "definition": "Hoe vaak bewoners overlast melden.",
        "classes-TOTAL_FORMS": len(classes) + 1,
        "classes-INITIAL_FORMS": initial,
        "classes-MIN_NUM_FORMS": 0,
        "classes-MAX_NUM_FORMS": 1000,
        **rows,
        **changes,
    }


def refused_with(response: Any, sentence: str) -> None:
    assert response.status_code == 200, response.status_code
    assert sentence in response.content.decode().replace("&#x27;", "'")


# One figure


@pytest.mark.parametrize(
    ("period", "value", "stored"),
    [
        ("2021", "1,4 jaar", (Period.of_year(2021), "1.4")),
        ("2017-2021", "12", (Period.of_years(2017, 2021), "12")),
        ("tot 2030", "0,5", (Period.until(2030), "0.5")),
    ],
)
def test_a_figure_is_entered_as_it_is_printed(
    admin_client: Client, brochure: dict[str, Any], period: str, value: str, stored: tuple[Period, str]
) -> None:
    assert admin_client.post(f"{FIGURES}add/", figure_form(period=period, value=value)).status_code == 302
    figure = Figure.objects.latest("pk")
    assert (figure.period, figure.value) == (stored[0], Decimal(stored[1]))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"period": "vorig jaar"}, PERIOD_SENTENCE),
        ({"period": ""}, "Een cijfer heeft een periode, of anders een peildatum."),
        ({"period": "2020"}, "Dit cijfer is er al voor dit gebied en deze periode."),
        ({"value": "1.5"}, "kan op twee manieren gelezen worden. Verwacht: 1,5 met een komma"),
        ({"value": "1,200"}, "'1,200' kan op twee manieren gelezen worden."),
        ({"value": ""}, "Een cijfer heeft een waarde, tenzij het niet leesbaar is in de bron."),
        ({"value": "1,4", "status": "onleesbaar", "note": "Vlek."}, "Een cijfer heeft een waarde, tenzij"),
        ({"status": "afgeleid"}, "Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid"),
        ({"code": "energie-index"}, FIGURE_RULES["figure_class_needed"]),
        ({"capping": "laag"}, "Een aftoppingsgrens is laag of hoog, en hoort bij een prijspeil."),
        ({"indicator": ""}, "Dit veld is vereist."),
        ({"indicator": "abc"}, "Selecteer een geldige keuze."),
        ({"indicator_class": "abc"}, "Selecteer een geldige keuze."),
        ({"period": "20\x0021"}, "Null-tekens zijn niet toegestaan."),
    ],
)
def test_a_wrong_figure_is_refused_with_its_sentence(
    admin_client: Client, brochure: dict[str, Any], changes: dict[str, Any], sentence: str
) -> None:
    before = Figure.objects.count()
    refused_with(admin_client.post(f"{FIGURES}add/", figure_form(**changes)), sentence)
    assert Figure.objects.count() == before


def test_a_class_and_a_corporation_must_fit_the_indicator(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    other = IndicatorClass.objects.get(indicator__code="huurprijsklassen", code="goedkoop").pk
    accent = Corporation.objects.get(code="ACC").pk
    for changes, rule in (
        ({"code": "energie-index", "indicator_class": other}, "figure_class_of_indicator"),
        ({"indicator_class": other}, "figure_class_not_needed"),
        ({"corporation": accent}, "figure_corporation_in_table"),
    ):
        refused_with(admin_client.post(f"{FIGURES}add/", figure_form(**changes)), FIGURE_RULES[rule])


def test_classes_are_chosen_under_the_name_of_their_indicator(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    page = admin_client.get(f"{FIGURES}add/").content.decode()
    assert '<optgroup label="Type woningen">' in page
    assert '<optgroup label="Zelfredzaamheid in de wijken">' in page


def test_a_figure_that_is_opened_and_saved_stays_the_same(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    before = list(Figure.objects.order_by("pk").values())
    for figure in Figure.objects.filter(indicator__theme__code__in=("betaalbaarheid", "huurprijsklasse")):
        address = f"{FIGURES}{figure.pk}/change/"
        form = admin_client.get(address).context["adminform"].form
        data = {name: form[name].value() for name in form.fields}
        data = {name: "" if value is None else value for name, value in data.items()}
        data["reference_date"] = figure.reference_date.strftime("%d-%m-%Y") if figure.reference_date else ""
        assert admin_client.post(address, data).status_code == 302, figure
    assert list(Figure.objects.order_by("pk").values()) == before


def test_what_does_not_add_up_stands_with_the_figure_and_in_the_list(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    figure = Figure.objects.get(indicator__code="vastgoed-naar-type", value=752)
    sentence = "De klassen tellen op tot 1.156; het totaal is 1.155 (1-1-2021)."
    assert sentence not in admin_client.get(f"{FIGURES}{figure.pk}/change/").content.decode()
    Figure.objects.filter(pk=figure.pk).update(value=753)
    assert sentence in admin_client.get(f"{FIGURES}{figure.pk}/change/").content.decode()
    page = admin_client.get(f"{FIGURES}?q=Type").content.decode()
    assert page.count("De klassen tellen op tot 1.156; het totaal is 1.155.") == 5
    assert page.count("De corporaties tellen samen op tot 752; het cijfer van alle samen is 753.") == 3
    assert sum(map(bool, beside(Figure.objects.all()).values())) == 7


def test_the_list_leads_to_the_card_and_costs_the_same_for_few_and_many(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    with CaptureQueriesContext(connection) as few:
        page = admin_client.get(f"{FIGURES}?q=zoekduur").content.decode()
    assert '<a href="/beheer/municipalities/figure/kaart/">Gemeentekaart invullen</a>' in page
    with CaptureQueriesContext(connection) as many:
        assert admin_client.get(FIGURES).status_code == 200
    assert len(many) == len(few) == 10


# An indicator with its classes


def test_a_distribution_is_made_with_no_more_than_names(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    data = indicator_form(
        {"name": "Vaak"}, {"name": "Soms, of zelden"}, {"name": "Weet niet", "role": "apart"}
    )
    response = admin_client.post(f"{INDICATORS}add/", data)
    assert response.status_code == 302, response.context["errors"]
    made = Indicator.objects.get(code="overlast-in-de-buurt")
    last = Indicator.objects.filter(theme=made.theme).exclude(pk=made.pk).latest("order").order
    assert made.order == last + 1
    assert list(made.classes.values_list("name", "code", "role", "order")) == [
        ("Vaak", "vaak", "deel", 1),
        ("Soms, of zelden", "soms-of-zelden", "deel", 2),
        ("Weet niet", "weet-niet", "apart", 3),
    ]


def test_a_class_is_added_later_and_comes_last(admin_client: Client, brochure: dict[str, Any]) -> None:
    made = Indicator.objects.get(code="energie-index")
    rows = [
        {"id": each.pk, "indicator": made.pk, "name": each.name, "code": "iets-anders", "order": each.order}
        for each in made.classes.all()
    ]
    data = indicator_form(*rows, {"name": "Onbekend"}, initial=7, name="Energielabels", order=made.order)
    response = admin_client.post(f"{INDICATORS}{made.pk}/change/", data)
    assert response.status_code == 302, response.context["errors"]
    assert list(made.classes.values_list("code", flat=True)) == [*"abcdefg", "onbekend"]
    made.refresh_from_db()
    assert (made.name, made.code) == ("Energielabels", "energie-index")


@pytest.mark.parametrize(
    ("changes", "classes", "sentence"),
    [
        ({"kind": "enkel"}, [{"name": "Vaak"}], INDICATOR_RULES["indicator_with_classes"]),
        ({"kind": "reeks"}, [{"name": "Vaak"}], INDICATOR_RULES["indicator_with_classes"]),
        ({}, [{"name": "A", "role": "totaal"}, {"name": "B", "role": "totaal"}], "hoogstens één klasse"),
        ({}, [{"name": "A"}, {"name": " a", "code": "b"}], "Twee klassen hebben dezelfde naam."),
        ({}, [{"name": "A"}, {"name": "A!"}], "Twee klassen krijgen dezelfde code."),
        (
            {},
            [{"name": "A", "upper_limit": "sociaal"}, {"name": "B", "upper_limit": "sociaal"}],
            "Twee klassen lopen tot dezelfde bovengrens.",
        ),
        ({}, [{"name": "Ω"}], "Vul een code in: uit de naam volgt er geen."),
        ({"name": "Energie-index"}, [], "Er is al een kengetal met deze"),
        ({"name": "Ω"}, [], "Vul een code in: uit de naam volgt er geen."),
        ({"name": "%"}, [], "Een naam heeft ten minste één Latijnse, Griekse"),
        ({"decimals": "5"}, [], "Hoogstens 4 decimalen."),
        ({"order": "99999"}, [], "Zorg ervoor dat deze waarde hoogstens 32767 is."),
        ({"kind": ""}, [{"name": "A"}], "Dit veld is vereist."),
    ],
)
def test_a_wrong_indicator_is_refused_with_its_sentence(
    admin_client: Client,
    brochure: dict[str, Any],
    changes: dict[str, Any],
    classes: list[dict[str, Any]],
    sentence: str,
) -> None:
    before = Indicator.objects.count()
    refused_with(admin_client.post(f"{INDICATORS}add/", indicator_form(*classes, **changes)), sentence)
    assert Indicator.objects.count() == before


def test_a_wrong_name_is_told_once_and_not_again_beside_the_code(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    response = admin_client.post(f"{INDICATORS}add/", indicator_form({"name": "x" * 81}, name="x" * 101))
    told = [message for messages in response.context["errors"] for message in messages]
    assert len(told) == 2, told
    assert not any("code" in message for message in told), told


def test_the_kind_of_an_indicator_with_figures_is_fixed(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    made = Indicator.objects.get(code="gemiddelde-zoekduur")
    data = indicator_form(name=made.name, kind="verdeling")
    response = admin_client.post(f"{INDICATORS}{made.pk}/change/", data)
    refused_with(response, INDICATOR_RULES["indicator_kind_fixed"])


def test_classes_must_go_before_the_kind_changes_and_may_go_together(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    made = Indicator.objects.create(theme=Theme.objects.all()[0], name="Vers", code="vers", kind="verdeling")
    row = {"id": made.classes.create(name="A", code="a").pk, "indicator": made.pk, "name": "A", "order": 0}
    address = f"{INDICATORS}{made.pk}/change/"
    stays = indicator_form(row, initial=1, name="Vers", kind="enkel", order=1)
    refused_with(admin_client.post(address, stays), INDICATOR_RULES["indicator_with_classes"])
    goes = indicator_form({**row, "DELETE": "on"}, initial=1, name="Vers", kind="enkel", order=1)
    assert admin_client.post(address, goes).status_code == 302
    made.refresh_from_db()
    assert (made.kind, made.classes.count()) == ("enkel", 0)


def test_a_class_with_figures_is_not_removed(admin_client: Client, brochure: dict[str, Any]) -> None:
    made = Indicator.objects.get(code="energie-index")
    rows = [
        {"id": each.pk, "indicator": made.pk, "name": each.name, "order": each.order, "DELETE": "on"}
        for each in made.classes.all()
    ]
    response = admin_client.post(f"{INDICATORS}{made.pk}/change/", indicator_form(*rows, initial=7))
    assert response.status_code == 200
    assert made.classes.count() == 7


def test_a_distribution_without_classes_is_saved_with_a_warning(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    response = admin_client.post(f"{INDICATORS}add/", indicator_form(), follow=True)
    assert WITHOUT_CLASSES in response.content.decode()
    single = indicator_form(name="Los", kind="enkel")
    assert WITHOUT_CLASSES not in admin_client.post(f"{INDICATORS}add/", single, follow=True).content.decode()


def test_the_form_of_a_figure_costs_the_same_for_few_and_many(
    admin_client: Client, brochure: dict[str, Any]
) -> None:
    ContentType.objects.get_for_model(Figure)
    address = f"{FIGURES}{Figure.objects.get(value=752).pk}/change/"
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address)
    many = Indicator.objects.create(theme=Theme.objects.all()[0], name="Veel", code="veel", kind="verdeling")
    IndicatorClass.objects.bulk_create(
        IndicatorClass(indicator=many, name=f"K{number}", code=f"k{number}") for number in range(50)
    )
    with CaptureQueriesContext(connection) as more:
        admin_client.get(address)
    assert len(more) == len(few) == 10
