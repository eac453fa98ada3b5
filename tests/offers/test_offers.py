"""The bod: what a version freezes, that nothing changes it, and the rules of the database around it."""

import datetime
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from municipalities.models import Corporation, Municipality, RentLimits
from offers.freezing import content_now, freeze
from offers.models import Offer, OfferedProject, OfferVersion
from offers.models import offer as models
from offers.models.events import OfferEvent, OfferVersionEvent
from offers.publishing import MOVED, NOTHING, SAME, SAY_WHAT, publish
from projects.models import Project, RentClass
from tests.conftest import AddProject, refused
from wonen.history.entries import HistoryEntry
from wonen.history.undo.plans import undoing

ACC = {"code": "ACC", "name": "Wonen Limburg Accent"}


@pytest.fixture
def offer(world: None) -> Offer:
    """An offer of Wonen Limburg to Heerlen for 2027, without any version."""
    return Offer.objects.create(
        corporation=Corporation.objects.get(code="WL"),
        municipality=Municipality.objects.get(name="Heerlen"),
        year=2027,
    )


@pytest.fixture
def published(offer: Offer, add_project: AddProject) -> OfferVersion:
    add_project(start_year=2027, dwellings=20, certain={"betaalbaar": 12})
    return publish(offer.pk, "", None)


def names(version: OfferVersion) -> list[tuple[str, str]]:
    return [(each.section, str(each)) for each in version.projects.order_by("position")]


def test_a_version_holds_the_public_projects_of_the_overview_in_its_order(
    offer: Offer, add_project: AddProject
) -> None:
    accent = Corporation.objects.create(parent=offer.corporation, **ACC)
    other = Corporation.objects.create(code="WP", name="Woonpunt")
    add_project("Later", start_year=2029)
    add_project("Van Accent", start_year=2027, kind="renovatie", corporation=accent)
    add_project("Nu", start_year=2027)
    add_project("Bezig", start_year=2025)
    add_project("Opgeleverd", delivery_year=2026)
    add_project("Concept", start_year=2027, is_public=False)
    add_project("Van een ander", start_year=2027, corporation=other)
    add_project("Elders", start_year=2027, gemeente="Maastricht")
    add_project("Verzonnen", start_year=2027, is_example=True)
    whole = add_project("Geheel", start_year=2027)
    add_project("Geheel (fase 1)", start_year=2027, parent=whole)
    version = publish(offer.pk, "", None)
    assert names(version) == [
        ("nieuwbouw", "Nu"),
        ("nieuwbouw", "Geheel (fase 1)"),
        ("renovatie", "Van Accent"),
        ("onderzoek", "Later"),
        ("uitvoering", "Bezig"),
    ]
    assert (version.number, version.project_count, version.price_level) == (1, 5, 2026)


def test_a_version_keeps_what_stood_there_whatever_happens_to_the_project(published: OfferVersion) -> None:
    number = Project.objects.get().pk
    RentClass.objects.filter(code="betaalbaar").update(label="Anders genoemd")
    Project.objects.update(name="Anders", dwellings=24, start_year=2028)
    RentLimits.objects.filter(valid_from__year=2026).delete()
    Project.objects.get().delete()
    frozen = published.projects.get()
    assert frozen.project_id == number
    assert frozen.facts["naam"] == "Spoorsingel"
    assert frozen.facts["aantalWoningen"] == 20
    assert frozen.facts["start"] == {"jaar": 2027, "kwartaal": None}
    assert frozen.facts["gedrukt"]["aantalWoningen"] == "20 woningen"
    assert frozen.facts["gedrukt"]["huurprijsklassen"] == "Betaalbaar"
    assert frozen.facts["huurprijsklassen"] == [
        {"klasse": "betaalbaar", "mogelijk": False, "aantalWoningen": 12}
    ]
    published.refresh_from_db()
    assert published.price_level == 2026


def add(published: OfferVersion) -> None:
    row = {"project_id": 0, "section": "nieuwbouw", "position": 9, "facts": {"naam": "Erbij"}}
    OfferedProject.objects.create(version=published, **row)


