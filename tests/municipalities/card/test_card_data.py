"""The gemeentekaart of the brochure is in the database: every figure of it, none besides, and only once."""

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db.models import Model

from municipalities.brochure import load_card, load_indicators
from municipalities.models import (
    Corporation,
    Figure,
    Indicator,
    IndicatorClass,
    Municipality,
    Region,
    RentLimits,
    Theme,
)
from municipalities.reference import load_reference
from projects.brochure import load_legend, load_projects
from wonen.bootstrap import launch

UNITS = {"year": "jaar", "percent": "%", "euro": "€", "dwellings": "woningen", None: "count"}
COUNTS = ("", "woningen", "huishoudens", "wijken")
# What the paper says with a heading instead of a label.
HEADINGS = {
    "liveability": "Zelfredzaamheid in de wijken",
    "rent_classes": "Bezit naar huurprijsklasse",
    "stock": "Type woningen",
    "rent_class_shares_percent": "Opgave naar huurprijsklasse",
}
TASK = {"build": "Nieuw te bouwen", "buy": "Aan te kopen"}


class Printed(NamedTuple):
    """One figure as it can be read from the paper."""

    name: str
    value: float | None
    unit: str
    period: str = ""
    area: str = "Heerlen"
    corporation: str = ""
    klasse: str = ""
    status: str = "definitief"


def printed_day(value: object) -> str:
    return f"{value.day}-{value.month}-{value.year}" if isinstance(value, datetime.date) else str(value)


def labelled(row: dict[Any, Any]) -> Iterator[Printed]:
    """Yield the figures of a row with a label: one value, one per year, one per area, or none readable."""
    name, unit = row["label"], UNITS[row.get("unit")]
    area = "Corporatiebreed" if row.get("scope") == "corporation" else "Heerlen"
    period = printed_day(row.get("period", row.get("as_of", "")))
    if "value" in row:
        yield Printed(name, row["value"], unit, period, area)
    for year in (key for key in row if isinstance(key, int)):
        yield Printed(name, row[year], unit, str(year), area)
    for key, place in (("municipality", "Heerlen"), ("corporation", "Corporatiebreed")):
        if key in row:
            yield Printed(name, row[key], unit, period, place)
    for klasse in row.get("classes", ()):
        yield Printed(name, None, "%", period, area, klasse=klasse, status="onleesbaar")


def card(data: dict[str, Any]) -> Iterator[Printed]:
    """Yield every figure on the card of the brochure."""
    paper = data["municipality_card"]
    for section in ("allocation", "affordability", "sustainability", "developments"):
        for row in paper[section]:
            yield from labelled(row)
    name, liveability = HEADINGS["liveability"], paper["liveability"]
    for klasse in liveability["classes"]:
        yield Printed(name, None, "count", "1-1-2020", klasse=klasse, status="onleesbaar")
    yield Printed(
        name, data["municipality"]["neighbourhoods"], "count", "1-1-2020", klasse="Totaal aantal wijken"
    )
    for row in paper["rent_classes"]:
        assert row["derived"]
        for klasse, share in row["shares_percent"].items():
            yield Printed(HEADINGS["rent_classes"], share, "%", klasse=klasse, status="afgeleid")
    for row in paper["stock"]:
        for key, corporation in (("WL", "WL"), ("ACC", "ACC"), ("total", "")):
            what = {"corporation": corporation, "klasse": row["label"]}
            yield Printed(HEADINGS["stock"], row[key], "count", "1-1-2021", **what)
    yield from task(paper["regional_task_to_2030"])


def task(paper: dict[str, Any]) -> Iterator[Printed]:
    where = ("tot 2030", "Parkstad")
    for klasse, share in paper["rent_class_shares_percent"].items():
        yield Printed(HEADINGS["rent_class_shares_percent"], share, "%", *where, klasse=klasse)
    for key, klasse in TASK.items():
        for corporation, dwellings in paper[key].items():
            what = {"corporation": corporation, "klasse": klasse, "status": "afgeleid"}
            yield Printed("Opgave: bouwen en kopen", dwellings, "count", *where, **what)


