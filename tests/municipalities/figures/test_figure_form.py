"""A figure entered in the back office: refused in Dutch beside the field, or kept."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from municipalities.models import Figure, Indicator, Municipality
from municipalities.models.indicators import INDICATOR_RULES
from tests.municipalities.figures.test_figure_rules import (
    BASIS,
    DATED,
    DOUBT,
    PER_PERIOD,
    VALUE,
    figure,
    indicator,
    saved,
)
from wonen.dutch.numbers import expected
from wonen.dutch.periods import PERIOD_SENTENCE

ADD = "/beheer/municipalities/figure/add/"


@pytest.fixture
def waiting(world: None) -> Figure:
    return saved(figure(indicator("enkel")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "1e20"}, expected("", 0)),
        ({"value": "9999999999999"}, expected("", 0)),
        ({"value": "8,4"}, expected("", 0)),
        ({"value": "8.4"}, expected("", 0)),
        ({"value": "NaN"}, expected("", 0)),
        ({"value": "Infinity"}, expected("", 0)),
        ({"value": ""}, VALUE),
        ({"period": "2020", "reference_date": ""}, PER_PERIOD),
        ({"period": "2-1-2020/31-12-2020"}, PERIOD_SENTENCE),
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


def classes(of: Indicator, **changes: str) -> dict[str, Any]:
    """Return what the browser posts for the rows of classes below an indicator."""
    rows = {"classes-TOTAL_FORMS": 1, "classes-INITIAL_FORMS": 1, "classes-0-indicator": of.pk}
    row = {"id": of.classes.get().pk, "code": "a", "name": "a", "role": "deel", "order": 1}
    return {**rows, **{f"classes-0-{name}": value for name, value in {**row, **changes}.items()}}


def test_a_kind_without_classes_is_refused_until_they_are_removed(admin_client: Client, world: None) -> None:
    table = indicator("tabel", "a")
    address = f"/beheer/municipalities/indicator/{table.pk}/change/"
    posted = {"theme": table.theme.pk, "name": "Tabel", "kind": "enkel", "decimals": 0, "order": 0}
    posted["definition"] = "Een."
    response = admin_client.post(address, {**posted, **classes(table)})
    assert response.status_code == 200
    assert INDICATOR_RULES["indicator_with_classes"] in response.content.decode()
    table.refresh_from_db()
    assert (table.kind, table.classes.count()) == ("tabel", 1)
    response = admin_client.post(address, {**posted, **classes(table, DELETE="on")})
    assert response.status_code == 302
    table.refresh_from_db()
    assert (table.kind, table.classes.count()) == ("enkel", 0)


def test_an_indicator_with_figures_keeps_kind_and_decimals(admin_client: Client, world: None) -> None:
    share = indicator("enkel", decimals=1)
    saved(figure(share, value=Decimal("8.4")))
    address = f"/beheer/municipalities/indicator/{share.pk}/change/"
    posted = {"theme": share.theme.pk, "name": "Deel", "kind": "enkel", "decimals": 1, "order": 0}
    posted |= {"definition": "Een.", "classes-TOTAL_FORMS": 0, "classes-INITIAL_FORMS": 0}
    for changes, rule in (({"kind": "reeks"}, "kind_fixed"), ({"decimals": 0}, "decimals_kept")):
        response = admin_client.post(address, {**posted, **changes})
        assert response.status_code == 200
        assert INDICATOR_RULES[f"indicator_{rule}"] in response.content.decode()
    assert admin_client.post(address, {**posted, "decimals": 2}).status_code == 302
    assert Indicator.objects.get().decimals == 2
