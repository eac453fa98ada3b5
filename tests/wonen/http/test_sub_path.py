"""Wonen stands at the root of its host. A prefix that a client or a server names moves nothing: not the end
of an idle session, the second factor, what is known of a change, or what is an answer of the API."""

import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from municipalities.access.tokens import Scope
from projects.models import Project
from tests.conftest import AddProject
from tests.support.staff import person, signed_in
from tests.support.tokens import bearer, token_of
from tests.support.writing import PROJECTS, change
from wonen.history.entries import HistoryEntry
from wonen.settings import without_sub_path

PREFIX = {"SCRIPT_NAME": "/x"}


def test_an_idle_session_ends(world: None, settings: Settings) -> None:
    client = signed_in(person("Redacteur", "Heerlen"))
    session = client.session
    session["seen"] = int(time.time()) - 9 * 3600
    session.save()
    assert client.get("/beheer/projects/project/", **PREFIX).status_code == 302  # type: ignore[arg-type]


def test_who_lacks_the_second_factor_is_led_to_it(world: None, settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    client = signed_in(person("Redacteur", "Heerlen"))
    answer = client.get("/beheer/projects/project/", **PREFIX)  # type: ignore[arg-type]
    assert answer.headers["Location"].startswith("/beheer/tweede-stap/instellen/")


def test_a_change_by_the_api_is_known_as_one(add_project: AddProject) -> None:
    project = add_project()
    writer = bearer(token_of(person("Redacteur", "Heerlen"), Scope.WRITE)[1], **PREFIX)
    answer = change(writer, "PATCH", f"{PROJECTS}/{project.pk}", {"plaats": "Centrum"})
    assert answer.status_code == 200, answer.content
    assert answer.headers["API-Version"]
    assert Project.objects.get().place == "Centrum"
    assert HistoryEntry.objects.newest_first()[0].how.startswith("API")


def test_no_link_of_a_page_gets_the_prefix(client: Client, world: None) -> None:
    page = client.get("/gemeenten/", **PREFIX).content.decode()  # type: ignore[arg-type]
    assert "/x/" not in page


def test_who_means_to_put_it_under_a_path_is_told_that_it_cannot() -> None:
    without_sub_path("")
    with pytest.raises(ImproperlyConfigured, match="eigen hostnaam"):
        without_sub_path("/wonen")
