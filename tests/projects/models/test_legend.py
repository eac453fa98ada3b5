"""The legend is made from the limits of the year; both halves of the brochure come out of it."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from municipalities.card.rent_bands import rent_bands
from municipalities.models import Capping, RentLimits
from projects.models.legend import RentClass

Bounds = dict[str, tuple[Decimal | None, Decimal | None]]


def bounds(overview: int, capping: Capping) -> Bounds:
    limits = RentLimits.objects.for_overview(overview)
    assert limits
    bands = rent_bands({each: each.upper_limit for each in RentClass.objects.all()}, limits, capping)
    return {band.rent_class.label: (band.lowest, band.highest) for band in bands}


def printed(edges: dict[str, Any]) -> Bounds:
    """Return the edges of a half of the brochure; its '< 442.46' is read as 'up to and including'."""
    exact = {
        key: [Decimal(str(edge)) for edge in (value if isinstance(value, list) else [value])]
        for key, value in edges.items()
    }
    return {
        "Goedkoop": (None, exact["cheap_below"][0]),
        "Betaalbaar": (exact["affordable"][0], exact["affordable"][1]),
        "Sociale hogere huur": (exact["higher_social"][0], exact["higher_social"][1]),
        "Vrije huur": (exact["free_above"][0] + Decimal("0.01"), None),
    }


@pytest.mark.parametrize(
    ("half", "overview", "capping"),
    [("projects_overview", 2022, Capping.LOW), ("municipality_card", 2021, Capping.HIGH)],
)
def test_both_halves_of_the_brochure_follow_from_the_limits(
    brochure: dict[str, Any], half: str, overview: int, capping: Capping
) -> None:
    assert bounds(overview, capping) == printed(brochure["legend"]["rent_bounds"][half])


def test_every_label_of_the_brochures_legend_is_there(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get("/toelichting/?jaar=2022").content.decode()
    groups = ("housing_types", "rent_classes", "bat_scores", "sustainability")
    labels = [entry["label"] for group in groups for entry in brochure["legend"][group]]
    assert len(labels) == 19
    for label in labels:
        assert label in page or label == "BAT-score onbekend"  # printed as 'Nnb: Nog niet bekend'


def test_the_page_prints_the_amounts_the_dutch_way(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get("/toelichting/?jaar=2022").content.decode()
    assert "t/m € 442,46" in page
    assert "€ 633,26 t/m € 752,33" in page
    assert "vanaf € 752,34" in page
    assert "Prijspeil 2021" in page


def test_mid_rent_exists_since_july_2024(client: Client, brochure: dict[str, Any]) -> None:
    assert "Middenhuur" not in bounds(2024, Capping.LOW)
    assert bounds(2025, Capping.LOW)["Middenhuur"] == (Decimal("879.67"), Decimal("1157.95"))
    assert "€ 879,67 t/m € 1.157,95" in client.get("/toelichting/?jaar=2025").content.decode()


def test_a_year_without_known_limits_says_so(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get("/toelichting/?jaar=2031").content.decode()
    assert "Voor het overzicht van 2031 zijn nog geen huurprijsgrenzen bekend." in page
