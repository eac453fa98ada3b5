"""A page that cannot be shown says what happened and where to go, also without a database."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import Settings

from projects.pages import about_views
from tests.support.public_pages import PAGES
from tests.support.staff import person, signed_in

PROBLEMS = {
    400: (SuspiciousOperation("wrong"), "Dit verzoek klopt niet"),
    403: (PermissionDenied("not yours"), "Geen toegang"),
    500: (ValueError("a fault of ours"), "Er ging iets mis"),
    503: (OperationalError("no database"), "De gegevens zijn nu niet bereikbaar"),
}


@pytest.mark.parametrize("status", PROBLEMS)
def test_every_problem_has_its_status_and_its_words_without_a_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """Without the fixture ``db`` any query would fail the test."""
    error, heading = PROBLEMS[status]

    def fail(*_: object) -> str:
        raise error

    monkeypatch.setattr(about_views, "render", fail)
    client.raise_request_exception = False
    answer = client.get("/toegankelijkheid/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{heading}</h1>" in page
    assert str(error) not in page
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/beheer/", "django.contrib.sessions.backends.db.SessionStore.load"),
        ("/beheer/inloggen/", "django.contrib.sessions.middleware.SessionMiddleware.process_response"),
        ("/api/v1/gemeenten", "municipalities.access.authentication.TokenAuthentication.authenticate"),
        ("/api/v1/gemeenten", "django.middleware.common.CommonMiddleware.process_response"),
    ],
)
def test_without_a_database_each_part_of_a_request_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch, kind: type[Exception], path: str, place: str
) -> None:
    def fail(*_: object) -> None:
        raise kind("no database")

    monkeypatch.setattr(place, fail)
    client.cookies["sessionid"] = "x" * 32
    client.raise_request_exception = False
    answer = client.get(path)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    form = "application/problem+json" if path.startswith("/api/") else "text/html"
    assert answer.headers["Content-Type"].startswith(form)


def test_what_is_not_there_leads_on_and_every_way_answers(client: Client, brochure: dict[str, Any]) -> None:
    answer = client.get("/gemeenten/bestaat-niet/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in page
    ways = set(re.findall(r'<a href="(/[^"]*)"', page))
    assert len(ways) == 5
    assert {client.get(way).status_code for way in ways} == {200}
    action, name = re.findall(r'action="([^"]+)".*?type="search" name="(\w+)"', page, re.DOTALL)[0]
    assert "Spoorsingel" in client.get(action, {name: "Spoorsingel"}).content.decode()


def test_staff_who_may_not_are_told_why_and_led_back_to_the_back_office(world: None) -> None:
    """Who is logged in is not invited to log in."""
    chief = User.objects.create_superuser("directie")
    client = signed_in(person("Beheerder", "Heerlen"))
    told = client.post(f"/beheer/auth/user/{chief.pk}/delete/", {"post": "yes"})
    hidden = signed_in(person("Lezer")).get("/beheer/auth/user/")
    for answer in (told, hidden):
        page = answer.content.decode().partition("<main")[2]
        assert answer.status_code == 403
        assert "Werkt u bij de corporatie" not in page
        assert re.findall(r'href="([^"]*)"', page) == ["/beheer/"]


def test_a_host_that_is_not_ours_gets_the_page_of_a_wrong_request(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["wonen.example.nl"]
    answer = client.get("/toegankelijkheid/")
    assert answer.status_code == 400
    assert "Dit verzoek klopt niet" in answer.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "500", "503"])
def test_a_problem_needs_no_context_at_all(name: str) -> None:
    page = render_to_string(f"{name}.html", {"sentence": "De regel."})
    assert "<h1>" in page
    assert re.search(r'<a href="/[^"]*"', page.partition("<main")[2]) or name == "503"


def test_every_page_describes_itself_and_loads_only_from_here(
    client: Client, brochure: dict[str, Any]
) -> None:
    titles = set()
    for address in PAGES:
        page = client.get(address).content.decode()
        titles.add(re.findall(r"<title>([^<]+)</title>", page)[0])
        assert re.search(r'<meta name="description" content="[^"]{40,180}">', page) or "noindex" in page, (
            address
        )
        loaded = re.findall(
            r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', page
        )
        assert loaded
        assert all(each.startswith(django_settings.STATIC_URL) for each in loaded), address
    assert len(titles) >= len(PAGES) - 4  # a wrong choice leaves its page with the general title