def stored(figure: Figure, unit: str) -> Printed:
    """Return a figure of the database as it would be on the paper."""
    return Printed(
        figure.indicator.name,
        None if figure.value is None else float(figure.value),
        "count" if unit in COUNTS else unit,
        str(figure.period),
        figure.area,
        figure.corporation.code if figure.corporation else "",
        str(figure.indicator_class or ""),
        figure.status,
    )


def as_counted(printed: Printed) -> Printed:
    return printed._replace(unit="count") if printed.unit in COUNTS else printed


def test_every_figure_of_the_paper_is_there_and_no_other(brochure: dict[str, Any]) -> None:
    paper = Counter(as_counted(each) for each in card(brochure))
    database = Counter(stored(each, each.indicator.unit) for each in Figure.objects.with_names())
    assert database == paper
    assert len(paper) == 80


def test_what_the_paper_counts_in_dwellings_is_so_in_the_database(brochure: dict[str, Any]) -> None:
    labels = {each.name for each in card(brochure) if each.unit == "woningen"}
    assert labels == {"Energieprojecten gedaan", "Energieprojecten gepland"}
    assert set(Indicator.objects.filter(name__in=labels).values_list("unit", flat=True)) == {"woningen"}


def test_four_places_cannot_be_read_with_certainty(brochure: dict[str, Any]) -> None:
    uncertain = Figure.objects.exclude(status__in=("definitief", "voorlopig"))
    assert Counter(uncertain.values_list("indicator__code", "status")) == {
        ("zelfredzaamheid-wijken", "onleesbaar"): 5,
        ("energie-index", "onleesbaar"): 7,
        ("huurprijsklassen", "afgeleid"): 4,
        ("opgave-woningen", "afgeleid"): 4,
    }
    for figure in uncertain:
        assert figure.note.startswith(("In de bron staan", "De opgave geldt voor Brunssum, Heerlen"))
        assert not figure.is_certain
        assert (figure.printed == "niet leesbaar in de bron") == (figure.status == "onleesbaar")


def test_the_rent_classes_are_on_the_basis_that_the_paper_prints(brochure: dict[str, Any]) -> None:
    printed = brochure["legend"]["rent_bounds"]["municipality_card"]
    figures = Figure.objects.exclude(price_level=None)
    assert {figure.indicator.code for figure in figures} == {"huurprijsklassen"}
    assert {figure.basis for figure in figures} == {
        "prijspeil 2020, hoge aftoppingsgrens (3 of meer personen)",
    }
    limits = RentLimits.objects.get(valid_from=datetime.date(2020, 1, 1))
    assert float(limits.quality_discount) == printed["cheap_below"]
    assert float(limits.high_capping) == printed["affordable"][1]
    assert float(limits.social) == printed["higher_social"][1] == printed["free_above"]


def test_a_date_that_is_not_on_the_paper_is_said_to_be_ours(brochure: dict[str, Any]) -> None:
    dated = Figure.objects.exclude(reference_date=None)
    assert set(dated.values_list("reference_date", flat=True)) == {datetime.date(2021, 1, 1)}
    assert all("de jongste datum op de kaart" in figure.note for figure in dated)
    assert not Figure.objects.filter(reference_date=None, note__contains="jongste datum").exists()


def test_the_sources_that_the_paper_names_are_kept(brochure: dict[str, Any]) -> None:
    for start, theme in (
        ("Buurtprofielen Wonen Limburg (Rigo Research en advies)", "leefbaarheid"),
        ("Portefeuilleplan Wonen Limburg", "volkshuisvestelijke-opgave"),
    ):
        figures = Figure.objects.filter(indicator__theme__code=theme)
        assert figures.count() == figures.filter(source__startswith=start).count() > 0
    assert not Figure.objects.exclude(source__contains="emeentekaart Heerlen").exists()


