"""The other figures of a region, and the share of its projects that may fall in each rent class."""

import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from municipalities.card.card import card_of
from municipalities.models import Figure, Indicator, Municipality, Region
from projects.models import Project, ProjectRentClass, RentClass
from projects.sums.region_figures import figures_of
from tests.projects.pages.test_region import cells, text_of
from wonen.dutch.periods import Period


def test_rent_classes_stand_beside_the_task_with_a_mark(client: Client, brochure: dict[str, Any]) -> None:
    address = "/regios/parkstad/?jaar=2022"
    # Of 112: 20 + 13 surely in the higher class, 24 + 30 in that or the free one, 25 not known.
    assert cells(client, "Goedkoop", address) == [
        "tot 2030",
        "16%",
        "prijspeil niet genoemd",
        "0% 0 woningen",
    ]
    assert cells(client, "Betaalbaar", address)[1] == "71%"
    assert cells(client, "Sociale hogere huur", address)[3] == "29 tot 78% 33 tot 87 woningen"
    assert cells(client, "Vrije huur", address)[3] == "0 tot 49% 0 tot 54 woningen"
    page = text_of(client, address)
    assert "Projecten niet zonder meer te vergelijken" in page
    assert "De bron noemt geen prijspeil" in page
    assert "In de bron tellen de aandelen op tot 101." in page
    Figure.objects.filter(indicator__code="opgave-huurprijsklassen").update(price_level=2020)
    assert "Een ander prijspeil: het cijfer 2020, de projecten 2021." in text_of(client, address)
    Figure.objects.filter(indicator__code="opgave-huurprijsklassen").update(price_level=2021)
    assert "Een andere of niet genoemde aftoppingsgrens" in text_of(client, address)
    Figure.objects.filter(indicator__code="opgave-huurprijsklassen").update(capping="laag")
    page = text_of(client, address)
    assert "niet zonder meer" not in page
    assert "prijspeil 2021, lage aftoppingsgrens" in page


def test_without_a_class_for_mid_rent_it_is_part_of_the_free_class(
    client: Client, brochure: dict[str, Any]
) -> None:
    Project.objects.exclude(name="Spoorsingel").delete()
    project = Project.objects.get()
    project.rent_classes.clear()
    for code, dwellings in (("middenhuur", 4), ("vrije-huur", 16)):
        rent_class = RentClass.objects.get(code=code)
        ProjectRentClass.objects.create(project=project, rent_class=rent_class, dwellings=dwellings)
    assert cells(client, "Vrije huur")[3] == "100% 20 woningen"


def test_without_projects_no_share_stands_beside_a_figure(client: Client, brochure: dict[str, Any]) -> None:
    Project.objects.all().delete()
    assert cells(client, "Betaalbaar") == ["tot 2030", "71%", "prijspeil niet genoemd"]


def test_what_the_page_shows_can_be_taken_as_a_file(client: Client, brochure: dict[str, Any]) -> None:
    html = client.get("/regios/parkstad/?jaar=2022").content.decode()
    for kind in ("csv", "xlsx"):
        address = f"/cijfers.{kind}?regio=parkstad&peildatum=2021-07-01"
        assert f'href="{address}"'.replace("&", "&amp;") in html
        assert client.get(address).status_code == 200
    lines = client.get("/cijfers.csv?regio=parkstad&peildatum=2021-07-01").getvalue().decode().splitlines()
    assert len(lines) == 1 + 4 + 4  # rent classes, and two tasks of two corporations
    today = client.get("/regios/parkstad/").content.decode()
    assert f"regio=parkstad&amp;peildatum={timezone.localdate().isoformat()}" in today
    assert "/cijfers." not in client.get("/regios/noord-limburg/").content.decode()


def test_of_other_figures_the_last_known_is_shown(brochure: dict[str, Any]) -> None:
    region = Region.objects.get(slug="parkstad")
    indicator = Indicator.objects.get(code="mutatiegraad")
    for year in (2019, 2021, 2023):
        days = Period.of_year(year)
        Figure.objects.create(
            indicator=indicator,
            region=region,
            starts_on=days.starts_on,
            ends_on=days.ends_on,
            value=year % 100,
        )
    known = {
        year: [f.value for f in figures_of(region, datetime.date(year, 12, 31)) if f.indicator == indicator]
        for year in (2018, 2022, 2024)
    }
    assert known == {2018: [], 2022: [21], 2024: [23]}
    assert len(figures_of(region, datetime.date(2022, 12, 31))) == 5


def test_the_region_page_and_the_card_agree_on_which_figure_is_the_last(brochure: dict[str, Any]) -> None:
    region = Region.objects.get(slug="parkstad")
    single = Indicator.objects.get(code="mutatiegraad")
    for year, value, known in ((2020, 6, "2020-12-31"), (2015, 9, "2021-05-01")):
        # What is corrected later is still about the older year.
        days = Period.of_year(year)
        Figure.objects.create(
            indicator=single,
            region=region,
            value=value,
            reference_date=known,
            starts_on=days.starts_on,
            ends_on=days.ends_on,
        )
    divided = Indicator.objects.get(code="opgave-huurprijsklassen")
    some = divided.classes.get(name="Goedkoop")
    Figure.objects.create(
        indicator=divided,
        indicator_class=some,
        region=region,
        value=20,
        ends_on="2035-12-31",
        reference_date="2021-06-01",
    )
    found = figures_of(region, datetime.date(2021, 12, 31))
    assert [each.value for each in found if each.indicator == single] == [6]
    # The classes of 2035 are only half entered: the whole period before it stays.
    assert [each.value for each in found if each.indicator == divided] == [16, 71, 11, 3]
    card = card_of(Municipality.objects.get(name="Heerlen"), datetime.date(2021, 12, 31))
    shown = {each.pk for block in card.blocks for each in block.figures if each.region == region}
    assert {each.pk for each in found} <= shown
