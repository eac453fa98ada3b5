"""Who may write which rows, past the forms: pages of the back office that Django does not make, and undoing.

The pages are those of the addresses that there are, and the tables those of the history: a new one fails
here until it is said how to try it.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from municipalities.models import Municipality
from projects.models import ExternalCode, Project
from tests.support.page_forms import form_in
from tests.support.row_cases import MADE, OTHER, OWN, kept, municipality, strong
from tests.support.staff import signed_in
from wonen.history.diff import Change
from wonen.history.rights import refusals
from wonen.history.tables import TABLES, Table, Values
from wonen.history.undo.plans import Plan, label_of

PROJECTS, FIGURES, OFFERS = (
    "/beheer/projects/project/",
    "/beheer/municipalities/figure/",
    "/beheer/offers/offer/",
)
OF_DJANGO = {"changelist", "add", "history", "delete", "change"}
# Uploads are tried in tests of their own: a row of another municipality in a file.
WITH_A_FILE = {
    "municipalities_figure_upload": "test_roles_upload",
    "projects_project_spreadsheet": "test_project_upload_questions",
    "projects_project_spreadsheet_preview": "test_project_upload_questions",
}
OF_NOTES = {"municipalities_figure_notes", "projects_project_notes"}  # by ``test_internal_note_kept``
READ_ONLY = {
    "municipalities_figure_template",
    "municipalities_figure_export",
    "offers_offer_version",
    "projects_project_export",
    "projects_project_spreadsheet_template",
    "projects_project_todo",
}


def bulk(client: Client, _chief: Client, row: Any) -> Any:
    address = f"{PROJECTS}samen/?rij={row.pk}"
    said = {"fase": "ontwerp"}
    looked = client.post(address, {**said, "bekijk": "1"}).context
    assert [each.project for each in looked["plan"].refused] == [row]
    forged = {"versies": f"{row.pk}:{row.version}", "getoond": looked["shown"], "wijzig": "1"}
    return client.post(address, {**said, **forged})


def sheet(client: Client, chief: Client, row: Any) -> Any:
    address = f"{PROJECTS}blad/?rij={row.pk}"
    data = form_in(chief.get(address).content.decode(), "project-sheet")
    return client.post(address, {**data, f"{row.pk}-fase": "ontwerp"})


def split(client: Client, chief: Client, row: Any) -> Any:
    address = f"{PROJECTS}{row.pk}/splitsen/"
    return client.post(address, chief.get(address).context["form"].initial)


def password(client: Client, _chief: Client, row: Any) -> Any:
    new = "gras-op-het-dak-9"
    data = {"usable_password": "true", "password1": new, "password2": new}
    return client.post(f"/beheer/auth/user/{row.pk}/password/", data)


def card(client: Client, chief: Client, row: Any) -> Any:
    address = f"{FIGURES}kaart/?gebied={row.municipality.code}&jaar=2012"
    assert chief.get(address).status_code == 200
    return client.post(address, form_in(chief.get(address).content.decode(), "sheet"))


Door = Callable[[Client, Client, Any], Any]
# Of each page: the table of its row, what is sent, and the status of the answer.
DOORS: dict[str, tuple[str, Door, int]] = {
    "projects_project_bulk": ("Project", bulk, 409),
    "projects_project_sheet": ("Project", sheet, 409),
    "projects_project_split": ("Project", split, 403),
    "projects_project_live": (
        "Project",
        lambda client, _, row: client.post(f"{PROJECTS}beoordelen/?project={row.pk}", {}),
        403,
    ),
    "offers_offer_publish": (
        "Offer",
        lambda client, _, row: client.post(f"{OFFERS}{row.pk}/publiceren/"),
        403,
    ),
    "municipalities_figure_card": ("Figure", card, 400),
    "municipalities_apitoken_revoke": (
        "ApiToken",
        lambda client, _, row: client.post(f"/beheer/municipalities/apitoken/{row.pk}/intrekken/"),
        403,
    ),
    "auth_user_password_change": ("User", password, 403),
}
BY_NAME = {model.__name__: make for model, make in MADE.items()}


@pytest.fixture
def limited(brochure: dict[str, Any]) -> User:
    return strong("Beheerder", OWN, username="begrensd")


def pages() -> Iterator[str]:
    """Yield the names of the addresses that an admin has beside those of every table."""
    for model, office in admin.site._registry.items():
        standard = {f"{model._meta.app_label}_{model._meta.model_name}_{each}" for each in OF_DJANGO}
        names = {str(each.name) for each in office.get_urls() if getattr(each, "name", None)}
        yield from names - standard


def test_every_page_is_tried() -> None:
    assert set(pages()) == {*DOORS, *WITH_A_FILE, *READ_ONLY, *OF_NOTES}


def test_no_page_changes_a_row_elsewhere(limited: User) -> None:
    client, chief = signed_in(limited), signed_in(User.objects.create_superuser("directie"))
    failed = []
    for name, (table, door, expected) in DOORS.items():
        with transaction.atomic():
            row = BY_NAME[table](OTHER)
            before = kept()
            status = door(client, chief, row).status_code
            if status != expected or kept() != before:
                failed.append(f"{name}: {status}")
            transaction.set_rollback(True)
    assert not failed


def key_of(place: str) -> int | None:
    found = municipality(place)
    return found.pk if found else None


def changes(table: Table, values: Values) -> Iterator[tuple[bool, Values | None, Values | None]]:
    """Yield what may become of a row, and whether it is within one's own municipality."""
    if not table.place:
        yield from ((False, *each) for each in ((values, values), (None, values), (values, None)))
        return
    own, other, none = ({**values, table.place: key_of(place)} for place in (OWN, OTHER, ""))
    yield from ((True, *each) for each in ((own, own), (None, own), (own, None)))
    for elsewhere in (other, none):
        yield from ((False, *each) for each in ((own, elsewhere), (elsewhere, own), (None, elsewhere)))


