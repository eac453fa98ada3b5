"""The region page: a task beside what is delivered and planned; the numbers here were reckoned by hand."""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from municipalities.brochure import load_indicators
from municipalities.models import Corporation, Figure, Indicator, IndicatorClass, Municipality, Region
from projects.example import make_examples
from projects.models import Project
from projects.sums.tasks import tasks_of
from tests.conftest import AddProject
from tests.support.scale import MANY
from wonen.dutch.periods import read_period

PARKSTAD = "/regios/parkstad/?jaar=2024"
AddTask = Callable[..., Figure]


@pytest.fixture
def accent(world: None) -> Corporation:
    return Corporation.objects.create(code="ACC", name="Wonen Limburg Accent")


@pytest.fixture
def add_task(world: None) -> AddTask:
    """Return a function that adds a task of Parkstad: 100 new dwellings up to 2030, known since 2021."""
    load_indicators()

    def add(value: int | None = 100, code: str = "nieuw-te-bouwen", **fields: Any) -> Figure:
        entry = IndicatorClass.objects.get(indicator__code="opgave-woningen", code=code)
        written = read_period(fields.pop("period", "tot 2030"))
        corporation = Corporation.objects.filter(code=fields.pop("corporation", "")).first()
        defaults = {
            "region": Region.objects.get(slug="parkstad"),
            "reference_date": datetime.date(2021, 1, 1),
        }
        return Figure.objects.create(
            indicator=entry.indicator,
            indicator_class=entry,
            corporation=corporation,
            starts_on=written.starts_on,
            ends_on=written.ends_on,
            value=value,
            **{**defaults, **fields},
        )

    return add


def text_of(client: Client, address: str = PARKSTAD, status: int = 200) -> str:
    """Return the words of a page, with single spaces."""
    response = client.get(address)
    assert response.status_code == status
    main = response.content.decode().split("<main")[1].split("</main")[0]
    words = strip_tags(f"<main{main}".replace("<", " <"))
    return " ".join(unescape(words).split())


