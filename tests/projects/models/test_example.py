"""The example set: there only when asked for, always marked, the same each time, and gone by one command."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from municipalities.models import Municipality
from offers.models import Offer, OfferedProject
from projects.models import ExternalCode, Project, ProjectRentClass

MARK = "<strong>Voorbeelddata.</strong>"


def facts() -> list[tuple[Any, ...]]:
    examples = Project.objects.filter(is_example=True).order_by("id")
    return list(examples.values_list("municipality__code", "name", "dwellings", "start_year", "kind"))


@pytest.fixture
def example(brochure: dict[str, Any]) -> Callable[[int], None]:
    def make(amount: int) -> None:
        call_command("example", str(amount), verbosity=0)

    return make


def test_it_is_never_there_by_default(client: Client, brochure: dict[str, Any]) -> None:
    assert not Project.objects.filter(is_example=True).exists()
    assert MARK not in client.get("/").content.decode()


def test_every_page_that_holds_it_says_so(client: Client, example: Callable[[int], None]) -> None:
    example(500)
    project = Project.objects.public().filter(is_example=True, municipality__slug="vaals").first()
    assert project
    pages = ["/", "/gemeenten/", "/gemeenten/vaals/?jaar=2024", "/projecten/", project.get_absolute_url()]
    for address in pages:
        assert MARK in client.get(address).content.decode(), address
    real = Project.objects.get(name="Spoorsingel").get_absolute_url()
    page = client.get(real).content.decode()
    assert MARK not in page
    assert "Voorbeeldproject" not in page  # nor stand invented neighbours beside a real project
    assert MARK not in client.get("/projecten/?zoek=Spoorsingel").content.decode()


def test_the_back_office_says_so_too(admin_client: Client, example: Callable[[int], None]) -> None:
    list_page = "/beheer/projects/project/"
    assert "verzonnen" not in admin_client.get(list_page).content.decode()
    example(10)
    assert "verzonnen" in admin_client.get(list_page).content.decode()
    assert "verzonnen" not in admin_client.get(f"{list_page}?zoek=Spoorsingel").content.decode()
    change = f"{list_page}{Project.objects.filter(is_example=True).first().pk}/change/"  # type: ignore[union-attr]
    assert "verzonnen" in admin_client.get(change).content.decode()


def test_it_covers_every_municipality_and_is_the_same_each_time(example: Callable[[int], None]) -> None:
    example(500)
    first = facts()
    assert len(first) == 500
    assert len({row[0] for row in first}) == Municipality.objects.count() == 31
    assert {row[4] for row in first} == {"nieuwbouw", "renovatie", "sloop", "aankoop"}
    example(0)
    example(500)
    assert facts() == first


def test_asking_again_keeps_what_staff_did_with_it(example: Callable[[int], None]) -> None:
    example(20)
    project = Project.objects.filter(is_example=True).first()
    assert project
    Project.objects.filter(pk=project.pk).update(dwellings=777)
    example(20)
    project.refresh_from_db()
    assert project.dwellings == 777


def test_removing_takes_all_of_it_and_nothing_else(example: Callable[[int], None]) -> None:
    entries = ProjectRentClass.objects.count()
    example(500)
    project = Project.objects.filter(is_example=True).first()
    assert project
    ExternalCode.objects.create(project=project, system="dpi", code="1")
    example(0)
    assert Project.objects.count() == 6
    assert ProjectRentClass.objects.count() == entries
    assert not ExternalCode.objects.exists()


def test_a_set_that_fails_leaves_the_old_one(
    example: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    example(20)
    before = facts()
    monkeypatch.setattr("projects.example._types", lambda *_: iter([(0, 0)]))
    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT012 - the check is the commit
        example(30)
        connection.check_constraints()
    assert facts() == before


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_make_one_set(example: Callable[[int], None]) -> None:
    def make(amount: int) -> None:
        try:
            example(amount)
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=[amount]) for amount in (30, 25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Project.objects.filter(is_example=True).count() in {25, 30}


def test_new_projects_get_a_number_after_the_set(example: Callable[[int], None]) -> None:
    example(100)
    spoorsingel = Project.objects.get(name="Spoorsingel")
    spoorsingel.pk, spoorsingel.name = None, "Nieuw"
    spoorsingel.save()
    assert spoorsingel.pk > max(Project.objects.filter(is_example=True).values_list("pk", flat=True))


@pytest.mark.parametrize("amount", ["-1", "veel", "1.5"])
def test_another_amount_is_refused_in_dutch(amount: str) -> None:
    with pytest.raises(CommandError, match="geef een heel aantal"):
        call_command("example", "--", amount)


def offered() -> list[tuple[Any, ...]]:
    rows = OfferedProject.objects.filter(version__offer__is_example=True)
    return list(
        rows.order_by("version__offer__municipality__name", "version__offer__year", "version", "position")
        .values_list("version__offer__year", "version__number", "section", "facts__naam")
    )  # fmt: skip


def test_it_holds_published_boden_that_are_the_same_each_time_and_go_with_it(
    example: Callable[[int], None], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(200):
        example(500)
    first = offered()
    examples = Offer.objects.filter(is_example=True)
    assert examples.count() == examples.public().count() == 10
    assert {(year, number) for year, number, _, _ in first} == {(2025, 1), (2026, 1), (2026, 2)}
    assert all("Voorbeeldproject" in name for _, _, _, name in first)
    example(40)
    assert offered() != first
    example(500)
    assert offered() == first
    example(0)
    assert Offer.objects.get().year == 2022  # the brochure


def test_it_leaves_a_bod_of_staff_as_it_is(example: Callable[[int], None]) -> None:
    real = Offer.objects.get()
    first = Municipality.objects.order_by("name")[0]
    own = Offer.objects.create(corporation=real.corporation, municipality=first, year=2026)
    example(500)
    assert Offer.objects.filter(is_example=True).count() == 9
    assert not own.versions.exists()