def test_what_is_loaded_would_pass_every_form(brochure: dict[str, Any]) -> None:
    models: tuple[type[Model], ...] = (Theme, Indicator, IndicatorClass, Figure)
    for model in models:
        for row in model._default_manager.all():
            row.full_clean()


# --- Loading -----------------------------------------------------------------------------------------------


def everything() -> list[list[dict[str, Any]]]:
    models: tuple[type[Model], ...] = (Theme, Indicator, IndicatorClass, Figure)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_loading_again_adds_nothing(brochure: dict[str, Any]) -> None:
    before = everything()
    assert [len(rows) for rows in before] == [8, 26, 29, 80]
    assert (load_indicators(), load_card()) == (0, 0)
    call_command("load_brochure", verbosity=0)
    assert everything() == before


def test_what_staff_renamed_removed_or_changed_stays_that_way(brochure: dict[str, Any]) -> None:
    Theme.objects.filter(code="duurzaamheid").update(name="Energie", order=1)
    Indicator.objects.filter(code="mutatiegraad").update(name="Mutaties", decimals=2, definition="Anders.")
    Indicator.objects.filter(code="ontruimingen").update(code="ontruimd")
    IndicatorClass.objects.filter(code="vrije-huur").update(name="Vrij")
    Figure.objects.filter(indicator__code="mutatiegraad").update(value=Decimal("11.25"))
    Figure.objects.filter(indicator__code="gemiddelde-zoekduur").update(source="Jaarverslag 2020")
    Figure.objects.filter(indicator__code="huurachterstand").delete()
    Figure.objects.filter(indicator__theme__code="vastgoedontwikkelingen").delete()
    Theme.objects.get(code="vastgoedontwikkelingen").indicators.all().delete()
    Theme.objects.get(code="vastgoedontwikkelingen").delete()
    Figure.objects.filter(indicator_class__code="g").delete()
    IndicatorClass.objects.filter(code="g").delete()
    before = everything()
    call_command("load_brochure", verbosity=0)
    launch.load(None)
    assert everything() == before


def test_what_staff_made_first_is_not_made_again(world: None) -> None:
    theme = Theme.objects.create(code="energie", name="duurzaamheid")
    own = Indicator.objects.create(
        theme=theme, code="panelen", name="aandeel woningen met zonnepanelen", kind="enkel"
    )
    assert load_indicators() == 25
    assert not Indicator.objects.filter(code="zonnepanelen-aandeel").exists()
    assert Indicator.objects.get(code="energie-index").theme == theme
    load_projects()
    assert load_card() == 78
    assert not own.figures.exists()


# --- A database of version 0.1.0 ---------------------------------------------------------------------------


@pytest.fixture
def older(db: None) -> None:
    """Everything of version 0.1.0: municipalities, legend and projects, but no indicators."""
    load_reference()
    load_legend()
    load_projects()


def test_an_older_database_in_which_staff_removed_a_corporation(older: None) -> None:
    Corporation.objects.filter(code="ACC").delete()
    launch.load(None)
    assert Indicator.objects.count() == 26
    assert Figure.objects.count() == 80 - 6 - 2
    assert not Corporation.objects.filter(code="ACC").exists()


def test_an_older_database_in_which_staff_recoded_the_municipality(older: None) -> None:
    Municipality.objects.filter(code="GM0917").update(code="GM9917")
    wide = {"municipality": None, "region": None}
    launch.load(None)
    assert Figure.objects.filter(**wide).count() == 8
    assert Figure.objects.count() == 8 + 8


def test_an_older_database_in_which_staff_renamed_the_region(older: None) -> None:
    Region.objects.filter(slug="parkstad").update(slug="parkstad-limburg")
    load_indicators()
    load_card()
    assert Figure.objects.count() == 80 - 8
    assert not Figure.objects.exclude(region=None).exists()
