"""The norm: who may set which, what it is held against, and when it is met, not met or not yet certain."""

import itertools
import random
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from municipalities.models import Municipality, RentLimits
from projects.brochure import load_norms
from projects.models import Norm, Project, RentClass
from projects.sums.by_rent import rent_outcomes
from projects.sums.intervals import Interval, Outcomes
from projects.sums.norm_check import Base, judge, share_of
from tests.conftest import AddProject, refused
from tests.support.staff import person, signed_in
from wonen.bootstrap.launch import load

pytestmark = pytest.mark.django_db
SOURCE = "Woonvisie"
MET, MISSED, OPEN = "gehaald", "niet gehaald", "nog niet zeker"


def heerlen() -> Municipality:
    return Municipality.objects.get(name="Heerlen")


def verdict(percent: int = 30) -> tuple[str, str]:
    """Hold a norm for social rent against all projects."""
    projects = Project.objects.all()
    base = Base(projects.totals(), Outcomes.together(rent_outcomes(projects).values()))
    social = set(RentClass.objects.filter(segment="sociaal").values_list("pk", flat=True))
    found = judge(percent, "sociale huur", social, base)
    return found.outcome, found.sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"social": 101}, "Een norm is een heel percentage van 0 tot en met 100; leeg betekent: geen norm."),
        ({"social": None, "mid": None}, "Vul een percentage in: sociale huur, middenhuur of beide."),
        ({"social": 60, "mid": 41}, "Samen kunnen de percentages niet meer zijn dan 100."),
        ({"from_year": 1989}, "Het jaar ligt tussen 1990 en 2100."),
        ({"from_year": 2101}, "Het jaar ligt tussen 1990 en 2100."),
    ],
)
def test_a_norm_that_cannot_be(world: None, values: dict[str, Any], sentence: str) -> None:
    Norm.objects.create(from_year=2022, social=30, mid=10, source=SOURCE)
    with refused(sentence):
        Norm.objects.update(**values)
    norm = Norm(**{"from_year": 2030, "social": 30, "mid": 10, "source": SOURCE, **values})
    with pytest.raises(ValidationError) as caught:
        norm.full_clean()
    assert sentence in caught.value.messages


def test_a_norm_names_its_source(world: None) -> None:
    norm = Norm(from_year=2022, social=30, mid=10, source=" ")
    with pytest.raises(ValidationError, match="Dit veld kan niet leeg zijn"):
        norm.full_clean()
    with refused("Noem de bron van de norm."):
        norm.save()


@pytest.mark.parametrize("name", ["Heerlen", None])
def test_a_municipality_has_one_norm_from_a_year_and_so_have_all_others(
    world: None, name: str | None
) -> None:
    municipality = Municipality.objects.get(name=name) if name else None
    Norm.objects.create(municipality=municipality, from_year=2022, social=30, source=SOURCE)
    Norm.objects.create(municipality=municipality, from_year=2023, social=30, source=SOURCE)
    with refused("Voor deze gemeente is er vanaf dit jaar al een norm."):
        Norm.objects.create(municipality=municipality, from_year=2022, mid=10, source=SOURCE)


@pytest.mark.parametrize("values", [{"social": 0, "mid": None}, {"social": 100, "mid": 0}, {"mid": 10}])
def test_a_norm_on_the_edge_of_a_rule_is_kept(world: None, values: dict[str, Any]) -> None:
    assert Norm.objects.create(from_year=2022, source=SOURCE, **values).pk


def test_the_norm_of_a_year_is_the_last_one_of_the_municipality_or_else_of_all(world: None) -> None:
    for year, place, social in (
        (2022, None, 30),
        (2026, None, 35),
        (2024, heerlen(), 25),
        (2025, heerlen(), 20),
    ):
        Norm.objects.create(from_year=year, municipality=place, social=social, source=SOURCE)
    places = {"Heerlen": heerlen(), "all": None, "Vaals": Municipality.objects.get(name="Vaals")}
    found = {
        (place, year): norm.social if (norm := Norm.objects.for_overview(municipality, year)) else None
        for place, municipality in places.items()
        for year in (2021, 2022, 2024, 2026)
    }  # fmt: skip
    assert found == {
        ("Heerlen", 2021): None, ("Heerlen", 2022): 30, ("Heerlen", 2024): 25, ("Heerlen", 2026): 20,
        ("all", 2021): None, ("all", 2022): 30, ("all", 2024): 30, ("all", 2026): 35,
        ("Vaals", 2021): None, ("Vaals", 2022): 30, ("Vaals", 2024): 30, ("Vaals", 2026): 35,
    }  # fmt: skip
    assert [Norm.objects.own_in(year) for year in (2023, 2024, 2026)] == [0, 1, 1]


