"""Which way a fact moved: a word where it is certain, and none where it is not."""

from typing import Any

import pytest

from projects.models import Project, SustainabilityLevel
from projects.pages import movement as directions

GPR, BENG, NOM = (
    SustainabilityLevel(pk=order, code=code, order=order)
    for order, code in enumerate(("gpr", "beng", "nom"), start=1)
)


@pytest.mark.parametrize(
    ("label", "was", "now", "word"),
    [
        ("Aantal woningen", {"dwellings": 20}, {"dwellings": 24}, "meer"),
        ("Aantal woningen", {"dwellings": 24}, {"dwellings": 20}, "minder"),
        ("Aantal woningen", {}, {"dwellings": 20}, ""),
        ("Aantal woningen", {"dwellings": 20, "dwellings_approximate": True}, {"dwellings": 24}, ""),
        ("BAT-score", {"bat_from_id": 0, "bat_to_id": 1}, {"bat_from_id": 2, "bat_to_id": 3}, "hoger"),
        ("BAT-score", {"bat_from_id": 2, "bat_to_id": 2}, {"bat_from_id": 0, "bat_to_id": 1}, "lager"),
        ("BAT-score", {"bat_from_id": 0, "bat_to_id": 2}, {"bat_from_id": 2, "bat_to_id": 2}, ""),
        ("BAT-score", {}, {"bat_from_id": 2, "bat_to_id": 2}, ""),
        ("Duurzaamheid", {"sustainability": GPR}, {"sustainability": BENG}, "hoger"),
        ("Duurzaamheid", {"sustainability": NOM}, {"sustainability": BENG}, "lager"),
        (
            "Duurzaamheid",
            {"sustainability": BENG, "sustainability_at_least": True},
            {"sustainability": NOM},
            "",
        ),
        (
            "Duurzaamheid",
            {"sustainability": GPR},
            {"sustainability": BENG, "sustainability_at_least": True},
            "hoger",
        ),
        ("Duurzaamheid", {"sustainability": SustainabilityLevel(pk=9)}, {"sustainability": BENG}, ""),
        ("Planning", {"start_year": 2022}, {"start_year": 2023}, "later"),
        ("Planning", {"start_year": 2023}, {"start_year": 2022}, "eerder"),
        ("Planning", {"start_year": 2022}, {"start_year": 2022, "start_quarter": 3}, ""),
        (
            "Planning",
            {"start_year": 2022, "start_quarter": 2},
            {"start_year": 2022, "start_quarter": 3},
            "later",
        ),
        ("Planning", {"start_year": 2022}, {"start_year": 2022, "delivery_year": 2024}, ""),
        ("Planning", {"start_year": 2022}, {"start_year": 2023, "delivery_year": 2024}, "later"),
        (
            "Planning",
            {"start_year": 2022, "delivery_year": 2024},
            {"start_year": 2023, "delivery_year": 2025},
            "later",
        ),
        (
            "Planning",
            {"start_year": 2022, "delivery_year": 2024},
            {"start_year": 2022, "delivery_year": 2025},
            "oplevering later",
        ),
        (
            "Planning",
            {"start_year": 2022, "delivery_year": 2025},
            {"start_year": 2023, "delivery_year": 2024},
            "start later, oplevering eerder",
        ),
        ("Planning", {"planned_year": 2022}, {"planned_year": 2023}, ""),
        ("Planning", {"start_year": 2022}, {"planned_year": 2023}, ""),
        ("Planning", {"start_year": 2022}, {"delivery_year": 2023}, ""),
        ("Planning", {}, {"start_year": 2023}, ""),
        ("Naam", {"name": "A"}, {"name": "B"}, ""),
    ],
)
def test_a_word_only_where_it_is_certain(
    label: str, was: dict[str, Any], now: dict[str, Any], word: str
) -> None:
    assert directions.of(label, Project(**was), Project(**now)) == word
