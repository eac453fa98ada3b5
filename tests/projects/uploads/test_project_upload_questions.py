"""Whether a row is a known project: asked where it is nearly one, and never decided for the sender."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from municipalities.access import editable as access
from municipalities.models import Municipality, StaffArea
from projects.models import ExternalCode, Project
from projects.models.staging import ProjectUpload, UploadRow
from projects.uploads import diff as judging
from projects.uploads.reader import into_staging as reading
from tests.conftest import AddProject
from tests.support.project_sheets import (
    HEADERS,
    ROW,
    UPLOAD,
    act,
    apply,
    changes,
    counts,
    given,
    listed,
    problems,
    stored,
    upload_of,
)
from tests.support.sheets import book
from wonen.spreadsheets.upload.stored_file import KEPT

NEAR = ["Dr. Jaegerstraat", *ROW[1:]]


def answered(client: Client, page: Any, answer: str, row: int = 1) -> Any:
    return act(client, page, "beantwoorden", rij=str(row), antwoord=answer)


@pytest.fixture
def known(add_project: AddProject) -> Project:
    return add_project("Dr Jaegerstraat", dwellings=13)


def test_a_nearly_equal_name_asks_and_nothing_applies_before_the_answer(
    admin_client: Client, known: Project
) -> None:
    page = given(admin_client, listed(NEAR))
    assert counts(page) == (0, 1, 0, 0, 0)
    text = page.content.decode()
    assert "Er is een project met bijna dezelfde naam. Is het hetzelfde project?" in text
    assert 'name="toepassen"' not in text
    before = stored()
    assert apply(admin_client, page).status_code == 409
    assert stored() == before
    kept = answered(admin_client, page, f"naam-blijft-{known.pk}")
    assert changes(kept) == [["Aantal woningen", "13 woningen", "20 woningen"]]
    apply(admin_client, kept)
    known.refresh_from_db()
    assert (known.name, known.dwellings, Project.objects.count()) == ("Dr Jaegerstraat", 20, 1)


def test_the_same_project_may_get_the_name_of_the_file(admin_client: Client, known: Project) -> None:
    page = answered(admin_client, given(admin_client, listed(NEAR)), f"naam-wordt-{known.pk}")
    assert changes(page)[0] == ["Naam", "Dr Jaegerstraat", "Dr. Jaegerstraat"]
    apply(admin_client, page)
    known.refresh_from_db()
    assert (known.name, Project.objects.count()) == ("Dr. Jaegerstraat", 1)


def test_a_nearly_equal_name_may_be_another_project(admin_client: Client, known: Project) -> None:
    page = answered(admin_client, given(admin_client, listed(NEAR)), "nieuw")
    assert counts(page) == (0, 0, 1, 0, 0)
    again = act(admin_client, page, "opnieuw")
    assert counts(again) == (0, 0, 1, 0, 0), "the answer stays"
    apply(admin_client, again)
    assert set(Project.objects.values_list("name", flat=True)) == {"Dr Jaegerstraat", "Dr. Jaegerstraat"}


def test_a_new_project_without_a_kind_asks_twice(admin_client: Client, known: Project) -> None:
    headers = ["Naam", "Gemeente", "Corporatie", "Aantal"]
    rows = [
        ["Dr. Jaegerstraat", "Heerlen", "WL", 5],
        ["Parklaan", "Heerlen", "WL", 5],
        ["Kade", "Heerlen", "WL", 5],
    ]
    page = given(admin_client, book([headers, *rows]))
    assert counts(page) == (0, 3, 0, 0, 0)
    page = answered(admin_client, page, "nieuw")
    assert counts(page) == (0, 3, 0, 0, 0)
    assert "Soort van alle 3 projecten waar er geen staat" in page.content.decode()
    page = act(admin_client, page, "beantwoorden", rij="alle", antwoord="sloop")
    assert counts(page) == (0, 0, 3, 0, 0)
    apply(admin_client, page)
    assert Project.objects.filter(kind="sloop").count() == 3


@pytest.mark.parametrize(
    ("row", "answer"),
    [("1", ""), ("1", "sloop"), ("1", "naam-blijft-999"), ("1", "naam-blijft-x"), ("1", "naam-wordt-²"),
     ("1", "nieuw\0"), ("2", "nieuw"), ("9" * 17, "nieuw"), ("9" * 30, "nieuw"),
     ("x", "nieuw"), ("alle", "nieuw")],
)  # fmt: skip
def test_what_is_no_answer_changes_nothing(
    admin_client: Client, known: Project, row: str, answer: str
) -> None:
    page = given(admin_client, listed(NEAR))
    after = act(admin_client, page, "beantwoorden", rij=row, antwoord=answer)
    assert after.status_code in {200, 400}
    assert counts(after) == (0, 1, 0, 0, 0)
    assert upload_of(after).rows.get().answers == {}


@pytest.mark.parametrize("more", ["7", "9" * 5000])
def test_only_a_project_that_was_proposed_is_an_answer(
    admin_client: Client, known: Project, more: str
) -> None:
    page = given(admin_client, listed(NEAR))
    after = answered(admin_client, page, f"naam-blijft-{known.pk:018d}{more}")
    assert after.status_code == 400
    assert upload_of(after).rows.get().answers == {}


def test_two_rows_cannot_be_answered_to_be_the_same_project(admin_client: Client, known: Project) -> None:
    page = given(admin_client, listed(NEAR, ["Dr Jaegerstraatt", *ROW[1:]]))
    assert counts(page) == (0, 2, 0, 0, 0)
    page = answered(admin_client, page, f"naam-blijft-{known.pk}", 1)
    page = answered(admin_client, page, f"naam-blijft-{known.pk}", 2)
    assert page.status_code == 400
    assert "Een andere rij gaat al over dat project." in page.content.decode()
    assert counts(page) == (0, 1, 0, 1, 0)


def test_a_number_with_another_name_asks(admin_client: Client, known: Project) -> None:
    page = given(admin_client, book([["Nummer", *HEADERS], [known.pk, *ROW]]))
    assert counts(page) == (0, 1, 0, 0, 0)
    assert "Dit nummer hoort in Wonen bij een project met een andere naam." in page.content.decode()
    assert answered(admin_client, page, "nieuw").status_code == 400
    page = answered(admin_client, page, f"naam-wordt-{known.pk}")
    assert changes(page)[0] == ["Naam", "Dr Jaegerstraat", "Spoorsingel"]


def test_a_code_finds_the_project_whatever_its_name(admin_client: Client, known: Project) -> None:
    ExternalCode.objects.create(project=known, system="dpi", code="A 1")
    page = given(admin_client, book([[*HEADERS, "Codes elders"], [*ROW, "dpi: A 1"]]))
    assert changes(page)[0] == ["Naam", "Dr Jaegerstraat", "Spoorsingel"]
    both = given(
        admin_client,
        book(
            [
                ["Nummer", *HEADERS, "Codes elders"],
                [None, *ROW, "dpi: A 1"],
                [known.pk, "Dr Jaegerstraat", *ROW[1:], None],
            ]
        ),
    )
    assert problems(both)[0][3].startswith("Dit project staat er al")


def test_a_name_that_another_project_has_is_refused(
    admin_client: Client, known: Project, add_project: AddProject
) -> None:
    add_project("Spoorsingel")
    page = answered(
        admin_client,
        given(admin_client, book([["Nummer", *HEADERS], [known.pk, *ROW]])),
        f"naam-wordt-{known.pk}",
    )
    assert problems(page)[0][3] == "Deze gemeente heeft al een project met deze naam."


def test_what_somebody_changed_meanwhile_is_not_overwritten(admin_client: Client, known: Project) -> None:
    page = given(admin_client, listed(["Dr Jaegerstraat", *ROW[1:]], ["Nieuw plan", *ROW[1:]]))
    Project.objects.filter(pk=known.pk).update(note="Net ingevuld", dwellings=14)
    before = stored()
    refused = apply(admin_client, page)
    assert refused.status_code == 409
    assert "Na uw voorbeeld is gewijzigd: &#x27;Dr Jaegerstraat&#x27;" in refused.content.decode()
    assert stored() == before
    again = act(admin_client, refused, "opnieuw")
    assert again.status_code == 200
    assert changes(again) == [["Aantal woningen", "14 woningen", "20 woningen"]]
    apply(admin_client, again)
    known.refresh_from_db()
    assert (known.dwellings, known.note, Project.objects.count()) == (20, "Net ingevuld", 2)


def test_parts_removed_projects_and_names_taken_meanwhile_are_noticed(
    admin_client: Client, known: Project, add_project: AddProject
) -> None:
    content = listed(["Dr Jaegerstraat", *ROW[1:]], ["Nieuw plan", *ROW[1:]])
    page = given(admin_client, content)
    code = ExternalCode.objects.create(project=known, system="dpi", code="1")
    assert apply(admin_client, page).status_code == 409
    code.delete()
    taken = add_project("nieuw plan ")
    assert "&#x27;Nieuw plan&#x27;" in apply(admin_client, page).content.decode()
    taken.delete()
    known.delete()
    assert apply(admin_client, page).status_code == 409
    again = act(admin_client, page, "opnieuw")
    assert counts(again) == (0, 0, 2, 0, 0)


def test_only_its_sender_sees_a_file_and_only_for_a_day(
    admin_client: Client, client: Client, known: Project
) -> None:
    page = given(admin_client, listed(ROW))
    address = f"{UPLOAD}{upload_of(page).pk}/"
    assert f'{address}"' in admin_client.get(UPLOAD).content.decode()
    client.force_login(User.objects.create_superuser("ander"))
    assert client.get(address).status_code == 404
    assert client.post(address, {"toepassen": "x"}).status_code == 404
    assert f'{address}"' not in client.get(UPLOAD).content.decode()
    ProjectUpload.objects.update(created_at=timezone.now() - KEPT * 1.1)
    gone = admin_client.get(address)
    assert gone.status_code == 404
    assert "Dit bestand is er niet meer" in gone.content.decode()
    admin_client.get(UPLOAD)
    assert not ProjectUpload.objects.exists()
    assert not UploadRow.objects.exists()


def test_a_file_can_be_thrown_away(admin_client: Client, known: Project) -> None:
    page = given(admin_client, listed(ROW))
    after = act(admin_client, page, "weggooien")
    assert "Er is niets gewijzigd; het bestand is weggegooid." in after.content.decode()
    assert not ProjectUpload.objects.exists()
    assert admin_client.post(f"{UPLOAD}{upload_of(page).pk}/", {"iets": "x"}).status_code == 404


def staff(*codenames: str) -> User:
    user = User.objects.create_user("beleid", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    StaffArea.objects.create(user=user, everywhere=True)
    return user


@pytest.mark.parametrize(
    "codenames", [(), ("add_project",), ("change_project",), ("add_project", "view_project")]
)
def test_who_may_not_add_and_change_projects_gets_no_further(
    client: Client, known: Project, codenames: tuple[str, ...]
) -> None:
    client.force_login(staff(*codenames))
    for address in (UPLOAD, f"{UPLOAD}sjabloon/", f"{UPLOAD}1/"):
        assert client.get(address).status_code == 403
        assert address == f"{UPLOAD}sjabloon/" or client.post(address).status_code == 403
    client.logout()
    assert client.get(UPLOAD).status_code == 302


def test_only_who_may_publish_makes_projects_public(client: Client, known: Project) -> None:
    user = staff("add_project", "change_project")
    client.force_login(user)
    content = book(
        [
            [*HEADERS, "Openbaar"],
            [*ROW, "ja"],
            ["Parklaan", *ROW[1:], "nee"],
            ["Dr Jaegerstraat", *ROW[1:], "nee"],
        ]
    )
    page = given(client, content, openbaar="on")
    assert counts(page) == (2, 0, 1, 0, 0)
    assert [(row, column) for row, column, *_ in problems(page)] == [(2, "F Openbaar"), (4, "F Openbaar")]
    assert problems(page)[0][3].startswith("U mag projecten niet openbaar maken of verbergen.")
    kind = ContentType.objects.get_for_model(Project)
    publish, _ = Permission.objects.get_or_create(codename="publish_project", content_type=kind)
    user.user_permissions.add(publish)
    page = given(client, content)
    assert counts(page) == (0, 0, 2, 1, 0)
    user.user_permissions.remove(publish)
    refused = apply(client, page)
    assert "uw rechten zijn veranderd" in refused.content.decode()
    assert Project.objects.count() == 1


def test_rows_of_municipalities_of_others_are_refused(
    client: Client, known: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the rule of rights says is asked for each row, before and after."""

    def only_kerkrade(_user: object) -> Any:
        return Municipality.objects.filter(name="Kerkrade")

    for module in (access, reading):
        monkeypatch.setattr(module, "editable_by", only_kerkrade)
    client.force_login(staff("add_project", "change_project"))
    rows: list[list[Any]] = [
        [known.pk, "Dr Jaegerstraat", "Kerkrade", *ROW[2:]],
        [None, *ROW],
        [None, "Plan", "Kerkrade", *ROW[2:]],
    ]
    page = given(client, book([["Nummer", *HEADERS], *rows]))
    assert counts(page) == (2, 0, 1, 0, 0)
    assert {sentence for *_, sentence in problems(page)} == {judging.FORBIDDEN}