def test_the_brochure_brings_the_norm_once(brochure: dict[str, Any]) -> None:
    norm = Norm.objects.get()
    assert (norm.municipality, norm.from_year, norm.social, norm.mid) == (None, 2022, 30, 10)
    Norm.objects.update(social=40)
    call_command("load_brochure", verbosity=0)
    assert Norm.objects.get().social == 40


def test_the_norm_can_be_loaded_alone(world: None) -> None:
    call_command("load_brochure", norm_only=True, verbosity=0)
    assert Norm.objects.count() == 1
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    ("plans", "expected", "words"),
    [
        # Exactly on the norm is met; one below is not.
        ([(3, ["betaalbaar"], []), (7, ["vrije-huur"], [])], MET,
         "3 sociale huur (30%). De norm is 30%: 3 woningen. Dat is genoeg."),
        ([(2, ["betaalbaar"], []), (8, ["vrije-huur"], [])], MISSED, "Dat is 1 woning te weinig."),
        # A mix over segments leaves it open, until it no longer matters.
        ([(10, ["betaalbaar", "vrije-huur"], [])], OPEN,
         "als van de 10 woningen waarvan dit nog niet vaststaat er minstens 3 sociale huur worden."),
        ([(4, ["betaalbaar"], []), (6, ["betaalbaar", "vrije-huur"], [])], MET, "hoe het ook uitvalt"),
        ([(2, ["betaalbaar", "vrije-huur"], []), (8, ["vrije-huur"], [])], MISSED,
         "Ook in het gunstigste geval is dat 1 woning te weinig."),
        # A mix within social rent is certain; without any class everything is possible.
        ([(10, ["betaalbaar", "goedkoop"], [])], MET, "10 sociale huur (100%)"),
        ([(10, [], [])], OPEN, "0 tot 10 sociale huur (0% tot 100%)"),
        # A class that is only possible says nothing certain, and all may still become social.
        ([(10, [], ["vrije-huur"])], OPEN, "0 tot 10 sociale huur"),
        # Rounded outwards a share is never shown as more, or less, than it is.
        ([(299, ["betaalbaar"], []), (701, ["vrije-huur"], [])], MISSED, "(tussen 29% en 30%)"),
        # A project without a count keeps it open, in the direction in which it can still go ...
        ([(5, ["betaalbaar"], []), (5, ["vrije-huur"], []), (None, ["vrije-huur"], [])], OPEN,
         "van 1 project is het aantal woningen nog niet bekend: daardoor kan het aandeel lager worden."),
        ([(1, ["betaalbaar"], []), (9, ["vrije-huur"], []), (None, [], []), (None, ["goedkoop"], [])], OPEN,
         "van 2 projecten is het aantal woningen nog niet bekend: daardoor kan het aandeel hoger worden."),
        # ... unless it can change nothing.
        ([(5, ["betaalbaar"], []), (5, ["vrije-huur"], []), (None, ["goedkoop"], [])], MET, "Dat is genoeg."),
        ([(1, ["betaalbaar"], []), (9, ["vrije-huur"], []), (None, ["vrije-huur"], [])], MISSED,
         "te weinig."),
        # One dwelling at least it gets: that is enough to lift the share, or to press it down.
        ([(2, ["betaalbaar"], []), (6, ["vrije-huur"], []), (None, ["goedkoop"], [])], MET,
         "Dat wordt genoeg: de projecten waarvan het aantal nog niet bekend is"),
        ([(3, ["betaalbaar"], []), (7, ["vrije-huur"], []), (None, ["vrije-huur"], [])], MISSED,
         "Dat wordt te weinig: van de projecten zonder aantal telt er minstens één niet mee"),
        ([(10, [], []), (None, ["vrije-huur"], [])], OPEN,
         "minstens 3 sociale huur worden. Projecten waarvan het aantal nog niet bekend is, kunnen dat nog"),
        # Without any count, too, it is certain where all are social rent, or none.
        ([(None, ["betaalbaar"], []), (None, ["goedkoop"], [])], MET,
         "Die wordt gehaald, hoeveel woningen het ook worden."),
        ([(None, ["vrije-huur"], [])], MISSED, "Daarvoor wordt er te weinig sociale huur, hoeveel woningen"),
        ([(None, ["betaalbaar"], []), (None, ["vrije-huur"], [])], OPEN,
         "Van geen enkel project is het aantal woningen bekend. De norm is 30%."),
        ([(None, [], [])], OPEN, "Van geen enkel project is het aantal woningen bekend."),
    ],
)  # fmt: skip
def test_the_verdict_and_why(
    add_project: AddProject, plans: list[tuple[int | None, list[str], list[str]]], expected: str, words: str
) -> None:
    for number, (dwellings, certain, possible) in enumerate(plans):
        add_project(f"Plan {number}", dwellings=dwellings, certain=dict.fromkeys(certain), possible=possible)
    outcome, sentence = verdict()
    assert outcome == expected, sentence
    assert words in sentence


