"""A figure entered in the back office: refused in Dutch beside the field, or kept."""

import pytest
from django.test import Client

from municipalities.models import Figure, Municipality
from municipalities.periods import PERIOD_SENTENCE
from tests.test_figure_rules import BASIS, DATED, DOUBT, PER_PERIOD, TOO_FINE, VALUE, figure, indicator, saved

ADD = "/beheer/municipalities/figure/add/"


@pytest.fixture
def waiting(world: None) -> Figure:
    return saved(figure(indicator("enkel")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "1e20"}, "Zorg dat er niet meer dan 16 cijfers zijn."),
        ({"value": "9999999999999"}, "Zorg dat er niet meer dan 12 cijfers voor de komma staan."),
        ({"value": "8.45678"}, "Zorg dat er niet meer dan 4 cijfers achter de komma staan."),
        ({"value": "8.4"}, TOO_FINE),
        ({"value": "NaN"}, "Voer een getal in."),
        ({"value": "Infinity"}, "Voer een getal in."),
        ({"value": ""}, VALUE),
        ({"starts_on": "1-1-2020", "ends_on": "31-12-2020", "reference_date": ""}, PER_PERIOD),
        ({"starts_on": "2-1-2020", "ends_on": "31-12-2020"}, PERIOD_SENTENCE),
        ({"price_level": "99999"}, "Een prijspeil is een jaar tussen 1990 en 2100."),
        ({"capping": "hoog"}, BASIS),
        ({"reference_date": ""}, DATED),
        ({"indicator": ""}, "Dit veld is vereist."),
        ({"status": "afgeleid"}, DOUBT),
    ],
)
def test_the_form_says_it_in_dutch(
    admin_client: Client, waiting: Figure, changes: dict[str, str], sentence: str
) -> None:
    heerlen = Municipality.objects.get(name="Heerlen")
    right = {"indicator": waiting.indicator.pk, "municipality": heerlen.pk, "value": "8"}
    right |= {"status": "definitief", "reference_date": "1-1-2021"}
    response = admin_client.post(ADD, {**right, **changes})
    assert response.status_code == 200
    assert sentence in [message for messages in response.context["errors"] for message in messages]
    assert Figure.objects.count() == 1


def test_the_form_takes_what_is_right(admin_client: Client, waiting: Figure) -> None:
    right = {"indicator": waiting.indicator.pk, "value": "8", "status": "definitief"}
    response = admin_client.post(ADD, {**right, "reference_date": "1-1-2021"})
    assert response.status_code == 302
    assert Figure.objects.filter(value=8, municipality=None, ends_on=None).exists()
