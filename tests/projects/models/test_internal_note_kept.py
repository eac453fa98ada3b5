"""The internal note itself: who writes and reads it, what moves with it, and the public notes of before."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from municipalities.access.tokens import Scope
from municipalities.models import ChangeMark, Figure, NoteToCheck
from projects.models import Project
from projects.pages.history import public_history
from tests.conftest import AddProject
from tests.municipalities.figures.test_write_figures import WHOLE as FIGURE
from tests.projects.api.test_write_projects import WHOLE
from tests.support.copies import wait_for_older_transactions
from tests.support.staff import person, signed_in
from tests.support.tokens import bearer, token_of
from tests.support.writing import FIGURES, LEAST, PROJECTS, send

NOTE = "Wacht op de wethouder."
TRIED = [
    (PROJECTS, {**WHOLE, "naam": "Nieuw plan"}, {"plaats": "Elders"}),
    (FIGURES, FIGURE, {"bron": "Elders"}),
]


@pytest.fixture
def publisher(brochure: dict[str, Any]) -> User:
    return person("Beheerder", "Heerlen")


@pytest.fixture
def writer(publisher: User) -> Client:
    return bearer(token_of(publisher, Scope.PUBLISH)[1])


@pytest.mark.parametrize(("where", "whole", "patch"), TRIED)
def test_a_token_writes_it_like_any_other_member(
    writer: Client, client: Client, where: str, whole: dict[str, Any], patch: dict[str, Any]
) -> None:
    made = send(writer, "POST", where, {**whole, "interneNotitie": NOTE})
    assert (made.status_code, made.json()["interneNotitie"]) == (201, NOTE), made.content
    address = made.headers["Location"]

    def after(method: str, body: Any) -> Any:
        answer = send(writer, method, address, body, **{"If-Match": "*"})
        assert answer.status_code == 200, answer.content
        return answer.json()["interneNotitie"]

    assert after("PATCH", patch) == NOTE
    assert after("PUT", writer.get(address).json()) == NOTE
    assert after("PATCH", {"interneNotitie": None}) is None
    assert after("PATCH", {"interneNotitie": f" {NOTE} "}) == NOTE
    assert b"interneNotitie" not in client.get(address).content
    assert after("PUT", whole) is None  # as any member that is not named


def test_a_delivery_of_many_writes_it(writer: Client) -> None:
    body = {"systeem": "dpi", "projecten": [{"code": "H1", **LEAST, "naam": "Nieuw", "interneNotitie": NOTE}]}
    assert send(writer, "POST", f"{PROJECTS}/_bijwerken", body).status_code == 200
    assert Project.objects.get(name="Nieuw").internal_note == NOTE


def test_a_row_of_another_municipality_shows_none(add_project: AddProject, writer: Client) -> None:
    elsewhere = add_project("Elders", gemeente="Maastricht", internal_note=NOTE)
    assert writer.get(f"{PROJECTS}/{elsewhere.pk}").json()["interneNotitie"] is None
    Figure.objects.update(internal_note=NOTE)
    wide = Figure.objects.filter(municipality=None).first()
    assert wide
    assert writer.get(f"{FIGURES}/{wide.pk}").json()["interneNotitie"] is None
    everywhere = bearer(token_of(person("Lezer", everywhere=True), Scope.READ)[1])
    assert everywhere.get(f"{FIGURES}/{wide.pk}").json()["interneNotitie"] == NOTE


def shown(client: Client, address: str) -> tuple[bytes, str]:
    answer = client.get(address)
    return (answer.getvalue() if answer.streaming else answer.content), answer.headers["ETag"]


ADDRESSES = ("{0}/{1}", "{0}", "{0}?formaat=csv")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("model", "where"), [(Project, PROJECTS), (Figure, FIGURES)])
def test_a_new_note_changes_nothing_for_the_public_and_does_for_a_token(
    writer: Client, client: Client, model: Any, where: str
) -> None:
    row = model.objects.filter(municipality__code="GM0917").order_by("pk").first()
    addresses = [each.format(where, row.pk) for each in ADDRESSES]
    marks = list(ChangeMark.objects.order_by("resource", "key").values())
    public, own = ([shown(each, address) for address in addresses] for each in (client, writer))
    others = [client.get(address).content for address in ("/sitemap.xml", "/catalogus.ttl")]
    wait_for_older_transactions()
    until = client.get(f"{where}/wijzigingen?paginaGrootte=1000").json()["verder"]
    row.internal_note = NOTE
    row.save()
    assert list(ChangeMark.objects.order_by("resource", "key").values()) == marks
    assert [shown(client, address) for address in addresses] == public
    assert [client.get(address).content for address in ("/sitemap.xml", "/catalogus.ttl")] == others
    assert client.get(f"{where}/wijzigingen?gewijzigdNa={until}").json()["wijzigingen"] == []
    now = [shown(writer, address) for address in addresses]
    assert all(set(before).isdisjoint(after) for before, after in zip(own, now, strict=True))
    # Another change with it is told, as ever.
    row.source, row.internal_note = "Ander bod", "Weer anders."
    row.save()
    assert list(ChangeMark.objects.order_by("resource", "key").values()) != marks


@pytest.mark.django_db(transaction=True)
def test_a_new_note_raises_the_version_and_is_no_public_history(add_project: AddProject) -> None:
    project = add_project(note="Bekend.")
    for write in (
        lambda: Project.objects.filter(pk=project.pk).update(internal_note=NOTE),
        lambda: Project(**{**Project.objects.values().get(pk=project.pk), "internal_note": "Ander."}).save(),
    ):
        before = Project.objects.get(pk=project.pk)
        write()
        after = Project.objects.get(pk=project.pk)
        assert (after.version, after.modified_at) == (before.version + 1, before.modified_at)
    assert public_history(project).entries == []


@pytest.mark.django_db(transaction=True)
def test_the_history_of_staff_shows_it_and_puts_it_back(
    admin_client: Client, add_project: AddProject
) -> None:
    project = add_project()
    Project.objects.filter(pk=project.pk).update(internal_note=NOTE)
    page = admin_client.get(f"/beheer/projects/project/{project.pk}/history/").content.decode()
    assert "nterne notitie" in page
    assert NOTE in page


def test_the_forms_keep_the_two_notes_apart(admin_client: Client, brochure: dict[str, Any]) -> None:
    project, figure = Project.objects.first(), Figure.objects.first()
    assert project
    assert figure
    for address in (
        f"/beheer/projects/project/{project.pk}/change/",
        f"/beheer/municipalities/figure/{figure.pk}/change/",
    ):
        page = admin_client.get(address).content.decode()
        internal = page[page.index("Alleen voor medewerkers</h2>") :]
        assert 'name="internal_note"' in internal
        assert 'name="note"' not in internal
        assert "Toelichting voor het publiek:</label>" in page
        assert "Staat op geen openbare pagina, in geen open data en in geen bod." in internal
    card = admin_client.get("/beheer/municipalities/figure/kaart/?gebied=GM0917&jaar=2022").content.decode()
    assert (
        card.count('data-label="Interne notitie"')
        == card.count('data-label="Toelichting voor het publiek"')
        > 10
    )


# The public notes of before

CHECK = {
    Project: "/beheer/projects/project/toelichtingen/",
    Figure: "/beheer/municipalities/figure/toelichtingen/",
}


def to_check(*rows: Any) -> None:
    """Put rows on the list, as the migrations did with what was there."""
    NoteToCheck.objects.bulk_create(NoteToCheck(table_name=each._meta.db_table, key=each.pk) for each in rows)


@pytest.fixture
def old(add_project: AddProject, brochure: dict[str, Any]) -> list[Any]:
    """Two notes of before in Heerlen and one in Maastricht, of projects and of figures."""
    projects = [
        add_project(name, note=f"Van {name}.", gemeente=place)
        for name, place in (("Een", "Heerlen"), ("Twee", "Heerlen"), ("Drie", "Maastricht"))
    ]
    figures = list(Figure.objects.filter(municipality__code="GM0917", status="definitief")[:2])
    for each in figures:
        Figure.objects.filter(pk=each.pk).update(note="Van een cijfer.")
    to_check(*projects, *figures)
    return [*projects, *figures]


@pytest.fixture
def editor(old: list[Any]) -> Client:
    return signed_in(person("Redacteur", "Heerlen"))


@pytest.mark.parametrize("model", [Project, Figure])
def test_old_public_notes_are_listed_until_they_are_looked_at(
    editor: Client, old: list[Any], model: Any
) -> None:
    first, second = [each for each in old if isinstance(each, model)][:2]
    address = CHECK[model]
    assert address in editor.get("/beheer/").content.decode()
    page = editor.get(address).content.decode()
    assert page.count('name="rij"') == 2
    assert "Van Drie." not in page
    editor.post(address, {"rij": first.pk, "gezien": "x"})
    assert editor.get(address).content.decode().count('name="rij"') == 1
    editor.post(address, {"rij": second.pk, "intern": "x"})
    note = model.objects.get(pk=first.pk).note
    assert note.startswith("Van")
    moved = model.objects.get(pk=second.pk)
    assert (moved.note, moved.internal_note[:3]) == ("", "Van")
    assert "Er is niets meer na te kijken." in editor.get(address).content.decode()
    assert address not in editor.get("/beheer/").content.decode()


def test_what_a_user_may_not_write_is_neither_listed_nor_moved(editor: Client, old: list[Any]) -> None:
    third = old[2]
    for name in ("gezien", "intern"):
        editor.post(CHECK[Project], {"rij": third.pk, name: "x"})
    assert Project.objects.get(pk=third.pk).note == "Van Drie."
    assert NoteToCheck.objects.filter(key=third.pk, table_name="projects_project").exists()
    reader = signed_in(person("Lezer", "Heerlen"))
    assert {reader.get(address).status_code for address in CHECK.values()} == {403}
    assert editor.post(CHECK[Project], {"rij": "x", "gezien": "x"}).status_code == 400


def test_a_note_that_becomes_another_was_looked_at(editor: Client, old: list[Any]) -> None:
    for each in (old[0], old[3]):
        type(each).objects.filter(pk=each.pk).update(note="Nieuw.")
        assert not NoteToCheck.objects.filter(table_name=each._meta.db_table, key=each.pk).exists()
    type(old[1]).objects.filter(pk=old[1].pk).update(place="Elders")
    assert NoteToCheck.objects.filter(table_name="projects_project", key=old[1].pk).exists()


def test_a_figure_that_says_why_it_is_in_doubt_keeps_its_note(editor: Client, old: list[Any]) -> None:
    figure = old[3]
    Figure.objects.filter(pk=figure.pk).update(status="afgeleid")
    page = editor.post(
        CHECK[Figure], {"rij": [figure.pk, old[4].pk], "intern": "x"}, follow=True
    ).content.decode()
    assert "Zeg in de toelichting voor het publiek waarom het cijfer is afgeleid" in page
    assert "Intern gemaakt: 1." in page
    assert Figure.objects.get(pk=figure.pk).note == "Van een cijfer."


def test_the_list_asks_as_much_for_many_as_for_few(
    editor: Client, old: list[Any], add_project: AddProject
) -> None:
    counts = []
    for turn in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor.get(CHECK[Project])
        counts.append(len(queries))
        to_check(*(add_project(f"Nog een {turn} {number}", note="Van meer.") for number in range(10)))
    assert counts[0] == counts[1] <= 12
