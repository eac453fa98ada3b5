"""One way of printing: the same facts always read the same, in the notation of the brochure."""

from typing import Any

import pytest

from projects import notation
from tests.conftest import AddProject

GROUND, FAMILY, STAIRS, LIFT = (
    "grondgebonden-gelijkvloers",
    "grondgebonden-gezins",
    "gestapeld-zonder-lift",
    "gestapeld-met-lift",
)


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({}, "Nnb"),
        ({"types": [LIFT]}, "Gestapeld met lift"),
        ({"types": [STAIRS, LIFT]}, "Gestapeld (deels met lift)"),
        ({"types": [GROUND, FAMILY]}, "Grondgebonden (gelijkvloers en gezins)"),
        ({"types": [FAMILY, LIFT]}, "Mix gestapeld met lift en grondgebonden gezins"),
        (
            {"types": [FAMILY, LIFT], "with_care": True},
            "Mix gestapeld met lift, grondgebonden gezins en wonen met zorg",
        ),
        (
            {"types": [GROUND, STAIRS, LIFT]},
            "Mix gestapeld (deels met lift) en grondgebonden gelijkvloers",
        ),
        ({"with_care": True}, "Wonen met zorg"),
        ({"housing_types_undecided": True}, "Ntb (mix)"),
        ({"housing_types_undecided": True, "with_care": True}, "Ntb (mix) en wonen met zorg"),
        (
            {"housing_types_undecided": True, "types": [FAMILY, LIFT]},
            "Ntb (mix met gestapeld met lift en grondgebonden gezins)",
        ),
    ],
)
def test_housing_types(add_project: AddProject, fields: dict[str, Any], printed: str) -> None:
    assert add_project(**fields).printed().housing_types == printed


@pytest.mark.parametrize(
    ("count", "approximate", "printed"),
    [
        (None, False, "Nnb"),
        (1, False, "1 woning"),
        (20, False, "20 woningen"),
        (30, True, "Ca. 30 woningen"),
        (1250, False, "1.250 woningen"),
    ],
)
def test_dwellings(count: int | None, approximate: bool, printed: str) -> None:
    assert notation.dwellings(count, approximate=approximate) == printed


@pytest.mark.parametrize(
    ("certain", "possible", "printed"),
    [
        ([], [], "Nnb"),
        (["Betaalbaar"], [], "Betaalbaar"),
        (["Betaalbaar", "Vrije huur"], [], "Betaalbaar + Vrije huur"),
        (["Betaalbaar"], ["Vrije huur"], "Betaalbaar (eventueel aangevuld met Vrije huur)"),
        ([], ["Betaalbaar", "Vrije huur"], "Mogelijk Betaalbaar + Vrije huur"),
    ],
)
def test_rent_classes(certain: list[str], possible: list[str], printed: str) -> None:
    assert notation.rent_classes(certain, possible) == printed


@pytest.mark.parametrize(
    ("start", "delivery", "planned", "printed"),
    [
        ((None, None), (None, None), (None, None), "Nnb"),
        ((2022, None), (None, None), (None, None), "2022 (start)"),
        ((None, None), (2022, None), (None, None), "2022 (oplevering)"),
        ((2022, 3), (2024, None), (None, None), "Q3 2022 (start), 2024 (oplevering)"),
        ((None, None), (None, None), (2023, None), "2023"),
        ((None, None), (None, None), (2023, 2), "Q2 2023"),
    ],
)
def test_planning(
    start: notation.Moment, delivery: notation.Moment, planned: notation.Moment, printed: str
) -> None:
    assert notation.planning(start=start, delivery=delivery, planned=planned) == printed


@pytest.mark.parametrize(
    ("lowest", "highest", "printed"), [(None, None, "Nnb"), (0, 0, "Score 0"), (0, 2, "Score 0-2")]
)
def test_bat(lowest: int | None, highest: int | None, printed: str) -> None:
    assert notation.bat(lowest, highest) == printed


def test_sustainability() -> None:
    assert notation.sustainability(None, at_least=False) == "Nnb"
    assert notation.sustainability("BENG", at_least=False) == "BENG"
    assert notation.sustainability("BENG", at_least=True) == "Tenminste BENG"
