"""The map: circles whose area says how many, towns where they lie, names that keep clear of everything."""

import random
import re
from itertools import combinations
from math import asin, cos, hypot, pi, radians, sin, sqrt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from municipalities.models import Municipality, Region
from projects.pages.map_labels import Box, break_name
from projects.pages.maps import DOT, SMALLEST, TARGET, Map, draw, project
from projects.sums.intervals import Totals
from tests.conftest import AddProject

PLACES = [
    None, "noord-limburg", "midden-limburg", "zuid-limburg",
    "parkstad", "maastricht-heuvelland", "westelijke-mijnstreek",
]  # fmt: skip


def some(dwellings: int) -> Totals:
    return Totals(2, dwellings, 0, 0, 0, 0)


def drawing(dwellings: dict[str, int]) -> Map:
    """Draw these municipalities by name."""
    found = Municipality.objects.filter(name__in=dwellings)
    return draw([(each, some(dwellings[each.name])) for each in found], "")


def around(latitude: float, longitude: float, other: Municipality) -> float:
    """Return the distance in km over the globe, by the haversine."""
    north = radians(float(other.latitude) - latitude) / 2
    east = radians(float(other.longitude) - longitude) / 2
    both = cos(radians(latitude)) * cos(radians(float(other.latitude)))
    return 2 * 6371 * asin(sqrt(sin(north) ** 2 + both * sin(east) ** 2))


def assert_clear(drawn: Map) -> None:
    """No name meets another name, a circle or a line to another name, and none leaves the drawing."""
    frame = Box(0, 0, drawn.width, drawn.height)
    for spot in drawn.spots:
        name, label = spot.municipality.name, spot.label
        assert label.box.within(frame), name
        assert not [each for each in drawn.spots if label.box.touches(each.disc)], name
        lines = [each.label.leader for each in drawn.spots if each != spot and each.label.leader]
        assert not [line for line in lines if line.meets(label.box)], name
    for one, other in combinations(drawn.spots, 2):
        assert not one.label.box.overlaps(other.label.box), (one, other)
        assert hypot(one.disc.x - other.disc.x, one.disc.y - other.disc.y) >= TARGET - 0.2
        # Where two can be chosen, a pointer can tell them apart.
        assert one.reach + other.reach <= hypot(one.disc.x - other.disc.x, one.disc.y - other.disc.y) + 0.2


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("seed", range(6))
def test_no_names_overlap_whatever_the_figures(world: None, place: str | None, seed: int) -> None:
    chance = random.Random(seed)
    found = Municipality.objects.all()
    if place:
        found = Municipality.objects.in_region(Region.objects.get(slug=place))
    # None at all, all the same, and then anything from 1 to 3,000.
    sizes = [[0], [500]][seed] if seed < 2 else [int(10 ** chance.uniform(0, 3.5)) for _ in range(40)]
    rows = [(each, some(chance.choice(sizes)) if chance.random() > 0.1 else None) for each in found]
    drawn = draw(rows, "")
    assert len(drawn.spots) == len(rows) >= 3
    assert_clear(drawn)
    assert draw(list(reversed(rows)), "") == drawn


def test_the_area_of_a_circle_follows_the_dwellings(world: None) -> None:
    drawn = drawing({"Venlo": 800, "Weert": 200, "Gennep": 50, "Vaals": 1})
    area = {spot.municipality.name: pi * spot.disc.r**2 for spot in drawn.spots}
    assert area["Venlo"] / area["Weert"] == pytest.approx(4, rel=0.01)
    assert area["Weert"] / area["Gennep"] == pytest.approx(4, rel=0.01)
    assert area["Vaals"] == pytest.approx(pi * SMALLEST**2)  # too small to see otherwise
    references = {each.dwellings: pi * each.disc.r**2 for each in drawn.references}
    assert list(references) == [500, 100]
    assert references[500] / area["Venlo"] == pytest.approx(5 / 8, rel=0.01)
    assert references[500] / references[100] == pytest.approx(5, rel=0.01)


def test_towns_lie_where_they_lie(world: None) -> None:
    names = ("Maastricht", "Heerlen", "Kerkrade", "Venlo", "Mook en Middelaar")
    found = list(Municipality.objects.filter(name__in=names))
    at = dict(zip([each.name for each in found], project(found), strict=True))
    towns = {each.name: each for each in found}
    for one, other, km in (("Maastricht", "Venlo", 67), ("Heerlen", "Kerkrade", 6)):
        on_paper = hypot(at[one][0] - at[other][0], at[one][1] - at[other][1])
        globe = around(float(towns[one].latitude), float(towns[one].longitude), towns[other])
        assert on_paper == pytest.approx(globe, rel=0.01)
        assert round(on_paper) == km
    spots = {spot.municipality.name: spot.disc for spot in drawing(dict.fromkeys(names, 10)).spots}
    assert spots["Mook en Middelaar"].y < spots["Venlo"].y < spots["Heerlen"].y < spots["Maastricht"].y + 100
    assert spots["Maastricht"].x < spots["Heerlen"].x < spots["Kerkrade"].x < spots["Venlo"].x