def cells(client: Client, name: str, address: str = PARKSTAD) -> list[str]:
    """Return the cells of the first row of a page that begins with this heading."""
    page = client.get(address).content.decode()
    for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL):
        found = [
            " ".join(strip_tags(each).split()) for each in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        if found[0].startswith(name):
            return found[1:]
    raise AssertionError(name)


def test_each_corporation_has_its_row(
    client: Client, add_project: AddProject, accent: Corporation, add_task: AddTask
) -> None:
    add_task(40, corporation="WL")
    add_task(30, corporation="ACC")
    add_project("Af", dwellings=25, delivery_year=2022)
    add_project("Gepland", dwellings=15, delivery_year=2026, gemeente="Kerkrade")
    add_project("Open", dwellings=20, start_year=2026, corporation=accent)
    assert cells(client, "Wonen Limburg") == ["40 woningen", "25", "15", "0", "40", "Wordt zo gehaald."]
    assert cells(client, "Wonen Limburg Accent") == [
        "30 woningen", "0", "0", "0 tot 20", "0 tot 20", "Wordt zo niet gehaald. 10 te weinig.",
    ]  # fmt: skip
    assert cells(client, "Samen") == [
        "70 woningen som", "25", "15", "0 tot 20", "40 tot 60", "Wordt zo niet gehaald. 10 te weinig.",
    ]  # fmt: skip
    assert "som van de opgaven per corporatie" in text_of(client)
    assert cells(client, "2022 volgens planning opgeleverd") == ["25", "0", "25"]
    assert cells(client, "2026 gepland") == ["15", "0", "15"]
    assert cells(client, "Jaar niet bekend") == ["0", "0 tot 20", "0 tot 20"]


def test_a_figure_for_all_is_no_sum(
    client: Client, add_project: AddProject, accent: Corporation, add_task: AddTask
) -> None:
    add_task(50)
    add_task(40, corporation="WL")
    add_project("Van Accent", dwellings=20, delivery_year=2026, corporation=accent)
    add_project("Van WL", dwellings=30, delivery_year=2026)
    assert cells(client, "Samen")[0] == "50 woningen"
    assert cells(client, "Samen")[4:] == ["50", "Wordt zo gehaald."]
    assert cells(client, "Wonen Limburg Accent")[0] == "geen opgave"


def test_a_sum_of_tasks_counts_only_who_has_a_task(
    client: Client, add_project: AddProject, accent: Corporation, add_task: AddTask
) -> None:
    add_task(40, corporation="WL")
    add_project("Van Accent", dwellings=20, delivery_year=2026, corporation=accent)
    add_project("Van WL", dwellings=30, delivery_year=2026)
    assert cells(client, "Samen") == [
        "40 woningen som",
        "0",
        "30",
        "0",
        "30",
        "Wordt zo niet gehaald. 10 te weinig.",
    ]
    assert cells(client, "Wonen Limburg Accent") == ["geen opgave", "0", "20", "0", "20", "geen opgave"]


def test_a_sum_is_as_sure_as_its_least_sure_part(
    client: Client, accent: Corporation, add_task: AddTask
) -> None:
    add_task(40, corporation="WL")
    other = add_task(30, corporation="ACC", status="voorlopig")
    assert cells(client, "Samen")[0] == "70 woningen voorlopig som"
    Figure.objects.filter(pk=other.pk).update(value=None, status="onleesbaar", note="Een vlek.")
    assert cells(client, "Samen")[0] == "niet leesbaar in de bron som"
    page = text_of(client)
    assert "Niet te zeggen. De opgave van alle corporaties samen is niet leesbaar in de bron." in page
    assert "niet leesbaar in de bron Wonen Limburg Accent: Een vlek." in page
    assert cells(client, "Wonen Limburg")[0] == "40 woningen"


def test_only_a_certain_task_is_drawn(client: Client, add_project: AddProject, add_task: AddTask) -> None:
    task = add_task(50)
    add_project("Af", dwellings=10, delivery_year=2022)
    add_project("Gepland", dwellings=5, delivery_year=2026)
    add_project("Open", dwellings=20, start_year=2026)
    page = client.get(PARKSTAD).content.decode()
    assert '<rect class="delivered" x="0" y="1" width="20.00" height="8"/>' in page
    assert '<rect class="planned" x="20.00" y="1" width="10.00" height="8"/>' in page
    assert '<rect class="open" x="30.00" y="1" width="40.00" height="8"/>' in page
    assert '<line class="goal" x1="100.00"' in page
    Figure.objects.filter(pk=task.pk).update(status="afgeleid", note="Uit een grafiek gelezen.")
    page = client.get(PARKSTAD).content.decode()
    assert "task-bar" not in page
    assert "Uit een grafiek gelezen." in page


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("tot 2030", ("5", "Geteld vanaf 2022: de bron noemt geen beginjaar.")),
        ("2023-2030", ("3", "Geteld vanaf 2023: daar begint de periode van de opgave.")),
    ],
)
def test_the_page_says_from_where_it_counts(
    client: Client, add_project: AddProject, add_task: AddTask, period: str, expected: tuple[str, str]
) -> None:
    add_task(period=period, reference_date=datetime.date(2022, 7, 1))
    for year in (2021, 2022, 2023):
        add_project(f"Opgeleverd in {year}", dwellings=year - 2020, delivery_year=year)
    counted, sentence = expected
    assert sentence in text_of(client)
    assert cells(client, "Samen")[1] == counted


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"period": ""}, "De bron noemt geen eindjaar"),
        ({"period": "tot 2020"}, "De opgave liep tot 2020 en was pas in 2021 bekend"),
    ],
)
def test_a_task_that_projects_cannot_be_held_against_says_why(
    client: Client, add_project: AddProject, add_task: AddTask, fields: dict[str, Any], sentence: str
) -> None:
    add_task(corporation="WL", **fields)
    add_project(dwellings=10, delivery_year=2025)
    page = text_of(client)
    assert f"Niet te vergelijken. {sentence}" in page
    assert "100 woningen" in page
    assert "Projecten per jaar" in page


def test_a_task_in_another_unit_is_not_held_against_dwellings(
    client: Client, add_project: AddProject, add_task: AddTask
) -> None:
    task = add_task(30)
    Indicator.objects.filter(pk=task.indicator_id).update(unit="%")
    add_project(dwellings=10, delivery_year=2025)
    assert "Deze opgave is niet in woningen, maar in %" in text_of(client)


