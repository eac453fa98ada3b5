"""What must never be is refused by the database itself, however it gets there, with a Dutch sentence.

Every test here goes around the forms: straight to the database, by ORM update or SQL.
"""

import datetime
import threading
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, models, transaction

from municipalities.models import Corporation, Municipality, Region, RentLimits
from projects.models import (
    BatScore,
    ExternalCode,
    HousingType,
    Project,
    ProjectRentClass,
    RentClass,
    SustainabilityLevel,
)
from projects.models.legend import READS_AS_UNKNOWN
from projects.rules import DWELLINGS_SENTENCE, RULE
from tests.conftest import AddProject, refused
from wonen.middleware import refusal

BAT = "De BAT-score loopt van 0 tot en met 4, en van laag naar hoog."
QUARTER = "Een kwartaal is 1, 2, 3 of 4, en hoort bij een jaar."
COUNT = DWELLINGS_SENTENCE
YEAR = "Een jaar ligt tussen 1990 en 2100."
DELIVERY = "De oplevering ligt vóór de start."
EITHER = "Vul óf het jaar van start en oplevering in, óf het jaar van planning, niet beide."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"bat_from_id": 3, "bat_to_id": 2}, BAT),
        ({"bat_from_id": 0, "bat_to_id": 5}, BAT),
        ({"bat_from_id": -1, "bat_to_id": 2}, BAT),
        ({"bat_from_id": 2, "bat_to_id": None}, BAT),
        ({"bat_from_id": None, "bat_to_id": 2}, BAT),
        ({"dwellings": 0}, COUNT),
        ({"dwellings": -3}, COUNT),
        ({"dwellings": 100_000}, COUNT),
        ({"name": ""}, "Een project heeft een naam."),
        ({"kind": "kasteel"}, "Kies een van de soorten."),
        ({"phase": "ooit"}, "Kies een van de projectfasen, of laat de fase leeg."),
        ({"dwellings_approximate": True}, "'Ongeveer' kan alleen bij een aantal woningen."),
        ({"sustainability_at_least": True}, "'Tenminste' kan alleen bij een duurzaamheidsniveau."),
        ({"start_year": 2024, "delivery_year": 2023}, DELIVERY),
        ({"start_year": 2024, "start_quarter": 3, "delivery_year": 2024, "delivery_quarter": 2}, DELIVERY),
        ({"start_year": 202}, YEAR),
        ({"delivery_year": 2101}, YEAR),
        ({"planned_year": 1989}, YEAR),
        ({"start_year": 2024, "start_quarter": 5}, QUARTER),
        ({"start_year": 2024, "start_quarter": 0}, QUARTER),
        ({"delivery_quarter": 1}, QUARTER),
        ({"planned_quarter": 1}, QUARTER),
        ({"start_year": 2024, "planned_year": 2024}, EITHER),
        ({"delivery_year": 2024, "planned_year": 2024}, EITHER),
        ({"parent_id": models.F("id")}, "Een project kan geen fase van zichzelf zijn."),
    ],
)
def test_a_project_that_cannot_be(add_project: AddProject, values: dict[str, Any], sentence: str) -> None:
    project = add_project()
    with refused(sentence):
        Project.objects.filter(pk=project.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"bat_from_id": 0, "bat_to_id": 4},
        {"bat_from_id": 2, "bat_to_id": 2},
        {"dwellings": 1, "dwellings_approximate": True},
        {"start_year": 2024, "start_quarter": 4, "delivery_year": 2024},
        {"start_year": 2024, "start_quarter": 2, "delivery_year": 2024, "delivery_quarter": 2},
        {"start_year": 1990, "delivery_year": 2100},
        {"planned_year": 2024, "planned_quarter": 1},
    ],
)
def test_a_project_on_the_edge_of_a_rule_is_kept(add_project: AddProject, values: dict[str, Any]) -> None:
    project = add_project()
    assert Project.objects.filter(pk=project.pk).update(**values) == 1


def test_the_form_gets_the_same_sentence(add_project: AddProject) -> None:
    project = add_project(start_year=2024)
    project.delivery_year = 2023
    with pytest.raises(ValidationError) as caught:
        project.full_clean()
    assert caught.value.messages == [DELIVERY]


def test_two_projects_of_one_name_in_a_municipality(add_project: AddProject) -> None:
    add_project("Spoorsingel")
    add_project("Spoorsingel", gemeente="Kerkrade")
    for same in ("Spoorsingel", "spoorsingel", " Spoorsingel "):
        with refused("Deze gemeente heeft al een project met deze naam."):
            add_project(same)


