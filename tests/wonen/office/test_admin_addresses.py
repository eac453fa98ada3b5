"""No address of the back office is a server error, whatever somebody types behind it."""

from typing import Any
from urllib.parse import urljoin

import pytest
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group, User
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.test import Client

from tests.support.tokens import token_of

HUGE = "9" * 30
LOOKUPS = (
    "id__range=0", "id__exact=abc", f"id={HUGE}", "id__in=a,b", "id__in=", "id__isnull=misschien", "pk=1",
    "naam__regex=[(*", "name__regex=[(*", "username__regex=[(*", "name__unaccent=x", "label__iregex=(",
    f"startdatum__year={2**63}", f"start_year__gt={HUGE}", f"modified_at__year={2**63}",
    f"last_login__year={HUGE}", "last_login__date=x", "password__startswith=a",
    "user__password__startswith=a", "bestaat_niet=1", "bestaat__niet__ook=1", "__=1", "=", "&&&", "%00=1",
    "id__exact=%00", "name=%00", "q=%00", "q=%FF%FE",
)  # fmt: skip
PAGING = (
    f"p={HUGE}", "p=-1", "p=0", "p=abc", "p=1.5", "p=%00", "p=", "all=", "all=1", f"all={HUGE}",
    "o=", "o=99", "o=-99", "o=1.2.3.-4", "o=abc", f"o={HUGE}", "o=%00", "o=..", "o=--1",
    "e=1", "e=", "_facets=", "_facets=True", "_facets=%00", "_popup=1", "_popup=abc", "_to_field=id",
    "_to_field=password", "_to_field=", "_to_field=%00", "_changelist_filters=%00", "_preserved_filters=x",
    "q=" + "a" * 5000, "q='%22;--", "q=%25", "is_active__exact=7", "is_public__exact=2",
    "groups__id__exact=abc", f"municipality__id__exact={HUGE}", f"region__id__exact={HUGE}",
    "region__id__exact=abc", f"groups__id__exact={HUGE}", "phase__exact=onbekend", "kind__exact=%00",
    "in_working_area__exact=x", "is_example__exact=1&is_example__exact=0",
)  # fmt: skip
KEYS = (
    HUGE,
    "-1",
    "0",
    "abc",
    "1.5",
    "%00",
    "_00",
    "_FF",
    "1%2F2",
    "%F0%9F%8F%A0",
    "None",
    "1;",
    "_2F",
    "' OR 1=1",
    "a" * 500,
)
FORMS = ("", "?_to_field=id", "?_to_field=password", "?_popup=1", "?_changelist_filters=q%3D%00", "?name=%00")


@pytest.fixture
def office(admin_client: Client, brochure: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Client:
    """The back office with two rows on a page: which rows a list draws does not hang on what is typed."""
    for each in admin.site._registry.values():
        monkeypatch.setattr(each, "list_per_page", 2)
    Group.objects.create(name="Beleid")
    token_of(User.objects.get())
    return admin_client


@pytest.fixture
def drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw a list once for all addresses that show the same of it: to read the address is what differs."""
    draw: Any = SimpleTemplateResponse.rendered_content
    drawn = set()

    def content(response: TemplateResponse) -> str:
        shown = (response.context_data or {}).get("cl")
        if type(shown) is ChangeList:  # a list of our own may draw more than its rows and its query
            rows = tuple(each.pk for each in shown.result_list)
            state = (
                shown.model,
                shown.get_query_string(),
                shown.page_num,
                shown.is_popup,
                shown.to_field,
                rows,
            )
            if state in drawn:
                return ""
            drawn.add(state)
        return str(draw.fget(response))

    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", property(content))


def bases() -> list[str]:
    return [f"/beheer/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]


def failing(office: Client, addresses: list[str]) -> list[str]:
    """Return which addresses are a server error; where they lead to is asked too, once."""
    asked: dict[str, int] = {}
    for begin in addresses:
        address = begin
        while address not in asked:
            answer = office.get(address)
            asked[address] = answer.status_code
            address = urljoin(address, answer.headers.get("Location", address))
    return [address for address, status in asked.items() if status >= 500]


def test_no_list_fails_on_what_stands_behind_it(office: Client, drawn_once: None) -> None:
    assert not failing(office, [f"{base}?{query}" for base in bases() for query in LOOKUPS + PAGING])


def test_no_key_in_an_address_is_a_server_error(office: Client) -> None:
    pages = ("change", "delete", "history")
    for base in bases():
        assert not failing(office, [f"{base}{key}/{page}/" for key in KEYS for page in pages])


def test_no_form_fails_on_what_stands_behind_it(office: Client) -> None:
    failed = []
    for model in admin.site._registry:
        base = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        first = model._default_manager.first()
        assert first, model
        pages = ("add", f"{first.pk}/change", f"{first.pk}/delete")
        asked = [f"{base}{page}/{query}" for page in pages for query in FORMS]
        failed += [address for address in asked if office.get(address).status_code >= 500]
    assert not failed


ACTIONS = (
    {"action": "bestaat-niet", "_selected_action": "1"},
    {"action": "delete_selected", "_selected_action": "abc"},
    {"action": "delete_selected", "_selected_action": HUGE},
    {"action": "delete_selected", "_selected_action": "\0"},
    {"action": "delete_selected", "select_across": "abc", "_selected_action": "1"},
    {"action": "\0", "index": HUGE},
    {"action": "delete_selected", "index": "abc"},
    {"_save": "x", "form-TOTAL_FORMS": "abc"},
    {"_save": "x", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": HUGE},
)


def test_no_action_on_a_list_is_a_server_error(office: Client, drawn_once: None) -> None:
    failed = [
        (base, data) for base in bases() for data in ACTIONS if office.post(base, data).status_code >= 500
    ]
    assert not failed


@pytest.mark.parametrize(
    "query",
    [
        "", "term=a", "app_label=projects&model_name=project&field_name=parent&term=a",
        "app_label=x&model_name=y&field_name=z", "app_label=auth&model_name=user&field_name=password",
        "app_label=%00&model_name=%00&field_name=%00", f"term=a&page={HUGE}",
    ],
)  # fmt: skip
def test_what_the_forms_ask_for_is_no_server_error(office: Client, query: str) -> None:
    assert office.get(f"/beheer/autocomplete/?{query}").status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        f"/beheer/r/1/{HUGE}/",
        "/beheer/r/abc/1/",
        f"/beheer/r/{HUGE}/1/",
        f"/beheer/r/{'9' * 5000}/1/",
        "/beheer/x%00/",
    ],
)
def test_other_addresses_are_no_server_error(office: Client, address: str) -> None:
    assert office.get(address, follow=True).status_code < 500