def test_the_latest_task_known_in_the_year_counts(add_task: AddTask) -> None:
    region = Region.objects.get(slug="parkstad")
    add_task(100, period="tot 2030", reference_date=datetime.date(2021, 1, 1))
    add_task(80, period="tot 2035", reference_date=datetime.date(2025, 1, 1))
    found = [
        [each.value for each in task.figures]
        for task in tasks_of(region, datetime.date(2024, 12, 31), 2024).values()
    ]
    assert found == [[100]]
    found = [
        [each.value for each in task.figures]
        for task in tasks_of(region, datetime.date(2025, 12, 31), 2025).values()
    ]
    assert found == [[80]]
    assert not tasks_of(region, datetime.date(2020, 12, 31), 2020)


def test_what_is_revised_for_one_corporation_stands_apart(accent: Corporation, add_task: AddTask) -> None:
    add_task(100, corporation="WL")
    add_task(70, corporation="ACC")
    add_task(90, corporation="WL", period="tot 2035", reference_date=datetime.date(2025, 1, 1))
    tasks = tasks_of(Region.objects.get(slug="parkstad"), datetime.date(2026, 12, 31), 2026).values()
    assert {task.name: task.together.value for task in tasks} == {
        "Nieuw te bouwen tot 2030": 170,
        "Nieuw te bouwen tot 2035": 90,
    }


def test_the_brochure_on_the_page_of_parkstad(client: Client, brochure: dict[str, Any]) -> None:
    page = text_of(client, "/regios/parkstad/?jaar=2022")
    for value in (140, 70, 220, 85):
        assert f"{value} woningen afgeleid" in page
    assert "210 woningen afgeleid som" in page
    assert "305 woningen afgeleid som" in page
    assert (
        page.count("De opgave geldt voor Brunssum, Heerlen, Kerkrade en Landgraaf samen. In de bron staan")
        == 2
    )
    assert "Geteld vanaf 2021: de bron noemt geen beginjaar." in page
    assert "in alle gemeenten van Parkstad; of de opgave voor al die gemeenten geldt" in page
    # Certain: 13. Open: 20 + 24 + ca. 30 that start in 2022, and ca. 25 in 2023.
    assert "Wordt zo niet gehaald. Tot en met 2030 staan er 13 tot 112 woningen op het programma" in page
    assert "blijft dit 98 woningen achter" in page
    assert page.count("achter. Let op: zie de opmerking bij de opgave.") == 2
    assert "55 bij benadering geteld (ca.)" in page
    assert "staan geen openbare projecten die voor deze opgave tellen" in page
    assert "task-bar" not in client.get("/regios/parkstad/?jaar=2022").content.decode()


def test_a_region_without_a_task_says_so_and_shows_projects_per_year(
    client: Client, add_project: AddProject
) -> None:
    add_project(gemeente="Venlo", dwellings=20, start_year=2024, delivery_year=2026)
    page = text_of(client, "/regios/noord-limburg/?jaar=2024")
    assert "Voor Noord-Limburg was op 1 juli 2023 nog geen volkshuisvestelijke opgave bekend." in page
    assert cells(client, "2026", "/regios/noord-limburg/?jaar=2024") == ["0", "20"]
    assert "Venlo 20 woningen in 1 project" in page
    assert "geen openbare projecten" in text_of(client, "/regios/midden-limburg/?jaar=2024")


def test_a_region_counts_the_regions_within_it_but_not_its_neighbours(
    client: Client, add_project: AddProject, add_task: AddTask
) -> None:
    add_task(100, region=Region.objects.get(slug="zuid-limburg"))
    add_project("In Parkstad", dwellings=20, delivery_year=2026)
    add_project("In Maastricht", dwellings=5, delivery_year=2026, gemeente="Maastricht")
    add_project("In Venlo", dwellings=3, delivery_year=2026, gemeente="Venlo")
    address = "/regios/zuid-limburg/?jaar=2024"
    assert cells(client, "Samen", address)[2] == "25"
    assert 'href="/regios/parkstad/?jaar=2024"' in client.get(address).content.decode()
    assert "geen volkshuisvestelijke opgave" in text_of(client)


def test_a_draft_never_leaks(client: Client, brochure: dict[str, Any]) -> None:
    before = text_of(client, "/regios/parkstad/?jaar=2022")
    whole = Project.objects.get(name="Spoorsingel")
    defaults = {"municipality": whole.municipality, "corporation": whole.corporation, "kind": "nieuwbouw"}
    Project.objects.create(name="Geheim", dwellings=77, delivery_year=2025, is_public=False, **defaults)
    Project.objects.create(name="Geheime fase", dwellings=9, parent=None, start_year=2022, **defaults)
    assert text_of(client, "/regios/parkstad/?jaar=2022") == before