def test_towns_too_near_to_choose_between_move_apart_a_little(world: None) -> None:
    drawn = draw([(each, None) for each in Municipality.objects.all()], "")
    assert drawn.is_spread
    spots = {spot.municipality.name: spot.disc for spot in drawn.spots}
    km = hypot(spots["Maastricht"].x - spots["Venlo"].x, spots["Maastricht"].y - spots["Venlo"].y) / 67.1
    # Heerlen and Landgraaf are 3 km apart; on the map no more than 5.
    near = hypot(spots["Heerlen"].x - spots["Landgraaf"].x, spots["Heerlen"].y - spots["Landgraaf"].y)
    assert near / km < 5
    assert spots["Heerlen"].x < spots["Landgraaf"].x
    assert not drawing({"Venlo": 1, "Maastricht": 1}).is_spread


def test_the_order_is_from_north_to_south(world: None) -> None:
    drawn = draw([(each, None) for each in Municipality.objects.all()], "")
    latitudes = [spot.municipality.latitude for spot in drawn.spots]
    assert latitudes == sorted(latitudes, reverse=True)
    assert [spot.municipality.name for spot in drawn.spots][0::30] == ["Mook en Middelaar", "Vaals"]


def test_what_has_no_size_is_a_dot_and_the_key_says_so(world: None) -> None:
    found = {each.name: each for each in Municipality.objects.all()}
    uncounted = Totals(1, 0, 0, 0, 1, adding=1, adding_uncounted=1)
    demolished = Totals(1, 0, 0, 8, 0)
    rows = [
        (found["Venlo"], some(3)),
        (found["Vaals"], None),
        (found["Weert"], uncounted),
        (found["Stein"], demolished),
    ]
    drawn = draw(rows, "")
    assert {spot.municipality.name: (spot.kind, spot.disc.r) for spot in drawn.spots if spot.disc.r < 10} == {
        "Vaals": ("map-empty", DOT),
        "Weert": ("map-uncounted", DOT),
        "Stein": ("map-demolition", DOT),
    }
    words = ["Aantal nog niet bekend", "Alleen te slopen woningen", "Geen projecten"]
    assert [dot.words for dot in drawn.dots] == words
    assert [each.dwellings for each in drawn.references] == [2]
    assert draw(rows[:1], "").dots == []
    nothing = draw([], "")
    assert (nothing.spots, nothing.references) == ((), ())


def test_a_long_name_breaks_where_it_may() -> None:
    assert break_name("Heerlen") == ("Heerlen",)
    assert break_name("Valkenburg aan de Geul") == ("Valkenburg", "aan de Geul")
    assert break_name("Eijsden-Margraten") == ("Eijsden-", "Margraten")


def drawn_on(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    found = re.search(r'<figure class="map">.*?</figure>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_map_names_its_figures_and_its_links_keep_the_year(
    client: Client, add_project: AddProject
) -> None:
    add_project(dwellings=1200, start_year=2022)
    add_project("Tweede", dwellings=34, delivery_year=2022)
    add_project("Onbekend", gemeente="Kerkrade", start_year=2022)
    page = drawn_on(client, "/gemeenten/?jaar=2022")
    assert page.count('<g class="map-spot">') == 31
    assert "<title>Heerlen: 1.234 woningen in 2 projecten</title>" in page
    assert "<title>Kerkrade: aantal nog niet bekend (Nnb) in 1 project</title>" in page
    assert "<title>Vaals: geen projecten</title>" in page
    assert set(re.findall(r'href="/gemeenten/[^"?]*(.*?)"', page)) == {"?jaar=2022"}
    assert "1.000 woningen" in page
    assert "GeoNames" in page
    parkstad = drawn_on(client, "/regios/parkstad/?jaar=2022")
    assert parkstad.count('<g class="map-spot">') == 7
    assert 'href="/gemeenten/heerlen/?jaar=2022"' in parkstad


def test_a_drawing_holds_no_commas_and_a_wrong_year_no_drawing(
    client: Client, add_project: AddProject
) -> None:
    add_project(dwellings=1234, start_year=2022)
    page = drawn_on(client, "/gemeenten/?jaar=2022")
    numbers = re.findall(r'\s(?:cx|cy|r|x|y|x1|y1|x2|y2|width|height)="([^"]*)"', page)
    assert len(numbers) > 200
    assert all(re.fullmatch(r"-?[0-9]+(\.[0-9])?[0-9]?", each) for each in numbers)
    for address in ("/gemeenten/?jaar=abc", "/regios/parkstad/?jaar=abc"):
        assert drawn_on(client, address) == ""


def test_drawing_asks_the_database_nothing(
    world: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [(each, some(5)) for each in Municipality.objects.with_region()]
    with django_assert_num_queries(0):
        draw(rows, "jaar=2022")


def test_the_list_of_municipalities_with_its_map_asks_as_much_for_few_as_for_many(
    client: Client, add_project: AddProject, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_project(dwellings=10, start_year=2022)
    with django_assert_num_queries(4):
        client.get("/gemeenten/?jaar=2022")
    for municipality in Municipality.objects.all():
        add_project(f"In {municipality}", gemeente=municipality.name, dwellings=10, start_year=2022)
    with django_assert_num_queries(4):
        client.get("/gemeenten/?jaar=2022")