def test_a_class_both_certain_and_possible(add_project: AddProject) -> None:
    project = add_project(certain={"betaalbaar": None})
    with refused("Een huurprijsklasse is bij een project óf zeker óf mogelijk, niet beide."):
        ProjectRentClass.objects.create(
            project=project, rent_class=RentClass.objects.get(code="betaalbaar"), is_possible=True
        )


@pytest.mark.parametrize("dwellings", [0, -1, 100_000])
def test_a_class_without_dwellings(add_project: AddProject, dwellings: int) -> None:
    project = add_project(dwellings=10, certain={"betaalbaar": None})
    with refused(COUNT):
        project.rent_entries.update(dwellings=dwellings)


def test_a_possible_class_with_dwellings(add_project: AddProject) -> None:
    project = add_project(dwellings=10, possible=["betaalbaar"])
    with refused("Een mogelijke huurprijsklasse heeft nog geen aantal woningen."):
        project.rent_entries.update(dwellings=4)


def test_a_split_above_the_count(add_project: AddProject) -> None:
    project = add_project(dwellings=24, certain={"betaalbaar": 16, "vrije-huur": 8})
    with refused(RULE["project_split_within_count"].sentence):
        project.rent_entries.filter(rent_class__code="vrije-huur").update(dwellings=9)
    with refused(RULE["project_split_within_count"].sentence):
        Project.objects.filter(pk=project.pk).update(dwellings=23)
    with refused(RULE["project_split_within_count"].sentence):
        ProjectRentClass.objects.create(
            project=project, rent_class=RentClass.objects.get(code="goedkoop"), dwellings=1
        )


def test_a_split_without_a_count(add_project: AddProject) -> None:
    project = add_project(dwellings=24, certain={"betaalbaar": 16})
    with refused(RULE["project_split_needs_count"].sentence):
        Project.objects.filter(pk=project.pk).update(dwellings=None)


def test_a_split_may_be_rearranged_within_one_transaction(add_project: AddProject) -> None:
    project = add_project(dwellings=24, certain={"betaalbaar": 16, "vrije-huur": 8})
    with transaction.atomic():
        project.rent_entries.filter(rent_class__code="vrije-huur").update(dwellings=20)
        project.rent_entries.filter(rent_class__code="betaalbaar").update(dwellings=4)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert set(project.rent_entries.values_list("dwellings", flat=True)) == {4, 20}