def test_invented_projects_mark_the_page_only_when_they_count(
    client: Client, add_project: AddProject, add_task: AddTask
) -> None:
    add_task()
    add_project("Vervallen", is_example=True, phase="vervallen", dwellings=9)
    assert "Voorbeelddata" not in text_of(client)
    add_project("Al af", is_example=True, delivery_year=2022, dwellings=9)
    assert "staat 1 verzonnen project" in text_of(client)


def test_the_list_of_regions_leads_to_each(client: Client, brochure: dict[str, Any]) -> None:
    page = client.get("/regios/").content.decode()
    for region in Region.objects.all():
        assert f'href="/regios/{region.slug}/"' in page
    for municipality in Municipality.objects.all():
        assert page.count(f'href="{municipality.get_absolute_url()}"') == 1
    assert page.count('<span class="tag">opgave</span>') == 2  # of Parkstad, and in the explanation
    assert 'href="/regios/"' in client.get("/gemeenten/").content.decode()
    assert (
        'href="/regios/parkstad/?jaar=2022"' in client.get("/gemeenten/heerlen/?jaar=2022").content.decode()
    )


def test_without_a_year_the_region_is_seen_from_now(client: Client, brochure: dict[str, Any]) -> None:
    now = datetime.date.today().year  # noqa: DTZ011 - the year is enough
    for address in ("/regios/parkstad/", "/regios/parkstad/?jaar=", "/regios/parkstad/?jaar=%20"):
        assert f"gezien vanuit {now}" in text_of(client, address)


@pytest.mark.parametrize("year", ["abc", "22", "1989", "99999999999999999999", "20%0022"])
def test_a_wrong_year_is_told_and_no_figures_are_shown(
    client: Client, brochure: dict[str, Any], year: str
) -> None:
    page = text_of(client, f"/regios/parkstad/?jaar={year}", status=400)
    assert "Een jaar bestaat uit vier cijfers, van 1990 tot en met 2100." in page or "Null-tekens" in page
    assert "140" not in page


def test_an_unknown_region_is_not_there(client: Client, brochure: dict[str, Any]) -> None:
    assert client.get("/regios/atlantis/").status_code == 404
    assert client.post("/regios/parkstad/").status_code == 405
    assert client.post("/regios/").status_code == 405


def test_what_staff_type_is_shown_as_text(client: Client, add_task: AddTask) -> None:
    add_task(note="<b>vet</b>", source="<script>alert(1)</script>")
    page = client.get(PARKSTAD).content.decode()
    assert "<b>vet" not in page
    assert "<script>alert" not in page
    assert "&lt;b&gt;vet" in page


@contextmanager
def queries(most: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    assert len(captured) == most, "\n".join(query["sql"][:200] for query in captured)


QUERIES = {"/regios/": 4, "/regios/parkstad/?jaar=2022": 16, "/regios/noord-limburg/?jaar=2022": 10}


@pytest.mark.parametrize("address", QUERIES)
@pytest.mark.parametrize("amount", [0, MANY])
def test_the_pages_cost_the_same_with_six_and_with_many(
    client: Client, brochure: dict[str, Any], address: str, amount: int
) -> None:
    make_examples(amount)
    with queries(QUERIES[address]):
        assert client.get(address).status_code == 200


def test_more_figures_cost_no_more_queries(client: Client, brochure: dict[str, Any]) -> None:
    parkstad = Region.objects.get(slug="parkstad")
    for year in range(2000, 2020):
        for indicator in Indicator.objects.filter(kind__in=("enkel", "reeks")):
            ends_on = datetime.date(year, 12, 31)
            Figure.objects.create(indicator=indicator, region=parkstad, ends_on=ends_on, value=year % 100)
    task = Figure.objects.get(value=140)
    for year in range(2031, 2036):
        task.pk, task.value, task.ends_on = None, Decimal(year), datetime.date(year, 12, 31)
        task.save()
    with queries(QUERIES["/regios/parkstad/?jaar=2022"]):
        assert client.get("/regios/parkstad/?jaar=2022").status_code == 200