@pytest.mark.parametrize("seed", range(40))
def test_the_verdict_agrees_with_every_way_the_plans_can_turn_out(add_project: AddProject, seed: int) -> None:
    """Certain means: in every outcome. A project without a count may get any number of dwellings."""
    dice = random.Random(seed)
    codes = ["betaalbaar", "goedkoop", "vrije-huur"]
    ways = []
    for number in range(4):
        chosen = dice.sample(codes, dice.randint(0, 2))
        cut = dice.randint(0, len(chosen))
        count = dice.choice([None, 2, 4, 6, 9])
        add_project(
            f"Plan {number}", dwellings=count, certain=dict.fromkeys(chosen[:cut]), possible=chosen[cut:]
        )
        may = {code != "vrije-huur" for code in chosen} | (set() if chosen[:cut] else {True, False})
        sizes = [count] if count else [1, 300]  # next to nothing, or more than all others
        ways.append(
            [
                (social, size)
                for size in sizes
                for social in (range(size + 1) if count else (0, size))
                if (True in may or not social) and (False in may or social == size)
            ]
        )
    percent = dice.choice([0, 10, 30, 50, 100])
    reached = {
        100 * sum(social for social, _ in outcome) >= percent * sum(size for _, size in outcome)
        for outcome in itertools.product(*ways)
    }
    expected = OPEN if len(reached) == 2 else MET if reached == {True} else MISSED
    assert verdict(percent)[0] == expected


@pytest.mark.parametrize(
    ("percent", "classes", "expected"),
    [
        # What certainly falls outside stays so, however many dwellings a project without a count gets.
        (100, ["vrije-huur"], MISSED),
        (99, ["vrije-huur"], OPEN),
        (100, ["betaalbaar"], OPEN),
        (0, ["vrije-huur"], MET),
    ],
)
def test_all_and_nothing_are_certain_sooner(
    add_project: AddProject, percent: int, classes: list[str], expected: str
) -> None:
    add_project("Geteld", dwellings=1, certain=dict.fromkeys(classes))
    add_project("Zonder aantal")
    assert verdict(percent)[0] == expected


def test_staff_set_the_norm_of_a_municipality(world: None) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("beheer"))
    entered = {"municipality": heerlen().pk, "from_year": "2024", "social": "25", "mid": "", "source": SOURCE}
    assert client.post("/beheer/projects/norm/add/", {**entered, "note": ""}).status_code == 302
    norm = Norm.objects.for_overview(heerlen(), 2024)
    assert norm
    assert (norm.social, norm.mid) == (25, None)
    again = client.post("/beheer/projects/norm/add/", {**entered, "note": ""})
    assert "Voor deze gemeente is er vanaf dit jaar al een norm." in again.content.decode()


def test_who_writes_in_one_municipality_is_not_offered_all_of_them(world: None) -> None:
    address = "/beheer/projects/norm/add/"
    one = signed_in(person("Beheerder", "Heerlen")).get(address).content.decode()
    assert choices(one) == [str(heerlen().pk)]
    assert "Leeg: de norm voor alle gemeenten" not in one
    more = signed_in(person("Beheerder", "Heerlen", "Vaals", username="twee")).get(address).content.decode()
    assert '<option value="" selected>Kies een gemeente</option>' in more
    every = signed_in(person("Beheerder", everywhere=True, username="alle")).get(address).content.decode()
    assert "" in choices(every)
    assert "Leeg: de norm voor alle gemeenten" in every


def choices(page: str) -> list[str]:
    """Return the keys that the choice of a municipality offers."""
    box = page.partition('<select name="municipality"')[2].partition("</select>")[0]
    return re.findall(r'<option value="(\d*)"', box)


def test_what_the_public_reads_is_called_so() -> None:
    names = {
        model: str(field.verbose_name)
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name == "note"
    }
    assert names[Norm] == names[RentLimits] == names[Project] == "toelichting voor het publiek"
    assert "opmerking" not in names.values()


def test_a_share_counts_what_is_not_known_as_possible() -> None:
    outcomes = Outcomes({frozenset((1,)): 5, frozenset((1, 2)): 3, frozenset((None,)): 2, frozenset((2,)): 9})
    assert share_of(outcomes, {1}) == Interval(5, 10)


def test_loading_twice_adds_nothing(world: None) -> None:
    assert (load_norms(), load_norms()) == (1, 0)


def test_a_database_of_before_the_norm_gets_it_at_the_next_start(brochure: dict[str, Any]) -> None:
    Norm.objects.all().delete()
    load(None)
    assert Norm.objects.count() == 1
    assert Project.objects.count() == 6