def test_nothing_elsewhere_is_put_back_or_undone(limited: User) -> None:
    MADE[next(each for each in MADE if each.__name__ == "ApiToken")](OWN)
    ExternalCode.objects.create(project=Project.objects.earliest("pk"), system="dpi", code="1")
    chief, failed = strong("Beheerder", everywhere=True, username="overal"), []
    for table in TABLES.values():
        row = table.model._base_manager.values().first()
        assert row, table.name
        for is_own, was, now in changes(table, table.values(row)):
            if table.owner and table.owned_by.place:
                continue  # a part is where its owner is: tried below
            plan = Plan([Change(table, row[table.key], was, now, label=label_of(was, now))])
            if bool(refusals(limited, plan)) is is_own or refusals(chief, plan):
                failed.append(f"{table.name}: {refusals(limited, plan)}")
    assert not failed


@pytest.mark.parametrize(("first", "then"), [(OTHER, OTHER), (OTHER, OWN), (OWN, OTHER), (OWN, OWN)])
def test_a_part_is_where_its_owners_are(limited: User, first: str, then: str) -> None:
    keys = []
    for name, place in (("Een", first), ("Twee", then)):
        made = MADE[Project](place)
        Project.objects.filter(pk=made.pk).update(name=name)
        keys.append(made.pk)
    table = TABLES["projects.externalcode"]
    was, now = ({"id": 1, "project_id": key, "system": "dpi", "code": "1"} for key in keys)
    found = refusals(limited, Plan([Change(table, 1, was, now)]))
    assert found == ([] if first == then == OWN else [f"U mag niets wijzigen in: {OTHER}."])


def test_all_municipalities_by_name_are_not_everywhere(brochure: Any) -> None:
    names = [each.name for each in Municipality.objects.all()]
    user, table = strong("Beheerder", *names), TABLES["municipalities.region"]
    row = table.model._base_manager.values().first() or {}
    assert refusals(user, Plan([Change(table, row["id"], row, row)]))
