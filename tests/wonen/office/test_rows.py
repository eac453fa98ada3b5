"""Who may write which rows: made from the tables of the back office; a new one fails until it is limited.

Somebody who works in one municipality holds every permission, and tries every door to a row of another
municipality and to what is of all of them. Each row is tried in a savepoint, and every failure is told.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client, RequestFactory

from municipalities.access.editable import NOT_YOURS
from municipalities.models import ApiToken
from tests.support.page_forms import form_in
from tests.support.row_cases import ALL, MADE, OWN, Case, foreign, has_path, kept, municipality, strong
from tests.support.staff import CHIEF, signed_in
from wonen.office.site import Office

FOREIGN = list(foreign())
# A row of these is added in a form of its own; ``test_users`` and ``test_token_admin`` try that.
PLACED = [each for each in FOREIGN if each.model in MADE and each.model not in {User, ApiToken}]
NATIONAL = [each for each in FOREIGN if each.model not in MADE]
LISTED = [each for each in FOREIGN if each.office.list_editable]


@pytest.fixture
def limited(brochure: dict[str, Any]) -> User:
    return strong("Beheerder", OWN, username="begrensd")


@pytest.fixture
def client(limited: User) -> Client:
    return signed_in(limited)


@pytest.fixture
def chief(brochure: dict[str, Any]) -> Client:
    return signed_in(User.objects.create_superuser("directie"))


def each_of(cases: Iterable[Case], attempt: Callable[[Case], str | None]) -> list[str]:
    """Try every case apart; return what went wrong, by case."""
    failed = []
    for case in cases:
        with transaction.atomic():
            wrong = attempt(case)
            transaction.set_rollback(True)
        if wrong:
            failed.append(f"{case}: {wrong}")
    return failed


def filled(chief: Client, case: Case, row: Any) -> dict[str, Any]:
    """Return what a browser sends of the form of a row, opened by who may do everything."""
    page = chief.get(case.address("change", row.pk)).content.decode()
    return dict(form_in(page, f"{case.model._meta.model_name}_form"))


def removal(row: Any) -> dict[str, Any]:
    version = type(row)._base_manager.values().get(pk=row.pk).get("version", "")
    return {"post": "yes", "version": version}


def test_every_table_with_a_municipality_is_tried_by_place() -> None:
    assert {each for each in admin.site._registry if has_path(each)} | {User} == set(MADE)


def test_a_page_that_does_not_say_who_writes_its_rows_is_none() -> None:
    site = Office("proef")
    site.register(User, admin.ModelAdmin)
    site.register(User)
    assert not site.is_registered(User)


def test_no_form_of_a_row_elsewhere_is_saved(client: Client, chief: Client) -> None:
    def attempt(case: Case) -> str | None:
        row = case.row()
        address, data = case.address("change", row.pk), filled(chief, case, row)
        page = client.get(address)
        if page.status_code != 200 or 'name="_save"' in page.content.decode():
            return f"the page answers {page.status_code}, with a button to save"
        if str(case.office.why_not()) not in page.content.decode():
            return "the page does not say why"
        before = kept()
        own = {"municipality": getattr(municipality(OWN), "pk", 0)}
        answers = [client.post(address, forged).status_code for forged in (data, data | own, {})]
        return None if answers == [403] * 3 and kept() == before else f"saved: {answers}"

    assert not each_of(FOREIGN, attempt)


def test_no_row_elsewhere_is_removed(client: Client) -> None:
    def attempt(case: Case) -> str | None:
        row = case.row()
        address, before = case.address("delete", row.pk), kept()
        answers = [client.get(address).status_code, client.post(address, removal(row)).status_code]
        return None if answers == [403, 403] and kept() == before else f"removed: {answers}"

    assert not each_of(FOREIGN, attempt)


def test_no_action_on_a_list_changes_a_row_elsewhere(client: Client, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = CHIEF

    def attempt(case: Case) -> str | None:
        row = case.row()
        # Of people an action may well change the one who works here; of rows it is all or none.
        rows = [row, case.row(OWN)] if case.model in MADE and case.model is not User else [row]
        before = kept()
        for name in case.office.get_actions(request):
            data = {"action": name, "_selected_action": [each.pk for each in rows]}
            client.post(case.address("changelist"), {**data, "post": "yes", "bevestigd": "ja"})
            if kept() != before:
                return f"changed by {name}"
        return None

    assert not each_of(FOREIGN, attempt)


def test_no_cell_of_a_list_is_changed_elsewhere(client: Client, chief: Client) -> None:
    def attempt(case: Case) -> str | None:
        address = case.address("changelist")
        data = dict(form_in(chief.get(address).content.decode(), "changelist-form"))
        cell = f"form-0-{case.office.list_editable[0]}"
        box = {"on": "", "None": "on"}  # what a box becomes; a number becomes 99
        changed = box.get(str(data.get(cell)), "99")
        before = kept()
        status = client.post(address, data | {cell: changed, "_save": "x"}).status_code
        if status != 403 or kept() != before:
            return f"changed: {status}"
        chief.post(address, data | {cell: changed, "_save": "x"})
        return None if kept() != before else "what was tried is no change"

    assert LISTED
    assert not each_of(LISTED, attempt)


def test_nothing_national_is_added_by_who_works_in_one_municipality(client: Client) -> None:
    def attempt(case: Case) -> str | None:
        before = kept()
        answers = [client.get(case.address("add")), client.post(case.address("add"), {})]
        answers.append(client.get(case.address("changelist")))  # which all staff may see
        found = [each.status_code for each in answers]
        return None if found == [403, 403, 200] and kept() == before else str(found)

    assert not each_of(NATIONAL, attempt)


def test_what_is_national_is_for_who_works_everywhere(brochure: Any, chief: Client) -> None:
    client = signed_in(strong("Beheerder", everywhere=True))

    def attempt(case: Case) -> str | None:
        row = case.row()
        fixed = case.model._meta.label == "auth.Group"  # the four roles stay as they are
        saved = client.post(case.address("change", row.pk), filled(chief, case, row)).status_code
        found = client.get(case.address("add")).status_code, saved
        return None if found == (200, 403 if fixed else 302) else str(found)

    assert not each_of(NATIONAL, attempt)


def test_a_row_is_added_and_moved_within_ones_own_only(client: Client, chief: Client) -> None:
    def attempt(case: Case) -> str | None:
        row = case.row()
        data = {name: value for name, value in filled(chief, case, row).items() if name != "opened"}
        row.delete()
        before = kept()
        refused = client.post(case.address("add"), data)
        if refused.status_code != 200 or kept() != before:
            return f"added elsewhere: {refused.status_code}"
        if case.place != ALL and NOT_YOURS not in refused.content.decode():
            return "the form does not say why"
        own = data | {"municipality": getattr(municipality(OWN), "pk", "")}
        if client.post(case.address("add"), own).status_code != 302:
            return "not added where one works"
        return moves(case, str(data.get("municipality", "")))

    def moves(case: Case, elsewhere: str) -> str | None:
        row = case.model.objects.latest("pk")
        address, opened = case.address("change", row.pk), filled(chief, case, row)
        before = kept()
        given = client.post(address, opened | {"municipality": elsewhere}).status_code
        if given != 200 or kept() != before:
            return f"given to another municipality: {given}"
        if client.post(address, opened).status_code != 302:
            return "not saved where one works"
        gone = client.post(case.address("delete", row.pk), removal(row)).status_code
        return None if gone == 302 else f"not removed where one works: {gone}"

    assert not each_of(PLACED, attempt)


def test_what_comes_past_the_form_is_refused_when_it_is_saved(limited: User, rf: RequestFactory) -> None:
    request = rf.post("/")
    request.user = limited

    def is_refused(act: Callable[..., Any], *arguments: Any) -> bool:
        try:
            act(request, *arguments)
        except PermissionDenied:
            return True
        return False

    def attempt(case: Case) -> str | None:
        row, office = case.row(), case.office
        selection = case.model._default_manager.filter(pk=row.pk)
        refused = {
            "saved": is_refused(office.save_model, row, None, True),
            "removed": is_refused(office.delete_model, row),
            "removed as a selection": is_refused(office.delete_queryset, selection),
        }
        if case in PLACED:
            place, row.municipality = row.municipality, municipality(OWN)
            refused["taken from another"] = is_refused(office.save_model, row, None, True)
            own = case.row(OWN)
            own.municipality = place
            refused["given to another"] = is_refused(office.save_model, own, None, True)
        return ", ".join(name for name, is_right in refused.items() if not is_right) or None

    assert not each_of(FOREIGN, attempt)