FROZEN: dict[str, tuple[str, Callable[[OfferVersion], Any]]] = {
    "a note": (models.FROZEN, lambda _: OfferVersion.objects.update(note="Anders")),
    "a moment": (models.FROZEN, lambda each: each.save()),
    "a version": (models.FROZEN, lambda _: OfferVersion.objects.all()._raw_delete("default")),
    "facts": (models.FROZEN, lambda _: OfferedProject.objects.update(facts={"naam": "Anders"})),
    "a section": (models.FROZEN, lambda _: OfferedProject.objects.update(section="renovatie")),
    "a row": (models.FROZEN, lambda _: OfferedProject.objects.all().delete()),
    "one row more": (models.COMPLETE, add),
    "another year": (models.FIXED, lambda _: Offer.objects.update(year=2028)),
    "invented after all": (models.FIXED, lambda _: Offer.objects.update(is_example=True)),
    "the offer": (models.PUBLISHED, lambda _: Offer.objects.all()._raw_delete("default")),
}


@pytest.mark.parametrize("name", FROZEN)
def test_what_is_published_never_changes(published: OfferVersion, name: str) -> None:
    sentence, change = FROZEN[name]
    with refused(sentence):
        change(published)


@pytest.mark.parametrize("number", [1, 3])
def test_versions_are_numbered_without_gaps(published: OfferVersion, number: int) -> None:
    with refused(models.NUMBERED):
        freeze(published.offer, number, content_now(published.offer), note="Nog eens")


def test_a_version_holds_as_many_projects_as_it_says(offer: Offer) -> None:
    with refused(models.COMPLETE):
        OfferVersion.objects.create(offer=offer, number=1, project_count=1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Er is al een bod van deze corporatie aan deze gemeente voor dit jaar."),
        ({"year": 1989}, "Een jaar ligt tussen 1990 en 2100."),
        ({"year": 2101}, "Een jaar ligt tussen 1990 en 2100."),
    ],
)
def test_an_offer_that_cannot_be(offer: Offer, values: dict[str, Any], sentence: str) -> None:
    again = Offer(
        **{"corporation": offer.corporation, "municipality": offer.municipality, "year": 2027, **values}
    )
    with refused(sentence):
        again.save()
    with pytest.raises(ValidationError) as caught:
        again.full_clean()
    assert caught.value.messages == [sentence]


def test_a_connected_company_speaks_through_its_corporation(offer: Offer) -> None:
    accent = Corporation.objects.create(parent=offer.corporation, **ACC)
    with refused(models.ITSELF):
        Offer.objects.filter(pk=offer.pk).update(corporation=accent)
    offer.corporation = accent
    with pytest.raises(ValidationError) as caught:
        offer.full_clean()
    assert caught.value.message_dict == {"corporation": [models.ITSELF]}


def test_an_offer_without_a_version_can_be_changed_and_removed(offer: Offer) -> None:
    Offer.objects.update(year=2028)
    offer.delete()
    assert not Offer.objects.exists()


def test_only_what_was_published_is_public(offer: Offer, add_project: AddProject) -> None:
    assert not Offer.objects.public().exists()
    add_project(start_year=2027)
    publish(offer.pk, "", None)
    assert Offer.objects.public().get() == offer


def test_without_a_project_there_is_nothing_to_publish(offer: Offer) -> None:
    with pytest.raises(ValidationError) as caught:
        publish(offer.pk, "", None)
    assert caught.value.messages == [NOTHING.format(year=2027)]
    assert not OfferVersion.objects.exists()


def test_a_version_that_equals_the_last_is_refused(published: OfferVersion) -> None:
    Project.objects.get().save()  # that it was saved again is no change
    with pytest.raises(ValidationError) as caught:
        publish(published.offer_id, "Nog eens", None)
    assert caught.value.messages == [SAME.format(number=1)]


def test_a_correction_is_a_new_version_that_says_what_it_corrects(published: OfferVersion) -> None:
    Project.objects.update(dwellings=24)
    with pytest.raises(ValidationError) as caught:
        publish(published.offer_id, "  ", None)
    assert caught.value.message_dict == {"note": [SAY_WHAT]}
    second = publish(published.offer_id, " Het aantal was verkeerd. ", None)
    assert (second.number, second.note) == (2, "Het aantal was verkeerd.")
    assert [each.projects.get().facts["aantalWoningen"] for each in (published, second)] == [20, 24]
    with refused(SAY_WHAT):
        OfferVersion.objects.create(offer=published.offer, number=3, project_count=0)


def test_a_correction_may_take_the_last_project_away(published: OfferVersion) -> None:
    Project.objects.update(is_public=False)
    assert publish(published.offer_id, "Ingetrokken", None).project_count == 0
    with pytest.raises(ValidationError) as caught:
        publish(published.offer_id, "Nog eens", None)
    assert caught.value.messages == [SAME.format(number=2)]