@pytest.mark.django_db(transaction=True)
def test_two_splits_at_once_cannot_together_pass_the_count(add_project: AddProject) -> None:
    project = add_project(dwellings=10, certain={"betaalbaar": None, "vrije-huur": None})
    entries = list(project.rent_entries.values_list("pk", flat=True))
    both_are_there = threading.Barrier(2)
    sentences: list[str] = []

    def split(entry: int) -> None:
        try:
            with transaction.atomic():
                ProjectRentClass.objects.filter(pk=entry).exists()
                both_are_there.wait(timeout=30)
                # One waits here for the other: the write raises the version of their project.
                ProjectRentClass.objects.filter(pk=entry).update(dwellings=7)
        except IntegrityError as error:
            sentences.append(refusal(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=split, args=[entry]) for entry in entries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sentences == [RULE["project_split_within_count"].sentence]
    assert sorted(project.rent_entries.values_list("dwellings", flat=True), key=str) == [7, None]


def test_phases_are_one_deep(add_project: AddProject) -> None:
    whole, phase, part = add_project("Geheel"), add_project("Fase"), add_project("Deel")
    Project.objects.filter(pk=phase.pk).update(parent=whole)
    with refused(RULE["project_phase_depth"].sentence):
        Project.objects.filter(pk=part.pk).update(parent=phase)
    other = add_project("Ander geheel")
    with refused(RULE["project_phase_depth"].sentence):
        Project.objects.filter(pk=whole.pk).update(parent=other)


def test_a_phase_lies_in_the_municipality_of_the_whole(add_project: AddProject) -> None:
    whole, phase = add_project("Geheel"), add_project("Fase", gemeente="Kerkrade")
    with refused(RULE["project_phase_municipality"].sentence):
        Project.objects.filter(pk=phase.pk).update(parent=whole)


def test_example_and_real_are_never_phases_of_each_other(add_project: AddProject) -> None:
    invented, real = add_project("Verzonnen", is_example=True), add_project("Echt")
    with refused(RULE["project_phase_example"].sentence):
        Project.objects.filter(pk=real.pk).update(parent=invented)
    with refused(RULE["project_phase_example"].sentence):
        Project.objects.filter(pk=invented.pk).update(parent=real)
    real.parent = invented
    with pytest.raises(ValidationError, match="allemaal voorbeelddata"):
        real.full_clean()


def test_a_whole_has_no_dwellings_of_its_own(add_project: AddProject) -> None:
    counted, phase = add_project("Geheel", dwellings=60), add_project("Fase")
    with refused(RULE["project_phased_without_count"].sentence):
        Project.objects.filter(pk=phase.pk).update(parent=counted)
    uncounted = add_project("Ander geheel")
    Project.objects.filter(pk=phase.pk).update(parent=uncounted)
    with refused(RULE["project_phased_without_count"].sentence):
        Project.objects.filter(pk=uncounted.pk).update(dwellings=60)
    with refused(RULE["project_phased_without_count"].sentence):
        add_project("Nog een fase", parent=counted)


def test_a_code_of_another_system_belongs_to_one_project(add_project: AddProject) -> None:
    ExternalCode.objects.create(project=add_project("Een"), system="dpi", code="12")
    with refused("Deze code van dit systeem hoort al bij een project."):
        ExternalCode.objects.create(project=add_project("Twee"), system="dpi", code="12")
    with refused("Vul zowel het systeem als de code in."):
        ExternalCode.objects.create(project=add_project("Drie"), system="dpi", code="")


@pytest.mark.parametrize("code", ["0917", "GM917", "gm0917", "GM091a", "GM 917", "GM091\n", ""])
def test_a_municipality_code_of_another_form(world: None, code: str) -> None:
    with refused("Een gemeentecode is GM met vier cijfers, bijvoorbeeld GM0917."):
        Municipality.objects.filter(name="Heerlen").update(code=code)


def test_a_municipality_code_that_is_too_long(world: None) -> None:
    with pytest.raises(DataError), transaction.atomic():
        Municipality.objects.filter(name="Heerlen").update(code="GM09170")
    with pytest.raises(ValidationError, match="GM met vier cijfers"):
        Municipality(code="GM09170").clean_fields()


def test_a_municipality_outside_the_country(world: None) -> None:
    with refused("De coördinaten liggen niet in Nederland (50-54 noord, 3-8 oost)."):
        Municipality.objects.filter(name="Heerlen").update(latitude=Decimal("5.9815"))


def test_names_and_codes_that_are_taken(world: None) -> None:
    heerlen, parkstad = Municipality.objects.filter(name="Heerlen"), Region.objects.filter(name="Parkstad")
    with refused("Er is al een gemeente met deze CBS-code."):
        heerlen.update(code="GM0928")
    with refused("Er is al een gemeente met deze naam in adressen."):
        heerlen.update(slug="kerkrade")
    with refused("Er is al een regio met deze naam."):
        parkstad.update(name="Zuid-Limburg")
    with refused("Er is al een regio met deze naam in adressen."):
        parkstad.update(slug="zuid-limburg")
    with refused("Een regio kan niet in zichzelf liggen."):
        parkstad.update(parent=models.F("id"))
    with refused("Er is al een corporatie met deze code."):
        Corporation.objects.create(code="WL", name="Een andere")
    with refused("Een corporatie kan niet aan zichzelf verbonden zijn."):
        Corporation.objects.update(parent=models.F("id"))


def test_legend_entries_that_clash(world: None) -> None:
    lift = HousingType.objects.filter(code="gestapeld-met-lift")
    with refused("Deze code is al in gebruik."):
        lift.update(code="grondgebonden-gezins")
    with refused("Deze naam is al in gebruik."):
        lift.update(label="Grondgebonden gezins")
    with refused("Deze plaats in de volgorde is al bezet."):
        lift.update(order=1)
    with refused("Een andere huurprijsklasse loopt al tot deze grens."):
        RentClass.objects.filter(code="vrije-huur").update(upper_limit="sociaal")
    with refused("Kies een van de huurprijsgrenzen, of laat de bovengrens leeg."):
        RentClass.objects.filter(code="vrije-huur").update(upper_limit="ooit")
    with refused("Een BAT-score loopt van 0 tot en met 4."):
        BatScore.objects.create(score=5, label="Vijf", meaning="")


OVERLAP = "Voor (een deel van) deze periode zijn er al huurprijsgrenzen."
ASCEND = (
    "De grenzen moeten oplopen: kwaliteitskorting, aftopping laag, aftopping hoog, "
    "sociale huurgrens, middenhuur."
)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"valid_from": datetime.date(2025, 12, 31)}, "Huurprijsgrenzen gelden binnen één kalenderjaar."),
        ({"valid_until": datetime.date(2027, 1, 1)}, "Huurprijsgrenzen gelden binnen één kalenderjaar."),
        ({"valid_from": datetime.date(2025, 3, 1), "valid_until": datetime.date(2025, 3, 1)}, OVERLAP),
        ({"valid_from": datetime.date(2025, 12, 31), "valid_until": datetime.date(2025, 12, 31)}, OVERLAP),
        ({"valid_until": datetime.date(2025, 1, 1)}, "'Geldig tot en met' ligt vóór 'geldig vanaf'."),
        ({"low_capping": Decimal("1.00")}, ASCEND),
        ({"high_capping": models.F("low_capping")}, ASCEND),
        ({"social": models.F("high_capping")}, ASCEND),
        ({"mid_rent": models.F("social")}, ASCEND),
        ({"quality_discount": Decimal(-1)}, ASCEND),
    ],
)
def test_rent_limits_that_cannot_be(world: None, values: dict[str, Any], sentence: str) -> None:
    with refused(sentence):
        RentLimits.objects.filter(valid_from=datetime.date(2026, 1, 1)).update(**values)