def test_what_changed_after_it_was_looked_at_is_not_published(offer: Offer, add_project: AddProject) -> None:
    project = add_project(start_year=2027)
    seen = content_now(offer).digest
    Project.objects.filter(pk=project.pk).update(dwellings=3)
    with pytest.raises(ValidationError) as caught:
        publish(offer.pk, "", None, seen=seen)
    assert caught.value.messages == [MOVED]
    assert publish(offer.pk, "", None, seen=content_now(offer).digest).number == 1


def test_publishing_is_one_act_in_the_history_that_cannot_be_undone(
    offer: Offer, add_project: AddProject, admin_user: Any
) -> None:
    add_project(start_year=2027)
    publish(offer.pk, "", admin_user.pk)
    entry = HistoryEntry.objects.newest_first()[0]
    assert (entry.user, entry.how) == (
        admin_user,
        "gepubliceerd: Bod 2027 van Wonen Limburg aan Heerlen",
    )
    plan = undoing(entry)
    assert not plan.can
    assert [each.sentence for each in plan.problems] == [
        "Wat met versies van een bod is gebeurd, kan niet ongedaan worden gemaakt."
    ]


def test_an_invented_offer_can_be_removed_whole_and_leaves_no_history(
    offer: Offer, add_project: AddProject
) -> None:
    invented = Offer.objects.create(
        corporation=offer.corporation, municipality=offer.municipality, year=2026, is_example=True
    )
    add_project("Echt", start_year=2026)
    add_project("Verzonnen", start_year=2026, is_example=True)
    assert names(publish(invented.pk, "", None)) == [("nieuwbouw", "Verzonnen")]
    OfferedProject.objects.all().delete()
    OfferVersion.objects.all().delete()
    invented.delete()
    assert list(OfferEvent.objects.values_list("pgh_obj_id", flat=True)) == [offer.pk]
    assert not OfferVersionEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_that_publish_at_once_make_one_version() -> None:
    call_command("load_brochure", verbosity=0)
    offer = Offer.objects.create(
        corporation=Corporation.objects.get(code="WL"),
        municipality=Municipality.objects.get(name="Heerlen"),
        year=2024,
    )
    told: list[str] = []

    def try_it() -> None:
        try:
            with transaction.atomic():
                publish(offer.pk, "", None)
        except (ValidationError, IntegrityError) as error:
            told.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.number for each in offer.versions.all()] == [1]
    assert told == [str([SAME.format(number=1)])] * 3


def test_the_sentences_are_those_of_the_migration() -> None:
    folder = Path(models.__file__).parents[1] / "migrations" / "sql"
    text = (folder / "after_tables.sql").read_text(encoding="utf-8")
    for name, sentence in models.RULES_ACROSS_ROWS.items():
        assert f"'{sentence}'" in text
        assert f"'{name}'" in text
    for sentence in (models.MOMENT, models.FROZEN):
        assert f"'{sentence}'" in text


MOMENTS = {
    "long ago": "2021-01-01T00:00Z",
    "to come": "2199-01-01T00:00Z",
    "a moment ago": datetime.datetime.now(datetime.UTC).isoformat(),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_nobody_chooses_when_a_version_was_published(offer: Offer, name: str) -> None:
    with refused(models.MOMENT):
        OfferVersion.objects.create(offer=offer, number=1, project_count=1, published_at=MOMENTS[name])
    with refused(models.MOMENT), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO offers_offerversion (offer_id, number, note, project_count, published_at) "
            "VALUES (%s, 1, '', 1, %s)",
            [offer.pk, MOMENTS[name]],
        )


def test_a_version_is_published_when_it_is_added(offer: Offer, add_project: AddProject) -> None:
    add_project(start_year=2027)
    before = timezone.now()
    version = publish(offer.pk, "", None)
    assert before <= version.published_at <= timezone.now()
    assert OfferVersion.objects.get().published_at == version.published_at
    assert OfferVersionEvent.objects.get().published_at == version.published_at
    Project.objects.update(dwellings=3)
    assert publish(offer.pk, "Het aantal", None).published_at > version.published_at


def test_an_offer_without_a_project_cannot_be_published(offer: Offer) -> None:
    with refused(models.EMPTY):
        freeze(offer, 1, content_now(offer))
    with pytest.raises(ValidationError) as caught:
        OfferVersion(offer=offer, number=1, project_count=0).full_clean()
    assert models.EMPTY in caught.value.messages