def test_the_form_refuses_overlapping_rent_limits_with_the_same_sentence(world: None) -> None:
    limits = RentLimits.objects.get(valid_from=datetime.date(2026, 1, 1))
    limits.pk = None
    with pytest.raises(ValidationError) as caught:
        limits.full_clean()
    assert caught.value.messages == [OVERLAP]


def test_every_constraint_of_ours_speaks_dutch() -> None:
    default = models.CheckConstraint(condition=models.Q(), name="x").violation_error_message
    ours = [
        model
        for app in ("municipalities", "projects", "offers")
        for model in apps.get_app_config(app).get_models()
    ]
    constraints = [(model, each) for model in ours for each in model._meta.constraints]
    assert len(constraints) > 25
    for model, constraint in constraints:
        assert constraint.violation_error_message != default, f"{model.__name__}.{constraint.name}"


@pytest.mark.parametrize(
    ("model", "column", "sentence"),
    [
        (Region, "name", "Er is al een regio met deze naam."),
        (Municipality, "name", "Er is al een gemeente met deze naam."),
        (Corporation, "name", "Er is al een corporatie met deze naam."),
        (Corporation, "code", "Er is al een corporatie met deze code."),
        (HousingType, "label", "Deze naam is al in gebruik."),
        (RentClass, "label", "Deze naam is al in gebruik."),
        (SustainabilityLevel, "label", "Deze naam is al in gebruik."),
        (SustainabilityLevel, "code", "Deze code is al in gebruik."),
    ],
)
def test_capitals_and_spaces_make_no_other_name(
    model: type[models.Model], column: str, sentence: str, world: None
) -> None:
    Corporation.objects.create(code="ZO", name="Zuidoost")
    first, second = model._default_manager.order_by("pk")[:2]
    same = str(getattr(first, column)).swapcase()
    with refused(sentence):
        model._default_manager.filter(pk=second.pk).update(**{column: same})
    if column != "code":
        with refused(sentence):
            model._default_manager.filter(pk=second.pk).update(**{column: f"{same}\u200b"})


def test_two_types_of_one_form_have_other_variants(world: None) -> None:
    with refused("Deze bouwvorm heeft al een type met deze variant."):
        HousingType.objects.filter(code="gestapeld-met-lift").update(variant="Zonder Lift")


@pytest.mark.parametrize("model", [HousingType, RentClass, SustainabilityLevel])
@pytest.mark.parametrize("values", [{"label": "Onbekend"}, {"label": "n.t.b."}, {"code": "nnb"}])
def test_no_label_reads_as_unknown(model: type[models.Model], values: dict[str, str], world: None) -> None:
    row = model._default_manager.all()[0]
    with refused(READS_AS_UNKNOWN):
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("system", ["d p i", "dpï", "dpi:"])
def test_a_system_is_as_a_file_reads_it(system: str, add_project: AddProject) -> None:
    with refused(RULE["external_code_system"].sentence):
        ExternalCode.objects.create(project=add_project(), system=system, code="1")
